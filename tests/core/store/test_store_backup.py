"""Backups are proven before they count, damaged ones refused, and restoring loses neither old nor new."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stores import AT, KEY, PASSPHRASE, as_after_a_crash, digest, flip, made, note, notes

from sfph_desktop.core.domain.problems import DamagedStore, StoreMissing, StoreTooNew, UserCanFix
from sfph_desktop.core.store import backup, journal, keys, sealed, wraps
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store.check import check
from sfph_desktop.core.store.lock import hold
from sfph_desktop.core.store.opening import Store, connect, engines
from sfph_desktop.core.store.restoring import restore


def backed_up(store: Store, target: Path) -> Path:
    assert store.wraps
    info = backup.make_backup(store, target, wraps=store.wraps, at=AT, name="Hill Street Kitchen")
    assert info.verified
    return target


def restored(file: Path, to: Path, key: bytes = KEY) -> None:
    found = sealed.read(file)
    lock = hold(to)
    try:
        restore(found, to, key, keys=found.wraps, lock=lock, at=AT)
    finally:
        lock.release()


def an_office(tmp_path: Path, *texts: str) -> tuple[Store, Path]:
    store = made(tmp_path / "office" / "office.sfph")
    note(store, *texts)
    return store, backed_up(store, tmp_path / "backups" / "b.sfphbackup")


# --- making -----------------------------------------------------------------------------------------------------------


def test_a_backup_holds_what_was_saved_while_the_store_stays_open(tmp_path: Path) -> None:
    store, file = an_office(tmp_path, "one")
    note(store, "two")
    store.close()
    to = tmp_path / "new" / "office.sfph"
    restored(file, to)
    again = connect(to, KEY)
    assert notes(again) == {"one"}
    assert check(again).sound
    again.close()


def test_a_backup_leaves_no_temporary_file_and_lists_what_it_is(tmp_path: Path) -> None:
    store, file = an_office(tmp_path)
    assert [path.name for path in file.parent.iterdir()] == ["b.sfphbackup"]
    assert not [path for path in store.path.parent.iterdir() if ".tmp" in path.name]
    facts = sealed.prove(sealed.read(file), KEY)
    assert (facts.name, facts.people) == ("Hill Street Kitchen", 0)
    assert backup.verify(file, KEY, beside=store.path).made_at == AT
    store.close()


def test_a_backup_that_cannot_be_made_leaves_the_older_one(tmp_path: Path) -> None:
    store, file = an_office(tmp_path, "one")
    before = digest(file)
    store.close()
    flip(store.path, 4096 + 100)
    broken = Store(store.path, store.writer, store.reader, key=KEY, lock=store.lock, wraps=store.wraps)
    with pytest.raises(UserCanFix):
        backed_up(broken, file)
    assert digest(file) == before
    assert [path.name for path in file.parent.iterdir()] == ["b.sfphbackup"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    store, _ = an_office(tmp_path)
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="ascii")
    with pytest.raises(UserCanFix):
        backed_up(store, in_the_way / "b.sfphbackup")
    store.close()


# --- damage -----------------------------------------------------------------------------------------------------------


def test_every_damaged_backup_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    store, file = an_office(tmp_path, "one")
    store.close()
    before, whole = digest(store.path), file.read_bytes()
    chance = random.Random(11)
    for _ in range(60):
        spoiled = bytearray(whole)
        match chance.randrange(4):
            case 0:
                spoiled[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            case 1:
                spoiled = spoiled[: chance.randrange(len(whole))]
            case 2:
                start = chance.randrange(len(whole))
                spoiled[start : start + 512] = bytes(512)
            case _:
                spoiled += b"x"
        if bytes(spoiled) == whole:
            continue
        file.write_bytes(bytes(spoiled))
        with pytest.raises(DamagedStore, match="Nothing was replaced"):
            restored(file, store.path)
    for place in range(min(400, len(whole))):
        spoiled = bytearray(whole)
        spoiled[place] ^= 4
        file.write_bytes(bytes(spoiled))
        with pytest.raises(DamagedStore):
            sealed.prove(sealed.read(file), KEY)
    assert digest(store.path) == before
    assert {path.name for path in store.path.parent.iterdir() if "kept" in path.name} == set()


def test_a_backup_put_together_by_somebody_without_the_key_is_refused(tmp_path: Path) -> None:
    store, file = an_office(tmp_path, "one")
    store.close()
    found = sealed.read(file)
    database = tmp_path / "forged"
    sealed.unpack(found, database)
    forged = tmp_path / "forged.sfphbackup"
    sealed.write(
        forged, database, wraps=found.wraps, key=bytes(32), facts=sealed.OfficeFacts(name="", people=0), made_at=AT
    )
    with pytest.raises(DamagedStore):
        restored(forged, store.path)


def test_a_manifest_with_a_later_date_written_in_is_refused(tmp_path: Path) -> None:
    store, file = an_office(tmp_path)
    store.close()
    whole = file.read_bytes()
    assert whole.count(b"2026-11-20T15:30:00") == 1
    file.write_bytes(whole.replace(b"2026-11-20T15:30:00", b"2026-12-20T15:30:00"))
    found = sealed.read(file)
    assert found.made_at.month == 12
    with pytest.raises(DamagedStore):
        sealed.prove(found, KEY)


def test_a_missing_backup_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no backup"):
        sealed.read(tmp_path / "none.sfphbackup")


# --- restoring --------------------------------------------------------------------------------------------------------


def test_restoring_keeps_the_old_files_with_their_journal(tmp_path: Path) -> None:
    store, file = an_office(tmp_path, "one")
    note(store, "two")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()
    was = {path.name: digest(path) for path in crashed.parent.iterdir()}
    restored(file, crashed)
    assert not journal.journal_of(crashed).exists()
    kept = next(crashed.parent.glob("*.kept-20261120T153000Z"))
    for name in ("office.sfph", "office.sfph-wal", "office.sfph.keys"):
        assert digest(kept / name) == was[name]
    again = connect(crashed, KEY)
    assert notes(again) == {"one"}
    assert again.notices == ()
    again.close()


RESTORE_AND_DIE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from sfph_desktop.core.store import sealed
from sfph_desktop.core.store.lock import hold
from sfph_desktop.core.store.restoring import restore

found, key = sealed.read(Path(sys.argv[1])), bytes.fromhex(sys.argv[2])
for survive, folder in enumerate(sys.argv[3:]):
    to, steps = Path(folder) / "office.sfph", 0
    child = os.fork()
    if not child:
        lock = hold(to)
        def count(event, args):
            global steps
            if folder not in str(args):
                return
            made = event == "os.mkdir" and "kept" in str(args) or event in {"os.rename", "os.link"}
            if made or event == "os.remove" and ".tmp" not in str(args):
                steps += 1
                if steps > survive:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        restore(found, to, key, keys=found.wraps, lock=lock, at=datetime(2026, 11, 20, tzinfo=UTC))
        os._exit(0)
    print("killed" if os.waitpid(child, 0)[1] else "done", flush=True)
"""


