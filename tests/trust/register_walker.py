"""Takes a register in the real window, key by key, until it is killed; run by test_kill_register.py, a child a life.

A child opens the office, tells what stands in the register, then goes on: it says what the next key is to change before
that is pressed (`?`, and the change), and acknowledges it (`!`) once the window has nothing left to save. Words,
minutes and counts are typed letter by letter, and each letter is a key like any other. A `careless` child has the
keeping of letters switched off, types a note that has no end, and must be found out.
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

from sfph_desktop.core.domain.being_typed import UNNAMED, WALK_IN
from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterAt, RegisterLine
from sfph_desktop.core.store import about, backup, being_typed, opening, undo, unit_of_work, wraps
from sfph_desktop.core.store.migrations import runner
from sfph_desktop.core.store.queries import finding, groups, registers, values
from sfph_desktop.core.usecases import register_typing
from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.office import Office, open_office
from sfph_desktop.core.usecases.registers import place_of, register_page
from sfph_desktop.ui.pages import register_work, sessions, typing_keeper
from sfph_desktop.ui.widgets.wishes import OpenRegister

IMPORTED = (about, backup, being_typed, finding, groups, opening, register_typing, register_work, registers, runner,
            sessions, undo, unit_of_work, values, wraps)  # fmt: skip
MOST_KEYS = 40
ENDLESS = 1_000_000
"""Letters of a careless child's note: it is killed in the midst of them, however slow or fast the machine is."""
AT = RegisterAt(group_id=1, day=TUESDAY)
STRANGERS = range(21, 26)
"""The numbers of those who do not belong to the group: their names are N21 to N25."""


def standing(office: Office) -> dict[str, str]:
    """What stands in a register, typed words among it whether or not their field was left; nothing of what is blank.

    By the person's number here or away, by number and field what is said of them (`3.note`), how many came unnamed,
    and the name that is looked for.
    """
    page = register_page(office, AT)
    low, high = page.session.unnamed_low, page.session.unnamed_high
    there = {UNNAMED: f"{low}-{high}" if low != high else str(low) if low else ""}
    for line in page.lines:
        said = {"minutes": "" if line.minutes is None else str(line.minutes), "note": line.note, "reason": line.reason}
        there |= {str(line.person_id): line.mark} | {f"{line.person_id}.{name}": text for name, text in said.items()}
    with office.reading() as connection:
        for one in being_typed.standing(connection, place_of(connection, AT)):
            there[f"{one.person_id}.{one.field}" if one.person_id else one.field] = one.words
    return {name: text for name, text in there.items() if text}


class Walker:
    """Presses the keys of a register where the keyboard is."""

    def __init__(self, stage: Stage, out: int, there: dict[str, str], *, longest: int) -> None:
        self.stage, self.out, self.there, self.longest = stage, out, there, longest
        self.sheet: Any = stage.go("sessions", OpenRegister(at=AT)).work.sheet
        stage.wait(lambda: self.sheet.grid.line is not None and self.sheet.isVisible())
        stage.settle()
        self.chance = random.Random()

    def begin(self) -> None:
        """Back to the grid from where typing was broken off in the life before."""
        if not self.sheet.grid.hasFocus():
            self.press(Qt.Key.Key_Escape, **{WALK_IN: ""})

    def step(self) -> None:
        """One of the things that are done in a register."""
        chance, line = self.chance.random(), self.sheet.grid.line
        absent = [n for n in STRANGERS if str(n) not in self.there]
        if chance < 0.1:
            count = int(self.there.get(UNNAMED, "0").split("-")[0]) + 1
            self.press("+", **{UNNAMED: str(count)})
        elif chance < 0.2:
            self.count()
        elif chance < 0.3 and absent:
            self.walk_in(self.chance.choice(absent))
        elif chance < 0.4:
            self.press(self.chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Home)))
        elif chance < 0.8 and line.mark:
            self.say_more(line)
        else:
            self.mark(line)

    def mark(self, line: RegisterLine) -> None:
        """Here or away; what was said of the other state goes."""
        state, person = AWAY if line.shown == HERE else HERE, str(line.person_id)
        cleared = {f"{person}.{name}": "" for name in (("minutes", "note") if state == AWAY else ("reason",))}
        self.press(Qt.Key.Key_Space, **{person: state if line.member or state == HERE else ""}, **cleared)

    def say_more(self, line: RegisterLine) -> None:
        """Minutes in place of those that stand there, and a note behind the one that does; or why they did not come."""
        self.press(Qt.Key.Key_Return)
        name = "reason"
        if line.shown == HERE:
            name, minutes = "note", f"{self.chance.randrange(1, 99)}"
            self.press("a", hold=Qt.KeyboardModifier.ControlModifier)
            for end in range(len(minutes)):
                self.press(minutes[end], **{f"{line.person_id}.minutes": minutes[: end + 1]})
            self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_End)
        field = f"{line.person_id}.{name}"
        for _ in range(self.chance.randrange(self.longest // 2, self.longest)):
            letter = self.chance.choice("aeinorst")
            self.press(letter, **{field: self.there.get(field, "") + letter})
        self.press(Qt.Key.Key_Return)

    def count(self) -> None:
        """How many came unnamed, typed in figures."""
        said = f"{self.chance.randrange(1, 99)}"
        for end in range(len(said)):
            self.press(said[end], **{UNNAMED: said[: end + 1]})
        self.press(Qt.Key.Key_Return)

    def walk_in(self, number: int) -> None:
        """Somebody who does not belong to the group, found by their name: the last key keeps them."""
        name = f"N{number}"
        for end in range(len(name)):
            self.press(name[end], **{WALK_IN: name[: end + 1]})
            self.stage.wait(lambda: not self.sheet.walk_in.looking)
        self.press(Qt.Key.Key_Return, **{str(number): HERE, WALK_IN: ""})

    def press(self, key: Any, *, hold: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, **change: str) -> None:
        """One key, said before, and acknowledged once nothing of it is left to be saved."""
        os.write(self.out, f"?{json.dumps(change)}\n".encode())
        QTest.keyClick(self.stage.focused(), key, hold)
        self.stage.settle()
        self.there.update(change)
        os.write(self.out, b"!\n")


def live(folder: Path, passphrase: str, careless: bool, out: int) -> None:
    machine = this_machine(folder, key_cost=cheap_key_cost())
    opened = open_office(folder / "enterprise.sfph", passphrase=passphrase, machine=machine)
    office = on(opened, TUESDAY)
    there = standing(office)
    os.write(out, f"{json.dumps(there)}\n".encode())
    application = QApplication([])
    with stage_of(Pump(), office, folder) as stage:
        walker = Walker(stage, out, there, longest=ENDLESS if careless else 12)
        if careless:
            typing_keeper.TypingKeeper.typed = lambda *_: None  # type: ignore[method-assign]
            walker.mark(walker.sheet.grid.line)
        walker.begin()
        while application is not None:
            walker.say_more(walker.sheet.grid.line) if careless else walker.step()


def main() -> None:
    folder, passphrase, kills, careless = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), "careless" in sys.argv
    chance = random.Random(7)
    for _ in range(kills):
        # In the midst of what one of its first keys sets going, or of the key after it.
        life, keys = partial(live, folder, passphrase, careless), chance.randrange(20 if careless else 1, MOST_KEYS)
        told = one_life(life, chance.random() * 0.06, begun=b"!", times=keys)
        sys.stdout.write(told.decode().replace("\n", "\t").rstrip("\t") + "\n")


if __name__ == "__main__":
    main()
