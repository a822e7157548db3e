"""People: finding as one types, fields kept when left, problems beside them, adding, removing, undoing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Note
from sfph_desktop.core.usecases.lists import listing
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person, list_people, person_page
from sfph_desktop.core.usecases.person_record import add_to_record
from sfph_desktop.ui.widgets.wishes import ADD_PERSON


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    office = new_office(tmp_path)
    for ref, given, family in (("P-0001", "Màiri", "Bàn"), ("P-0002", "Tam", "Laing"), ("P-0003", "Zofia", "Żak")):
        add_person(office, ServiceUser(person_ref=ref, given_name=given, family_name=family))
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def test_typing_finds_and_enter_opens(stage: Stage) -> None:
    people = stage.go("people")
    assert people.view.table.rowCount() == 3
    people.view.filter.setFocus()
    stage.type("mairi")
    stage.wait(lambda: people.view.table.rowCount() == 1)
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: people.sheet is not None)
    assert people.sheet.facts.page.person.person_ref == "P-0001"
    assert not unnamed(people)


def test_a_field_is_kept_when_it_is_left_and_ctrl_z_takes_it_back(stage: Stage) -> None:
    people = stage.go("people", 2)
    known_as = people.sheet.form.rows["known_as"].editor
    known_as.setFocus()
    stage.type("Tommy")
    stage.press(Qt.Key.Key_Tab)
    stage.wait(lambda: person_page(stage.office, 2).person.known_as == "Tommy")
    stage.settle()
    assert "Undo" in stage.window.messages.strip.action.text()
    stage.window.messages.undo_last()
    stage.wait(lambda: person_page(stage.office, 2).person.known_as == "")
    stage.settle()
    assert known_as.text() == ""


def test_what_cannot_be_kept_is_told_beside_its_field(stage: Stage) -> None:
    people = stage.go("people", 2)
    ref, born = (people.sheet.form.rows[name] for name in ("person_ref", "date_of_birth"))
    ref.editor.setFocus()
    ref.editor.selectAll()
    stage.type("P-0001")
    born.editor.setFocus()
    stage.wait(lambda: "already somebody" in ref.editor.accessibleDescription())
    stage.type("31/02/1950")
    ref.editor.setFocus()
    assert "is not a date" in born.editor.accessibleDescription()
    assert person_page(stage.office, 2).person.person_ref == "P-0002"
    stage.press(Qt.Key.Key_Escape)
    assert ref.text == "P-0002", "Escape puts back what was kept"


def test_a_person_is_added_by_the_keyboard_alone(stage: Stage) -> None:
    people = stage.go("people", ADD_PERSON)
    stage.type("Oksana")
    stage.press(Qt.Key.Key_Tab)
    stage.type("Reid")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: people.sheet is not None)
    added = people.sheet.facts.page.person
    assert (added.person_ref, added.display_name) == ("P-0004", "Oksana Reid")


def test_nobody_is_added_without_a_name_or_with_a_wrong_date(stage: Stage) -> None:
    people = stage.go("people", ADD_PERSON)
    stage.press(Qt.Key.Key_Return)
    assert "Write a name" in people.new.form.rows["given_name"].editor.accessibleDescription()
    stage.type("Ann")
    people.new.form.rows["date_of_birth"].editor.setText("1/1/2999")
    people.new.add_button.click()
    stage.wait(lambda: "not come yet" in people.new.form.rows["date_of_birth"].editor.accessibleDescription())
    assert len(list_people(stage.office).rows) == 3
    assert people.new.add_button.isEnabled()


def test_what_was_typed_for_somebody_new_outlives_a_look_at_somebody_else(stage: Stage) -> None:
    people = stage.go("people")
    people.add_person()
    stage.type("Betty")
    stage.go("people", 1)
    assert not people.new.isVisible()
    people.add_person()
    assert people.new.form.rows["given_name"].text == "Betty"
    people.leave_adding()
    people.add_person()
    assert not people.new.begun


def test_removing_asks_first_and_can_be_undone(stage: Stage) -> None:
    people = stage.go("people", 3)
    people.sheet.remove.click()
    question = next(made for made in stage.window.findChildren(QDialog) if made.isVisible())
    assert len(list_people(stage.office).rows) == 3
    question.do.click()  # type: ignore[attr-defined]
    stage.wait(lambda: len(list_people(stage.office).rows) == 2)
    stage.settle()
    assert people.sheet is None
    stage.window.messages.undo_last()
    stage.wait(lambda: len(list_people(stage.office).rows) == 3)
    stage.settle()


def test_the_page_of_a_person_is_made_ahead_and_is_whole_whenever_somebody_is_chosen(stage: Stage) -> None:
    page = stage.go("people")
    stage.wait(lambda: page._ready is not None)
    ahead = page._ready
    page.view.choose(1)  # long before it can be ready
    stage.settle()
    stage.wait(lambda: page.sheet is not None)
    assert page.sheet is ahead
    assert page._ready is None
    titles = [section.title for section in page.sheet.sections.values()]
    assert len(titles) == 18
    assert [section.isVisible() for section in page.sheet.sections.values()].count(True) == len(titles)
    assert list(page.sheet.index.buttons) == list(page.sheet.sections)
    page.view.choose(2)
    stage.settle()
    stage.wait(lambda: page.sheet.facts.page.person.id == 2)
    assert page.sheet is ahead


def test_the_page_made_ahead_does_no_harm_while_nobody_is_chosen(stage: Stage) -> None:
    page = stage.go("people")
    stage.wait(lambda: page._ready is not None and not page._making.isActive())
    assert not page._ready.isVisible()
    assert page._ready.step() is False
    assert len(page._ready.sections) == 18


@pytest.mark.parametrize("width", [1200, 700])
def test_who_was_found_by_the_search_box_has_the_keyboard_at_their_page(stage: Stage, width: int) -> None:
    stage.window.resize(width, 760)
    stage.go("today")
    for name, ref in (("Zofia", "P-0003"), ("Tam", "P-0002")):
        stage.frame._on_search()
        assert stage.focused() is stage.frame.search
        stage.type(name)
        stage.press(Qt.Key.Key_Return)
        stage.wait(lambda: stage.frame.search.text() == "")  # it was opened
        people = stage.frame.pages["people"]
        stage.settle()
        assert people.sheet.facts.page.person.person_ref == ref
        assert people.view._page_side.isAncestorOf(stage.focused())
        assert not people.sheet.isAncestorOf(stage.focused()), "in no field, to change nothing by accident"
        stage.press(Qt.Key.Key_Tab)
        assert people.sheet.isAncestorOf(stage.focused())


def test_the_first_page_is_made_a_piece_at_a_time_and_shows_whoever_is_wanted_by_then(stage: Stage) -> None:
    page = stage.go("people")
    page._making.stop()
    page.open_record(1)
    stage.wait(lambda: page._building)
    assert page.sheet is None, "keys and clicks come between the pieces"
    page.open_record(2)
    stage.settle()
    assert page.sheet.facts.page.person.id == 2
    assert page.ties.shown.person_id == 2
    assert not page._building


def test_a_private_note_is_read_when_somebody_asks_for_it_and_is_closed_again_afterwards(stage: Stage) -> None:
    day = stage.office.clock.today()
    secret = Note(person_id=ServiceUserId(2), date=day, author="", text="Said to us alone.", private=True)
    kept = add_to_record(stage.office, secret).value
    people = stage.go("people", 2)
    line = people.sheet.rows["notes"].rows[kept.id]
    assert "alone" not in line.quick_button.accessibleName() + line._title.text()
    assert not line.edit.isVisibleTo(line)
    line.quick_button.click()
    stage.wait(lambda: line._title.text() == "Said to us alone.")
    assert listing(stage.office, "units").rows[0][4] == "read a private note of P-0002"
    assert line.edit.isVisibleTo(line)
    stage.go("people", 1)
    stage.go("people", 2)
    assert people.sheet.rows["notes"].rows[kept.id]._title.text() == "A private note"