def test_a_kill_at_any_step_of_restoring_leaves_the_old_store_or_the_new(tmp_path: Path) -> None:
    """Every change of a name on the disk, in turn, is where the program dies; the old store had crashed before."""
    store, file = an_office(tmp_path, "one")
    note(store, "two")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()
    folders = [tmp_path / f"kill-{survive:02}" for survive in range(12)]
    for folder in folders:
        shutil.copytree(crashed.parent, folder)
    call = [sys.executable, "-c", RESTORE_AND_DIE, str(file), KEY.hex(), *map(str, folders)]
    told = subprocess.run(call, capture_output=True, check=True, text=True).stdout.split()
    found = []
    for folder in folders:
        to = folder / "office.sfph"
        assert any(_opens(candidate) for candidate in wraps.found_for(to))
        again = connect(to, KEY)
        found.append(frozenset(notes(again)))
        assert all(item.good for item in check(again).items if item.name != "keys")
        again.close()
    old, new = frozenset({"one", "two"}), frozenset({"one"})
    assert told.count("killed") >= 8
    assert told[-1] == "done"
    # First the old one, from some step on the new one, and never anything else.
    assert found == [old] * found.count(old) + [new] * found.count(new)
    assert found.count(old) >= 3
    assert [state for state, end in zip(found, told, strict=True) if end == "killed"].count(new) >= 3


def _opens(candidate: wraps.Wraps) -> bool:
    return candidate.tried(lambda wrap, store: keys.open_with_passphrase(wrap, PASSPHRASE, store)) is not None


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = made(tmp_path / "office" / "office.sfph")
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    file = backed_up(store, tmp_path / "b.sfphbackup")
    store.close()
    before = digest(store.path)
    with pytest.raises(StoreTooNew, match=r"b\.sfphbackup"):
        restored(file, store.path)
    assert digest(store.path) == before


