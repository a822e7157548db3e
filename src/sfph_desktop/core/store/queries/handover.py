"""What a handover pack counts: sessions of the last year by group and service, who is ours, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.handover import OwnPerson
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.queries.people import DISPLAY_NAME


def sessions_since(connection: Connection, since: date, until: date) -> tuple[dict[int, int], dict[str, int]]:
    """Sessions held between two days: by the id of their group, and by their service."""
    bound = (to_day(since), to_day(until))
    of_group = connection.exec_driver_sql(
        'SELECT group_id, count(*) FROM sessions WHERE group_id IS NOT NULL AND "date" BETWEEN ? AND ?'
        " GROUP BY group_id",
        bound,
    )
    groups = {int(row[0]): int(row[1]) for row in of_group}
    of_service = connection.exec_driver_sql(
        'SELECT service, count(*) FROM sessions WHERE "date" BETWEEN ? AND ? GROUP BY service', bound
    )
    return groups, {str(row[0]): int(row[1]) for row in of_service}


def own_people(connection: Connection, on: date) -> tuple[OwnPerson, ...]:
    """Staff and volunteers on a day, staff first, by name; somebody in both roles stands in each."""
    rows = connection.exec_driver_sql(
        f"SELECT {DISPLAY_NAME} AS name, r.role, r.detail, r.from_date, p.phone, p.email FROM roles AS r"
        " JOIN people AS p ON p.id = r.person_id WHERE r.role IN ('staff', 'volunteer') AND p.died_on IS NULL"
        " AND r.from_date <= :on AND (r.to_date IS NULL OR r.to_date >= :on) ORDER BY r.role, name COLLATE NOCASE",
        {"on": to_day(on)},
    )
    return tuple(
        OwnPerson(name=name, role=role, detail=detail, since=from_day(since), phone=phone, email=email)
        for name, role, detail, since, phone, email in rows
    )


def open_actions(connection: Connection) -> dict[str, int]:
    """How many actions for people are not done, by who is to do them (blank: nobody is named)."""
    rows = connection.exec_driver_sql(
        "SELECT trim(by_whom), count(*) FROM actions WHERE done_on IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return {str(row[0]): int(row[1]) for row in rows}


def refs_of(connection: Connection, people: Iterable[int]) -> dict[int, str]:
    """The references of people by their ids."""
    rows = connection.exec_driver_sql(f"SELECT id, person_ref FROM people WHERE id {IN_IDS}", (id_list(people),))
    return {int(row[0]): str(row[1]) for row in rows}
