"""The value step alone: the same figures as a run, scenarios side by side, break-even, and overlaps as pairs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.core.toolkit.cases import YEAR, line
from tests.core.toolkit.test_uncertainty import BETTER, LIBRARY, enterprise

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.worth import Worth
from sfph_desktop.core.toolkit.pipeline import run_impact
from sfph_desktop.core.toolkit.workings import Workings, work_out
from sfph_desktop.core.toolkit.worth import worth_of

FEW = Choices(draws=100)
SELECTION = Selection(period=YEAR)


def workings(cost: Any = 2000) -> Workings:
    return work_out(enterprise(cost=cost).facts(), LIBRARY, SELECTION, FEW)


def worth(*lines: Any, cost: Any = 2000) -> Worth:
    return worth_of(workings(cost), lines, FEW)


def test_the_value_step_alone_gives_what_a_whole_run_gives() -> None:
    lines = (
        line("L1", "phq9.improved", "published", 3, deadweight="0.2", drop_off="0.4", overlap_group="a"),
        line("L2", "event:job", "bare", overlap_group="b"),
    )
    run = run_impact(enterprise(*lines).facts(), LIBRARY, SELECTION, FEW)
    found = worth(*lines)
    assert found.run.value == run.value
    assert (found.run.changes, found.run.events, found.run.reach) == (run.changes, run.events, run.reach)


def test_once_worked_out_lines_may_change_and_nothing_else_is_worked_again() -> None:
    made = workings()
    one = worth_of(made, (line("L1", "event:job", "published"),), FEW).run.value.total_pv
    half = worth_of(made, (line("L1", "event:job", "published", deadweight="0.5"),), FEW).run.value.total_pv
    assert (one, half) == (1200, 600)


def test_cautious_takes_every_number_at_the_end_that_makes_it_less() -> None:
    found = worth(line("L1", "event:job", "published", 2, deadweight="0.4", drop_off="0.2")).scenarios
    assert found is not None
    assert found.central.social == pytest.approx(0)
    assert found.central.fiscal == pytest.approx(12 * 100 * 0.6 * (1 + 0.8 / 1.035), abs=0.01)
    assert found.cautious.fiscal == pytest.approx(12 * 50 * 0.5 * (1 + 0.75 / 1.035))
    assert found.cautious.ratio == pytest.approx(found.cautious.total / 2000)
    assert found.needed == pytest.approx(2000 / found.central.total)


def test_where_the_change_may_be_for_the_worse_the_loss_is_not_made_smaller() -> None:
    found = worth(line("L1", "phq9.change_sum", "published", deadweight="0.4"))
    low = found.run.value.lines[0].quantity_low
    assert low is not None
    assert low > 0
    made = enterprise(line("L1", "phq9.change_sum", "published", deadweight="0.4"))
    made.scores = [
        (*row[:-1], 12.0 + (row[0] % 4) * (1 if row[0] % 3 else -1) + (0.4 if row[0] % 2 else 0)) for row in made.scores
    ]
    again = worth_of(work_out(made.facts(), LIBRARY, SELECTION, FEW), made.rest["value_lines"], FEW)
    first = again.run.value.lines[0]
    assert first.quantity_low is not None
    assert first.quantity_low < 0
    assert again.scenarios is not None
    assert again.scenarios.cautious.total == pytest.approx(first.quantity_low * 300 * 0.7)


def test_break_even_is_where_the_straight_line_meets_one() -> None:
    found = worth(
        line("L1", "event:job", "published", deadweight="0.2", attribution="0.5"),
        line("L2", "phq9.improved", "published", deadweight="0.4"),
        cost=300,
    )
    assert found.scenarios is not None
    deadweight, attribution = found.scenarios.break_evens
    value = found.run.value
    assert (deadweight.at_one, attribution.at_one) == (value.break_even_deadweight, value.break_even_attribution)
    assert value.ratio is not None
    for one in (deadweight, attribution):
        assert one.at_one is not None
        assert one.at_none * (1 - one.at_one) == pytest.approx(1)
        assert one.at_none * (1 - one.own) == pytest.approx(value.ratio)
    total = 12 * 100 * 0.8 * 0.5 + BETTER * 100 * 0.6
    assert deadweight.own == pytest.approx(1 - total / (12 * 100 * 0.5 + BETTER * 100))


def test_without_inputs_nothing_is_said_of_break_even_and_without_a_total_of_scenarios() -> None:
    found = worth(line("L1", "event:job", "published"), cost=None).scenarios
    assert found is not None
    assert (found.needed, found.break_evens, found.central.ratio) == (None, (), None)
    assert worth().scenarios is None


def test_cash_is_the_recorded_share_of_public_cost_in_each_scenario() -> None:
    from dataclasses import replace

    from sfph_desktop.core.domain.benefits import Adjustment

    one = replace(line("L1", "event:job", "published"), cashable=Adjustment(share=Decimal("0.25"), reason="told"))
    found = worth(one).scenarios
    assert found is not None
    assert (found.central.cashable, found.cautious.cashable) == pytest.approx((300, 150))


def test_overlaps_are_told_as_pairs_with_the_people_they_share_and_what_was_decided() -> None:
    pairs = worth(
        line("L1", "phq9.improved", "published"),
        line("L2", "phq9.change_sum", "published", overlap_group="a"),
        line("L3", "event:job", "bare", overlap_group="a"),
        line("L4", "event_quantity:job", "bare", overlap_group="b"),
    ).overlaps
    told = {(pair.one, pair.other): pair for pair in pairs}
    first = told["L1", "L2"]
    assert (first.people, first.same_change, first.decided, first.open) == (BETTER, True, "", True)
    assert [pair.open for pair in pairs] == sorted((pair.open for pair in pairs), reverse=True)
    decided = {pair.decided for pair in pairs if "L1" not in (pair.one, pair.other)}
    assert decided <= {"same", "different"}
    assert not any(pair.open for pair in pairs if "L1" not in (pair.one, pair.other))
