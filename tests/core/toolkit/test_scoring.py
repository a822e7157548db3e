from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.toolkit.answers import accepted
from sfph_desktop.core.toolkit.scoring import (
    band,
    compare,
    ready_score,
    refused,
    refused_rows,
    risk_items,
    score,
    score_all,
    score_columns,
    score_pair,
)

LIBRARY = Library(Path(__file__).resolve().parents[3] / "resources" / "reference")
SCORED = sorted(name for name, found in LIBRARY.instruments().items() if found.use == "scored")


def get(name: str) -> Instrument:
    return LIBRARY.instruments()[name]


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_wrong_answer_is_refused_with_its_item_and_what_is_accepted() -> None:
    with pytest.raises(UserCanFix) as refusal:
        score(get("phq9"), [0, 0, 0, 0, 0, 0, 0, 0, 4])
    assert "PHQ-9 item 9" in refusal.value.what
    assert refusal.value.do == "Accepted: 0, 1, 2 or 3."
    assert [(problem.column, problem.value) for problem in refusal.value.problems] == [("item_9", "4")]


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("phq9", [1.5]),
        ("phq9", [-1]),
        ("phq9", [float("inf")]),
        ("audit", [1, 1, 1, 1, 1, 1, 1, 1, 3, 0]),
        ("barthel", [7]),
        ("barthel", [15]),
        ("sppb", [2.5]),
        ("eq5d5l", [1, 1, 1, 1, 1, 101]),
        ("eq5d5l", [6]),
        ("ipaq_sf", [8]),
        ("ipaq_sf", [1, 1441]),
        ("gas", [3]),
        ("falls_count", [1.5]),
        ("rand12", [6]),
        ("smoking_status", [2]),
    ],
)
def test_answers_outside_the_values_are_never_scored(name: str, answers: list[float]) -> None:
    with pytest.raises(UserCanFix, match="does not take"):
        score(get(name), answers)


def test_what_an_item_takes_is_said_in_words() -> None:
    assert accepted(get("phq9").items[0]) == "0, 1, 2 or 3"
    assert accepted(get("audit").items[8]) == "0, 2 or 4"
    assert accepted(get("eq5d5l").items[5]) == "a whole number from 0 to 100"
    assert accepted(get("ipaq_sf").items[1]) == "a number from 0 to 1440"
    assert accepted(get("barthel").items[1]) == "0 or 5"


def test_too_many_answers_are_refused_unless_blank() -> None:
    assert score(get("ucla3"), [1, 1, 1, None]) == {"total": 3}
    with pytest.raises(UserCanFix, match="UCLA-3 has 3 items, but item_4 holds an answer"):
        score(get("ucla3"), [1, 1, 1, 1])


def test_an_item_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UserCanFix, match="no item 'q4'"):
        score(get("ucla3"), {"q4": 1})


def test_text_in_place_of_an_answer_is_refused() -> None:
    with pytest.raises(UserCanFix, match="item_2 holds something that is not a number"):
        score(get("ucla3"), [1, "often", 1])  # type: ignore[list-item]


@pytest.mark.parametrize("name", ["pam", "sf12v2", "iroc", "recovery_outcomes_web"])
def test_import_only_instruments_are_not_scored(name: str) -> None:
    with pytest.raises(UserCanFix, match="bring in the ready score"):
        score(get(name), [1])


def test_an_instrument_that_may_not_be_held_is_not_scored() -> None:
    with pytest.raises(UserCanFix, match="cannot be used"):
        score(get("outcomes_star"), [1])
    with pytest.raises(UserCanFix, match="cannot be used"):
        ready_score(get("outcomes_star"), 3)


