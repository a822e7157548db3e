"""What every part of the sample agrees on: the years, the services, who pays, and the people's enrolments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

NAME = "Braes Laundry & Lunch (sample)"
FIRST_DAY = date(2024, 4, 1)
LAST_DAY = date(2026, 3, 31)
PEOPLE_PER_PLACE = 150

Row = tuple[object, ...]
"""One row of a sheet."""

LAUNDRY, LUNCH, BEFRIENDING = "Community laundry", "Lunch club", "Befriending"
SERVICES = (LAUNDRY, LUNCH, BEFRIENDING)
DIED = "died"
AUTHORITY, COUNCIL, GRANT = "IJB-24", "SLA-24", "GRANT-24"
PLACES = ("Braes Hall", "Mill Lane", "Shore Road", "Station House", "Kirk Wynd", "Harbour Rooms", "Glen Centre")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One person in one service: what the registers and questionnaires are drawn from."""

    person_ref: str
    service: str
    place: str
    start: date
    end: date | None
    end_reason: str
    funding: str
    keen: float
    """How likely they are to come on a day, 0 to 1."""
    gain: float
    """How much better things get for them, in standard deviations; may be below 0."""
    answers: bool
    """Whether anybody gets them to fill in a second questionnaire."""


def place_name(number: int) -> str:
    """The name of the place with that number, counted from 0."""
    round_, index = divmod(number, len(PLACES))
    return PLACES[index] if not round_ else f"{PLACES[index]} {round_ + 1}"


def places(people: int) -> int:
    """How many places an enterprise of that many people runs."""
    return max(1, round(people / PEOPLE_PER_PLACE))


def enrolments(person_ref: str, place: str, draw: Random) -> list[Enrolment]:
    """One or, for about one person in eight, two enrolments of a person."""
    service = draw.choices(SERVICES, (25, 45, 30))[0]
    first = _enrolment(person_ref, service, place, draw)
    if draw.random() >= 0.12:
        return [first]
    other = draw.choice([s for s in SERVICES if s != service])
    return [first, _enrolment(person_ref, other, place, draw)]


def death(mine: Sequence[Enrolment]) -> date | None:
    """The day on which somebody died, which ends all their enrolments; None when they live."""
    return min((one.end for one in mine if one.end and one.end_reason == DIED), default=None)


def in_life(enrolment: Enrolment, died: date | None) -> Enrolment | None:
    """The enrolment as far as the person lived: ended by their death, or None when it would have begun after it."""
    if died is None or (enrolment.end is not None and enrolment.end <= died):
        return enrolment
    return None if enrolment.start > died else replace(enrolment, end=died, end_reason=DIED)


def _enrolment(person_ref: str, service: str, place: str, draw: Random) -> Enrolment:
    # Some were there before the registers began; the rest joined over two years, fewer towards the end.
    start = FIRST_DAY + timedelta(days=int(draw.triangular(-120, 700, 60)))
    stay = int(draw.triangular(60, 620, 260))
    end = start + timedelta(days=stay)
    open_still = end > LAST_DAY or draw.random() < 0.25
    return Enrolment(
        person_ref=person_ref,
        service=service,
        place=place,
        start=start,
        end=None if open_still else end,
        end_reason="" if open_still else _reason(service, draw),
        funding=_funding(service, draw),
        keen=min(0.95, max(0.15, draw.gauss(0.62, 0.17))),
        gain=draw.gauss(0.55, 0.65),
        answers=draw.random() < 0.72,
    )


def _reason(service: str, draw: Random) -> str:
    reasons = {
        LAUNDRY: ("moved into work", "moved to college", "health", "left, reason not known"),
        LUNCH: ("no longer needs it", "moved away", "moved to a care home", DIED, "left, reason not known"),
        BEFRIENDING: ("goals met", "joined the lunch club", "moved away", "left, reason not known"),
    }
    return draw.choice(reasons[service])


def _funding(service: str, draw: Random) -> str:
    if service == LAUNDRY:
        return draw.choices((COUNCIL, f"{COUNCIL}:70;{GRANT}:30"), (85, 15))[0]
    if service == LUNCH:
        return draw.choices((AUTHORITY, f"{AUTHORITY}:60;{GRANT}:40"), (88, 12))[0]
    return draw.choices((GRANT, AUTHORITY, f"{AUTHORITY}:50;{GRANT}:50"), (60, 25, 15))[0]
