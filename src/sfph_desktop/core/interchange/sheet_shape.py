"""Where the table lies in a sheet: titles above, one or two rows of headings, records, and rows that are no records.

A heading row is a row of words, wider than the titles, above rows of another nature. What is merged across columns
comes from the reader as one filled cell with empty ones behind it: it heads them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.heading_days import days_of, names_a_day
from sfph_desktop.core.interchange.heading_times import LEAST, names_a_time, times_of
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.reader import Grid

AMONG = 30
"""The headings are looked for among so many first rows."""
LONGEST_HEADING = 120
TOTALS = re.compile(
    r"(?:grand |sub ?|overall )?totals?\b.{0,20}|sums?:?|averages?:?|mean:?|count:?"
    r"|number (?:of|present|attending)\b.{0,20}|no\.? (?:of|present|attending)\b.{0,20}|numbers?:",
    re.IGNORECASE,
)
UNNAMED = re.compile(
    r"(?:(?:\+|plus\b|and\b)?\s*(?:\d{1,3}\s*(?:[-–]\s*\d{1,3})?)?\s*)"  # how many, before what they are
    r"(?:other |unnamed |drop[- ]?in |casual )?(?:visitors?|guests?|walk[- ]?ins?|drop[- ]?ins?|unnamed(?: people)?"
    r"|others?|unregistered)\b.{0,30}",
    re.IGNORECASE,
)
"""How a register heads the row that counts people nobody named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet's table. Rows are counted from 0 within the grid."""

    grid: Grid
    heading: int
    """-1 when there is none."""
    group: int
    """-1 when there is none."""
    headings: tuple[str, ...]
    """Unique; blank where the column has none."""
    groups: tuple[str, ...]
    """For each column what heads it together with others; blank where nothing does."""
    dates: tuple[date | None, ...]
    """For each column the day its heading names, where it names one."""
    records: tuple[int, ...]
    """Rows beneath the headings that are records, or may be."""
    no_records: tuple[tuple[int, str], ...]
    """Rows beneath the headings that are none, and what they are: totals, the headings again, a note."""
    above: int
    """Filled rows above the headings."""
    by: str = ""
    """weeks, months or days, where the headings are no days themselves."""
    first_day: date | None = None
    """Of weeks: the day of the first, where it is known."""
    first_heading: str = ""
    """Of weeks: how the sheet calls the first."""

    def column(self, place: int) -> list[Cell]:
        """The cells of a column in the rows that are records."""
        cells = self.grid.rows.columns[place]
        if len(self.records) == len(cells) - self.heading - 1:
            return list(cells[self.heading + 1 :])
        return [cells[row] for row in self.records]

    def number(self, row: int, place: int = 0) -> int:
        """The number the spreadsheet gives a row; of a turned table, the line that its column `place` was."""
        return self.grid.first_row + (place if self.grid.turned else row)


Known = Callable[[str], bool]
"""Whether a heading is one that is known."""


def find_table(
    grid: Grid,
    known: Known,
    today: date,
    *,
    heading: int | None = None,
    hints: Sequence[str] = (),
    first_day: date | None = None,
) -> Table:
    """The table of a sheet.

    `heading`: the row, counted from 0, that a person says the headings stand in. `hints`: texts that may tell the year
    of days without one, as the name of the file. `first_day`: of Week 1, where a person has said it.
    """
    height = len(grid.rows)
    at = _heading_row(grid, known) if heading is None else heading
    if not 0 <= at < height:
        return Table(
            grid=grid, heading=-1, group=-1, headings=(), groups=(), dates=(), records=(), no_records=(), above=0
        )
    lower = grid.rows[at]
    group = at - 1 if _heads_columns(grid, at, known) else -1
    upper = grid.rows[group] if group >= 0 else ()
    groups = _spread(upper, lower)
    headings = _named(lower, upper, groups)
    lines = [[shown(cell).strip() for cell in grid.rows[row] if not is_empty(cell)] for row in range(at)]
    titles = [*grid.titles, *(" ".join(line) for line in lines if line)]
    heads = [_own(lower, upper, place) for place in range(len(lower))]
    days = days_of(heads, [*titles, grid.name, *hints], today)
    times = None
    if sum(day is not None for day in days) < LEAST:
        times = times_of(heads, titles, [grid.name, *titles, *hints], today, first_day)
    records, no_records = _sorted_rows(grid, at, headings)
    above = sum(any(not is_empty(cell) for cell in grid.rows[row]) for row in range(group if group >= 0 else at))
    return Table(
        grid=grid,
        heading=at,
        group=group,
        headings=headings,
        groups=groups,
        dates=days if times is None else times.days,
        by="" if times is None else times.by,
        first_day=None if times is None else times.first,
        first_heading="" if times is None else times.one,
        records=records,
        no_records=no_records,
        above=above,
    )


