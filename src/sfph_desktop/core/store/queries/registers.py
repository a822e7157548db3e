"""A register as it stands, and who is likely to walk in: each by indexes, however many visits the store holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.delivery import ActivitySession
from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.registers import AWAY, HERE, LooseSession, RegisterLine
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.mapping import columns_of, from_row
from sfph_desktop.core.store.queries.delivery import plain
from sfph_desktop.core.store.queries.finding import Nicknames, match, search
from sfph_desktop.core.store.queries.people import DISPLAY_NAME

BACK = 8
"""Sessions looked back over for how often somebody was away in a row."""
WALKED_IN_DAYS = 365
NEAR_DAYS = 35
_BETWEEN = "\x1f"

_WHO = (
    "SELECT person_id, max(member) AS member, min(seen) AS seen FROM ("
    " SELECT person_id, 1 AS member, 0 AS seen FROM group_members WHERE group_id = :group AND from_date <= :day"
    "  AND (to_date IS NULL OR to_date >= :day)"
    " UNION ALL SELECT person_id, 0, id FROM attendance WHERE session_id = :session"
    " UNION ALL SELECT person_id, 0, id FROM absences WHERE session_id = :session) GROUP BY person_id"
)
_LINES = (
    f"SELECT p.id, p.person_ref, {DISPLAY_NAME}, w.member, a.id, b.id, a.minutes, coalesce(a.note, ''),"
    " coalesce(b.reason, ''), p.died_on, (SELECT group_concat(l.text, char(31)) FROM alerts AS l"
    "  WHERE l.person_id = p.id AND l.from_date <= :day AND (l.ended_on IS NULL OR l.ended_on > :day)), w.seen"
    f" FROM ({_WHO}) AS w JOIN people AS p ON p.id = w.person_id"
    " LEFT JOIN attendance AS a ON a.session_id = :session AND a.person_id = p.id"
    " LEFT JOIN absences AS b ON b.session_id = :session AND b.person_id = p.id"
)


def session_on(connection: Connection, group_id: int, day: date) -> ActivitySession | None:
    """The session of a group on a day; None when there is none yet."""
    listed = ", ".join(f'"{name}"' for name in columns_of(ActivitySession))
    row = connection.exec_driver_sql(
        f'SELECT {listed} FROM sessions WHERE group_id = ? AND "date" = ? ORDER BY id LIMIT 1', (group_id, to_day(day))
    ).first()
    return None if row is None else from_row("sessions", tuple(row))


def loose_sessions(connection: Connection, session: ActivitySession) -> tuple[LooseSession, ...]:
    """Sessions of the same service and day that are no group's, the one with the most people first."""
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.session_ref, coalesce(nullif(s.activity, ''), s.service), s.place,"
        " (SELECT count(*) FROM attendance AS a WHERE a.session_id = s.id) AS named, s.unnamed_low, s.unnamed_high"
        ' FROM sessions AS s WHERE s."date" = ? AND s.service = ? COLLATE NOCASE AND s.group_id IS NULL AND s.id <> ?'
        " AND s.register <> 'cancelled' ORDER BY named DESC, s.id",
        (to_day(session.date), session.service, session.id),
    )
    names = ("id", "ref", "title", "place", "named", "unnamed_low", "unnamed_high")
    return tuple(LooseSession(**dict(zip(names, row, strict=True))) for row in rows)


