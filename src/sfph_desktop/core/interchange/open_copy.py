"""What stands beside the tables of a copy of everything: a data package (Frictionless), a dictionary, a page to read.

`datapackage.json` follows the Tabular Data Package of https://specs.frictionlessdata.io: any statistics program or
database that reads it knows each column's type and which table's ids it holds.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.exports import FILES, RECORDS, WITHHELD, WORKBOOK, ExportColumn, ExportTable, WrittenTable
from sfph_desktop.core.interchange.csv_out import write_csv

PACKAGE, DICTIONARY, README = "datapackage.json", "data-dictionary.csv", "README.txt"
_TYPES = {
    "pounds": "number", "json": "string", "file": "string", "text": "string", "ref": "string", "choice": "string",
    "funding": "string", "whole": "integer", "share": "number", "yes_no": "boolean",
}  # fmt: skip
_YES = {"trueValues": ["yes"], "falseValues": ["no"]}
_SAID = {
    "pounds": "pounds",
    "json": "JSON",
    "file": "a path in this copy",
    "boolean": "yes or no",
    "date": "date, as 2026-11-03",
}


def meanings(path: Path) -> dict[tuple[str, str], str]:
    """What each column means, by table and column, as the file of words has it; `*` is every table."""
    with path.open(encoding="utf-8", newline="") as words:
        return {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(words)}


def explained(table: ExportTable, known: Mapping[tuple[str, str], str]) -> ExportTable:
    """The table with a meaning for every column: the words we have, else its own name spoken."""
    return replace(table, columns=tuple(_explained(table.name, column, known) for column in table.columns))


def _explained(table: str, column: ExportColumn, known: Mapping[tuple[str, str], str]) -> ExportColumn:
    said = column.meaning or known.get((table, column.name)) or known.get(("*", column.name), "")
    if not said and column.refers_to:
        said = f"The row of {column.refers_to} it belongs to, by its id."
    if not said:
        spoken = column.name.replace("_", " ")
        said = f"{spoken[0].upper()}{spoken[1:]}."
    return replace(column, meaning=said)


def write_package(path: Path, title: str, made_at: str, tables: Iterable[WrittenTable], *, sample: bool) -> None:
    """Write `datapackage.json`. Raises OSError."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "sfph-copy",
        "title": title,
        "created": made_at,
        "description": "Everything an office of SFPH Desktop holds." + (" Invented people." if sample else ""),
        "resources": [_resource(one) for one in tables],
    }
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_dictionary(path: Path, tables: Iterable[WrittenTable]) -> None:
    """Write the data dictionary: a row for each column of each table. Raises OSError."""
    rows = [
        (
            one.table.path,
            one.table.meaning,
            column.name,
            _SAID.get(column.kind, _TYPES.get(column.kind, column.kind)),
            "yes" if column.needed else "",
            column.meaning,
            column.refers_to,
        )
        for one in tables
        for column in one.table.columns
    ]
    write_csv(path, ("file", "a row is", "column", "holds", "always filled", "means", "ids of"), rows)


def write_readme(path: Path, title: str, made: str, tables: Iterable[WrittenTable]) -> None:
    """Write the page that whoever opens the folder reads first. Raises OSError."""
    written = tuple(tables)
    whole = sum(one.rows for one in written if one.table.folder == RECORDS)
    path.write_text(
        f"""{title}: a copy of everything, made on {made}

THIS FOLDER IS NOT LOCKED. It names everybody the office supports. Keep it where only a manager can read it, and
delete it when it has served.

{WORKBOOK}/    the sheets of the SFPH workbook, as .csv: the program takes this folder back with Bring in a spreadsheet
{RECORDS}/     every table whole, {whole:,} rows: ids, the history of every change, runs that were kept
{FILES}/       what is no table: kept runs as JSON, packs, files that were sent or received
{DICTIONARY}    what each column holds and means
{PACKAGE}       the same for programs (Frictionless tabular data package)

Files are UTF-8 with commas. Dates are 2026-11-03; yes and no are words; an empty cell is nothing said.
A cell that begins with an apostrophe before one of = + - @ | % has that apostrophe put there, so that no spreadsheet
takes words for a formula: take one apostrophe off to have the words back.
Private notes are in it without their words: {WITHHELD} stands there. Keys, PINs and passphrases are in no copy.
""",
        encoding="utf-8",
    )


def _resource(one: WrittenTable) -> dict[str, Any]:
    table = one.table
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {"fields": column.name, "reference": {"resource": f"{table.folder}-{column.refers_to}", "fields": "id"}}
        for column in table.columns
        if column.refers_to
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": f"{table.folder}-{table.name}",
        "path": table.path,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.size,
        "hash": f"sha256:{one.digest}",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _field(column: ExportColumn) -> dict[str, Any]:
    kind = _TYPES.get(column.kind, column.kind)
    told: dict[str, Any] = {"name": column.name, "type": kind, "description": column.meaning}
    if kind == "boolean":
        told |= _YES
    if column.needed:
        told["constraints"] = {"required": True}
    return told
