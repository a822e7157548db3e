"""What is allowed in services, groups, their members and sessions, and how they are tidied before they are kept."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from sfph_desktop.core.domain.delivery import EVERY, Activity, ActivitySession, Group, GroupMember, Service
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.registers import LONGEST_NOTE, MOST_MINUTES, MOST_UNNAMED

V = TypeVar("V", Service, Activity, Group, ActivitySession)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]?([0-5]\d)(?::00)?")
LONGEST_NAME = 120


def tidy(value: V) -> V:
    """The same without blanks around its words; a time of day as `09:30`."""
    words = {
        field.name: getattr(value, field.name).strip()
        for field in fields(value)
        if isinstance(getattr(value, field.name), str)
    }
    if "starts_at" in words:
        words["starts_at"] = tidy_clock(words["starts_at"]) or words["starts_at"]
    return replace(value, **words)


def tidy_clock(said: str) -> str | None:
    """A time of day as `09:30`, however it is written; None for what is none, blank for blank."""
    clock = _CLOCK.fullmatch(said)
    if clock:
        return f"{int(clock[1]):02}:{clock[2]}"
    return None if said else ""


def service_problems(service: Service) -> tuple[Problem, ...]:
    """Everything in a tidied service that cannot be so."""
    return (*_named("name", service.name, "service"), *_ends_after(service.from_date, service.to_date))


def activity_problems(activity: Activity) -> tuple[Problem, ...]:
    """Everything in a tidied activity that cannot be so."""
    return (*_named("name", activity.name, "activity"), *minutes_problems(activity.minutes))


def group_problems(group: Group) -> tuple[Problem, ...]:
    """Everything in a tidied group that cannot be so."""
    found = [*_named("name", group.name, "group"), *_named("service", group.service, "service")]
    found += [*minutes_problems(group.minutes), *clock_problems(group.starts_at)]
    found += _ends_after(group.from_date, group.to_date)
    if group.every not in EVERY:
        found.append(_problem("every", group.every, "This is no rhythm of ours", ", ".join(EVERY)))
    if group.every == "once" and group.from_date is None:
        found.append(_problem("from_date", "", "A group that meets once needs its day", "the day on which it meets"))
    if group.every in {"fortnight", "month"} and group.from_date is None:
        told = "A rhythm longer than a week is counted from a first day"
        found.append(_problem("from_date", "", told, "the day of the first meeting"))
    if not 0 <= group.weekday <= 6:
        found.append(_problem("weekday", str(group.weekday), "This is no day of the week", "Monday to Sunday"))
    return tuple(found)


def member_problems(member: GroupMember, group: Group, person: ServiceUser) -> tuple[Problem, ...]:
    """Everything about somebody's place in a group that cannot be so."""
    found = list(_ends_after(member.from_date, member.to_date))
    if group.to_date and member.from_date > group.to_date:
        told = f"The group ended on {_said(group.to_date)}"
        found.append(_problem("from_date", str(member.from_date), told, "a day while the group runs"))
    found += day_problems(member.from_date, person, "from_date")
    return tuple(found)


def session_problems(session: ActivitySession, group: Group | None, today: date) -> tuple[Problem, ...]:
    """Everything in a tidied session that cannot be so, besides who was there."""
    found = [*_named("service", session.service, "service"), *minutes_problems(session.minutes)]
    found += [*clock_problems(session.starts_at), *unnamed_problems(session.unnamed_low, session.unnamed_high)]
    found += note_problems(session.note)
    if group is not None and group.from_date and session.date < group.from_date:
        told = f"{group.name} began on {_said(group.from_date)}"
        found.append(_problem("date", str(session.date), told, "that day or a later one; or change when it began"))
    if group is not None and group.to_date and session.date > group.to_date:
        told = f"{group.name} ended on {_said(group.to_date)}"
        found.append(_problem("date", str(session.date), told, "that day or an earlier one; or change when it ends"))
    if session.register == "taken" and session.date > today:
        told = f"{_said(session.date)} has not come yet"
        found.append(_problem("date", str(session.date), told, "today or a day before"))
    return tuple(found)


def day_problems(day: date, person: ServiceUser, column: str = "date") -> tuple[Problem, ...]:
    """Whether somebody could have been anywhere on a day: not before their birth, not after their death."""
    if person.date_of_birth and day < person.date_of_birth:
        told = f"{person.display_name} was born on {_said(person.date_of_birth)}, after this day"
        return (_problem(column, str(day), told, "a day after their birth, or another person"),)
    if person.died_on and day > person.died_on:
        told = f"{person.display_name} died on {_said(person.died_on)}, before this day"
        return (_problem(column, str(day), told, "a day in their life, or another person"),)
    return ()


def minutes_problems(minutes: int | None) -> tuple[Problem, ...]:
    """Whether a length can be: at least a minute, at most a day."""
    if minutes is None or 1 <= minutes <= MOST_MINUTES:
        return ()
    return (_problem("minutes", str(minutes), f"{minutes:,} minutes cannot be right", f"1 to {MOST_MINUTES:,}"),)


def clock_problems(clock: str) -> tuple[Problem, ...]:
    """Whether a time of day is one."""
    if not clock or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", clock):
        return ()
    return (_problem("starts_at", clock, f"'{clock}' is not a time of day", "hours and minutes, as 14:30"),)


def unnamed_problems(low: int, high: int) -> tuple[Problem, ...]:
    """Whether a count of people whom nobody named can be."""
    said = str(low) if low == high else f"{low}-{high}"
    accepted = f"a number up to {MOST_UNNAMED}, or the least and the most, as 2-3"
    if low < 0 or high > MOST_UNNAMED:
        return (_problem("unnamed", said, f"{said} people without a name cannot be right", accepted),)
    if low > high:
        return (_problem("unnamed", said, "The least is more than the most", accepted),)
    return ()


def note_problems(note: str, column: str = "note") -> tuple[Problem, ...]:
    """Whether a note fits on a line of a register."""
    if len(note) <= LONGEST_NOTE:
        return ()
    told = f"This note has {len(note):,} letters"
    return (_problem(column, f"{note[:20]} …", told, f"up to {LONGEST_NOTE:,}; a longer one goes on their own page"),)


def _named(column: str, name: str, word: str) -> list[Problem]:
    if not name:
        return [_problem(column, "", f"The {word} needs a name", "a name of your own")]
    if len(name) > LONGEST_NAME:
        told = f"This name has {len(name):,} letters"
        return [_problem(column, f"{name[:20]} …", told, f"up to {LONGEST_NAME}")]
    return []


def _ends_after(start: date | None, end: date | None) -> list[Problem]:
    if start and end and end < start:
        return [_problem("to_date", str(end), "The end is before the beginning", f"{_said(start)} or later")]
    return []


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=f"{reason}.", accepted=accepted, column=column, value=value)
