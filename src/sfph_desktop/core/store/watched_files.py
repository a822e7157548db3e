"""What became of the files of the folder that is looked into: a row for each, beside the units of work.

It is no record: nobody undoes it, and an undo of what came in from the folder does not make it come in again. It lies
in the store because it names members; a store that comes back from a backup judges again what came since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Connection

from sfph_desktop.core.domain.watching import FolderFate, RememberedFile
from sfph_desktop.core.store.unit_of_work import Engines

MOST_KEPT = 20_000
"""Rows; the oldest make room."""
_COLUMNS = "mark, stands, fate, name, why, number, knew"


def remembered(connection: Connection) -> tuple[RememberedFile, ...]:
    """Every file whose fate is known, in the order in which they were judged."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM watched_files ORDER BY id")
    return tuple(
        RememberedFile(
            mark=row[0],
            stands=row[1],
            fate=cast("FolderFate", row[2]),
            name=row[3],
            why=row[4],
            number=row[5],
            knew=row[6],
        )
        for row in rows
    )


def remember(store: Engines, files: Sequence[RememberedFile]) -> None:
    """Keep what became of these files, in place of what was kept of them before."""
    with store.writer.begin() as connection:
        for one in files:
            connection.exec_driver_sql("DELETE FROM watched_files WHERE mark = ?", (one.mark,))
            connection.exec_driver_sql(
                f"INSERT INTO watched_files ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (one.mark, one.stands, one.fate, one.name, one.why, one.number, one.knew),
            )
        connection.exec_driver_sql(
            "DELETE FROM watched_files WHERE id NOT IN (SELECT id FROM watched_files ORDER BY id DESC LIMIT ?)",
            (MOST_KEPT,),
        )


def forget_all(store: Engines) -> None:
    """Forget all of them: the folder is looked into no more, or is another one."""
    with store.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM watched_files")
