"""Levels of evidence with their reasons, groups that are missing, and what we do not yet know."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.core.toolkit.cases import YEAR, Enterprise, line, reference, unit_value

from sfph_desktop.core.domain.contracts import Target
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import Comparison, GhgFactor
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.toolkit.groups import birthday_before
from sfph_desktop.core.toolkit.pipeline import run_impact

ALL = Selection(period=YEAR)


def cohort(pairs: int, eligible: int, scale: str = "phq9.total", after: float = 8) -> Enterprise:
    made = Enterprise()
    for person in range(1, eligible + 1):
        made.episode(person, "2025-05-01")
        if person <= pairs:
            made.pair(person, scale, 18, after)
        else:
            made.score(person, scale, "2025-05-01", 18)
    return made


def run(made: Enterprise, **choices: Any) -> ImpactRun:
    return run_impact(made.facts(), reference(), ALL, Choices(**({"draws": 0} | choices)))


def compared(**known: Any) -> Comparison:
    given = {"comparison_ref": "W", "instrument": "phq9", "pairs": 30, "mean_change": 1.0, "sd_change": 4.0}
    return Comparison(**(given | {"source": "a waiting list"} | known))


def test_level_two_needs_half_of_the_eligible() -> None:
    half, less = run(cohort(10, 20)), run(cohort(10, 21))
    assert (half.changes[0].evidence_level, half.evidence_level) == (2, 2)
    assert (less.changes[0].evidence_level, less.evidence_level) == (1, 1)
    assert less.changes[0].evidence_reason.startswith("Only 10 of 21 eligible people")
    assert any("That is more than half of them." in one for one in less.not_known)


def test_an_own_scale_is_not_validated() -> None:
    assert run(cohort(12, 12, "goal_0_10.rating")).changes[0].evidence_level == 1
    assert run(cohort(12, 12, "own_home_3.total")).changes[0].evidence_level == 1
    assert run(cohort(12, 12, "who5.percent")).changes[0].evidence_level == 2


@pytest.mark.parametrize(
    ("known", "level", "difference"),
    [
        ({}, 3, True),
        ({"output": "total"}, 3, True),
        ({"output": "other"}, 2, False),
        ({"instrument": "gad7"}, 2, False),
        ({"pairs": 9}, 2, False),
        ({"mean_change": None}, 2, False),
        ({"kind": "published", "pairs": None, "mean_change": None, "sd_change": None, "improved_share": 0.2}, 3, False),
        ({"kind": "published", "mean_change": None, "improved_share": 0.2, "source": " "}, 2, False),
    ],
)
def test_level_three_needs_a_usable_comparison(known: dict[str, Any], level: int, difference: bool) -> None:
    made = cohort(12, 12)
    made.rest = {"comparisons": (compared(**known),)}
    change = run(made).changes[0]
    assert change.evidence_level == level
    assert (change.difference_in_differences is not None) == difference


def test_a_comparison_does_not_lift_an_incomplete_change() -> None:
    made = cohort(10, 30)
    made.rest = {"comparisons": (compared(),)}
    assert run(made).changes[0].evidence_level == 1


def test_a_person_may_lower_a_level_and_never_raise_it() -> None:
    lowered, same = run(cohort(12, 12), evidence_cap=1), run(cohort(12, 12), evidence_cap=4)
    assert (lowered.changes[0].evidence_level, lowered.evidence_level) == (1, 1)
    assert lowered.changes[0].evidence_reason.endswith("Lowered from level 2 by choice.")
    assert (same.changes[0].evidence_level, same.evidence_level) == (2, 2)


def test_events_reach_level_two_with_ten_people() -> None:
    made = Enterprise()
    for person in range(1, 11):
        made.event(person, "2025-06-01", "job_started")
    made.event(1, "2025-06-02", "volunteering")
    found = run(made)
    assert {one.event_type: one.evidence_level for one in found.events} == {"job_started": 2, "volunteering": 1}
    assert found.evidence_level == 2
    assert found.evidence_reason.startswith("job started: 10 people have a dated, recorded event")


def test_activity_alone_is_level_one_and_nothing_is_level_nought() -> None:
    made = Enterprise()
    made.session("2025-06-01", came=[1])
    assert run(made).evidence_level == 1
    assert run(Enterprise()).evidence_level == 0
    assert run(made, evidence_cap=0).evidence_level == 0


def test_no_sentence_is_a_bare_percentage_or_a_cause() -> None:
    made = cohort(11, 30)
    made.session("2025-06-01", low=2, high=5)
    made.event(1, "2026-03-01", "job", weeks=26)
    made.green("2025-06-01", "van", 5)
    made.score(77, "phq9.total", "2025-05-01", 8)
    made.rest = {"value_lines": (line("L1", "phq9.improved", "v"), line("L2", "phq9.recovered", "v"))}
    found = run_impact(made.facts(), reference(unit_values={"v": unit_value("v", 5)}), ALL, Choices(draws=0))
    assert len(found.not_known) == 10
    for sentence in found.not_known:
        assert "%" not in sentence and "because of" not in sentence and "caused" not in sentence
        assert not sentence[0].islower() and sentence.endswith(".")


def test_a_group_that_is_missing_is_named_without_small_numbers() -> None:
    made = cohort(20, 40)
    for person in range(1, 41):
        made.person(person, gender="man" if person in range(18, 33) else "woman", born="1955-06-01")
    made.person(40, disability="yes")
    found = run(made)
    groups = {one.name: (one.eligible, one.pairs) for one in found.changes[0].groups}
    assert groups == {
        "people aged 65 to 74": (40, 20),
        "people whose gender is man": (15, 3),
        "people whose gender is woman": (25, 17),
        "people whose answer on disability is yes": (1, 0),
    }
    told = [one for one in found.not_known if "under-represented" in one]
    assert len(told) == 1
    assert told[0] == (
        "PHQ-9: people whose gender is man are under-represented: fewer than 5 of 15 completed both questionnaires, "
        "against 20 of 40 of everybody."
    )


def test_a_group_too_small_to_judge_is_not_named() -> None:
    made = cohort(30, 40)
    for person in range(1, 41):
        made.person(person, gender="man" if person > 31 else "woman")  # nine men, none with both questionnaires
    assert not [one for one in run(made).not_known if "under-represented" in one]


def test_ages_turn_on_the_birthday() -> None:
    on = to_day(date(2026, 3, 31))
    assert birthday_before(on, 18) == to_day(date(2008, 3, 31))
    leap = to_day(date(2024, 2, 29))
    assert birthday_before(leap, 18) == to_day(date(2006, 2, 28))
    assert birthday_before(leap, 20) == to_day(date(2004, 2, 29))
    assert birthday_before(to_day(date(2022, 2, 28)), 18) < to_day(date(2004, 2, 29))  # not yet eighteen
    made = cohort(10, 10)
    for person, born in enumerate(("2008-03-31", "2008-04-01", "2030-01-01", "1951-03-31", "1951-04-01"), 1):
        made.person(person, born=born)
    groups = {one.name: one.eligible for one in run(made).changes[0].groups}
    assert groups == {
        "people under 18": 1,
        "people aged 18 to 24": 1,
        "people aged 65 to 74": 1,
        "people aged 75 and over": 1,
    }


def test_first_questionnaires_too_fresh_for_a_second_are_told() -> None:
    made = Enterprise()
    for person in (1, 2):
        made.episode(person, "2026-03-01")
        made.score(person, "phq9.total", "2026-03-01", 12)
    found = run(made)
    assert found.changes == ()
    assert "PHQ-9: 2 first questionnaires were filled in; no second was due yet." in found.not_known


def test_a_filter_by_service_has_no_promises_and_no_environment() -> None:
    made = cohort(2, 2)
    made.green("2025-06-01", "van", 5)
    made.rest = {"targets": (Target(id=1, contract_ref="A", indicator="people", target=3),)}
    ghg = {("van", 2025): GhgFactor(id="van", year=2025, activity="van", unit="km", kgco2e=0.25)}
    found = run_impact(made.facts(), reference(ghg=ghg), Selection(period=YEAR, service="Lunch"), Choices())
    assert (found.environment, found.tco2e_saved, found.targets) == ((), {}, ())
    assert (
        "Promises are made under contracts, not services: choose a contract to see what was delivered."
        in found.not_known
    )
    assert any("belong to no service or contract" in one for one in found.not_known)


def test_what_is_said_beside_an_environmental_figure() -> None:
    made = Enterprise()
    made.green("2026-01-01", "grid", 10)
    made.green("2025-06-01", "reuse", 2, "material_new")
    made.green("2025-06-01", "reuse", 2, "kilometres")
    made.green("2025-06-01", "van", 4, rate=0.5)
    factor = {("grid", 2025): 0.2, ("grid", 2026): 0.1, ("reuse", 2025): 1.0, ("van", 2025): 0.5}
    factor |= {("material_new", 2025): 9.0, ("kilometres", 2025): 9.0}
    units = {"kilometres": "km", "van": "km", "grid": "kWh"}
    ghg = {
        (name, year): GhgFactor(id=name, year=year, activity=name, unit=units.get(name, "tonne"), kgco2e=kg)
        for (name, year), kg in factor.items()
    }
    found = run_impact(made.facts(), reference(ghg=ghg), ALL, Choices())
    notes = {one.factor: one.note for one in found.environment}
    assert notes["grid"].startswith("The official factor for grid fell from 0.2 kgCO2e per kWh in 2025 to 0.1 in 2026")
    assert notes["reuse"] == "No displacement rate was stated: every item is taken to have replaced a new one."
    assert "reuse: nobody stated how many of them took the place of new ones" in " ".join(found.not_known)
    assert notes["van"] == "A displacement rate was recorded without saying what was replaced; it was not used."
    assert {one.factor: one.saved_kgco2e for one in found.environment} == {"grid": 1.0, "reuse": 16.0, "van": 2.0}
    assert any("'reuse' replaces 'kilometres' but no quantity replaced was recorded" in one for one in found.not_known)


def test_several_scores_of_one_questionnaire_are_missing_once() -> None:
    made = cohort(12, 20, "ons4.anxious")
    for person in range(1, 15):
        made.pair(person, "ons4.life_satisfaction", 4, 6)
    told = [one for one in run(made).not_known if one.startswith("ONS4")]
    assert told == [
        "ONS4: 12 of 20 eligible people completed both questionnaires. We do not know how the other 8 fared."
    ]


def test_few_pairs_are_not_counted_out_on_paper() -> None:
    made = cohort(1, 3)
    for person in range(1, 8):
        made.episode(person, "2025-05-01")
        made.pair(person, "who5.percent", 4, 6)
    told = [one for one in run(made).not_known if "at least 10" in one]
    assert told == [
        "PHQ-9: fewer than 5 people have completed both questionnaires; at least 10 are needed to claim a change.",
        "WHO-5: 7 people have completed both questionnaires; at least 10 are needed to claim a change.",
    ]
