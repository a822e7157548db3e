"""Services, activities, groups and their members, as lists and for their pages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.delivery import Activity, Group
from sfph_desktop.core.domain.delivery_pages import HeldLine, MemberLine
from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.mapping import columns_of, from_row
from sfph_desktop.core.store.queries.people import DISPLAY_NAME

SERVICE_COLUMNS = ("id", "name", "purpose", "who_for", "from_date", "to_date", "groups", "sessions", "enrolled")
MEMBER_COLUMNS = ("id", "group", "person_ref", "name", "from_date", "to_date")
LATELY = 12
"""Sessions of a group that its page shows."""

_IN_FORCE = "m.from_date <= :day AND (m.to_date IS NULL OR m.to_date >= :day)"


def services(connection: Connection, today: date) -> tuple[tuple[Cell, ...], ...]:
    """Services as `SERVICE_COLUMNS`, by name.

    One that people are enrolled in or sessions were held for, and that nobody has described, has the id 0.
    """
    rows = connection.exec_driver_sql(
        "WITH named(name) AS (SELECT name FROM services UNION SELECT service FROM episodes UNION"
        " SELECT service FROM sessions UNION SELECT service FROM groups),"
        " held AS (SELECT service, count(*) AS n FROM sessions GROUP BY service),"
        " enrolled AS (SELECT service, count(DISTINCT person_id) AS n FROM episodes"
        " WHERE start_date <= ? AND (end_date IS NULL OR end_date >= ?) GROUP BY service)"
        " SELECT coalesce(s.id, 0), n.name, coalesce(s.purpose, ''), coalesce(s.who_for, ''), s.from_date, s.to_date,"
        " (SELECT count(*) FROM groups AS g WHERE g.service = n.name), coalesce(h.n, 0), coalesce(e.n, 0)"
        " FROM named AS n LEFT JOIN services AS s ON s.name = n.name LEFT JOIN held AS h ON h.service = n.name"
        " LEFT JOIN enrolled AS e ON e.service = n.name WHERE n.name <> '' ORDER BY n.name COLLATE NOCASE",
        (to_day(today), to_day(today)),
    )
    return tuple((*row[:4], _date(row[4]), _date(row[5]), *row[6:]) for row in rows)


def activities(connection: Connection, service: str = "") -> tuple[Activity, ...]:
    """The activities of a service, or all, by service and name."""
    listed = ", ".join(columns_of(Activity))
    where, bound = ("WHERE service = ?", (service,)) if service else ("", ())
    rows = connection.exec_driver_sql(f"SELECT {listed} FROM activities {where} ORDER BY service, name", bound)
    return tuple(from_row("activities", tuple(row)) for row in rows)


def activity_names(connection: Connection, service: str = "") -> tuple[str, ...]:
    """What sessions, groups and services call their activities, by name."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT name FROM (SELECT service, name FROM activities UNION SELECT service, activity FROM sessions"
        " UNION SELECT service, activity FROM groups) WHERE name <> '' AND :service IN (service, '') ORDER BY 1",
        {"service": service},
    )
    return tuple(str(row[0]) for row in rows)


def groups(connection: Connection, today: date) -> tuple[tuple[Group, int, date | None], ...]:
    """Every group by name, with how many members it has today and when its register was last taken."""
    listed = ", ".join(f'g."{name}"' for name in columns_of(Group))
    rows = connection.exec_driver_sql(
        f"SELECT {listed}, (SELECT count(*) FROM group_members AS m WHERE m.group_id = g.id AND {_IN_FORCE}),"
        " (SELECT max(s.\"date\") FROM sessions AS s WHERE s.group_id = g.id AND s.register = 'taken')"
        " FROM groups AS g ORDER BY g.name COLLATE NOCASE",
        {"day": to_day(today)},
    )
    return tuple((from_row("groups", tuple(row[:-2])), int(row[-2]), _date(row[-1])) for row in rows)


def may_have_held(connection: Connection, service: str, day: date) -> tuple[tuple[int, str], ...]:
    """Id and name of the groups of a service that ran on a day and have no session on it, by name."""
    rows = connection.exec_driver_sql(
        "SELECT g.id, g.name FROM groups AS g WHERE g.service = :service COLLATE NOCASE"
        " AND (g.from_date IS NULL OR g.from_date <= :day) AND (g.to_date IS NULL OR g.to_date >= :day)"
        ' AND NOT EXISTS (SELECT 1 FROM sessions AS s WHERE s.group_id = g.id AND s."date" = :day)'
        " ORDER BY g.name COLLATE NOCASE",
        {"service": service, "day": to_day(day)},
    )
    return tuple((row[0], row[1]) for row in rows)


def services_of_groups(connection: Connection) -> dict[int, str]:
    """The service of every group, by the group's id."""
    return {int(row[0]): str(row[1]) for row in connection.exec_driver_sql("SELECT id, service FROM groups")}


def group_named(connection: Connection, name: str) -> Group | None:
    """The group of that name, whatever its capitals; None when there is none."""
    listed = ", ".join(f'"{column}"' for column in columns_of(Group))
    row = connection.exec_driver_sql(
        f"SELECT {listed} FROM groups WHERE name = ? COLLATE NOCASE ORDER BY name = ? DESC LIMIT 1", (name, name)
    ).first()
    return None if row is None else from_row("groups", tuple(row))


