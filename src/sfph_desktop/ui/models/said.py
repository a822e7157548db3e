"""How a cell of a list is said on screen: dates, numbers, yes and no, and headings in words."""

from __future__ import annotations

import re
from datetime import date, datetime

from sfph_desktop.core.domain.office_facts import Cell, UnitInfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_OF = {
    "id": "Number",
    "ref": "reference",
    "low": "at least",
    "high": "at most",
    "fte": "full-time equivalent",
    "ocid": "Notice",
}


def said(cell: Cell | datetime) -> str:
    """The cell as a person would write it; nothing at all for what is not there."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return f"{said_day(cell.date())}, {said_time(cell)}"
    if isinstance(cell, date):
        return said_day(cell)
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell == int(cell) else f"{cell:,.2f}"
    return str(cell)


def plain_dates(text: str) -> str:
    """A text with its dates as computers write them (2025-04-01) said as everywhere else (1 Apr 2025)."""

    def said_so(found: re.Match[str]) -> str:
        try:
            return said_day(date.fromisoformat(found.group()))
        except ValueError:
            return found.group()

    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", said_so, text)


def said_day(day: date) -> str:
    """3 Nov 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def said_time(moment: datetime) -> str:
    """14:02, where the person is."""
    return f"{moment.astimezone() if moment.tzinfo else moment:%H:%M}"


def said_near(moment: datetime, today: date) -> str:
    """A moment as one speaks of it: 14:02 today, yesterday, Friday, 3 Nov, or with its year."""
    day = (moment.astimezone() if moment.tzinfo else moment).date()
    ago = (today - day).days
    if ago <= 0:
        return said_time(moment)
    if ago == 1:
        return "yesterday"
    if ago < 7:
        return _DAYS[day.weekday()]
    return f"{day.day} {_MONTHS[day.month - 1]}" if day.year == today.year else said_day(day)


def said_change(unit: UnitInfo) -> str:
    """What was done, with how many steps where it was done in several."""
    said = unit.why[:1].upper() + unit.why[1:]
    return f"{said} ({unit.steps} marks)" if unit.steps > 1 else said


def said_moment(cell: Cell) -> str:
    """A moment that came as ISO text, as a person would write it; what is no moment, as it is."""
    try:
        return said(datetime.fromisoformat(str(cell)))
    except ValueError:
        return str(cell or "")


def heading(column: str) -> str:
    """`contract_ref` becomes `Contract reference`."""
    parts = [_SHORT_OF.get(part, part) for part in column.split("_") if part]
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """`1 person`, `2 people`, `1,240 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
