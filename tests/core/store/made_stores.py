"""Real encrypted stores for the tests of the cabinet, and the marks that accidents leave on them."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from sfph_desktop.core.store import keys, wraps
from sfph_desktop.core.store.opening import Store, create
from sfph_desktop.core.store.wraps import Wraps

AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
KEY = bytes(range(32))
CHEAP = keys.KeyCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "harbour lantern porridge thistle"


def ways(key: bytes = KEY) -> Wraps:
    blank = wraps.new_wraps()
    return blank.replacing(
        "passphrase", keys.wrap_with_passphrase(key, PASSPHRASE, store_id=blank.store_id, who="manager", cost=CHEAP)
    )


def made(path: Path, key: bytes = KEY) -> Store:
    store = create(path, key)
    store.wraps = ways(key)
    wraps.save(path, store.wraps)
    return store


def note(store: Store, *texts: str) -> None:
    """Save each text as a setting, in a unit of work each."""
    for text in texts:
        with store.writer.begin() as connection:
            connection.exec_driver_sql("INSERT INTO settings (key, value, changed_in) VALUES (?, ?, 0)", (text, text))


def notes(store: Store) -> set[str]:
    with store.reader.connect() as connection:
        return {str(key) for key in connection.exec_driver_sql("SELECT key FROM settings").scalars()}


def as_after_a_crash(store: Store, folder: Path) -> Path:
    """The files as a crash at this moment would leave them, in another folder; the path of the store there."""
    folder.mkdir()
    for path in store.path.parent.iterdir():
        if path.is_file() and not path.name.endswith(".lock"):
            shutil.copy2(path, folder / path.name)
    return folder / store.path.name


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip(path: Path, position: int, bit: int = 1) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[position] ^= bit
    path.write_bytes(bytes(content))
