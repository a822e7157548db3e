"""Answers a questionnaire in the real window until it is killed; run by test_kill_answers.py, a child for each life.

A child opens the office, tells which answers it finds, then goes on: it says each answer before the key is pressed
(`?place:value`), and acknowledges it (`!place`) once the window has nothing left to save.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

# Everything a child needs is imported here, once for all lives: no more than one application can be made in a process.
from tests.trust.lives import one_life
from tests.trust.pump import Pump
from tests.ui.page_stage import Stage, stage_of

from sfph_desktop.core.domain.due import DueQuestionnaire
from sfph_desktop.core.reports import questionnaires
from sfph_desktop.core.store import about, backup, opening, undo, unit_of_work, wraps
from sfph_desktop.core.store.migrations import runner
from sfph_desktop.core.usecases.answering import answers_so_far
from sfph_desktop.core.usecases.machine import cheap_key_cost, default_store_path, this_machine
from sfph_desktop.core.usecases.office import open_office
from sfph_desktop.ui.pages import measures
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

IMPORTED = (about, backup, measures, opening, questionnaires, runner, undo, unit_of_work, wraps)
INSTRUMENT, PERSON = "rand36", 1
LINE = DueQuestionnaire(
    person_id=PERSON, person_ref="P-1", name="Màiri", instrument=INSTRUMENT, short_name="RAND-36", service="",
    baseline=None, due=None, overdue=False, of=36,
)  # fmt: skip


def live(folder: Path, passphrase: str, way: str, out: int) -> None:
    machine = this_machine(folder, key_cost=cheap_key_cost())
    office = open_office(default_store_path(machine), passphrase=passphrase, machine=machine)
    kept = answers_so_far(office, PERSON, INSTRUMENT)
    os.write(out, (json.dumps(kept.answers if kept is not None else []) + "\n").encode())
    application = QApplication([])
    with stage_of(Pump(), office, folder) as stage:
        press = {"paper": from_paper, "self": at_the_screen}[way](stage)
        chance = random.Random()
        instrument = office.library.instrument(INSTRUMENT)
        for place in range(kept.said if kept is not None else 0, len(instrument.items)):
            value = chance.choice(instrument.items[place].options).value
            os.write(out, f"?{place}:{value:g}\n".encode())
            press(f"{value:g}")
            stage.settle()
            os.write(out, f"!{place}\n".encode())
        while True:  # to the end: nothing more is asked
            application.processEvents()
            time.sleep(0.01)


def from_paper(stage: Stage) -> Callable[[str], None]:
    wish = EnterQuestionnaire(person_id=PERSON, person_name="Màiri", instrument=INSTRUMENT, at_once=True)
    page = stage.go("measures", wish)
    stage.wait(lambda: page.entry is not None and page.entry.answers is not None)
    stage.settle()

    def press(key: str) -> None:
        place = next(n for n, one in enumerate(page.entry.answers.fields) if not one.settled)
        QTest.keyClick(page.entry.answers.fields[place], key)

    return press


def at_the_screen(stage: Stage) -> Callable[[str], None]:
    page = stage.go("measures")
    page.hand_over(LINE)
    stage.wait(lambda: page.handing.screen is not None)
    stage.settle()
    screen: Any = page.handing.screen
    return lambda key: QTest.keyClick(screen, key, Qt.KeyboardModifier.NoModifier)


def main() -> None:
    folder, passphrase, way, kills = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    chance = random.Random(4)
    for _ in range(kills):
        told = one_life(partial(live, folder, passphrase, way), 0.02 + chance.random() * 0.2, begun=b"!")
        sys.stdout.write(told.decode().strip().replace("\n", "\t") + "\n")


if __name__ == "__main__":
    main()
