"""Records that may be one person: offered with a score and its reasons, decided by a person, remembered.

Nothing is joined by itself and nothing waits for a decision: everybody is in, with all that was recorded of them. Said
to be one person, two records are linked and both stay; said to be two, they are never offered again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.likeness import Likeness, Traits, likely_pairs, likely_with, likeness
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import DifferentPeople, Join
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

LISTED = (
    *("id", "person_ref", "name", "date_of_birth", "other_ref", "other_name", "other_date_of_birth"),
    *("score", "reason"),
)


def duplicates(office: Office, *, unit_id: int = 0) -> Listing:
    """Pairs of records that may be one person and that nobody has decided about, the likeliest first.

    `person_ref` is the later of the two, `score` is 0 to 100, and `reason` says what speaks for it and against. With
    `unit_id`, only pairs in which the later one came in with that unit of work.
    """
    from sfph_desktop.core.store.queries import duplicates as queries
    from sfph_desktop.core.store.queries.values import values_by_id

    nicknames = office.library.nicknames()
    with office.reading() as connection:
        two = queries.known_different(connection)
        new = queries.made_in(connection, unit_id) if unit_id else None
        found = [
            (max(one.id, other.id), min(one.id, other.id), how)
            for one, other, how in likely_pairs(queries.traits(connection), nicknames)
            if (min(one.id, other.id), max(one.id, other.id)) not in two
            and (new is None or max(one.id, other.id) in new)
        ]
        found.sort(key=lambda pair: (-pair[2].score, pair[0], pair[1]))
        ids = sorted({person for pair in found for person in pair[:2]})
        people = {int(person.id): person for person in values_by_id(connection, "people", ids)}
    rows = [
        (number, *_told(people[one]), *_told(people[other]), how.score, _sentence(how))
        for number, (one, other, how) in enumerate(found)
    ]
    return Listing(kind="duplicates", columns=LISTED, rows=tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """Which other records are of the same person as one, and which may be."""

    counts_as: ServiceUser | None = None
    """The record that is shown and counted for this one."""
    joined: tuple[ServiceUser, ...] = ()
    """Records that count as this one."""
    alike: tuple[tuple[ServiceUser, str], ...] = ()
    """Records about which nobody has decided, the likeliest first, and why, with the score."""


def sameness(office: Office, person_id: int) -> Sameness:
    """What is known, and what is likely, of other records of one person."""
    from sfph_desktop.core.store.queries import duplicates as queries
    from sfph_desktop.core.store.queries.values import value, values_by_id

    with office.reading() as connection:
        counted_as = queries.joined(connection)
        if person_id in counted_as:
            return Sameness(counts_as=value(connection, "people", counted_as[person_id]))
        others = sorted(other for other, first in counted_as.items() if first == person_id)
        joined: tuple[ServiceUser, ...] = values_by_id(connection, "people", others)
        everyone = queries.traits(connection)
        two = queries.known_different(connection)
        mine = next((one for one in everyone if one.id == person_id), None)
        found = likely_with(mine, everyone, office.library.nicknames()) if mine is not None else ()
        found = tuple(pair for pair in found if (min(person_id, pair[0].id), max(person_id, pair[0].id)) not in two)
        people = {int(one.id): one for one in values_by_id(connection, "people", [pair[0].id for pair in found])}
    return Sameness(
        joined=joined, alike=tuple((people[one.id], scored(how.score, _sentence(how))) for one, how in found)
    )


def pair(office: Office, ref: str, other_ref: str) -> tuple[ServiceUser, ServiceUser, str]:
    """The two records of a pair, to be looked at side by side, and why, with the score.

    Raises UserCanFix when one is not there.
    """
    from sfph_desktop.core.store.queries.values import value

    with office.reading() as connection:
        one, other = (value(connection, "people", person) for person in _both(connection, ref, other_ref))
    how = likeness(_traits(one), _traits(other), office.library.nicknames())
    return one, other, scored(how.score, _sentence(how))


def scored(score: object, reasons: object) -> str:
    """How likely two records are one person, as a sentence before its reasons: `Score 92 of 100. The same …`."""
    return f"Score {score} of 100. {reasons}".rstrip()


def say_different(office: Office, ref: str, other_ref: str, *, reason: str = "") -> Done[DifferentPeople]:
    """Remember for ever that two records are two people. Raises UserCanFix when one is not there, or it is decided."""
    with office.writing(f"Said that {ref} and {other_ref} are two people") as unit:
        one, other = _both(unit.connection, ref, other_ref)
        found = DifferentPeople(
            person_id=min(one, other), other_id=max(one, other), said_on=office.clock.today(), reason=reason
        )
        unit.add("different_people", found)
    return saved(unit, found, f"{ref} and {other_ref} are two people: they are not offered again")


def say_same(office: Office, ref: str, other_ref: str, *, reason: str = "") -> Done[Join]:
    """Link two records of one person: `other_ref` is shown and counted, `ref` counts as it. Both records stay.

    Raises UserCanFix when one is not there, or it is decided, or `ref` counts as somebody already.
    """
    from sfph_desktop.core.store.queries.duplicates import joined

    with office.writing(f"Said that {ref} and {other_ref} are one person") as unit:
        one, other = _both(unit.connection, ref, other_ref)
        counted_as = joined(unit.connection)
        if one in counted_as:
            raise UserCanFix(what=f"{ref} is joined to somebody already.", do="Take that back first.")
        first = ServiceUserId(counted_as.get(other, other))
        found = Join(person_id=first, other_id=one, joined_on=office.clock.today(), reason=reason)
        unit.add("joins", found)
    return saved(unit, found, f"{ref} and {other_ref} count as one person from now on")


def take_apart(office: Office, ref: str) -> Done[Join]:
    """Take the join of a record back: both stand and count by themselves again. Raises UserCanFix when it has none."""
    from sfph_desktop.core.store.queries.refs import id_of
    from sfph_desktop.core.store.queries.values import values_of

    with office.writing(f"Took {ref} out of a join") as unit:
        person = id_of(unit.connection, "people", ref)
        found: Join | None = next((one for one in values_of(unit.connection, "joins") if one.other_id == person), None)
        if found is None:
            raise UserCanFix(what=f"{ref} is not joined to anybody.", do="Open the list again.")
        unit.remove("joins", found.id)
    return saved(unit, found, f"{ref} counts by itself again")


def _both(connection: Connection, ref: str, other_ref: str) -> tuple[ServiceUserId, ServiceUserId]:
    """The ids of two records about which nobody has decided. Raises UserCanFix otherwise."""
    from sfph_desktop.core.store.queries.duplicates import joined, known_different
    from sfph_desktop.core.store.queries.refs import id_of

    found = []
    for wanted in (ref, other_ref):
        person = id_of(connection, "people", wanted)
        if person is None:
            raise UserCanFix(what=f"There is nobody with the reference '{wanted}'.", do="Open the list again.")
        found.append(ServiceUserId(person))
    one, other = found
    if one == other:
        raise UserCanFix(what=f"{ref} is one record, and not a pair.", do="Name the other record.")
    counted_as = joined(connection)
    one_person = counted_as.get(one, one) == counted_as.get(other, other)
    if one_person or (min(one, other), max(one, other)) in known_different(connection):
        raise UserCanFix(what=f"It is decided already about {ref} and {other_ref}.", do="Open the list again.")
    return one, other


def _told(person: ServiceUser) -> tuple[str, str, date | None]:
    whole = " ".join(part for part in (person.given_name, person.family_name) if part)
    return person.person_ref, whole or person.display_name, person.date_of_birth


def _sentence(how: Likeness) -> str:
    """The reasons as one sentence."""
    said = ", ".join(how.reasons)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _traits(person: ServiceUser) -> Traits:
    return Traits(
        id=int(person.id),
        given_name=person.given_name,
        family_name=person.family_name,
        other_names=person.known_as,
        date_of_birth=person.date_of_birth,
        gender=person.gender,
        postcode=person.postcode,
        phone=person.phone,
        email=person.email,
    )
