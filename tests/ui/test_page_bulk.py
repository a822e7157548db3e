"""Several people chosen in the list and changed at once, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.usecases.groups import add_group, group_page
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person, person_page, remove_person
from sfph_desktop.core.usecases.person_record import add_to_record

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    office = new_office(tmp_path)
    for number, source in enumerate(("", "", "Housing", "GP"), 1):
        add_person(office, ServiceUser(person_ref=f"P-{number}", family_name=f"Reid {number}", referral_source=source))
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def _sources(stage: Stage) -> list[str]:
    return [person_page(stage.office, one).person.referral_source for one in (1, 2, 3, 4)]


def test_several_are_chosen_changed_and_undone_by_the_keyboard(stage: Stage) -> None:
    people = stage.go("people")
    bar = people.bulk.bar
    people.view.filter.setFocus()
    stage.press(Qt.Key.Key_Down)
    assert not bar.change.isVisible()
    for _ in range(2):
        QTest.keyClick(stage.focused(), Qt.Key.Key_Down, SHIFT)
    assert people.view.list.chosen_records == (1, 2, 3)
    stage.settle()
    assert people.sheet is None, "nobody's page opens while several are chosen"
    QTest.keyClick(stage.focused(), Qt.Key.Key_A, CTRL)
    assert people.view.list.number_chosen == 4
    stage.press(Qt.Key.Key_Tab)
    assert stage.focused() is bar.change
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    sheet = people.bulk.sheet
    assert stage.focused() is sheet.kind
    stage.press(Qt.Key.Key_Tab)
    stage.type("Welfare")
    stage.press(Qt.Key.Key_Return)
    stage.wait(sheet.do_button.isVisible)
    assert "It changes for 4 people. 2 of them have something else there now" in sheet.told.said
    assert _sources(stage) == ["", "", "Housing", "GP"]
    assert not unnamed(sheet)
    assert stage.focused() is sheet.do_button
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: _sources(stage) == ["Welfare"] * 4)
    stage.settle()
    assert people.view.isVisible()
    assert people.view.list.number_chosen == 4, "those who were chosen are chosen still"
    stage.window.messages.undo_last()
    stage.wait(lambda: _sources(stage) == ["", "", "Housing", "GP"])


def test_who_cannot_be_changed_is_named_and_another_wish_is_looked_at_anew(stage: Stage) -> None:
    people = stage.go("people")
    people.view.list.setFocus()
    people.bulk.bar.all.click()
    people.bulk.bar.change.click()
    stage.settle()
    remove_person(stage.office, 1)
    sheet = people.bulk.sheet
    stage.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert "is needed" in sheet.forms["source"].rows["source"].editor.accessibleDescription()
    sheet.forms["source"].rows["source"].editor.setEditText("GP")
    sheet.look()
    stage.wait(sheet.do_button.isVisible)
    assert sheet.do_button.text() == "Change the other 2 people"
    assert "1 person cannot be changed and stays as they are" in sheet.told.said
    sheet.forms["source"].rows["source"].editor.setFocus()
    sheet.forms["source"].rows["source"].editor.setEditText("GP practice")
    assert not sheet.do_button.isVisible(), "what was shown was of another change"
    stage.press(Qt.Key.Key_Escape)
    assert people.view.isVisible()


def test_a_group_and_the_end_of_a_service_go_the_same_way(stage: Stage) -> None:
    office, today = stage.office, stage.office.clock.today()
    group = add_group(office, Group(name="Choir", service="Music")).value
    for person in (1, 2):
        start = today - timedelta(days=90)
        add_to_record(
            office, Episode(person_id=ServiceUserId(person), episode_ref="", service="Lunch club", start_date=start)
        )
    people = stage.go("people")
    people.view.list.setFocus()
    people.bulk.bar.all.click()
    _wish(stage, 1, "Choir")
    stage.wait(lambda: len(group_page(office, group.id).members) == 4)
    stage.settle()
    _wish(stage, 2, "Lunch")
    assert "2 people cannot be changed and stay as they are" in people.bulk.sheet.told.said
    stage.wait(lambda: [one.end_date for one in person_page(office, 1).episodes] == [today])
    stage.settle()
    stage.window.messages.undo_last()
    stage.wait(lambda: person_page(office, 1).episodes[0].end_date is None)
    assert len(group_page(office, group.id).members) == 4, "one Undo takes back one change"


def _wish(stage: Stage, down: int, what: str) -> None:
    """By the keyboard from the list on: the kind so far down, the one thing that is asked for, look, do."""
    people = stage.frame.pages["people"]
    people.bulk.bar.change.setFocus()
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    sheet = people.bulk.sheet
    assert stage.focused() is sheet.kind
    stage.press(*[Qt.Key.Key_Down] * down, Qt.Key.Key_Tab)
    stage.type(what)
    stage.press(Qt.Key.Key_Return)
    stage.wait(sheet.do_button.isVisible)
    stage.press(Qt.Key.Key_Return)
