"""The signs of a register: which mean that somebody came, which that they did not, and which only a person can tell.

An `x` is a tick to one and a cross to another. Where the register counts its own rows, the count tells which it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

from sfph_desktop.core.domain.sheet_plans import ABSENT, PRESENT, UNCLEAR
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.heading_times import MONTHS
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.sheet_shape import UNNAMED, Table

_PRESENT = frozenset("p present pres ✓ ✔ √ ☑ y yes 1 attended att here came in l late / \\ tick true".split())
_ABSENT = frozenset(
    "a abs absent n no 0 dna dns holiday hols hol sick ill unwell apologies apol ap off cancelled canc c hospital "
    "h s false - – — n/a na left moved ended ✗ ✘ away didnotattend closed".split()
)
_UNSURE = frozenset("x l o".split())
"""Signs that are tried both ways against the register's own counts."""
_COUNT = re.compile(r"(?:total|attended|attendances?|present|sessions|sum|times|count|no\.?)\b.{0,20}", re.IGNORECASE)
MINUTES = (5, 600)
"""A number in this range under a day is how long somebody stayed."""


def mark_of(cell: Cell) -> str:
    """A sign as it is compared: small, without blanks; `1` for the number 1."""
    return " ".join(shown(cell).split()).casefold()


def is_mark(mark: str) -> bool:
    """Whether a sign is one that registers use, or a number that may be minutes or how often."""
    bare = re.sub(r"[^a-z]", "", mark)
    known = _PRESENT | _ABSENT | _UNSURE
    return mark in known or bare in known or mark.isdecimal() or re.fullmatch(r"[^\w\s]{1,3}", mark) is not None


def stayed(mark: str) -> int | None:
    """The minutes that a number under a day stands for; None for a sign."""
    if not re.fullmatch(r"\d{1,3}", mark):
        return None
    minutes = int(mark)
    return minutes if MINUTES[0] <= minutes <= MINUTES[1] else None


def marks_in(table: Table) -> dict[str, str]:
    """Every sign under the days, the most frequent first, with what it means; UNCLEAR where that cannot be told."""
    counted: Counter[str] = Counter()
    named = [row for row in table.records if row not in unnamed_rows(table)]
    for place, day in enumerate(table.dates):
        if day is not None:
            column = table.grid.rows.columns[place]
            counted.update(mark_of(column[row]) for row in named if not is_empty(column[row]))
    found = {mark: _meaning(mark, counted) for mark, _ in counted.most_common(60)}
    if table.by == MONTHS:  # how often somebody came in a month is no sign, and no minutes
        found |= {mark: UNCLEAR for mark in found if mark.isdecimal() and int(mark) > 1}
    found |= _by_the_counts(table, found)
    return {mark: found[mark] for mark, _ in counted.most_common(60)}


def unnamed_rows(table: Table) -> frozenset[int]:
    """The records that count people nobody named: headed `Visitors`, with numbers under the days."""
    days = [place for place, day in enumerate(table.dates) if day is not None]
    found = set()
    for row in table.records:
        first = next((cell for cell in table.grid.rows[row] if not is_empty(cell)), None)
        if isinstance(first, str) and UNNAMED.fullmatch(first.strip()):
            under = [table.grid.rows.columns[place][row] for place in days]
            filled = [cell for cell in under if not is_empty(cell)]
            if filled and all(how_many(cell) is not None for cell in filled):
                found.add(row)
    return frozenset(found)


def how_many(cell: Cell) -> tuple[int, int] | None:
    """The least and the most that a cell counts, as `3` or `2-3`; an empty one nobody, None for what is no count."""
    if is_empty(cell):
        return 0, 0
    found = re.fullmatch(r"(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?", mark_of(cell))
    if found is None or int(found[2] or found[1]) < int(found[1]):
        return None
    return int(found[1]), int(found[2] or found[1])


def _meaning(mark: str, counted: Mapping[str, int]) -> str:
    if mark == "x":
        ticks = any(other in counted for other in ("p", "1", "✓", "✔", "√", "y", "yes", "present"))
        crosses = any(other in counted for other in ("a", "n", "0", "no", "absent"))
        return PRESENT if crosses and not ticks else UNCLEAR if ticks else PRESENT
    if mark in _PRESENT or stayed(mark) is not None:
        return PRESENT
    bare = re.sub(r"[^a-z]", "", mark)
    first = mark.partition(" ")[0]
    if mark in _ABSENT or bare in _ABSENT or first in _ABSENT:
        return ABSENT
    return PRESENT if bare in _PRESENT else UNCLEAR


def _by_the_counts(table: Table, marks: Mapping[str, str]) -> dict[str, str]:
    """What unsure signs mean, if the register counts its own rows and only one reading gives its counts."""
    unsure = [mark for mark in marks if mark in _UNSURE or (marks[mark] == UNCLEAR and re.fullmatch(r"\D{1,2}", mark))]
    unsure = unsure[:5]
    days = [place for place, day in enumerate(table.dates) if day is not None]
    totals = [
        place for place, heading in enumerate(table.headings) if place not in days and _COUNT.fullmatch(heading.strip())
    ]
    if not unsure or not totals:
        return {}
    rows = [
        [mark_of(column[row]) for column in (table.grid.rows.columns[place] for place in days)] for row in table.records
    ]
    given = _numbers(table.grid.rows.columns[totals[0]], table.records)
    good = []
    for meanings in product((PRESENT, ABSENT), repeat=len(unsure)):
        tried = {**marks, **dict(zip(unsure, meanings, strict=True))}
        hits = [sum(tried.get(mark) == PRESENT for mark in row) == count for row, count in zip(rows, given, strict=True)
                if count is not None]  # fmt: skip
        if len(hits) >= 3 and sum(hits) >= 0.8 * len(hits):
            good.append(dict(zip(unsure, meanings, strict=True)))
    return good[0] if len(good) == 1 else {}


def _numbers(column: Sequence[Cell], rows: Sequence[int]) -> list[int | None]:
    found: list[int | None] = []
    for row in rows:
        cell = column[row]
        found.append(int(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None)
    return found
