"""The records of a member of the sample network, drawn from what its invented enterprise tells: rows of tables.

They hold a year and a quarter, so that two returns in a row can be made of them. The same member and seed give the same
rows. Nobody in them has a name that anybody could bear: they are counted, and thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.sample_enterprises import SampleEnterprise, SampleMember
from sfph_desktop.core.domain.values import to_day

FIRST = date(2025, 1, 1)
QUARTERS = (Quarter(2025, 4), Quarter(2026, 1))
"""The two quarters for which the sample's members report: the last two of the sample enterprise's records."""
SERVICE = "What we do"
_AGREED = FIRST - timedelta(days=60)
_RANKS = 6976
"""Data zones in the index of deprivation of 2020."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows for one table, as it stores them."""

    table: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How answers on one scale are drawn: at the start, how they change, within which limits."""

    output: str
    start: tuple[float, float]
    change: tuple[float, float]
    limits: tuple[int, int]


SCALES: Mapping[str, tuple[Scale, ...]] = {
    "swemwbs7": (Scale(output="metric", start=(19.5, 2.8), change=(1.6, 2.7), limits=(7, 35)),),
    "ucla3": (Scale(output="total", start=(6.6, 1.5), change=(-0.55, 1.5), limits=(3, 9)),),
    "ons4": (
        Scale(output="life_satisfaction", start=(5.6, 1.8), change=(0.9, 1.6), limits=(0, 10)),
        Scale(output="anxious", start=(5.2, 2.3), change=(-0.9, 2.0), limits=(0, 10)),
    ),
    "phq9": (Scale(output="total", start=(13.5, 4.5), change=(-4.2, 4.4), limits=(0, 27)),),
    "gad7": (Scale(output="total", start=(11.5, 4.0), change=(-3.4, 3.8), limits=(0, 21)),),
    "eq5d5l": (Scale(output="vas", start=(55.0, 15.0), change=(6.0, 13.0), limits=(0, 100)),),
}


def member_rows(one: SampleMember, told: SampleEnterprise, seed: int) -> Iterator[Rows]:
    """Everything a member's empty store is filled with, table by table."""
    draw = Random(f"{seed}/{one.number}")
    helping = range(one.people + 1, one.people + 1 + told.volunteers)
    starts = {number: _start(draw) for number in range(1, one.people + 1)}
    yield from _people(one, draw, helping)
    yield Rows(
        "roles",
        ("person_id", "role", "from_date"),
        [(number, "volunteer", to_day(FIRST) + 30 * (number % 9)) for number in helping],
    )
    yield Rows(
        "episodes",
        ("episode_ref", "person_id", "service", "start_date"),
        [(f"E{number}", number, SERVICE, day) for number, day in starts.items()],
    )
    yield from _visits(one, draw, starts)
    yield from _answers(one, draw, starts)
    yield Rows("events", ("person_id", "date", "event_type", "quantity"), [*_events(one, draw, starts)])
    yield from _green(one, draw)
    yield from _enterprise(told, draw)


def _start(draw: Random) -> int:
    """When somebody began: some were there before, the others came all along."""
    return to_day(FIRST) + int(draw.triangular(-200, 420, 60))


