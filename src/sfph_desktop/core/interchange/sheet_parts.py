"""The tables within a sheet: several beside or beneath one another, and registers that stand the other way round.

A sheet that is the workbook's own is left as it is. Whatever is told of a row is told by the number the spreadsheet
gives it, however the table is cut out or turned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.domain.workbook import sheet as sheet_spec
from sfph_desktop.core.interchange import headers
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.heading_days import names_a_day
from sfph_desktop.core.interchange.heading_times import names_a_time
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.reader import ColumnRows, Grid
from sfph_desktop.core.interchange.register_marks import is_mark, mark_of
from sfph_desktop.core.interchange.sheet_kinds import joined_repeats
from sfph_desktop.core.interchange.sheet_shape import TOTALS, Table, find_table
from sfph_desktop.core.interchange.targets import targets

LARGEST = 20_000
"""A sheet of more rows is one table: nobody keeps two beneath one another in it."""
_WHO = ("people.person_ref", "people.full_name", "people.given_name", "people.family_name")
_MOST_DAYS = 1_000
Known = Callable[[str], bool]


def sheets_within(grids: Sequence[Grid], known: Known, today: date) -> list[Grid]:
    """Every table of these sheets as a sheet of its own; the first of a sheet keeps its name."""
    found: list[Grid] = []
    for grid in joined_repeats(grids):
        if _is_ours(grid) or not 1 < len(grid.rows) <= LARGEST:
            found.append(grid)
            continue
        tables = [aside for part in _beneath(grid, known, today) for aside in _beside(part, known, today)]
        for number, table in enumerate(tables, 1):
            if len(tables) > 1:
                name = grid.name if number == 1 else f"{grid.name}, table {number}"
                said = f"There are {len(tables)} tables on this sheet; each is read by itself. This is number {number}."
                table = replace(table, name=name, notes=(said,))
            found.append(_turned(table, known, today) or table)
    return found


def _is_ours(grid: Grid) -> bool:
    kind = headers.is_kind(grid.name)
    return bool(kind) and headers.has_needed(headers.with_heading(grid, kind), sheet_spec(kind))


def _rows(grid: Grid, start: int, stop: int) -> Grid:
    return replace(
        grid,
        rows=ColumnRows([column[start:stop] for column in grid.rows.columns]),
        first_row=grid.first_row + start,
    )


# --- beneath one another ----------------------------------------------------------------------------------------------


def _beneath(grid: Grid, known: Known, today: date) -> list[Grid]:
    """Tables beneath one another: after a gap other headings begin, or the same ones of a register after a title."""
    table = find_table(grid, known, today)
    if table.heading < 0:
        return [grid]
    rows = [list(row) for row in grid.rows]
    starts, heads = [0], rows[table.heading]
    at = table.heading + 2
    while at < len(rows) - 1:
        title = at - 1 if _filled(rows[at - 1]) == 1 else at
        gap = title >= 1 and not _filled(rows[title - 1]) and title - 1 > table.heading
        if (
            gap
            and _like_headings(rows[at], known)
            and _other(rows[at], heads, titled=title < at)
            and _filled(rows[at + 1])
        ):
            starts.append(title)
            heads = rows[at]
        at += 1
    stops = [*starts[1:], len(rows)]
    return [_rows(grid, start, stop) for start, stop in zip(starts, stops, strict=True)]


def _filled(row: Sequence[Cell]) -> int:
    return sum(not is_empty(cell) for cell in row)


def _like_headings(row: Sequence[Cell], known: Known) -> bool:
    cells = [cell for cell in row if not is_empty(cell)]
    times = sum(names_a_day(cell) or names_a_time(cell) for cell in cells)
    words = [shown(cell).strip() for cell in cells if isinstance(cell, str)]
    hits = len({word.casefold() for word in words if known(word)})
    if times >= 3:
        return bool(words) and (hits >= 1 or not names_a_day(words[0]))
    return len(words) == len(cells) >= 2 and hits >= 2 and hits >= 0.5 * len(cells)


def _other(row: Sequence[Cell], heads: Sequence[Cell], *, titled: bool) -> bool:
    """Whether headings are not simply those of the table above again."""
    pairs = [(shown(a).strip().casefold(), shown(b).strip().casefold()) for a, b in zip(row, heads, strict=False)]
    same = sum(bool(a) and a == b for a, b in pairs)
    times = sum(names_a_day(cell) or names_a_time(cell) for cell in row)
    return same < 0.6 * _filled(row) or (titled and times >= 3)


# --- beside one another -----------------------------------------------------------------------------------------------


def _beside(grid: Grid, known: Known, today: date) -> list[Grid]:
    """Tables beside one another: each says itself who its rows are about."""
    table = find_table(grid, known, today)
    if table.heading < 0:
        return [grid]
    cuts = _cuts(grid, table)
    if len(cuts) < 2:
        return [grid]
    stops = [*cuts[1:], len(grid.rows.columns)]
    above = tuple(
        shown(cell).strip() for row in range(table.heading) for cell in grid.rows[row][:1] if not is_empty(cell)
    )
    return [
        replace(grid, rows=ColumnRows(grid.rows.columns[start:stop]), titles=above if start else ())
        for start, stop in zip(cuts, stops, strict=True)
    ]


def _cuts(grid: Grid, table: Table) -> list[int]:
    """Where tables begin: after an empty column, or where the first headings come again; each names somebody."""
    plain = [key(shown(cell)) for cell in grid.rows[table.heading]]
    start = next((place for place, word in enumerate(plain) if word), 0)
    if not plain or not _who(plain[start]):
        return []
    cuts = [0]
    named = {_who(word) for word in plain[start : start + 2]}
    for place in range(start + 2, len(plain)):
        again = plain[place : place + 2] == plain[start : start + 2]
        gap = not plain[place - 1] and all(is_empty(cell) for cell in grid.rows.columns[place - 1][table.heading :])
        # A reference after a gap is of the same table, where only the names came before it.
        if (again or gap) and _who(plain[place]) in named - {""} and any(plain[place + 1 : place + 2]):
            cuts.append(place)
            named = set()
        named.add(_who(plain[place]))
    return cuts


def _who(word: str) -> str:
    """Which part of who somebody is a heading says: a reference, the whole name, half of it; else blank."""
    return next((one.id for one in targets("people") if one.id in _WHO and word in one.words), "") if word else ""


# --- the other way round ----------------------------------------------------------------------------------------------


def _turned(grid: Grid, known: Known, today: date) -> Grid | None:
    """A register with dates down and people across, as one with people down; None where it is none."""
    table = find_table(grid, known, today)
    if table.heading < 0 or not 3 <= len(table.records) <= _MOST_DAYS:
        return None
    days = next((place for place in range(min(3, len(table.headings))) if _are_days(table.column(place))), -1)
    if days < 0:
        return None
    heads = [(place, word) for place, word in enumerate(table.headings) if word and place != days]
    people = [place for place, word in heads if _is_somebody(word, known) and _are_marks(table.column(place))]
    others = [place for place, _ in heads if place not in people]
    if len(people) < 3 or len(people) < len(others):
        return None
    refs = sum(bool(re.search(r"\d", table.headings[place])) for place in people) > 0.5 * len(people)
    rows = [list(row) for row in grid.rows][table.heading :]
    read = [place for place in (*people, *others) if place in people or TOTALS.fullmatch(table.headings[place].strip())]
    unread = ", ".join(f"'{table.headings[place]}'" for place in others if place not in read)
    across: list[list[Cell]] = [["Client ref" if refs else "Name", *(row[days] for row in rows[1:])]]
    across += [[table.headings[place], *(row[place] for row in rows[1:])] for place in read]
    kept = [n for n in range(len(rows)) if n == 0 or not is_empty(rows[n][days])]
    columns = [[line[n] for line in across] for n in range(len(rows))]
    titles = [shown(cell).strip() for row in range(table.heading) for cell in grid.rows[row] if not is_empty(cell)]
    return replace(
        grid,
        rows=ColumnRows([column if n in set(kept) else [None] * len(across) for n, column in enumerate(columns)]),
        first_row=grid.first_row + table.heading,
        turned=True,
        as_it_lies=grid,
        titles=(*grid.titles, *titles),
        notes=(
            *grid.notes,
            "In this sheet the dates go down and the people across. It is read the other way round.",
            *([f"Not read: {unread}."] if unread else []),
        ),
    )


def _are_days(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_empty(cell) and not TOTALS.fullmatch(shown(cell).strip())]
    days = sum(names_a_day(cell) or names_a_time(cell) for cell in filled)
    return days >= 3 and days >= 0.7 * len(filled)


def _is_somebody(heading: str, known: Known) -> bool:
    """Whether a heading may be a person's name or reference."""
    word = heading.strip()
    if not word or known(word) or TOTALS.fullmatch(word) or names_a_day(word) or names_a_time(word):
        return False
    if re.fullmatch(r"[A-Za-z]{0,6}[-_/ .]?\d{1,9}[A-Za-z]?", word):
        return True
    parts = re.findall(r"[^\W\d_]+", word)
    return 1 <= len(parts) <= 5 and len(word) <= 60 and all(part[0].isupper() or len(part) <= 3 for part in parts)


def _are_marks(cells: Sequence[Cell]) -> bool:
    marks = [mark_of(cell) for cell in cells if not is_empty(cell)]
    return not marks or sum(map(is_mark, marks)) >= 0.7 * len(marks)
