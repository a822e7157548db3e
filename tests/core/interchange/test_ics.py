"""Calendar files: escaped, folded by octets, the same bytes for the same deadlines."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.interchange.ics import CalendarDay, calendar, escaped, folded_line

DAY = CalendarDay(uid="a@b", day=date(2026, 12, 31), summary="Bids: meals, visits; care", stamped=date(2026, 11, 1))


def test_a_deadline_as_a_calendar_reads_it() -> None:
    assert calendar([DAY]).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SFPH Desktop//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:a@b",
        "DTSTAMP:20261101T000000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Bids: meals\\, visits\\; care",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Bids: meals\\, visits\\; care",
        "TRIGGER:-P7D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    other = CalendarDay(uid="c@b", day=date(2026, 12, 1), summary="Other", stamped=date(2026, 11, 1))
    assert calendar([DAY, other]) == calendar([other, DAY])


def test_text_cannot_break_out_of_its_value() -> None:
    assert escaped("a\\b;c,d\r\nEND:VEVENT\x07") == "a\\\\b\\;c\\,d\\nEND:VEVENT"


@given(st.text(max_size=400))
def test_a_folded_line_is_short_sound_and_the_same_when_unfolded(text: str) -> None:
    made = folded_line(f"SUMMARY:{escaped(text)}")
    parts = made.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    whole = b"".join([parts[0], *(part[1:] for part in parts[1:])])
    assert whole == f"SUMMARY:{escaped(text)}".encode("utf-8", errors="replace")
