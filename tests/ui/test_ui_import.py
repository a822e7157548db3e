"""An import by its pages: look, say what is what, rehearse, bring in, take back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_stage import unnamed
from pytestqt.qtbot import QtBot

from sfph_desktop.core.usecases.import_look import lacking, look
from sfph_desktop.core.usecases.lists import listing
from sfph_desktop.ui.pages.import_steps import ImportPage
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import ShellContext

SAMPLES = Path(__file__).parents[1] / "samples"
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


def test_a_look_tells_headings_examples_and_guesses(messy: Path, real_office: Any) -> None:
    seen = look(real_office, messy).sheets[0]
    columns = {one.heading: (one.target, one.sure) for one in seen.plan.columns}
    assert (seen.plan.kind, seen.plan.heading_row, seen.plan.rows, seen.ours) == ("people", 2, 3, False)
    assert columns == {
        "Name ref": ("people.person_ref", "sure"), "First name": ("people.given_name", "sure"),
        "Surname": ("people.family_name", "sure"), "DOB": ("people.date_of_birth", "sure"),
        "Favourite colour": ("", ""),
    }  # fmt: skip
    assert seen.plan.columns[0].examples == ("X-1", "X-2")
    assert seen.rows[0] == ("X-1", "Anna", "Smith", "3/11/1950", "red")
    assert lacking(seen.plan) == ""
    nobody = seen.plan.with_target("First name", "").with_target("Surname", "").with_target("DOB", "")
    assert "needs names" in lacking(nobody)


def test_the_whole_way_and_back(
    page: ImportPage, messy: Path, real_office: Any, still: Callable[[], None], qtbot: QtBot
) -> None:
    page.take(messy)
    still()
    step: Any = page.step
    sheet = step.found.panels["members 2025"]
    assert sheet.table.rowCount() == 5
    assert sheet.choice.accessibleName() == "What Favourite colour becomes"
    sheet.grid.selectRow(4)
    sheet.choice.setCurrentIndex(sheet.choice.findData("people.notes"))
    sheet.choice.activated.emit(sheet.choice.currentIndex())
    assert str(sheet.table.index(4, 2).data()) == "Keep as a note"
    step.go_on()
    still()
    rehearsal: Any = page.step
    assert people_in(real_office) == 0
    qtbot.waitUntil(lambda: rehearsal.fates.table.rowCount() > 0)
    assert rehearsal.fates.choice.currentData() in {"refused", "held"}
    grid, fate = rehearsal.fates.grid, rehearsal.fates.table.place_of("fate")
    assert grid.isColumnHidden(fate), "of one fate it is the same in every row, and the reason has its room"
    rehearsal.fates.choice.setCurrentIndex(0)
    qtbot.waitUntil(lambda: rehearsal.fates.table.rowCount() == 3)
    assert not grid.isColumnHidden(fate)
    rehearsal.fates.filter.setText("name ref")
    qtbot.waitUntil(lambda: rehearsal.fates.table.rowCount() == 1)
    rehearsal.fates.grid.selectRow(0)
    assert "row 5 (Nobody Here): Name ref: " in rehearsal.fates._whole.text()
    page.bring_in()
    still()
    assert people_in(real_office) == 1
    with real_office.reading() as connection:
        assert connection.exec_driver_sql("SELECT notes FROM people").scalar() == "red"
    finished: Any = page.step
    finished.undo.click()
    still()
    assert people_in(real_office) == 0
    assert page.shell.messages.strip.said == "Undid: Brought in members 2025.csv."


def test_what_was_said_is_remembered_for_the_next_file_of_the_same_headings(
    page: ImportPage, messy: Path, real_office: Any, tmp_path: Path, still: Callable[[], None]
) -> None:
    page.take(messy)
    still()
    step: Any = page.step
    step.found.panels["members 2025"].choose("Favourite colour", "people.known_as")
    step.go_on()
    still()
    assert people_in(real_office) == 0
    later = tmp_path / "members 2026.csv"
    later.write_text(MESSY.replace("X-", "Y-"), encoding="utf-8")
    seen = look(real_office, later).sheets[0]
    assert seen.plan.remembered
    assert {one.heading: one.target for one in seen.plan.columns}["Favourite colour"] == "people.known_as"


def test_a_sheet_can_be_said_to_be_another_kind_or_left_out(
    page: ImportPage, messy: Path, still: Callable[[], None]
) -> None:
    page.take(messy)
    still()
    step: Any = page.step
    step.found.kind_wanted.emit("members 2025", "episodes")
    still()
    step = page.step
    assert step.found.panels["members 2025"].plan.kind == "episodes"
    assert not step.go.isEnabled()
    assert "day on which they started" in step._why.text()
    step.found.kind_wanted.emit("members 2025", "")
    still()
    assert "Say what the sheet holds." in page.step._why.text()  # type: ignore[union-attr]


def test_the_marks_of_a_register_can_be_said_otherwise(page: ImportPage, still: Callable[[], None]) -> None:
    page.take(SAMPLES / "made-here" / "attendance-register-wide.xlsx")
    still()
    step: Any = page.step
    panel = step.found.panels["Lunch club"]
    assert {mark: str(choice.currentData()) for mark, choice in panel.marks.items()} == {
        "p": "present", "a": "absent", "x": "absent", "1": "present", "l": "present", "✓": "present",
        "holiday": "absent",
    }  # fmt: skip
    panel.marks["x"].setCurrentIndex(panel.marks["x"].findData("present"))
    panel.marks["x"].activated.emit(panel.marks["x"].currentIndex())
    panel.fixed["service"].setText("Lunch")
    panel.fixed["service"].editingFinished.emit()
    (plan,) = step.found.plans
    assert (plan.marks["x"], plan.fixed["service"]) == ("present", "Lunch")
    assert unnamed(page) == []


def test_a_file_saved_since_it_was_looked_at_is_not_brought_in(
    page: ImportPage, messy: Path, real_office: Any, still: Callable[[], None]
) -> None:
    page.take(messy)
    still()
    page.step.go_on()  # type: ignore[union-attr]
    still()
    messy.write_text(MESSY + "X-9,Late,Comer,1/1/1960,\n", encoding="utf-8")
    page.bring_in()
    still()
    assert "has changed since" in page._told.said
    assert people_in(real_office) == 0


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
    assert not step.go.isEnabled()
    assert step._why.text() == "Say what the sheet holds."
    step.go_on()
    still()
    assert page._told.said
    assert "--" not in page._told.said


def test_the_empty_workbook_can_be_had(page: ImportPage, tmp_path: Path, still: Callable[[], None]) -> None:
    from sfph_desktop.ui.pages.import_steps import _template

    made = _template(tmp_path / "empty.xlsx", page.office.library)
    assert made.read_bytes()[:2] == b"PK"
