"""A person's page: every part written down by the keyboard, told beside its field, undone, jumped to and heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.page_stage import Stage, stage_of
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Alert
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.core.usecases.person_page import person_page
from sfph_desktop.core.usecases.person_record import add_to_record

TAB, ENTER, ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture(scope="module")
def built(
    request: Any, qapp: QApplication, new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One window for all of these: each test has people of its own."""
    folder = tmp_path_factory.mktemp("office")
    with stage_of(QtBot(request), new_office(folder), folder) as made:
        yield made


@pytest.fixture
def stage(built: Stage, qtbot: Any) -> Stage:
    built.qtbot = qtbot
    built.window.resize(1200, 760)  # as it was made, whatever the test before did to it
    built.frame._theme.apply("light", 100)
    built.window.activateWindow()
    built.settle()
    QApplication.processEvents()
    return built


@pytest.fixture
def one(stage: Stage) -> int:
    """Somebody new, and somebody else after them."""
    first, _ = (
        add_person(stage.office, ServiceUser(person_ref="", given_name=given, family_name="Bàn")).value.id
        for given in ("Màiri", "Tam")
    )
    return int(first)


def said(root: QWidget) -> str:
    """All the words on this part of the screen."""
    QApplication.processEvents()
    return " | ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_a_note_an_action_a_service_and_an_event_by_the_keyboard_alone(stage: Stage, one: int) -> None:
    sheet = stage.go("people", one).sheet
    sheet.begin("notes")
    stage.type("Rang about the bus.")
    stage.press(TAB, TAB, TAB, ENTER)
    stage.wait(lambda: [note.text for note in person_page(stage.office, one).notes] == ["Rang about the bus."])
    stage.settle()
    assert stage.focused() is sheet.rows["notes"].add_button, "ready for the next"
    sheet.begin("actions")
    stage.type("Ring the GP")
    stage.press(TAB)
    stage.type("1/2/2030")
    stage.press(ENTER)
    stage.wait(lambda: len(person_page(stage.office, one).actions) == 1)
    stage.settle()
    assert "By 1 Feb 2030" in said(sheet.rows["actions"])
    sheet.begin("episodes")
    stage.type("Lunch club")
    stage.press(ENTER)
    stage.wait(lambda: [one.service for one in person_page(stage.office, one).episodes] == ["Lunch club"])
    sheet.begin("events")
    stage.type("job started")
    stage.press(ENTER)
    stage.wait(lambda: [one.quantity for one in person_page(stage.office, one).events] == [1.0])
    stage.settle()
    stage.window.messages.undo_last()
    stage.wait(lambda: not person_page(stage.office, one).events)
    stage.settle()
    assert "Nothing yet" in said(sheet.rows["events"])


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(stage: Stage, one: int) -> None:
    sheet = stage.go("people", one).sheet
    sheet.begin("notes")
    note = sheet.rows["notes"].new
    note.form.rows["text"].editor.setPlainText("x" * 50_001)
    note.give()
    stage.wait(lambda: "50,001 characters" in note.form.rows["text"].editor.accessibleDescription())
    assert len(note.form.rows["text"].text) == 50_001
    assert note.add.isEnabled()
    note.form.rows["text"].editor.setPlainText("محمد said: " + "long " * 2_000)
    note.give()
    stage.wait(lambda: len(person_page(stage.office, one).notes) == 1)
    stage.settle()
    QApplication.processEvents()
    row = next(iter(sheet.rows["notes"].rows.values()))
    assert row.all.isVisible(), "a long note is folded"
    row.open()
    day = row.form.rows["date"]
    day.editor.setText("31/02/2025")
    day.commit()
    assert "is not a date" in day.editor.accessibleDescription()
    day.editor.setText("1/1/2999")
    day.commit()
    stage.wait(lambda: "not come yet" in day.editor.accessibleDescription())
    assert row.opened
    stage.press(ESCAPE)


def _above(one: QWidget, other: QWidget) -> bool:
    """Whether a piece stands higher up on the page than another, wherever the page is scrolled to."""
    page = one.window()
    return bool(one.mapTo(page, one.rect().bottomLeft()).y() <= other.mapTo(page, other.rect().topLeft()).y())


def test_an_alert_stands_at_the_top_and_is_ended_with_one_press(stage: Stage, one: int) -> None:
    today = stage.office.clock.today()
    late = Alert(person_id=ServiceUserId(one), text="Nut allergy", from_date=today, review_on=today)
    add_to_record(stage.office, late)
    sheet = stage.go("people", one).sheet
    assert sheet.alerts.isVisible()
    stage.qtbot.waitUntil(lambda: _above(sheet.alerts, sheet.quick), timeout=5_000)
    assert "Know this first" in said(sheet.alerts)
    next(iter(sheet.rows["alerts"].rows.values())).quick_button.click()
    stage.wait(lambda: person_page(stage.office, one).alerts[0].ended_on == today)
    stage.settle()
    assert "No alert stands now" in said(sheet.alerts)
    assert sheet.rows["alerts"].past.text() == "Show 1 ended alert"
    stage.go("people", one + 1)
    assert not sheet.alerts.isVisible()


