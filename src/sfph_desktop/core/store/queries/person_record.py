"""What a person's record is joined to: links from either side, parents and children, visits, the services there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.person_record import Address, PersonLink
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.queries.people import DISPLAY_NAME
from sfph_desktop.core.store.queries.values import values_by_id


def addresses_of(connection: Connection, people: Sequence[int]) -> dict[int, tuple[Address, ...]]:
    """The addresses of many people, by person; whoever has none is left out."""
    found = connection.exec_driver_sql(f"SELECT id FROM addresses WHERE person_id {IN_IDS}", (id_list(people),))
    by_person: dict[int, list[Address]] = {}
    for address in values_by_id(connection, "addresses", [row[0] for row in found]):
        by_person.setdefault(int(address.person_id), []).append(address)
    return {person: tuple(own) for person, own in by_person.items()}


def lived_on(connection: Connection, people: Sequence[int], day: date) -> dict[int, tuple[str, str]]:
    """Street and postcode of these people on a day, by person; whoever's address of that day is not known is left out.

    Where only the postcode of today is kept, it stands for that day too.
    """
    at = to_day(day)
    today = connection.exec_driver_sql(
        f"SELECT id, '', postcode FROM people WHERE id {IN_IDS} AND postcode <> ''", (id_list(people),)
    )
    then = connection.exec_driver_sql(
        f"SELECT person_id, lines, postcode FROM addresses WHERE person_id {IN_IDS} AND (lines <> '' OR postcode <> '')"
        " AND coalesce(from_date, 0) <= ? AND coalesce(to_date, ?) >= ? ORDER BY id",
        (id_list(people), at, at, at),
    )
    return {int(row[0]): (str(row[1] or ""), str(row[2] or "")) for row in (*today, *then)}


def households(connection: Connection, people: Sequence[int], day: date) -> tuple[tuple[int, int], ...]:
    """Those of these people who were of one household on a day, two at a time."""
    at = to_day(day)
    rows = connection.exec_driver_sql(
        "SELECT person_id, other_id FROM links WHERE kind = 'household' AND other_id IS NOT NULL"
        f" AND person_id {IN_IDS} AND coalesce(from_date, 0) <= ? AND coalesce(to_date, ?) >= ?",
        (id_list(people), at, at, at),
    )
    return tuple((int(row[0]), int(row[1])) for row in rows)


def address_areas(connection: Connection) -> tuple[tuple[str, bool, bool, int], ...]:
    """How many addresses there are by the lookup of their area, whether they have one, and whether a postcode."""
    rows = connection.exec_driver_sql(
        "SELECT area_source, council <> '', postcode <> '', count(*) FROM addresses GROUP BY 1, 2, 3"
    )
    return tuple((str(row[0]), bool(row[1]), bool(row[2]), int(row[3])) for row in rows)


def links_of(connection: Connection, person_id: int) -> tuple[PersonLink, ...]:
    """Every link of a person, from their own side and from that of others, in the order of their ids."""
    found = connection.exec_driver_sql("SELECT id FROM links WHERE person_id = ? OR other_id = ?", (person_id,) * 2)
    return values_by_id(connection, "links", [row[0] for row in found])


def links_between(connection: Connection, one: int, other: int) -> tuple[PersonLink, ...]:
    """Every link between two people of the store, from either side."""
    return tuple(link for link in links_of(connection, one) if other in {link.person_id, link.other_id})


def parents_and_children(connection: Connection, but: int = 0) -> tuple[tuple[int, int], ...]:
    """(parent, child) by their ids, of every link that says so; `but` leaves out the link with that id."""
    found = connection.exec_driver_sql(
        "SELECT iif(kind = 'parent', other_id, person_id), iif(kind = 'parent', person_id, other_id) FROM links"
        " WHERE kind IN ('parent', 'child') AND other_id IS NOT NULL AND id <> ?",
        (but,),
    )
    return tuple((row[0], row[1]) for row in found)


def names_of(connection: Connection, ids: set[int]) -> dict[int, tuple[str, str]]:
    """The name to show and the reference of these people, by id."""
    found = connection.exec_driver_sql(
        f"SELECT p.id, {DISPLAY_NAME}, p.person_ref FROM people AS p WHERE p.id {IN_IDS}", (id_list(ids),)
    )
    return {row[0]: (str(row[1]), str(row[2])) for row in found}


def groups_of(connection: Connection, person_id: int, today: date) -> tuple[str, ...]:
    """The groups a person belongs to on a day, by name."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT g.name FROM group_members AS m JOIN groups AS g ON g.id = m.group_id WHERE m.person_id = ?"
        " AND m.from_date <= ? AND (m.to_date IS NULL OR m.to_date >= ?) ORDER BY g.name COLLATE NOCASE",
        (person_id, to_day(today), to_day(today)),
    )
    return tuple(str(row[0]) for row in found)


