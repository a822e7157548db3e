"""The frame: places by key, pages made when first opened, loaded anew when what they watch has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from fakes import INFO, CountingPlace, FakeOffice
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.shell import search
from sfph_desktop.ui.shell.frame import Frame
from sfph_desktop.ui.shell.navigation import ALL, IMPORT, PLACES, SETTINGS
from sfph_desktop.ui.shell.search import Hit, SearchBox
from sfph_desktop.ui.shell.top_bar import safety_line
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme


@pytest.fixture
def frame(
    window: Window, jobs: Jobs, theme: Theme, preferences: Preferences, office: FakeOffice, still: Callable[[], None]
) -> Frame:
    places = [
        replace(spec, factory="fakes:CountingPlace" if spec.id in {"today", "people"} else "fakes:OtherPlace")
        for spec in PLACES
    ]
    made = Frame(
        office,
        jobs=jobs,
        messages=window.messages,
        theme=theme,
        preferences=preferences,
        places=places,
        below=[replace(SETTINGS, factory="fakes:OtherPlace")],
        hidden=[],
    )
    window.show_only(made)
    made.go("today")
    still()
    return made


def page(frame: Frame, place: str) -> CountingPlace:
    found = frame.pages[place]
    assert isinstance(found, CountingPlace)
    return found


def test_the_places_are_the_seven_of_the_guide_in_their_order() -> None:
    assert [spec.word for spec in PLACES] == [
        "Today",
        "People",
        "Sessions",
        "Measures",
        "Impact",
        "Contracts",
        "Share",
    ]
    assert [spec.keys for spec in PLACES] == [f"Ctrl+{number}" for number in range(1, 8)]
    assert len({spec.id for spec in ALL}) == len(ALL)
    assert IMPORT not in PLACES


@pytest.mark.parametrize("number", range(1, 8))
def test_a_key_goes_to_each_place(frame: Frame, qtbot: QtBot, number: int) -> None:
    qtbot.keyClick(frame, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
    spec = PLACES[number - 1]
    assert frame.here == spec.id
    assert frame.side_bar.places[spec.id].isChecked()
    assert sum(made.isChecked() for made in frame.side_bar.places.values()) == 1


def test_pages_are_made_when_they_are_first_opened(frame: Frame) -> None:
    assert set(frame.pages) == {"today"}
    frame.go("people", 12)
    assert set(frame.pages) == {"today", "people"}
    assert page(frame, "people").opened == [12]
    frame.go("today")
    frame.go("people")
    assert page(frame, "people").loads == 1


def test_a_page_is_loaded_anew_when_seen_and_only_for_what_it_watches(
    frame: Frame, jobs: Jobs, still: Callable[[], None]
) -> None:
    for place in ("people", "share"):
        frame.go(place)
    jobs.records(lambda: Done(value=None, changed=frozenset({"people"})))
    still()
    assert (page(frame, "people").loads, page(frame, "share").loads) == (1, 1)
    frame.go("people")
    frame.go("share")
    assert (page(frame, "people").loads, page(frame, "share").loads) == (2, 1)


def test_the_page_that_is_seen_is_loaded_at_once(frame: Frame, jobs: Jobs, still: Callable[[], None]) -> None:
    jobs.records(lambda: Done(value=None, changed=frozenset({"people"})))
    still()
    assert page(frame, "today").loads == 2


def test_the_sample_is_stamped_and_the_name_and_the_quiet_line_are_said(
    frame: Frame, window: Window, still: Callable[[], None]
) -> None:
    assert frame._ribbon.isVisible()
    assert "SAMPLE" in " ".join(label.text() for label in frame._ribbon.findChildren(QLabel))
    assert frame.top_bar._name.accessibleName() == INFO.name
    assert "backed up Friday" in frame.top_bar._quiet.text()


def test_the_quiet_line_says_what_is_not_as_it_should_be() -> None:
    today = date(2026, 11, 24)
    assert safety_line(replace(INFO, last_saved_at=None, last_backup_at=None), today) == (
        "Nothing recorded yet · not backed up yet"
    )
    failed = safety_line(replace(INFO, last_backup_problem="The disk is full."), today)
    assert failed.endswith("the last backup failed")
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert safety_line(replace(INFO, last_backup_at=moment), today).endswith("backed up yesterday")


def test_a_narrow_window_keeps_the_icons_and_their_names(frame: Frame, window: Window, qtbot: QtBot) -> None:
    people = frame.side_bar.places["people"]
    assert people.text().strip() == "People"
    window.resize(620, 400)
    qtbot.waitUntil(lambda: people.text() == "")
    assert people.accessibleName() == "People"
    assert people.toolTip().startswith("People")
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: people.text().strip() == "People")


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_with_large_text_every_place_and_lock_stay_in_the_window(
    frame: Frame, window: Window, theme: Theme, qtbot: QtBot, percent: int
) -> None:
    theme.apply("light", percent)
    buttons = [*frame.side_bar.places.values(), frame.side_bar.lock]
    qtbot.waitUntil(lambda: buttons[-1].height() == buttons[0].height())
    QApplication.processEvents()
    assert len(buttons) == 9
    for made in buttons:
        assert made.visibleRegion().boundingRect() == made.rect(), made.accessibleName()
        assert made.height() >= theme.size("icon")


@pytest.mark.parametrize(("percent", "width"), [(100, 1024), (100, 700), (150, 1024), (200, 1024), (200, 1400)])
def test_the_top_of_the_window_cuts_nothing_off_and_leaves_the_search_box_its_room(
    frame: Frame, window: Window, theme: Theme, percent: int, width: int
) -> None:
    bar, name = frame.top_bar, "Braes Community Laundry and Kitchen of the Upper Valley"
    window.resize(width, 640)
    theme.apply("light", percent)
    bar.show_info(replace(INFO, name=name), date(2026, 11, 24))
    QApplication.processEvents()
    assert bar.width() + frame.side_bar.width() == window.width()
    assert frame.search.width() >= theme.size("list") * 3 // 4
    for label in (bar._name, bar._quiet):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        assert label.geometry().right() < bar.width()
    assert "backed up" in bar._quiet.text().lower()
    whole = safety_line(INFO, date(2026, 11, 24))
    assert whole in {bar._quiet.text(), bar._quiet.accessibleName()}
    assert whole in bar._quiet.toolTip()
    assert bar._name.text() in name or bar._name.text().endswith("…")
    assert bar._name.toolTip() == bar._name.accessibleName() == name


def test_arrows_move_in_the_side_bar(frame: Frame, qtbot: QtBot) -> None:
    frame.side_bar.places["today"].setFocus()
    qtbot.keyClick(frame.side_bar.places["today"], Qt.Key.Key_Down)
    assert frame.side_bar.places["people"].hasFocus()
    qtbot.keyClick(frame.side_bar.places["people"], Qt.Key.Key_Up)
    assert frame.side_bar.places["today"].hasFocus()


def test_lock_is_asked_for_by_button_and_key(frame: Frame, qtbot: QtBot) -> None:
    asked: list[bool] = []
    frame.lock_wanted.connect(lambda: asked.append(True))
    frame.side_bar.lock.click()
    qtbot.keyClick(frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True, True]


@pytest.fixture
def box(shell: ShellContext, window: Window, qtbot: QtBot) -> SearchBox:
    hits = (Hit("Evidence number E-0412", "impact", "E-0412"), Hit("Màiri", "people", 1))
    frame = QLabel()
    window.show_only(frame)
    made = SearchBox(shell, frame, lambda text: hits if text.startswith("m") else ())
    made.setParent(frame)
    made.setGeometry(10, 10, 300, 36)
    made.show()
    made.setFocus()
    return made


def test_what_is_found_is_opened_by_keyboard(
    box: SearchBox, gone: list[tuple[str, object]], qtbot: QtBot, shell: ShellContext
) -> None:
    qtbot.keyClicks(box, "m")
    qtbot.waitUntil(box.results.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert shell.messages.spoken == "Màiri"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert gone == [("people", 1)]
    assert not box.results.isVisible()
    assert box.text() == ""


def test_enter_counts_for_the_answer_on_its_way_but_not_for_what_is_typed_after_it(
    box: SearchBox, gone: list[tuple[str, object]], qtbot: QtBot, shell: ShellContext
) -> None:
    qtbot.keyClicks(box, "m")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "a")
    qtbot.waitUntil(lambda: box.results.isVisible())
    assert gone == []
    qtbot.keyClicks(box, "i")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(gone) == 1)


def test_nothing_found_is_said_and_escape_leaves(box: SearchBox, qtbot: QtBot, shell: ShellContext) -> None:
    qtbot.keyClicks(box, "zz")
    qtbot.waitUntil(box.results.isVisible)
    assert shell.messages.spoken == "Nothing found"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()


@pytest.mark.parametrize(("typed", "number"), [("E-0412", "E-0412"), ("e412", "E-0412"), (" e - 7", "E-0007")])
def test_evidence_numbers_are_known_however_they_are_typed(typed: str, number: str) -> None:
    found = search._EVIDENCE.match(typed)
    assert found is not None
    assert f"E-{int(found[1]):04d}" == number
    assert search._EVIDENCE.match("Eve 3") is None