def test_consent_is_recorded_with_its_words_and_taken_back(stage: Stage, one: int) -> None:
    sheet = stage.go("people", one).sheet
    row = sheet.consents.rows["story"]
    assert "have not been asked" in said(row)
    row.give.setFocus()
    stage.press(Qt.Key.Key_Space)
    assert "tell others what changed for you" in said(row)
    stage.press(ENTER)
    stage.wait(lambda: person_page(stage.office, one).consents[3].allowed)
    stage.settle()
    assert "Agreed on" in said(row)
    assert stage.focused() is row.back
    stage.press(Qt.Key.Key_Space, ENTER)
    stage.wait(lambda: not person_page(stage.office, one).consents[3].allowed)
    stage.settle()
    assert "Nothing may be done for this purpose" in said(row)
    row.edit.click()
    row.form.rows["withdrawn_on" if "withdrawn_on" in row.form.rows else "expires_on"].editor.setText("1/1/2020")
    stage.press(ENTER)
    stage.wait(lambda: "run out before it was given" in row.form.rows["expires_on"].editor.accessibleDescription())


def test_a_move_keeps_the_address_before_and_a_link_leads_to_the_other(stage: Stage, one: int) -> None:
    people = stage.go("people", one)
    sheet = people.sheet
    sheet.addresses.begin()
    form = sheet.addresses.new.form
    form.rows["lines"].editor.setPlainText("1 Hill Street")
    form.rows["postcode"].editor.setText("fk2 7za")
    sheet.addresses.new.give()
    stage.wait(lambda: person_page(stage.office, one).person.postcode == "FK2 7ZA")
    stage.settle()
    assert "Falkirk council · NHS Forth Valley" in said(sheet.addresses)
    assert "fifth of Scotland (SIMD 2020v2)" in said(sheet.addresses)
    sheet.links.begin()
    stage.type(person_page(stage.office, one + 1).person.person_ref)
    stage.wait(lambda: sheet.links.picker.table.rowCount() == 1)
    stage.press(ENTER)
    stage.press(ENTER)
    stage.wait(lambda: len(person_page(stage.office, one).links) == 1)
    stage.settle()
    next(iter(sheet.links.rows.values())).quick_button.click()
    stage.wait(lambda: people.sheet.facts.page.person.id == one + 1)
    stage.settle()
    assert "written down on their page" in said(sheet.links)
    assert not next(iter(sheet.links.rows.values())).edit.isVisible()


def test_the_keyboard_jumps_between_sections_and_comes_to_everything(stage: Stage, one: int) -> None:
    sheet = stage.go("people", one).sheet
    for part in ("notes", "alerts", "actions"):
        sheet.begin(part)
        stage.press(ESCAPE)
    sheet.rows["alerts"].begin()
    stage.type("Nuts")
    stage.press(ENTER)
    stage.wait(lambda: len(person_page(stage.office, one).alerts) == 1)
    stage.settle()
    sheet.form.rows["given_name"].editor.setFocus()
    for title in ("Contact", "Where they live", "Communication"):
        QTest.keyClick(stage.focused(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert sheet.jumps.current.title == title
        assert stage.window.messages.spoken == title
    QTest.keyClick(stage.focused(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert sheet.jumps.current.title == "Where they live"
    next(one for one in sheet.jumps.menu.actions() if one.text() == "Notes").trigger()
    assert sheet.jumps.current.title == "Notes"
    QApplication.processEvents()
    assert unnamed(sheet) == []
    assert not_reached_by_tab(sheet) == []
    sheet.area.verticalScrollBar().setValue(0)
    assert out_of_order(sheet) == []


def test_who_changed_what_is_shown_when_asked_and_undone_from_there(stage: Stage, one: int) -> None:
    sheet = stage.go("people", one).sheet
    editor = sheet.form.rows["known_as"].editor
    editor.setFocus()
    stage.type("Mo")
    stage.press(TAB)
    stage.wait(lambda: person_page(stage.office, one).person.known_as == "Mo")
    stage.settle()
    sheet.history.show_button.click()
    stage.wait(lambda: len(sheet.history.lines) == 2)
    assert "Known-as name set to Mo" in said(sheet.history)
    undo = next(one for one in sheet.history.findChildren(QPushButton) if one.text() == "Undo")
    undo.click()
    stage.wait(lambda: person_page(stage.office, one).person.known_as == "")
    stage.settle()
    assert "taken back since" in said(sheet.history)
    box = sheet.conditions
    box.change.click()
    box.boxes["LTC01"].click()
    box.boxes["LTC04"].click()
    stage.wait(lambda: person_page(stage.office, one).person.health_conditions == "LTC01 LTC04")
    box.boxes["prefer not to say"].click()
    stage.wait(lambda: person_page(stage.office, one).person.health_conditions == "prefer not to say")
    stage.settle()


def test_nothing_is_clipped_at_twice_the_size_and_a_wide_window_has_an_index(stage: Stage, one: int) -> None:
    add_to_record(
        stage.office,
        Alert(
            person_id=ServiceUserId(one),
            text="Do not ring after eight in the evening, whatever happens.",
            from_date=stage.office.clock.today() - timedelta(days=9),
        ),
    )
    sheet = stage.go("people", one).sheet
    assert not sheet.index.isVisible()
    stage.window.resize(1700, 800)
    stage.qtbot.waitUntil(lambda: sheet.index.isVisible(), timeout=5_000)
    sheet.index.buttons["notes"].click()
    assert sheet.jumps.current.title == "Notes"
    sheet.theme.apply(percent=200)
    stage.window.resize(1024, 640)
    stage.settle()
    QApplication.processEvents()
    viewport = sheet.area.viewport().width()
    inside = sheet.area.widget()
    wide = [
        type(one).__name__
        for one in inside.findChildren(QWidget)
        if one.isVisible() and one.mapTo(inside, one.rect().topRight()).x() > viewport
    ]
    assert wide == []
    sheet.theme.apply(percent=100)
