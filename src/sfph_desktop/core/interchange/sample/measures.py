"""The sample's questionnaires and events: four instruments, incomplete follow-up, jobs and volunteering."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sfph_desktop.core.interchange.sample.plan import BEFRIENDING, LAST_DAY, LAUNDRY, LUNCH, Enrolment, Row

MOST_ITEMS = 10
ASSESSMENT_COLUMNS = [
    *["person_ref", "instrument", "date", "stage", "score"],
    *(f"item_{number}" for number in range(1, MOST_ITEMS + 1)),
]
EVENT_COLUMNS = "person_ref date event_type quantity sustained_weeks note".split()
# Per instrument: items, lowest and highest answer, where people start, how far an answer moves with one standard
# deviation, and +1 where a higher answer is better.
SHAPES: dict[str, tuple[int, int, int, float, float, int]] = {
    "swemwbs7": (7, 1, 5, 2.9, 0.75, 1),
    "ucla3": (3, 1, 3, 2.2, 0.55, -1),
    "ons4": (4, 0, 10, 5.6, 1.7, 1),
    "gse10": (10, 1, 4, 2.5, 0.5, 1),
}
Event = tuple[str, date, str, float, int | None, str]

USED = {LAUNDRY: ("swemwbs7", "gse10"), LUNCH: ("swemwbs7", "ucla3"), BEFRIENDING: ("ucla3", "ons4")}


def assessments(enrolment: Enrolment, draw: Random) -> list[Row]:
    """Rows of the assessments sheet for one enrolment: a baseline, and a review and more where they were got."""
    visits = [(enrolment.start + timedelta(days=draw.randrange(-10, 22)), "baseline", 0.0)]
    if enrolment.answers:
        visits.append((enrolment.start + timedelta(days=draw.randrange(84, 150)), "review", 0.75))
        if draw.random() < 0.6:
            visits.append((enrolment.start + timedelta(days=draw.randrange(230, 400)), "review", 1.0))
    if enrolment.end and enrolment.answers and draw.random() < 0.5:
        visits.append((enrolment.end - timedelta(days=draw.randrange(0, 9)), "exit", 1.0))
    rows = []
    start = draw.gauss(0, 0.8)
    seen: set[date] = set()
    for day, stage, reached in sorted(visits):
        over = enrolment.end is not None and day > enrolment.end + timedelta(days=60)
        if day > LAST_DAY or over or day in seen:
            continue
        seen.add(day)
        latent = start + reached * enrolment.gain
        rows += [_row(enrolment.person_ref, name, day, stage, latent, draw) for name in USED[enrolment.service]]
    return rows


def _row(ref: str, instrument: str, day: date, stage: str, latent: float, draw: Random) -> Row:
    items, low, high, middle, spread, sign = SHAPES[instrument]
    answers: list[int | None] = []
    for item in range(items):
        worse_is_higher = sign < 0 or (instrument == "ons4" and item == 3)
        level = middle + spread * (latent + draw.gauss(0, 0.55)) * (-1 if worse_is_higher else 1)
        answers.append(min(high, max(low, round(level))))
    if draw.random() < 0.03:
        answers[draw.randrange(items)] = None
    # A stage is not always written down; the date then has to serve.
    told = stage if draw.random() < 0.9 else None
    return (ref, instrument, day, told, None, *answers, *[None] * (MOST_ITEMS - items))


def events(enrolment: Enrolment, draw: Random) -> list[Event]:
    """Rows of the events sheet: work, volunteering and qualifications in the laundry, days out for the rest."""
    rows: list[Event] = []
    if enrolment.service != LAUNDRY:
        if enrolment.gain > 1.1 and draw.random() < 0.3:
            day = enrolment.start + timedelta(days=draw.randrange(120, 300))
            rows.append(
                (enrolment.person_ref, day, "volunteering", draw.randrange(10, 60), None, "hours in the kitchen")
            )
        return [row for row in rows if row[1] <= LAST_DAY]
    if enrolment.gain > 0.35 and draw.random() < 0.5:
        day = enrolment.start + timedelta(days=draw.randrange(110, 280))
        rows.append((enrolment.person_ref, day, "started_job", 1, None, "contract seen"))
        weeks = draw.choices((0, 13, 26), (40, 25, 35))[0]
        if weeks:
            rows.append((enrolment.person_ref, day, f"job_{weeks}_weeks", 1, weeks, "payslip seen"))
    if draw.random() < 0.55:
        day = enrolment.start + timedelta(days=draw.randrange(40, 200))
        rows.append((enrolment.person_ref, day, "volunteering", draw.randrange(20, 160), None, "hours, sign-in sheet"))
    if draw.random() < 0.25:
        day = enrolment.start + timedelta(days=draw.randrange(60, 240))
        rows.append((enrolment.person_ref, day, "qualification", 1, None, "certificate seen"))
    return [row for row in rows if row[1] <= LAST_DAY]
