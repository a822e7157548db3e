"""The days that the headings of a register name: real dates, text in every manner, and days without their year.

A year that is not written is told by the titles (`April to September 2025`, `2025-26`), else the days are the latest
ones that can have been; either way they go forward from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.cell_dates import month_named, read_date
from sfph_desktop.core.interchange.unreadable import Unreadable

_PIVOT = date(2068, 12, 31)
"""Two digits of a year in a heading mean 1969 to 2068."""
_EXCEL_ZERO, _EXCEL_FIRST, _EXCEL_LAST = date(1899, 12, 30), 36_526, 55_153
"""Day numbers of Excel from the year 2000 to 2050: a heading that lost its format."""
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WITHOUT_YEAR = (
    re.compile(_WEEKDAY + r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})", re.ASCII | re.IGNORECASE),
    re.compile(
        _WEEKDAY + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s/.-]*(?P<m>[a-z]{3,9})\.?", re.ASCII | re.IGNORECASE
    ),
    re.compile(_WEEKDAY + r"(?P<m>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?", re.ASCII | re.IGNORECASE),
)
_BEFORE = re.compile(r"^(?:w/?c|w/?e|week (?:commencing|beginning|ending)|session|date)[\s:.-]+", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(20\d{2})\s*(?:[/–-]\s*(\d{2}|20\d{2}))?(?!\d)")


def names_a_day(cell: Cell) -> bool:
    """Whether a heading names a day, with its year or without."""
    return _whole(cell) is not None or _without_year(cell) is not None


def days_of(cells: Sequence[Cell], around: Sequence[str], today: date) -> tuple[date | None, ...]:
    """The day each heading names, None for those that name none."""
    whole = [_whole(cell) for cell in cells]
    numbered = [_excel_day(cell) for cell in cells]
    if sum(day is not None for day in numbered) >= 3:
        whole = [day or other for day, other in zip(whole, numbered, strict=True)]
    parts = [None if day else _without_year(cell) for day, cell in zip(whole, cells, strict=True)]
    if not any(parts):
        return tuple(whole)
    filled = with_years([part for part in parts if part], around, [day for day in whole if day], today)
    years = iter(filled)
    return tuple(day if part is None else next(years) for day, part in zip(whole, parts, strict=True))


def _whole(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str) or not re.search(r"\d", cell) or re.fullmatch(r"[\d.\s]+", cell.strip()):
        return None
    try:
        return from_day(read_date(_BEFORE.sub("", cell.strip()), _PIVOT, may_lie_ahead=False))
    except Unreadable:
        return None


def _excel_day(cell: Cell) -> date | None:
    if isinstance(cell, float) and cell.is_integer() and _EXCEL_FIRST <= cell <= _EXCEL_LAST:
        return _EXCEL_ZERO + timedelta(days=int(cell))
    return None


def _without_year(cell: Cell) -> tuple[int, int] | None:
    """Month and day of a heading that does not say the year."""
    if not isinstance(cell, str):
        return None
    said = " ".join(_BEFORE.sub("", cell.strip()).split())
    for shape in _WITHOUT_YEAR:
        found = shape.fullmatch(said)
        month = month_named(found["m"]) if found else 0
        if found and 1 <= month <= 12 and 1 <= int(found["d"]) <= 31:
            return month, int(found["d"])
    return None


def with_years(
    parts: Sequence[tuple[int, int]], around: Sequence[str], whole: Sequence[date], today: date
) -> list[date | None]:
    """Days of (month, day), each with the year that the days `whole` or the texts around say, else the latest past."""
    first = _first_year(parts[0], around, whole)
    years = [first or today.year]
    for before, now in pairwise(parts):
        years.append(years[-1] + (now < before and before[0] - now[0] > 3))
    made = [_made(year, *part) for year, part in zip(years, parts, strict=True)]
    last = max((day for day in made if day), default=today)
    if first is None and last > today:  # nothing says the year: the latest that can have been
        back = last.year - today.year + (last.replace(year=today.year, day=min(last.day, 28)) > today)
        made = [_made(year - back, *part) for year, part in zip(years, parts, strict=True)]
    return made


def _first_year(first: tuple[int, int], around: Sequence[str], whole: Sequence[date]) -> int | None:
    """The year of the first day, by the other headings or the titles; a financial year begins in April."""
    if whole:
        return min(whole).year
    for text in around:
        found = _YEARS.search(text)
        if found and found[2]:
            return int(found[1]) + (first[0] < 4)
        if found:
            return int(found[1])
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
