"""Where the sample's people live, from when on, and who of them also helps: drawn for each person by themselves.

Each person has a draw of their own, so that what is told here moves no figure of the rest of the sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import cast

from sfph_desktop.core.interchange.sample.people import some_postcode
from sfph_desktop.core.interchange.sample.plan import LAST_DAY, Enrolment, Row

ADDRESS_COLUMNS = "person_ref from_date to_date lines postcode council data_zone".split()
ROLE_COLUMNS = "person_ref role from_date to_date detail".split()

COUNCIL = "Falkirk"
# From the most deprived to the least: more of the people live where it is hard to live.
ZONES = (
    *(("S01009128", 6), ("S01009162", 6), ("S01009131", 5), ("S01009179", 5), ("S01009121", 3), ("S01009092", 3)),
    *(("S01009260", 2), ("S01009210", 2), ("S01009113", 1), ("S01009252", 1)),
)
STREETS = "Braes Road, Mill Lane, Kirk Wynd, Station Terrace, Harbour Row, Glen View, Shore Road, Well Court".split(
    ", "
)
TOWN = "Braes of Invention"
VOLUNTEERS, STAFF = 0.09, 0.12
"""Shares of the people who come to help, and of those of working age who are given a job."""
HELP = ("kitchen, two mornings a week", "laundry folding", "driver's mate", "welcomes newcomers", "befriending calls")
JOBS = ("kitchen assistant", "laundry assistant", "session worker")


def addresses(person: Row, seed: int) -> Iterator[Row]:
    """The addresses of a row of the people sheet: one in six moved once while they came."""
    draw = _draw("address", person, seed)
    ref, born, postcode = str(person[0]), cast("date", person[4]), person[6]
    referred = cast("date", person[13])
    since = max(born, referred - timedelta(days=draw.randrange(200, 9_000)))
    moved = referred + timedelta(days=draw.randrange(60, 500))
    if draw.random() < 1 / 6 and moved <= LAST_DAY:
        yield (ref, since, moved - timedelta(days=1), *_home(draw, some_postcode(draw)))
        since = moved
    yield (ref, since, None, *_home(draw, postcode))


def roles(person: Row, mine: Sequence[Enrolment], seed: int, died: date | None) -> Iterator[Row]:
    """What a person is here besides being supported: a volunteer while they come or after it, or a member of staff.

    Nobody is anything after the day on which they `died`.
    """
    for ref, role, began, until, detail in _roles(person, mine, seed):
        if died is None:
            yield (ref, role, began, until, detail)
        elif began <= died:
            yield (ref, role, began, min(until or died, died), detail)


def _roles(person: Row, mine: Sequence[Enrolment], seed: int) -> Iterator[tuple[object, str, date, date | None, str]]:
    draw = _draw("role", person, seed)
    first = min(one.start for one in mine)
    if draw.random() < VOLUNTEERS:
        began = first + timedelta(days=draw.randrange(60, 260))
        stopped = began + timedelta(days=draw.randrange(150, 500)) if draw.random() < 0.25 else None
        if began <= LAST_DAY:
            yield (
                person[0],
                "volunteer",
                began,
                stopped if stopped and stopped <= LAST_DAY else None,
                draw.choice(HELP),
            )
    if _age(person, first) < 62 and draw.random() < STAFF:
        began = first + timedelta(days=draw.randrange(150, 400))
        if began <= LAST_DAY:
            yield (person[0], "staff", began, None, draw.choice(JOBS))


def _home(draw: Random, postcode: object) -> Row:
    """Street, postcode, council and data zone. The postcodes are nobody's, so the area is told with them."""
    zone = draw.choices([code for code, _ in ZONES], [weight for _, weight in ZONES])[0]
    return (f"{draw.randrange(1, 90)} {draw.choice(STREETS)}\n{TOWN}", postcode, COUNCIL, zone)


def _age(person: Row, on: date) -> int:
    return (on - cast("date", person[4])).days // 365


def _draw(what: str, person: Row, seed: int) -> Random:
    return Random(f"{seed} {what} {person[0]}")
