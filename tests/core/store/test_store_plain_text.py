"""Nothing readable: planted strings are in no file of a working day, and a plain database would have been caught."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

from made_stores import AT, KEY, made, note, ways

from sfph_desktop.core.store import backup
from sfph_desktop.core.store.opening import Store

SAID = "Màiri Campbell of 7 Planted Row"


def planted(number: int = 40) -> list[str]:
    return [f"{SAID} {secrets.token_hex(8)}" for _ in range(number)]


def readable_in(folder: Path, texts: list[str]) -> set[str]:
    """Names of the files that hold any of the texts, in the usual encodings of a text on a disk."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if any(text.encode(code) in content for text in texts for code in ("utf-8", "utf-16-le", "latin-1")):
                found.add(path.name)
    return found


def a_working_day(store: Store, folder: Path, texts: list[str]) -> None:
    note(store, *texts)
    with store.writer.begin() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE found_by USING fts5(said)")
        connection.exec_driver_sql("INSERT INTO found_by SELECT value FROM settings")
        connection.exec_driver_sql("DELETE FROM settings WHERE key = ?", (texts[0],))
    backup.make_backup(store, folder / "a.sfphbackup", wraps=ways(), at=AT, name=texts[1])


def test_no_planted_string_is_in_any_file_while_open_after_closing_or_in_backups(tmp_path: Path) -> None:
    store, texts = made(tmp_path / "office.sfph"), planted()
    a_working_day(store, tmp_path, texts)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"office.sfph", "office.sfph-wal", "office.sfph-shm", "a.sfphbackup", "office.sfph.keys"} <= names
    assert (tmp_path / "office.sfph-wal").stat().st_size > 0
    assert readable_in(tmp_path, texts) == set()
    assert readable_in(tmp_path, [SAID, KEY.decode("latin-1")]) == set()
    store.close()
    assert readable_in(tmp_path, texts) == set()


def test_the_search_for_planted_strings_finds_them_in_a_plain_database(tmp_path: Path) -> None:
    """The negative control: stock SQLite takes the key in silence and writes plain text."""
    texts = planted()
    plain = sqlite3.connect(tmp_path / "plain.sfph")
    plain.execute("PRAGMA key = \"x'00'\"")
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("CREATE TABLE settings (key)")
    plain.executemany("INSERT INTO settings VALUES (?)", [(text,) for text in texts])
    plain.commit()
    assert readable_in(tmp_path, texts) == {"plain.sfph-wal"}
    plain.close()
    assert readable_in(tmp_path, texts) == {"plain.sfph"}