# --- missing answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("gse10", [4] * 7 + [None] * 3, {"total": 40}),
        ("gse10", [4] * 6 + [None] * 4, {"total": None}),
        ("brs", [4, 2, 4, 2, 4, None], {"mean": None}),
        ("ons4", [7, None, 6, 3], {"life_satisfaction": 7, "worthwhile": None, "happy": 6, "anxious": 3}),
        ("phq4", [1, 1, None, 2], {"anxiety": 2, "depression": None, "total": None}),
        ("lsns6", [1, 1, 1, 1, 1, None], {"total": None, "family": 3, "friends": None}),
        ("djg6", [3, None, None, 1, 1, 1], {"emotional": None, "social": 3, "total": None}),
        ("djg6", [], {"emotional": None, "social": None, "total": None}),
        ("auditc", [0, None, None], {"total": 0}),
        ("auditc", [1, None, None], {"total": None}),
        (
            "audit",
            [1, 0, 0, None, None, None, None, None, 2, 0],
            {"total": 3, "consumption": 1, "dependence": 0, "problems": 2},
        ),
        ("smoking_status", [0, None], {"current_smoker": 0, "per_day": 0}),
        ("smoking_status", [1, None], {"current_smoker": 1, "per_day": None}),
        ("smoking_status", [None, 5], {"current_smoker": None, "per_day": 5}),
        ("fruitveg_portions", [4.5], {"portions": 4.5, "five_plus": 0}),
        ("fruitveg_portions", [5], {"portions": 5, "five_plus": 1}),
        ("fruitveg_portions", [None], {"portions": None, "five_plus": None}),
        ("srh", [3], {"category": 3, "good_or_very_good": 0}),
        ("icecap_o", [4, 4, 4, 4, None], {"index": None}),
        ("icecap_a", [4, 3, 2, 1, 4], {"profile": "43214"}),
        ("icecap_a", [4, 3, 2, 1, None], {"profile": None}),
        ("eq5d5l", [1, 1, 2, None, 3, 72], {"profile": "11293", "vas": 72}),
        ("eq5d5l", [1, 1, 2, 9, 3, 999], {"profile": "11293", "vas": None}),
        ("eq5d5l", [], {"profile": None, "vas": None}),
        ("core10", [4, 4, 4, 4, 4, 4, 4, 4, 4, None], {"clinical": 280 / 9}),
    ],
)
def test_missing_answers_follow_the_instruments_rule(
    name: str, answers: list[float | None], expected: dict[str, float | str | None]
) -> None:
    found = score(get(name), answers)
    assert set(found) == set(expected)
    for output, value in expected.items():
        assert found[output] == (pytest.approx(value) if isinstance(value, float) else value), output


def test_an_empty_form_gives_no_score_anywhere() -> None:
    for name in SCORED:
        assert set(score(get(name), []).values()) == {None}, name


# --- formulas ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "minutes", "category"),
    [
        ([0, None, 0, None, 7, 300], 7 * 180 * 3.3, "high"),  # cut at 180 minutes a day
        ([7, 600, 7, 300, 7, 61], None, None),  # more than 16 hours a day
        ([7, 600, 7, 300, 7, 60], 7 * 180 * 8 + 7 * 180 * 4 + 7 * 60 * 3.3, "high"),
        ([2, None, 0, None, 0, None], None, None),  # days, but no minutes
        ([None, None, 0, None, 0, None], None, None),
        ([0, 60, 0, 60, 0, 60], 0, "low"),  # no days: the minutes do not count
        ([3, 20, 0, None, 0, None], 480, "moderate"),
        ([3, 19, 0, None, 0, None], 456, "low"),
        ([0, None, 3, 30, 2, 30], 360 + 198, "moderate"),  # 30 minutes on five days together
        ([0, None, 3, 29, 2, 30], 348 + 198, "low"),
        ([1, 60, 2, 20, 2, 20], 480 + 160 + 132, "moderate"),  # five days, 600 MET-minutes
    ],
)
def test_ipaq(answers: list[float | None], minutes: float | None, category: str | None) -> None:
    found = score(get("ipaq_sf"), answers)
    assert found["met_min_week"] == (None if minutes is None else pytest.approx(minutes))
    assert found["category"] == category


def test_goal_attainment_leaves_out_goals_that_were_not_rated() -> None:
    assert score(get("gas"), [1, None, 1]) == score(get("gas"), [1, 1])
    assert score(get("gas"), [-1, -1, -1])["T"] == pytest.approx(36.3069, abs=1e-4)


def test_goal_attainment_weights_must_be_whole_and_above_zero() -> None:
    assert score(get("gas"), [2, None], weights=[3, None]) == score(get("gas"), [2])
    for weights in ([1, 0], [1, -1], [1, None], [1]):
        with pytest.raises(UserCanFix, match="weight above 0"):
            score(get("gas"), [1, 1], weights=weights)


def test_goals_are_compared_only_with_themselves() -> None:
    assert score_pair(get("gbo"), [2, 4, None], [6, None, 8]) == {"goal_change": (4.0, None, None), "mean_change": 4.0}
    assert score_pair(get("gbo"), [], [6]) == {"goal_change": (None, None, None), "mean_change": None}
    assert score_pair(get("phq9"), [0] * 9, [1] * 9) == {}


def test_one_form_of_goals_keeps_its_ratings_and_has_no_change() -> None:
    assert score(get("gbo"), [2, 4, None]) == {
        "goal_change": None, "mean_change": None, "rating_q1": 2, "rating_q2": 4, "rating_q3": None,
    }  # fmt: skip


# --- bands, cuts, risk, ready scores ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "output", "value", "label"),
    [
        ("phq9", "total", 9, "Mild"),
        ("phq9", "total", None, None),
        ("core10", "clinical", 10.6, "Non-clinical range"),
        ("core10", "clinical", 11, "Clinical range"),
        ("swemwbs7", "metric", 25.03, None),
        ("swemwbs7", "metric", 19, "Low (bottom 15% of a German telephone survey)"),
        ("ons4", "life_satisfaction", 3, None),
        ("cel3", "total", 1, None),
        ("gse10", "total", 30, None),
    ],
)
def test_bands_are_published_ones_that_were_seen(
    name: str, output: str, value: float | None, label: str | None
) -> None:
    assert band(get(name), output, value) == label


