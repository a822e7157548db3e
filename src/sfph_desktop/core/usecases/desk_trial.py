"""A desk tried out for the program's self-test: a network's desk with its questions, and returns collated.

Collating is tried in both its ways, from the desk's own store and from a folder, since its engine is found and loaded
only then: a built program may lack it and never say so until the quarter's end.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from sfph_desktop.core.domain.collations import Accepted
from sfph_desktop.core.domain.network import Definitions, Quarter, Return, ReturnCell

PEOPLE = (30, 40, 50, 60, 70)
"""Of each member of the network: the middle one is the median, all together the total."""


def desk_with_questions(folder: Path, passphrase: str) -> Definitions:
    """A new desk in a folder, closed again; what it asks."""
    from sfph_desktop.core.usecases.desk import define_as_suggested
    from sfph_desktop.core.usecases.machine import cheap_key_cost, default_store_path, this_machine
    from sfph_desktop.core.usecases.office import close_office, create_office

    machine = this_machine(folder, key_cost=cheap_key_cost())
    made = create_office(
        default_store_path(machine), name="Self-test network", passphrase=passphrase, machine=machine, desk=True
    )
    issued = define_as_suggested(made.office).value
    close_office(made.office, backup=False)
    return issued.definitions


def collated(definitions: Definitions, folder: Path) -> int:
    """Collate a return of each of five members; how many were collated. AssertionError where the figures are wrong."""
    from sfph_desktop.core.usecases.desk_collation import collate, collate_folder, write_returns

    quarter = definitions.first_quarter
    counted = next(one.id for one in definitions.indicators if one.kind == "count")
    sent = [_return(definitions, quarter, counted, place) for place in range(len(PEOPLE))]
    write_returns(folder / "returns", sent, definitions)
    of_folder = collate_folder(folder / "returns", quarter, folder / "collated")
    for found in (collate(sent, definitions, quarter), of_folder.collation):
        total = next(one.value for one in found.totals if one.indicator == counted and not one.group)
        middle = next(one.median for one in found.network if one.indicator == counted and not one.alike)
        if total != sum(PEOPLE) or middle != PEOPLE[len(PEOPLE) // 2]:
            raise AssertionError(f"the network's figures are wrong: {total} people, the middle member {middle}")
    if of_folder.benchmark is None or not list(of_folder.benchmark.glob("*.parquet")):
        raise AssertionError("each member's own figures were not written")
    return of_folder.collation.members


def _return(definitions: Definitions, quarter: Quarter, counted: str, place: int) -> Accepted:
    period = quarter.year_to_it
    cell = ReturnCell(
        indicator=counted, window="year", period_start=period.start, period_end=period.end,
        n=PEOPLE[place], value=Decimal(PEOPLE[place]), unit="people",
    )  # fmt: skip
    sent = Return(
        member=f"Member {place}", member_key=f"KEY-{place}", network=definitions.network, desk_key=definitions.desk_key,
        definitions=definitions.version, quarter=quarter, sequence=1, cells=(cell,),
    )  # fmt: skip
    return Accepted(member=f"M{place}", number=place + 1, sent=sent)
