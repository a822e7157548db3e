"""Whole papers of small clubs, worked out by the toolkit: whichever count is true, every word and line is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from plain_text import as_text
from tests.core.toolkit.cases import enterprise_of, reference_of, selection_of

from sfph_desktop.core.domain.impact import Choices, ImpactRun
from sfph_desktop.core.domain.network import Benchmark, Quarter
from sfph_desktop.core.domain.story_page import EnterpriseRecord
from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.stories.enterprise import enterprise_facts
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary
from sfph_desktop.core.reports.value_told import told_value
from sfph_desktop.core.reports.value_words import open_words, ratio_words, total_words
from sfph_desktop.core.toolkit.pipeline import run_impact
from sfph_desktop.core.usecases.savings import counted_between

SHARES = {"years": 1, "deadweight": 0.3, "displacement": 0, "attribution": 0.1, "drop_off": 0}
PRICES = {"visit": {"value": 6_500}, "work": {"value": 9_000, "payer": "DWP"}}
YEAR = {"from": date(2025, 4, 1), "to": date(2026, 3, 31)}


@cache
def club(at_risk: int, recovered: int, better: int, events: int = 8) -> ImpactRun:
    """A club of 20: so many in bad health at first (category 3 or worse), so many of them in good health later.

    So many better in all: by one step, like those who recovered. A few started a job.
    """
    steps = [(3, 2)] * recovered + [(5, 4)] * (better - recovered) + [(5, 5)] * (at_risk - better) + [(2, 2)] * 20
    cohort = {"from": date(2025, 5, 1), "scale": "srh.category", "first": date(2025, 5, 1), "last": date(2025, 9, 1)}
    case = {
        "cohorts": [
            {**cohort, "people": f"{at}-{at}", "before": before, "after": after}
            for at, (before, after) in enumerate(steps[:20], 1)
        ],
        "events": [[at, date(2025, 6, 1), "job_started"] for at in range(1, events + 1)],
        "inputs": [{**YEAR, "amount": 30_000}],
        "reference": {"values": PRICES},
        "lines": [
            {"ref": "V1", "indicator": "srh.recovered", "value": "visit", **SHARES},
            {"ref": "V2", "indicator": "event:job_started", "value": "work", **SHARES},
        ],
    }
    choices = Choices(draws=400, seed=7)
    return run_impact(enterprise_of(case).facts(), reference_of(case), selection_of(case), choices)


def on_paper(run: ImpactRun, length: str) -> tuple[str, tuple[object, ...]]:
    """Every word of a summary, and every line that its charts draw."""
    document = impact_summary(run, length=length, fonts=font_folder())
    charts: list[object] = []

    def collect(content: tuple[object, ...]) -> None:
        for block in content:
            if isinstance(block, blocks.KeepTogether):
                collect(block.blocks)
            elif isinstance(block, blocks.Columns):
                collect((*block.left, *block.right))
            elif isinstance(block, blocks.ChartBlock):
                charts.append(block.drawing)

    collect(document.blocks)
    return as_text(document), tuple(charts)


ALIKE: dict[str, list[Callable[[], ImpactRun]]] = {
    "ten recovered": [lambda n=n: club(n, 10, 10) for n in range(16, 21)],  # type: ignore[misc]
    "most recovered": [lambda n=n, k=k: club(n, k, 15) for n, k in ((16, 12), (17, 15), (20, 13))],  # type: ignore[misc]
    "few recovered": [lambda n=n, k=k: club(n, k, 10) for n, k in ((16, 0), (18, 4), (20, 2))],  # type: ignore[misc]
    "few started work": [lambda k=k: club(14, 8, 8, events=k) for k in range(1, 5)],  # type: ignore[misc]
}


@pytest.mark.parametrize("which", ALIKE)
def test_whichever_count_is_true_every_word_and_every_line_on_paper_is_the_same(which: str) -> None:
    runs = [make() for make in ALIKE[which]]
    for length in ("full", "one-page"):
        first, *others = (on_paper(run, length) for run in runs)
        for other in others:
            assert other[0] == first[0]
            assert other[1] == first[1]


def test_the_likely_range_of_the_true_count_would_tell_how_many_were_at_risk() -> None:
    """The attack: try one number at risk after the other until the printed range comes out; the seed is printed too."""
    assert len({(run.value.total_p05, run.value.total_p95) for run in (club(n, 10, 10) for n in range(16, 21))}) == 5
    assert len({(run.value.told_p05, run.value.told_p95) for run in (club(n, 10, 10) for n in range(16, 21))}) == 1


def test_the_ten_who_recovered_and_their_value_are_told_with_a_likely_range() -> None:
    run = club(20, 10, 10)
    told = told_value(run, guard=True)
    assert told.total is not None and not told.total.open and told.total.low == run.value.total_pv
    low, high = run.value.told_p05, run.value.told_p95
    assert run.value.total_p05 is not None and run.value.total_p95 is not None and low is not None and high is not None
    assert low <= run.value.total_p05 * 1.01 and high >= run.value.total_p95 * 0.99
    assert total_words(told) == "about £86,000 (likely range £69,000 to £110,000)"
    assert ratio_words(told).startswith("2.9 times what went in (likely range 2.3 to ")
    words, _ = on_paper(run, "full")
    assert "later 10 of them no longer were" in words
    assert "10 | £6,500 | 30 / 0 / 10 / 0" in words
    assert "V1: quantity" not in str(told.value.tornado) and any(
        "V1: quantity" in s.parameter for s in run.value.tornado
    )


def test_the_told_range_is_that_of_the_trials_worked_out_by_hand() -> None:
    """Ten of 16 to 20: 20 x Beta(10.5, 10.5) reaches lowest and highest; times a price, less what is taken off."""
    run = club(20, 10, 10, events=0)
    source = np.random.Generator(np.random.PCG64(7))
    people = 20 * source.beta(10.5, 10.5, 400)
    worth = people * source.triangular(4_875, 6_500, 8_125, 400)
    worth *= 1 - source.triangular(0.225, 0.3, 0.375, 400)
    worth *= 1 - source.triangular(0.075, 0.1, 0.125, 400)
    low, high = np.percentile(worth, [5, 95])
    assert (run.value.told_p05, run.value.told_p95) == (pytest.approx(low), pytest.approx(high))


def test_a_total_told_as_a_range_has_a_likely_range_for_any_such_number() -> None:
    told = told_value(club(20, 15, 15), guard=True)
    assert told.total is not None and told.total.seen_open() and told.likely is not None
    assert told.likely.low < told.total.low < told.total.high < told.likely.high
    assert open_words(told).endswith("that is not printed; the likely range holds for any such number")


def test_a_run_kept_before_has_no_likely_range_beside_it_and_says_why() -> None:
    run = club(20, 10, 10)
    older = replace(run, value=replace(run.value, told_p05=None, told_p95=None))
    told = told_value(older, guard=True)
    assert told.likely is None and told.total is not None and told.total.low == run.value.total_pv
    assert open_words(told).startswith("No likely range is printed: its trial calculations would give away")
    assert "No likely range is printed" in on_paper(older, "one-page")[0]


def test_a_saving_taken_from_a_line_does_not_tell_by_its_range_how_many_were_at_risk() -> None:
    runs = [club(n, 10, 10) for n in range(16, 21)]
    assert len({(run.value.lines[0].quantity_low, run.value.lines[0].quantity_high) for run in runs}) == 5
    ((low, high),) = {counted_between(run.value.lines[0], run) for run in runs}
    # Wilson of 10 of 20, times 20
    assert (low, high) == (pytest.approx(5.985, abs=0.01), pytest.approx(14.015, abs=0.01))


def test_a_case_study_does_not_tell_as_a_share_of_a_hundred_how_many_were_at_risk() -> None:
    share = Benchmark(
        indicator="recovered", name="No longer in bad health", unit="people", kind="share", quarter=Quarter(2025, 4),
        members=9, low_quarter=Decimal("0.2"), median=Decimal("0.4"), high_quarter=Decimal("0.6"), own=Decimal("0.5"),
        position="in the middle",
    )  # fmt: skip
    for at_risk, said in ((20, "We: in the middle."), (14, "We: 50")):
        record = EnterpriseRecord(
            name="Club", today=date(2026, 4, 2), run=club(at_risk, 7, 8, events=0), benchmarks=(share,)
        )
        (fact,) = enterprise_facts(record)["network"]
        assert said in fact.text
