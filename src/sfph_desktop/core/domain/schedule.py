"""When a group meets: which days, and how that is said."""

from __future__ import annotations

from datetime import date, timedelta

from sfph_desktop.core.domain.delivery import Group

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTH = ("first", "second", "third", "fourth", "last")
_LAST = 4
"""A group that began in a fifth week meets in the last week of each month: not every month has a fifth."""


def meets_on(group: Group, day: date) -> bool:
    """Whether the group's own rhythm puts a meeting on this day, within the dates between which it runs.

    A rhythm longer than a week is counted from the first meeting: the first such weekday from `from_date` on.
    """
    if not runs_on(group, day):
        return False
    if group.every == "once":
        return day == group.from_date
    if group.every == "none":
        return False
    if day.weekday() != group.weekday:
        return False
    if group.every == "week" or group.from_date is None:
        return True
    first = first_meeting(group, group.from_date)
    if group.every == "fortnight":
        return (day - first).days % 14 == 0
    return _is_nth(day, _nth(first))


def runs_on(group: Group, day: date) -> bool:
    """Whether the day lies between the dates of the group."""
    return (group.from_date is None or group.from_date <= day) and (group.to_date is None or day <= group.to_date)


def first_meeting(group: Group, since: date) -> date:
    """The first of the group's weekday from a day on."""
    return since + timedelta(days=(group.weekday - since.weekday()) % 7)


def meetings(group: Group, start: date, end: date) -> tuple[date, ...]:
    """The days on which the group meets by its rhythm, both ends included."""
    days = ((start + timedelta(days=n)) for n in range((end - start).days + 1))
    return tuple(day for day in days if meets_on(group, day))


def said_rhythm(group: Group) -> str:
    """`every Tuesday at 12:30`, `every second Tuesday`, `the first Tuesday of the month`, `once, on 3 March 2026`."""
    at = f" at {group.starts_at}" if group.starts_at else ""
    if group.every == "once":
        day = group.from_date
        return f"once, on {day.day} {day:%B %Y}{at}" if day else f"once{at}"
    if group.every == "none":
        return f"on no fixed day{f', {group.starts_at}' if group.starts_at else ''}"
    weekday = WEEKDAYS[group.weekday % 7]
    if group.every == "fortnight":
        return f"every second {weekday}{at}"
    if group.every == "month" and group.from_date is not None:
        return f"the {_NTH[_nth(first_meeting(group, group.from_date))]} {weekday} of the month{at}"
    return f"every {weekday}{at}"


def _nth(day: date) -> int:
    """Which of its weekday in the month a day is: 0 for the first, 4 for a fifth."""
    return (day.day - 1) // 7


def _is_nth(day: date, nth: int) -> bool:
    if nth == _LAST:
        return (day + timedelta(days=7)).month != day.month
    return _nth(day) == nth
