"""The draws and the tornado, worked out a second time with plain numpy in the order that is promised."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.core.toolkit.cases import YEAR, Enterprise, line, reference, unit_value

from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection, Swing
from sfph_desktop.core.toolkit.columns import positions
from sfph_desktop.core.toolkit.pipeline import run_impact

BEFORE = [18, 18, 18, 18, 18, 18, 15, 12, 9, 9, 16, 14]
AFTER = [8, 9, 10, 11, 12, 8, 15, 15, 8, 9, 9, 13]
BETTER = 7  # by 6 or more: the first six, and 16 to 9


def enterprise(*lines: Any, cost: Any = 2000) -> Enterprise:
    made = Enterprise()
    for person, (before, after) in enumerate(zip(BEFORE, AFTER, strict=True), 1):
        made.episode(person, "2025-05-01", None, "Lunch", A=50)
        made.pair(person, "phq9.total", before, after)
        made.event(person, "2025-06-01", "job")
    made.rest = {"value_lines": lines}
    if cost:
        made.rest["inputs"] = (InputCost(id=1, date_from=YEAR.start, date_to=YEAR.end, kind="cash", amount=cost),)
    return made


LIBRARY = reference(
    unit_values={
        "published": unit_value("published", 100, low=50, high=300),
        "bare": unit_value("bare", 10, "social", payer="the individual"),
    }
)


def run(made: Enterprise, **choices: Any) -> ImpactRun:
    return run_impact(made.facts(), LIBRARY, Selection(period=YEAR), Choices(**choices))


def test_the_draws_are_made_as_promised() -> None:
    made = enterprise(
        line("L3", "event:job", "bare", 1, displacement="0.9", overlap_group="c"),
        line("L1", "phq9.improved", "published", 3, deadweight="0.2", drop_off="0.4", overlap_group="a"),
        line("L2", "phq9.change_sum", "bare", "1.5", attribution="0.5", contract_ref="A", overlap_group="b"),
    )
    found = run(made, draws=500, seed=11).value

    source, n, draws = np.random.Generator(np.random.PCG64(11)), len(BEFORE), 500
    people = n * source.beta(BETTER + 0.5, n - BETTER + 0.5, draws)
    unit = source.triangular(50, 100, 300, draws)
    deadweight = source.triangular(0.15, 0.2, 0.25, draws)
    drop = source.triangular(0.3, 0.4, 0.5, draws)
    first = people * unit * (1 - deadweight) * (1 + (1 - drop) / 1.035 + (1 - drop) ** 2 / 1.035**2)
    change = np.array(BEFORE) - np.array(AFTER)
    mean = change.mean() + change.std(ddof=1) / np.sqrt(n) * source.standard_t(n - 1, draws)
    points = n * mean * 0.5  # contract A pays half of everybody
    other = source.triangular(7.5, 10, 12.5, draws)
    second = points * other * (1 - source.triangular(0.375, 0.5, 0.625, draws)) * (1 + 0.5 / 1.035)
    third = 12 * source.triangular(7.5, 10, 12.5, draws) * (1 - source.triangular(0.675, 0.9, 1.0, draws))
    total = first + second + third

    assert (found.total_p05, found.total_p50, found.total_p95) == pytest.approx(np.percentile(total, [5, 50, 95]))
    assert (found.ratio_p05, found.ratio_p50, found.ratio_p95) == pytest.approx(
        np.percentile(total, [5, 50, 95]) / 2000
    )
    assert found.share_of_draws_above_1 == np.mean(total > 2000)
    assert (found.by_payer_low["NHS"], found.by_payer_high["NHS"]) == pytest.approx(np.percentile(first, [5, 95]))
    both = np.percentile(second + third, [5, 95])
    assert (found.by_payer_low["the individual"], found.by_payer_high["the individual"]) == pytest.approx(both)
    assert (found.draws, found.seed) == (500, 11)


def test_the_same_seed_gives_the_same_draws_and_another_does_not() -> None:
    made = enterprise(line("L1", "phq9.improved", "published"))
    one, two, other = (run(made, draws=200, seed=seed).value for seed in (1, 1, 2))
    assert one == two
    assert one.total_p50 != other.total_p50
    assert one.total_pv == other.total_pv


def test_the_tornado_moves_one_parameter_at_a_time() -> None:
    found = run(enterprise(line("L1", "event:job", "published", 2, deadweight="0.5", drop_off="0.2")), draws=0).value
    worth = 12 * 0.5 * (1 + 0.8 / 1.035) / 2000
    assert found.ratio == pytest.approx(100 * worth, abs=1e-5)
    assert found.tornado == (
        Swing(
            parameter="L1: unit value",
            low=50,
            central=100,
            high=300,
            ratio_low=pytest.approx(50 * worth),
            ratio_high=pytest.approx(300 * worth),
            assumed=False,
        ),
        Swing(
            parameter="L1: deadweight",
            low=0.375,
            central=0.5,
            high=0.625,
            ratio_low=pytest.approx(125 * worth),
            ratio_high=pytest.approx(75 * worth),
            assumed=True,
        ),
        Swing(
            parameter="L1: drop-off",
            low=pytest.approx(0.15),
            central=0.2,
            high=0.25,
            ratio_low=pytest.approx(1200 * 0.5 * (1 + 0.85 / 1.035) / 2000),
            ratio_high=pytest.approx(1200 * 0.5 * (1 + 0.75 / 1.035) / 2000),
            assumed=True,
        ),
    )


def test_a_quantity_swings_by_its_own_interval() -> None:
    found = run(enterprise(line("L1", "phq9.improved", "published"), line("L2", "phq9.change_sum", "bare")), draws=0)
    first, second = found.value.lines
    change = found.changes[0]
    assert change.improved == BETTER
    assert (first.quantity_low, first.quantity_high) == pytest.approx(
        (12 * (change.improved_share_low or 0), 12 * (change.improved_share_high or 0))
    )
    assert (second.quantity_low, second.quantity_high) == pytest.approx(
        (12 * (change.ci_low or 0), 12 * (change.ci_high or 0))
    )


def test_a_contract_scales_the_interval_by_the_shares_of_those_who_improved() -> None:
    made = enterprise(line("L1", "phq9.improved", "published", contract_ref="A"))
    made.funding = [(n, "A", 10_000 if n <= 6 else 2_000) for n in range(1, 13)]  # six of the seven improved pay whole
    first = run(made, draws=0).value.lines[0]
    assert first.quantity == 6.2
    free = run(enterprise(line("L1", "phq9.improved", "published")), draws=0).value.lines[0]
    assert (first.quantity_low, first.quantity_high) == pytest.approx(
        ((free.quantity_low or 0) * 6.2 / 7, (free.quantity_high or 0) * 6.2 / 7)
    )


def test_nobody_improved_still_has_a_range() -> None:
    made = enterprise(line("L1", "phq9.improved", "published", contract_ref="A"))
    made.scores = [(*row[:-1], 18.0) for row in made.scores]
    first = run(made, draws=50).value.lines[0]
    assert (first.quantity, first.pv, first.quantity_low, first.counted) == (0, 0, 0, True)
    assert first.quantity_high == pytest.approx(12 * 0.5 * 0.24249392)  # Wilson of 0 in 12, A pays half


def test_shares_stay_within_nought_and_one_and_a_wider_range_may_be_assumed() -> None:
    found = run(enterprise(line("L1", "event:job", "bare", deadweight="0.9")), draws=10, assumed_range=0.5).value
    ranges = {swing.parameter: (swing.low, swing.high) for swing in found.tornado}
    assert ranges == {"L1: unit value": (5, 15), "L1: deadweight": (0.45, 1.0)}


def test_without_inputs_there_is_a_range_of_value_but_no_ratio() -> None:
    found = run(enterprise(line("L1", "phq9.improved", "published"), cost=None), draws=50).value
    assert found.total_p50 is not None
    assert (found.ratio, found.ratio_p50, found.share_of_draws_above_1, found.tornado) == (None, None, None, ())
    assert found.reason == "No inputs are recorded for this period and scope, so there is no ratio."


def test_nothing_is_drawn_while_an_overlap_is_undecided_or_nothing_counts() -> None:
    undecided = enterprise(line("L1", "phq9.improved", "published"), line("L2", "phq9.change_sum", "published"))
    for made in (undecided, enterprise(), enterprise(line("L1", "phq9.improved", "gone"))):
        found = run(made, draws=50).value
        assert (found.draws, found.total_p50, found.tornado, found.ratio) == (0, None, (), None)


def test_ids_far_apart_are_found_as_surely_as_ids_close_together() -> None:
    close, far = np.arange(5, 15), np.array([7, 10**15, 3, 10**9])
    wanted = np.array([3, 7, 8, 10**9, 10**15, 10**16, -4])
    assert positions(wanted, close).tolist() == [-1, 2, 3, -1, -1, -1, -1]
    assert positions(wanted, far).tolist() == [2, 0, -1, 3, 1, -1, -1]
