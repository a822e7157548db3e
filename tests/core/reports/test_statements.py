"""Statements: the same figure, the same honest words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from make_run import all_environment, all_events, change, make_run, too_few, value_lines, value_summary

from sfph_desktop.core.domain.change_parts import Crossed
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import (
    ChangeFigure,
    EventFigure,
    GoalCount,
    ImpactRun,
    TargetFigure,
    ValueSummary,
)
from sfph_desktop.core.reports import phrases
from sfph_desktop.core.reports.statements import with_statements

SWEMWBS = change(mean_change=3.1, ci_low=2.0, ci_high=4.2, latest_mean=23.2, baseline_mean=20.1)


def said(figure: ChangeFigure, *, guard: bool = False) -> ChangeFigure:
    return with_statements(make_run(changes=(figure,)), guard=guard).changes[0]


def told_change(figure: ChangeFigure) -> str:
    return said(figure).statement


def told(figure: EventFigure, *, guard: bool = False) -> EventFigure:
    return with_statements(make_run(events=(figure,)), guard=guard).events[0]


def everything(run: ImpactRun) -> list[str]:
    figures = [*run.changes, *run.events, *run.environment]
    words = [text for f in figures for text in (f.statement, f.statement_short, f.statement_technical)]
    return [*words, run.reach.statement, run.value.statement, *(line.statement for line in run.value.lines)]


# --- the forms -------------------------------------------------------------------------------------------------------


def test_the_normal_form_is_that_of_the_method() -> None:
    assert said(SWEMWBS).statement == (
        "31 of the 38 people who completed both questionnaires (82 %, likely range 67 % to 91 %) reported better "
        "mental wellbeing. On average the SWEMWBS score rose by 3.1 points (2.0 to 4.2) over 19 weeks. 5 stayed about "
        "the same and 2 got worse. The rule is Jacobson and Truax reliable change: a change of more than 2.86 points. "
        "38 of 52 eligible people (73 %) completed both; if nobody else improved, the share is 31 of 52 (60 %)."
    )


def test_the_short_form_fits_a_word_limit_and_still_says_how_sure_and_how_many() -> None:
    short = said(SWEMWBS).statement_short
    assert short == (
        "31 of 38 people (82 %, likely 67 % to 91 %) reported better mental wellbeing "
        "(SWEMWBS; 38 of 52 completed both)."
    )
    assert len(short.replace(" %", "%").split()) <= 20


def test_the_technical_form_names_every_statistic() -> None:
    technical = said(replace(SWEMWBS, wilcoxon_p=0.0214)).statement_technical
    for part in (
        "38 pairs of 52 eligible",
        "95 % CI 2.00 to 4.20",
        "d_av",
        "g_av",
        "SRM",
        "p = 0.021",
        "same 5, worse 2",
    ):
        assert part in technical


def test_a_lower_score_that_is_better_falls_and_says_so() -> None:
    figure = change(instrument="ucla3", output="total", abbreviation="UCLA-3", lower=True, low=3, high=9, step=1.0)
    statement = said(figure).statement
    assert "reported less loneliness" in statement
    assert re.search(
        r"the UCLA-3 score fell by [\d.]+ points \([\d.]+ to [\d.]+\) over 19 weeks; a lower score is better", statement
    )


def test_an_average_that_may_be_nothing_is_not_called_a_change() -> None:
    statement = said(replace(SWEMWBS, mean_change=0.4, ci_low=-0.3, ci_high=1.1)).statement
    assert (
        "the likely range runs from a fall of 0.3 to a rise of 1.1, so the average may not have changed at all"
        in statement
    )


@pytest.mark.parametrize(
    ("mean", "low", "high", "said"),
    [
        (0.0, 0.0, 0.0, "On average the SWEMWBS score did not change over 19 weeks."),
        (0.0, -0.4, 0.4, "did not change over 19 weeks; the likely range runs from a fall of 0.4 to a rise of 0.4."),
        (0.04, -0.6, 0.7, "hardly changed over 19 weeks; the likely range runs from a fall of 0.6 to a rise of 0.7."),
        (1.2, 0.0, 2.4, "but the likely range runs from no change to a rise of 2.4, so the average may not"),
        (0.4, 0.02, 0.8, "rose by 0.40 points (0.02 to 0.80) over 19 weeks."),
        (1.0, 1.0, 1.0, "The SWEMWBS score rose by 1.00 points over 19 weeks, by the same for everybody."),
    ],
)
def test_nothing_is_said_as_nothing(mean: float, low: float, high: float, said: str) -> None:
    figure = replace(SWEMWBS, mean_change=mean, ci_low=low, ci_high=high, latest_mean=20.1 + mean)
    assert said in told_change(figure)


def test_each_score_of_a_questionnaire_is_told_apart_where_nothing_is_claimed_and_a_bare_amount_stays_off_paper() -> (
    None
):
    few = replace(SWEMWBS, instrument="ons4", abbreviation="ONS4", pairs=7, eligible=20, claimed=False)
    for output, name in (("happy", "ONS4 happiness"), ("anxious", "ONS4 anxiety")):
        assert f"({name})" in said(replace(few, output=output)).statement
    figure = EventFigure(event_type="volunteered", people=13, events=13, quantity=980)
    assert "add up to 980" in told(figure).statement
    assert "980" not in told(figure, guard=True).statement


def test_one_and_nobody_are_said_as_people_say_them() -> None:
    one = said(too_few(pairs=1, eligible=1))
    assert one.statement.startswith("The one eligible person was measured both times (Pipeline).")
    assert "the one person due has two results" in one.statement_short
    assert said(too_few(pairs=0, eligible=20)).statement.startswith("None of the 20 eligible people were measured")
    nobody = told(EventFigure(event_type="job_26_weeks", people=0, events=0, quantity=0, sustained_weeks=26, pending=2))
    assert nobody.statement.startswith("Nobody kept a job for 26 weeks or more. 2 more are too recent")
    crossed = Crossed(at_risk=1, recovered=1, ci_low=0.2, ci_high=1.0, fell=0, mcnemar_p=1.0, label="Lonely")
    assert "(Lonely); later this person no longer was, and nobody else was newly so." in (
        said(replace(SWEMWBS, crossed=crossed)).statement
    )


def test_a_change_for_the_worse_is_called_one() -> None:
    worse = replace(SWEMWBS, mean_change=-1.4, ci_low=-2.2, ci_high=-0.6, latest_mean=18.7)
    assert (
        "score fell by 1.4 points (0.6 to 2.2) over 19 weeks, which is a change for the worse" in said(worse).statement
    )


def test_fewer_than_ten_pairs_claim_nothing_and_say_how_many_are_needed() -> None:
    figure = said(too_few())
    assert figure.statement == (
        "7 of the 20 eligible people (35 %) were measured both times (Pipeline). That is too few to say what changed: "
        "at least 10 are needed, so no change is claimed."
    )
    assert "score" not in figure.statement + figure.statement_technical
    assert (
        said(too_few(pairs=0, eligible=0)).statement_short
        == "Pipeline: nobody was due for a second result in this period."
    )


def test_crossing_the_cut_is_told_in_both_directions() -> None:
    crossed = Crossed(at_risk=20, recovered=11, ci_low=0.34, ci_high=0.74, fell=1, mcnemar_p=0.0063, label="Lonely")
    figure = said(replace(SWEMWBS, crossed=crossed))
    assert (
        "At the start 20 of the 38 were on the risk side of the published cut (Lonely); later 11 of these 20 (55 %, "
        "likely range 34 % to 74 %) no longer were, and 1 other was newly so." in figure.statement
    )
    assert "newly on it 1 of the 18 others; McNemar exact p = 0.006" in figure.statement_technical


def test_a_comparison_is_told_as_a_difference_of_differences() -> None:
    run = with_statements(make_run())
    loneliness = run.changes[2]
    assert "Set beside 41 people in a comparison group (waiting list, 2024)" in loneliness.statement
    assert "Difference in differences 0.82 (95 % CI 0.21 to 1.43, Welch" in loneliness.statement_technical


def test_people_and_events_are_different_figures() -> None:
    job, volunteering, tenancy = (told(event).statement for event in all_events())
    assert job.startswith("12 people started a job. 3 more are too recent to count yet.")
    assert volunteering.startswith("24 people started volunteering. Some more than once: 31 times in all.")
    assert tenancy.startswith("3 people kept their tenancy (for at least 26 weeks).")


def test_an_unknown_event_and_instrument_are_said_by_their_own_names() -> None:
    assert told(EventFigure(event_type="garden_day", people=8, events=8, quantity=8)).statement.startswith(
        "8 people had “garden day” recorded."
    )
    assert "reported a better our scale score" in said(change(instrument="our_scale", abbreviation="")).statement


def test_savings_are_in_kilograms_and_tonnes_and_say_what_co2e_is() -> None:
    clothing, car = with_statements(make_run()).environment
    assert clothing.statement.startswith(
        "Clothing, re-used: 3.2 tonnes in place of new clothing, saving 13,791 kg of CO2e (13.8 tonnes)."
    )
    assert car.statement.startswith(
        "Average car, diesel: 4,310 miles not driven, saving 1,200 kg of CO2e (1.2 tonnes)."
    )
    assert "Quantity avoided 4,310.000 vehicle-mile; saved" in car.statement_technical
    assert "CO2e counts carbon dioxide and the other warming gases together." in car.statement
    worse = with_statements(make_run(environment=(replace(all_environment()[1], saved_kgco2e=-250.0),))).environment[0]
    assert "giving off 250 kg of CO2e (0.25 tonnes) more than it saved" in worse.statement


def test_a_value_line_says_price_year_adjustments_and_source() -> None:
    lines = {line.line_ref: line.statement for line in with_statements(make_run()).value.lines}
    assert "£13,000 in 2019 prices, £16,028 in 2024 prices" in lines["V1"]
    assert (
        "30 of every 100 for what would have happened anyway, nothing for what is moved from elsewhere" in lines["V1"]
    )
    assert lines["V2"].endswith("Undated: used as printed.")
    assert "Not added to any total: it values the same change in the same people as V1" in lines["V2"]
    assert lines["V3"].endswith("A value for England; check before quoting.")
    assert "not decided yet for what is moved from elsewhere" in lines["V6"]


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        ("vehicle-km", 1234, "km not driven"),
        ("kWh (gross CV)", 2, "kWh not used"),
        ("litre", 40, "litres not used"),
        ("tonne", 3, "tonnes avoided"),
        ("room-night", 1, "room-night avoided"),
    ],
)
def test_what_replaces_nothing_was_avoided(unit: str, amount: float, said: str) -> None:
    assert phrases.avoided_unit(unit, amount) == said


def test_notes_of_a_value_line_are_plain_and_said_once() -> None:
    line = replace(
        value_lines()[0],
        geography="England",
        confidence_grade="high",
        quantity=1.0,
        notes=("A value for England.", "Unit: GBP per person per year.", "A value for England.", "Unit: WELLBYs."),
    )
    run = with_statements(make_run(value=replace(value_summary(), lines=(line,))))
    statement = run.value.lines[0].statement
    assert statement.count("A value for England.") == 1
    assert "The price is in pounds per person per year. It is counted in WELLBYs." in statement
    assert "GBP" not in statement
    assert "1 point of change for the better" in statement


def test_the_ratio_never_stands_without_its_range_parts_and_payers() -> None:
    value = with_statements(make_run()).value.statement
    assert "about £270,000 (likely range £170,000 to £380,000)" in value
    assert "2.3 times what went in (likely range 1.4 to 3.2 times)" in value
    assert "£180,000 is wellbeing and social value and £86,000 is public cost avoided, £41,000 of that" in value
    assert "Who gains: the individual £180,000, the DWP £82,000" in value
    without = with_statements(make_run(value=replace(value_summary(), ratio_p05=None))).value.statement
    assert "times what went in" not in without


def test_no_total_says_why() -> None:
    value = replace(value_summary(), total_pv=None, reason="V1 and V2 may count the same change; decide first.")
    assert with_statements(make_run(value=value)).value.statement == (
        "There is no total value yet. V1 and V2 may count the same change; decide first."
    )
    empty = with_statements(make_run(value=ValueSummary())).value.statement
    assert empty == "There is no total value yet. No value line has been entered."


# --- rules for every statement ---------------------------------------------------------------------------------------

EVERY = [
    pytest.param(text, id=f"{'paper' if guard else 'screen'}-{place}")
    for guard in (False, True)
    for place, text in enumerate(everything(with_statements(make_run(), guard=guard)))
]
_COUNTS = re.compile(r"\d (pairs )?of (the |these )?\d")
_NAMED = re.compile(r"(95|90) % CI")


@pytest.mark.parametrize("text", EVERY)
def test_no_statement_has_a_bare_percentage(text: str) -> None:
    """Before every percent sign of a sentence stand the counts it comes from; the name `95 % CI` is no percentage."""
    for sentence in re.split(r"(?<=[.;]) ", text):
        bare = _NAMED.sub("CI", sentence)
        for found in re.finditer("%", bare):
            assert _COUNTS.search(bare[: found.start()]), sentence


@pytest.mark.parametrize("text", EVERY)
def test_no_statement_claims_a_cause(text: str) -> None:
    assert not re.search(r"\b(caus\w+|because of|thanks to|due to us|led to|as a result)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("text", EVERY)
def test_every_statement_is_whole_sentences(text: str) -> None:
    assert text
    assert text == text.strip()
    assert text[-1] in ".!?"
    assert not re.search(r"  |\.\.|\bNone\b|\bnan\b| ,|\( |(?<![A-Z])-\d", text)


def test_every_change_statement_names_number_instrument_interval_and_completion() -> None:
    for figure in with_statements(make_run()).changes:
        if figure.claimed:
            for text in (figure.statement, figure.statement_short):
                assert figure.abbreviation in text
                assert f"{figure.pairs}" in text
                assert re.search(rf"{figure.pairs} of (the )?{figure.eligible}", text)
                assert "likely" in text


def test_statements_are_the_same_twice_and_leave_every_number_as_it_was() -> None:
    run = make_run()
    once, again = with_statements(run), with_statements(with_statements(run))
    assert once == again
    blank = {"statement": "", "statement_short": "", "statement_technical": ""}
    for before, after in zip(figures_of(run), figures_of(once), strict=True):
        names = {name: "" for name in blank if hasattr(after.value, name)}
        assert (
            replace(after.value, **({"lines": run.value.lines} if after.kind == "value" else {}), **names)
            == before.value
        )


# --- paper -----------------------------------------------------------------------------------------------------------


def test_on_paper_a_few_who_got_worse_are_told_with_those_who_stayed() -> None:
    figure = said(SWEMWBS, guard=True)
    assert "The other 7 stayed about the same or got worse." in figure.statement
    assert "same or worse 7" in figure.statement_technical
    assert not re.search(r"\b2 got worse|worse 2\b|same 5\b", figure.statement + figure.statement_technical)


def test_on_paper_almost_everybody_is_not_told_to_the_person() -> None:
    figure = said(change(improved=36, same=1, worse=1, eligible=40), guard=True)
    assert figure.statement.startswith(
        "More than 33 of the 38 people who completed both questionnaires reported better"
    )
    assert "All but a few (fewer than 5) of the eligible people completed both" in figure.statement
    assert "at least 34 of 42 (81 %)" in figure.statement
    for text in (figure.statement, figure.statement_short, figure.statement_technical):
        assert not re.search(r"\b(36|40|95 %(?! CI))\b", text)


def test_on_paper_few_people_with_an_event_are_fewer_than_five() -> None:
    figure = told(all_events()[2], guard=True)
    assert figure.statement.startswith("Fewer than 5 people kept their tenancy")
    for text in (figure.statement, figure.statement_short, figure.statement_technical):
        assert not re.search(r"\b3\b", text)


def test_on_paper_a_few_repeats_do_not_show_through_the_count_of_events() -> None:
    figure = EventFigure(event_type="job_started", people=12, events=13, quantity=13)
    assert "13" not in told(figure, guard=True).statement + told(figure, guard=True).statement_technical
    assert "13 times in all" in told(figure).statement


def test_on_paper_a_value_line_of_a_few_people_keeps_its_numbers_to_itself() -> None:
    line = next(line for line in with_statements(make_run(), guard=True).value.lines if line.line_ref == "V4")
    assert not re.search(r"\d", line.statement.replace("(V4)", ""))
    exact = next(line for line in with_statements(make_run()).value.lines if line.line_ref == "V4")
    assert "3 people who kept their tenancy" in exact.statement


def test_on_paper_a_few_who_crossed_the_cut_are_held_back_with_their_test() -> None:
    crossed = Crossed(at_risk=20, recovered=3, ci_low=0.05, ci_high=0.36, fell=1, mcnemar_p=0.625, label="Lonely")
    figure = said(replace(SWEMWBS, crossed=crossed), guard=True)
    assert "later fewer than 5 of the 20 no longer were" in figure.statement
    assert "McNemar" not in figure.statement_technical
    assert "15 %" not in figure.statement


# --- phrases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(phrases.PHRASES))
def test_every_phrase_completes_its_sentence(key: str) -> None:
    instrument, _, output = key.partition(".")
    figure = said(change(instrument=instrument, output=output or "total", abbreviation="XYZ"))
    phrase = phrases.PHRASES[key]
    assert f"{phrase.verb} {phrase.better}." in figure.statement
    assert phrase.themes
    assert not re.search(r"diagnos|cured|depress(ed|ion)$", phrase.better)


@pytest.mark.parametrize("key", sorted(phrases.EVENT_PHRASES))
def test_every_event_phrase_completes_its_sentence(key: str) -> None:
    figure = told(EventFigure(event_type=key, people=9, events=9, quantity=9))
    assert figure.statement.startswith(f"9 people {phrases.EVENT_PHRASES[key].did}.")


def test_every_value_line_of_the_run_has_its_own_statement() -> None:
    assert len({line.statement for line in with_statements(make_run()).value.lines}) == len(value_lines())


# --- people's own goals ----------------------------------------------------------------------------------------------


def own_goals(**counts: int) -> ChangeFigure:
    told = GoalCount(**{"goals": 90, "forward": 50, "same": 20, "back": 20, "reached": 18} | counts)
    return change(instrument="gbo", output="mean_change", abbreviation="GBO", goals=told)


def test_goals_are_counted_beside_the_people_who_have_them() -> None:
    figure = own_goals()
    statement = told_change(figure)
    assert "people who rated a goal of their own twice (" in statement
    assert "reported progress towards their own goals." in statement
    assert "On average the mean goal rating rose by" in statement
    assert (
        "They rated 90 goals twice, each compared only with itself: 50 moved forward, 20 stayed and 20 moved back. "
        "At the latest rating 18 were fully reached."
    ) in statement
    assert "Goals rated twice 90: forward 50, same 20, back 20, reached 18" in said(figure).statement_technical
    assert "none was fully reached" in told_change(own_goals(reached=0))
    assert "At the latest rating 1 was fully reached." in told_change(own_goals(reached=1))


@pytest.mark.parametrize("few", [{"back": 14}, {"same": 3}, {"forward": 4}, {"reached": 0}, {"reached": 80}])
def test_on_paper_few_goals_are_held_back_since_they_may_be_those_of_one_or_two_people(few: dict[str, int]) -> None:
    statement = said(own_goals(**few), guard=True).statement
    assert "They rated 90 goals twice, each compared only with itself." in statement
    assert "moved back" not in statement
    assert "reached" not in statement
    assert "Goals rated twice" not in said(own_goals(**few), guard=True).statement_technical
    assert "20 moved back" in said(own_goals(), guard=True).statement


# --- promises, and what a number is out of ---------------------------------------------------------------------------


def promise(**more: Any) -> TargetFigure:
    given = {"contract_ref": "A", "indicator": "swemwbs7.improved", "target": 12.0, "due_date": None, "delivered": 20.0}
    return TargetFigure(**given | more)


def promised(figure: TargetFigure, *, guard: bool = False) -> str:
    run = make_run(changes=(SWEMWBS,), targets=(figure,))
    return with_statements(run, guard=guard).targets[0].statement


def test_a_promise_says_what_was_delivered_of_how_many_and_what_was_promised() -> None:
    what = "people who reported better mental wellbeing"
    assert promised(promise(measured=44, note="Counted from 2024-04-01 to 2026-03-31.")) == (
        f"A: 20 delivered, of 44 measured twice; 12 promised ({what}). Counted from 1 April 2024 to 31 March 2026."
    )
    assert promised(promise(due_date=date(2026, 3, 31))) == f"A: 20 delivered; 12 promised ({what}, due 31 March 2026)."
    assert promised(promise(delivered=None)) == f"A: not yet known what was delivered; 12 promised ({what})."
    people = promised(promise(indicator="people", delivered=2280.0, target=1800.0))
    assert people == "A: 2,280 delivered; 1,800 promised (different people)."
    recovered = promised(promise(indicator="swemwbs7.recovered", measured=30))
    assert "20 delivered, of 30 at risk at first;" in recovered


def test_on_paper_a_promise_never_points_to_a_few() -> None:
    assert "20 delivered, of 44" in promised(promise(measured=44), guard=True)
    assert promised(promise(measured=22), guard=True).startswith("A: more than 17 of 22 measured twice delivered;")


def test_a_value_line_says_of_how_many_people_its_number_is() -> None:
    lines = {line.line_ref: line.statement for line in with_statements(make_run()).value.lines}
    assert "added up over the 41 people measured twice" in lines["V1"]
    assert any(
        re.search(r"people who reported [^,]+, of \d+ measured twice \(V\d\), valued with", said)
        for said in lines.values()
    )
