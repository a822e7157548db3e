"""What was brought in, and the rows that were held or refused."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.workbook import Fate

_ROW = 'id, import_id, sheet, "row", fate, "column", value, reason, accepted, cells'
ROW_COLUMNS = ("sheet", "row", "fate", "column", "value", "reason", "accepted", "cells")
"""The columns of a kept row, its owner `import_id` apart, in the order in which `add_rows` of an import are given."""


def kept_imports(connection: Connection) -> list[tuple[int, int, str, str, str]]:
    """(id, unit of work, file, digest, report as JSON) of every import, the latest first."""
    found = connection.exec_driver_sql("SELECT id, made_in, file, digest, report FROM imports ORDER BY id DESC")
    return [tuple(row) for row in found]


def kept_rows(connection: Connection, import_id: int | None = None) -> list[tuple[Any, ...]]:
    """Held and refused rows of one import, or of all: (id, import_id, then `ROW_COLUMNS`), in the order of the file."""
    where, bound = ("WHERE import_id = ?", (import_id,)) if import_id is not None else ("", ())
    return [
        tuple(row) for row in connection.exec_driver_sql(f"SELECT {_ROW} FROM import_rows {where} ORDER BY id", bound)
    ]


def rows_at(connection: Connection, import_id: int, sheet: str, row: int) -> list[tuple[Any, ...]]:
    """The held or refused rows of one line of a sheet, as in `kept_rows`: mostly one, of a register several."""
    found = connection.exec_driver_sql(
        f'SELECT {_ROW} FROM import_rows WHERE import_id = ? AND sheet = ? AND "row" = ? ORDER BY id',
        (import_id, sheet, row),
    )
    return [tuple(one) for one in found]


def row_of_id(connection: Connection, row_id: int) -> tuple[Any, ...] | None:
    """The held or refused row of that id, as in `kept_rows`; None when there is none."""
    found = connection.exec_driver_sql(f"SELECT {_ROW} FROM import_rows WHERE id = ?", (row_id,)).first()
    return None if found is None else tuple(found)


def replace_row(connection: Connection, row_id: int, cells: str, fate: Fate | None) -> None:
    """Keep the cells of a held row anew, and its fate too where there is another."""
    connection.exec_driver_sql("UPDATE import_rows SET cells = ? WHERE id = ?", (cells, row_id))
    if fate is not None:
        connection.exec_driver_sql(
            'UPDATE import_rows SET fate = ?, "column" = ?, value = ?, reason = ?, accepted = ? WHERE id = ?',
            (fate.fate, fate.column, fate.value, fate.reason, fate.accepted, row_id),
        )
