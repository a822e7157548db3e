"""Saved means saved: kill -9 at random moments loses nothing that was acknowledged and leaves nothing half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from saver import found

from sfph_desktop.core.store.check import check
from sfph_desktop.core.store.opening import connect, create

KEY = bytes(range(32))
SAVER = Path(__file__).with_name("saver.py")


def lives(path: Path, kills: int, when: str) -> list[tuple[int, int, int]]:
    """For each life that came to saving: people found at first, half-saved ones among them, saves acknowledged."""
    call = [sys.executable, str(SAVER), str(path), KEY.hex(), str(kills), when]
    with_tests = os.environ | {"PYTHONPATH": str(SAVER.parents[2])}
    told = subprocess.run(call, capture_output=True, check=True, text=True, env=with_tests).stdout
    lines = [line for line in told.splitlines() if not line.startswith("killed")]
    assert len(told.splitlines()) == kills
    return [(int(people), int(half), int(saves)) for people, half, saves in map(str.split, lines)]


def test_200_kills_lose_nothing_acknowledged_and_leave_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "office.sfph"
    create(path, KEY).close()
    story = lives(path, 200, "after")
    assert 100 < len(story) < 200  # The others died while the store was being opened and mended.
    store = connect(path, KEY)
    people, half, _ = found(store)
    report = check(store)
    store.close()
    acknowledged = 0
    for beginning, half_saved, saves in story:
        # One more than acknowledged may be there: killed between the save and the telling.
        assert beginning >= acknowledged
        assert half_saved == 0
        acknowledged = beginning + saves
    assert people >= acknowledged
    assert half == 0
    assert all(item.good for item in report.items if item.name != "keys")
    assert sum(saves for *_, saves in story) > 75


def test_a_program_that_acknowledges_before_it_has_saved_is_caught(tmp_path: Path) -> None:
    """The negative control: the same test with the protection off must find losses."""
    path = tmp_path / "office.sfph"
    create(path, KEY).close()
    story = lives(path, 20, "early")
    lost, acknowledged = 0, 0
    for beginning, _, saves in story:
        lost += max(acknowledged - beginning, 0)
        acknowledged = beginning + saves
    assert lost > 0
