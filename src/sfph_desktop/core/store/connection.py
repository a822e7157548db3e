"""One connection to one encrypted file: the cipher's key, the pragmas, and the assertions that it really encrypts.

Stock sqlite3 takes `PRAGMA key` in silence and writes plain text. So nothing here is believed that was not asked for:
the cipher answers with its version, the file does not begin like a plain database, and the known answer comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.problems import DamagedStore, OurBug, UserCanFix

PLAIN_HEADER = b"SQLite format 3\x00"
KNOWN_ANSWER = 0x53465048
"""`SFPH`, the application id of every store: readable with the right key only."""
KEY_BYTES = 32
BUSY_SECONDS = 5.0
CACHED_STATEMENTS = 8
"""More use up SQLite's pool of small pieces of memory; with cipher_memory_security on, each piece is then locked and
unlocked by the system by itself, and a bulk fill takes seven times as long."""
LOCKED_MEMORY = True
"""Whether the cipher's memory is kept out of the swap file and wiped when it is given back. Always in the program; the
tests do without where it is not what they test, because each piece of memory then asks the system twice."""

WRITER_CACHE_KIB = 65_536
READER_CACHE_KIB = 32_768


def open_connection(path: Path, key: bytes, *, mode: str = "rw", immutable: bool = False) -> Any:
    """A connection that has been given its key; nothing has been read yet.

    `mode` is SQLite's own: `rw` (the file must be there), `ro`, or `rwc` to make it. `immutable` reads the main file
    alone, without its journal and without making any file beside it. Raises OurBug for a key of the wrong length or a
    library that does not encrypt, the cipher library's own errors otherwise (`troubles.py` tells them in plain words).
    """
    if len(key) != KEY_BYTES:
        raise OurBug(f"a data key has {KEY_BYTES} bytes, not {len(key)}")
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    connection = cipher.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        cached_statements=CACHED_STATEMENTS,
    )
    try:
        # Before the key: the cipher library writes "ERROR CORE" to the terminal when a key does not fit.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.execute(f"PRAGMA cipher_memory_security = {'ON' if LOCKED_MEMORY else 'OFF'}").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        assert_encrypting(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def assert_encrypting(connection: Any) -> None:
    """Raise OurBug when the library behind a connection is not a cipher."""
    answer = connection.execute("PRAGMA cipher_version").fetchone()
    if not answer or not str(answer[0]).strip():
        raise OurBug("the database library does not encrypt: nothing was read or written")


def assert_header(path: Path) -> None:
    """Raise DamagedStore when a file begins like a plain database. Only for files no connection is open on."""
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise DamagedStore(
                what=f"{path.name} is not encrypted, so it is not a store of this program.",
                why="Anybody who has the file can read it.",
                do="Nothing was changed. Choose the right file, or restore a backup.",
            )


def assert_known_answer(connection: Any) -> None:
    """Raise cipher.DatabaseError unless the key fits and the file is one of ours."""
    if connection.execute("PRAGMA application_id").fetchone() != (KNOWN_ANSWER,):
        raise cipher.DatabaseError("the known answer did not come back")


def prepare_writer(connection: Any) -> None:
    """Set a connection up for writing: what is acknowledged is on the disk, and deleted text is overwritten."""
    if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise UserCanFix(
            what="This folder cannot keep a store safe.",
            why="Its disk does not let the program keep a journal of what is being written.",
            do="Keep the store on this computer's own disk.",
        )
    _pragmas(
        connection,
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "temp_store = MEMORY",
        f"cache_size = -{WRITER_CACHE_KIB}",
        # Checkpoints are made by opening.Store, which marks the file anew at each (see journal.py).
        "wal_autocheckpoint = 0",
    )


def prepare_reader(connection: Any) -> None:
    """Set a connection up for reading: an attempt to write fails at once."""
    _pragmas(
        connection,
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        f"cache_size = -{READER_CACHE_KIB}",
        "wal_autocheckpoint = 0",
        "query_only = ON",
    )


def _pragmas(connection: Any, *settings: str) -> None:
    for setting in settings:
        connection.execute(f"PRAGMA {setting}").fetchall()


def creator(path: Path, key: bytes, prepare: Callable[[Any], None]) -> Callable[[], Any]:
    """What SQLAlchemy calls for a new connection; the key stays in this closure and in no address."""

    def create() -> Any:
        connection = open_connection(path, key)
        try:
            assert_known_answer(connection)
            prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    return create
