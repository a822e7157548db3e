"""Deadlines as a calendar file (RFC 5545): the same deadlines give the same bytes.

Each is a whole day, since the time in a notice may be of either of two clocks; it stands in the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_LONGEST = 75
"""Octets of a line without its end; a longer one is folded."""
PRODUCT = "-//SFPH Desktop//Deadlines//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One deadline."""

    uid: str
    """The same for the same deadline for ever, so that a calendar changes it in place of adding another."""
    day: date
    summary: str
    description: str = ""
    stamped: date
    """When what it says was last published or written down."""
    remind_days: int = 7


def calendar(days: Iterable[CalendarDay]) -> bytes:
    """The file, in the order of the days."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in sorted(days, key=lambda found: (found.day, found.uid)):
        lines.extend(_event(one))
    lines.append("END:VCALENDAR")
    return b"".join(folded_line(line) for line in lines)


def _event(one: CalendarDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{one.stamped:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(one.day)}"
    yield f"DTEND;VALUE=DATE:{_day(one.day + timedelta(days=1) if one.day < date.max else one.day)}"
    yield f"SUMMARY:{escaped(one.summary)}"
    if one.description:
        yield f"DESCRIPTION:{escaped(one.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(one.summary)}"
    yield f"TRIGGER:-P{one.remind_days}D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line breaks said otherwise; other controls left out."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(c for c in text if c >= " " and c != "\x7f")


def folded_line(line: str) -> bytes:
    """A line with its end, folded so that no part is longer than 75 octets and no character is cut in two."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode("utf-8", errors="replace")
        room = _LONGEST if not parts else _LONGEST - 1  # the blank that begins a folded part counts
        if len(part) + len(octets) > room:
            parts.append(part)
            part = b""
        part += octets
    parts.append(part)
    return b"\r\n ".join(parts) + b"\r\n"
