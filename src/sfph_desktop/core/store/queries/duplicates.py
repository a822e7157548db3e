"""What is compared of everybody's record, who is joined to whom, and which pairs are known to be two people."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from sfph_desktop.core.domain.likeness import Traits
from sfph_desktop.core.domain.values import from_day

_TRAITS = (
    "SELECT p.id, given_name, family_name, known_as || ' ' || coalesce((SELECT group_concat(o.given_name || ' ' ||"
    " o.family_name, ' ') FROM other_names AS o WHERE o.person_id = p.id), ''), date_of_birth, gender, postcode, phone,"
    " email FROM people AS p WHERE p.id NOT IN (SELECT other_id FROM joins) ORDER BY p.id"
)


def traits(connection: Connection) -> tuple[Traits, ...]:
    """Everybody who is not joined to another record, as far as records are compared."""
    return tuple(
        Traits(
            id=number,
            given_name=given,
            family_name=family,
            other_names=others.strip(),
            date_of_birth=None if born is None else from_day(born),
            gender=gender,
            postcode=postcode,
            phone=phone,
            email=email,
        )
        for number, given, family, others, born, gender, postcode, phone, email in connection.exec_driver_sql(_TRAITS)
    )


def joined(connection: Connection) -> dict[int, int]:
    """By the id of a joined record: the record it counts as, to the end of the chain."""
    first: dict[int, int] = {
        other: person for person, other in connection.exec_driver_sql("SELECT person_id, other_id FROM joins")
    }
    return {other: end_of(first, other) for other in first}


def end_of(first: Mapping[int, int], person: int) -> int:
    """The record that somebody counts as; themselves when they are joined to nobody."""
    seen = {person}
    while person in first and first[person] not in seen:
        person = first[person]
        seen.add(person)
    return person


def known_different(connection: Connection) -> frozenset[tuple[int, int]]:
    """Pairs of ids, the lower first, of whom somebody said that they are two people."""
    rows = connection.exec_driver_sql("SELECT person_id, other_id FROM different_people")
    return frozenset((min(one, other), max(one, other)) for one, other in rows)


def made_in(connection: Connection, unit_id: int) -> frozenset[int]:
    """The ids of the people who came in with one unit of work."""
    return frozenset(connection.exec_driver_sql("SELECT id FROM people WHERE made_in = ?", (unit_id,)).scalars())
