"""Keeps the index that finds a person as one types in step with the tables of people and of their other names.

A unit of work notes whose row it touched; the index is brought in step once, as the last thing before the unit is
saved. Once it has been touched in a transaction, SQLite asks it to flush at every later statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.names import name_keys
from sfph_desktop.core.store.history import IN_IDS, id_list

SOUND = "\ue000"
"""Stands before every key in the index: a letter that nobody types, so that only a search for sounds finds keys."""
_SEARCHED = "SELECT id, name, reference FROM people_searched WHERE id"
_PUT_IN = "INSERT INTO people_search(rowid, name, reference, sounds) VALUES (?, ?, ?, ?)"
_OTHERWISE = (
    "SELECT s.id FROM people_searched AS s LEFT JOIN people_search AS p ON p.rowid = s.id"
    f" WHERE s.id {IN_IDS} AND (p.name IS NOT s.name OR p.reference IS NOT s.reference)"
    f" UNION SELECT rowid FROM people_search WHERE rowid {IN_IDS} AND rowid NOT IN (SELECT id FROM people)"
)
"""Those of whom the index says something else than the tables do. To write thousands anew takes it most of a minute."""
_RENAMED = (
    "SELECT person_id FROM other_names WHERE made_in = ?"
    " UNION SELECT person_id FROM history WHERE unit_id = ? AND kind = 'other_names'"
)


class SearchIndex:
    """What a unit of work has done to people, as far as finding them is concerned."""

    def __init__(self, connection: Connection, unit_id: int) -> None:
        self._connection = connection
        self._unit_id = unit_id
        self._touched: set[int] = set()
        self._some_are_new = False
        self._names_too = False

    def touched(self, kind: str, ids: Iterable[int]) -> None:
        """Note records that were added, changed or removed; only people and their other names are searched."""
        if kind == "people":
            self._touched.update(ids)
        self._names_too = self._names_too or kind == "other_names"

    def added(self, kind: str) -> None:
        """Note that records were added whose ids nobody has counted."""
        self._some_are_new = self._some_are_new or kind == "people"
        self._names_too = self._names_too or kind == "other_names"

    def bring_in_step(self) -> None:
        """Make the index say what the tables say about everybody who was touched."""
        if self._names_too:
            renamed = self._connection.exec_driver_sql(_RENAMED, (self._unit_id, self._unit_id))
            self._touched.update(row[0] for row in renamed)
        if self._touched:
            touched = id_list(self._touched)
            otherwise = [row[0] for row in self._connection.exec_driver_sql(_OTHERWISE, (touched, touched))]
            if otherwise:
                ids = (id_list(otherwise),)
                self._connection.exec_driver_sql(f"DELETE FROM people_search WHERE rowid {IN_IDS}", ids)
                _put_in(self._connection, IN_IDS, ids)
        if self._some_are_new:
            _put_in(self._connection, "NOT IN (SELECT rowid FROM people_search)")


def rebuild(connection: Connection) -> None:
    """Fill the index anew from the tables: after a step of the store, which cannot work out how a name sounds."""
    connection.exec_driver_sql("DELETE FROM people_search")
    _put_in(connection, "IS NOT NULL")


def _put_in(connection: Connection, which: str, parameters: tuple[Any, ...] = ()) -> None:
    rows = connection.exec_driver_sql(f"{_SEARCHED} {which}", parameters).all()
    if rows:
        filled = [(number, name, reference, sounds_of(name)) for number, name, reference in rows]
        connection.exec_driver_sql(_PUT_IN, filled)


def _sounds(name: str) -> str:
    return " ".join(SOUND + key for key in name_keys(name))


def sounds_of(name: str) -> str:
    """What the index holds of how a name sounds: its keys, each with `SOUND` before it."""
    return " ".join(SOUND + key for key in name_keys(name))