# --- the headings -----------------------------------------------------------------------------------------------------


def _heading_row(grid: Grid, known: Known) -> int:
    """The row, among the first, that most looks like headings; -1 in an empty sheet."""
    first = [grid.rows[row] for row in range(min(AMONG, len(grid.rows)))]
    filled = [sum(not is_empty(cell) for cell in row) for row in first]
    if not any(filled):
        return -1
    widest = max(filled)
    best, most = -1, -1.0
    for at, row in enumerate(first):
        if not filled[at]:
            continue
        score = _like_headings(row, filled[at] / widest, known) - 0.05 * at
        beneath = next((first[n] for n in range(at + 1, len(first)) if filled[n]), None)
        if beneath is not None and _of_another_nature(row, beneath):
            score += 0.5
        if score > most + 0.01:
            best, most = at, score
    return best


def _like_headings(row: Sequence[Cell], width: float, known: Known) -> float:
    """How much a row is like headings: known words count most, then words at all, all different, across the sheet."""
    cells = [cell for cell in row if not is_empty(cell)]
    words = [shown(cell).strip() for cell in cells]
    textual = [word for cell, word in zip(cells, words, strict=True) if _may_head(cell, word)]
    hits = len({word.casefold() for word in textual if known(word)})
    days = sum(names_a_day(cell) or names_a_time(cell) for cell in cells)
    across = days >= 3 and days >= 0.3 * len(cells)
    different = len({word.casefold() for word in words}) / len(words)
    long = sum(len(word) > 40 for word in words) / len(words)
    return (
        1.0 * hits
        + (0.4 * days if across else 0)
        + 2 * (len(textual) / len(cells)) * width
        + (different - long) * width
    )


def _may_head(cell: Cell, word: str) -> bool:
    if isinstance(cell, bool | int | float):
        return False
    return len(word) <= LONGEST_HEADING and not re.fullmatch(r"[\d\s.,/:£%-]+", word)


def _of_another_nature(row: Sequence[Cell], beneath: Sequence[Cell]) -> bool:
    """Whether the row beneath holds numbers or days where this one holds words."""
    pairs = [(a, b) for a, b in zip(row, beneath, strict=False) if not is_empty(a) and not is_empty(b)]
    other = sum(isinstance(a, str) and not isinstance(b, str) for a, b in pairs)
    return bool(pairs) and other / len(pairs) >= 0.2


def _heads_columns(grid: Grid, at: int, known: Known) -> bool:
    """Whether the row above the headings heads several of them together, or heads some that have none of their own."""
    if at == 0:
        return False
    above, below = grid.rows[at - 1], grid.rows[at]
    filled = [place for place, cell in enumerate(above) if not is_empty(cell)]
    words = [shown(above[place]).strip() for place in filled]
    if not words or not all(isinstance(above[place], str) for place in filled):
        return False
    if any(len(word) > LONGEST_HEADING for word in words):
        return False
    alone = [place for place in filled if is_empty(below[place])]
    if len(filled) >= 2:
        # Group headings stand over headings; with headings of their own beneath blanks, rows merged downwards.
        return len(filled) < sum(not is_empty(cell) for cell in below) + len(alone)
    return bool(alone) and known(words[0])


