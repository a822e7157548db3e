"""What a change for many people must know of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.history import IN_IDS, id_list


def places_in(connection: Connection, group_id: int) -> tuple[tuple[int, date, date | None], ...]:
    """(person, first day, last day or None) of every place in a group, those that ended too."""
    sql = "SELECT person_id, from_date, to_date FROM group_members WHERE group_id = ? ORDER BY from_date"
    rows = connection.exec_driver_sql(sql, (group_id,))
    return tuple((row[0], from_day(row[1]), None if row[2] is None else from_day(row[2])) for row in rows)


def episodes_in(connection: Connection, service: str, people: Sequence[int]) -> tuple[int, ...]:
    """The ids of the enrolments of these people in a service, whatever its capitals, those that ended too."""
    sql = f"SELECT id FROM episodes WHERE service = ? COLLATE NOCASE AND person_id {IN_IDS}"
    return tuple(row[0] for row in connection.exec_driver_sql(sql, (service, id_list(people))))


def people_of_service(connection: Connection, service: str, day: int) -> tuple[int, ...]:
    """The ids of the people who are enrolled in a service on a day, whatever its capitals."""
    sql = (
        "SELECT DISTINCT person_id FROM episodes WHERE service = ? COLLATE NOCASE AND start_date <= ?"
        " AND (end_date IS NULL OR end_date >= ?) ORDER BY person_id"
    )
    return tuple(row[0] for row in connection.exec_driver_sql(sql, (service, day, day)))


def places_begun(connection: Connection, group_id: int, day: int) -> tuple[tuple[int, int, int | None], ...]:
    """(place, person, day of birth where it is known) of those whose first place in a group began on a day."""
    sql = (
        "SELECT m.id, m.person_id, p.date_of_birth FROM group_members AS m JOIN people AS p ON p.id = m.person_id"
        " WHERE m.group_id = ? GROUP BY m.person_id HAVING min(m.from_date) = ? ORDER BY m.id"
    )
    return tuple((int(row[0]), int(row[1]), row[2]) for row in connection.exec_driver_sql(sql, (group_id, day)))


def joined_service(connection: Connection, service: str, day: int) -> dict[int, int]:
    """The people who are enrolled in a service on a day, whatever its capitals, each with the first day of that."""
    sql = (
        "SELECT person_id, min(start_date) FROM episodes WHERE service = ? COLLATE NOCASE AND start_date <= ?"
        " AND (end_date IS NULL OR end_date >= ?) GROUP BY person_id ORDER BY person_id"
    )
    return {int(row[0]): int(row[1]) for row in connection.exec_driver_sql(sql, (service, day, day))}


def referral_sources(connection: Connection) -> tuple[str, ...]:
    """Every referral source that a record names, the most usual first."""
    sql = "SELECT referral_source FROM people WHERE referral_source <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 60"
    return tuple(row[0] for row in connection.exec_driver_sql(sql))
