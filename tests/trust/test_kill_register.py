"""A register killed at any moment loses at most the last keystroke: what was acknowledged is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.core.usecases.hall import PASSPHRASE, hall

SAVER = Path(__file__).with_name("register_saver.py")
KILLS = 3


def test_a_register_killed_half_way_has_every_mark_that_was_made(tmp_path: Path) -> None:
    for there in hall(tmp_path):
        folder = there.office.store.path.parent
    call = [sys.executable, str(SAVER), str(folder), PASSPHRASE, str(KILLS)]
    lives = subprocess.run(call, capture_output=True, check=True, text=True, timeout=120).stdout.splitlines()
    assert len(lives) == KILLS
    marks: dict[int, str] = {}
    doubtful: tuple[int, str] | None = None
    acknowledged = 0
    for told in lives:
        found, *steps = told.split()
        for person, state in enumerate(found, start=1):
            kept = {marks.get(person, "-")} | ({doubtful[1]} if doubtful and doubtful[0] == person else set())
            assert state in kept, (person, state, kept)
            marks[person] = state
        doubtful = None
        for step in steps:
            person, state = int(step[1:-1]), step[-1]
            doubtful = (person, state)
            if step[0] == "!":
                marks[person], doubtful = state, None
                acknowledged += 1
    assert acknowledged > KILLS