_VISITS = """
SELECT s."date" FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id WHERE a.person_id = :person
UNION ALL SELECT "date" FROM assessments WHERE person_id = :person
UNION ALL SELECT "date" FROM events WHERE person_id = :person
UNION ALL SELECT first_contact_on FROM referrals WHERE person_id = :person AND first_contact_on IS NOT NULL
"""


def first_and_last_seen(connection: Connection, person_id: int) -> tuple[date, date] | None:
    """The first and the last day somebody saw this person; None: never.

    That is a visit, a questionnaire, an event, or the first contact after a referral.
    """
    row: Any = connection.exec_driver_sql(
        f'SELECT min("date"), max("date") FROM ({_VISITS})', {"person": person_id}
    ).one()
    return None if row[0] is None else (from_day(row[0]), from_day(row[1]))


def visits_by_month(connection: Connection, person_id: int, since: date) -> dict[str, int]:
    """How often a person came, by month as `2026-03`, from a day on; months without a visit are left out."""
    found = connection.exec_driver_sql(
        "SELECT strftime('%Y-%m', s.\"date\" * 86400, 'unixepoch') AS month, count(*) FROM attendance AS a"
        ' JOIN sessions AS s ON s.id = a.session_id WHERE a.person_id = ? AND s."date" >= ? GROUP BY month',
        (person_id, to_day(since)),
    )
    return {str(row[0]): int(row[1]) for row in found}


def visit_count(connection: Connection, person_id: int) -> tuple[int, date | None]:
    """How often a person ever came, and when last."""
    row: Any = connection.exec_driver_sql(
        'SELECT count(*), max(s."date") FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id'
        " WHERE a.person_id = ?",
        (person_id,),
    ).one()
    return int(row[0]), None if row[1] is None else from_day(row[1])


def event_types(connection: Connection) -> tuple[str, ...]:
    """The kinds of event that are written down, the most frequent first."""
    found = connection.exec_driver_sql("SELECT event_type FROM events GROUP BY event_type ORDER BY count(*) DESC, 1")
    return tuple(str(row[0]) for row in found)


def end_reasons(connection: Connection) -> tuple[str, ...]:
    """Why episodes ended, the most frequent first."""
    found = connection.exec_driver_sql(
        "SELECT end_reason FROM episodes WHERE end_reason <> '' GROUP BY end_reason ORDER BY count(*) DESC, 1 LIMIT 30"
    )
    return tuple(str(row[0]) for row in found)


_SESSION = "iif(s.activity <> '', s.activity, s.service)"
_CALLED = {
    "people": f"SELECT p.id, {DISPLAY_NAME}, NULL FROM people AS p WHERE p.id {IN_IDS}",
    "sessions": f'SELECT s.id, {_SESSION}, s."date" FROM sessions AS s WHERE s.id {IN_IDS}',
    "groups": f"SELECT g.id, g.name, NULL FROM groups AS g WHERE g.id {IN_IDS}",
    "partners": f"SELECT r.id, r.name, NULL FROM partners AS r WHERE r.id {IN_IDS}",
}


def called(connection: Connection, kind: str, ids: set[int]) -> dict[int, tuple[str, date | None]]:
    """How people, sessions, groups and partners are called, by id; sessions with their day. KeyError: another kind."""
    found = connection.exec_driver_sql(_CALLED[kind], (id_list(ids),))
    return {row[0]: (str(row[1]), None if row[2] is None else from_day(row[2])) for row in found}