def members(connection: Connection, group_id: int) -> tuple[MemberLine, ...]:
    """The members of a group, those who left too, with how often they came and when last."""
    rows = connection.exec_driver_sql(
        f'SELECT m.id, p.id, p.person_ref, {DISPLAY_NAME}, m.from_date, m.to_date, count(s.id), max(s."date"),'
        " p.died_on FROM group_members AS m JOIN people AS p ON p.id = m.person_id"
        " LEFT JOIN attendance AS a ON a.person_id = p.id"
        ' LEFT JOIN sessions AS s ON s.id = a.session_id AND s.group_id = m.group_id AND s."date" >= m.from_date'
        ' AND (m.to_date IS NULL OR s."date" <= m.to_date)'
        " WHERE m.group_id = ? GROUP BY m.id",
        (group_id,),
    )
    return tuple(
        MemberLine(membership, person, ref, name, from_day(start), _date(end), came, _date(last), _date(died))
        for membership, person, ref, name, start, end, came, last, died in rows
    )


def all_members(connection: Connection) -> tuple[tuple[Cell, ...], ...]:
    """Every membership as `MEMBER_COLUMNS`, by group and name."""
    rows = connection.exec_driver_sql(
        f"SELECT m.id, g.name, p.person_ref, {DISPLAY_NAME} AS name, m.from_date, m.to_date"
        " FROM group_members AS m JOIN groups AS g ON g.id = m.group_id JOIN people AS p ON p.id = m.person_id"
        " ORDER BY g.name COLLATE NOCASE, name COLLATE NOCASE, m.from_date"
    )
    return tuple((*row[:4], _date(row[4]), _date(row[5])) for row in rows)


def memberships_of(connection: Connection, group_id: int, people: tuple[int, ...]) -> tuple[tuple[int, int, int], ...]:
    """(membership, first day, last day) of these people in a group; a place without an end lasts for ever."""
    rows = connection.exec_driver_sql(
        f"SELECT id, from_date, coalesce(to_date, 2147483647) FROM group_members WHERE group_id = ? AND person_id"
        f" {IN_IDS}",
        (group_id, id_list(people)),
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def same_human(connection: Connection, person_id: int) -> tuple[int, ...]:
    """The ids of every record that is joined to this one, itself among them."""
    known, waiting = {person_id}, [person_id]
    while waiting:
        rows = connection.exec_driver_sql(
            f"SELECT person_id FROM joins WHERE other_id {IN_IDS} UNION SELECT other_id FROM joins"
            f" WHERE person_id {IN_IDS}",
            (id_list(waiting), id_list(waiting)),
        )
        waiting = [row[0] for row in rows if row[0] not in known]
        known.update(waiting)
    return tuple(sorted(known))


def held(connection: Connection, group_id: int, limit: int = LATELY) -> tuple[HeldLine, ...]:
    """The sessions of a group, the latest first."""
    rows = connection.exec_driver_sql(
        'SELECT s.id, s."date", s.register, (SELECT count(*) FROM attendance AS a WHERE a.session_id = s.id),'
        " (SELECT count(*) FROM absences AS b WHERE b.session_id = s.id), s.unnamed_low, s.unnamed_high"
        ' FROM sessions AS s WHERE s.group_id = ? ORDER BY s."date" DESC, s.id DESC LIMIT ?',
        (group_id, limit),
    )
    return tuple(HeldLine(row[0], from_day(row[1]), *row[2:]) for row in rows)


def followed_from(connection: Connection, group_id: int) -> dict[int, int]:
    """By place in a group: the day it began on before the group's own first day took it along, as the history tells.

    A place whose day somebody typed after that, and one that no change of the group ever moved, is not among them.
    """
    rows = connection.exec_driver_sql(
        "SELECT h.record_id, h.before ->> 'from_date', h.after ->> 'from_date', EXISTS ("
        "  SELECT 1 FROM history AS g WHERE g.unit_id = h.unit_id AND g.kind = 'groups' AND g.record_id = ?"
        "  AND g.before ->> 'from_date' IS NOT g.after ->> 'from_date')"
        " FROM history AS h WHERE h.kind = 'group_members' AND h.before ->> 'group_id' = ? AND h.after IS NOT NULL"
        " ORDER BY h.id",
        (group_id, group_id),
    )
    began: dict[int, int] = {}
    for place, before, after, with_group in rows:
        if before == after:
            continue
        if with_group:
            began.setdefault(int(place), int(before))
        else:
            began.pop(int(place), None)
    return began


def begun_before(
    connection: Connection, group_id: int, day: int
) -> tuple[tuple[int, int, int | None, int | None], ...]:
    """(place, first day, last day, first day of a register that names them) of the places that begin before a day."""
    rows = connection.exec_driver_sql(
        'SELECT m.id, m.from_date, m.to_date, (SELECT min(s."date") FROM sessions AS s WHERE s.group_id = m.group_id'
        '  AND s."date" >= m.from_date AND ('
        "   EXISTS (SELECT 1 FROM attendance AS a WHERE a.session_id = s.id AND a.person_id = m.person_id)"
        "   OR EXISTS (SELECT 1 FROM absences AS b WHERE b.session_id = s.id AND b.person_id = m.person_id)))"
        " FROM group_members AS m WHERE m.group_id = ? AND m.from_date < ? ORDER BY m.id",
        (group_id, day),
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


def states_on(connection: Connection, day: date) -> dict[int, tuple[int, str]]:
    """By group: the session it has on a day, and the state of its register."""
    rows = connection.exec_driver_sql(
        'SELECT group_id, id, register FROM sessions WHERE "date" = ? AND group_id IS NOT NULL ORDER BY id',
        (to_day(day),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _date(day: int | None) -> date | None:
    return None if day is None else from_day(day)
