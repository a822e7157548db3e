"""What the record says of one person, section by section, as a case study may tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sfph_desktop.core.domain.measures import OutcomeEvent
from sfph_desktop.core.domain.people import Episode
from sfph_desktop.core.domain.story_page import Course, Fact, PersonRecord
from sfph_desktop.core.reports import phrases, wording

ALONE = "This is one person's change. It does not show what caused it."
_QUARTERS = (("January", "March"), ("April", "June"), ("July", "September"), ("October", "December"))
_OWN_WAY = frozenset({"self", "self-referral", "self referral", "themselves", "walk-in", "walk in"})


def told_when(day: date, rounding: str) -> str:
    """When something was: `between April and June 2025`, or to the month `in April 2025`; never the day itself."""
    if rounding == "month":
        return f"in {day:%B %Y}"
    first, last = _QUARTERS[(day.month - 1) // 3]
    return f"between {first} and {last} {day.year}"


def short_when(day: date, rounding: str) -> str:
    """The same for beside a chart: `Apr-Jun 2025`, `Apr 2025`."""
    if rounding == "month":
        return f"{day:%b %Y}"
    first, last = _QUARTERS[(day.month - 1) // 3]
    return f"{first[:3]}\N{EN DASH}{last[:3]} {day.year}"


def person_facts(record: PersonRecord) -> dict[str, tuple[Fact, ...]]:
    """By section: what the record says. A section the record is silent on is not there."""
    told = {
        "came": tuple(_came(record)),
        "happened": tuple(_happened(record)),
        "changed": tuple(_changed(record)),
        "others": tuple(
            Fact(text=f"{name}: {what}." if what else f"{name} was part of it.") for name, what in record.partners
        ),
        "saved": tuple(Fact(text=one) for one in record.worth),
        "consent": tuple(_consent(record)),
    }
    return {key: facts for key, facts in told.items() if facts}


def _came(record: PersonRecord) -> Iterator[Fact]:
    if record.came_on is None and not record.came_from:
        return
    when = f" {told_when(record.came_on, record.rounding)}" if record.came_on else ""
    to = f", for {record.came_to}" if record.came_to else ""
    if not record.came_from or record.came_from.casefold() in _OWN_WAY:
        yield Fact(text=f"Came of their own accord{when}{to}." if record.came_from else f"Came to us{when}{to}.")
    else:
        yield Fact(text=f"Referred by {record.came_from}{when}{to}.")


def _happened(record: PersonRecord) -> Iterator[Fact]:
    for one in sorted(record.episodes, key=lambda one: one.start_date):
        yield Fact(text=_episode(one, record.rounding))
    if record.visits:
        yield Fact(text=f"Came {wording.counted(record.visits, 'time')}.")
    for event in sorted(record.events, key=lambda one: one.date):
        yield Fact(text=_event(event, record.rounding), level="social")
    filed = sum(bool(event.note) for event in record.events)
    if filed:
        which = "some of this" if filed < len(record.events) else "this"
        yield Fact(text=f"What shows {which} is on file.")


def _episode(one: Episode, rounding: str) -> str:
    joined = f"Joined {one.service} {told_when(one.start_date, rounding)}"
    if one.end_date is None:
        return f"{joined}, and is still there."
    began, ended = told_when(one.start_date, rounding), told_when(one.end_date, rounding)
    return f"{joined}, and left in the same time." if began == ended else f"{joined}, and left {ended}."


def _event(event: OutcomeEvent, rounding: str) -> str:
    """What they did and when; for how long, unless its name says so already."""
    did, weeks = phrases.event_phrase(event.event_type).did, event.sustained_weeks
    named = re.search(r"for (\d+) weeks or more", did)
    said = named is not None and int(named[1]) >= (weeks or 0)
    kept = f", and kept it up for at least {wording.counted(weeks, 'week')}" if weeks and not said else ""
    # What took 26 weeks was not done within a quarter: the day of the record is the one on which it began.
    began = "" if named is None else "begun " if weeks else "recorded "
    return f"{wording.capital(did)} ({began}{short_when(event.date, rounding)}){kept}."


def _changed(record: PersonRecord) -> Iterator[Fact]:
    for course in record.courses:
        yield Fact(text=course_words(course), level="individual")
    if record.courses:
        yield Fact(text=ALONE)


def course_words(course: Course) -> str:
    """One person's change in a score: both results, which way is better, the cut, and how much is more than noise."""
    first, latest = course.values[0], course.values[-1]
    change = latest - first
    side = "Higher" if course.higher_is_better else "Lower"
    scale = ""
    if course.lowest is not None and course.highest is not None:
        scale = f"; the scale runs from {wording.quantity(course.lowest)} to {wording.quantity(course.highest)}"
    both = (
        f"{course.short or course.name}: {wording.quantity(first)} ({course.when[0]}), then {wording.quantity(latest)} "
        f"({course.when[-1]}). {side} is better{scale}"
    )
    return wording.sentences(both, _moved(course, change), _crossed(course))


def _moved(course: Course, change: float) -> str:
    if not change:
        return "That is the same"
    better = (change > 0) == course.higher_is_better
    said = (
        f"That is {wording.quantity(abs(change))} {'up' if change > 0 else 'down'}, {'better' if better else 'worse'}"
    )
    if course.reliable is None:
        return said
    if abs(change) >= course.reliable:
        return f"{said}, and more than answers vary by themselves ({wording.quantity(course.reliable)})"
    return f"{said}, which is within what answers vary by themselves ({wording.quantity(course.reliable)})"


def _crossed(course: Course) -> str:
    if course.at_risk is None:
        return ""
    before, after = course.at_risk
    label = course.threshold_label
    if before and not after:
        return f"At first it was in the range “{label}”, at the latest it was not"
    if after and not before:
        return f"At first it was not in the range “{label}”, at the latest it was"
    return f"It was in the range “{label}” both times" if before else f"It was outside the range “{label}” both times"


def _consent(record: PersonRecord) -> Iterator[Fact]:
    if record.agreed_on is None:
        return
    how = f" ({record.agreed_how})" if record.agreed_how else ""
    yield Fact(
        text=f"They agreed in {record.agreed_on:%B %Y}{how} that their story is told, and can take that back at any"
        " time. It is then not printed again."
    )
