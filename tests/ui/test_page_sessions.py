"""Sessions: the list, one session with who came, and no register that does not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tests.ui.page_stage import Stage, sample_office, stage_of, unnamed

from sfph_desktop.core.usecases.delivery import list_sessions, session_page
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.widgets.page_frame import Tile
from sfph_desktop.ui.widgets.record_views import RecordGrid
from sfph_desktop.ui.widgets.wishes import TAKE_REGISTER


@pytest.fixture(scope="module")
def office(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    return sample_office(new_office, tmp_path_factory.mktemp("sample"))


@pytest.fixture
def stage(qtbot: Any, office: Office, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def test_a_session_shows_who_came_and_enter_opens_a_person(stage: Stage) -> None:
    number = next(int(str(row[0])) for row in list_sessions(stage.office).rows if row[6])
    sessions = stage.go("sessions", number)
    page = session_page(stage.office, number)
    grid = sessions.sheet.findChild(RecordGrid)
    assert grid.model().rowCount() == len(page.people)
    assert sessions.sheet.findChildren(Tile)[0].accessibleName().startswith(f"{len(page.people)} p")
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


def test_taking_a_register_says_how_it_is_done_today(stage: Stage) -> None:
    sessions = stage.go("sessions", TAKE_REGISTER)
    said = " ".join(label.text() for label in sessions.findChildren(QLabel))
    assert "not built yet" in said
    assert stage.focused().text() == "Bring in a spreadsheet"  # type: ignore[attr-defined]