def test_restored_keys_count_as_the_newest_of_all_that_lie_there(tmp_path: Path) -> None:
    store, file = an_office(tmp_path)
    store.close()
    assert store.wraps
    wraps.save(store.path, replace(store.wraps, generation=9))
    restored(file, store.path)
    beside, copy = wraps.copies(store.path)
    assert beside == copy
    assert beside
    assert beside.generation > 9


# --- names, thinning, outcome -----------------------------------------------------------------------------------------


def test_names_tell_the_moment_in_utc_and_only_our_own_are_listed(tmp_path: Path) -> None:
    store = tmp_path / "my-office.sfph"
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC).astimezone()
    names = [backup.backup_name(store, summer), backup.backup_name(store, AT)]
    assert names == ["my-office-20260701T120000Z.sfphbackup", "my-office-20261120T153000Z.sfphbackup"]
    for name in (*names, "office-20261120T153000Z.sfphbackup", "my-office-latest.sfphbackup", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [file.path.name for file in backup.listed(tmp_path, store)] == names[::-1]
    assert backup.listed(tmp_path / "none", store) == ()


def test_thinning_keeps_hourly_daily_weekly_monthly() -> None:
    every_six_hours = [AT - timedelta(hours=6 * number) for number in range(4 * 500)]
    kept = set(every_six_hours) - backup.to_remove(every_six_hours, AT)
    ages = sorted((AT - made).days for made in kept)
    assert sum(age < 2 for age in ages) >= 8
    assert all(any(day <= age <= day + 1 for age in ages) for day in range(13))
    assert all(any(abs(age - 7 * week) <= 7 for age in ages) for week in range(8))
    assert 10 <= len({(made.year, made.month) for made in kept}) <= 14
    assert max(ages) <= 366
    assert len(kept) < 45


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 60 * 24 * 800), min_size=1, max_size=60))
def test_thinning_twice_removes_nothing_more_and_the_newest_three_stay(minutes: set[int]) -> None:
    moments = [AT - timedelta(minutes=number) for number in minutes]
    gone = backup.to_remove(moments, AT)
    left = sorted(set(moments) - gone, reverse=True)
    assert left[:3] == sorted(moments, reverse=True)[:3]
    assert backup.to_remove(left, AT) == frozenset()


def test_thinning_a_folder_removes_files_and_sweeps_what_a_kill_left(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    for number in range(8):
        (tmp_path / backup.backup_name(store, AT - timedelta(minutes=number))).write_bytes(b"")
    left = tmp_path / ".office-20261120T153000Z.sfphbackup.abc.tmp"
    left.write_bytes(b"")
    other = tmp_path / "other-20201120T153000Z.sfphbackup"
    other.write_bytes(b"")
    assert len(backup.thin(tmp_path, store, AT)) == 5
    assert not left.exists()
    assert other.exists()


def test_how_the_last_backup_went_is_remembered(tmp_path: Path) -> None:
    store = tmp_path / "office.sfph"
    assert backup.last_outcome(store) == backup.Outcome()
    outcome = backup.Outcome(made_at=AT, problem="No room.")
    backup.note_outcome(store, outcome)
    assert backup.last_outcome(store) == outcome
    backup.outcome_path(store).write_text("{", encoding="ascii")
    assert backup.last_outcome(store) == backup.Outcome()


# --- check ------------------------------------------------------------------------------------------------------------


def test_a_sound_store_passes_the_check_and_a_quick_one_looks_at_less(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    assert [item.name for item in check(store).items] == ["header", "cipher", "keys", "pages", "structure", "links"]
    assert check(store).sound
    assert [item.name for item in check(store, full=False).items] == ["header", "cipher", "keys"]
    store.close()


def test_the_check_finds_a_changed_page_a_broken_link_and_a_lost_key_file(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    store.close()
    raw = connections.open_connection(store.path, KEY)
    raw.execute("INSERT INTO history (unit_id, kind, record_id) VALUES (99, 'people', 1)")
    raw.close()
    wraps.key_paths(store.path)[1].unlink()
    flip(store.path, store.path.stat().st_size - 50)
    broken = Store(store.path, *engines(store.path, KEY), key=KEY, lock=store.lock)
    wrong = {item.name for item in check(broken).items if not item.good}
    broken.reader.dispose()
    assert wrong >= {"keys", "pages", "links"}
