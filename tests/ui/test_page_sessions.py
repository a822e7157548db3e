"""Sessions: the lists, one session with who came, a group and its members, and a service, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.core.usecases.hall import TUESDAY, Hall, hall
from tests.ui.page_stage import Stage, sample_office, stage_of, unnamed

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.people import Episode, ServiceUserId
from sfph_desktop.core.domain.registers import HERE
from sfph_desktop.core.usecases import groups, registers, services
from sfph_desktop.core.usecases.delivery import list_sessions, session_page
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person_record import add_to_record
from sfph_desktop.ui.widgets.page_frame import Tile
from sfph_desktop.ui.widgets.record_views import RecordGrid
from sfph_desktop.ui.widgets.wishes import OpenGroup

# Qt's offscreen screen says of a list of suggestions that it can neither raise it nor give it the keyboard: harmless.
SUGGESTIONS = ("propagateSizeHints", "This plugin does not support")


def find(stage: Stage, line: Any, text: str) -> None:
    """Type into a line that finds people, and take the first when it is there."""
    line.setFocus()
    stage.type(text)
    stage.wait(lambda: line.found.isVisible() and line.found.currentIndex().isValid())
    stage.press(Qt.Key.Key_Return)
    stage.settle()


@pytest.fixture(scope="module")
def office(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    return sample_office(new_office, tmp_path_factory.mktemp("sample"))


@pytest.fixture
def stage(qtbot: Any, office: Office, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


@pytest.fixture
def at_club(qtbot: Any, club: Hall, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, club.office, tmp_path) as made:
        yield made


def test_a_session_shows_who_came_and_enter_opens_a_person(stage: Stage) -> None:
    number = next(int(str(row[0])) for row in list_sessions(stage.office).rows if row[6])
    sessions = stage.go("sessions", number)
    page = session_page(stage.office, number)
    sheet = sessions.records.session
    # One that was shown before may not have gone yet, and one that is new may not be seen yet.
    stage.wait(lambda: any(made.isVisible() for made in sheet.came.findChildren(RecordGrid)))
    grid = next(made for made in sheet.came.findChildren(RecordGrid) if made.isVisible())
    assert grid.model().rowCount() == len(page.people)
    assert sheet.findChildren(Tile)[0].accessibleName().startswith(f"{len(page.people)} p")
    assert not unnamed(sessions)
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert stage.frame.here == "people"
    assert stage.frame.pages["people"].sheet.facts.page.person.id == page.people[0].id


def test_typing_filters_the_sessions(stage: Stage) -> None:
    sessions = stage.go("sessions")
    everything = sessions.view.table.rowCount()
    sessions.view.filter.setFocus()
    stage.type("laundry")
    stage.wait(lambda: 0 < sessions.view.table.rowCount() < everything)
    stage.settle()


def test_a_field_of_a_session_is_kept_when_it_is_left(at_club: Stage, club: Hall) -> None:
    page = registers.finish_register(club.office, club.at).value
    sessions = at_club.go("sessions", page.session.id)
    sheet = sessions.records.session
    sheet.form.rows["place"].editor.setFocus()
    at_club.type("Braes Hall")
    at_club.press(Qt.Key.Key_Tab)
    at_club.settle()
    assert session_page(club.office, page.session.id).session.place == "Braes Hall"
    assert sheet is sessions.records.session
    assert at_club.focused() is sheet.form.rows["note"].editor, "the keyboard went on where it was going"
    sheet.form.rows["minutes"].editor.setFocus()
    sheet.form.rows["minutes"].editor.selectAll()
    at_club.type("0")
    at_club.press(Qt.Key.Key_Tab)
    at_club.settle()
    assert "cannot be right" in sheet.form.rows["minutes"].editor.accessibleDescription()


@pytest.mark.qt_log_ignore(*SUGGESTIONS)
def test_a_group_is_made_by_keyboard_and_gets_members(at_club: Stage, club: Hall) -> None:
    sessions = at_club.go("sessions")
    sessions.which.setFocus()
    at_club.press(Qt.Key.Key_Down)
    at_club.settle()
    assert sessions.kind == "groups"
    at_club.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    at_club.settle()
    at_club.type("Chess")
    at_club.press(Qt.Key.Key_Return)
    at_club.settle()
    assert "needed" in sessions.records.form.form.rows["service"].editor.accessibleDescription()
    sessions.records.form.form.rows["service"].editor.setFocus()
    at_club.type("Lunch club")
    at_club.press(Qt.Key.Key_Return)
    at_club.settle()
    made = groups.find_group(club.office, "chess")
    sheet = sessions.records.group
    assert (sheet.page.group.id, made.weekday, made.from_date) == (made.id, 1, TUESDAY)
    assert not unnamed(sheet)
    find(at_club, sheet.add_line, "n21")
    assert [one.ref for one in groups.group_page(club.office, made.id).members] == ["P-21"]
    at_club.wait(lambda: sheet.grid.isVisible())
    sheet.grid.setFocus()
    sheet.grid.setCurrentIndex(sheet.table.index(0, 0))
    at_club.press(Qt.Key.Key_Delete)
    at_club.settle()
    assert groups.group_page(club.office, made.id).members[0].to_date == TUESDAY
    at_club.press(Qt.Key.Key_Return)
    assert at_club.focused() is sheet.dates.rows["from_date"].editor
    sheet.dates.rows["to_date"].editor.setFocus()
    sheet.dates.rows["to_date"].editor.selectAll()
    at_club.type("01/01/2020")
    at_club.press(Qt.Key.Key_Tab)
    at_club.settle()
    assert "before the beginning" in sheet.dates.rows["to_date"].editor.accessibleDescription()


def test_everybody_in_the_service_gets_a_place_by_one_press(at_club: Stage, club: Hall) -> None:
    for person in (1, 2):
        whose = ServiceUserId(person)
        add_to_record(club.office, Episode(person_id=whose, episode_ref="", service="Cooking", start_date=TUESDAY))
    made = groups.add_group(club.office, Group(name="Cooks", service="Cooking", every="none")).value
    sheet = at_club.go("sessions", OpenGroup(group_id=made.id)).records.group
    assert sheet.everybody.isVisible() and sheet.everybody.text() == "Give the 2 people of Cooking a place"
    sheet.everybody.setFocus()
    at_club.press(Qt.Key.Key_Return)
    at_club.wait(lambda: len(groups.group_page(club.office, made.id).members) == 2)
    at_club.settle()
    assert not sheet.everybody.isVisible() and sheet.grid.isVisible()


def test_a_member_twice_is_told_where_it_happens(at_club: Stage, club: Hall) -> None:
    sheet = at_club.go("sessions", OpenGroup(group_id=club.group_id)).records.group
    find(at_club, sheet.add_line, "n03")
    assert "N03 belongs to Tuesday lunch already" in sheet.problem.text()


def test_a_service_is_described_where_it_is_only_named(at_club: Stage, club: Hall) -> None:
    sessions = at_club.go("sessions")
    sessions._go("services", "Lunch club")
    at_club.settle()
    sheet = sessions.records.service
    sheet.form.rows["purpose"].editor.setFocus()
    at_club.type("Company")
    at_club.press(Qt.Key.Key_Tab)
    at_club.settle()
    page = services.service_page(club.office, "Lunch club")
    assert (page.service.purpose, bool(page.service.id)) == ("Company", True)
    sheet = sessions.records.service
    sheet.new.rows["name"].editor.setFocus()
    at_club.type("Lunch")
    sheet._on_add()
    at_club.settle()
    assert [one.name for one in services.service_page(club.office, "Lunch club").activities] == ["Lunch"]
    assert not unnamed(sessions)


@pytest.mark.qt_log_ignore(*SUGGESTIONS)
def test_a_session_by_hand_leads_to_its_register(at_club: Stage, club: Hall) -> None:
    sessions = at_club.go("sessions")
    sessions.records.add("sessions")
    at_club.settle()
    sessions.records.form.form.rows["service"].editor.setFocus()
    at_club.type("Drop-in")
    at_club.press(Qt.Key.Key_Return)
    at_club.settle()
    sheet = sessions.work.sheet
    assert at_club.focused() is sheet.walk_in
    find(at_club, sheet.walk_in, "n01")
    (row,) = list_sessions(club.office).rows
    page = registers.register_page(club.office, sessions.work.at)
    assert [line.mark for line in page.lines] == [HERE]
    assert page.session.id == row[0]
