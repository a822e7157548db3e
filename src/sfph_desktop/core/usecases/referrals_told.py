"""What a people's sheet says of a referral (`referral_source`, `referral_date`) becomes a referral in, once.

A referral in of the same person and day is that referral already. One without a day is shown beside the referrals of
the person, and nothing is made up for it. What became of it nobody has written down, so nobody waits because of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.partners import Partner, PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.usecases.import_settle import Plan
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

OUTCOME = "not_known"
COLUMNS = ("referral_source", "referral_date")


@dataclass(frozen=True, slots=True)
class Told:
    """By whom and when somebody was referred, as their record says it, and what it said before."""

    person: int
    source: str
    day: int | None
    """As stored."""
    before: tuple[str, int | None] = ("", None)


def of_plan(connection: Connection, plan: Plan) -> tuple[Told, ...]:
    """What a file says anew of referrals; asked before it is written, so that what was said before is still there."""
    from sfph_desktop.core.store.queries.refs import stored_rows

    batch = plan.batches.get("people")
    if batch is None:
        return ()
    source, day = (batch.columns.index(name) for name in COLUMNS)
    found = [Told(row[0], row[source + 1] or "", row[day + 1]) for row in batch.new]
    if batch.changed:
        stored = stored_rows(connection, "people", COLUMNS)
        found += [
            Told(person, row[source] or "", row[day], stored[person]) for person, row in batch.changed.items()
        ]  # fmt: skip
    return tuple(one for one in found if one.day is not None and (one.source, one.day) != one.before)


def of_person(person: ServiceUser, before: ServiceUser | None = None) -> tuple[Told, ...]:
    """The same of one record that was added or changed."""
    if person.referral_date is None:
        return ()
    was = ("", None) if before is None else (before.referral_source, _stored(before.referral_date))
    told = Told(person.id, person.referral_source, _stored(person.referral_date), was)
    return (told,) if (told.source, told.day) != told.before else ()


def keep_told(unit: Unit, told: Iterable[Told]) -> None:
    """Record each as a referral in, unless one of that day is there; one that it said otherwise before is corrected."""
    from sfph_desktop.core.store.queries.values import value

    told = tuple(told)
    if not told:
        return
    names, there = partners_by_name(unit.connection), _referrals_in(unit.connection)
    rows = []
    for one in told:
        own = there.get(one.person, {})
        whom = _whom(names, one.source)
        former = own.get(one.before[1] or 0)
        if former is not None and former[1:] == (*_whom(names, one.before[0]), OUTCOME):
            kept: Referral = value(unit.connection, "referrals", former[0])
            unit.change(
                "referrals",
                replace(kept, made_on=from_day(one.day or 0), partner_id=whom[0], source=whom[1]),
            )
        elif one.day not in own:
            rows.append((one.person, "in", *whom, one.day, OUTCOME))
    columns = ("person_id", "direction", "partner_id", "source", "made_on", "outcome")
    if rows:
        unit.insert_many("referrals", columns, rows)


def not_recorded(office: Office, person: ServiceUser) -> Referral | None:
    """What a record says of a referral that is not among the person's referrals: to be shown, and recorded by a person.

    Its day is today where the record gives none.
    """
    from sfph_desktop.core.store.queries.values import values_about

    if not person.referral_source and person.referral_date is None:
        return None
    with office.reading() as connection:
        own: tuple[Referral, ...] = values_about(connection, "referrals", person.id)
        names = partners_by_name(connection)
    days = {one.made_on for one in own if one.direction == "in"}
    if days if person.referral_date is None else person.referral_date in days:
        return None
    partner, source = _whom(names, person.referral_source)
    made_on = person.referral_date or office.clock.today()
    return Referral(
        person_id=person.id, direction="in", partner_id=partner, source=source, made_on=made_on, outcome=OUTCOME
    )


def partners_by_name(connection: Connection) -> Mapping[str, PartnerId]:
    """The id of each partner by its name without capitals and accents; a name that two have is nobody's."""
    from sfph_desktop.core.store.queries.values import values_of

    found: dict[str, PartnerId | None] = {}
    everyone: tuple[Partner, ...] = values_of(connection, "partners")
    for one in everyone:
        name = " ".join(folded(one.name).split())
        found[name] = None if name in found else one.id
    return {name: number for name, number in found.items() if number is not None}


def _whom(names: Mapping[str, PartnerId], source: str) -> tuple[PartnerId | None, str]:
    """The partner of that name, or the words as they are."""
    partner = names.get(" ".join(folded(source).split()))
    return (partner, "") if partner is not None else (None, source)


def _referrals_in(connection: Connection) -> dict[int, dict[int, tuple[Any, ...]]]:
    """By person and day as stored, each referral in: id, partner, source, outcome."""
    from sfph_desktop.core.store.queries.refs import stored_rows

    found: dict[int, dict[int, tuple[Any, ...]]] = {}
    names = ("person_id", "made_on", "direction", "partner_id", "source", "outcome")
    for number, (person, day, way, *rest) in stored_rows(connection, "referrals", names).items():
        if way == "in":
            found.setdefault(person, {}).setdefault(day, (number, *rest))
    return found


def _stored(day: date | None) -> int | None:
    return None if day is None else to_day(day)
