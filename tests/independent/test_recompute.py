"""Every figure of `toolkit --json` agrees with a second working-out from the workbook's rows, to 1e-6."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.independent.comparisons import differences
from tests.independent.draws import spread
from tests.independent.partnership import partnership
from tests.independent.recompute import recompute

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.interchange.sample.enterprise import sample_sheets
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample import SEED, fill_with_sample

SHARES = ("deadweight", "displacement", "attribution", "drop_off")
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


@pytest.fixture(scope="module")
def filled_with_goals(tmp_path_factory: pytest.TempPathFactory, new_office: Any) -> Office:
    office: Office = new_office(tmp_path_factory.mktemp("goals"))
    fill_with_sample(office, people=150)
    report = imports.bring_in(office, goal_sheets(150), file="goals", as_it_is=True)
    assert {fate.fate for fate in report.fates} == {"created"}
    return office


def goal_sheets(people: int, seed: int = 20) -> tuple[RawSheet, RawSheet]:
    """Ratings of up to three goals by the people of the sample, some skipped, and lines that value them."""
    draw = random.Random(seed)
    forms = []
    for episode in rows_of(people)["episodes"]:
        started: Any = episode["start_date"]
        goals = draw.sample((0, 1, 2), draw.randint(1, 3))
        for week in sorted(draw.sample(range(0, 90, 5), draw.randint(2, 7))):
            ratings = [draw.randint(0, 10) if n in goals and draw.random() < 0.8 else None for n in range(3)]
            day = started + timedelta(weeks=week)
            if any(rating is not None for rating in ratings) and day < date(2026, 4, 1):
                stage = draw.choice(("", "", "baseline", "review", "exit"))
                forms.append((episode["person_ref"], "gbo", day, stage, *ratings))
    lines = [
        (f"G{n}", f"gbo.{what}", "dementia_mild_year", 2, *(x for name in SHARES for x in (0.1, name)), f"goals {n}")
        for n, what in enumerate(("improved", "mean_change.improved"), 1)
    ]
    heads = ("person_ref", "instrument", "date", "stage", "item_1", "item_2", "item_3")
    line_heads = ("line_ref", "indicator", "unit_value", "duration_years")
    names = (*line_heads, *(f"{name}{end}" for name in SHARES for end in ("", "_reason")), "overlap_group")
    return (
        RawSheet(name="assessments", header=heads, rows=tuple({row[:4]: row for row in forms}.values())),
        RawSheet(name="value_lines", header=names, rows=tuple(lines)),
    )


LONG_LINES = (
    ("M1", "ons4.life_satisfaction.change_sum", "wellby_2019", 3.5, 0.25, 0.05, 0.2, 0.3, "", "happy"),
    ("M2", "swemwbs7.improved", "gmca_HE11.0", 2.25, 0.4, 0, 0.3, 0.5, "", "services"),
    ("M3", "ucla3.recovered", "loneliness_severe_year", 5, 0.1, 0.1, 0.1, 0.1, "GRANT-24", "lonely"),
    ("M4", "event:started_job", "gmca_EE1.0", 4, 0.6, 0.2, 0.2, 0.3, "SLA-24", "jobs"),
    ("M5", "gse10.improved", "scot_outpatient_1415", 1, 0, 0, 0.9, 0, "", "coping"),
    ("M6", "ucla3.improved", "loneliness_severe_year", 1, 0.1, 0, 0.1, 0, "", "lonely"),
)
"""Lines of several years, at both rates, under a contract, with and without a published range, one beaten."""


def long_lines() -> RawSheet:
    rows = []
    for ref, what, unit, years, *taken, contract, group in LONG_LINES:
        because = [x for name, share in zip(SHARES, taken, strict=True) for x in (share, name)]
        rows.append((ref, what, unit, years, *because, contract or None, group))
    heads = ("line_ref", "indicator", "unit_value", "duration_years")
    names = (*heads, *(f"{n}{end}" for n in SHARES for end in ("", "_reason")), "contract_ref", "overlap_group")
    return RawSheet(name="value_lines", header=names, rows=tuple(rows))


@pytest.fixture(scope="module")
def filled_with_long_lines(tmp_path_factory: pytest.TempPathFactory, new_office: Any) -> Office:
    office: Office = new_office(tmp_path_factory.mktemp("lines"))
    fill_with_sample(office, people=150)
    report = imports.bring_in(office, (long_lines(),), file="lines", as_it_is=True)
    assert {fate.fate for fate in report.fates} == {"created"}
    return office


@pytest.mark.parametrize(("service", "contract"), [("", ""), ("", "GRANT-24"), ("Befriending", "")])
@pytest.mark.parametrize("seed", [20_080_417, 7])
def test_two_ways_to_present_values_and_to_the_range_of_the_ratio(
    filled_with_long_lines: Office, root: Path, service: str, contract: str, seed: int
) -> None:
    selection = Selection(period=Period(*YEAR), service=service, contract_ref=contract)
    choices = Choices(draws=400, seed=seed)
    ours = impacts.as_document(impacts.compute(filled_with_long_lines, selection, choices))
    rows, library = rows_of(150), root / "resources" / "reference"
    sheet = long_lines()
    rows["value_lines"] += [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
    theirs = recompute(rows, library, *YEAR, service=service, contract=contract)
    assert theirs["value"]["counted"] & {ref for ref, *_ in LONG_LINES}
    _value(ours["value"], theirs["value"])
    for name, figure in spread(rows, theirs, draws=400, seed=seed).items():
        near(ours["value"][name], figure, name)


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
    ours = impacts.as_document(impacts.run_toolkit(filled, selection, Choices(draws=200)).value)
    theirs = recompute(rows_of(150), root / "resources" / "reference", *YEAR, service=service, contract=contract)
    _same(ours, theirs)
    _same_partnership(ours, partnership(rows_of(150), *YEAR, service=service, contract=contract))


def test_two_ways_to_who_was_worked_with_where_only_the_people_s_sheet_says_so(new_office: Any, tmp_path: Path) -> None:
    rows = rows_of(60)
    heads = ("person_ref", "referral_source", "referral_date")
    named = [{**one, "referral_source": "KIRK WYND food pantry"} for one in rows["people"][:9]]
    rows["people"] = [*named, *rows["people"][9:]]
    rows["referrals"] = [one for one in rows["referrals"] if int(str(one["person_ref"])[1:]) % 3]
    sheets = [
        RawSheet(name=name, header=tuple(listed[0]), rows=[tuple(one.values()) for one in listed])
        for name, listed in rows.items()
        if name in {"partners", "episodes", "referrals", "contracts"}
    ]
    told = [tuple(one[head] for head in heads) for one in rows["people"]]
    consents = [(one["person_ref"], one["consent_share"]) for one in rows["people"]]
    office: Office = new_office(tmp_path)
    sheets += [RawSheet(name="people", header=heads, rows=told)]
    agreed = RawSheet(name="people", header=("person_ref", "consent_share"), rows=consents)
    imports.bring_in(office, [agreed], file="consents", as_it_is=True)
    imports.bring_in(office, sheets, file="all", as_it_is=True)
    ours = impacts.as_document(impacts.run_toolkit(office, Selection(period=Period(*YEAR)), Choices(draws=200)).value)
    theirs = partnership(rows, *YEAR)
    assert theirs["not_known"]
    assert theirs["partners"].get("third_sector")
    _same_partnership(ours, theirs)


@pytest.mark.parametrize(("service", "contract"), [("", ""), ("Lunch club", ""), ("", "IJB-24")])
def test_two_ways_to_the_change_of_people_s_own_goals(
    filled_with_goals: Office, root: Path, service: str, contract: str
) -> None:
    selection = Selection(period=Period(*YEAR), service=service, contract_ref=contract)
    ours = impacts.as_document(impacts.run_toolkit(filled_with_goals, selection, Choices(draws=200)).value)
    rows = rows_of(150)
    for sheet in goal_sheets(150):
        rows[sheet.name] += [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
    theirs = recompute(rows, root / "resources" / "reference", *YEAR, service=service, contract=contract)
    goals = theirs["changes"]["gbo", "mean_change"]
    assert goals["claimed"]
    assert min(goals["goals"].values()) > 0
    _same(ours, theirs)


def helping_sheets(people: int) -> tuple[RawSheet, RawSheet, RawSheet]:
    """Four who only ever help and two who came first, all of them in registers of the sample."""
    rows = rows_of(people)
    held = [s["session_ref"] for s in rows["sessions"]][::9]
    helpers = [f"H{number}" for number in range(4)]
    enrolled = {e["person_ref"] for e in rows["episodes"] if e["end_date"] is not None}
    known = {(a["session_ref"], a["person_ref"]) for a in rows["attendance"]}
    marks = [(session, ref) for ref in (*helpers, *sorted(map(str, enrolled))[:2]) for session in held]
    roles = [
        ("H0", "volunteer", date(2023, 1, 1), None),
        ("H1", "volunteer", date(2025, 9, 1), date(2025, 12, 1)),
        ("H2", "staff", date(2023, 1, 1), None),
        ("H2", "service_user", date(2025, 10, 1), None),
        ("H3", "staff", date(2023, 1, 1), date(2025, 7, 1)),
        ("H3", "volunteer", date(2023, 6, 1), None),
        *((ref, "volunteer", date(2024, 1, 1), None) for ref in sorted(map(str, enrolled))[:2]),
    ]
    return (
        RawSheet(name="people", header=("person_ref",), rows=tuple((ref,) for ref in helpers)),
        RawSheet(name="roles", header=("person_ref", "role", "from_date", "to_date"), rows=tuple(roles)),
        RawSheet(
            name="attendance",
            header=("session_ref", "person_ref"),
            rows=tuple(dict.fromkeys(mark for mark in marks if mark not in known)),
        ),
    )


@pytest.mark.parametrize("contract", ["", "IJB-24"], ids=["everyone", "a contract"])
def test_two_ways_to_who_was_supported_and_who_helps(
    tmp_path_factory: pytest.TempPathFactory, new_office: Any, root: Path, contract: str
) -> None:
    office: Office = new_office(tmp_path_factory.mktemp("helpers"))
    fill_with_sample(office, people=60)
    report = imports.bring_in(office, helping_sheets(60), file="helpers", as_it_is=True)
    assert {fate.fate for fate in report.fates} == {"created"}
    selection = Selection(period=Period(*YEAR), contract_ref=contract)
    ours = impacts.as_document(impacts.run_toolkit(office, selection, Choices(draws=200)).value)
    rows = rows_of(60)
    for sheet in helping_sheets(60):
        rows[sheet.name] += [{"minutes": None, **dict(zip(sheet.header, row, strict=True))} for row in sheet.rows]
    theirs = recompute(rows, root / "resources" / "reference", *YEAR, contract=contract)
    if not contract:
        assert theirs["roles"]["helping_marks"] > 10
    assert ours["roles"]["evidence"]
    _same(ours, theirs)


def _same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    for name, value in theirs["reach"].items():
        near(ours["reach"][name], value, f"reach.{name}")
    for name, value in theirs["roles"].items():
        near(ours["roles"][name], value, f"roles.{name}")
    mine = {(c["instrument"], c["output"]): c for c in ours["changes"]}
    known = {key: value for key, value in theirs["changes"].items() if value["eligible"]}
    assert set(mine) == set(known)
    for key, figures in known.items():
        for name, value in figures.items():
            if name in ("crossed", "goals"):
                for part, number in value.items():
                    near(mine[key][name][part], number, f"{key}.{name}.{part}")
            else:
                near(mine[key][name], value, f"{key}.{name}")
    counted = {e["event_type"]: e for e in ours["events"] if e["events"]}
    assert set(counted) == set(theirs["events"])
    for kind, figures in theirs["events"].items():
        for name, value in figures.items():
            near(counted[kind][name], value, f"{kind}.{name}")
    _value(ours["value"], theirs["value"])


def _same_partnership(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert theirs["referred_in"] > 0
    for name, value in theirs.items():
        if isinstance(value, dict):
            assert ours["partnership"][name] == value, name
        else:
            near(ours["partnership"][name], value, f"partnership.{name}")


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


COMPARED = (
    ("C1", "swemwbs7", None, "group", 44, 0.8, 3.9, None, "Tayside waiting list"),
    ("C2", "ucla3", "total", "group", 9, 0.1, 1.2, None, "too few to be used"),
    ("C3", "ucla3", "total", "group", 31, 0.2, 1.4, None, "Fife 2024"),
    ("C4", "gse10", None, "published", None, None, None, 0.3, "Luszczynska 2005"),
    ("C5", "gse10", None, "group", 60, 0.5, 4.0, None, "comes after the published rate"),
    ("C6", "ons4", "happy", "group", 25, 0.4, 2.1, None, "Angus 2024"),
    ("C7", "ons4", None, "group", 25, 0.4, 2.1, None, "does not say which of four scores"),
)
COMPARED_HEADS = (
    *("comparison_ref", "instrument", "output", "kind", "pairs"),
    *("mean_change", "sd_change", "improved_share", "source"),
)


@pytest.fixture(scope="module")
def filled_with_comparisons(tmp_path_factory: pytest.TempPathFactory, new_office: Any) -> Office:
    office: Office = new_office(tmp_path_factory.mktemp("compared"))
    fill_with_sample(office, people=150)
    report = imports.bring_in(office, (RawSheet(name="comparisons", header=COMPARED_HEADS, rows=COMPARED),), file="c")
    assert {fate.fate for fate in report.fates} == {"created"}
    return office


@pytest.mark.parametrize(
    ("service", "contract"), [("", ""), ("Befriending", ""), ("", "GRANT-24"), ("Lunch club", "IJB-24")]
)
def test_two_ways_to_the_difference_in_differences(
    filled_with_comparisons: Office, root: Path, service: str, contract: str
) -> None:
    selection = Selection(period=Period(*YEAR), service=service, contract_ref=contract)
    ours = impacts.as_document(impacts.compute(filled_with_comparisons, selection, Choices(draws=0)))
    rows = rows_of(150)
    rows["comparisons"] = [dict(zip(COMPARED_HEADS, row, strict=True)) for row in COMPARED]
    theirs = differences(
        rows, recompute(rows, root / "resources" / "reference", *YEAR, service=service, contract=contract)
    )
    told = {(c["instrument"], c["output"]): c for c in ours["changes"] if c["difference_in_differences"]}
    assert set(told) == set(theirs)
    assert theirs or contract
    for key, figures in theirs.items():
        for name, value in figures.items():
            near(told[key]["difference_in_differences"][name], value, f"{key}.{name}")
    raised = {(c["instrument"], c["output"]) for c in ours["changes"] if c["evidence_level"] > 2}
    assert all(one in theirs or one[0] == "gse10" for one in raised), "only a comparison raises the level above 2"
