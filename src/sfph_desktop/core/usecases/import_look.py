"""A first look into a spreadsheet: its sheets, what each was taken for, and which heading was taken for which column.

Nothing is compared with the store and nothing is changed; a person may correct what was guessed before the rehearsal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.workbook import RawSheet, SheetSpec, sheet
from sfph_desktop.core.interchange import headers
from sfph_desktop.core.interchange.parsing import shown
from sfph_desktop.core.interchange.reader import Grid, read

EXAMPLES = 3
"""So many different values are shown for a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingSeen:
    """A heading of somebody's sheet with a few of the values beneath it."""

    theirs: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSeen:
    """A sheet of somebody's file. `kind` is the workbook's sheet it was taken for; blank when it is not known."""

    name: str
    kind: str
    rows: int
    headings: tuple[HeadingSeen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """What a file holds."""

    name: str
    sheets: tuple[SheetSeen, ...]
    not_read: tuple[str, ...] = ()
    """Names in a folder that are no sheet of the workbook."""


def look(file: Path, *, progress: Progress = silent) -> FileSeen:
    """What is in the file. Raises UserCanFix, naming the file, when it cannot be read; Stopped when cancelled."""
    reading = read(file, progress=progress)
    grids = [grid for grid in reading.grids if headers.key(grid.name) not in headers.OURS and len(grid.rows)]
    return FileSeen(name=file.name, sheets=tuple(_seen(grid) for grid in grids), not_read=reading.not_read)


def guessed(headings: Sequence[str], kind: str) -> tuple[str, ...]:
    """For each heading the column of that sheet of the workbook it would be taken for; blank where there is none."""
    spec = sheet(kind)
    return tuple(_column(heading, spec) for heading in headings)


def missing(ours: Sequence[str], kind: str) -> tuple[str, ...]:
    """The columns that the sheet needs and that are not among those found."""
    return tuple(column.name for column in sheet(kind).columns if column.needed and column.name not in ours)


def _seen(grid: Grid) -> SheetSeen:
    raw = headers.with_heading(grid, headers.is_kind(grid.name))
    kinds = headers.kind_by_headings(raw.header)
    hint = headers.is_kind(grid.name) or (headers.kind_by_name(grid.name) if len(kinds) != 1 else "")
    kind = hint or (kinds[0] if len(kinds) == 1 else "")
    if kind:
        raw = headers.with_heading(grid, kind)
    found = tuple(
        HeadingSeen(theirs=heading, examples=_examples(raw, place))
        for place, heading in enumerate(raw.header)
        if heading.strip()
    )
    return SheetSeen(name=grid.name, kind=kind, rows=len(raw.rows), headings=found)


def _examples(raw: RawSheet, place: int) -> tuple[str, ...]:
    """The first few different values of a column, as a person would read them."""
    found: dict[str, None] = {}
    for number in range(min(len(raw.rows), 40)):
        text = shown(raw.rows[number][place]).strip()
        if text:
            found[text] = None
        if len(found) == EXAMPLES:
            break
    return tuple(found)


def _column(heading: str, spec: SheetSpec) -> str:
    """The column one heading alone would be taken for."""
    alone = headers.match(RawSheet(name=spec.name, header=(heading,), rows=()), spec)
    if alone.items:
        return f"item_{next(iter(alone.items))}"
    return next(iter(alone.columns), "")
