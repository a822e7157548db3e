"""An import by its pages: look, say what is what, rehearse, bring in, take back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sfph_desktop.core.usecases.import_look import guessed, look, missing
from sfph_desktop.core.usecases.lists import listing
from sfph_desktop.ui.pages.import_steps import ImportPage
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import ShellContext

MESSY = """Our list of members
Name ref,First name,Surname,DOB,Favourite colour
X-1,Anna,Smith,3/11/1950,red
X-2,Bob,Jones,31/02/1950,blue
,Nobody,Here,,
"""


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    file = tmp_path / "members 2025.csv"
    file.write_text(MESSY, encoding="utf-8")
    return file


@pytest.fixture
def page(real_office: Any, shell: ShellContext, window: Window) -> ImportPage:
    made = ImportPage(real_office, shell)
    window.show_only(made)
    return made


def people_in(office: Any) -> int:
    return len(listing(office, "people").rows)


def test_a_look_tells_headings_examples_and_guesses(messy: Path) -> None:
    seen = look(messy).sheets[0]
    headings = [one.theirs for one in seen.headings]
    assert (seen.name, seen.kind, seen.rows) == ("members 2025", "", 3)
    assert headings == ["Name ref", "First name", "Surname", "DOB", "Favourite colour"]
    assert seen.headings[0].examples == ("X-1", "X-2")
    ours = guessed(headings, "people")
    assert ours == ("", "given_name", "family_name", "date_of_birth", "")
    assert missing(ours, "people") == ("person_ref",)


def test_the_whole_way_and_back(
    page: ImportPage, messy: Path, real_office: Any, still: Callable[[], None], qtbot: QtBot
) -> None:
    page.take(messy)
    still()
    step: Any = page.step
    sheet = step.found.sheets[0]
    sheet._kind.setCurrentIndex(sheet._kind.findData("people"))
    sheet._kind.activated.emit(sheet._kind.currentIndex())
    assert "person reference" in sheet._missing.text()
    sheet.choose("Name ref", "person_ref")
    assert sheet._missing.text() == ""
    assert step.found.mapping == {"members 2025": {"Name ref": "person_ref"}}
    step.go_on()
    still()
    rehearsal: Any = page.step
    assert people_in(real_office) == 0
    qtbot.waitUntil(lambda: rehearsal.fates.table.rowCount() > 0)
    assert rehearsal.fates.choice.currentData() in {"refused", "held"}
    rehearsal.fates.choice.setCurrentIndex(0)
    qtbot.waitUntil(lambda: rehearsal.fates.table.rowCount() == 3)
    rehearsal.fates.filter.setText("person_ref")
    qtbot.waitUntil(lambda: rehearsal.fates.table.rowCount() == 1)
    rehearsal.fates.grid.selectRow(0)
    assert "row 5" in rehearsal.fates._whole.text()
    page.bring_in()
    still()
    assert people_in(real_office) == 1
    finished: Any = page.step
    finished.undo.click()
    still()
    assert people_in(real_office) == 0
    assert page.shell.messages.strip.said == "Undid: Brought in members 2025.csv."


def test_what_was_recognised_can_be_changed(page: ImportPage, tmp_path: Path, still: Callable[[], None]) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person_ref,First name,Surname\nX-1,Anna,Smith\n", encoding="utf-8")
    page.take(file)
    still()
    step: Any = page.step
    sheet = step.found.sheets[0]
    assert sheet.seen.kind == "people"
    assert sheet._choices == {}
    sheet._on_every()
    sheet.choose("Surname", "known_as")
    sheet.choose("First name", "")
    assert step.found.mapping == {"people": {"Surname": "known_as", "First name": "-"}}


def test_a_file_that_is_none_is_refused_in_plain_words(
    page: ImportPage, tmp_path: Path, still: Callable[[], None]
) -> None:
    file = tmp_path / "letter.xlsx"
    file.write_bytes(b"Dear Sir or Madam")
    page.take(file)
    still()
    assert "letter.xlsx" in page._told.said
    assert "Nothing was changed." in page._told.said
    assert "Step 1" in page.header._lead.text()


def test_the_commands_options_are_not_spoken_of_in_the_window(
    page: ImportPage, tmp_path: Path, still: Callable[[], None]
) -> None:
    file = tmp_path / "pets.csv"
    file.write_text("Dog,Cat\nRex,Tom\n", encoding="utf-8")
    page.take(file)
    still()
    step: Any = page.step
    step.go_on()
    still()
    assert page._told.said
    assert "--" not in page._told.said


def test_the_empty_workbook_can_be_had(page: ImportPage, tmp_path: Path, still: Callable[[], None]) -> None:
    from sfph_desktop.ui.pages.import_steps import _template

    made = _template(tmp_path / "empty.xlsx", page.office.library)
    assert made.read_bytes()[:2] == b"PK"
