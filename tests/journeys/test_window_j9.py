"""J9 in the window: the laptop is stolen. Back at work from a backup, and nothing readable for the thief."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, machine_in, readable, said_of

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases.machine import default_store_path
from sfph_desktop.core.usecases.office import close_office, create_office
from sfph_desktop.core.usecases.people import add_person

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "otter ladder violet teapot harbour"
PLANTED = ("Quillfeather", "Żółkiewska-Bàn", "braes-secret-note")


@pytest.fixture
def stolen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office folder of the laptop, with two people in it; temporary files go to a folder that can be searched."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    folder = tmp_path / "laptop"
    machine = machine_in(folder)
    office = create_office(
        default_store_path(machine), name="Hill Street Kitchen", passphrase=PASSPHRASE, machine=machine
    ).office
    for ref, given, family, notes in (
        ("P-0001", "Zebedee", PLANTED[0], PLANTED[2]),
        ("P-0002", "Zofia", PLANTED[1], ""),
    ):
        add_person(office, ServiceUser(person_ref=ref, given_name=given, family_name=family, notes=notes))
    close_office(office, backup=False)
    return folder


def names_seen(person: Person) -> list[str]:
    """The names in the list of people, as they stand on the screen."""
    person.press(Qt.Key.Key_2, control=True)
    person.settle()
    table = person.page.view.table
    return sorted(
        str(table.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for line in range(table.rowCount())
    )


def open_backups(person: Person) -> None:
    """Settings, and in its list the backups."""
    person.press(Qt.Key.Key_Comma, control=True)
    person.settle()
    for _ in range(8):
        if person.page._here == "backup":
            return
        person.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
        person.settle()
    raise AssertionError("no way to the backups in Settings")


def test_j9_the_laptop_is_stolen(qtbot: Any, tmp_path: Path, stolen: Path) -> None:
    stick, temporary = tmp_path / "stick", tmp_path / "temporary"
    stick.mkdir()
    with at_the_window(qtbot, stolen) as person:
        person.unlock(PASSPHRASE)
        before = names_seen(person)
        assert len(before) == 2
        assert PLANTED[0] in before[0]
        open_backups(person)
        person.answering(stick)
        person.push("Back up to another place")
        assert "A backup was made, opened and checked" in person.reads()
        # The thief takes it as it runs: journals and temporary files included.
        assert readable(stolen, *PLANTED) == []
        assert readable(temporary, *PLANTED) == []
    backup = next(stick.iterdir())
    assert readable(tmp_path, *PLANTED) == []
    shutil.rmtree(stolen)

    folder = tmp_path / "new laptop"
    with at_the_window(qtbot, folder) as person:
        assert person.step.accessibleName() == "Welcome"
        person.push("Bring back a backup")
        person.answering(backup)
        person.push("Choose")
        assert said_of(person.focused()) == "Passphrase of the backup"
        person.type("not the one at all")
        person.press(Qt.Key.Key_Return)
        person.settle()
        assert "passphrase" in person.reads(person.step).lower()
        assert "not the passphrase" in person.reads(person.step)
        assert not default_store_path(machine_in(folder)).exists()
        left = {file.name: file.stat().st_size for file in folder.glob("office.sfph*")}
        assert max(left.values()) < 1_000, "the lock and the count of guesses, and nothing of the office"

        person.tab_to("Passphrase of the backup")
        person.press(Qt.Key.Key_A, control=True)
        person.type(PASSPHRASE)
        person.press(Qt.Key.Key_Return)
        person.settle()
        assert person.step.accessibleName() == "Your office is back"
        assert "2 people" in person.reads(person.step)
        person.push("Unlock it")
        person.unlock(PASSPHRASE)
        assert names_seen(person) == before
        assert person.presses <= 3 * len(PASSPHRASE) + 20
        assert readable(folder, *PLANTED) == []
    assert readable(tmp_path, *PLANTED) == []


def test_at_the_door_the_keyboard_is_where_the_passphrase_goes(qtbot: Any, stolen: Path) -> None:
    with at_the_window(qtbot, stolen) as person:
        assert said_of(person.focused()) == "Passphrase"
