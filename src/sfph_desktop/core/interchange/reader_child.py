"""The child process that parses spreadsheets and notices: it may use little memory and time, and may write no file.

The request comes as one JSON document on standard input; the answer goes to standard output as JSON lines, a sheet at a
time, column by column in blocks of rows:

    {"sheet": "people", "row": 1}                     a sheet, and the number its spreadsheet gives the first row read
    {"rows": 32, "columns": [["p", [...]], ...]}      a block: "p" plain values, "d" days since 1970 (null: empty),
                                                      "m" both, a date as {"d": day}
    {"done": true}   or   {"refused": "why"}          the end

A file of notices (form `notices`) is answered as `ocds_file` says: a line for each release, then one of warnings.
Opened returns to the network (form `returns`) are given in the request itself, so that none lies on a disk unsealed.

Nothing of a record is ever written to standard error.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sfph_desktop.core.interchange import csv_in
from sfph_desktop.core.interchange.caps import LOCKED, Caps, Refused, check_archive
from sfph_desktop.core.interchange.error_cells import Place, error_cells

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_EPOCH = date(1970, 1, 1).toordinal()
_PLAIN = {str, float, int, bool, type(None)}
FIRST_BLOCK, BLOCK = 32, 8192
"""A small first block, so that a heading above dates does not make the whole column mixed."""
AT_ONCE = 2_000_000
"""Cells of a sheet that may be held as Python objects at one time."""


def main(request: TextIO | None = None, answer: TextIO | None = None) -> int:
    """Read what is asked for and write it out; the exit status is 0 also when the file is refused, with the reason.

    Without streams it speaks over standard input and output in UTF-8, by their numbers: a bundled window has no
    `sys.stdin`.
    """
    request = request or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - they outlive us
    answer = answer or open(1, "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
    try:
        asked = json.load(request)
        caps = Caps(**asked["caps"])
        _confine(caps, asked["seconds"])
        for line in _read(asked, caps):
            answer.write(line)
            answer.write("\n")
        last: dict[str, object] = {"done": True}
    except Refused as error:
        last = {"refused": str(error)}
    except MemoryError:
        last = {"refused": "It needs more memory than a file of its size should."}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file brings about, it is one answer: not readable
        locked = type(error).__name__ == "PasswordError"  # of the parser, which is imported where it is needed
        last = {"refused": LOCKED if locked else "It is damaged, or not what its ending says."}
    answer.write(json.dumps(last) + "\n")
    answer.flush()
    return 0


def _confine(caps: Caps, seconds: float) -> None:
    """Take from this process the means to do harm: memory, time, files.

    Where the system has no such limits, the checks before parsing and the parent's clock stand alone.
    """
    try:
        import resource
    except ImportError:
        return
    whole = int(seconds) + 1
    wanted = (
        (resource.RLIMIT_AS, caps.memory),
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, value in wanted:
        hard = resource.getrlimit(limit)[1]
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (lowered, lowered))
        except (ValueError, OSError):  # macOS refuses some limits; the others still hold
            continue


def _read(asked: dict[str, Any], caps: Caps) -> Iterator[str]:
    if asked["form"] == "notices":
        from sfph_desktop.core.interchange.ocds_file import notice_lines

        yield from notice_lines(Path(asked["files"][0][1]))
        return
    if asked["form"] == "returns":
        from sfph_desktop.core.interchange.return_file import return_lines

        yield from return_lines(asked["contents"])
        return
    wanted = asked["sheet"]
    if asked["form"] == "csv":
        for name, path in asked["files"]:
            yield from _sheet(name, 1, csv_in.rows(Path(path), caps), caps)
        return
    path = Path(asked["files"][0][1])
    if asked["form"] == "zip":
        yield from _archive(path, wanted, caps)
        return
    # An old workbook is no archive: its size and the limits of this process are what holds it.
    errors_of = error_cells(path, check_archive(path, caps)) if asked["form"] != "xls" else _no_errors
    from python_calamine import SheetTypeEnum, load_workbook

    with load_workbook(str(path)) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet and (not wanted or _same(sheet.name, wanted)):
                read = workbook.get_sheet_by_name(sheet.name)
                first_row, rows = _rows(sheet.name, read, caps)
                errors = errors_of(sheet.name)
                if errors and read.start is not None:
                    rows = _with_errors(rows, errors, first_row - 1, read.start[1])
                yield from _sheet(sheet.name, first_row, rows, caps)


def _archive(path: Path, wanted: str, caps: Caps) -> Iterator[str]:
    """The .csv files of an archive, by their names; a name is only a name."""
    if check_archive(path, caps) != "zip":
        raise Refused("It is a workbook; let its name end in .xlsx or .ods.")
    with zipfile.ZipFile(path) as archive:
        for member in sorted(archive.infolist(), key=lambda one: (one.filename.count("-"), one.filename)):
            name = member.filename.rpartition("/")[2]
            if (
                name.casefold().endswith(".csv")
                and not name.startswith(".")
                and (not wanted or _same(name[:-4], wanted))
            ):
                yield from _sheet(name[:-4], 1, csv_in.rows_of(archive.read(member), caps), caps)


def _no_errors(_name: str) -> Mapping[Place, str]:
    return {}


def _with_errors(
    rows: Iterable[Sequence[object]], errors: Mapping[Place, str], first_row: int, first_column: int
) -> Iterator[Sequence[object]]:
    """The rows with what the spreadsheet shows where a cell holds an error."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (at, column), said in errors.items():
        by_row.setdefault(at, []).append((column - first_column, said))
    for number, row in enumerate(rows, first_row):
        shown = by_row.get(number)
        if shown:
            cells = list(row)
            for column, said in shown:
                if 0 <= column < len(cells):
                    cells[column] = said
            row = cells
        yield row


