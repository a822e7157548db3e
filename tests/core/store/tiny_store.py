"""A real encrypted store in a temporary folder, with the two engines of an open one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from sfph_desktop.core.store.tables import metadata


@dataclass(frozen=True)
class TinyStore:
    """The store's file and its engines, without the rest of an office."""

    path: Path
    writer: Engine
    reader: Engine

    def close(self) -> None:
        self.writer.dispose()
        self.reader.dispose()


_with_tables: list[bytes] = []
"""The file of the first one, closed: the next are copies of it."""


def tiny_store(path: Path, *, tables: bool = True) -> TinyStore:
    if tables and not _with_tables:
        first = _opened(path)
        with first.writer.begin() as connection:
            metadata.create_all(connection)
        first.close()
        _with_tables.append(path.read_bytes())
    elif tables:
        path.write_bytes(_with_tables[0])
    return _opened(path)


def _opened(path: Path) -> TinyStore:
    def engine(begin: str, *pragmas: str) -> Engine:
        def connect() -> Any:
            connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
            connection.execute(f"PRAGMA key = \"x'{'5f' * 32}'\"")
            for pragma in ("journal_mode = WAL", "foreign_keys = ON", "trusted_schema = OFF", *pragmas):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            return connection

        one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": 1}
        made = create_engine("sqlite://", module=dbapi2, creator=connect, **one)
        event.listen(made, "begin", lambda connection: connection.exec_driver_sql(begin))
        return made

    return TinyStore(
        path,
        engine("BEGIN IMMEDIATE", "secure_delete = ON", "cache_size = -65536"),
        engine("BEGIN", "query_only = ON", "cache_size = -32768"),
    )
