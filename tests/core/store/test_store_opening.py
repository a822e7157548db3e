"""Opening: the failures are told apart, nothing is ever replaced, and what was acknowledged is there afterwards."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy
from made_stores import KEY, as_after_a_crash, digest, flip, made, note, notes
from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.problems import DamagedStore, OurBug, StoreInUse, StoreMissing, StoreTooNew, UserCanFix
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store import journal
from sfph_desktop.core.store.migrations import runner, versions
from sfph_desktop.core.store.opening import Store, connect, create, proven

PROMISES = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "cache_size": -65536,
    "temp_store": 2,
}


def asked(engine: sqlalchemy.Engine, pragma: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()


def test_a_new_store_keeps_every_promise_of_its_pragmas(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    found = {name: asked(store.writer, name) for name in PROMISES}
    assert found == PROMISES
    assert asked(store.writer, "application_id") == connections.KNOWN_ANSWER
    assert str(asked(store.writer, "cipher_version")).startswith("4.")
    assert tuple(int(part) for part in cipher.sqlite_version.split(".")) >= (3, 51, 3)
    assert asked(store.reader, "query_only") == 1
    store.close()


def test_the_program_locks_the_memory_of_the_cipher(tmp_path: Path) -> None:
    """In a process of its own: it is switched on once for a whole process, and these tests do without."""
    code = (
        "import sys, pathlib\n"
        "from sfph_desktop.core.store.opening import create\n"
        "store = create(pathlib.Path(sys.argv[1]), bytes(range(32)))\n"
        "for engine in (store.writer, store.reader):\n"
        "    with engine.connect() as connection:\n"
        "        print(connection.exec_driver_sql('PRAGMA cipher_memory_security').scalar())\n"
    )
    call = [sys.executable, "-c", code, str(tmp_path / "office.sfph")]
    assert subprocess.run(call, capture_output=True, check=True, text=True).stdout.split() == ["1", "1"]


def test_the_reader_cannot_write_and_sees_one_state(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    with store.reader.connect() as reading:
        before = reading.exec_driver_sql("SELECT count(*) FROM settings").scalar()
        note(store, "while it looks")
        assert reading.exec_driver_sql("SELECT count(*) FROM settings").scalar() == before
        with pytest.raises(UserCanFix):
            reading.exec_driver_sql("DELETE FROM settings")
    assert "while it looks" in notes(store)
    store.close()


def test_a_unit_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    with pytest.raises(ZeroDivisionError), store.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO settings (key, value, changed_in) VALUES ('half', '', 0)")
        raise ZeroDivisionError
    assert notes(store) == set()
    store.close()


def test_what_was_saved_is_there_after_closing_and_nothing_lies_about(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    note(store, "one", "two")
    store.close()
    store.close()
    assert {path.name for path in tmp_path.iterdir()} == {
        "office.sfph", "office.sfph.keys", "office.sfph.lock", "office.sfph.marks", "keys",
    }  # fmt: skip
    again = connect(store.path, KEY)
    assert notes(again) == {"one", "two"}
    again.close()


def test_two_openings_at_once_are_refused_kindly(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    with pytest.raises(StoreInUse, match="open in another window or command"):
        connect(store.path, KEY)
    store.close()
    connect(store.path, KEY).close()


def test_a_missing_store_is_missing_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="There is no store at"):
        connect(tmp_path / "not" / "there.sfph", KEY)
    assert not list(tmp_path.iterdir())


def test_a_store_is_never_made_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "office.sfph"
    path.write_text("a letter", encoding="utf-8")
    with pytest.raises(UserCanFix, match="already a file"):
        create(path, KEY)
    assert path.read_text(encoding="utf-8") == "a letter"


def test_making_a_store_fails_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "office.sfph"

    def no_room() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(UserCanFix, match="disk is full"):
        create(path, KEY, keep_keys=no_room)
    assert {left.name for left in tmp_path.iterdir()} == {"office.sfph.lock"}
    create(path, KEY).close()


def test_what_a_lost_store_left_behind_is_not_laid_over_a_new_one(tmp_path: Path) -> None:
    store = made(tmp_path / "old.sfph")
    note(store, "old work")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()
    crashed.unlink()
    new = create(crashed, bytes(32))
    assert notes(new) == set()
    new.close()
    kept = next(crashed.parent.glob("*.kept-*"))
    assert {path.name for path in kept.iterdir()} >= {"old.sfph-wal", "old.sfph.keys"}


# --- damage -----------------------------------------------------------------------------------------------------------


def refused(path: Path, kind: type[UserCanFix] = DamagedStore, key: bytes = KEY) -> UserCanFix:
    before = digest(path)
    with pytest.raises(kind) as told:
        connect(path, key)
    assert told.type is kind
    assert digest(path) == before
    return told.value


def test_a_changed_bit_on_any_page_is_told_as_damage_and_the_file_left_alone(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    note(store, *(f"note {number} " + "x" * 200 for number in range(50)))
    store.close()
    whole = store.path.read_bytes()
    chance = random.Random(1)
    pages = len(whole) // 4096
    for page in {0, 1, 2, *chance.sample(range(pages), 25)}:
        flip(store.path, page * 4096 + chance.randrange(4096), 1 << chance.randrange(8))
        assert "damaged" in refused(store.path).what
        store.path.write_bytes(whole)
    connect(store.path, KEY).close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: whole[:100],
        lambda whole: whole[:0],
        lambda whole: bytes(len(whole)),
        lambda whole: whole[4096:],
        lambda whole: b"Dear all, please find attached" + whole[:9000],
    ],
    ids=["half", "a byte short", "a stump", "empty", "zeros", "no first page", "a letter"],
)
def test_a_harmed_file_is_told_as_damage_and_left_alone(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    store = made(tmp_path / "office.sfph")
    store.close()
    store.path.write_bytes(harm(store.path.read_bytes()))
    assert "backup" in refused(store.path).do


def test_a_plain_database_is_not_taken_for_a_store(tmp_path: Path) -> None:
    path = tmp_path / "office.sfph"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE people (name)")
    plain.close()
    assert "not encrypted" in refused(path).what


def test_an_encrypted_file_of_something_else_is_not_filled_with_tables(tmp_path: Path) -> None:
    path = tmp_path / "office.sfph"
    other = connections.open_connection(path, KEY, mode="rwc")
    other.execute(f"PRAGMA application_id = {connections.KNOWN_ANSWER}")
    other.execute("CREATE TABLE something (else_)")
    other.close()
    assert "tables are missing" in refused(path).why


def test_another_key_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    store.close()
    refused(store.path, key=bytes(32))
    assert proven(store.path, KEY)
    assert not proven(store.path, bytes(32))


def test_a_key_of_the_wrong_length_is_our_bug(tmp_path: Path) -> None:
    with pytest.raises(OurBug):
        connections.open_connection(tmp_path / "x", b"short", mode="rwc")


def test_a_library_that_does_not_encrypt_is_found_out() -> None:
    plain = sqlite3.connect(":memory:")
    plain.execute("PRAGMA key = 'secret'")
    with pytest.raises(OurBug, match="does not encrypt"):
        connections.assert_encrypting(plain)
    plain.close()


def test_nothing_is_written_to_the_terminal_when_a_key_does_not_fit(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    store.close()
    code = (
        "import sys; from pathlib import Path; from sfph_desktop.core.store.opening import connect\n"
        "from sfph_desktop.core.domain.problems import DamagedStore\n"
        "try: connect(Path(sys.argv[1]), bytes(32))\nexcept DamagedStore: sys.exit(3)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(store.path)], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, b"", b"")


# --- versions ---------------------------------------------------------------------------------------------------------


def stamped(tmp_path: Path, revision: str) -> Path:
    store = made(tmp_path / "office.sfph")
    note(store, "kept")
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    store.close()
    return store.path


def test_a_store_of_a_newer_version_is_left_untouched(tmp_path: Path) -> None:
    path = stamped(tmp_path, "9999")
    assert "newer version" in refused(path, StoreTooNew).what
    assert not journal.journal_of(path).exists()


def test_a_newer_store_after_a_crash_is_left_untouched_with_its_journal(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()
    before = digest(journal.journal_of(crashed))
    refused(crashed, StoreTooNew)
    assert digest(journal.journal_of(crashed)) == before


def test_opening_a_store_of_this_version_loads_no_migration_library_and_no_numbers(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    store.close()
    code = (
        "import sys; from pathlib import Path; from sfph_desktop.core.store.opening import connect\n"
        "connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])).close()\n"
        "print([name for name in ('alembic', 'mako', 'numpy', 'sqlite3', 'zxcvbn') if name in sys.modules])\n"
    )
    call = [sys.executable, "-c", code, str(store.path), KEY.hex()]
    assert subprocess.run(call, capture_output=True, check=True, text=True).stdout == "[]\n"


@pytest.fixture
def a_later_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the program that knows one step more than the store."""
    step = ModuleType(f"{versions.__name__}.9000_planted")
    step.revision, step.down_revision = "9000", runner.newest()  # type: ignore[attr-defined]

    def upgrade() -> None:
        from alembic import op

        op.execute("CREATE TABLE planted (x INTEGER) STRICT")

    step.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setattr(runner, "ORDER", (*versions.ORDER, "9000_planted"))


