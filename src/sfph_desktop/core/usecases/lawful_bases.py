"""Lawful bases: on which one each field is used for a purpose; what has none does not leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain import lawful_bases as words
from sfph_desktop.core.domain.lawful_bases import BASES, CONDITIONS, PURPOSES, LawfulBasis
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.returns import FIELDS, SPECIAL
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

LONGEST = 1_000
NOT_OF_ITSELF = frozenset({"rows"})
"""What the usual bases leave out: it is decided by itself, under an agreement."""


def bases(office: Office) -> tuple[LawfulBasis, ...]:
    """Every basis that was recorded, those that were ended too, in that order."""
    with office.reading() as connection:
        return bases_in(connection)


def bases_in(connection: Connection) -> tuple[LawfulBasis, ...]:
    """As `bases`, where the store is being read already."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[LawfulBasis, ...] = values_of(connection, "lawful_bases")
    return found


def in_force(office: Office, purpose: str = "network", connection: Connection | None = None) -> dict[str, LawfulBasis]:
    """By field the basis that is in force today."""
    found = bases(office) if connection is None else bases_in(connection)
    return words.in_force(found, purpose, office.clock.today())


def set_basis(
    office: Office,
    field: str,
    basis: str,
    *,
    condition: str = "",
    reason: str = "",
    purpose: str = "network",
    on: date | None = None,
) -> Done[LawfulBasis]:
    """Record on which basis a field is used for a purpose from a day on; the one before it is ended that day.

    Raises UserCanFix by field: for words that are no basis, a missing condition of Article 9, a day to come.
    """
    made = LawfulBasis(
        purpose=purpose,
        field=field,
        basis=basis,
        condition=condition,
        reason=reason.strip(),
        from_date=on or office.clock.today(),
        decided_by=office.who,
    )
    refuse(_problems(made, office.clock.today()))
    with office.writing(f"Recorded the lawful basis for {FIELDS[field]}") as unit:
        made = _put(unit, made)
    return saved(unit, made, f"From {made.from_date:%d/%m/%Y} the basis for {FIELDS[field]} is {made.words}")


def use_consent(office: Office, *, reason: str = "", purpose: str = "network") -> Done[tuple[LawfulBasis, ...]]:
    """Record consent, explicit where the field tells of health or care, for every field that has no basis in force.

    Each person is asked anyway before anything of theirs is counted; this says that their answer is the basis.
    """
    today = office.clock.today()
    with office.writing("Recorded consent as the lawful basis of the return") as unit:
        there = words.in_force(bases_in(unit.connection), purpose, today)
        missing = [field for field in FIELDS if field not in there and field not in NOT_OF_ITSELF]
        made = tuple(
            _put(
                unit,
                LawfulBasis(
                    purpose=purpose,
                    field=field,
                    basis="consent",
                    condition="explicit_consent" if field in SPECIAL else "",
                    reason=reason.strip(),
                    from_date=today,
                    decided_by=office.who,
                ),
            )
            for field in missing
        )
    if not made:
        return Done(value=made, why="Every field has a basis already")
    return saved(unit, made, f"Consent is the basis for {len(made)} fields")


def end_basis(office: Office, field: str, *, purpose: str = "network", on: date | None = None) -> Done[LawfulBasis]:
    """From a day on (today) a field has no basis any more: nothing made of it leaves. UserCanFix when it had none."""
    day = on or office.clock.today()
    with office.writing("Ended a lawful basis") as unit:
        there = words.in_force(bases_in(unit.connection), purpose, office.clock.today()).get(field)
        if there is None:
            raise UserCanFix(
                what=f"There is no lawful basis in force for {FIELDS.get(field, field)}.", do="Nothing was changed."
            )
        if not there.from_date <= day <= office.clock.today():
            raise UserCanFix(what="A basis ends between its first day and today.", do="Give another day.")
        ended = replace(there, ended_on=day)
        unit.change("lawful_bases", ended)
        unit.why = f"Ended the lawful basis for {FIELDS[field]}"
    return saved(unit, ended, unit.why)


def _put(unit: Unit, made: LawfulBasis) -> LawfulBasis:
    """Keep a basis; whichever is open for the same is ended on its first day."""
    for one in bases_in(unit.connection):
        if (one.purpose, one.field) == (made.purpose, made.field) and one.ended_on is None:
            unit.change("lawful_bases", replace(one, ended_on=max(one.from_date, made.from_date)))
    return replace(made, id=unit.add("lawful_bases", made))


def _problems(made: LawfulBasis, today: date) -> tuple[Problem, ...]:
    found: list[Problem] = []

    def known(name: str, said: str, choices: Mapping[str, str]) -> None:
        if said not in choices:
            found.append(problem(name, said, f"'{said}' is not one of the words for it.", ", ".join(choices)))

    known("purpose", made.purpose, PURPOSES)
    known("field", made.field, FIELDS)
    known("basis", made.basis, BASES)
    if made.condition:
        known("condition", made.condition, CONDITIONS)
    elif made.field in SPECIAL:
        told = "This tells of somebody's health or care: a condition of Article 9 is needed too."
        found.append(problem("condition", "", told, ", ".join(CONDITIONS)))
    if made.from_date > today:
        found.append(problem("from_date", str(made.from_date), "This day is still to come.", "today, or before"))
    if len(made.reason) > LONGEST:
        found.append(problem("reason", made.reason[:40], f"This has {len(made.reason):,} characters.", f"{LONGEST:,}"))
    return tuple(found)
