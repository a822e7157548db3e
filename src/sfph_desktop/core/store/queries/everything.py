"""Every table of the store as others read it: its columns, the kind of each cell, rows with dates, pounds and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import REAL, Connection, Integer, LargeBinary, Table, Text

from sfph_desktop.core.domain.exports import RECORDS, WITHHELD, ExportColumn, ExportTable
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.kinds import KINDS, OWNER_OF
from sfph_desktop.core.store.mapping import cell_kinds
from sfph_desktop.core.store.tables import metadata

_MEANT = {
    "units": "One saved change: when, by whom, why.",
    "history": "How a record stood before a change and after it, each as JSON.",
    "being_typed": "What stood in a field of a register and had not been left yet; no record.",
    "watched_files": "What became of a file in the folder that is looked into for the network; no record.",
    "funding": "Who pays for an episode, in which share.",
    "answers": "One answer of a questionnaire; blank where the question was left out.",
    "answer_texts": "One answer in words.",
    "scores": "One score of a questionnaire, with the version of the definition it was worked out by.",
    "bid_quotes": "A figure that is quoted in an answer of a bid, as it stood when it was put there.",
    "snapshots": "A run of the toolkit that is kept for ever.",
    "figures": "A figure of a kept run, by its evidence number, with the ids of the records behind it.",
    "kept_facts": "What a run was worked out from, without anybody's identity.",
    "imports": "A file that was brought in.",
    "import_rows": "A row of it that was held or refused, with its cells.",
    "packs": "A pack of reference data that was loaded.",
    "settings": "A setting of the office.",
}
"""What a row is, of tables that have no value in the domain."""
_DAYS = {
    ("being_typed", "day"), ("snapshots", "period_start"), ("snapshots", "period_end"), ("packs", "declared_on"),
    ("bid_quotes", "quoted_on"),
}  # fmt: skip
_JSON = {
    ("history", "before"), ("history", "after"), ("import_rows", "cells"), ("imports", "report"),
    ("figures", "records"),
}  # fmt: skip
_OPEN_SETTINGS = ("name", "sample", "created_at", "recovery_confirmed", "preferred_bidder_limit")
_OPEN_BEGIN = "consent_words/"
"""Settings that may be read by others. Any other may be a key or the hash of a PIN, and is withheld."""


def tables() -> tuple[ExportTable, ...]:
    """Every table of the store, in the order in which what is named comes before what names it."""
    return tuple(_told(table) for table in metadata.sorted_tables)


def rows(connection: Connection, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, in the order of their key: cells as their column's kind says, bytes as they are kept.

    Secrets are withheld; so are the words of private notes, wherever the history holds them too: they never leave.
    """
    table = metadata.tables[name]
    kinds = _kinds(table)
    turns = [_TURNS.get(kinds[column.name]) for column in table.columns]
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    hide = _HIDERS.get(name)
    names = [column.name for column in table.columns]
    for row in connection.exec_driver_sql(f'SELECT {listed} FROM "{name}" ORDER BY {key or "rowid"}'):
        cells = hide(dict(zip(names, row, strict=True))) if hide else row
        yield tuple(
            turn(cell) if turn is not None and cell is not None and cell != WITHHELD else cell
            for cell, turn in zip(cells, turns, strict=True)
        )


def _told(table: Table) -> ExportTable:
    kind, kinds = KINDS.get(table.name), _kinds(table)
    meaning = _MEANT.get(table.name, "")
    if not meaning and kind is not None and kind.value is not None:
        meaning = (kind.value.__doc__ or "").partition("\n")[0].replace("`", "")
    if not meaning and table.name in OWNER_OF:
        meaning = f"Belongs to a row of {OWNER_OF[table.name].name}."
    columns = tuple(
        ExportColumn(
            name=column.name,
            kind=kinds[column.name],
            needed=not column.nullable and not isinstance(column.type, Text),  # words may be blank
            refers_to=next((key.column.table.name for key in column.foreign_keys), ""),
        )
        for column in table.columns
    )
    key = tuple(column.name for column in table.primary_key)
    return ExportTable(name=table.name, folder=RECORDS, meaning=meaning, columns=columns, key=key)


def _kinds(table: Table) -> dict[str, str]:
    """What each column's cells are, by its name."""
    kind = KINDS.get(table.name)
    known = cell_kinds(kind.value) if kind is not None and kind.value is not None else {}
    found = {}
    for column in table.columns:
        place = (table.name, column.name)
        if isinstance(column.type, LargeBinary):
            found[column.name] = "json" if place in _JSON else "file"
        elif place in _DAYS:
            found[column.name] = "date"
        elif place in _JSON:
            found[column.name] = "json"
        elif known.get(column.name, "plain") != "plain":
            found[column.name] = known[column.name]
        elif isinstance(column.type, Integer):
            found[column.name] = "integer"
        else:
            found[column.name] = "number" if isinstance(column.type, REAL) else "string"
    return found


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)


def _number(kept: str | float) -> Decimal | float:
    return Decimal(kept) if isinstance(kept, str) else kept


_TURNS: dict[str, Callable[[Any], Any]] = {"date": from_day, "boolean": bool, "pounds": _pounds, "number": _number}


def _setting(row: dict[str, Any]) -> tuple[Any, ...]:
    if row["key"] not in _OPEN_SETTINGS and not row["key"].startswith(_OPEN_BEGIN):
        row["value"] = WITHHELD
    return tuple(row.values())


def _note(row: dict[str, Any]) -> tuple[Any, ...]:
    if row["private"]:
        row["text"] = WITHHELD
    return tuple(row.values())


def _past(row: dict[str, Any]) -> tuple[Any, ...]:
    if row["kind"] in {"settings", "notes"}:
        for name in ("before", "after"):
            row[name] = None if row[name] is None else WITHHELD
    return tuple(row.values())


_HIDERS: dict[str, Callable[[dict[str, Any]], tuple[Any, ...]]] = {
    "settings": _setting,
    "notes": _note,
    "history": _past,
}
