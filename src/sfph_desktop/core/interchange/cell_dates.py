"""Dates as people and spreadsheets write them, read day first, into days since 1970-01-01.

Read: real dates, ISO (2025-03-31), UK order with / - . or a space (31/3/25), words (31 March 2025, March 31st, 2025),
20250331, a time of day behind any of them (left off), and the day numbers of Excel where a cell lost its format.
Not read, because nobody can know: a year alone, a month without its day, a date without its year, month-first order.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.interchange.unreadable import Unreadable

ACCEPTED = "a date such as 31/03/2025 or 2025-03-31"
FIRST_YEAR, LAST_YEAR = 1880, 2150
_EXCEL_ZERO = to_day(date(1899, 12, 30))
_EXCEL_FIRST, _EXCEL_LAST = 3_654, 91_314
"""Excel's numbers for 1910-01-01 and 2149-12-31; smaller numbers are years (2025) or counts that strayed in."""

_TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?P<y>\d{4}|'?\d{2})"
_SHAPES = tuple(
    re.compile(_WEEKDAY + shape + _TIME, re.ASCII | re.IGNORECASE)
    for shape in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})\s*[-/. ]\s*(?P<m>\d{1,2})\s*[-/. ]\s*" + _YEAR,
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/. ]*(?P<m>[a-z]{3,9})\.?,?[-/. ]*" + _YEAR,
        r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
        r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})",
    )
)
_MONTHS = ("january february march april may june july august september october november december").split()


def read_date(cell: Any, today: date, *, may_lie_ahead: bool) -> int:
    """Days since 1970-01-01 of a cell; raises Unreadable. A year of two digits is taken to lie in the past.

    `may_lie_ahead` is for columns of plans and deadlines, where it may lie up to twenty years ahead.
    """
    if isinstance(cell, datetime):
        return _checked(cell.date())
    if isinstance(cell, date):
        return _checked(cell)
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    text = " ".join(str(cell).split())
    for shape in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            year = _year(found["y"].lstrip("'"), today.year + (20 if may_lie_ahead else 0))
            return _made(year, _month(found["m"]), int(found["d"]))
    if re.fullmatch(r"\d+(\.0*)?", text, re.ASCII) and len(text) < 12:
        return _from_number(float(text))
    raise Unreadable("This is not a date with day, month and year.", ACCEPTED)


def _from_number(number: float) -> int:
    """A day number of Excel, or a date written as one number (20250331)."""
    if 18_800_101 <= number <= 21_501_231:
        whole = int(number)
        return _made(whole // 10_000, whole // 100 % 100, whole % 100)
    if not _EXCEL_FIRST <= number < _EXCEL_LAST + 1:
        raise Unreadable("This is a number, not a date with day, month and year.", ACCEPTED)
    return _EXCEL_ZERO + int(number)


def _year(digits: str, latest: int) -> int:
    """The year meant by four digits, or the latest one that ends in these two."""
    if len(digits) == 4:
        return int(digits)
    return latest - (latest - int(digits)) % 100


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    name = text.casefold()
    found = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(name) or name == month[:3] + "t"]
    if len(found) != 1:
        raise Unreadable("This is not a date with day, month and year.", ACCEPTED)
    return found[0]


def month_named(text: str) -> int:
    """The number of a month written in digits or letters; 0 when it is none."""
    try:
        return _month(text)
    except Unreadable:
        return 0


def _made(year: int, month: int, day: int) -> int:
    if month > 12 and day <= 12:
        raise Unreadable("This has no such month: dates are read with the day first.", ACCEPTED)
    try:
        return _checked(date(year, month, day))
    except ValueError:
        raise Unreadable("This day does not exist in the calendar.", ACCEPTED) from None


def _checked(day: date) -> int:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.", ACCEPTED)
    return to_day(day)
