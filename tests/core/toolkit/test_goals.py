"""People's own goals: what stands behind the figure, what it is worth, and what was promised of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.core.toolkit.cases import YEAR, Enterprise, line, reference, unit_value

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.impact import ChangeFigure, Choices, ImpactRun, Selection
from sfph_desktop.core.toolkit.pipeline import run_impact

FIRST, LAST = "2025-05-01", "2025-09-01"


def enterprise(people: int = 12) -> Enterprise:
    """Everybody rates two goals twice; the first goal goes from 2 to 6, the second stays at 5."""
    made = Enterprise()
    for person in range(1, people + 1):
        made.episode(person, FIRST, A=100 if person <= 6 else 50)
        for goal, (before, after) in enumerate(((2, 6), (5, 5)), 1):
            made.pair(person, f"gbo.rating_q{goal}", before, after)
    return made


def run(made: Enterprise, **selected: str) -> ImpactRun:
    library = reference(unit_values={"v": unit_value("v", 100)})
    return run_impact(made.facts(), library, Selection(period=YEAR, **selected), Choices(draws=0))


def goals(found: ImpactRun) -> ChangeFigure:
    (figure,) = (one for one in found.changes if one.instrument == "gbo")
    return figure


def test_every_form_is_behind_the_figure_and_nobody_twice() -> None:
    figure = goals(run(enterprise()))
    assert (figure.pairs, figure.eligible, figure.mean_change) == (12, 12, 2)
    assert figure.records.ids["people"] == tuple(range(1, 13))
    assert figure.records.ids["assessments"] == tuple(range(1, 49))
    assert figure.output == "mean_change"
    assert figure.goals is not None
    assert (figure.goals.goals, figure.goals.forward, figure.goals.same) == (24, 12, 12)


def test_few_people_with_many_goals_are_still_few() -> None:
    """Eighteen goals of nine people are nine pairs, and nothing is claimed."""
    figure = goals(run(enterprise(9)))
    assert (figure.pairs, figure.claimed, figure.goals, figure.mean_change) == (9, False, None, None)


def test_an_episode_begins_once_however_many_goals_it_has() -> None:
    made = Enterprise()
    for person in (1, 2):
        made.episode(person, "2026-03-01")
        for goal in (1, 2, 3):
            made.score(person, f"gbo.rating_q{goal}", "2026-03-02", 4)
    found = run(made)
    assert not found.changes
    assert any(said.startswith("GBO: 2 ") for said in found.not_known), found.not_known


def test_the_later_episode_of_a_person_counts_whole() -> None:
    made = enterprise()
    made.episode(1, "2025-10-01")
    made.pair(1, "gbo.rating_q1", 9, 3, first="2025-10-01", last="2026-02-01")
    figure = goals(run(made))
    assert figure.goals is not None
    assert (figure.pairs, figure.worse, figure.goals.goals, figure.goals.back) == (12, 1, 23, 1)


def test_a_value_line_counts_people_and_points_by_their_shares() -> None:
    made = enterprise()
    made.rest = {
        "value_lines": (
            line("L1", "gbo.improved", "v", overlap_group="a", number=1),
            line("L2", "gbo.mean_change.change_sum", "v", overlap_group="a", number=2),
        )
    }
    people, points = run(made, contract_ref="A").value.lines
    assert (people.quantity, points.quantity) == (6 + 6 * 0.5, (6 + 6 * 0.5) * 2)
    assert people.records.ids["assessments"] == tuple(range(1, 49))


def test_a_promise_about_goals_is_kept_or_not() -> None:
    made = enterprise()
    made.rest = {
        "contracts": (Contract(contract_ref="A", title="A", start_date=date(2025, 4, 1)),),
        "targets": (Target(id=7, contract_ref="A", indicator="gbo.improved", target=10.0),),
    }
    (promise,) = run(made).targets
    assert promise.delivered == 12
    assert promise.records.ids["assessments"] == tuple(range(1, 49))
    assert promise.records.ids["targets"] == (7,)


def test_other_scales_are_as_they_were_beside_goals() -> None:
    alone, beside = Enterprise(), enterprise()
    for made in (alone, beside):
        for person in range(1, 13):
            if made is alone:
                made.episode(person, FIRST, A=100 if person <= 6 else 50)
            made.pair(person, "phq9.total", 10 + person, 5)
    (one,) = run(alone).changes
    (other,) = (figure for figure in run(beside).changes if figure.instrument == "phq9")
    assert replace(other, records=one.records) == one
