"""The caseload: sorted ids of which a window at a time is fetched. Finding as one types is in `finding.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.history import id_list

Row = tuple[Cell, ...]

DISPLAY_NAME = (
    "coalesce(nullif(trim(iif(p.known_as <> '', p.known_as, p.given_name) || ' ' || p.family_name), ''), p.person_ref)"
)
"""SQL for the name to show, as `ServiceUser.display_name` says it."""

CASELOAD_COLUMNS = ("id", "name", "person_ref", "date_of_birth", "postcode", "services", "roles", "last_seen")

ORDERS = {
    "name": "family_name COLLATE NOCASE, given_name COLLATE NOCASE, id",
    "person_ref": "person_ref COLLATE NOCASE, id",
    "date_of_birth": "date_of_birth IS NULL, date_of_birth, id",
    "postcode": "postcode = '', postcode COLLATE NOCASE, id",
}
"""What the caseload can be sorted by; people without the thing come last."""


def roles_now(person: str, on: str) -> str:
    """SQL for what somebody is on a day, with blanks between; `person` and `on` are SQL for their id and the day.

    A service user when a role or an open enrolment says so, or when no role at all is recorded for that day, as after
    the role of a volunteer has ended (`decisions/0004`, 30).
    """
    had = f"SELECT 1 FROM roles AS r WHERE r.person_id = {person} AND r.from_date <= {on}"
    had += f" AND (r.to_date IS NULL OR r.to_date >= {on})"
    enrolled = f"SELECT 1 FROM episodes AS e WHERE e.person_id = {person} AND e.start_date <= {on}"
    enrolled += f" AND (e.end_date IS NULL OR e.end_date >= {on})"
    supported = f"NOT EXISTS ({had}) OR EXISTS ({had} AND r.role = 'service_user') OR EXISTS ({enrolled})"
    helps = "".join(f" || iif(EXISTS ({had} AND r.role = '{one}'), ' {one}', '')" for one in ("volunteer", "staff"))
    return f"trim(iif({supported}, 'service_user', ''){helps})"


def caseload_ids(connection: Connection, order: str = "name", *, descending: bool = False) -> list[int]:
    """The ids of everybody, sorted by one of `ORDERS`. KeyError for another order."""
    by = ORDERS[order]
    if descending:
        by = ", ".join(f"{part} DESC" for part in by.split(", "))
    cursor = connection.exec_driver_sql(f"SELECT id FROM people ORDER BY {by}")
    return [row[0] for row in cursor]


def caseload_window(connection: Connection, ids: Sequence[int], today: date) -> tuple[Row, ...]:
    """These people in the order of the ids, as `CASELOAD_COLUMNS`; who is not there any more is left out.

    `services` are those of their open episodes, with a comma between; `roles` what they are today (`roles_now`);
    `last_seen` the day of their last attendance.
    """
    rows = connection.exec_driver_sql(
        f"SELECT p.id, {DISPLAY_NAME}, p.person_ref, p.date_of_birth, p.postcode, {_SERVICES}, {_ROLES},"
        ' (SELECT max(s."date") FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id'
        " WHERE a.person_id = p.id) FROM json_each(:ids) AS w JOIN people AS p ON p.id = w.value ORDER BY w.key",
        {"on": to_day(today), "ids": id_list(ids)},
    )
    return tuple((*row[:3], _date(row[3]), *row[4:7], _date(row[7])) for row in rows)


def caseload(connection: Connection, today: date) -> tuple[Row, ...]:
    """Everybody by name, as `CASELOAD_COLUMNS` without `last_seen`: for lists that are shown whole."""
    rows = connection.exec_driver_sql(
        f"SELECT p.id, {DISPLAY_NAME}, p.person_ref, p.date_of_birth, p.postcode, {_SERVICES}, {_ROLES}"
        f" FROM people AS p ORDER BY {ORDERS['name']}",
        {"on": to_day(today)},
    )
    return tuple((*row[:3], _date(row[3]), *row[4:]) for row in rows)


def namesakes(connection: Connection, person: ServiceUser) -> tuple[str, ...]:
    """The references of others with the same given and family name and the same date of birth."""
    if person.date_of_birth is None or not person.family_name:
        return ()
    rows = connection.exec_driver_sql(
        "SELECT person_ref FROM people WHERE family_name = ? COLLATE NOCASE AND given_name = ? COLLATE NOCASE"
        " AND date_of_birth = ? AND id <> ? ORDER BY id",
        (person.family_name, person.given_name, to_day(person.date_of_birth), person.id),
    )
    return tuple(str(row[0]) for row in rows)


def postcodes_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The postcode of these people as it is kept, by id."""
    rows = connection.exec_driver_sql(
        "SELECT id, postcode FROM people WHERE id IN (SELECT value FROM json_each(?))", (id_list(ids),)
    )
    return {row[0]: str(row[1]) for row in rows}


def last_ref(connection: Connection) -> str:
    """The reference of whoever was registered last; blank while there is nobody."""
    found = connection.exec_driver_sql("SELECT person_ref FROM people ORDER BY id DESC LIMIT 1").scalar()
    return str(found or "")


_SERVICES = (
    "coalesce((SELECT group_concat(DISTINCT e.service) FROM episodes AS e"
    " WHERE e.person_id = p.id AND (e.end_date IS NULL OR e.end_date >= :on)), '')"
)
_ROLES = roles_now("p.id", ":on")


def _date(day: int | None) -> date | None:
    return None if day is None else from_day(day)
