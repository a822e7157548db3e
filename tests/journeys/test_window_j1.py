"""J1 in the window: from the first launch to the first printed summary, without a mouse; and one's own spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, pdf_text, said_of

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.impact import snapshots
from sfph_desktop.core.usecases.lists import listing

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

NAME = "Hill Street Kitchen"
MOST_SCREENS, MOST_PRESSES = 8, 120


def set_up(person: Person, sheet: Path) -> None:
    """The first three steps: a name, a drawn passphrase, and the recovery sheet with one group typed back."""
    assert person.step.accessibleName() == "Welcome"
    person.type(NAME)
    person.press(Qt.Key.Key_Return)
    person.settle()

    assert person.step.accessibleName() == "Choose a passphrase"
    person.push("Suggest one")
    drawn = person.step.new.text
    assert len(drawn.split()) >= 4 or len(drawn.split("-")) >= 4
    person.wait(person.step.go.isEnabled)
    person.press(Qt.Key.Key_Return)
    person.settle()

    assert person.step.accessibleName() == "Your recovery sheet"
    person.answering(sheet)
    person.push("Save it as a PDF")
    assert check_pdf(sheet) == ()
    person.type(group_on_paper(sheet, person.step.card.number))
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.step.accessibleName() == "How would you like to start?"
    assert person.program.office.info().recovery_confirmed


def group_on_paper(sheet: Path, number: int) -> str:
    """A group of the key as somebody reads it from the printed sheet."""
    found = re.search(rf"\b{number}\W+([0-9A-Z]{{4,8}})\b", " ".join(pdf_text(sheet)))
    assert found, pdf_text(sheet)
    return found[1]


def summary(person: Person, length: str) -> Any:
    """Make the summary of that length with Tab, the arrows and the space bar; what was made."""
    form = person.page.form
    for _ in range(30):
        if person.focused() in {form.one_page, form.full}:
            break
        person.press(Qt.Key.Key_Tab)
    if not said_of(person.focused()).startswith(length):
        person.press(Qt.Key.Key_Down if length == "Full" else Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Space)
    person.push("Make the summary")
    return person.page.shown


def test_j1_first_launch_to_first_printed_summary(qtbot: Any, tmp_path: Path) -> None:
    with at_the_window(qtbot, tmp_path / "office") as person:
        set_up(person, tmp_path / "sheet.pdf")
        person.push("Start with the sample")
        assert person.program.frame is not None
        assert person.page.shown.counts["people"] > 100
        assert "SAMPLE" in person.reads()

        person.press(Qt.Key.Key_5, control=True)
        person.settle()
        person.push("Run the toolkit")
        run = person.page.run
        assert str(run.selection.period) == "2025-04-01:2026-03-31"
        assert run.reach.people > 0
        assert run.sample

        person.press(Qt.Key.Key_7, control=True)
        person.settle()
        short = summary(person, "One page")
        full = summary(person, "Full")

        assert (len(short.pages), short.length) == (1, "One page")
        assert (len(full.pages) > 3, full.length) == (True, "Full")
        for made in (short, full):
            pages = pdf_text(made.path)
            assert len(pages) == len(made.pages)
            assert all("SAMPLE" in page for page in pages), made.path.name
            assert check_pdf(made.path) == ()
        assert person.page.sample.isVisible()
        told = f"{person.presses} presses, screens: {person.screens}"
        assert len(set(person.screens)) <= MOST_SCREENS, told
        assert person.presses <= MOST_PRESSES, told
        assert [row[1] for row in snapshots(person.program.office).rows] == [run.snapshot]


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """Last year's members: odd headings, dates as people write them, and one that is no date."""
    import xlsxwriter

    file = tmp_path / "members 2025.xlsx"
    rows = [
        ("person_ref", "First name", "Surname", "D.O.B.", "Post Code"),
        ("M-1", "Màiri", "Bàn", "3/11/1950", "ML11 7AA"),
        ("M-2", "Tam", "Laing", "1948-02-29", "ML11 7AB"),
        ("M-3", "Zofia", "Żak", "12/06/1961", ""),
        ("M-4", "Hamish", "Reid", "31/02/1950", ""),
    ]
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("people")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file


def test_j1_bring_my_spreadsheet_rehearsed_brought_in_and_undone(qtbot: Any, tmp_path: Path, spreadsheet: Path) -> None:
    def people() -> list[Any]:
        return [row[1] for row in listing(person.program.office, "people").rows]

    with at_the_window(qtbot, tmp_path / "office") as person:
        set_up(person, tmp_path / "sheet.pdf")
        person.push("Bring my spreadsheet")
        assert person.program.frame is not None
        assert person.program.frame.here == "import"

        person.answering(spreadsheet)
        person.push("Choose the file")
        found = person.reads(person.page.step)
        assert "5 rows" in found or "4 rows" in found
        (panel,) = person.page.step.found.panels.values()
        told = {str(panel.table.index(n, 0).data()): str(panel.table.index(n, 2).data()) for n in range(4)}
        assert told["First name"] == "Given name"
        person.push("See what would happen")
        said = person.reads(person.page.step)
        assert "3 new" in said
        assert "Nothing has been changed yet" in said
        person.wait(lambda: person.page.step.fates.table.rowCount() == 1)
        person.page.step.fates.grid.selectRow(0)
        assert "31/02/1950" in person.reads(person.page.step)
        assert people() == []

        person.push("Bring in 3 rows")
        assert sorted(people()) == ["M-1", "M-2", "M-3"]
        assert "Undo" in person.program.window.messages.strip.action.text()
        person.press(Qt.Key.Key_Z, control=True)
        person.settle()
        assert people() == []
        assert person.notice == "Undid: Brought in members 2025.xlsx."


def test_the_keyboard_is_where_each_step_goes_on(qtbot: Any, tmp_path: Path) -> None:
    with at_the_window(qtbot, tmp_path / "office") as person:
        stood = [said_of(person.focused())]
        person.type(NAME)
        person.press(Qt.Key.Key_Return)
        person.settle()
        stood.append(said_of(person.focused()))
        person.push("Suggest one")
        person.wait(person.step.go.isEnabled)
        person.press(Qt.Key.Key_Return)
        person.settle()
        stood.append(said_of(person.focused()))
        person.push("I cannot print now")
        stood.append(said_of(person.focused()))
    assert stood == [
        "What is your enterprise called?",
        "New passphrase",
        "Save it as a PDF",
        "Start with the sample",
    ]
