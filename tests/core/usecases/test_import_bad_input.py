"""What issue 3 calls bad input: each told plainly where it happens, nothing lost, nothing half-done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from import_offices import bring, counts, everything, new_office, rows, sheet

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import FATES, ImportReport
from sfph_desktop.core.interchange import reader
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.imports import plans
from sfph_desktop.core.usecases.office import Office, close_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = new_office(tmp_path_factory.mktemp("bad"))
    yield opened
    close_office(opened, backup=False)


def test_a_visit_after_a_death_is_held_and_says_so(office: Office) -> None:
    report = bring(
        office,
        sheet("people", "person_ref", ("D1",), ("D2",)),
        sheet("episodes", "person_ref service start_date end_date end_reason",
              ("D1", "Lunch", "1/4/2024", "1/5/2025", "Deceased"), ("D2", "Lunch", "1/4/2024", "1/5/2025", "Moved")),
        sheet("sessions", "session_ref service date", ("DS1", "Lunch", "1/4/2025"), ("DS2", "Lunch", "1/6/2025")),
        sheet("attendance", "session_ref person_ref", ("DS1", "D1"), ("DS2", "D1"), ("DS2", "D2")),
        sheet("assessments", "person_ref instrument date q1 q2 q3", ("D1", "ucla3", "2/6/2025", 1, 1, 1)),
    )  # fmt: skip
    held = {
        (fate.sheet, fate.row): (fate.column, fate.reason, fate.only_doubts) for fate in report.fates if fate.faults
    }
    assert held == {
        ("attendance", 3): ("session_ref", "This session was after the person died (01/05/2025).", True),
        ("assessments", 2): ("date", "This is after the person died (01/05/2025).", True),
    }


def test_long_notes_and_names_from_right_to_left_come_in_whole(office: Office) -> None:
    note, name = "x" * 10_000, "فاطمة"
    bring(office, sheet("people", "person_ref given_name notes", ("R1", f"\u202e{name}", note)))
    assert rows(office, "SELECT given_name, notes FROM people WHERE person_ref = 'R1'") == [(name, note)]
    far = bring(office, sheet("people", "person_ref notes", ("R2", "x" * 30_000)))
    assert far.fates[0].reason == "This is longer than 20,000 characters."


def test_a_file_that_changes_while_it_is_read_is_refused(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person_ref\nC1\n", encoding="utf-8")
    asked = reader.ask_child

    def saved_meanwhile(*given: Any) -> list[bytes]:
        lines = asked(*given)
        file.write_text("person_ref\nC1\nC2\n", encoding="utf-8")
        return lines

    monkeypatch.setattr(reader, "ask_child", saved_meanwhile)
    before = everything(office)
    with pytest.raises(UserCanFix, match="changed while it was read"):
        imports.import_file(office, file)
    assert everything(office) == before


def test_a_file_that_another_program_holds_says_so(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person_ref\nC1\n", encoding="utf-8")
    whole = Path.open

    def held(self: Path, *given: Any, **more: Any) -> Any:
        if self.name == file.name:
            raise PermissionError(13, "Permission denied")
        return whole(self, *given, **more)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(UserCanFix, match="Another program holds it"):
        imports.import_file(office, file)


# --- sheets as nobody would make them ---------------------------------------------------------------------------------

REGISTER = [["Club 2025", *[""] * 6], ["Name", "Ref", "1/4/2025", "8/4/2025", "15/4/2025", "22/4/2025", "Total"]] + [
    [f"Ana Reid{chr(97 + n)}", f"M{n}", "P", "A", "x", "P", "3"] for n in range(20)
]
EVERYTHING = [
    ["Ref", "Surname", "First name", "DOB", "Project", "Start", "End", "Q1 start", "Q2 start", "Q3 start"]
] + [
    [f"E{n}", f"Kerr{chr(97 + n)}", "Bo", f"{n % 27 + 1}/3/1960", "Lunch", "1/4/2025", "", "1", "2", "3"]
    for n in range(20)
]
WORST = (
    "",
    "",
    "TOTAL",
    "=1+1",
    "#N/A",
    "31/02/2025",
    "🎉",
    "x" * 300,
    "-",
    "99",
    "P",
    "Ana Reida",
    "Ref",
    "\u202e",
    "0",
)


def mutated(table: list[list[str]], draw: random.Random) -> list[list[str]]:
    """A sheet with cells, rows and columns changed, dropped, doubled and moved."""
    made = [list(row) for row in table]
    for _ in range(draw.randrange(1, 12)):
        way, at = draw.randrange(7), draw.randrange(len(made))
        if way <= 2 and made[at]:
            made[at][draw.randrange(len(made[at]))] = draw.choice(WORST)
        elif way == 3:
            made.insert(at, list(draw.choice(made)))
        elif way == 4:
            made.insert(at, [draw.choice(WORST)] * draw.randrange(4))
        elif way == 5:
            place = draw.randrange(8)
            made = [row[:place] + row[place + 1 :] for row in made]
        elif len(made) > 3:
            del made[at]
    return made


def lost(office: Office, file: Path, report: ImportReport, table: list[list[str]]) -> set[int]:
    """Filled rows beneath the headings without a fate."""
    (plan,) = plans(office, file)
    given = {fate.row for fate in report.fates}
    filled = {number for number, row in enumerate(table, 1) if any(cell.strip() for cell in row)}
    return {number for number in filled if number > plan.heading_row} - given


@pytest.mark.parametrize("seed", range(24))
def test_a_mutated_sheet_is_read_or_refused_and_loses_no_row(office: Office, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    table = mutated(REGISTER if seed % 2 else EVERYTHING, draw)
    file = tmp_path / "Anything.csv"
    file.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in table), encoding="utf-8")
    before = counts(office)
    try:
        report = imports.rehearse(office, file)
    except UserCanFix as refused:
        assert refused.what and refused.do
        return
    assert lost(office, file, report, table) == set()
    assert all(fate.reason for fate in report.fates if fate.fate in ("held", "refused"))
    assert sum(sum(own.values()) for own in report.counts.values()) >= len({fate.row for fate in report.fates})
    assert set().union(*report.counts.values()) <= set(FATES)
    assert counts(office) == before
