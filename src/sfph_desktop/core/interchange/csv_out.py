"""Text cells on their way to a spreadsheet, so that nothing in them runs, and on their way back, equal.

A spreadsheet takes a cell of a .csv file that begins with = + - @ (or a tab or a line end before one of these) for a
formula. Such a cell goes out with an apostrophe before it, which spreadsheets show as text and leave alone. A cell that
already begins with apostrophes before such a sign gets one more; so reading takes off exactly one, and every text comes
back as it was. In .xlsx nothing needs escaping: text is written as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

_LIVE = re.compile(r"'*[\s\x00-\x1f\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
"""What could begin a formula: the four signs (wide forms too), | and % of old macro tricks, blanks before them."""
_BOUND = re.compile(r"'+[\s\x00-\x1f\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
BOM = "\ufeff"
"""Tells Excel that a .csv file is UTF-8."""


def escape(text: str) -> str:
    """The text as a .csv cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _LIVE.match(text) else text


def unescape(cell: str) -> str:
    """The text that `escape` made the cell of; a cell that was never escaped comes back as it is."""
    return cell[1:] if _BOUND.match(cell) else cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A .csv document with a heading: text escaped, dates ISO, numbers plain, empty cells empty. Lines end in CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([escape(name) for name in header])
    writer.writerows([[_csv_cell(cell) for cell in row] for row in rows])
    return out.getvalue()


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a .csv file as `csv_text` lays it out, with the mark that tells Excel it is UTF-8; how many rows it has.

    Row by row, so that a table of any length takes no memory. Raises OSError.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([escape(name) for name in header])
        for row in rows:
            writer.writerow([_csv_cell(cell) for cell in row])
            count += 1
    return count


def _csv_cell(cell: object) -> object:
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell


def write_cell(sheet: Any, row: int, column: int, cell: object, day: Any) -> None:
    """Write one value into an XlsxWriter worksheet by its own type, so that text is never read as formula or link.

    `day` is the format of dates.
    """
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no")
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell))
