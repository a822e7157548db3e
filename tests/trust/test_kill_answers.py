"""A questionnaire killed half-way, from paper or at the screen, has every answer saved; one key is lost at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases import self_completion
from sfph_desktop.core.usecases.answering import answers_so_far
from sfph_desktop.core.usecases.machine import cheap_key_cost, default_store_path, this_machine
from sfph_desktop.core.usecases.office import close_office, create_office, open_office
from sfph_desktop.core.usecases.people import add_person

SAVER = Path(__file__).with_name("answer_saver.py")
PASSPHRASE = "otter ladder violet teapot harbour"
KILLS = 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a life of the window is a fork")
@pytest.mark.parametrize("way", ["paper", "self"])
def test_a_questionnaire_killed_half_way_loses_the_last_key_at_most(tmp_path: Path, root: Path, way: str) -> None:
    machine = this_machine(tmp_path, key_cost=cheap_key_cost())
    there = default_store_path(machine)
    office = create_office(there, name="Hill Street", passphrase=PASSPHRASE, machine=machine).office
    add_person(office, ServiceUser(person_ref="P-1", given_name="Màiri"))
    self_completion.set_pin(office, "4821")
    close_office(office, backup=False)

    call = [sys.executable, str(SAVER), str(tmp_path), PASSPHRASE, way, str(KILLS)]
    with_tests = os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(call, capture_output=True, check=False, text=True, timeout=180, env=with_tests)
    assert run.returncode == 0, run.stderr
    office = open_office(there, passphrase=PASSPHRASE, machine=machine)
    kept = answers_so_far(office, 1, "rand36")
    close_office(office, backup=False)
    assert kept is not None
    lives = run.stdout.splitlines()
    assert len(lives) == KILLS
    found_after = [json.loads(life.split("\t")[0]) for life in lives[1:]] + [list(kept.answers)]
    acknowledged: dict[int, float] = {}
    for life, found in zip(lives, found_after, strict=True):
        _, *steps = life.split("\t")
        typed: dict[int, float] = dict(acknowledged)
        for step in steps:
            if step[0] == "?":
                place, value = step[1:].split(":")
                typed[int(place)] = float(value)
            else:
                acknowledged[int(step[1:])] = typed[int(step[1:])]
        there_now = {place: answer for place, answer in enumerate(found) if answer is not None}
        assert acknowledged.items() <= there_now.items(), "nothing acknowledged is lost"
        assert there_now.items() <= typed.items(), "nothing is there that was not typed"
        assert len(typed) - len(there_now) <= 1
        acknowledged = there_now
    assert len(acknowledged) >= KILLS
