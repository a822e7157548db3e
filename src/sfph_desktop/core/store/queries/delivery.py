"""Sessions as a list, and the people at one."""

from __future__ import annotations

import unicodedata

from sqlalchemy import Connection

from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.queries.people import DISPLAY_NAME

SESSION_COLUMNS = (
    "id",
    "date",
    "service",
    "activity",
    "place",
    "minutes",
    "named",
    "unnamed_low",
    "unnamed_high",
    "session_ref",
    "group",
    "register",
)


def sessions(connection: Connection, text: str = "") -> tuple[tuple[Cell, ...], ...]:
    """Sessions as `SESSION_COLUMNS`, the latest first; with `text`, those in whose words all that is typed occurs.

    Capitals and accents do not matter.
    """
    rows = connection.exec_driver_sql(
        'SELECT t.id, t."date", t.service, t.activity, t.place, t.minutes,'
        " (SELECT count(*) FROM attendance AS a WHERE a.session_id = t.id), t.unnamed_low, t.unnamed_high,"
        " t.session_ref, coalesce(g.name, ''), t.register FROM sessions AS t"
        ' LEFT JOIN groups AS g ON g.id = t.group_id ORDER BY t."date" DESC, t.id DESC'
    )
    told = ((row[0], from_day(row[1]), *row[2:]) for row in rows)
    words = plain(text).split()
    if not words:
        return tuple(told)
    return tuple(row for row in told if _holds(" ".join((row[2], row[3], row[4], row[9], row[10])), words))


def _holds(text: str, words: list[str]) -> bool:
    searched = plain(text)
    return all(word in searched for word in words)


def plain(text: str) -> str:
    """Small letters without their accents: what is compared when somebody types to filter a list."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def people_at(connection: Connection, session_id: int) -> tuple[tuple[int, str, str, int | None, str, bool], ...]:
    """(id, reference, name to show, minutes, note, walked in) of the named people at a session, by name."""
    rows = connection.exec_driver_sql(
        f"SELECT p.id, p.person_ref, {DISPLAY_NAME} AS name, a.minutes, a.note, a.walk_in FROM attendance AS a"
        " JOIN people AS p ON p.id = a.person_id WHERE a.session_id = ? ORDER BY name COLLATE NOCASE, p.id",
        (session_id,),
    )
    return tuple((row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows)


def people_away(connection: Connection, session_id: int) -> tuple[tuple[int, str, str, int | None, str], ...]:
    """(id, reference, name to show, nothing, reason) of the members who did not come to a session, by name."""
    rows = connection.exec_driver_sql(
        f"SELECT p.id, p.person_ref, {DISPLAY_NAME} AS name, b.reason FROM absences AS b"
        " JOIN people AS p ON p.id = b.person_id WHERE b.session_id = ? ORDER BY name COLLATE NOCASE, p.id",
        (session_id,),
    )
    return tuple((row[0], row[1], row[2], None, row[3]) for row in rows)
