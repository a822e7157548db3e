"""What a person's row brings besides the person: consents and addresses, which are records of their own in the store.

While an import is planned, the three consent dates are cells of a person's row like any other, so that their fate is
told as of any other; when it is written, each new date becomes one consent. A date that is known already, be it
withdrawn since, says nothing new: bringing the same file in twice gives nobody's consent again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.areas import Area, tidy_postcode
from sfph_desktop.core.domain.consent_rules import WORKBOOK_COLUMNS
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases import import_checks as check
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_settle import Batch, Plan, Records

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit
    from sfph_desktop.core.usecases.office import Office

Row = tuple[Any, ...]
AREA = tuple(asdict(Area()))


# --- sheets of their own ----------------------------------------------------------------------------------------------


def addresses(proposal: Proposal, known: Known) -> Records:
    """Addresses: of a person who is known, on days that have been; the area of a new one is looked up now, for ever."""
    people = check.references(proposal, "person_ref", "people", known, word="person")
    check.not_ahead(proposal, "from_date", known)
    check.in_order(proposal, "from_date", "to_date")
    check.not_before_birth(proposal, "from_date", people, known)
    columns: dict[str, Any] = {name: proposal.column(name) for name in ("from_date", "to_date", "lines")}
    columns["postcode"] = [tidy_postcode(postcode) for postcode in proposal.column("postcode")]
    keys = list(zip(people, columns["from_date"], strict=True))
    areas = [_area(proposal, known, i, key, columns["postcode"][i]) for i, key in enumerate(keys)]
    columns |= {name: [area[name] for area in areas] for name in AREA}
    columns["to_date"] = _until_the_next(proposal, people, columns["from_date"], columns["to_date"])
    return Records(kind="addresses", keys=keys, columns={"person_id": people, **columns})


def consents(proposal: Proposal, known: Known) -> Records:
    """Consents: of a person who is known, given on a day that has been."""
    people = check.references(proposal, "person_ref", "people", known, word="person")
    for column in ("given_on", "withdrawn_on"):
        check.not_ahead(proposal, column, known)
    check.not_before_birth(proposal, "given_on", people, known)
    for column in ("expires_on", "withdrawn_on"):
        check.in_order(proposal, "given_on", column)
    return _about_people(proposal, "consents", people)


def roles(proposal: Proposal, known: Known) -> Records:
    """Roles: of a person who is known, in a span of days that can be."""
    people = check.references(proposal, "person_ref", "people", known, word="person")
    check.not_ahead(proposal, "from_date", known)
    check.in_order(proposal, "from_date", "to_date")
    return _about_people(proposal, "roles", people)


def _about_people(proposal: Proposal, kind: str, people: list[int | None]) -> Records:
    names = [column.name for column in proposal.spec.columns if column.name != "person_ref"]
    columns: dict[str, Any] = {"person_id": people, **{name: proposal.column(name) for name in names}}
    keys = list(zip(*(columns[name] for name in ("person_id", *proposal.spec.key[1:])), strict=True))
    return Records(kind=kind, keys=keys, columns=columns)


def _area(proposal: Proposal, known: Known, i: int, key: Row, postcode: str) -> dict[str, Any]:
    """The area of a row; blank where the address is in the store already, because an area is looked up once only."""
    if key in known.index("addresses"):
        return dict.fromkeys(AREA, None)
    areas, council = known.library.areas(), proposal.column("council")[i]
    found = areas.find(postcode) if postcode else None
    if found is None and council:
        found = areas.of_council(areas.council_named(council), proposal.column("data_zone")[i])
        if found is None:
            proposal.hold(i, "council", "There is no such council in Scotland.", "its name, or its code S12...")
    return asdict(found or Area())


def _until_the_next(
    proposal: Proposal, people: Sequence[int | None], begun: Sequence[Any], over: Sequence[Any]
) -> list[Any]:
    """The last day of each address: as told, otherwise the day before the same person's next one in the sheet."""
    starts: dict[int | None, list[int]] = {}
    for i in proposal.good():
        starts.setdefault(people[i], []).append(begun[i])
    return [
        min((start - 1 for start in starts.get(person, ()) if start > day), default=None)
        if last is None and day is not None
        else last
        for person, day, last in zip(people, begun, over, strict=True)
    ]


# --- the people sheet -------------------------------------------------------------------------------------------------


def unknown_consents(columns: Mapping[str, Sequence[Any]], known: Known) -> dict[str, list[Any]]:
    """The consent columns of a people sheet, blank where the store has that answer of that person already."""
    from sfph_desktop.core.store.queries.consents import answers

    there = answers(known.connection)
    people = known.find_all("people", columns["person_ref"])
    return {
        name: [
            None if (person, purpose, day) in there else day for person, day in zip(people, columns[name], strict=True)
        ]
        for name, purpose in WORKBOOK_COLUMNS.items()
    }


def write_people(unit: Unit, plan: Plan) -> None:
    """Write what a file does to people, their consents as records of their own."""
    from sfph_desktop.core.store.queries.consents import answers

    batch = plan.batches["people"]
    places = [place for place, name in enumerate(batch.columns) if name not in WORKBOOK_COLUMNS]
    columns = ("id", *(batch.columns[place] for place in places))
    changed = [(record, *row) for record, row in batch.changed.items()]
    there = {*(answers(unit.connection) if changed else ()), *_told_by_their_own_sheet(plan)}
    given = [one for row in (*batch.new, *changed) for one in _given(batch.columns, row) if one not in there]
    unit.insert_many("people", columns, [(row[0], *(row[place + 1] for place in places)) for row in batch.new])
    unit.change_many("people", columns, [(row[0], *(row[place + 1] for place in places)) for row in changed])
    unit.insert_many("consents", ("person_id", "purpose", "given_on"), given)


def keep_addresses(unit: Unit, plan: Plan, office: Office) -> None:
    """Bring postcodes and addresses together once all is written: an address sheet counts before a postcode alone."""
    from sfph_desktop.core.usecases.addresses import follow_postcodes, settle_postcodes

    today = office.clock.today()
    moved = set(_cells(plan.batches.get("addresses"), "person_id"))
    settle_postcodes(unit, moved, today)
    batch = plan.batches.get("people")
    if batch is not None:
        place = batch.columns.index("postcode")
        rows = (
            *((row[0], row[place + 1]) for row in batch.new),
            *((p, row[place]) for p, row in batch.changed.items()),
        )
        alone = {person: postcode for person, postcode in rows if postcode and person not in moved}
        follow_postcodes(unit, office.library, alone, today)


def _cells(batch: Batch | None, column: str) -> Iterable[Any]:
    if batch is not None:
        place = batch.columns.index(column)
        yield from (row[place + 1] for row in batch.new)
        yield from (row[place] for row in batch.changed.values())


def _told_by_their_own_sheet(plan: Plan) -> Iterable[Row]:
    """Answers that the same file gives in its sheet of consents: each is kept once, as told there."""
    batch = plan.batches.get("consents")
    names = ("person_id", "purpose", "given_on")
    return zip(*(_cells(batch, name) for name in names), strict=True) if batch is not None else ()


def _given(columns: Sequence[str], row: Row) -> list[Row]:
    """Person, purpose and day of each consent in a row, whose id stands before its cells."""
    return [
        (row[0], WORKBOOK_COLUMNS[name], day)
        for name, day in zip(columns, row[1:], strict=True)
        if name in WORKBOOK_COLUMNS and day is not None
    ]