def tables(store: Store) -> set[str]:
    with store.reader.connect() as connection:
        return {str(name) for name in connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars()}


def test_an_older_store_is_migrated_after_its_backup(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store = made(tmp_path / "office.sfph")
    note(store, "kept")
    store.close()
    request.getfixturevalue("a_later_step")
    seen: list[tuple[str, bool]] = []

    def back_up(open_store: Store) -> None:
        seen.append((runner.current(open_store.reader), "planted" in tables(open_store)))

    store = connect(store.path, KEY, before_migration=back_up)
    assert seen == [(runner.known()[-2], False)]
    assert runner.current(store.reader) == "9000"
    assert "planted" in tables(store)
    assert notes(store) == {"kept"}
    store.close()
    connect(store.path, KEY, before_migration=back_up).close()
    assert len(seen) == 1


def test_without_a_good_backup_nothing_is_migrated(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store = made(tmp_path / "office.sfph")
    store.close()
    before = digest(store.path)
    request.getfixturevalue("a_later_step")

    def fail(_: Store) -> None:
        raise UserCanFix(what="There is no room for a backup.")

    with pytest.raises(UserCanFix, match="no room"):
        connect(store.path, KEY, before_migration=fail)
    assert digest(store.path) == before


# --- after a crash ----------------------------------------------------------------------------------------------------


def test_acknowledged_work_is_there_after_a_crash(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    note(store, *(f"note {number}" for number in range(20)))
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()
    assert journal.left_over(crashed)
    again = connect(crashed, KEY)
    assert len(notes(again)) == 20
    assert again.notices == ()
    assert not journal.left_over(crashed)
    again.close()


def test_a_long_journal_is_brought_in_under_way_and_a_crash_later_loses_nothing(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    first = journal.mark_of(store.path, KEY)
    note(store, *(f"{number} " + "x" * 400_000 for number in range(30)))
    assert journal.mark_of(store.path, KEY) != first
    assert journal.journal_of(store.path).stat().st_size < 3 * journal.CHECKPOINT_BYTES
    note(store, "the last")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()
    again = connect(crashed, KEY)
    assert len(notes(again)) == 31
    again.close()


def test_somebody_reading_does_not_hold_a_save_up(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    mark = journal.mark_of(store.path, KEY)
    with store.reader.connect() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM settings").scalar()
        note(store, *(f"{number} " + "x" * 400_000 for number in range(8)))
        assert journal.mark_of(store.path, KEY) == mark
    note(store, "once nobody reads")
    assert journal.mark_of(store.path, KEY) != mark
    assert journal.journal_of(store.path).stat().st_size == 0
    store.close()


def test_an_older_copy_put_over_a_crashed_store_is_not_mixed_with_its_journal(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    note(store, "monday")
    store.close()
    monday = store.path.read_bytes()
    store = connect(store.path, KEY)
    note(store, "tuesday")
    store.close()
    store = connect(store.path, KEY)
    note(store, "wednesday")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    store.close()

    crashed.write_bytes(monday)
    again = connect(crashed, KEY)
    assert notes(again) == {"monday"}
    assert "not mixed in" in again.notices[0]
    note(again, "thursday")
    kept = next(crashed.parent.glob("*.kept-*"))
    assert (kept / "office.sfph-wal").stat().st_size > 0

    # And the journal of the work since then belongs to it again.
    crashed_again = as_after_a_crash(again, tmp_path / "crash again")
    again.close()
    last = connect(crashed_again, KEY)
    assert notes(last) == {"monday", "thursday"}
    assert last.notices == ()
    last.close()


def test_without_the_marks_the_mixture_would_have_been_believed(tmp_path: Path) -> None:
    """The negative control of the test before: SQLite by itself lays the journal over the older file."""
    store = made(tmp_path / "office.sfph")
    note(store, "monday")
    store.close()
    monday = store.path.read_bytes()
    for day in ("tuesday", "wednesday"):
        store = connect(store.path, KEY)
        note(store, day)
        crashed = as_after_a_crash(store, tmp_path / day)
        store.close()
    crashed.write_bytes(monday)
    bare = connections.open_connection(crashed, KEY)
    found = {str(row[0]) for row in bare.execute("SELECT key FROM settings")}
    bare.close()
    assert found != {"monday"}


def test_a_crash_in_the_middle_of_bringing_the_journal_in_loses_nothing(tmp_path: Path) -> None:
    store = made(tmp_path / "office.sfph")
    before, old = store.path.read_bytes(), journal.mark_of(store.path, KEY)
    note(store, *(f"note {number}" for number in range(40)))
    raw = connections.open_connection(store.path, KEY)
    new = 77
    raw.execute(f"PRAGMA user_version = {new}")
    crashed = as_after_a_crash(store, tmp_path / "crash")
    wal = journal.journal_of(crashed).read_bytes()
    raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
    after = store.path.read_bytes()
    raw.close()
    store.close()
    chance = random.Random(3)
    for torn in range(10):
        # Some pages have arrived in the main file, others have not, one is torn; the journal is still whole.
        mixed = bytearray(after)
        for page in range(len(before) // 4096):
            start = page * 4096
            if chance.random() < 0.5:
                mixed[start : start + 4096] = before[start : start + 4096]
            if page == torn:
                mixed[start : start + 2048], mixed[start + 2048 : start + 4096] = (
                    after[start : start + 2048],
                    before[start + 2048 : start + 4096],
                )
        crashed.write_bytes(bytes(mixed))
        journal.journal_of(crashed).write_bytes(wal)
        journal.marks_path(crashed).write_text(f'{{"marks": [{old}, {new}]}}', encoding="ascii")
        again = connect(crashed, KEY)
        assert len(notes(again)) == 40
        assert again.notices == ()
        again.close()