def _spread(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[str, ...]:
    """What heads each column together with others: a filled cell heads the empty ones behind it."""
    found, now = [], ""
    for place in range(len(lower)):
        if place < len(upper) and not is_empty(upper[place]):
            now = shown(upper[place]).strip()
        found.append("" if is_empty(lower[place]) else now)
    return tuple(found)


def _own(lower: Sequence[Cell], upper: Sequence[Cell], place: int) -> Cell:
    """What heads one column: its own cell, or the one above where it has none."""
    return upper[place] if is_empty(lower[place]) and place < len(upper) else lower[place]


def _named(lower: Sequence[Cell], upper: Sequence[Cell], groups: Sequence[str]) -> tuple[str, ...]:
    """A name for each column, unique."""
    plain = [" ".join(shown(_own(lower, upper, place)).split()) for place in range(len(lower))]
    twice = {word for word, count in Counter(word.casefold() for word in plain).items() if count > 1 and word}
    named: list[str] = []
    seen: Counter[str] = Counter()
    for place, word in enumerate(plain):
        if word.casefold() in twice and groups[place]:
            word = f"{groups[place]}: {word}"
        seen[word.casefold()] += 1 if word else 0
        number = seen[word.casefold()]
        named.append(f"{word} ({number})" if word and number > 1 else word)
    return tuple(named)


# --- the rows ---------------------------------------------------------------------------------------------------------


def _sorted_rows(
    grid: Grid, heading: int, headings: Sequence[str]
) -> tuple[tuple[int, ...], tuple[tuple[int, str], ...]]:
    """The rows beneath the headings: those that may be records, and those that are none with what they are."""
    columns = grid.rows.columns
    height = len(grid.rows)
    counts = [0] * height
    firsts: list[int] = [-1] * height
    for place, column in enumerate(columns):
        for row in range(heading + 1, height):
            cell = column[row]
            if cell is not None and cell != "" and not is_empty(cell):
                counts[row] += 1
                if firsts[row] < 0:
                    firsts[row] = place
    records: list[int] = []
    others: list[tuple[int, str]] = []
    wide = sum(bool(word) for word in headings)
    for row in range(heading + 1, height):
        if not counts[row]:
            continue
        first = columns[firsts[row]][row]
        said = shown(first).strip() if isinstance(first, str) else ""
        if said and TOTALS.fullmatch(said) and firsts[row] <= 2:
            others.append((row, "a row of totals"))
        elif counts[row] >= 2 and _says_headings(columns, row, headings, counts[row]):
            others.append((row, "the headings again"))
        elif counts[row] == 1 and wide >= 3 and said and _is_note(said):
            others.append((row, "a note or a heading between the rows"))
        else:
            records.append(row)
    return tuple(records), tuple(others)


def _says_headings(columns: Sequence[Sequence[Cell]], row: int, headings: Sequence[str], count: int) -> bool:
    same = sum(
        shown(column[row]).strip().casefold() == headings[place].casefold()
        for place, column in enumerate(columns)
        if place < len(headings) and headings[place]
    )
    return same >= 2 and same >= 0.6 * count


_GROUP_WORDS = frozenset(
    "group club class team session sessions term week list notes note key autumn winter spring summer volunteers "
    "volunteer staff monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december new leavers left closed waiting ended current active inactive source "
    "all as at last updated printed page people members clients morning afternoon evening total".split()
)


def _is_note(said: str) -> bool:
    """Whether one cell alone in its row is a note: no reference, and not like a person's name."""
    if re.fullmatch(r"[A-Za-z]{0,6}[-_/ .]?\d{1,9}[A-Za-z]?", said):
        return False
    words = re.findall(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", said)
    like_a_name = (
        1 <= len(words) <= 4
        and all(word[0].isupper() or not word[0].islower() for word in words)
        and not re.search(r"[*=:;!?#\d/&+]", said)
        and not any(word.casefold() in _GROUP_WORDS for word in words)
    )
    return not like_a_name
