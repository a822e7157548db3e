"""Saved means saved: after a power cut the store opens, with every save that was acknowledged and no half of one.

A small cut of the figure; `python tests/trust/power.py 10000` makes the whole of it.
"""

from __future__ import annotations

import random
from pathlib import Path

import power
import pytest
from power import Content, Disk, Event, cuts, told, traced


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path


def test_power_cuts_lose_nothing_acknowledged_and_leave_nothing_half(folder: Path) -> None:
    events, base = traced(folder, saves=30)
    kinds = {event[0] for event in events}
    assert kinds == {"create", "write", "truncate", "sync", "sync folder", "content", "rename", "delete", "saved"}
    into_main = [event for event in events if event[0] == "write" and str(event[1]).endswith(".sfph")]
    assert into_main, "the journal was never brought in, so no cut can fall into that"
    found = cuts(events, base, 45)
    assert len({one.acknowledged for one in found}) > 15
    assert not [one for one in found if one.lost or one.half or one.fault], told(found)


def test_a_store_that_does_not_wait_for_the_disk_is_caught(folder: Path) -> None:
    """The negative control: with `synchronous = NORMAL` more than one cut in five must lose acknowledged work."""
    events, base = traced(folder, saves=30, synchronous="NORMAL")
    found = cuts(events, base, 20)
    assert sum(one.lost for one in found) > len(found) / 5, told(found)


# --- the disk itself must be able to lose what it may, and nothing else -----------------------------------------------


def left(events: list[Event], folder: Path, tries: int = 200) -> set[tuple[tuple[str, bytes], ...]]:
    """Every state of the folder that many cuts after these events leave."""
    chance, states = random.Random(7), set()
    for place in range(tries):
        disk, into = Disk(folder / "disk"), folder / f"{place}"
        for event in events:
            disk.feel(tuple(str(folder / "disk" / x) if x in ("a", "b") else x for x in event))
        into.mkdir()
        disk.cut(chance, into)
        states.add(tuple(sorted((path.name, path.read_bytes()) for path in into.iterdir() if "shm" not in path.name)))
    return states


def test_what_was_synced_stays_and_what_was_not_may_go(folder: Path) -> None:
    (folder / "disk" / "a").write_bytes(b"old")
    assert left([("write", "a", 0, b"new")], folder) == {(("a", b"old"),), (("a", b"new"),)}


def test_a_synced_write_outlives_every_cut(folder: Path) -> None:
    (folder / "disk" / "a").write_bytes(b"old")
    events: list[Event] = [("write", "a", 0, b"new"), ("sync", "a"), ("truncate", "a", 1)]
    assert left(events, folder) == {(("a", b"new"),), (("a", b"n"),)}


def test_a_long_write_may_be_torn_at_a_sector_and_only_there(folder: Path) -> None:
    (folder / "disk" / "a").write_bytes(b"")
    data = b"".join(bytes([letter]) * power.SECTOR for letter in b"123")
    states = {dict(state)["a"] for state in left([("write", "a", 0, data)], folder, 600)}
    assert {b"", data, data[:512], data[:1024]} < states
    assert bytes(512) + data[512:] in states
    assert all(set(state) <= set(b"123\0") and len(state) % 512 == 0 for state in states)


def test_writes_may_come_in_any_order_and_a_name_may_be_older_than_its_file(folder: Path) -> None:
    (folder / "disk" / "a").write_bytes(b"-")
    both: list[Event] = [("write", "a", 0, b"1"), ("write", "a", 0, b"2")]
    assert {dict(state)["a"] for state in left(both, folder)} == {b"-", b"1", b"2"}


def test_a_rename_holds_once_the_folder_is_synced(folder: Path) -> None:
    (folder / "disk" / "a").write_bytes(b"old")
    moved: list[Event] = [("create", "b"), ("content", "b", b"new"), ("rename", "b", "a")]
    assert left(moved, folder) == {(("a", b"old"),), (("a", b"old"), ("b", b"new")), (("a", b"new"),)}


def test_a_rename_with_its_folder_synced_is_for_good(folder: Path) -> None:
    (folder / "disk" / "a").write_bytes(b"old")
    moved: list[Event] = [("create", "b"), ("content", "b", b"new"), ("rename", "b", "a"), ("sync folder",)]
    assert left(moved, folder) == {(("a", b"new"),)}
    assert Content(b"x").after_a_cut(random.Random(1), 0.0) == b"x"
