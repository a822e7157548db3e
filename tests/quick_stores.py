"""New stores by copy: for the many tests that need an office of their own and do not test how its tables are made.

The first one of a process goes through every step of the schema, as each does in the program; the next take its file
and give it their own key. What is written into a new office, its keys and its opening stay as they are in the program.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store import journal, opening
from sfph_desktop.core.store.lock import StoreLock
from sfph_desktop.core.store.opening import Store

as_in_the_program = opening._build
"""Step by step: what the tests of the store itself go through every time."""
_FIRST_KEY = bytes(32)
_first: list[bytes] = []


def by_copy(path: Path, key: bytes, lock: StoreLock, fill: Callable[[Store], object]) -> None:
    """Make the empty file at `path` into a store with all its tables, filled and closed again."""
    if not _first:
        as_in_the_program(path, _FIRST_KEY, lock, lambda _: None)
        _first.append(path.read_bytes())
    path.write_bytes(_first[0])
    connection = connections.open_connection(path, _FIRST_KEY)
    try:
        connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
        journal.give_new_mark(connection)
    finally:
        connection.close()
    store = Store(path, *opening.engines(path, key), key=key, lock=lock)
    try:
        fill(store)
    finally:
        store.reader.dispose()
        store.writer.dispose()
