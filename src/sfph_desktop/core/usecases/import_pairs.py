"""People who came in with an import and may be somebody who was there already: offered, decided, remembered.

Nothing is joined by itself and nothing waits for a decision: everybody is in, with all that was recorded of them. Said
to be one person, two records are linked and both stay; said to be two, they are never offered again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import DifferentPeople, Join
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.imports import find_import, import_number
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

LISTED = ("id", "import", "person_ref", "name", "date_of_birth", "other_ref", "other_name", "other_date_of_birth",
          "reason")  # fmt: skip


def likely_pairs(office: Office, name: str = "") -> Listing:
    """Pairs of one import (`I-0003`), or of all that stand, about which nobody has decided yet."""
    from sfph_desktop.core.store.queries.imports import kept_imports
    from sfph_desktop.core.store.queries.refs import refs
    from sfph_desktop.core.store.queries.values import values_by_id
    from sfph_desktop.core.store.undo import units

    wanted = find_import(office, name)[0] if name else None
    with office.reading() as connection:
        standing = {info.id for info in units(connection) if not info.undone}
        told = [
            (import_number(row[0]), pair["person_ref"], pair["other_ref"], pair["reason"])
            for row in reversed(kept_imports(connection))
            if row[1] in standing and wanted in (None, row[0])
            for pair in json.loads(row[4]).get("likely", ())
        ]
        ids = refs(connection, "people") if told else {}
        decided = _Decided(connection)
        open_pairs = [
            one for one in told if one[1] in ids and one[2] in ids and not decided.about(ids[one[1]], ids[one[2]])
        ]
        named = {ref for one in open_pairs for ref in one[1:3]}
        people = {p.person_ref: p for p in values_by_id(connection, "people", [ids[ref] for ref in named])}
    return Listing(
        kind="likely_pairs",
        columns=LISTED,
        rows=tuple(_listed(number, one, people) for number, one in enumerate(open_pairs)),
    )


def _listed(number: int, one: tuple[str, str, str, str], people: dict[str, ServiceUser]) -> tuple[Any, ...]:
    import_id, ref, other_ref, reason = one
    person, other = people[ref], people[other_ref]
    return (number, import_id, ref, _whole_name(person), person.date_of_birth, other_ref, _whole_name(other),
            other.date_of_birth, reason)  # fmt: skip


def _whole_name(person: ServiceUser) -> str:
    return " ".join(part for part in (person.given_name, person.family_name) if part) or person.display_name


def pair(office: Office, ref: str, other_ref: str) -> tuple[ServiceUser, ServiceUser, str]:
    """The two records of a pair, to be looked at side by side, and why; raises UserCanFix when one is not there."""
    from sfph_desktop.core.store.queries.values import value

    reasons = {(row[2], row[5]): str(row[8]) for row in likely_pairs(office).rows}
    with office.reading() as connection:
        one, other = (value(connection, "people", person) for person in _both(connection, ref, other_ref))
    return one, other, reasons.get((ref, other_ref), "")


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
    with office.writing(f"Said that {ref} and {other_ref} are one person") as unit:
        one, other = _both(unit.connection, ref, other_ref)
        decided = _Decided(unit.connection)
        first = ServiceUserId(decided.counted_as(other))
        if decided.counted_as(one) != one:
            raise UserCanFix(what=f"{ref} is joined to somebody already.", do="Take that back first.")
        found = Join(person_id=first, other_id=one, joined_on=office.clock.today(), reason=reason)
        unit.add("joins", found)
    return saved(unit, found, f"{ref} and {other_ref} count as one person from now on")


def _both(connection: Connection, ref: str, other_ref: str) -> tuple[ServiceUserId, ServiceUserId]:
    from sfph_desktop.core.store.queries.refs import id_of

    found = []
    for wanted in (ref, other_ref):
        person = id_of(connection, "people", wanted)
        if person is None:
            raise UserCanFix(what=f"There is nobody with the reference '{wanted}'.", do="Open the list again.")
        found.append(ServiceUserId(person))
    if found[0] == found[1]:
        raise UserCanFix(what=f"{ref} is one record, and not a pair.")
    if _Decided(connection).about(*found):
        raise UserCanFix(what=f"It is decided already about {ref} and {other_ref}.", do="Open the list again.")
    return found[0], found[1]


class _Decided:
    """What has been said of pairs: joins, and records that are two people."""

    def __init__(self, connection: Connection) -> None:
        from sfph_desktop.core.store.queries.values import values_of

        self._first: dict[int, int] = {join.other_id: join.person_id for join in values_of(connection, "joins")}
        self._two = {frozenset((one.person_id, one.other_id)) for one in values_of(connection, "different_people")}

    def counted_as(self, person: int) -> int:
        """Whom somebody counts as: themselves unless they are joined to another record."""
        seen = {person}
        while person in self._first and self._first[person] not in seen:
            person = self._first[person]
            seen.add(person)
        return person

    def about(self, one: int, other: int) -> bool:
        """Whether it is decided about these two."""
        return self.counted_as(one) == self.counted_as(other) or frozenset((one, other)) in self._two