def days_with_register(connection: Connection) -> set[tuple[str, int]]:
    """Service (in small letters) and day of every session that is a group's and did not fall out."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT service, \"date\" FROM sessions WHERE group_id IS NOT NULL AND register <> 'cancelled'"
    )
    return {(service.casefold(), int(day)) for service, day in rows}


def lines(connection: Connection, group_id: int, session_id: int, day: date) -> tuple[RegisterLine, ...]:
    """The members of a group (0: of none) on a day and whoever is marked in the session, members by name.

    Of those of whom nothing is said, anybody who had died by then is left out. `shown` is left for the caller.
    """
    bound = {"group": group_id, "session": session_id, "day": to_day(day)}
    found = connection.exec_driver_sql(_LINES, bound).all()
    missed = _missed(connection, group_id, day) if group_id else {}
    told = []
    for person, ref, name, member, came, away, minutes, note, reason, died, alerts, seen in found:
        mark = HERE if came else AWAY if away else ""
        if not mark and died is not None and died < to_day(day):
            continue
        line = RegisterLine(
            person_id=person,
            ref=ref,
            name=name,
            member=bool(member) or mark == AWAY,
            mark=mark,
            minutes=minutes,
            note=note,
            reason=reason,
            alerts=tuple(alerts.split(_BETWEEN)) if alerts else (),
            missed=missed.get(person, 0),
        )
        told.append((not line.member, "" if not line.member else plain(name), seen, person, line))
    twice = _said_by_another(connection, [one[-1] for one in told])
    told.sort(key=lambda one: one[:4])
    return tuple(line for *_, line in told if line.person_id not in twice)


def _said_by_another(connection: Connection, found: Sequence[RegisterLine]) -> set[int]:
    """Records of whom nothing is said and whose human stands in the register by another record that is joined."""
    ids = id_list(line.person_id for line in found)
    pairs = connection.exec_driver_sql(
        f"SELECT person_id, other_id FROM joins WHERE person_id {IN_IDS} AND other_id {IN_IDS}", (ids, ids)
    ).all()
    marked = {line.person_id for line in found if line.mark}
    dropped: set[int] = set()
    for first, other in pairs:
        if other not in marked:
            dropped.add(other)
        elif first not in marked:
            dropped.add(first)
    return dropped


def _missed(connection: Connection, group_id: int, day: date) -> dict[int, int]:
    """By person: how many of the group's last registers in a row they were away."""
    sessions = [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT id FROM sessions WHERE group_id = ? AND \"date\" < ? AND register = 'taken'"
            ' ORDER BY "date" DESC, id DESC LIMIT ?',
            (group_id, to_day(day), BACK),
        )
    ]
    away: dict[int, set[int]] = {}
    for session, person in connection.exec_driver_sql(
        f"SELECT session_id, person_id FROM absences WHERE session_id {IN_IDS}", (id_list(sessions),)
    ):
        away.setdefault(session, set()).add(person)
    there: dict[int, set[int]] = {}
    for session, person in connection.exec_driver_sql(
        f"SELECT session_id, person_id FROM attendance WHERE session_id {IN_IDS}", (id_list(sessions),)
    ):
        there.setdefault(session, set()).add(person)
    runs: dict[int, int] = {}
    over: set[int] = set()
    for session in sessions:
        over |= there.get(session, set())
        for person in away.get(session, set()) - over:
            runs[person] = runs.get(person, 0) + 1
    return runs


def familiar(connection: Connection, group_id: int, service: str, place: str, day: date) -> tuple[int, ...]:
    """People who may walk in, the likeliest first.

    First who walked into this group within a year, the latest first; then those who came to the same service at the
    same place within five weeks.
    """
    at = to_day(day)
    walked = connection.exec_driver_sql(
        "SELECT a.person_id FROM sessions AS s JOIN attendance AS a ON a.session_id = s.id AND a.walk_in"
        ' WHERE s.group_id = ? AND s."date" BETWEEN ? AND ? GROUP BY a.person_id ORDER BY max(s."date") DESC, 1',
        (group_id, at - WALKED_IN_DAYS, at),
    )
    near = connection.exec_driver_sql(
        "SELECT a.person_id FROM sessions AS s JOIN attendance AS a ON a.session_id = s.id"
        ' WHERE s."date" BETWEEN ? AND ? AND s.service = ? AND s.place = ?'
        ' GROUP BY a.person_id ORDER BY max(s."date") DESC, count(*) DESC, 1',
        (at - NEAR_DAYS, at, service, place),
    )
    return tuple(dict.fromkeys([*(row[0] for row in walked), *(row[0] for row in near)]))