def _rows(name: str, sheet: CalamineSheet, caps: Caps) -> tuple[int, Iterable[Sequence[object]]]:
    """The number of a sheet's first row, and its rows: all at once where they are few enough, which is faster."""
    if sheet.start is None or sheet.end is None:
        return 1, ()
    height, width = sheet.end[0] - sheet.start[0] + 1, sheet.end[1] - sheet.start[1] + 1
    if height > caps.rows or width > caps.columns:
        raise Refused(_too_large(name, caps))
    if height * width > AT_ONCE:
        return 1, sheet.iter_rows()
    return sheet.start[0] + 1, sheet.to_python()


def _same(name: str, wanted: str) -> bool:
    return name.strip().casefold() == wanted.strip().casefold()


def _too_large(name: str, caps: Caps) -> str:
    return (
        f"Sheet '{name}' is larger than {caps.rows:,} rows by {caps.columns:,} columns. "
        "Delete empty rows and columns beyond the table, or split the file."
    )


def _sheet(name: str, first_row: int, rows: Iterable[Sequence[object]], caps: Caps) -> Iterator[str]:
    """One sheet as JSON lines; raises Refused when it grows over the caps."""
    yield json.dumps({"sheet": name, "row": first_row})
    source = iter(rows)
    count = cells = 0
    for size in chain((FIRST_BLOCK,), iter(lambda: BLOCK, 0)):
        block = list(islice(source, size))
        if not block:
            return
        width = max(map(len, block))
        count += len(block)
        cells += width * len(block)
        if count > caps.rows or width > caps.columns or cells > caps.cells:
            raise Refused(_too_large(name, caps))
        yield _encoded(len(block), zip_longest(*block), caps)


def _encoded(rows: int, columns: Iterable[tuple[object, ...]], caps: Caps) -> str:
    blocks = [_column(column, caps) for column in columns]
    return json.dumps({"rows": rows, "columns": blocks}, ensure_ascii=False, separators=(",", ":"))


def _column(column: tuple[object, ...], caps: Caps) -> tuple[str, Sequence[object]]:
    """A column of a block with its mark; long cells are refused, times become text."""
    kinds = set(map(type, column))
    if str in kinds and max(len(cell) for cell in column if type(cell) is str) > caps.cell_length:
        raise Refused(f"A cell holds more than {caps.cell_length:,} characters.")
    if kinds <= _PLAIN:
        return "p", column
    if kinds <= {date, type(None)} or (kinds <= {date, str} and all(c == "" for c in column if type(c) is str)):
        return "d", [cell.toordinal() - _EPOCH if type(cell) is date else None for cell in column]
    return "m", [_cell(cell) for cell in column]


def _cell(cell: object) -> object:
    if isinstance(cell, date):  # a moment too: the workbook has days only
        return {"d": (cell.date() if isinstance(cell, datetime) else cell).toordinal() - _EPOCH}
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02d}"
    return cell if type(cell) in _PLAIN else str(cell)


if __name__ == "__main__":
    sys.exit(main())
