"""The key file is kept twice, and one sound copy is enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_stores import ways

from sfph_desktop.core.domain.problems import DamagedStore
from sfph_desktop.core.store import wraps


def saved(tmp_path: Path) -> tuple[Path, wraps.Wraps]:
    store, kept = tmp_path / "office.sfph", ways()
    wraps.save(store, kept)
    return store, kept


def test_both_copies_hold_the_same(tmp_path: Path) -> None:
    store, kept = saved(tmp_path)
    assert wraps.copies(store) == (kept, kept)
    assert wraps.found_for(store) == (kept,)
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("harm", ["gone", "cut short", "a bit changed", "not ours", "deep"])
def test_a_harmed_copy_is_healed_from_the_other(tmp_path: Path, which: int, harm: str) -> None:
    store, kept = saved(tmp_path)
    path = wraps.key_paths(store)[which]
    content = path.read_bytes()
    match harm:
        case "gone":
            path.unlink()
        case "cut short":
            path.write_bytes(content[: len(content) // 2])
        case "a bit changed":
            place = content.index(b'"sealed"') + 20
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        case "deep":
            path.write_bytes(b"[" * 100_000)
        case _:
            path.write_bytes(b'{"body": {"format": "x"}, "sha256": ""}')
    assert wraps.found_for(store) == (kept,)
    assert wraps.heal(store, kept)
    assert wraps.copies(store) == (kept, kept)
    assert not wraps.heal(store, kept)


def test_no_changed_byte_of_a_key_file_goes_unseen() -> None:
    kept = ways()
    content = wraps.to_bytes(kept)
    for place in range(len(content)):
        found = wraps.from_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        # A changed blank between two JSON values is no damage, and still says the same.
        assert found in (None, kept)


def test_both_copies_gone_is_damage_with_a_way_out(tmp_path: Path) -> None:
    store, _ = saved(tmp_path)
    for path in wraps.key_paths(store):
        path.unlink()
    with pytest.raises(DamagedStore, match="key file") as told:
        wraps.found_for(store)
    assert "backup" in told.value.do


def test_of_two_sound_copies_the_newer_counts(tmp_path: Path) -> None:
    store, kept = saved(tmp_path)
    newer = replace(kept, generation=kept.generation + 1)
    wraps.key_paths(store)[1].write_bytes(wraps.to_bytes(newer))
    assert wraps.found_for(store) == (newer,)


def test_keys_of_another_store_in_the_folder_are_tried_too_but_come_second(tmp_path: Path) -> None:
    store, kept = saved(tmp_path)
    other = ways()
    wraps.key_paths(store)[1].write_bytes(wraps.to_bytes(other))
    assert wraps.found_for(store) == (kept, other)
