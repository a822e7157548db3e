"""The definition of every kind of figure, for the evidence page; and indicators in words."""

from __future__ import annotations

import pytest
from make_run import change, make_run

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import GoalCount, Selection
from sfph_desktop.core.reports import indicators
from sfph_desktop.core.reports.definitions import define


def test_every_figure_of_a_run_is_defined_with_the_records_it_looked_at() -> None:
    run = make_run()
    kinds = set()
    for figure in figures_of(run):
        text = define(figure.kind, figure.value, run)
        assert text.endswith(
            "The run looked at records from 1 April 2025 to 31 March 2026, under the contract IA-2024-17."
        )
        assert len(text) > 150
        kinds.add(figure.kind)
    assert kinds == {"reach", "changes", "events", "environment", "value_line", "value", "target"}


def test_the_service_is_named_where_one_was_chosen() -> None:
    run = make_run()
    run = make_run(selection=Selection(period=run.selection.period, service="lunch club"))
    assert define("reach", run.reach, run).endswith("31 March 2026, in the service 'lunch club'.")


def test_goals_are_said_to_be_compared_with_themselves_only() -> None:
    run = make_run()
    goals = GoalCount(goals=30, forward=20, same=5, back=5, reached=4)
    figure = change(instrument="gbo", output="mean_change", abbreviation="GBO", goals=goals)
    assert "Each goal has its first and its latest rating" in define("changes", figure, run)
    assert "Each goal" not in define("changes", run.changes[0], run)


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        define("horoscope", None, make_run())


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ("swemwbs7.improved", "people who reported better mental wellbeing"),
        ("ucla3.recovered", "people who were lonely by the usual cut at first and no longer are"),
        ("ucla3.total.improved", "people who reported less loneliness"),
        (
            "ons4.life_satisfaction.change_sum",
            (
                "points of change for the better in the ONS4 life satisfaction score, added up over the 41 people "
                "measured twice"
            ),
        ),
        ("event:job_started", "people who started a job"),
        ("event_quantity:meals_cooked", "amount of “meals cooked”"),
        ("environment:tco2e", "tonnes of CO2e saved"),
        ("people", "different people"),
        ("contacts", "visits by named people"),
        ("phq9.improved", "people who reported fewer symptoms of low mood"),
    ],
)
def test_an_indicator_in_words(indicator: str, said: str) -> None:
    assert indicators.words(indicator, make_run()) == said
