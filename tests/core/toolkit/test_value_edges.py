"""Value at its edges: ties and chains of overlap, losses, breaking even, wages, notes beside a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.core.toolkit.cases import YEAR, Enterprise, adjustments, line, reference, unit_value

from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.impact import Choices, Selection, ValueSummary
from sfph_desktop.core.toolkit.pipeline import run_impact
from sfph_desktop.core.toolkit.prices import discount_rate, price_index, to_pence, year_weights
from sfph_desktop.core.toolkit.valuation import split_by_contract

VALUES = {
    "ten": unit_value("ten", 10),
    "twenty": unit_value("twenty", 20, payer="DWP"),
    "wellbeing": unit_value("wellbeing", 5, "social", contains_wellbeing=True, payer=""),
    "odd": unit_value(
        "odd", 5, "individual", contains_wellbeing=True, confidence="medium", geography="England", unit="GBP per week"
    ),
}


def jobs(people: int) -> Enterprise:
    made = Enterprise()
    for person in range(1, people + 1):
        made.event(person, "2025-06-01", "job")
        made.event(person, "2025-07-01", "home")
    return made


def value(made: Enterprise, *lines: Any, cost: Any = None, **choices: Any) -> ValueSummary:
    made.rest["value_lines"] = lines
    if cost is not None:
        made.rest["inputs"] = (
            InputCost(id=1, date_from=YEAR.start, date_to=YEAR.end, kind="cash", amount=Decimal(str(cost))),
        )
    library = reference(unit_values=VALUES)
    return run_impact(made.facts(), library, Selection(period=YEAR), Choices(**({"draws": 0} | choices))).value


def test_overlaps_hang_together_in_chains() -> None:
    """Job and home share people and both contain wellbeing; a third counts the same change as the first."""
    found = value(
        jobs(3),
        line("A", "event:job", "wellbeing"),
        line("B", "event:home", "odd", unit_value_checked="read it"),
        line("C", "event:job", "ten"),
        line("D", "event:home", "ten", deadweight=[None, ""]),
    )
    assert found.undecided_overlaps == (("A", "B", "C"),)
    proposed = {one.line_ref: one.proposed_overlap for one in found.lines}
    assert proposed == {"A": ("B", "C"), "B": ("A", "D"), "C": ("A",), "D": ("B",)}  # D cannot count: it blocks nothing
    assert [one.counted for one in found.lines] == [False] * 4


def test_people_who_differ_do_not_overlap() -> None:
    made = Enterprise()
    made.event(1, "2025-06-01", "job")
    made.event(2, "2025-06-01", "home")
    found = value(
        made, line("A", "event:job", "wellbeing"), line("B", "event:home", "odd", unit_value_checked="read it")
    )
    assert (found.undecided_overlaps, found.total_pv) == ((), 10.0)


def test_of_equals_in_a_group_the_first_by_reference_counts() -> None:
    lines = [line(ref, "event:job", "ten", overlap_group="g") for ref in ("B", "A")]
    found = value(jobs(2), *lines, line("C", "event:job", "twenty", overlap_group="g", deadweight="0.6"))
    assert {one.line_ref: one.counted for one in found.lines} == {"A": True, "B": False, "C": False}
    assert found.total_pv == 20.0


def test_two_carbon_lines_count_the_same_tonnes() -> None:
    from sfph_desktop.core.domain.impact_facts import GhgFactor

    made = Enterprise()
    made.green("2025-06-01", "van", 4000)
    made.rest["value_lines"] = (line("A", "environment:tco2e", "ten"), line("B", "environment:tco2e", "twenty"))
    library = reference(
        unit_values=VALUES,
        ghg={("van", 2025): GhgFactor(id="van", year=2025, activity="van", unit="km", kgco2e=0.25)},
    )
    found = run_impact(made.facts(), library, Selection(period=YEAR), Choices(draws=0)).value
    assert found.undecided_overlaps == (("A", "B"),)
    assert [one.quantity for one in found.lines] == [1.0, 1.0]


def test_a_change_for_the_worse_is_a_loss_and_is_split_to_the_penny() -> None:
    made = Enterprise()
    for person in range(1, 11):
        made.episode(person, "2025-05-01", None, "Lunch", **({"A": 100} if person < 4 else {"B": 100}))
        made.pair(person, "swemwbs7.metric", 20, 30 if person < 4 else 19)
    found = value(made, line("L", "swemwbs7.change_sum", "ten", deadweight="0.1"))
    one = found.lines[0]
    assert (one.quantity, one.pv) == (23.0, 207.0)
    assert one.by_contract == {"A": 270.0, "B": -63.0}
    assert found.by_contract == one.by_contract


@pytest.mark.parametrize("pence", [-1001, -1, 0, 1, 100, 1001])
def test_splitting_always_adds_up(pence: int) -> None:
    thirds = [("A", Decimal(1) / 3), ("B", Decimal(1) / 3), ("C", Decimal(1) / 3)]
    mixed = [("A", Decimal("1.7")), ("B", Decimal("-0.45")), ("C", Decimal("0.1"))]
    for parts in (thirds, mixed, [("A", Decimal(1))]):
        assert sum(split_by_contract(pence, parts).values()) == pence
    assert split_by_contract(pence, []) == {}
    assert split_by_contract(100, thirds) == {"A": 34, "B": 33, "C": 33}


def test_breaking_even() -> None:
    made, lines = (
        jobs(10),
        (line("A", "event:job", "ten", deadweight="0.5"), line("B", "event:home", "twenty", deadweight=1)),
    )
    found = value(made, *lines, cost=120)
    assert found.total_pv == 50.0
    # without deadweight A gives 100 and B 200: 300 x (1 - D) = 120
    assert found.break_even_deadweight == pytest.approx(0.6)
    assert found.break_even_attribution is None  # 50 before attribution: never 120
    assert [one.break_even_deadweight for one in found.lines] == [None, pytest.approx(0.65)]  # 200 x (1 - D) + 50 = 120
    assert value(made, *lines, cost=301).break_even_deadweight is None
    assert value(made, *lines, cost=300).break_even_deadweight == 0
    assert value(made, *lines, cost=0).break_even_deadweight is None


def test_payback() -> None:
    def months(cost: Any, years: Any = 2) -> float | None:
        return value(jobs(10), line("A", "event:job", "ten", years), cost=cost).payback_months

    assert months(50) == 6
    assert months(100) == 12
    assert months(100 + 100 / 1.035 / 2) == pytest.approx(18)
    assert months(250) is None
    assert months(0) is None


def test_cost_per_improved_person_counts_each_person_once() -> None:
    made = Enterprise()
    for person in range(1, 13):
        made.episode(person, "2025-05-01")
        made.pair(person, "phq9.total", 18, 8 if person < 7 else 18)
        made.pair(person, "who5.percent", 20, 60 if person < 9 else 20)
    made.pair(12, "ucla3.total", 8, 3)  # one pair: not claimed, so not counted
    found = value(made, cost=1200)
    assert (found.cost_per_person, found.cost_per_improved_person) == (100, 150)


def test_a_volunteer_hour_may_be_given_another_wage_or_have_none() -> None:
    made = Enterprise()
    made.rest = {
        "inputs": (
            InputCost(id=1, date_from=YEAR.start, date_to=YEAR.end, kind="volunteer_hours", amount=Decimal(100)),
        )
    }
    wages = {"rlw_2023": unit_value("rlw_2023", 12), "cook": unit_value("cook", 20)}
    for wage_id, expected in (("", 1200), ("cook", 2000), ("gone", 0)):
        run = run_impact(
            made.facts(), reference(unit_values=wages), Selection(period=YEAR), Choices(draws=0, wage_id=wage_id)
        )
        assert run.value.inputs_pv == expected
        missing = any("For 100 volunteer hours the reference library has no wage" in one for one in run.not_known)
        assert missing == (wage_id == "gone")


def test_notes_beside_a_line() -> None:
    found = value(
        jobs(1),
        line("A", "event:job", "odd", unit_value_checked="read it"),
        line("B", "event:job", "ten", cashable="0.5"),
    )
    assert found.lines[0].notes == (
        "Check before quoting: seen in one secondary source.",
        "A value for England.",
        "Unit: GBP per week.",
        "No range was published: range assumed by this program.",
    )
    assert found.lines[0].level == "individual" and found.lines[1].level == "social"
    assert found.lines[1].cashable == 0.5
    assert value(jobs(1), line("A", "event:job", "wellbeing")).lines[0].payer == "the wider community"


def test_a_reason_of_blanks_is_no_reason() -> None:
    assert not adjustments({"deadweight": [0, "  "]})["deadweight"].given
    assert adjustments({"deadweight": [0, "none expected"]})["deadweight"].given


def test_price_index_of_years() -> None:
    series = {2019: 80.0, 2020: 84.0, 2024: 100.0}
    assert price_index("2019/20", series) == (Decimal(81), "")
    assert price_index("2019-2020", series)[0] == Decimal(81)
    assert price_index("2026", series) == (
        Decimal(100),
        "The price index ends in 2024; prices of 2026 use its last year.",
    )
    assert price_index("2018", series) == price_index("various", series) == price_index("2019", {}) == (None, "")


def test_a_value_that_cannot_be_uprated_is_used_as_printed_and_said() -> None:
    made = jobs(1)
    made.rest["value_lines"] = (line("A", "event:job", "old"),)
    library = reference(unit_values={"old": replace(VALUES["ten"], id="old", price_year="1985")})
    one = run_impact(made.facts(), library, Selection(period=YEAR), Choices(draws=0)).value.lines[0]
    assert one.unit_value == 10
    assert one.notes[0] == "Used as printed: the price index does not reach from 1985 to 2024."


def test_pence_are_rounded_half_away_from_nought() -> None:
    assert [to_pence(Decimal(text)) for text in ("0.005", "-0.005", "0.0049", "75.075")] == [1, -1, 0, 7508]
    assert to_pence(Decimal("1e40")) == 10**42


def test_years_beyond_the_bands_keep_the_last_rate() -> None:
    bands = reference().discount
    assert discount_rate(bands, "standard", 90) == Decimal("0.03")
    assert discount_rate(bands, "health", 40) == Decimal("0.015")
    assert discount_rate((), "health", 1) == 0
    assert year_weights(Decimal("0.25"), bands, health=False, discount_first_year=False) == (Decimal("0.25"),)
    for years in ("0", "-1", "101"):
        assert year_weights(Decimal(years), bands, health=False, discount_first_year=False) == ()


def test_a_run_of_another_year_says_so() -> None:
    period = Selection(period=replace(YEAR, start=date(2024, 1, 1), end=date(2024, 12, 31)))
    made = Enterprise()
    made.event(1, "2024-06-01", "job")
    made.rest["value_lines"] = (line("A", "event:job", "ten"),)
    library = reference(unit_values=VALUES)
    same = run_impact(made.facts(), library, period, Choices(draws=0))
    other = run_impact(made.facts(), library, period, Choices(draws=0, price_base=2019))
    assert not any("in the prices of" in one for one in same.not_known)
    assert "Values are in the prices of 2019; what went in is in the money of 2024." in other.not_known
    assert other.value.lines[0].unit_value == 8
