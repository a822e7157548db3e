"""Which journal belongs to which file.

A crash leaves a write-ahead journal (`-wal`) beside the store, and SQLite lays it over whatever main file it finds
there. Somebody who copies an older file over the store after a crash would get a mixture of two states, or nothing. So
the main file carries a mark, a random number in its encrypted header that changes with every checkpoint, and a small
file beside it names the marks that the present journal may lie on. A journal that does not fit is set aside, kept, and
told about; it is never laid over a stranger.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store.durable import sync_folder, write_durably
from sfph_desktop.core.store.troubles import damaged

JOURNALS = ("-wal", "-shm", "-journal")
CHECKPOINT_BYTES = 4 * 1024 * 1024
"""The journal is brought into the main file once it is larger than this, and at closing."""


def journal_of(store: Path) -> Path:
    """The write-ahead journal of a store."""
    return store.with_name(f"{store.name}-wal")


def left_over(store: Path) -> bool:
    """Whether a journal with content lies beside the store: the program did not end as it should."""
    try:
        return journal_of(store).stat().st_size > 0
    except FileNotFoundError:
        return False


def marks_path(store: Path) -> Path:
    """The file that names the marks."""
    return store.with_name(f"{store.name}.marks")


def checkpoint(connection: Any, store: Path) -> bool:
    """Bring the journal into the main file under a new mark, and empty it; whether that was possible just now.

    A reader that still looks at an older state keeps the journal; then both marks stay valid until the next time.
    Nothing is done, and the mark stays, where the journal is empty.
    """
    if not left_over(store):
        return True
    now, new = _mark(connection), secrets.randbelow(2**31 - 1) + 1
    _write_marks(store, (*_marks(store), now, new))
    connection.execute(f"PRAGMA user_version = {new}").fetchall()
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        return False
    _write_marks(store, (new,))
    return True


def set_strangers_aside(store: Path, key: bytes) -> Path | None:
    """Put away a journal that does not belong to the main file; the folder it is kept in, None when all is well.

    Called before SQLite opens the file for the first time. Raises DamagedStore when the journal is a stranger and the
    main file is not sound without it: then nothing is touched.
    """
    if not left_over(store):
        return None
    mark, marks = mark_of(store, key), _marks(store)
    if mark is None or not marks or mark in marks:
        return None
    if not sound_alone(store, key):
        raise damaged(store, "It was mixed with a file from another time, and is not whole by itself.")
    written = datetime.fromtimestamp(journal_of(store).stat().st_mtime, UTC)
    return keep_aside(store, JOURNALS, written)


def adopt(store: Path, key: bytes) -> None:
    """Name the main file's own mark as the one the next journal may lie on. Raises OSError.

    Called at each opening once the journal is known to fit: the file may have been copied here from elsewhere.
    """
    mark = mark_of(store, key)
    if mark is not None and mark not in _marks(store):
        _write_marks(store, (*(_marks(store) if left_over(store) else ()), mark))


def give_new_mark(connection: Any) -> None:
    """Give a file that nobody has open a mark no other file has."""
    connection.execute(f"PRAGMA user_version = {secrets.randbelow(2**31 - 1) + 1}").fetchall()


def mark_of(store: Path, key: bytes) -> int | None:
    """The mark in the main file, its journal not looked at; None when the header cannot be read with this key."""
    try:
        connection = connections.open_connection(store, key, mode="ro", immutable=True)
    except cipher.Error:
        return None
    try:
        connections.assert_known_answer(connection)
        return _mark(connection)
    except cipher.Error:
        return None
    finally:
        connection.close()


def sound_alone(store: Path, key: bytes) -> bool:
    """Whether the main file passes every check without its journal."""
    try:
        connection = connections.open_connection(store, key, mode="ro", immutable=True)
    except cipher.Error:
        return False
    try:
        return not connection.execute("PRAGMA cipher_integrity_check").fetchall() and connection.execute(
            "PRAGMA integrity_check"
        ).fetchall() == [("ok",)]
    except cipher.Error:
        return False
    finally:
        connection.close()


def keep_aside(store: Path, suffixes: tuple[str, ...], at: datetime) -> Path:
    """Move the store's files with these suffixes ("" is the store itself) into a dated folder beside it.

    Journals go after the file they belong to, and nothing that is already kept is written over. Raises OSError.
    """
    folder = new_folder(store, at)
    for suffix in suffixes:
        source = Path(f"{store}{suffix}")
        with suppress(FileNotFoundError):
            source.replace(folder / source.name)
    sync_folder(folder)
    sync_folder(store.parent)
    return folder


def new_folder(store: Path, at: datetime) -> Path:
    """A new dated folder beside the store, for files that are kept. Raises OSError."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in range(1, 1000):
        folder = store.with_name(f"{store.name}.kept-{stamp}" + (f"-{number}" if number > 1 else ""))
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
    raise FileExistsError(f"{store.name}.kept-{stamp}")


def _mark(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _marks(store: Path) -> tuple[int, ...]:
    try:
        return tuple(int(mark) for mark in json.loads(marks_path(store).read_bytes())["marks"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _write_marks(store: Path, marks: tuple[int, ...]) -> None:
    write_durably(marks_path(store), json.dumps({"marks": sorted(set(marks))}).encode())
