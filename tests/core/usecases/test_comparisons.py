"""Comparisons: recorded, changed, removed; what each does to a run; what is refused at its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest
from command_line import Terminal
from scipy.stats import t
from tests.conftest import PASSPHRASE

from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases import comparisons
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.sample import fill_with_sample
from sfph_desktop.core.usecases.worth import worth_at_once

YEAR = Selection(period=Period.parse("2025-04-01:2026-03-31"))
GROUP = Comparison(
    comparison_ref="", instrument="swemwbs7", output="metric", pairs=40, mean_change=0.7, sd_change=3.1,
    source="our waiting list", period="2024",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = new_office(tmp_path_factory.mktemp("compared"))
    fill_with_sample(office, people=60)
    for one in comparisons.comparisons(office):
        comparisons.remove_comparison(office, one.id)
    return office


def swemwbs(office: Office):  # type: ignore[no-untyped-def]
    return next(one for one in worth_at_once(office, YEAR)[1].run.changes if one.instrument == "swemwbs7")


def test_a_group_adds_the_difference_and_the_level_and_takes_nothing_off_the_value(office: Office) -> None:
    """Welch's interval recomputed from the published formula with another library's t."""
    before, value = swemwbs(office), worth_at_once(office, YEAR)[1].run.value
    assert before.difference_in_differences is None
    assert before.evidence_level == 2, before.evidence_reason
    made = comparisons.add_comparison(office, GROUP)
    after = swemwbs(office)
    found = after.difference_in_differences
    assert found is not None
    v1, v2 = after.sd_change**2 / after.pairs, GROUP.sd_change**2 / 40  # type: ignore[operator]
    freedom = (v1 + v2) ** 2 / (v1**2 / (after.pairs - 1) + v2**2 / 39)
    half = t.ppf(0.975, freedom) * sqrt(v1 + v2)
    assert found.difference == pytest.approx(after.mean_change - 0.7, abs=1e-9)
    assert (found.ci_low, found.ci_high) == pytest.approx((found.difference - half, found.difference + half), abs=1e-6)
    assert after.evidence_level == 3
    assert "our waiting list" in after.evidence_reason
    assert worth_at_once(office, YEAR)[1].run.value.total_pv == value.total_pv, "the change valued stays gross"
    assert "nothing is taken off twice" in comparisons.what_it_does(office, made.value)

    second = comparisons.add_comparison(office, replace(GROUP, mean_change=0.1)).value
    assert "is for the same score and comes before it" in comparisons.what_it_does(office, second)
    comparisons.remove_comparison(office, second.id)
    gone = comparisons.remove_comparison(office, made.value.id)
    assert swemwbs(office).evidence_level == 2
    undo(office, gone.unit_id)
    assert swemwbs(office).evidence_level == 3
    comparisons.remove_comparison(office, made.value.id)


def test_a_published_rate_lifts_the_level_without_a_difference(office: Office) -> None:
    rate = Comparison(
        comparison_ref="", instrument="swemwbs7", kind="published", improved_share=0.2, source="Smith 2020"
    )
    made = comparisons.add_comparison(office, replace(rate, output="metric")).value
    after = swemwbs(office)
    assert (after.difference_in_differences, after.evidence_level) == (None, 3)
    assert "No difference is worked out" in comparisons.what_it_does(office, made)
    comparisons.remove_comparison(office, made.id)
    own = comparisons.add_comparison(office, replace(GROUP, instrument="goal_0_10", output="")).value
    assert "stays at level 1" in comparisons.what_it_does(office, own)
    comparisons.remove_comparison(office, own.id)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"output": "luck"}, "output"),
        ({"instrument": "nothing"}, "output"),
        ({"kind": "guess"}, "kind"),
        ({"source": " "}, "source"),
        ({"pairs": 9}, "pairs"),
        ({"pairs": None}, "pairs"),
        ({"mean_change": None}, "mean_change"),
        ({"mean_change": 400.0}, "mean_change"),
        ({"sd_change": None}, "sd_change"),
        ({"sd_change": -1.0}, "sd_change"),
        ({"improved_share": 1.2}, "improved_share"),
        ({"kind": "published", "mean_change": None}, "improved_share"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(office: Office, change: dict[str, object], column: str) -> None:
    with pytest.raises(UserCanFix) as refused:
        comparisons.add_comparison(office, replace(GROUP, **change))  # type: ignore[arg-type]
    assert column in {one.column for one in refused.value.problems}
    assert comparisons.comparisons(office) == ()


def test_by_command(
    new_office: Callable[[Path], Office],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = new_office(tmp_path)
    close_office(made, backup=False)
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(made.store.path))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    terminal = Terminal(capsys)
    add = ("comparison", "add", "swemwbs7.metric", "--n", "40", "--mean", "0.7", "--sd", "3.1")
    assert "counts only with its source" in terminal.run(*add, status=1)
    found = terminal.json(*add, "--source", "our waiting list", "--period", "2024")
    assert (found["comparison_ref"], found["pairs"], found["period"]) == ("K1", 40, "2024")
    assert "level 3" in found["does"]
    assert terminal.json("comparison", "change", "k1", "--mean", "-0.5")["mean_change"] == -0.5
    assert "our waiting list" in terminal.run("comparison", "list")
    assert terminal.json("comparison", "remove", "K1") == {"removed": "K1"}
    assert "There is no comparison 'K1'" in terminal.run("comparison", "remove", "K1", status=1)
    assert terminal.json("comparison", "list") == []
