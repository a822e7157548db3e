"""The program as a whole: the right door, into the office, and out of it by closing or locking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDateTime, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE

from sfph_desktop.core.domain.being_typed import BeingTyped
from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.desks import DESK, ROLE
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.core.usecases.groups import add_group
from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.network_folder import watch_folder
from sfph_desktop.core.usecases.office import close_office, open_office
from sfph_desktop.core.usecases.people import add_person, list_people
from sfph_desktop.core.usecases.register_typing import note_typing
from sfph_desktop.core.usecases.registers import register_page
from sfph_desktop.ui.pages.first_run import FirstRunPage
from sfph_desktop.ui.pages.restore import RestorePage
from sfph_desktop.ui.pages.unlock import UnlockPage
from sfph_desktop.ui.shell.idle import IdleWatch
from sfph_desktop.ui.shell.program import Program
from sfph_desktop.ui.shell.start import Start
from sfph_desktop.ui.support import folder_watch

# Under its own name only once it is whole: the test looks while it is being written.
_WRITES = (
    "import sys, pathlib; to = pathlib.Path(sys.argv[1]); part = to.with_suffix('.part');"
    "part.write_text(' '.join(sys.argv[2:])); part.replace(to)"
)


class FakeApplication:
    """Remembers with what status it was to end."""

    def __init__(self) -> None:
        self.status: int | None = None

    def exit(self, status: int) -> None:
        self.status = status

    def exec(self) -> int:
        return self.status or 0


@pytest.fixture
def application(qapp: QApplication) -> FakeApplication:
    return FakeApplication()


@pytest.fixture
def start_program(
    application: FakeApplication, machine: Machine, qtbot: QtBot, tmp_path: Path
) -> Iterator[Callable[..., Program]]:
    made: list[Program] = []

    def start(**how: Any) -> Program:
        again = [sys.executable, "-c", _WRITES, str(tmp_path / "again.txt")]
        program = Program(application, machine, Start(**how), again=again)  # type: ignore[arg-type]
        made.append(program)
        with qtbot.waitActive(program.window):
            program.start()
        return program

    yield start
    for program in made:
        qtbot.waitUntil(lambda program=program: program.jobs.idle)  # type: ignore[misc]
        program.jobs.stop()
        if program.office is not None:
            close_office(program.office, backup=False)
        program.window.close_now()
        # While the program still lives: a page that goes after it would take it, and its own window, down with it.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_first_start_welcomes(start_program: Callable[..., Program]) -> None:
    program = start_program()
    assert isinstance(program.window.content, FirstRunPage)


def test_an_office_that_is_there_is_unlocked(start_program: Callable[..., Program], store: tuple[Path, str]) -> None:
    program = start_program()
    assert isinstance(program.window.content, UnlockPage)
    assert program.window.content.store == store[0]


def test_an_office_that_was_named_is_asked_for_even_when_it_is_missing(
    start_program: Callable[..., Program], tmp_path: Path
) -> None:
    program = start_program(store=tmp_path / "elsewhere.sfph")
    assert isinstance(program.window.content, UnlockPage)


def test_the_doors_lead_to_one_another(start_program: Callable[..., Program], store: tuple[Path, str]) -> None:
    program = start_program()
    unlock: Any = program.window.content
    unlock.new_wanted.emit()
    first: Any = program.window.content
    assert isinstance(first, FirstRunPage)
    assert first.store != store[0]
    first.restore_wanted.emit(store[0])
    restore: Any = program.window.content
    assert isinstance(restore, RestorePage)
    restore.left.emit()
    assert isinstance(program.window.content, UnlockPage)


@pytest.fixture
def inside(start_program: Callable[..., Program], store: tuple[Path, str], qtbot: QtBot) -> Program:
    program = start_program()
    page: Any = program.window.content
    page.unlock_with(PASSPHRASE)
    qtbot.waitUntil(lambda: program.frame is not None, timeout=20_000)
    qtbot.waitUntil(lambda: program.jobs.idle, timeout=20_000)
    return program


def test_unlocking_leads_to_today(inside: Program) -> None:
    assert inside.frame is not None
    assert inside.frame.here == "today"
    assert inside.window.windowTitle().startswith("Braes Laundry")


def test_what_was_being_typed_in_a_register_at_a_stop_is_said_and_gone_on_with(inside: Program, qtbot: QtBot) -> None:
    office, frame = inside.office, inside.frame
    assert office is not None
    assert frame is not None
    today = office.clock.today()
    person = add_person(office, ServiceUser(person_ref="P-1", given_name="Anna")).value.id
    group = Group(name="Lunch", service="Lunch club", weekday=today.weekday(), from_date=today)
    at = RegisterAt(day=today, group_id=add_group(office, group, (person,)).value.id)
    note_typing(office, at, [BeingTyped(person_id=person, field="note", words="left ear")])
    inside._erase_rested()
    qtbot.waitUntil(lambda: inside.jobs.idle, timeout=20_000)
    assert "Something was being typed in the register of Lunch" in inside.window.messages.strip.said
    inside.window.messages._on_pressed()
    qtbot.waitUntil(lambda: inside.jobs.idle and frame.here == "sessions", timeout=20_000)
    assert [line.note for line in register_page(office, at).lines] == ["left ear"]


def test_a_desk_opens_on_its_quarter_with_places_of_its_own_and_looks_into_its_folder(
    start_program: Callable[..., Program],
    store: tuple[Path, str],
    machine: Machine,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folder_watch, "BEGIN_AFTER", 0)
    office = open_office(store[0], passphrase=PASSPHRASE, machine=machine)
    with office.writing("Made it a desk") as unit:
        unit.set(ROLE, DESK)
    watch_folder(office, tmp_path)
    close_office(office, backup=False)
    program = start_program()
    page: Any = program.window.content
    page.unlock_with(PASSPHRASE)
    qtbot.waitUntil(lambda: program.frame is not None, timeout=20_000)
    frame: Any = program.frame
    assert frame.here == "quarter"
    assert list(frame.side_bar.places) == ["quarter", "members", "asked", "library", "settings"]
    qtbot.waitUntil(lambda: frame.folder.here == tmp_path, timeout=20_000)
    assert "member" in frame.search.placeholderText() or frame.search.placeholderText() == "Find (Ctrl+K)"


def test_closing_keeps_the_last_field_and_closes_the_office(
    inside: Program, application: FakeApplication, machine: Machine, store: tuple[Path, str], qtbot: QtBot
) -> None:
    frame: Any = inside.frame
    line = QLineEdit(frame)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    office = inside.office

    def keep() -> None:
        typed = ServiceUser(person_ref="P-9", given_name=line.text())  # by the time it is saved the line may have gone
        inside.jobs.records(lambda: add_person(office, typed))

    line.editingFinished.connect(keep)
    qtbot.keyClicks(line, "Anna")
    inside.window.close()
    qtbot.waitUntil(lambda: application.status is not None, timeout=20_000)
    assert application.status == 0
    assert not inside.window.isVisible()
    again = open_office(store[0], passphrase=PASSPHRASE, machine=machine)
    assert len(list_people(again).rows) == 1
    assert again.info().last_backup_at is not None
    close_office(again, backup=False)


def test_locking_starts_the_program_again_and_ends_this_one(
    inside: Program,
    application: FakeApplication,
    machine: Machine,
    store: tuple[Path, str],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    frame: Any = inside.frame
    frame.go("contracts")
    frame.side_bar.lock.click()
    assert inside.frame is None
    qtbot.waitUntil(lambda: application.status is not None, timeout=20_000)
    qtbot.waitUntil(lambda: (tmp_path / "again.txt").exists(), timeout=20_000)
    assert (tmp_path / "again.txt").read_text().split() == ["--locked", "asked"]
    close_office(open_office(store[0], passphrase=PASSPHRASE, machine=machine), backup=False)


def test_a_locked_program_goes_on_where_it_was(
    start_program: Callable[..., Program], store: tuple[Path, str], qtbot: QtBot
) -> None:
    program = start_program(locked="idle")
    program.preferences.remember("place/resume", "contracts")
    page: Any = program.window.content
    assert "nothing was pressed" in page._note
    page.unlock_with(PASSPHRASE)
    qtbot.waitUntil(lambda: program.frame is not None, timeout=20_000)
    assert program.frame is not None
    assert program.frame.here == "contracts"


def test_a_demonstration_opens_by_itself(
    start_program: Callable[..., Program], store: tuple[Path, str], tmp_path: Path, qtbot: QtBot
) -> None:
    secret = tmp_path / "demo.passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    program = start_program(store=store[0], passphrase_file=secret)
    qtbot.waitUntil(lambda: program.frame is not None, timeout=20_000)
    qtbot.waitUntil(lambda: program.jobs.idle, timeout=20_000)


def test_closing_at_the_door_needs_no_office(
    start_program: Callable[..., Program], application: FakeApplication, machine: Machine
) -> None:
    program = start_program()
    program.window.close()
    assert application.status == 0
    assert not default_store_path(machine).exists()


def test_a_throwaway_office_leaves_nothing(start_program: Callable[..., Program], tmp_path: Path) -> None:
    folder = tmp_path / "throwaway"
    (folder / "office").mkdir(parents=True)
    program = start_program(folder=folder, throwaway=True)
    program.close()
    assert program.run() == 0
    assert not folder.exists()


def test_nobody_there_is_noticed(qtbot: QtBot) -> None:
    watch = IdleWatch(0)
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_a_key_begins_the_time_anew(qtbot: QtBot) -> None:
    watch = IdleWatch(1)
    widget = QWidget()
    qtbot.addWidget(widget)
    watch._since.invalidate()
    watch.eventFilter(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))
    assert watch._since.isValid()
    assert watch._since.elapsed() < 1000
    watch._since.invalidate()
    watch.eventFilter(widget, QEvent(QEvent.Type.UpdateRequest))
    assert not watch._since.isValid()


def test_a_computer_that_slept_is_noticed(qtbot: QtBot) -> None:
    watch = IdleWatch(60)
    watch._wall = QDateTime.currentMSecsSinceEpoch() - 3_600_000
    with qtbot.waitSignal(watch.slept):
        watch.look()


def test_the_time_to_lock_can_be_changed(inside: Program) -> None:
    inside.preferences.change(lock_after_minutes=30)
    assert inside._idle is not None
    assert inside._idle.minutes == 30


def test_the_window_remembers_how_it_was_left(inside: Program) -> None:
    inside.window.resize(700, 600)
    inside.window._remember_place()
    kept = inside.preferences.shape("window/geometry")
    assert not kept.isEmpty()
    inside.window.resize(600, 500)
    inside.window._take_place()
    assert (inside.window.width(), inside.window.height()) == (700, 600)
