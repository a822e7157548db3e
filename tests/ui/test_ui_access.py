"""Every screen of the door, the frame, the import and the settings: named, reached by Tab, in the order of reading.

Each promise has its negative control: a screen made wrong on purpose must be found out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from walk_screens import StrayWindows, not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.import_look import look, questions
from sfph_desktop.core.usecases.imports import import_file, rehearse
from sfph_desktop.core.usecases.office import Created
from sfph_desktop.ui.pages.first_run import FirstRunPage
from sfph_desktop.ui.pages.import_steps import ImportPage
from sfph_desktop.ui.pages.restore import RestorePage
from sfph_desktop.ui.pages.settings import SECTIONS, SettingsPage
from sfph_desktop.ui.pages.unlock import UnlockPage
from sfph_desktop.ui.shell.frame import Frame
from sfph_desktop.ui.shell.navigation import ALL, PLACES, ROOMS, SETTINGS, PlaceSpec
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import DoorContext, ShellContext
from sfph_desktop.ui.support.panels import FaultDialog, QuestionDialog
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held

Made = Callable[[], QWidget]
_LISTS = {"people", "partners", "sessions", "measures", "outcomes", "value", "contracts", "commissioners", "promises"}
_LISTS |= {"opportunities", "bids", "joint", "fair_work", "best_value", "savings", "psps", "stories"}
LISTS = [spec for spec in ALL if spec.id in _LISTS]


@pytest.fixture
def strays(window: Window) -> Iterator[StrayWindows]:
    watch = StrayWindows()
    watch.allowed.add(id(window))
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    yield watch
    app.removeEventFilter(watch)


def judge(screen: QWidget, window: Window, strays: StrayWindows, still: Callable[[], None]) -> None:
    window.show_only(screen)
    still()
    assert unnamed(screen) == []
    assert not_reached_by_tab(screen) == []
    assert out_of_order(screen) == []
    assert strays.seen == []


@pytest.mark.parametrize("wrong", [False, True])
def test_unlocking(
    door: DoorContext, window: Window, strays: StrayWindows, still: Callable[[], None], wrong: bool
) -> None:
    page = UnlockPage(door, Path("office.sfph"))
    if wrong:
        step: Any = page.step
        step.tell(UserCanFix(what="It did not open.", why="So it is.", do="Try again."))
    judge(page, window, strays, still)


def test_the_recovery_sheet_at_the_door(
    door: DoorContext, window: Window, strays: StrayWindows, still: Callable[[], None]
) -> None:
    page = UnlockPage(door, Path("office.sfph"))
    page.show_recovery()
    judge(page, window, strays, still)


def test_bringing_back_a_backup(
    door: DoorContext, window: Window, strays: StrayWindows, still: Callable[[], None]
) -> None:
    page = RestorePage(door, Path("office.sfph"))
    judge(page, window, strays, still)
    page.by_key()
    judge(page, window, strays, still)


@pytest.mark.parametrize("step", range(4))
def test_the_first_run(
    door: DoorContext,
    window: Window,
    strays: StrayWindows,
    still: Callable[[], None],
    real_office: Any,
    step: int,
) -> None:
    page = FirstRunPage(door, Path("office.sfph"))
    if step == 1:
        page.name_chosen("Braes Laundry")
    if step == 2:
        page.was_created(Created(office=real_office, recovery_key="-".join(["AB12C"] * 8)))
        sheet: Any = page.step
        sheet.card.show_key.click()
        sheet.card.say_done("Saved.")
    if step == 3:
        page.office = real_office
        page.sheet_done()
    judge(page, window, strays, still)


@pytest.mark.parametrize("step", range(4))
def test_the_import(
    real_office: Any,
    shell: ShellContext,
    window: Window,
    strays: StrayWindows,
    still: Callable[[], None],
    tmp_path: Path,
    step: int,
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person_ref,First name,Colour\nX-1,Anna,red\n,Bob,blue\n", encoding="utf-8")
    page = ImportPage(real_office, shell)
    if step == 1:
        file = file.rename(tmp_path / "clients.csv")  # no sheet of ours by its name: everything is to be asked
        seen = look(real_office, file)
        page.show_found((seen, {one.plan.name: questions(real_office, one.plan) for one in seen.sheets}))
    if step == 2:
        page.show_rehearsal(rehearse(real_office, file))
    if step == 3:
        page.show_done(import_file(real_office, file))
    judge(page, window, strays, still)


@pytest.mark.parametrize("name", SECTIONS)
def test_settings(
    real_office: Any,
    shell: ShellContext,
    window: Window,
    strays: StrayWindows,
    still: Callable[[], None],
    name: str,
) -> None:
    page = SettingsPage(real_office, shell)
    window.show_only(page)
    page.open_record(name)
    judge(page, window, strays, still)


@pytest.mark.parametrize("spec", LISTS, ids=[spec.id for spec in LISTS])
def test_a_place_with_a_list(
    real_office: Any,
    shell: ShellContext,
    window: Window,
    strays: StrayWindows,
    still: Callable[[], None],
    spec: PlaceSpec,
) -> None:
    page = spec.make(real_office, shell._replace(rooms=ROOMS))
    page.load()
    judge(page, window, strays, still)


@pytest.mark.parametrize("width", [1024, 620])
def test_the_frame(
    real_office: Any,
    door: DoorContext,
    window: Window,
    strays: StrayWindows,
    still: Callable[[], None],
    width: int,
) -> None:
    window.resize(width, 640)
    frame = Frame(
        real_office,
        jobs=door.jobs,
        messages=door.messages,
        theme=door.theme,
        preferences=door.preferences,
        places=[replace(spec, factory="fakes:CountingPlace") for spec in PLACES],
        below=[replace(SETTINGS, factory="fakes:CountingPlace")],
        hidden=[],
    )
    window.show_only(frame)
    frame.go("today")
    door.messages.tell("It did not work.", "So it is.", "Try again.")
    judge(frame, window, strays, still)


def test_dialogs(theme: Theme, window: Window) -> None:
    for dialog in (
        QuestionDialog(theme, "Erase it?", "It cannot be undone.", "Erase it", "Leave it", window),
        FaultDialog(theme, "a note", window),
    ):
        dialog.show()
        assert unnamed(dialog) == []
        dialog.reject()


def test_a_nameless_control_is_found_out(window: Window) -> None:
    screen = held(column(QLineEdit(), QPushButton("Save")))
    window.show_only(screen)
    assert unnamed(screen) == ["QLineEdit in QFrame"]


def test_a_trap_for_the_keyboard_is_found_out(window: Window) -> None:
    class Trap(QLineEdit):
        def focusNextPrevChild(self, _next: bool) -> bool:
            return True

    screen = held(column(Trap(), QPushButton("Save")))
    window.show_only(screen)
    assert not_reached_by_tab(screen) == ["QPushButton "]


def test_a_jump_against_the_order_of_reading_is_found_out(window: Window) -> None:
    screen = QWidget()
    first, second = QPushButton("first", screen), QPushButton("second", screen)
    first.setGeometry(10, 10, 100, 30)
    second.setGeometry(10, 60, 100, 30)
    window.show_only(screen)
    assert out_of_order(screen) == []
    first.move(10, 110)
    assert len(out_of_order(screen)) == 1


def test_a_window_that_comes_up_by_itself_is_found_out(window: Window, strays: StrayWindows) -> None:
    label = QLabel("astray")
    label.setVisible(True)
    assert strays.seen == ["QLabel"]
    label.close()