def test_risk_items_ask_for_a_safety_prompt() -> None:
    assert risk_items(get("phq9"), [0, 0, 0, 0, 0, 0, 0, 0, 1]) == ("q9",)
    assert risk_items(get("phq9"), {"q1": 3}) == ()
    assert risk_items(get("core10"), [0, 0, 0, 0, 0, 2]) == ("q6",)
    assert risk_items(get("gad7"), [3] * 7) == ()


def test_comparisons() -> None:
    assert [compare(5, op, 5) for op in (">=", ">", "<=", "<")] == [True, False, True, False]
    with pytest.raises(ValueError, match="=="):
        compare(5, "==", 5)


@pytest.mark.parametrize(
    ("name", "value", "output", "expected"),
    [
        ("swemwbs7", 20.73, "", {"metric": 20.73}),
        ("who5", 48, "", {"percent": 48}),
        ("audit", 12, "", {"total": 12}),
        ("pam", 55.6, "", {"score": 55.6}),
        ("iroc", 40, "", {"total": 40}),
        ("sf12v2", 44, "pcs", {"pcs": 44}),
        ("ons4", 7, "happy", {"happy": 7}),
    ],
)
def test_a_ready_score_finds_its_output(name: str, value: float, output: str, expected: dict[str, float]) -> None:
    assert ready_score(get(name), value, output) == expected


@pytest.mark.parametrize(
    ("name", "value", "output", "told"),
    [
        ("ons4", 7, "", "which score"),
        ("sf12v2", 44, "", "pcs, mcs"),
        ("sf12v2", 44, "total", "pcs, mcs"),
        ("gbo", 4, "", "which score"),
        ("swemwbs7", 36, "", "7 to 35"),
        ("swemwbs7", float("nan"), "", "7 to 35"),
        ("iroc", 11, "", "12 to 72"),
    ],
)
def test_a_ready_score_that_cannot_be_one_is_refused(name: str, value: float, output: str, told: str) -> None:
    with pytest.raises(UserCanFix, match=told):
        ready_score(get(name), value, output)


# --- many at once -----------------------------------------------------------------------------------------------------


@st.composite
def forms(draw: st.DrawFn) -> tuple[Instrument, list[list[float | None]]]:
    """An instrument with a few forms of good answers, some left blank."""
    instrument = get(draw(st.sampled_from(SCORED)))
    choices = [
        [option.value for option in item.options] or list(range(int(item.min or 0), min(int(item.max or 0), 30) + 1))
        for item in instrument.items
    ]
    answer = [st.one_of(st.none(), st.sampled_from(values)) for values in choices]
    return instrument, draw(st.lists(st.tuples(*answer).map(list), min_size=1, max_size=4))


@settings(max_examples=60, deadline=None)
@given(forms())
def test_columns_give_what_rows_give(made: tuple[Instrument, list[list[float | None]]]) -> None:
    instrument, rows = made
    columns = [list(column) for column in zip(*rows, strict=True)]
    together = score_all(instrument, columns)
    alone = [score(instrument, row) for row in rows]
    assert together == {name: [found[name] for found in alone] for name in together}
    numeric = score_columns(instrument, columns)
    assert set(numeric) == {output.id for output in instrument.outputs if output.numeric}
    for output in instrument.outputs:
        for value in numeric.get(output.id, []):
            assert value is None or output.min is None or value >= output.min
            assert value is None or output.max is None or value <= output.max


def test_refused_answers_are_found_by_row() -> None:
    columns = [[1, 5, 2], [1, 1, 9], [1, 0, 1]]
    assert [(found.index, found.problem.column) for found in refused(get("ucla3"), columns)] == [
        (1, "item_1"), (1, "item_3"), (2, "item_2"),
    ]  # fmt: skip
    by_row = refused_rows(get("ucla3"), columns)
    assert sorted(by_row) == [1, 2]
    assert "There are 2 such answers" in by_row[1].what
    with pytest.raises(UserCanFix, match="There are 3 such answers"):
        score_columns(get("ucla3"), columns)


def test_asking_about_scoring_does_not_yet_load_numpy() -> None:
    code = (
        "import sys, sfph_desktop.core.toolkit.scoring, sfph_desktop.core.usecases.scoring as s\n"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_rows_give_no_scores() -> None:
    assert score_columns(get("swemwbs7"), [[] for _ in range(7)]) == {"raw": [], "metric": []}


def test_twenty_thousand_forms_take_no_time_worth_seeing() -> None:
    dice = random.Random(2008)
    columns = [[float(dice.randint(1, 5)) for _ in range(20_000)] for _ in range(7)]
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        found = score_columns(get("swemwbs7"), columns)
        taken.append(time.perf_counter() - started)
    assert len(found["metric"]) == 20_000
    # Some 10 ms on a quiet machine. The best of five: other programs may be at work beside us.
    assert min(taken) < 0.1
