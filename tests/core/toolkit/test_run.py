"""A whole run: the empty store, one person, strange records, progress and stopping, what is told besides figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import mean, stdev

import pytest
from tests.core.toolkit.cases import INSTRUMENTS, YEAR, Enterprise, line, reference, unit_value

from sfph_desktop.core.domain.contracts import Contract, Target, WorkforceFact
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.problems import Stopped
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.toolkit.pipeline import STEPS, run_impact

ALL = Selection(period=YEAR)
FILTERS = [
    ALL,
    replace(ALL, service="Lunch"),
    replace(ALL, contract_ref="A"),
    replace(ALL, service="x", contract_ref="y"),
]


def twelve_better() -> Enterprise:
    made = Enterprise()
    for person in range(1, 13):
        made.episode(person, "2025-05-01")
        made.pair(person, "phq9.total", 18, 8 + person % 3)
    return made


@pytest.mark.parametrize("selection", FILTERS)
@pytest.mark.parametrize("library", [ReferenceFacts(), reference()])
def test_an_empty_store(selection: Selection, library: ReferenceFacts) -> None:
    run = run_impact(ImpactFacts(), library, selection, Choices())
    assert (run.reach.people, run.changes, run.events, run.environment, run.targets) == (0, (), (), (), ())
    assert (run.value.total_pv, run.value.ratio, run.evidence_level) == (None, None, 0)
    assert run.not_known[0] == "Nothing is recorded yet for this period and scope."


@pytest.mark.parametrize("selection", FILTERS)
def test_one_person(selection: Selection) -> None:
    made = Enterprise()
    made.episode(1, "2025-05-01", None, "Lunch", A=100)
    made.pair(1, "phq9.total", 18, 8)
    made.event(1, "2025-05-01", "job")
    run = run_impact(made.facts(), reference(), selection, Choices())
    assert run.reach.people == (0 if selection.service == "x" else 1)
    assert not any(one.claimed for one in run.changes)


def test_one_day_and_the_ends_of_the_calendar() -> None:
    made = Enterprise()
    made.person(1, born=date.min)
    made.episode(1, date.min, date.max)
    made.pair(1, "phq9.total", 18, 8, first=date.min, last=date.max)
    made.event(1, date.max, "job", 1e18, 52)
    made.event(1, date.min, "job", float("inf"))
    made.green(date.max, "nothing", 1)
    made.rest = {"value_lines": (line("L1", "event_quantity:job", "v", 100),)}
    library = reference(unit_values={"v": unit_value("v", "1e30")})
    for period in (Period(date.min, date.max), Period(date.max, date.max), Period(date.min, date.min)):
        run = run_impact(made.facts(), library, Selection(period=period), Choices(draws=10))
        assert run.reach.people == 1


def test_strange_but_valid_records_raise_nothing() -> None:
    made = twelve_better()
    made.score(40, "phq9.total", "2025-05-01", 10)  # somebody without any episode
    made.score(1, "unheard.of", "2025-05-01", 10)  # an instrument nobody knows
    made.score(1, "phq9.item", "2025-05-01", 10)  # an output that is not reported
    made.score(1, "ucla3.total", "2025-05-01", float("nan"))
    made.funding += [(77, "A", 10000), (1, "A", 0)]  # funding of no episode, a share of nothing
    made.attendance.append((900, 77, 1))  # a session that is gone
    made.sessions.append((5, "Choir", 20_000, 60, 0, 0))
    made.green("2025-06-01", "van", 10, "car")
    made.rest = {
        "value_lines": (
            line("L1", "phq9.improved", "nobody"),
            line("L2", "phq9.sideways", "v"),
            line("L3", "ons4.improved", "v"),
            line("L4", "nothing.improved", "v"),
            line("L5", "environment:water", "v"),
            line("L6", "phq9.improved", "carbon"),
            line("L7", "phq9.improved", "hours"),
            line("L8", "swemwbs7.recovered", "v"),
            line("L9", "phq9.improved", "v", 101),
        )
    }
    values = {"v": unit_value("v", 5), "hours": unit_value("hours", 12, "parameter")}
    run = run_impact(made.facts(), reference(unit_values=values), ALL, Choices())
    assert run.changes[0].pairs == 12
    assert [one.counted for one in run.value.lines] == [False] * 9
    assert {one.line_ref: one.reason for one in run.value.lines} == {
        "L1": "The reference library has no value 'nobody'.",
        "L2": "'phq9.sideways' is not an indicator this program knows.",
        "L3": "'ons4.improved' does not say which score of ons4: life_satisfaction, anxious.",
        "L4": "The library has no instrument 'nothing'.",
        "L5": "'environment:water' is not an indicator this program knows.",
        "L6": "“Carbon value of the year of the saving, per tonne of CO2e” is the price of one tonne of CO2e, and this "
        "line counts people. Value the tonnes of CO2e saved, or choose another value.",
        "L7": "'hours' is a figure for working with, not the value of a benefit.",
        "L8": "Fewer than 10 people have completed both questionnaires.",
        "L9": "The duration must be above 0 and at most 100 years.",
    }
    assert any("answers to 'unheard'" in sentence for sentence in run.not_known)
    assert any("no factor 'van' for 2025" in sentence for sentence in run.not_known)


def test_progress_is_told_in_plain_words_and_may_stop_the_run() -> None:
    told: list[tuple[int, int, str]] = []
    run_impact(twelve_better().facts(), reference(), ALL, Choices(draws=0), lambda *said: told.append(said))
    assert [what for _, _, what in told] == [*STEPS, "Done"]
    assert [done for done, _, _ in told] == list(range(len(STEPS) + 1))
    assert {total for _, total, _ in told} == {len(STEPS)}

    def cancel(done: int, total: int, what: str) -> None:
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        run_impact(twelve_better().facts(), reference(), ALL, Choices(), cancel)


def test_a_run_keeps_what_made_it() -> None:
    library = reference(
        versions={"unit_values": "abc"}, instruments={**INSTRUMENTS, "phq9": replace(INSTRUMENTS["phq9"], version="v1")}
    )
    choices = Choices(draws=7, seed=3)
    run = run_impact(twelve_better().facts(), library, ALL, choices)
    assert (run.selection, run.choices) == (ALL, choices)
    assert run.versions == {"unit_values": "abc", "instrument phq9": "v1"}
    assert (run.snapshot, run.changes[0].evidence, run.changes[0].statement) == ("", "", "")


def test_the_workforce_is_the_last_recorded_by_the_end_of_the_period() -> None:
    made = Enterprise()
    made.rest = {
        "workforce": tuple(
            WorkforceFact(id=n, date=on, volunteers=n)
            for n, on in enumerate((date(2024, 1, 1), date(2026, 3, 31), date(2026, 4, 1)), 1)
        )
    }
    assert run_impact(made.facts(), reference(), ALL, Choices()).workforce == made.rest["workforce"][1]


def test_figures_come_by_level_then_instrument() -> None:
    made = Enterprise()
    for person in range(1, 4):
        made.episode(person, "2025-05-01")
        for scale in ("ucla3.total", "who5.percent", "ons4.anxious", "ons4.life_satisfaction"):
            made.pair(person, scale, 5, 6)
    run = run_impact(made.facts(), reference(), ALL, Choices())
    assert [(one.level, one.instrument, one.output) for one in run.changes] == [
        ("individual", "ons4", "life_satisfaction"),
        ("individual", "ons4", "anxious"),
        ("individual", "who5", "percent"),
        ("social", "ucla3", "total"),
    ]
    assert all(one.crossed is None for one in run.changes)


def test_a_remembered_cut_is_not_used() -> None:
    made = Enterprise()
    for person in range(1, 11):
        made.episode(person, "2025-05-01")
        made.pair(person, "ucla3.total", 8, 4)
    change = run_impact(made.facts(), reference(), ALL, Choices()).changes[0]
    assert change.claimed and change.crossed is None


def test_effect_sizes_as_their_formulas_say() -> None:
    before, after = [18, 15, 12, 16, 20, 18, 11, 14, 19, 17], [8, 14, 12, 10, 15, 20, 6, 9, 10, 12]
    made = Enterprise()
    for person, (first, last) in enumerate(zip(before, after, strict=True), 1):
        made.episode(person, "2025-05-01")
        made.pair(person, "phq9.total", first, last)
    change = run_impact(made.facts(), reference(), ALL, Choices()).changes[0]
    moved = [first - last for first, last in zip(before, after, strict=True)]
    sd_av = ((stdev(before) ** 2 + stdev(after) ** 2) / 2) ** 0.5
    d, half = mean(moved) / sd_av, 1.96 * stdev(moved) / (10**0.5 * sd_av)
    assert (change.d_av, change.srm) == pytest.approx((d, mean(moved) / stdev(moved)))
    assert (change.d_av_low, change.d_av_high) == pytest.approx((d - half, d + half))
    assert change.g_av == pytest.approx(d * 0.9138746)  # exact J of 9 degrees of freedom


def test_a_contract_that_begins_on_the_last_day() -> None:
    made = Enterprise()
    made.episode(1, "2026-03-31", None, "Lunch", A=100)
    made.rest = {
        "contracts": (
            Contract(contract_ref="A", title="A", start_date=YEAR.end),
            Contract(contract_ref="B", title="B", start_date=date(2026, 4, 1)),
        ),
        "targets": (
            Target(id=1, contract_ref="A", indicator="people", target=1),
            Target(id=2, contract_ref="B", indicator="people", target=1),
        ),
    }
    first, second = run_impact(made.facts(), reference(), ALL, Choices()).targets
    assert (first.delivered, first.note) == (1.0, "Counted from 2026-03-31 to 2026-03-31.")
    assert (second.delivered, second.note) == (0.0, "The contract begins after the end of the period.")
