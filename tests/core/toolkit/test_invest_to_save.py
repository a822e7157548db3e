"""A case for investing, worked by hand beside the program, and how sure it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from sfph_desktop.core.domain.impact_facts import DiscountBand
from sfph_desktop.core.domain.saving_rules import SavingWorked
from sfph_desktop.core.domain.savings import SavingCase, SavingCaseId, SavingLine
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.toolkit.invest_to_save import work_out

FILE = Path(__file__).parents[2] / "examples" / "savings" / "falls.yaml"
BANDS = (DiscountBand(kind="standard", from_year=0, to_year=30, rate=0.035),)
MONEY = ("invest", "running", "match", "amount", "low", "high")


def given(facts: dict[str, Any]) -> dict[str, Any]:
    found = {name: Money.pounds(value) if name in MONEY else value for name, value in facts.items()}
    if "cashable" in found:
        found["cashable"] = Decimal(str(found["cashable"]))
    return found


def worked(example: dict[str, Any], **more: Any) -> SavingWorked:
    case = SavingCase(case_ref="IS-1", title="Falls", **given({**example["case"], **more}))
    lines = [
        SavingLine(id=n, case_id=SavingCaseId(1), what=f"thing {n}", source="hand", **given(one))
        for n, one in enumerate(example["lines"], 1)
    ]
    return work_out(case, lines, BANDS)


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def test_the_example_comes_out_as_by_hand(example: dict[str, Any]) -> None:
    found, expect = worked(example), example["expect"]
    for name in ("cost", "asked", "cash", "freed"):
        assert getattr(found, name) == pytest.approx(expect[name], abs=0.01), name
    for name in ("needed_cash", "needed_all"):
        assert getattr(found, name) == pytest.approx(expect[name], abs=0.0001), name
    assert (found.payback_cash, found.payback_all) == (expect["payback_cash"], expect["payback_all"])
    assert found.by_payer["NHS"] == pytest.approx(expect["NHS"], abs=0.01)
    assert [one.cost for one in found.years] == [30000, 6000, 6000]
    assert [one.cash + one.freed for one in found.years] == [12000, 36000, 36000]


def test_the_range_holds_the_whole_and_the_assumed_range_is_marked(example: dict[str, Any]) -> None:
    found = worked(example)
    assert found.low < found.cash + found.freed < found.high
    assert found == worked(example), "the same draws every time"
    by_name = {one.what: one for one in found.swings}
    assert not by_name["NHS: thing 1"].assumed
    assert by_name["local authority: thing 2"].assumed
    net = found.cash + found.freed - found.cost
    # The NHS at 20000 of 24000 loses a sixth of its 57592.66; the authority a quarter of its 22796.33
    assert by_name["NHS: thing 1"].low == pytest.approx(net - 57592.66 / 6, abs=0.02)
    assert by_name["local authority: thing 2"].low == pytest.approx(net - 22796.33 / 4, abs=0.02)


def test_what_is_covered_in_the_first_month_is_covered_then() -> None:
    case = {"case": {"invest": 1000, "years": 1}, "lines": [{"payer": "NHS", "amount": 12000, "cashable": 1}]}
    assert worked(case).payback_cash == 1
    assert worked(case, invest=12000).payback_cash == 12
    assert worked(case, invest=12001).payback_cash is None
