"""A new worker in an empty office: a service, a group of twenty, its register, a mistake of last week, and undo.

All by keys, and each counted, so that what is done every week does not get longer unseen.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, machine_in

from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.core.usecases.machine import default_store_path
from sfph_desktop.core.usecases.office import close_office, create_office
from sfph_desktop.core.usecases.registers import register_page

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "otter ladder violet teapot harbour"
NAMES = [
    f"{given} {family}" for given in ("Ann", "Bob", "Cat", "Dan", "Eve") for family in ("Reid", "Ross", "Bell", "Kerr")
]
K = Qt.Key


def enter(person: Person) -> None:
    person.press(K.Key_Return)
    person.settle()


def add_member(person: Person, line: Any, name: str) -> None:
    """Nobody has that name: the offer to add them is the only line, or the last."""
    person.type(name)
    person.wait(lambda: not line.looking)
    if line.found.currentIndex().isValid():
        person.press(K.Key_Up)  # somebody of a like name stands first; upwards comes the last
    else:
        person.press(K.Key_Return)
    enter(person)


def test_from_an_empty_office_to_a_register_that_is_put_right(qtbot: Any, tmp_path: Path) -> None:
    machine: Any = machine_in(tmp_path / "office")
    store = default_store_path(machine)
    close_office(create_office(store, name="Hill", passphrase=PASSPHRASE, machine=machine).office, backup=False)
    with at_the_window(qtbot, tmp_path / "office", machine) as person:
        person.unlock(PASSPHRASE)
        person.press(K.Key_3, control=True)
        person.settle()
        person.tab_to("What the list shows", 16)
        person.press(K.Key_Down, K.Key_Down)
        person.settle()
        person.push("Describe a service")
        person.type("Lunch club")
        enter(person)
        person.push("Make a group")
        person.type("Monday lunch")
        enter(person)
        line = person.page.records.group.add_line
        assert person.focused() is line, "what comes after a group is its members"
        begun = person.presses
        for name in NAMES:
            add_member(person, line, name)
        assert person.presses - begun == sum(len(name) + 2 for name in NAMES), "a name and two keys"

        person.presses = 0
        person.press(K.Key_1, control=True)
        person.settle()
        person.push("Take a register")
        enter(person)
        person.press(K.Key_Down, K.Key_Space)
        person.press(K.Key_Return, control=True)
        person.settle()
        assert "19 of 20 here" in person.notice
        assert person.presses <= 7

        day = machine.clock.today()
        machine.clock.moment += timedelta(days=7)
        person.presses = 0
        person.press(K.Key_1, control=True)
        person.settle()
        person.push("Take a register")
        choice = person.page.choice
        person.press(K.Key_PageUp, K.Key_PageUp)
        person.settle()
        assert choice.nobody.isVisible(), "the group had not begun"
        assert person.focused() is choice.list
        person.press(K.Key_PageDown)
        person.settle()
        enter(person)
        person.press(K.Key_Home, K.Key_Down, K.Key_Space)
        person.settle()
        at = RegisterAt(group_id=1, day=day)
        assert len(register_page(person.program.office, at).here) == 20
        assert person.presses <= 9
        person.press(K.Key_Z, control=True)
        person.settle()
        assert len(register_page(person.program.office, at).here) == 19
