"""Restoring a backup: beside the old store, checked, then put in its place in one step; the old files are kept.

A kill at any point leaves the old store or the restored one. The order matters: the old files are copied aside, the
keys of the backup wait under a name of their own, the file is replaced in one step, and only then is the old journal
removed. Should the program die in between, the restored file carries another mark than the old journal expects, so the
next opening does not mix them (see journal.py).
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sfph_desktop.core.domain.office_facts import BackupInfo
from sfph_desktop.core.store import journal, passphrases, sealed, wraps
from sfph_desktop.core.store.backup import require_sound
from sfph_desktop.core.store.durable import move_durably, sync_folder, temporary, write_durably
from sfph_desktop.core.store.lock import StoreLock
from sfph_desktop.core.store.opening import refuse_newer
from sfph_desktop.core.store.sealed import Sealed
from sfph_desktop.core.store.troubles import telling
from sfph_desktop.core.store.wraps import Wraps


def restore(found: Sealed, to: Path, key: bytes, *, keys: Wraps, lock: StoreLock, at: datetime) -> BackupInfo:
    """Put the store inside a backup at `to`, after a trial beside it. `keys` are the wraps it will have there.

    `lock` is the hold on `to`. Raises DamagedStore, StoreTooNew, or UserCanFix when there is no room; what was at `to`
    is then as it was.
    """
    facts = sealed.prove(found, key)
    with telling(to), temporary(to) as trial:
        sealed.unpack(found, trial)
        require_sound(trial, key, found.path)
        refuse_newer(trial, key, named=found.path)
        size = found.path.stat().st_size
        if lock.store != to:
            raise ValueError("the lock is another store's")
        _swap(trial, to, _later_than_any(keys, to), at)
    return BackupInfo(path=str(found.path), made_at=found.made_at, size=size, people=facts.people, verified=True)


def _swap(trial: Path, to: Path, keys: Wraps, at: datetime) -> None:
    _copy_aside(to, at)
    write_durably(wraps.pending_path(to), wraps.to_bytes(keys))
    move_durably(trial, to)
    for suffix in journal.JOURNALS:
        Path(f"{to}{suffix}").unlink(missing_ok=True)
    sync_folder(to.parent)
    wraps.save(to, keys)
    wraps.pending_path(to).unlink(missing_ok=True)
    passphrases.forget_guesses(to)


def _copy_aside(to: Path, at: datetime) -> None:
    """Keep what was there, journals and keys included, in a dated folder beside it; nothing is taken away yet."""
    names = ["", *journal.JOURNALS, ".keys", ".marks", ".backups"]
    sources = [path for path in (Path(f"{to}{name}") for name in names) if path.exists()]
    if not sources:
        return
    folder = journal.new_folder(to, at)
    for source in sources:
        # A second name for the same content costs no room; a copy where the disk knows no second names. Journals are
        # copied in any case: SQLite could still write to the one content under both names.
        target = folder / source.name
        if source == to:
            with suppress(OSError):
                os.link(source, target)
        if not target.exists():
            shutil.copy2(source, target)
            with target.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def _later_than_any(keys: Wraps, to: Path) -> Wraps:
    """The wraps as the newest generation of all that lie there, so that no older copy is taken for them."""
    there = [copy.generation for copy in wraps.copies(to) if copy is not None]
    return replace(keys, generation=max([keys.generation, *there]) + 1)
