"""Marks a register over and over until it is killed; run by test_kill_register.py, a child for each life.

A child opens the office, tells how many of its acknowledged marks it finds, then marks one person after the other
`away` and `here`, acknowledging each by a line once the use case has returned.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import date
from functools import partial
from pathlib import Path

from tests.trust.lives import one_life

from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterAt

# Everything a child needs is imported here, once for all lives.
from sfph_desktop.core.store import about, backup, opening, undo, unit_of_work, wraps
from sfph_desktop.core.store.migrations import runner
from sfph_desktop.core.store.queries import groups, registers, values
from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.office import open_office
from sfph_desktop.core.usecases.registers import mark, register_page

PEOPLE = 20
IMPORTED = (about, backup, opening, undo, unit_of_work, wraps, runner, groups, registers, values)


def live(folder: Path, passphrase: str, out: int) -> None:
    machine = this_machine(folder, key_cost=cheap_key_cost())
    office = open_office(folder / "enterprise.sfph", passphrase=passphrase, machine=machine)
    at = RegisterAt(group_id=1, day=date(2026, 11, 3))
    marks = {line.person_id: line.mark for line in register_page(office, at).lines}
    os.write(out, ("".join({HERE: "h", AWAY: "a"}.get(marks[n], "-") for n in range(1, PEOPLE + 1)) + "\n").encode())
    number = random.randrange(PEOPLE)
    while True:
        person = number % PEOPLE + 1
        state = HERE if marks.get(person) == AWAY else AWAY
        os.write(out, f"?{person}{state[0]}\n".encode())
        mark(office, at, person, state)
        marks[person] = state
        os.write(out, f"!{person}{state[0]}\n".encode())
        number += 1


def main() -> None:
    folder, passphrase, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    chance = random.Random(3)
    for _ in range(kills):
        told = one_life(partial(live, folder, passphrase), 0.1 + chance.random() * 0.4)
        sys.stdout.write(told.decode().strip().replace("\n", " ") + "\n")


if __name__ == "__main__":
    main()
