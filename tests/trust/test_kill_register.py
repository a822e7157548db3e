"""A register killed at any moment, by itself or in the window, loses at most the last keystroke."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.usecases.hall import PASSPHRASE, TUESDAY, hall, on
from tests.trust.register_walker import standing

from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.office import close_office, open_office

SAVER, WALKER = (Path(__file__).with_name(f"register_{name}.py") for name in ("saver", "walker"))
KILLS, WINDOW_KILLS, CARELESS_KILLS = 3, 6, 2


def told_by(root: Path, program: Path, folder: Path, kills: int, *how: str) -> list[str]:
    """What each life told, a line for each."""
    call = [sys.executable, str(program), str(folder), PASSPHRASE, str(kills), *how]
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
    lives, found_after = walked(tmp_path, root, WINDOW_KILLS)
    acknowledged, lost = judged(lives, found_after)
    assert not lost
    assert acknowledged > WINDOW_KILLS
    changed = {name.rpartition(".")[2] for life in lives for step in life.split("\t")[1:] if step[0] == "?"
               for name in json.loads(step[1:])}  # fmt: skip
    assert changed & {"note", "minutes", "reason"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a life of the window is a fork")
def test_with_the_keeping_of_letters_switched_off_the_loss_is_found(tmp_path: Path, root: Path) -> None:
    _, lost = judged(*walked(tmp_path, root, CARELESS_KILLS, "careless"))
    assert lost


def walked(tmp_path: Path, root: Path, kills: int, *how: str) -> tuple[list[str], list[dict[str, str]]]:
    """What each life in the window told, and what stood in the register after it."""
    for there in hall(tmp_path):
        folder = there.office.store.path.parent
    lives = told_by(root, WALKER, folder, kills, *how)
    assert len(lives) == kills
    machine = this_machine(folder, key_cost=cheap_key_cost())
    office = open_office(folder / "enterprise.sfph", passphrase=PASSPHRASE, machine=machine)
    at_last = standing(on(office, TUESDAY))
    close_office(office, backup=False)
    return lives, [*(json.loads(life.split("\t")[0]) for life in lives[1:]), at_last]


def judged(lives: list[str], found_after: list[dict[str, str]]) -> tuple[int, list[str]]:
    """How many keys were acknowledged; and of each life that lost more than its last key, what it found and wanted."""
    acknowledged, lost = 0, []
    for life, found in zip(lives, found_after, strict=True):
        begun, *steps = life.split("\t")
        kept, last = json.loads(begun), {}
        for step in steps:
            if step[0] == "?":
                last = json.loads(step[1:])
            else:
                kept, last = {**kept, **last}, {}
                acknowledged += 1
        candidates = [{name: said for name, said in one.items() if said} for one in (kept, {**kept, **last})]
        if found not in candidates:
            lost.append(f"{found} instead of {candidates}")
    return acknowledged, lost
