"""The door: unlocking with its failures told apart, the recovery sheet, the first run, bringing back a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE

from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.network_role import is_desk
from sfph_desktop.core.usecases.office import close_office, create_office, open_office
from sfph_desktop.ui.pages.first_run import FirstRunPage, free_store
from sfph_desktop.ui.pages.restore import RestorePage
from sfph_desktop.ui.pages.unlock import UnlockPage
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import DoorContext

NEW = "velvet compass orchard tunnel maple"


class Opened:
    """Takes the office that a page hands over, and closes it."""

    def __init__(self) -> None:
        self.office: Any = None
        self.place = ""

    def take(self, office: Any, place: str = "") -> None:
        self.office, self.place = office, place


@pytest.fixture
def opened() -> Any:
    kept = Opened()
    yield kept
    if kept.office is not None:
        close_office(kept.office, backup=False)


@pytest.fixture
def page(door: DoorContext, window: Window, store: tuple[Path, str], opened: Opened) -> UnlockPage:
    made = UnlockPage(door, store[0])
    made.opened.connect(opened.take)
    window.show_only(made)
    return made


def press(step: QWidget, text: str) -> None:
    found = next(one for one in step.findChildren(QPushButton) if one.text() == text)
    found.click()


def test_the_right_passphrase_opens(page: UnlockPage, opened: Opened, still: Callable[[], None], qtbot: QtBot) -> None:
    step: Any = page.step
    qtbot.keyClicks(step.passphrase.line, PASSPHRASE)
    qtbot.keyClick(step.passphrase.line, Qt.Key.Key_Return)
    still()
    assert opened.office.info().name == "Braes Laundry"
    assert page.door.preferences.recent_stores == (str(page.store),)


def test_a_wrong_passphrase_is_said_and_the_way_back_is_offered(
    page: UnlockPage, opened: Opened, still: Callable[[], None]
) -> None:
    page.unlock_with("not the passphrase")
    still()
    step: Any = page.step
    assert "not the passphrase of this store" in step.trouble
    assert opened.office is None
    assert step.go.isEnabled()
    press(step, "Use the recovery sheet")
    assert page.step is not step


def test_a_missing_store_is_another_matter(page: UnlockPage, still: Callable[[], None], tmp_path: Path) -> None:
    page.store = tmp_path / "gone.sfph"
    page.unlock_with(PASSPHRASE)
    still()
    step: Any = page.step
    assert "There is no store at" in step.trouble
    asked: list[object] = []
    page.restore_wanted.connect(asked.append)
    press(step, "Bring back a backup")
    assert asked == [tmp_path / "gone.sfph"]
    assert not page.store.exists()


def test_a_damaged_store_is_another_matter(page: UnlockPage, still: Callable[[], None]) -> None:
    size = page.store.stat().st_size
    page.store.write_bytes(b"\x00" * size)
    page.unlock_with(PASSPHRASE)
    still()
    step: Any = page.step
    assert "damaged" in step.trouble
    assert page.store.stat().st_size == size


def test_a_store_in_use_is_another_matter(page: UnlockPage, still: Callable[[], None], machine: Machine) -> None:
    other = open_office(page.store, passphrase=PASSPHRASE, machine=machine)
    page.unlock_with(PASSPHRASE)
    still()
    step: Any = page.step
    assert "open in another window" in step.trouble
    close_office(other, backup=False)
    press(step, "Try again")
    still()
    assert page.door.preferences.settings.last_store == str(page.store)


def test_the_recovery_sheet_opens_and_gives_a_new_passphrase(
    page: UnlockPage, store: tuple[Path, str], opened: Opened, still: Callable[[], None], machine: Machine, qtbot: QtBot
) -> None:
    page.show_recovery()
    step: Any = page.step
    step.key.setText(store[1].lower().replace("-", " "))
    qtbot.keyClicks(step.new.first.line, NEW)
    qtbot.waitUntil(lambda: step.new._strong)
    assert not step.go.isEnabled()
    qtbot.keyClicks(step.new.again, NEW)
    assert step.go.isEnabled()
    step.go.click()
    still()
    close_office(opened.office, backup=False)
    opened.office = open_office(page.store, passphrase=NEW, machine=machine)


def test_a_mistyped_recovery_key_names_the_group(
    page: UnlockPage, store: tuple[Path, str], still: Callable[[], None], qtbot: QtBot
) -> None:
    groups = store[1].split("-")
    groups[2] = ("3" if groups[2][0] == "4" else "4") + groups[2][1:]  # one wrong letter is always found
    page.show_recovery()
    step: Any = page.step
    step.key.setText("-".join(groups))
    step.new.first.show_text(NEW)
    qtbot.waitUntil(step.go.isEnabled)
    step.go.click()
    still()
    assert "roup 3" in step._trouble.said


@pytest.fixture
def first(door: DoorContext, window: Window, machine: Machine, opened: Opened) -> FirstRunPage:
    made = FirstRunPage(door, default_store_path(machine))
    made.opened.connect(opened.take)
    window.show_only(made)
    return made


def to_the_sheet(first: FirstRunPage, still: Callable[[], None], qtbot: QtBot) -> Any:
    """Through the first two steps, by keyboard."""
    welcome: Any = first.step
    qtbot.keyClicks(welcome.line, "Braes Laundry")
    qtbot.keyClick(welcome.line, Qt.Key.Key_Return)
    choose: Any = first.step
    choose.new._on_suggest()
    qtbot.waitUntil(choose.go.isEnabled)
    assert len(choose.new.text.split()) >= 4
    qtbot.keyClick(choose.new.first.line, Qt.Key.Key_Return)
    still()
    return first.step


def test_the_first_run_ends_with_a_sheet_that_was_proven(
    first: FirstRunPage, still: Callable[[], None], qtbot: QtBot, tmp_path: Path, opened: Opened
) -> None:
    step = to_the_sheet(first, still, qtbot)
    step.work.save(tmp_path / "sheet.pdf")
    still()
    assert (tmp_path / "sheet.pdf").read_bytes()[:5] == b"%PDF-"
    assert "Saved as sheet.pdf" in step.card._done.said
    step.card.group.setText("WRONG")
    step.card.check.click()
    still()
    assert first.step is step
    assert step.card._problem.said
    number = step.card.number
    qtbot.keyClicks(step.card.group, step.work._key.split("-")[number - 1].lower())
    qtbot.keyClick(step.card.group, Qt.Key.Key_Return)
    still()
    assert first.step is not step
    assert first.office.info().recovery_confirmed
    start: Any = first.step
    start.empty.click()
    assert (opened.office, opened.place) == (first.office, "today")


def test_the_key_can_be_copied_by_hand_and_put_off(
    first: FirstRunPage, still: Callable[[], None], qtbot: QtBot, opened: Opened
) -> None:
    step = to_the_sheet(first, still, qtbot)
    assert not step.card._key.isVisible()
    step.card.show_key.click()
    assert step.card._key.isVisible()
    press(step, "I cannot print now; remind me")
    assert not first.office.info().recovery_confirmed
    start: Any = first.step
    start.spreadsheet.click()
    assert opened.place == "import"


def test_the_desk_of_a_network_is_made_at_the_door_and_begins_with_what_it_asks(
    first: FirstRunPage, qtbot: QtBot, still: Callable[[], None], opened: Any
) -> None:
    welcome: Any = first.step
    assert not welcome.desk.isChecked()
    welcome.desk.setChecked(True)
    step = to_the_sheet(first, still, qtbot)
    assert is_desk(first.office)
    press(step, "I cannot print now; remind me")
    assert opened.place == "asked"


def test_a_weak_passphrase_does_not_make_an_office(
    first: FirstRunPage, qtbot: QtBot, still: Callable[[], None]
) -> None:
    first.name_chosen("Braes Laundry")
    step: Any = first.step
    step.new.first.line.setText("password")
    step.new.again.setText("password")
    still()
    qtbot.waitUntil(lambda: bool(step.new.first._words.text()))
    assert not step.go.isEnabled()
    step._on_go()
    assert not first.store.exists()


def test_two_passphrases_that_differ_are_said_to(first: FirstRunPage, qtbot: QtBot) -> None:
    first.name_chosen("Braes Laundry")
    step: Any = first.step
    step.new.first.line.setText(NEW)
    step.new.again.setText("velvet x")
    assert "not the same" in step.new._differs.text()
    qtbot.waitUntil(lambda: step.new._strong)
    assert not step.go.isEnabled()
    step.new.first._eye.click()
    assert step.go.isEnabled()
    assert not step.new.again.isVisible()


def test_a_passphrase_is_hidden_until_it_is_asked_to_be_seen(page: UnlockPage) -> None:
    step: Any = page.step
    assert step.passphrase.line.echoMode() == QLineEdit.EchoMode.Password
    assert step.passphrase._eye.accessibleName() == "Show the passphrase"
    step.passphrase._eye.click()
    assert step.passphrase.line.echoMode() == QLineEdit.EchoMode.Normal
    assert step.passphrase._eye.accessibleName() == "Hide the passphrase"


def test_a_new_office_never_takes_the_place_of_another(tmp_path: Path) -> None:
    first = tmp_path / "office.sfph"
    assert free_store(first) == first
    first.touch()
    assert free_store(first) == tmp_path / "office-2.sfph"


def test_a_backup_is_brought_back_and_can_be_unlocked(
    door: DoorContext, window: Window, machine: Machine, still: Callable[[], None], tmp_path: Path
) -> None:
    from sfph_desktop.core.usecases.backup import back_up

    path = default_store_path(machine)
    made = create_office(path, name="Braes Laundry", passphrase=PASSPHRASE, machine=machine).office
    backup = Path(back_up(made, tmp_path / "copy.sfph-backup").value.path)
    close_office(made, backup=False)
    path.write_bytes(b"\x00" * 4096)
    page = RestorePage(door, path)
    window.show_only(page)
    where: list[object] = []
    page.restored.connect(where.append)
    step: Any = page.step
    step.choose(str(backup))
    step.passphrase.line.setText("not the passphrase")
    step.restore()
    still()
    assert step._trouble.said
    step.passphrase.line.setText(PASSPHRASE)
    step.restore()
    still()
    press(page, "Unlock it")
    assert where == [path]
    close_office(open_office(path, passphrase=PASSPHRASE, machine=machine), backup=False)


def test_a_backup_is_brought_back_with_the_recovery_sheet(
    door: DoorContext, window: Window, machine: Machine, still: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    from sfph_desktop.core.usecases.backup import back_up

    path = default_store_path(machine)
    created = create_office(path, name="Braes Laundry", passphrase=PASSPHRASE, machine=machine)
    backup = Path(back_up(created.office, tmp_path / "copy.sfph-backup").value.path)
    close_office(created.office, backup=False)
    path.write_bytes(b"\x00" * 4096)
    page = RestorePage(door, path)
    window.show_only(page)
    first: Any = page.step
    first.choose(str(backup))
    press(page, "Use the recovery sheet")
    step: Any = page.step
    assert step.file.text() == str(backup)
    assert step.key.hasFocus()
    qtbot.keyClicks(step.key, created.recovery_key[:-1])
    qtbot.keyClicks(step.new.first.line, NEW)
    qtbot.waitUntil(lambda: step.new._strong)
    assert not step.go.isEnabled()
    qtbot.keyClicks(step.new.again, NEW)
    qtbot.keyClick(step.new.again, Qt.Key.Key_Return)
    still()
    assert "Group 8 of the recovery key is not right." in step.trouble
    assert path.read_bytes() == b"\x00" * 4096
    qtbot.keyClicks(step.key, created.recovery_key[-1])
    step.go.click()
    still()
    press(page, "Unlock it")
    close_office(open_office(path, passphrase=NEW, machine=machine), backup=False)


def test_between_passphrase_and_sheet_the_file_stays_chosen(door: DoorContext, window: Window, tmp_path: Path) -> None:
    page = RestorePage(door, tmp_path / "office.sfph")
    window.show_only(page)
    press(page, "Use the recovery sheet")
    step: Any = page.step
    assert step.choosing.hasFocus()
    step.choose("stick.sfphbackup")
    assert step.key.hasFocus()
    press(page, "Use the passphrase")
    back: Any = page.step
    assert back.file.text() == "stick.sfphbackup"
    assert back.trouble == ""
