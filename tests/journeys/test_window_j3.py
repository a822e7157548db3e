"""J3 in the window: last year's spreadsheet of 600 rows and 30 columns, the clicks counted, and undone.

Into a store of 5,000 people and 200,000 visits, from Today on, with the mouse.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtWidgets import QAbstractButton
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window
from tests.journeys.conftest import Tell
from tests.journeys.crowded_hall import PASSPHRASE, crowded_hall

from sfph_desktop.core.usecases.held_rows import held_rows
from sfph_desktop.core.usecases.lists import listing

sys.path.append(str(Path(__file__).parents[1] / "core" / "usecases"))

from messy_spreadsheet import ANSWER_HEADINGS, ANSWERS, CLIENT_HEADINGS, CLIENTS, Messy, messy_spreadsheet

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

MOST_CLICKS, LEAST_GUESSED, MOST_UNDO_CLICKS = 15, 0.8, 2
NO_COLUMN = {"Keyworker", "CHI no", "Initials of volunteer"}
"""Headings for which the workbook has no column: left out unless somebody says that they are kept as a note."""


@pytest.fixture
def messy(tmp_path: Path) -> tuple[Messy, Path]:
    made, file = messy_spreadsheet(2008), tmp_path / "clients FINAL v2 (copy).xlsx"
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"})
    for name, rows in made.sheets.items():
        page = book.add_worksheet(name)
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    book.close()
    return made, file


def to_spreadsheets(person: Person) -> None:
    """From anywhere: the list of spreadsheets that were brought in. Two clicks."""
    person.click("Settings")
    table = person.page.view.table
    person.click_row(person.page.view.list, table.row_of("imports"))
    person.wait(lambda: person.page._here == "imports")
    person.settle()


def choose(person: Person, file: Path) -> Any:
    """Take the file where the page offers it; the step that shows what was found in it."""
    person.answering(file)
    person.click("Choose the file")
    return person.page.step


def test_j3_in_the_window(qtbot: Any, tmp_path: Path, messy: tuple[Messy, Path], tell: Tell) -> None:
    planted, file = messy
    machine = crowded_hall(tmp_path / "office")
    with at_the_window(qtbot, tmp_path / "office", machine) as person:
        person.unlock(PASSPHRASE)
        office = person.program.office

        def people() -> int:
            return len(listing(office, "people").rows)

        before = people()
        begun, person.presses = perf_counter(), 0
        to_spreadsheets(person)
        person.click("Bring in a spreadsheet")
        step = choose(person, file)
        columns = [one for panel in step.found.panels.values() for one in panel.plan.columns if panel.plan.kind]
        assert len(columns) == len(CLIENT_HEADINGS) + len(ANSWER_HEADINGS)
        assert {one.heading for one in columns if not one.target} == NO_COLUMN
        assert sum(bool(one.target) for one in columns) >= LEAST_GUESSED * len(columns)

        person.click("See what would happen")
        report = person.page.step.fates._report
        assert people() == before, "a rehearsal first"
        assert sum(report.counts["Clients 2025-26"].values()) == CLIENTS
        assert sum(report.counts["Wellbeing"].values()) == ANSWERS
        assert all(fate.reason for fate in report.fates if fate.fate in {"held", "refused"})
        assert len(planted.same_person) + len(planted.other_reference) == 25
        told = {fate.row: fate for fate in report.fates if fate.sheet == "Clients 2025-26"}
        assert {row for row in told if told[row].fate == "matched"} == set(planted.same_person)
        assert {pair.row for pair in report.likely} == set(planted.other_reference)

        person.click("Bring in")
        came, waiting = people() - before, len(held_rows(office).rows)
        assert came > CLIENTS - 60
        assert waiting == sum(own["held"] + own["refused"] for own in report.counts.values())
        assert person.presses <= MOST_CLICKS, person.presses
        tell("J3, brought in", person.presses, perf_counter() - begun)

        # The same file again: nothing to say about its columns, nobody added, and nothing waits twice.
        person.click("Bring in another file")
        step = choose(person, file)
        assert all(one.plan.remembered for one in step.found.panels.values() if one.plan.kind)
        person.click("See what would happen")
        again = person.page.step.fates._report
        assert sum(own["created"] + own["changed"] for own in again.counts.values()) == 0
        assert {fate.before for fate in again.fates if fate.faults and not fate.no_record} == {"I-0001"}
        made = person.page.step.findChild(QAbstractButton, "first")
        assert (made.text(), made.isEnabled()) == ("Nothing to bring in", False)
        assert people() == before + came
        assert len(held_rows(office).rows) == waiting

        # Taken back from where imports are listed: choose it, and say so.
        to_spreadsheets(person)
        begun, person.presses = perf_counter(), 0
        person.click_row(person.page._section.grid, 0)
        person.click("Undo this import")
        assert people() == before
        assert held_rows(office).rows == ()
        assert person.presses <= MOST_UNDO_CLICKS
        tell("J3, undone", person.presses, perf_counter() - begun)
