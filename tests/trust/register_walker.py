"""Takes a register in the real window, key by key, until it is killed; run by test_kill_register.py, a child a life.

A child opens the office, tells what stands in the register, then goes on: it says what the next key is to change before
that is pressed (`?`, and the change), and acknowledges it (`!`) once the window has nothing left to save.
"""

from __future__ import annotations

import json
import os
import random
import sys
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

# Everything a child needs is imported here, once for all lives: no more than one application can be made in a process.
from tests.core.usecases.hall import TUESDAY, on
from tests.trust.lives import one_life
from tests.trust.pump import Pump
from tests.ui.page_stage import Stage, stage_of

from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterAt, RegisterPage
from sfph_desktop.core.store import about, backup, opening, undo, unit_of_work, wraps
from sfph_desktop.core.store.migrations import runner
from sfph_desktop.core.store.queries import finding, groups, registers, values
from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.office import open_office
from sfph_desktop.core.usecases.registers import register_page
from sfph_desktop.ui.pages import register_work, sessions
from sfph_desktop.ui.widgets.wishes import OpenRegister

IMPORTED = (about, backup, finding, groups, opening, register_work, registers, runner, sessions, undo, unit_of_work,
            values, wraps)  # fmt: skip
MOST_KEYS = 25
AT = RegisterAt(group_id=1, day=TUESDAY)
STRANGERS = range(21, 26)
"""The numbers of those who do not belong to the group: their names are N21 to N25."""


def standing(page: RegisterPage) -> dict[str, str]:
    """What stands in a register: by the person's number here or away, and how many came unnamed."""
    marks = {str(line.person_id): line.mark for line in page.lines if line.mark}
    return {**marks, "unnamed": f"{page.session.unnamed_low}-{page.session.unnamed_high}"}


class Walker:
    """Presses the keys of a register where the keyboard is."""

    def __init__(self, stage: Stage, out: int, there: dict[str, str]) -> None:
        self.stage, self.out, self.there = stage, out, there
        self.sheet: Any = stage.go("sessions", OpenRegister(at=AT)).work.sheet
        stage.wait(lambda: self.sheet.grid.line is not None and self.sheet.grid.hasFocus())
        self.chance = random.Random()

    def step(self) -> None:
        """One of the things that are done in a register."""
        chance = self.chance.random()
        absent = [n for n in STRANGERS if str(n) not in self.there]
        if chance < 0.2:
            count = int(self.there["unnamed"].split("-")[0]) + 1
            self.press("+", unnamed=f"{count}-{count}")
        elif chance < 0.3 and absent:
            self.walk_in(self.chance.choice(absent))
        elif chance < 0.5:
            self.press(self.chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Home)))
        else:
            line = self.sheet.grid.line
            state = AWAY if line.shown == HERE else HERE
            self.press(Qt.Key.Key_Space, **{str(line.person_id): state if line.member or state == HERE else ""})

    def walk_in(self, number: int) -> None:
        """Somebody who does not belong to the group, found by their name: the last key keeps them."""
        for letter in f"N{number}":
            self.press(letter)
            self.stage.wait(lambda: not self.sheet.walk_in.looking)
        self.press(Qt.Key.Key_Return, **{str(number): HERE})

    def press(self, key: Any, **change: str) -> None:
        """One key, said before, and acknowledged once nothing of it is left to be saved."""
        os.write(self.out, f"?{json.dumps(change)}\n".encode())
        QTest.keyClick(self.stage.focused(), key)
        self.stage.settle()
        self.there.update(change)
        os.write(self.out, b"!\n")


def live(folder: Path, passphrase: str, out: int) -> None:
    machine = this_machine(folder, key_cost=cheap_key_cost())
    opened = open_office(folder / "enterprise.sfph", passphrase=passphrase, machine=machine)
    office = on(opened, TUESDAY)
    there = standing(register_page(office, AT))
    os.write(out, f"{json.dumps(there)}\n".encode())
    application = QApplication([])
    with stage_of(Pump(), office, folder) as stage:
        walker = Walker(stage, out, there)
        while application is not None:
            walker.step()


def main() -> None:
    folder, passphrase, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    chance = random.Random(7)
    for _ in range(kills):
        # In the midst of what one of its first keys sets going, or of the key after it.
        life, keys = partial(live, folder, passphrase), chance.randrange(1, MOST_KEYS)
        told = one_life(life, chance.random() * 0.06, begun=b"!", times=keys)
        sys.stdout.write(told.decode().replace("\n", "\t").rstrip("\t") + "\n")


if __name__ == "__main__":
    main()
