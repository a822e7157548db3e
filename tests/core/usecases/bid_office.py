"""An office with a run of twenty people of whom ten became less lonely, and a bid that asks about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.core.usecases.import_offices import bring, new_office, sheet

from sfph_desktop.core.domain.bids import Bid, BidId, BidQuestion
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import bids
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office

PEOPLE = 20
FIRST, LAST = date(2025, 5, 1), date(2025, 9, 1)
YEAR = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
QUESTION = "How does your service reduce loneliness, and what do you do for unpaid carers?"


def workbook() -> list[RawSheet]:
    numbers = range(1, PEOPLE + 1)

    def answers(n: int) -> tuple[int, int]:
        return (3, 1) if n <= 10 else (2, 2) if n <= 15 else (1, 3)

    rows = [(f"P{n}", "ucla3", day, a, a, a) for n in numbers for day, a in zip((FIRST, LAST), answers(n), strict=True)]
    return [
        sheet("people", "person_ref given_name", *((f"P{n}", f"Name{n}") for n in numbers)),
        sheet("episodes", "person_ref service start_date", *((f"P{n}", "Lunch", FIRST) for n in numbers)),
        sheet("assessments", "person_ref instrument date q1 q2 q3", *rows),
        sheet("events", "person_ref date event_type", *((f"P{n}", LAST, "job_started") for n in range(1, 9))),
    ]


def one_more(number: int = 21) -> list[RawSheet]:
    """Somebody who became less lonely as well, entered later."""
    ref = f"P{number}"
    return [
        sheet("people", "person_ref given_name", (ref, "Late")),
        sheet("episodes", "person_ref service start_date", (ref, "Lunch", FIRST)),
        sheet(
            "assessments",
            "person_ref instrument date q1 q2 q3",
            (ref, "ucla3", FIRST, 3, 3, 3),
            (ref, "ucla3", LAST, 1, 1, 1),
        ),
    ]


def office_with_a_run(folder: Path) -> tuple[Office, ImpactRun]:
    office = new_office(folder)
    bring(office, *workbook())
    return office, run_toolkit(office, YEAR, Choices(draws=0)).value


def bid_with_a_question(office: Office) -> tuple[BidId, int]:
    question = BidQuestion(bid_id=BidId(0), number="4.1", text=QUESTION, most=50, weight=30)
    bid = bids.add_bid(office, Bid(bid_ref="", title="Befriending in Fife", buyer="Fife"), [question]).value
    return bid.id, int(bids.bid_page(office, bid.id).answers[0].question.id)


def loneliness(run: ImpactRun) -> str:
    return next(one.evidence for one in run.changes if one.instrument == "ucla3")
