"""Keeps the index that finds a person as one types in step with the table of people.

A unit of work notes whose row it touched; the index is brought in step once, as the last thing before the unit is
saved. Once it has been touched in a transaction, SQLite asks it to flush at every later statement.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from sfph_desktop.core.store.history import IN_IDS, id_list

_PUT_IN = "INSERT INTO people_search(rowid, name, reference) SELECT id, name, reference FROM people_searched WHERE id"


class SearchIndex:
    """What a unit of work has done to people, as far as finding them is concerned."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched: set[int] = set()
        self._some_are_new = False

    def touched(self, kind: str, ids: Iterable[int]) -> None:
        """Note records that were added, changed or removed; only people are searched like this."""
        if kind == "people":
            self._touched.update(ids)

    def added(self, kind: str) -> None:
        """Note that records were added whose ids nobody has counted."""
        self._some_are_new = self._some_are_new or kind == "people"

    def bring_in_step(self) -> None:
        """Make the index say what the table says about everybody who was touched."""
        if self._touched:
            ids = (id_list(self._touched),)
            self._connection.exec_driver_sql(f"DELETE FROM people_search WHERE rowid {IN_IDS}", ids)
            self._connection.exec_driver_sql(f"{_PUT_IN} {IN_IDS}", ids)
        if self._some_are_new:
            self._connection.exec_driver_sql(f"{_PUT_IN} NOT IN (SELECT rowid FROM people_search)")
