"""Value lines as they come in a messy spreadsheet: refused, or marked with what to do; never a silent figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from command_line import Terminal
from import_offices import bring, new_office, sheet

from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.domain.worth import WorthTold
from sfph_desktop.core.usecases import value_lines as values
from sfph_desktop.core.usecases import worth
from sfph_desktop.core.usecases.office import Office, close_office

FIRST, LAST = date(2025, 5, 1), date(2025, 9, 1)
YEAR = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
SHARES = ("deadweight", "displacement", "attribution", "drop_off")


def whole(deadweight: object) -> tuple[object, ...]:
    return (deadweight, "we asked", *(0, "none") * 3)


def lines(*rows: tuple[object, ...]) -> RawSheet:
    heads = "line_ref indicator unit_value duration_years " + " ".join(f"{one} {one}_reason" for one in SHARES)
    return sheet("value_lines", heads, *rows)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Fourteen people who became less lonely and found work, and nothing of what went in."""
    opened = new_office(tmp_path)
    numbers = range(1, 15)
    bring(
        opened,
        sheet("people", "person_ref given_name", *((f"P{n}", f"Name{n}") for n in numbers)),
        sheet("episodes", "person_ref service start_date", *((f"P{n}", "Lunch", FIRST) for n in numbers)),
        sheet(
            "assessments",
            "person_ref instrument date q1 q2 q3",
            *((f"P{n}", "ucla3", day, a, a, a) for n in numbers for day, a in ((FIRST, 3), (LAST, 1))),
        ),
        sheet("events", "person_ref date event_type", *((f"P{n}", LAST, "started_job") for n in numbers)),
    )
    yield opened
    if opened.store.path.exists():
        close_office(opened, backup=False)


def told(office: Office, selection: Selection = YEAR) -> WorthTold:
    desk, found = worth.worth_at_once(office, selection)
    return worth.told(desk, found, desk.facts.value_lines)


def test_rows_that_cannot_be_are_held_with_their_column_and_what_is_accepted(office: Office) -> None:
    report = bring(
        office,
        lines(
            ("OVER", "event:started_job", "wellby_2019", 1, *whole(1.3)),
            ("PERCENT", "event:started_job", "wellby_2019", 1, *whole("130%")),
            ("EURO", "event:started_job", "euro_job", 1, *whole(0.3)),
            ("NEVER", "event:started_job", "wellby_2019", 0, *whole(0.3)),
            ("BACK", "event:started_job", "wellby_2019", -1, *whole(0.3)),
            ("FINE", "event:started_job", "wellby_2019", 1, *whole(0.3)),
        ),
    )
    held = [(fate.column, fate.accepted) for fate in report.fates if fate.fate == "held"]
    assert [fate.fate for fate in report.fates] == ["held"] * 5 + ["created"]
    assert [column for column, _ in held] == ["deadweight"] * 2 + ["unit_value"] + ["duration_years"] * 2
    assert all(accepted for _, accepted in held)
    assert [one.line_ref for one in told(office).lines] == ["FINE"]


def test_people_are_no_points_of_life_satisfaction(office: Office) -> None:
    """Eleven who are less lonely times the price of a point of life satisfaction is a figure nobody can defend."""
    shares = [(0, "nobody", "us") for _ in SHARES]
    given = [x for share, reason, _ in shares for x in (share, reason)]
    bring(office, lines(("A1", "ucla3.improved", "wellby_2019", 1, *given)))
    (line,) = told(office).lines
    assert not line.counted
    assert "is the price of one point of life satisfaction (0 to 10) of one person for a year" in line.reason
    assert "this line counts people. Value the points of change in life satisfaction instead" in line.reason
    _, found = worth.worth_at_once(office, YEAR)
    assert not found.run.value.total_pv


def test_overlaps_that_nobody_decided_leave_no_total_and_name_the_lines(office: Office) -> None:
    bring(
        office,
        lines(
            ("A1", "ucla3.improved", "loneliness_severe_year", 1, *whole(0.2)),
            ("A2", "ucla3.recovered", "loneliness_severe_year", 1, *whole(0.2)),
        ),
    )
    _, found = worth.worth_at_once(office, YEAR)
    assert found.run.value.total_pv is None
    first = told(office)
    assert "A1 and A2" in first.troubles[0].what
    assert not any(one.counted for one in first.lines)
    values.decide_overlap(office, ("A1", "A2"), same=True)
    assert sum(one.counted for one in told(office).lines) == 1


def test_a_value_to_be_checked_is_marked_until_somebody_says_how_they_made_sure(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wrote its id into their workbook chose it; one without a price year is undated. Neither goes unsaid."""
    bring(
        office,
        lines(
            ("JOB", "event:started_job", "gmca_EE1.0", 1, *whole(0.2)),
            ("LONELY", "ucla3.improved", "loneliness_severe_year", 1, *whole(0.2)),
        ),
    )
    _, found = worth.worth_at_once(office, YEAR)
    notes = {one.line_ref: " ".join(one.notes) for one in found.run.value.lines if one.counted}
    assert "Check before quoting: seen in one secondary source." in notes["JOB"]
    assert "Undated: no price year was published" in notes["LONELY"]
    path = office.store.path
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text("harbour lantern porridge thistle\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(path))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    terminal = Terminal(capsys)
    year = ("--period", "2025-04-01:2026-03-31")
    terminal.run("value", "set", "JOB", "--checked", "read the 2023 table of the publisher")
    shown = terminal.json("value", "show", *year)
    assert shown["total_pv"] > 0
    assert shown["ratio"] is None, "nothing is known of what went in"
    assert "What went in is not recorded" in terminal.run("value", "show", *year)


def test_a_period_without_records_says_so_and_names_those_there_are(office: Office) -> None:
    bring(office, lines(("FINE", "event:started_job", "wellby_2019", 1, *whole(0.3))))
    before = Selection(period=Period(date(2019, 4, 1), date(2020, 3, 31)))
    found = told(office, before)
    assert "Nothing is recorded in this period" in found.troubles[0].what
    assert "1 May 2025 to 1 September 2025" in found.troubles[0].do
    assert not any(one.counted for one in found.lines)
