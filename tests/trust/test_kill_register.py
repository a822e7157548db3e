"""A register killed at any moment, by itself or in the window, loses at most the last keystroke."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.usecases.hall import PASSPHRASE, TUESDAY, hall, on
from tests.trust.register_walker import AT, standing

from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.office import close_office, open_office
from sfph_desktop.core.usecases.registers import register_page

SAVER, WALKER = (Path(__file__).with_name(f"register_{name}.py") for name in ("saver", "walker"))
KILLS, WINDOW_KILLS = 3, 5


def told_by(root: Path, program: Path, folder: Path, kills: int) -> list[str]:
    """What each life told, a line for each."""
    call = [sys.executable, str(program), str(folder), PASSPHRASE, str(kills)]
    with_tests = os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(call, capture_output=True, check=False, text=True, timeout=180, env=with_tests)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_a_register_killed_half_way_has_every_mark_that_was_made(tmp_path: Path, root: Path) -> None:
    for there in hall(tmp_path):
        folder = there.office.store.path.parent
    lives = told_by(root, SAVER, folder, KILLS)
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a life of the window is a fork")
def test_a_register_killed_in_the_window_loses_the_last_key_at_most(tmp_path: Path, root: Path) -> None:
    for there in hall(tmp_path):
        folder = there.office.store.path.parent
    lives = told_by(root, WALKER, folder, WINDOW_KILLS)
    assert len(lives) == WINDOW_KILLS
    machine = this_machine(folder, key_cost=cheap_key_cost())
    office = open_office(folder / "enterprise.sfph", passphrase=PASSPHRASE, machine=machine)
    at_last = standing(register_page(on(office, TUESDAY), AT))
    close_office(office, backup=False)
    found_after = [json.loads(life.split("\t")[0]) for life in lives[1:]] + [at_last]
    acknowledged, changed = 0, 0
    for life, found in zip(lives, found_after, strict=True):
        begun, *steps = life.split("\t")
        kept, last = json.loads(begun), {}
        for step in steps:
            if step[0] == "?":
                last = json.loads(step[1:])
            else:
                kept, last = {**kept, **last}, {}
                acknowledged += 1
        changed += kept != json.loads(begun)
        candidates = [{name: said for name, said in one.items() if said} for one in (kept, {**kept, **last})]
        assert found in candidates, (life, found)
    assert acknowledged > WINDOW_KILLS
    assert changed
