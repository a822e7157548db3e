"""How promises go on: month by month, at this pace, with the likely range; nobody counted twice over the funders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cases import Enterprise, reference

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.pace import NEVER_RECORDED, Pace
from sfph_desktop.core.reports.pace_words import outlook
from sfph_desktop.core.toolkit.pace import forecast, paces, stand

BEGIN, DUE = date(2026, 1, 1), date(2026, 12, 31)


def paced(enterprise: Enterprise, *targets: Target, on: date, **more: Any) -> tuple[Pace, ...]:
    contracts = tuple(Contract(contract_ref=ref, title=ref, start_date=BEGIN) for ref in ("A", "B"))
    enterprise.rest = {"contracts": (*contracts, Contract(contract_ref="C", title="C")), "targets": targets}
    return paces(enterprise.facts(), reference(), targets, on, **more)


def promise(indicator: str = "people", amount: float = 100, ref: str = "A", due: date | None = DUE) -> Target:
    return Target(id=1, contract_ref=ref, indicator=indicator, target=amount, due_date=due)


def test_the_forecast_keeps_the_pace_and_its_range_is_that_of_the_gamma_distribution() -> None:
    even = forecast([10.0] * 6, 60, 180, 180)
    assert even is not None and even.amount == 120
    # Mean 60 and variance 120: a chi-squared of 60 degrees, whose tables say 43.19 and 79.08.
    assert (even.low, even.high) == (pytest.approx(60 + 43.188, abs=0.01), pytest.approx(60 + 79.082, abs=0.01))
    uneven = forecast([0, 20, 0, 20, 0, 20], 60, 180, 180)
    assert uneven is not None and uneven.amount == 120
    # Variance over mean of the months is 12: twelve times a chi-squared of 5 degrees (1.1455 and 11.0705).
    assert (uneven.low, uneven.high) == (pytest.approx(60 + 13.746, abs=0.01), pytest.approx(60 + 132.846, abs=0.01))


@pytest.mark.parametrize(("done", "days", "left"), [(4, 200, 100), (50, 59, 100), (50, 200, 0)])
def test_too_few_too_early_and_nothing_left_give_no_forecast(done: float, days: int, left: int) -> None:
    assert forecast([], done, days, left) is None


@pytest.mark.parametrize(
    ("done", "on", "due", "standing"),
    [
        (100, date(2026, 2, 1), DUE, "met"),
        (99, date(2027, 1, 1), DUE, "missed"),
        (99, DUE, DUE, "missed"),
        (4, date(2026, 7, 1), DUE, "too_few"),
        (50, date(2026, 7, 1), None, "no_day"),
        (55, date(2026, 7, 1), DUE, "on_pace"),
        (48, date(2026, 7, 1), DUE, "at_risk"),
        (25, date(2026, 7, 1), DUE, "behind"),
    ],
)
def test_where_a_target_stands(done: float, on: date, due: date | None, standing: str) -> None:
    stood = stand(Pace(target=promise(due=due), on=on, begins=BEGIN, delivered=done))
    assert stood.standing == standing
    if due:
        assert stood.wanted_by_now == pytest.approx(100 * min((on - BEGIN).days + 1, 365) / 365)


def test_people_are_counted_month_by_month_from_the_first_day_of_the_contract() -> None:
    made = Enterprise()
    made.episode(1, "2025-06-01", "2025-12-01", "Lunch", A=100)  # over before it began
    for person, month in enumerate((1, 1, 2, 3, 3, 3), start=2):
        made.episode(person, f"2026-{month:02}-10", None, "Lunch", A=100)
    pace = paced(made, promise(amount=12), on=date(2026, 4, 15), since=date(2026, 3, 1))[0]
    assert pace.delivered == 6.0
    ends = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 15))
    assert pace.points == tuple(zip(ends, (2.0, 3.0, 6.0, 6.0), strict=True))
    assert pace.in_period == 3.0
    assert pace.forecast is not None and pace.forecast.amount == pytest.approx(6 + 6 * 260 / 105)
    assert pace.standing == "on_pace"


def test_somebody_of_two_funders_is_one_person_under_each_and_adds_up_to_one_over_both() -> None:
    made = Enterprise()
    made.episode(1, "2026-01-10", None, "Lunch", A=60, B=40)
    made.episode(1, "2026-02-10", None, "Laundry", A=100)
    made.episode(2, "2026-01-10", None, "Lunch", A=60, B=40)
    first, second = paced(made, promise(), promise(ref="B"), on=date(2026, 6, 30))
    assert (first.delivered, first.shared, first.by_share) == (2.0, 2, pytest.approx(1.4))
    assert (second.delivered, second.shared, second.by_share) == (2.0, 2, pytest.approx(0.6))


def test_better_scores_are_counted_as_they_stood_at_the_end_of_each_month() -> None:
    made = Enterprise()
    for person in range(1, 13):
        made.episode(person, "2026-01-05", None, "Lunch", A=100)
        made.score(person, "phq9.total", "2026-01-06", 18)
        made.score(person, "phq9.total", "2026-04-10", 8)
    pace = paced(made, promise("phq9.improved", 12), on=date(2026, 5, 20))[0]
    assert pace.delivered == 12.0 and pace.standing == "met"
    assert [amount for _, amount in pace.points] == [0.0, 0.0, 0.0, 12.0, 12.0]


def test_what_cannot_be_told_says_why() -> None:
    made = Enterprise()
    made.episode(1, "2026-01-10", None, "Lunch", A=100, C=0)
    ahead, unknown, begun = paced(made, promise(), promise("phq9.improved"), promise(ref="C"), on=date(2026, 6, 30))
    assert (ahead.delivered, ahead.standing) == (1.0, "too_few")
    assert (unknown.standing, bool(unknown.note)) == ("not_known", True)
    assert begun.standing == "no_start"
    early = paced(made, replace(promise(), due_date=DUE), on=date(2025, 12, 1))[0]
    assert (early.delivered, early.standing) == (0.0, "not_begun")


def test_a_target_by_a_name_under_which_nothing_was_ever_recorded_says_so() -> None:
    made = Enterprise()
    made.episode(1, "2026-01-10", None, "Lunch", A=100)
    made.event(1, "2026-02-10", "job_started")
    right, mistyped = paced(made, promise("event:job_started"), promise("event:job_start"), on=date(2026, 6, 30))
    assert right.delivered == 1.0 and NEVER_RECORDED not in right.note + outlook(right)
    assert mistyped.delivered == 0.0 and NEVER_RECORDED in mistyped.note
    assert outlook(mistyped) == f"Too early to say: 0 of 100 so far, due by 31 December 2026. {NEVER_RECORDED}"