def likely(
    connection: Connection, text: str, people: Sequence[int], limit: int, nicknames: Nicknames
) -> tuple[tuple[Cell, ...], ...]:
    """People found by what was typed, as `finding.FOUND_COLUMNS`: those of `people` first and in its order."""
    wanted = match(text)
    if not wanted:
        return ()
    place = {person: number for number, person in enumerate(people)}
    found: list[Any] = list(
        connection.exec_driver_sql(
            f"SELECT s.rowid, p.id, {DISPLAY_NAME}, p.person_ref, p.date_of_birth, p.postcode FROM people_search AS s"
            " LEFT JOIN joins AS j ON j.other_id = s.rowid JOIN people AS p ON p.id = coalesce(j.person_id, s.rowid)"
            f" WHERE people_search MATCH ? AND s.rowid {IN_IDS}",
            (wanted, id_list(people)),
        )
    )
    found.sort(key=lambda row: place[row[0]])
    first: dict[int, tuple[Cell, ...]] = {}
    for _, person, name, ref, born, postcode in found:
        first.setdefault(person, (person, name, ref, None if born is None else from_day(born), postcode, ""))
    rest = search(connection, text, limit, nicknames) if len(first) < limit else ()
    return (*first.values(), *(row for row in rest if row[0] not in first))[:limit]


def in_register(connection: Connection, session_id: int) -> dict[int, str]:
    """By person: `here` or `away`, as the register of a session has them."""
    rows = connection.exec_driver_sql(
        "SELECT person_id, 'here' FROM attendance WHERE session_id = ?"
        " UNION ALL SELECT person_id, 'away' FROM absences WHERE session_id = ?",
        (session_id, session_id),
    )
    return {row[0]: row[1] for row in rows}


def record_of(connection: Connection, kind: str, session_id: int, person_id: int) -> int:
    """The id of somebody's attendance or absence at a session; 0 when there is none."""
    found = connection.exec_driver_sql(
        f"SELECT id FROM {kind} WHERE session_id = ? AND person_id = ?", (session_id, person_id)
    ).scalar()
    return int(found or 0)


def joined_twice(connection: Connection, session_id: int) -> tuple[str, str] | None:
    """The references of two records that are joined and both attended a session; None when nobody is in it twice."""
    row = connection.exec_driver_sql(
        "SELECT p.person_ref, o.person_ref FROM attendance AS a JOIN joins AS j ON j.person_id = a.person_id"
        " JOIN attendance AS b ON b.session_id = a.session_id AND b.person_id = j.other_id"
        " JOIN people AS p ON p.id = j.person_id JOIN people AS o ON o.id = j.other_id WHERE a.session_id = ? LIMIT 1",
        (session_id,),
    ).first()
    return None if row is None else (str(row[0]), str(row[1]))


def attendance_beside(connection: Connection, session_id: int, group_id: int, day: date) -> tuple[int, ...]:
    """The attendances at a session of people who do not belong to a group on that day."""
    rows = connection.exec_driver_sql(
        "SELECT a.id FROM attendance AS a WHERE a.session_id = :session AND NOT EXISTS ("
        " SELECT 1 FROM group_members AS m WHERE m.group_id = :group AND m.person_id = a.person_id"
        " AND m.from_date <= :day AND (m.to_date IS NULL OR m.to_date >= :day))",
        {"session": session_id, "group": group_id, "day": to_day(day)},
    )
    return tuple(row[0] for row in rows)


def next_register_ref(connection: Connection, day: date) -> str:
    """A reference nobody has: `R-20261103-1`."""
    stem = f"R-{day:%Y%m%d}-"
    rows = connection.exec_driver_sql(
        "SELECT session_ref FROM sessions WHERE session_ref >= ? AND session_ref < ?",
        (stem, f"{stem}:"),
    )
    used = {str(row[0]) for row in rows}
    number = 1
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"
