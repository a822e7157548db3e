"""Headings that name no day, but a week, a month, or a day of the month that the sheet is of: made into days.

`Week 3` is two weeks after Week 1, whose day a title says (`starts 14 April 2025`) or a person is asked for. A month
stands for its first day: the sheet does not say more. `3, 10, 17` are days of the month that the sheet is called by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.cell_dates import month_named, read_date
from sfph_desktop.core.interchange.heading_days import with_years
from sfph_desktop.core.interchange.parsing import shown
from sfph_desktop.core.interchange.unreadable import Unreadable

LEAST = 3
"""So many headings of one manner make it that of the sheet."""
WEEKS, MONTHS, DAYS = "weeks", "months", "days"
_FAR = date(2068, 12, 31)
_WEEK = re.compile(
    r"(?:week|wk|session|sess|meeting|class|visit)s?\.?\s*(?:no\.?|number|#)?\s*(\d{1,2})", re.ASCII | re.IGNORECASE
)
_MONTH = re.compile(r"([a-z]{3,9})\.?(?:[\s/'’-]*(20\d{2}|\d{2}))?", re.ASCII | re.IGNORECASE)
_MONTH_IN = re.compile(r"(?<![a-z])([a-z]{3,9})\.?(?:[\s/'’-]*(20\d{2}|\d{2}))?(?![\da-z])", re.ASCII | re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII | re.IGNORECASE)
_BEGINS = re.compile(r"start|begin|begun|commenc|from|week 1|w/c|first|runs", re.IGNORECASE)
_DAY_IN = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? \d{4}",
    re.IGNORECASE,
)
_WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What the headings of a sheet stand for."""

    days: tuple[date | None, ...]
    """For each heading its day; where Week 1 has none yet, days that only tell which columns are weeks."""
    by: str
    """weeks, months or days."""
    first: date | None = None
    """Of weeks: the day of Week 1, where it is known."""
    one: str = ""
    """Of weeks: the first heading, as the sheet writes it."""


def names_a_time(cell: Cell) -> bool:
    """Whether a heading is a week or a month."""
    return isinstance(cell, str) and (_week(cell) > 0 or _month(cell) is not None)


def day_said(text: str) -> date | None:
    """The day that somebody wrote as an answer; None when it is none."""
    try:
        return from_day(read_date(text.strip(), _FAR, may_lie_ahead=False)) if text.strip() else None
    except Unreadable:
        return None


def times_of(
    cells: Sequence[Cell], titles: Sequence[str], around: Sequence[str], today: date, first: date | None
) -> Times | None:
    """What headings without days stand for; None when they are no times at all.

    `titles`: the lines above the headings. `around`: texts that may tell the year or the month, the nearest first.
    `first`: the day of Week 1, where a person has said it.
    """
    weeks = [_week(cell) if isinstance(cell, str) else 0 for cell in cells]
    numbers = sorted({number for number in weeks if number})
    if len(numbers) >= LEAST and sum(b - a == 1 for a, b in pairwise(numbers)) >= 0.6 * (len(numbers) - 1):
        # A title tells of Week 1: what a later week begins with, a person has to say.
        begun = first or (_begun(titles, today) if numbers[0] == 1 else None)
        from_day_on = begun or today - timedelta(days=7 * (numbers[-1] + 1))
        days = [from_day_on + timedelta(days=7 * (number - numbers[0])) if number else None for number in weeks]
        one = next(shown(cell).strip() for cell, number in zip(cells, weeks, strict=True) if number == numbers[0])
        return Times(days=tuple(days), by=WEEKS, first=begun, one=one)
    months = [_month(cell) if isinstance(cell, str) else None for cell in cells]
    if len({month for month in months if month}) >= LEAST:
        return Times(days=_of_months(months, around, today), by=MONTHS)
    days_of_month = _in_one_month(cells, around, today)
    return Times(days=days_of_month, by=DAYS) if days_of_month else None


def _week(text: str) -> int:
    found = _WEEK.fullmatch(" ".join(text.split()))
    return int(found[1]) if found else 0


def _month(text: str) -> tuple[int, int] | None:
    """Month and year (0 where none is written) of a heading that is a month and nothing else."""
    found = _MONTH.fullmatch(" ".join(text.split()))
    number = month_named(found[1]) if found else 0
    return (number, _year(found[2])) if found and number else None


def _year(digits: str | None) -> int:
    return 0 if not digits else int(digits) if len(digits) == 4 else 2000 + int(digits)


def _begun(titles: Sequence[str], today: date) -> date | None:
    """The day on which a title says that it all began; the weekday a title names is taken within that week."""
    for title in titles:
        found = _DAY_IN.search(title)
        day = day_said(found[0]) if found and _BEGINS.search(title) else None
        if day is not None and day <= today:
            weekday = next((n for n, name in enumerate(_WEEKDAYS) if any(name in one.casefold() for one in titles)), -1)
            return day if weekday < 0 or day.weekday() else day + timedelta(days=(weekday - day.weekday()) % 7)
    return None


def _of_months(months: Sequence[tuple[int, int] | None], around: Sequence[str], today: date) -> tuple[date | None, ...]:
    found = [one for one in months if one]
    years = [year for _, year in found]
    if all(years):
        made: list[date | None] = [date(year, month, 1) for month, year in found]
    else:
        written = [date(year, month, 1) for month, year in found if year]
        made = with_years([(month, 1) for month, _ in found], around, written, today)
    days = iter(made)
    return tuple(next(days) if one else None for one in months)


def _in_one_month(cells: Sequence[Cell], around: Sequence[str], today: date) -> tuple[date | None, ...]:
    """Headings that are days of the month a sheet is called by, as 3, 10, 17; empty when they are none."""
    numbers = [_number(cell) for cell in cells]
    given = [number for number in numbers if number]
    rising = all(a < b for a, b in pairwise(given))
    in_turn = given == list(range(1, len(given) + 1)) and len(given) < 28  # 1, 2, 3 ... may be questions as well
    if len(given) < LEAST or not rising or in_turn:
        return ()
    for text in around:
        found = next((one for one in _MONTH_IN.finditer(text) if month_named(one[1])), None)
        if found is not None:
            month, year = month_named(found[1]), _year(found[2])
            written = [date(year, month, 1)] if year else []
            first = with_years([(month, given[0])], around, written, today)[0]
            return () if first is None else tuple(_made(first, number) for number in numbers)
    return ()


def _number(cell: Cell) -> int:
    if isinstance(cell, bool | date | datetime):
        return 0
    said = _DAY_OF_MONTH.fullmatch(shown(cell).strip())
    number = int(said[1]) if said else 0
    return number if 1 <= number <= 31 else 0


def _made(first: date, number: int) -> date | None:
    try:
        return first.replace(day=number) if number else None
    except ValueError:
        return None