def _people(one: SampleMember, draw: Random, helping: range) -> Iterator[Rows]:
    people, addresses = [], []
    for number in (*range(1, one.people + 1), *helping):
        low, high, most = one.ages if number not in helping else (18, 84, 61)
        born = to_day(FIRST) - int(draw.triangular(low, high, most) * 365.25)
        gender = "woman" if draw.random() < one.women else draw.choices(("man", "in another way"), (97, 3))[0]
        people.append((number, f"P{number:05}", "Invented", f"Person {number}", born, gender))
        if one.council:
            addresses.append((number, int(draw.triangular(1, _RANKS, _RANKS // 4)), "2020v2"))
    names = ("id", "person_ref", "given_name", "family_name", "date_of_birth", "gender")
    yield Rows("people", names, people)
    yield Rows("addresses", ("person_id", "simd_rank", "simd_version"), addresses)
    agree = [(row[0], "network", to_day(_AGREED)) for row in people if draw.random() < 0.94]
    yield Rows("consents", ("person_id", "purpose", "given_on"), agree)


def _visits(one: SampleMember, draw: Random, starts: Mapping[int, int]) -> Iterator[Rows]:
    """Sessions spread over the weeks, and who came; a member that jumps holds that many more in the newest quarter."""
    sessions: list[tuple[object, ...]] = []
    came: list[tuple[int, int]] = []
    quarter = Quarter(FIRST.year, 1)
    while quarter <= QUARTERS[-1]:
        first, last = to_day(quarter.period.start), to_day(quarter.period.end)
        much = one.jump if quarter == QUARTERS[-1] else 1
        held = round(one.week * 13 * much * draw.uniform(0.92, 1.08))
        begun = len(sessions) + 1
        for place in range(held):
            day = first + place * (last - first) // held
            sessions.append((begun + place, f"S{begun + place}", SERVICE, day))
        for person, start in starts.items():
            if start > last:
                continue
            times = min(held, round(one.visits * much * draw.uniform(0.3, 1.7)))
            since = 0 if start <= first else (start - first) * held // (last - first + 1)
            choice = range(begun + since, begun + held)
            came += [(session, person) for session in draw.sample(choice, min(times, len(choice)))]
        quarter = quarter.next
    yield Rows("sessions", ("id", "session_ref", "service", "date"), sessions)
    yield Rows("attendance", ("session_id", "person_id"), sorted(came))


def _answers(one: SampleMember, draw: Random, starts: Mapping[int, int]) -> Iterator[Rows]:
    """Each questionnaire at the start and some months later."""
    forms: list[tuple[object, ...]] = []
    scores: list[tuple[object, ...]] = []
    for instrument, part in one.asked.items():
        lucky = draw.uniform(0.7, 1.35)  # one enterprise does better by its people than another
        for person, start in starts.items():
            if draw.random() >= part:
                continue
            begun = max(start, to_day(FIRST) - 20) + draw.randrange(14)
            later = begun + draw.randrange(90, 200)
            number = len(forms) + 1
            forms += [
                (number, person, instrument, begun, "baseline"),
                (number + 1, person, instrument, later, "review"),
            ]
            for scale in SCALES[instrument]:
                before = _within(draw.gauss(*scale.start), scale.limits)
                after = _within(before + draw.gauss(scale.change[0] * lucky, scale.change[1]), scale.limits)
                scores += [(number, scale.output, before), (number + 1, scale.output, after)]
    last = to_day(QUARTERS[-1].period.end)
    there = {row[0] for row in forms if isinstance(row[3], int) and row[3] <= last}
    yield Rows(
        "assessments", ("id", "person_id", "instrument", "date", "stage"), [row for row in forms if row[0] in there]
    )
    yield Rows("scores", ("assessment_id", "output", "value"), [row for row in scores if row[0] in there])


def _within(value: float, limits: tuple[int, int]) -> float:
    return float(min(limits[1], max(limits[0], round(value))))


def _events(one: SampleMember, draw: Random, starts: Mapping[int, int]) -> Iterator[tuple[object, ...]]:
    last = to_day(QUARTERS[-1].period.end)
    for kind, part in one.events.items():
        for person, start in starts.items():
            if draw.random() < part and start < last - 30:
                yield person, draw.randrange(max(start + 7, last - 365), last + 1), kind, 1.0


def _green(one: SampleMember, draw: Random) -> Iterator[Rows]:
    rows = []
    for factor, instead, amount in one.green:
        driven = factor.endswith("_km")
        for month in range(15):
            day = to_day(date(FIRST.year + month // 12, month % 12 + 1, 28))
            much = round(amount * draw.uniform(0.8, 1.2), 3)
            replaced = round(much * draw.uniform(2.0, 2.6), 1) if driven else much
            rows.append((day, factor, much, instead, replaced, None if driven else 0.3))
    names = ("date", "factor", "quantity", "replaces_factor", "replaces_quantity", "displacement_rate")
    yield Rows("environment", names, rows)


def _enterprise(told: SampleEnterprise, draw: Random) -> Iterator[Rows]:
    """Its workforce, and its income by route over three financial years."""
    counted = [
        (to_day(day), told.staff, told.fte, round(told.staff * draw.uniform(0.05, 0.25)), told.former_service_users,
         told.volunteers, "yes" if draw.random() < 0.8 else "no")
        for day in (date(2025, 9, 30), date(2026, 3, 31))
    ]  # fmt: skip
    columns = ("date", "staff_headcount", "staff_fte", "leavers_in_year", "staff_former_service_users", "volunteers",
               "living_wage")  # fmt: skip
    yield Rows("workforce", columns, counted)
    first, last = to_day(date(2024, 4, 1)), to_day(date(2027, 3, 31))
    yield Rows(
        "contracts",
        ("contract_ref", "title", "commissioner", "route", "value", "start_date", "end_date"),
        [
            (f"SAMPLE-{route}", f"Sample {route}", "A sample buyer", route, 3 * told.turnover * part, first, last)
            for route, part in told.routes.items()
        ],
    )
