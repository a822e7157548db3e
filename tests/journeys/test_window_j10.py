"""J10 in the window: a commissioner challenges a number. From the number to its records, then and now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, machine_in

from sfph_desktop.core.domain.impact import ChangeFigure, ImpactRun, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.imports import import_file, imports, undo_import
from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.office import Office, close_office, create_office
from sfph_desktop.core.usecases.people import person_page
from sfph_desktop.core.usecases.sample import SAMPLE_PERIOD, fill_with_sample

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "otter ladder violet teapot harbour"


@dataclass(frozen=True)
class Printed:
    """An office from which a summary was printed once, and what happened since."""

    folder: Path
    machine: Machine
    run: ImpactRun
    late: Path
    """A workbook with the questionnaire that was found in a drawer."""

    @property
    def challenged(self) -> ChangeFigure:
        """The figure that the commissioner asks about."""
        return self.run.changes[0]


@pytest.fixture
def printed(tmp_path: Path) -> Printed:
    folder = tmp_path / "office"
    machine = machine_in(folder)
    office = create_office(
        default_store_path(machine), name="Hill Street Kitchen", passphrase=PASSPHRASE, machine=machine
    ).office
    fill_with_sample(office, people=60)
    run = run_toolkit(office, Selection(period=Period.parse(SAMPLE_PERIOD))).value
    late = late_questionnaire(office, run.changes[0], tmp_path / "from the drawer.xlsx")
    close_office(office, backup=False)
    return Printed(folder=folder, machine=machine, run=run, late=late)


def late_questionnaire(office: Office, figure: ChangeFigure, file: Path) -> Path:
    """The second answers, each one better, of somebody who has answered only once, as a sheet of the workbook."""
    import xlsxwriter

    missing = min(set(figure.records.ids["eligible_people"]) - set(figure.records.ids["people"]))
    found = person_page(office, missing)
    first = min((one for one in found.assessments if one.instrument == figure.instrument), key=lambda one: one.date)
    better = [answer + 1 for answer in first.answers if answer is not None]
    columns = ("person_ref", "instrument", "date", "stage", *(f"item_{n}" for n in range(1, len(better) + 1)))
    second = (first.date + timedelta(weeks=26)).isoformat()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("assessments")
        page.write_row(0, 0, columns)
        page.write_row(1, 0, (found.person.person_ref, figure.instrument, second, "end", *better))
    return file


def challenge(person: Person, evidence: str) -> Any:
    """Three actions: to the search box, the number as it is printed, Enter. The panel that opens."""
    person.press(Qt.Key.Key_K, control=True)
    person.type(evidence)
    assert person.program.frame is not None
    person.wait(person.program.frame.search.results.isVisible)
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.program.frame.here == "impact"
    panel = person.page.panel
    assert panel.isVisible()
    return panel


def test_j10_a_commissioner_challenges_a_number(qtbot: Any, printed: Printed) -> None:
    figure = printed.challenged
    with at_the_window(qtbot, printed.folder, printed.machine) as person:
        person.unlock(PASSPHRASE)
        panel = challenge(person, figure.evidence)
        said = person.reads(panel)
        for wanted in (
            f"Evidence {figure.evidence}",
            panel.proof.definition,
            f"{figure.improved} of {figure.pairs} people improved",
            "nothing behind it has changed",
            f"{figure.pairs} people measured or counted",
            f"{figure.eligible} people who could have been measured",
            "1 Apr 2025 to 31 Mar 2026",
        ):
            assert wanted.lower() in said.lower(), said
        assert panel.proof.people == ()
        person.push("Show who they are")
        assert len(panel.proof.people) == figure.pairs
        assert person.page.run.snapshot == printed.run.snapshot

        bring_in_late(person, printed.late)
        panel = challenge(person, figure.evidence)
        said = person.reads(panel)
        assert f"{figure.improved} of {figure.pairs} people improved" in said
        assert f"{figure.improved + 1} of {figure.pairs + 1} people improved" in said
        assert re.search(r"\+1 (people|person)\b[^\n]* entered since", said), said
        assert re.search(r"\+1 questionnaire entered since, on \d", said), said
        assert re.search(r"\+1 questionnaire was recorded already and counts now", said), said


def test_j10_an_import_taken_back_and_brought_in_again_reads_as_the_same(qtbot: Any, printed: Printed) -> None:
    with at_the_window(qtbot, printed.folder, printed.machine) as person:
        person.unlock(PASSPHRASE)
        bring_in_late(person, printed.late)
        assert person.program.frame is not None
        office = person.program.frame.office
        figure = run_toolkit(office, printed.run.selection).value.changes[0]
        assert figure.pairs == printed.challenged.pairs + 1
        undo_import(office, str(imports(office).rows[0][0]))
        import_file(office, printed.late)
        said = person.reads(challenge(person, figure.evidence))
        assert said.count(f"{figure.improved} of {figure.pairs} people improved") == 2
        assert re.search(
            r"The same records, brought in again\.\s+1 questionnaire, the same, brought in again on \d", said
        ), said


def bring_in_late(person: Person, file: Path) -> None:
    """By the pages of the import, from Today's or Settings' button on."""
    assert person.program.frame is not None
    person.program.frame.go("import", None)
    person.settle()
    person.answering(file)
    person.push("Choose the file")
    person.push("See what would happen")
    person.push("Bring in 1 row")
    assert person.notice.startswith("Brought in")


def test_j10_a_corrected_record_is_told_and_the_figure_stands(qtbot: Any, printed: Printed) -> None:
    figure = printed.challenged
    with at_the_window(qtbot, printed.folder, printed.machine) as person:
        person.unlock(PASSPHRASE)
        assert person.program.frame is not None
        person.program.frame.go("people", figure.records.ids["people"][0])
        person.settle()
        person.tab_to("Known as", most=30)
        person.type("Tommy")
        person.press(Qt.Key.Key_Tab)
        person.settle()
        said = person.reads(challenge(person, figure.evidence))
        assert said.count(f"{figure.improved} of {figure.pairs} people improved") == 2
        assert re.search(r"\b1 (people|person)\b[^\n]* corrected", said), said


def test_j10_a_number_that_was_never_printed_is_told(qtbot: Any, printed: Printed) -> None:
    with at_the_window(qtbot, printed.folder, printed.machine) as person:
        person.unlock(PASSPHRASE)
        person.press(Qt.Key.Key_K, control=True)
        person.type("e9999")
        assert person.program.frame is not None
        person.wait(person.program.frame.search.results.isVisible)
        person.press(Qt.Key.Key_Return)
        person.settle()
        assert "There is no evidence number E-9999." in person.program.window.messages.panel.said
