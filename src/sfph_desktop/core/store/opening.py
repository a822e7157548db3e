"""Opening and making a store, always in the same order.

Single instance, key, version check (a newer file is refused untouched), verified backup and migration where one is due,
check, open. A failure at any step leaves the file as it was, and a store that does not open is never replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store import journal
from sfph_desktop.core.store.durable import move_durably, sweep, temporary
from sfph_desktop.core.store.lock import StoreLock, hold
from sfph_desktop.core.store.troubles import damaged, missing, telling, told, too_new
from sfph_desktop.core.store.wraps import Wraps, key_paths

READERS = 4
QUICK_CHECK_BYTES = 8 * 1024 * 1024
"""Up to this size every page is checked at each opening (some 20 ms); a larger store at closing and by `check`."""


_SIBLINGS = (*journal.JOURNALS, ".keys", ".keys.new", ".marks", ".guesses", ".backups", ".folder")
_AGES_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Store:
    """An open cabinet: two engines on one encrypted file. Close it; a crash is survived all the same."""

    path: Path
    writer: Engine
    """Its transactions begin at once as writers (BEGIN IMMEDIATE), one connection at a time."""
    reader: Engine
    """Its connections cannot write, and see one state from beginning to end."""
    key: bytes = field(repr=False)
    lock: StoreLock = field(repr=False)
    notices: tuple[str, ...] = ()
    """What had to be put right at opening, in plain words."""
    wraps: Wraps | None = field(default=None, repr=False)
    """The ways in, once somebody came in by one: what a backup carries, and what damaged key files are mended from."""

    @property
    def closed(self) -> bool:
        """Whether the store has been closed."""
        return self.lock.file.closed

    def close(self) -> None:
        """Bring the journal into the main file, close both engines, and let go of the store. Twice is harmless."""
        if self.closed:
            return
        try:
            self.reader.dispose()
            with suppress(cipher.Error, OSError), _raw(self.writer) as raw:
                # Should this fail (a full disk), the journal stays and the next opening brings it in.
                journal.checkpoint(raw, self.path)
            self.writer.dispose()
        finally:
            self.lock.release()


def proven(path: Path, key: bytes) -> bool:
    """Whether a key opens the store at `path`, asked without changing anything there.

    The main file's first page answers by itself; where a crash tore that page, its journal may have the whole one.
    """
    if journal.mark_of(path, key) is not None:
        return True
    if not journal.left_over(path):
        return False
    try:
        connection = connections.open_connection(path, key, mode="ro")
    except cipher.Error:
        return False
    try:
        connections.assert_known_answer(connection)
    except cipher.Error:
        return False
    finally:
        connection.close()
    return True


def connect(
    path: Path, key: bytes, *, lock: StoreLock | None = None, before_migration: Callable[[Store], object] | None = None
) -> Store:
    """Open the store at `path` with its raw 32-byte data key.

    `lock` is the hold on it that somebody already has; `before_migration` makes and verifies a backup, and its failure
    stops the opening. Raises StoreMissing, StoreInUse, StoreTooNew, DamagedStore, or UserCanFix for a full or
    unreadable disk; the file is then as it was and nobody holds it.
    """
    if not path.is_file():
        raise missing(path)
    with telling(path):
        held = lock or hold(path)
        try:
            return _connect_held(path, key, held, before_migration)
        except BaseException:
            held.release()
            raise


def create(
    path: Path,
    key: bytes,
    *,
    lock: StoreLock | None = None,
    at: datetime | None = None,
    fill: Callable[[Store], object] = lambda _: None,
    keep_keys: Callable[[], object] = lambda: None,
) -> Store:
    """Make a new store at `path` and open it. It takes its name only when it is whole.

    `fill` writes what it must hold from the first moment on; `keep_keys` is called just before the end, because a
    store must never exist without what opens it. `at` names the folder in which journals and keys of a store that is
    gone from here are kept. Raises UserCanFix when something of
    that name is there already, and as `connect` does.
    """
    with telling(path):
        held = lock or hold(path)
        try:
            if path.exists():
                raise UserCanFix(
                    what=f"There is already a file {path.name} in this folder.",
                    why="A store is never replaced by a new one.",
                    do="Open that store, or choose another name.",
                )
            _clear_the_place(path, at)
            with temporary(path) as building:
                _build(building, key, held, fill)
                keep_keys()
                move_durably(building, path)
            return _connect_held(path, key, held, None)
        except BaseException:
            held.release()
            raise


def engines(path: Path, key: bytes) -> tuple[Engine, Engine]:
    """The writing and the reading engine on one file. Nothing is opened before they are first used."""
    writer = _engine(path, key, connections.prepare_writer, size=1)
    reader = _engine(path, key, connections.prepare_reader, size=READERS)
    event.listen(writer, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(writer, "checkin", lambda raw, _: _checkpoint_when_long(raw, path, reader))
    return writer, reader


def _engine(path: Path, key: bytes, prepare: Callable[[Any], None], *, size: int) -> Engine:
    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=cipher,
        creator=connections.creator(path, key, prepare),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=connections.BUSY_SECONDS,
    )

    @event.listens_for(engine, "handle_error")
    def say_it_plainly(context: ExceptionContext) -> None:
        plain = told(context.original_exception, path)
        if plain is not None:
            raise plain from context.original_exception

    return engine


def _connect_held(path: Path, key: bytes, lock: StoreLock, before_migration: Callable[[Store], object] | None) -> Store:
    from sfph_desktop.core.store.migrations import runner

    connections.assert_header(path)
    aside = journal.set_strangers_aside(path, key)
    after_crash = journal.left_over(path)
    if after_crash:
        # The first connection that can write brings the journal in, so ask by one that cannot.
        refuse_newer(path, key)
    sweep(path)
    store = Store(path, *engines(path, key), key=key, lock=lock)
    try:
        if aside:
            store.notices = (_said_of_stranger(aside),)
        stands_at = runner.current(store.reader)
        _require_known(stands_at, path)
        journal.adopt(path, key)
        if after_crash:
            with _raw(store.writer) as raw:
                journal.checkpoint(raw, path)
        _check(store, thorough=after_crash)
        if stands_at != runner.newest():
            _migrate(store, before_migration)
    except BaseException:
        store.reader.dispose()
        store.writer.dispose()
        raise
    return store


def refuse_newer(path: Path, key: bytes, *, named: Path | None = None) -> None:
    """Raise StoreTooNew when a later version wrote the file, DamagedStore when it cannot be read; writes nothing."""
    from sfph_desktop.core.store.migrations import runner

    alone = not journal.left_over(path)

    def look() -> Any:
        connection = connections.open_connection(path, key, mode="ro", immutable=alone)
        connections.assert_known_answer(connection)
        return connection

    engine = sqlalchemy.create_engine("sqlite://", module=cipher, creator=look, poolclass=NullPool)
    try:
        with telling(path):
            found = runner.current(engine)
    except DBAPIError as failure:
        raise (told(failure.orig, path) if failure.orig else None) or damaged(path) from failure
    _require_known(found, named or path)


def _require_known(revision: str, path: Path) -> None:
    """Raise StoreTooNew for a revision this version does not know.

    A file without tables is damaged: to fill it would be to put a new store in the place of a lost one.
    """
    from sfph_desktop.core.store.migrations import runner

    if not revision:
        raise damaged(path, "Its tables are missing.")
    if revision not in runner.known():
        raise too_new(path)


def _said_of_stranger(aside: Path) -> str:
    return (
        "Work that had not been closed properly belonged to another copy of this store. It was not mixed in; "
        f"it is kept in the folder {aside.name}."
    )


def _check(store: Store, *, thorough: bool) -> None:
    """Raise DamagedStore unless the store answers; every page is checked when it is small, or after a crash."""
    with _raw(store.writer) as raw:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not thorough and store.path.stat().st_size > QUICK_CHECK_BYTES:
            return
        # The cipher's check looks at the main file alone, where a crash may have left a page that the journal mends.
        faults = [] if journal.left_over(store.path) else raw.execute("PRAGMA cipher_integrity_check").fetchall()
        if faults or raw.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise damaged(store.path)


def _migrate(store: Store, before_migration: Callable[[Store], object] | None) -> None:
    """Bring an older store up to this version, after a backup that was verified. Alembic is imported only now."""
    from sfph_desktop.core.store.migrations import runner

    if before_migration is not None:
        before_migration(store)
    runner.upgrade(store.writer)
    _check(store, thorough=True)


def _clear_the_place(path: Path, at: datetime | None) -> None:
    """Put away what a store of the same name has left here: its journal would be laid over the new one."""
    left = [suffix for suffix in _SIBLINGS if Path(f"{path}{suffix}").exists()]
    copy = key_paths(path)[1]
    if left or copy.exists():
        folder = journal.keep_aside(path, tuple(left), at or _AGES_AGO)
        with suppress(FileNotFoundError):
            copy.replace(folder / f"{copy.name}.copy")


def _build(path: Path, key: bytes, lock: StoreLock, fill: Callable[[Store], object]) -> None:
    """Make an empty file into a store with all its tables, filled and closed again."""
    from sfph_desktop.core.store.migrations import runner

    connection = connections.open_connection(path, key, mode="rwc")
    try:
        connection.execute(f"PRAGMA application_id = {connections.KNOWN_ANSWER}").fetchall()
        journal.give_new_mark(connection)
        connections.prepare_writer(connection)
    finally:
        connection.close()
    store = Store(path, *engines(path, key), key=key, lock=lock)
    try:
        runner.upgrade(store.writer)
        fill(store)
    finally:
        store.reader.dispose()
        store.writer.dispose()


def _checkpoint_when_long(raw: Any, path: Path, reader: Engine) -> None:
    """After a unit of work: bring the journal in when it has grown, unless somebody reads, who would be waited for.

    Failing here must not undo what was saved.
    """
    if raw is None or (isinstance(reader.pool, QueuePool) and reader.pool.checkedout()):
        return
    with suppress(cipher.Error, OSError):
        if journal.journal_of(path).stat().st_size > journal.CHECKPOINT_BYTES:
            journal.checkpoint(raw, path)


class _raw:  # noqa: N801 - reads as a verb where it is used
    """The driver's own connection out of an engine's pool, for what has to run outside a transaction."""

    def __init__(self, engine: Engine) -> None:
        self._pooled = engine.raw_connection()

    def __enter__(self) -> Any:
        return self._pooled.driver_connection

    def __exit__(self, *failure: object) -> None:
        self._pooled.close()
