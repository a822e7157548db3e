"""What is being typed in a register: a row for each field, written at every letter, beside the units of work.

It is no change of a record, so it has no unit and no history; the unit that keeps the field takes the row away. Nothing
is acknowledged before it is committed, as everywhere in the store.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from sfph_desktop.core.domain.being_typed import WALK_IN, BeingTyped, RegisterPlace
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.unit_of_work import Engines

_HERE = "group_id IS ? AND session_id IS ? AND day = ?"


def note(store: Engines, place: RegisterPlace, typed: Sequence[BeingTyped]) -> None:
    """Keep what stands in these fields now, in place of what was kept of them before."""
    with store.writer.begin() as connection:
        for one in typed:
            forget(connection, place, one.field, one.person_id)
            connection.exec_driver_sql(
                "INSERT INTO being_typed (group_id, session_id, day, person_id, field, words, who)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*_key(place), one.person_id or None, one.field, one.words, one.who),
            )


def drop(store: Engines, place: RegisterPlace, fields: Sequence[tuple[str, int]]) -> None:
    """Forget fields, each by its name and person, that hold nothing any more but what is kept."""
    with store.writer.begin() as connection:
        for field, person_id in fields:
            forget(connection, place, field, person_id)


def forget(connection: Connection, place: RegisterPlace, field: str, person_id: int = 0) -> None:
    """Forget what was being typed in a field, as in the unit that keeps it."""
    connection.exec_driver_sql(
        f"DELETE FROM being_typed WHERE {_HERE} AND field = ? AND person_id IS ?",
        (*_key(place), field, person_id or None),
    )


def standing(connection: Connection, place: RegisterPlace) -> tuple[BeingTyped, ...]:
    """What was being typed in a register and has not been kept, in the order in which it was typed."""
    rows = connection.exec_driver_sql(
        f"SELECT coalesce(person_id, 0), field, words, who FROM being_typed WHERE {_HERE} ORDER BY id", _key(place)
    )
    return tuple(BeingTyped(person_id=row[0], field=row[1], words=row[2], who=row[3]) for row in rows)


def newest_place(connection: Connection) -> RegisterPlace | None:
    """The register in which something was typed last and has not been kept; None when there is none."""
    row = connection.exec_driver_sql(
        "SELECT coalesce(group_id, 0), coalesce(session_id, 0), day FROM being_typed WHERE field <> ? ORDER BY id DESC",
        (WALK_IN,),
    ).first()
    return None if row is None else RegisterPlace(group_id=row[0], session_id=row[1], day=from_day(row[2]))


def _key(place: RegisterPlace) -> tuple[int | None, int | None, int | None]:
    return place.group_id or None, place.session_id or None, to_day(place.day)
