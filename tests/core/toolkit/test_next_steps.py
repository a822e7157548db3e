"""What to measure next: each weak link with the smallest action, which really does what it promises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.core.toolkit.cases import YEAR, Enterprise, line, reference, unit_value

from sfph_desktop.core.domain.benefits import Adjustment
from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.next_steps import STEP_KINDS, NextStep
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeFramework, OutcomeId, OutcomeParts
from sfph_desktop.core.toolkit.next_steps import next_steps
from sfph_desktop.core.toolkit.pipeline import run_impact
from sfph_desktop.core.toolkit.unknowns import under_represented

NAMES = {"phq9": "PHQ-9", "ucla3": "UCLA-3"}


def sought(*indicators: dict[str, Any]) -> OutcomeFramework:
    outcome = Outcome(outcome_ref="O-1", title="Calmer", level="individual")
    made = [Indicator(**{"outcome_id": OutcomeId(0), "sentence": "so", **one}) for one in indicators]
    return OutcomeFramework(outcomes=(OutcomeParts(outcome=outcome, indicators=tuple(made)),))


PHQ = {"kind": "change", "instrument": "phq9", "output": "total"}


def cohort(pairs: int, eligible: int) -> Enterprise:
    made = Enterprise()
    for person in range(1, eligible + 1):
        made.episode(person, "2025-05-01")
        if person <= pairs:
            made.pair(person, "phq9.total", 18, 8)
        else:
            made.score(person, "phq9.total", "2025-05-01", 18)
    return made


def run(made: Enterprise, **more: Any) -> ImpactRun:
    made.rest = {"sought": sought(PHQ), **more}
    values = {"v": unit_value("v", 5), "w": unit_value("w", 7)}
    return run_impact(made.facts(), reference(unit_values=values), Selection(period=YEAR), Choices(draws=0))


def steps(found: ImpactRun, *lines: Any) -> dict[str, NextStep]:
    """By kind, the first of each."""
    every = next_steps(found, lines, NAMES)
    assert [STEP_KINDS.index(one.kind) for one in every] == sorted(STEP_KINDS.index(one.kind) for one in every)
    return {one.kind: one for one in reversed(every)}


@pytest.mark.parametrize(("pairs", "eligible", "more"), [(6, 18, 4), (6, 30, 9), (0, 12, 10), (9, 10, 1)])
def test_what_is_asked_for_makes_a_claimed_change_of_level_two(pairs: int, eligible: int, more: int) -> None:
    step = steps(run(cohort(pairs, eligible)))["pairs"]
    assert (step.needed, step.about) == (more, "phq9")
    assert f"Ask {more} of them" in step.do and step.lifts == "The evidence goes from level 1 to level 2."
    after = run(cohort(pairs + more, eligible)).changes[0]
    assert after.claimed and after.evidence_level == 2
    before = run(cohort(pairs + more - 1, eligible)).changes[0]
    assert not before.claimed or before.evidence_level < 2


def test_the_words_name_who_is_due() -> None:
    step = steps(run(cohort(6, 18)))["pairs"]
    assert step.gap == "PHQ-9: 6 people have completed both questionnaires; 12 people are due a second one."
    assert step.do == "Ask 4 of them: that makes ten pairs."
    few = steps(run(cohort(4, 6)))["pairs"]
    assert few.do == "Ask all of them, and 4 more people at the start and again at their review."


def test_half_of_the_eligible_is_asked_for_and_is_enough() -> None:
    step = steps(run(cohort(10, 27)))["completion"]
    assert step.needed == 4 and step.do.startswith("Ask 4 of the 17 who are due a second one")
    assert run(cohort(14, 27)).changes[0].evidence_level == 2
    assert run(cohort(13, 27)).changes[0].evidence_level == 1
    assert "completion" not in steps(run(cohort(14, 27)))


def test_a_comparison_is_asked_for_until_there_is_one() -> None:
    assert steps(run(cohort(12, 12)))["comparison"].lifts == "The evidence goes from level 2 to level 3."
    known = Comparison(
        comparison_ref="W", instrument="phq9", pairs=30, mean_change=1.0, sd_change=4.0, source="a waiting list"
    )
    assert "comparison" not in steps(run(cohort(12, 12), comparisons=(known,)))


def test_the_fewest_more_of_a_group_that_is_missing() -> None:
    made = cohort(20, 40)
    for person in range(1, 41):
        made.person(person, gender="man" if person in range(18, 33) else "woman")
    found = run(made)
    step = steps(found)["group"]
    (group,) = [one for one in found.changes[0].groups if one.name in step.do]
    assert group.name == "people whose gender is man"
    assert not under_represented(found.changes[0], group, step.needed)
    assert under_represented(found.changes[0], group, step.needed - 1)


def test_outcomes_and_indicators_without_data() -> None:
    bare = steps(run(cohort(12, 12), sought=sought()))["outcome"]
    assert (bare.about, bare.gap) == ("O-1", "“Calmer”: it is not said yet what shows it.")
    none = steps(run(cohort(12, 12), sought=sought({"kind": "event", "event_type": "job"}, PHQ)))["no_data"]
    assert none.gap == "“Calmer”: nothing called 'job' is recorded in this period."
    assert "No outcomes are set out" in steps(run(cohort(12, 12), sought=OutcomeFramework()))["outcome"].gap
    whole = steps(run(cohort(12, 12)))
    assert "outcome" not in whole and "no_data" not in whole


def test_events_count_up_to_ten_people() -> None:
    made = cohort(12, 12)
    for person in range(1, 9):
        made.event(person, "2025-06-01", "started_job")
    step = steps(run(made))["event"]
    assert (step.needed, step.gap) == (2, "Started job: 8 people have it recorded with its date.")
    for person in (9, 10):
        made.event(person, "2025-06-01", "started_job")
    assert "event" not in steps(run(made))


def test_value_lines_need_shares_sources_decisions_and_inputs() -> None:
    share = Adjustment(share=Decimal("0.1"), reason="as agreed", source="a study")
    sure = dict.fromkeys(("deadweight", "displacement", "attribution", "drop_off"), share)
    bare = replace(line("L1", "phq9.improved", "v"), deadweight=Adjustment())
    unsourced = replace(line("L2", "phq9.recovered", "w"), **{**sure, "attribution": replace(share, source=" ")})
    found = run(cohort(12, 12), value_lines=(bare, unsourced))
    told = steps(found, bare, unsourced)
    assert told["line"].about == "L1"
    assert told["line"].do == "Say a share and a reason for what would have happened anyway; nothing is a share too."
    assert told["source"].gap == "L2: no source is named for what is owed to others."
    assert "What went in" in told["inputs"].gap
    cost = InputCost(date_from=YEAR.start, date_to=YEAR.end, kind="cash", amount=Decimal(100))
    whole = (replace(unsourced, **sure),)
    done = steps(run(cohort(12, 12), value_lines=whole, inputs=(cost,)), *whole)
    assert not {"line", "source", "inputs", "overlap"} & set(done)


def test_a_value_nobody_made_sure_of_is_to_be_looked_up_even_where_an_overlap_was_decided() -> None:
    unsure = line("L1", "phq9.improved", "v", overlap_group="mood")
    found = run(cohort(12, 12), value_lines=(unsure,))
    reason = "Check before quoting: it has no price year. Say how you made sure of it, and it counts."
    figures = tuple(replace(one, counted=False, reason=reason) for one in found.value.lines)
    told = steps(replace(found, value=replace(found.value, lines=figures)), unsure)["line"]
    assert told.about == "L1"
    assert told.do == "Look its value up, and write beside it how you made sure."


def test_missing_visits_and_missing_value_are_named_before_what_is_known_of_too_few() -> None:
    """A newcomer who brought in people and answers, and nothing else."""
    made = cohort(12, 12)
    every = next_steps(run(made), (), NAMES)
    assert [one.kind for one in every][:2] == ["visits", "value"]
    assert every[0].gap == "No visits are recorded in this period, though 12 people take part."
    valued = next_steps(run(made, value_lines=(line("L1", "phq9.improved", "v"),)), (), NAMES)
    assert "value" not in [one.kind for one in valued]
    made.session("2025-06-03", came=(1,))
    assert next_steps(run(made), (), NAMES)[0].kind == "value"
    few = [one.kind for one in next_steps(run(cohort(2, 12)), (), NAMES)]
    assert "value" not in few, "nothing is there yet that could be valued"
    assert "pairs" in few


def test_where_nothing_is_recorded_that_comes_first() -> None:
    (first, *rest) = next_steps(run(Enterprise()), (), NAMES)
    assert (first.kind, first.gap) == ("records", "Nothing is recorded in this period.")
    assert "visits" not in [one.kind for one in rest]


def test_an_undecided_overlap_comes_first() -> None:
    lines = (line("L1", "phq9.improved", "v"), line("L2", "phq9.improved", "w"))
    first = next_steps(run(cohort(12, 12), value_lines=lines), lines, NAMES)[0]
    assert (first.kind, first.gap) == ("overlap", "L1 and L2 may count the same change in the same people.")
