"""The sample's registers: two years of laundry days, lunches and befriending afternoons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from sfph_desktop.core.interchange.sample.plan import BEFRIENDING, FIRST_DAY, LAST_DAY, LAUNDRY, LUNCH, Enrolment, Row

SESSION_COLUMNS = "session_ref service activity date minutes place unnamed_low unnamed_high".split()
ATTENDANCE_COLUMNS = ["session_ref", "person_ref", "minutes"]
# Weekday (Monday is 0), service, activity, minutes.
WEEK = (
    (0, LAUNDRY, "Washing and ironing", 240),
    (1, LUNCH, "Lunch", 120),
    (2, BEFRIENDING, "Tea and talk", 90),
    (3, LAUNDRY, "Deliveries", 240),
)
CLOSED = ((12, 22), (1, 3))


def registers(
    people: Sequence[Enrolment], place: str, code: str, deaths: Mapping[str, date], draw: Random
) -> tuple[list[Row], list[Row]]:
    """The sessions held at one place and who came, as rows of the sessions and attendance sheets.

    `deaths`: of whoever died, by their reference, the last day on which they can have come.
    """
    by_service: dict[str, list[Enrolment]] = {}
    for enrolment in people:
        by_service.setdefault(enrolment.service, []).append(enrolment)
    sessions: list[Row] = []
    attendance: list[Row] = []
    monday = FIRST_DAY
    while monday <= LAST_DAY:
        for weekday, service, activity, minutes in WEEK:
            day = monday + timedelta(days=weekday)
            if day > LAST_DAY or _closed(day):
                continue
            ref = f"{code}{day:%y%m%d}-{service[:2].upper()}"
            low = draw.choices((0, 1, 2, 4), (55, 25, 15, 5))[0] if service == LUNCH else 0
            sessions.append((ref, service, activity, day, minutes, place, low, low + (low > 0) * draw.randrange(2)))
            for enrolment in by_service.get(service, ()):
                there = enrolment.start <= day and (enrolment.end is None or day <= enrolment.end)
                if there and draw.random() < enrolment.keen:
                    short = minutes - 30 if draw.random() < 0.08 else None
                    if day <= deaths.get(enrolment.person_ref, LAST_DAY):
                        attendance.append((ref, enrolment.person_ref, short))
        monday += timedelta(days=7)
    return sessions, _once(attendance)


def _once(attendance: list[Row]) -> list[Row]:
    """The same person cannot be at one session twice, even when enrolled twice in the service."""
    return list({row[:2]: row for row in attendance}.values())


def _closed(day: date) -> bool:
    return (day.month, day.day) >= CLOSED[0] or (day.month, day.day) <= CLOSED[1]
