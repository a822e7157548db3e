"""Every figure of `toolkit --json` agrees with a second working-out from the workbook's rows, to 1e-6."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.independent.recompute import recompute

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.interchange.sample.enterprise import sample_sheets
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample import SEED, fill_with_sample

YEAR = (date(2025, 4, 1), date(2026, 3, 31))


def rows_of(people: int) -> dict[str, list[dict[str, object]]]:
    sheets = sample_sheets(people, SEED)
    return {
        sheet.name: [
            dict(zip(sheet.header, [None if cell == "" else cell for cell in row], strict=False)) for row in sheet.rows
        ]
        for sheet in sheets
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_office: Any) -> Office:
    office: Office = new_office(tmp_path_factory.mktemp("office"))
    fill_with_sample(office, people=150)
    return office


def near(ours: Any, theirs: Any, what: str) -> None:
    if theirs is None or ours is None or isinstance(theirs, bool):
        assert ours == theirs, what
    else:
        assert math.isclose(ours, theirs, rel_tol=1e-6, abs_tol=1e-6), f"{what}: {ours} and {theirs}"


@pytest.mark.parametrize(
    ("service", "contract"),
    [("", ""), ("Befriending", ""), ("", "GRANT-24"), ("Lunch club", "IJB-24")],
    ids=["everyone", "a service", "a contract", "both"],
)
def test_two_ways_to_the_same_figures(filled: Office, root: Path, service: str, contract: str) -> None:
    selection = Selection(period=Period(*YEAR), service=service, contract_ref=contract)
    run = impacts.run_toolkit(filled, selection, Choices(draws=200)).value
    ours = impacts.as_document(run)
    theirs = recompute(rows_of(150), root / "resources" / "reference", *YEAR, service=service, contract=contract)

    for name, value in theirs["reach"].items():
        near(ours["reach"][name], value, f"reach.{name}")
    mine = {(c["instrument"], c["output"]): c for c in ours["changes"]}
    known = {key: value for key, value in theirs["changes"].items() if value["eligible"]}
    assert set(mine) == set(known)
    for key, figures in known.items():
        for name, value in figures.items():
            if name == "crossed":
                for part, number in value.items():
                    near(mine[key]["crossed"][part], number, f"{key}.crossed.{part}")
            else:
                near(mine[key][name], value, f"{key}.{name}")
    counted = {e["event_type"]: e for e in ours["events"] if e["events"]}
    assert set(counted) == set(theirs["events"])
    for kind, figures in theirs["events"].items():
        for name, value in figures.items():
            near(counted[kind][name], value, f"{kind}.{name}")
    _value(ours["value"], theirs["value"])


def _value(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    lines = {line["line_ref"]: line for line in ours["lines"]}
    assert set(lines) == set(theirs["lines"])
    for ref, figures in theirs["lines"].items():
        for name, value in figures.items():
            near(lines[ref][name], value, f"{ref}.{name}")
    assert {ref for ref, line in lines.items() if line["counted"]} == theirs["counted"]
    near(ours["inputs_pv"], theirs["inputs_pv"], "inputs")
    if theirs["counted"]:
        near(ours["total_pv"], theirs["total_pv"], "total")
        near(ours["ratio"], theirs["ratio"], "ratio")
        near(ours["break_even_deadweight"], theirs["break_even_deadweight"], "break-even")
