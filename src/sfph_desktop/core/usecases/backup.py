"""Backups made, listed, tried and restored; the store looked over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.office_facts import BackupInfo, CheckReport, Listing
from sfph_desktop.core.host.places import require_local
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.machine import Machine
from sfph_desktop.core.usecases.office import MANAGER, Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.sealed import Sealed
    from sfph_desktop.core.usecases.unlocking import Unlocked


def back_up(office: Office, to: Path | None = None) -> Done[BackupInfo]:
    """Make a sealed backup, opened and checked before it counts: at `to`, or in the usual folder, which is thinned.

    `to` may be a folder (on a memory stick, say); the backup then gets its usual name in it. Raises UserCanFix when
    the place cannot be written or is full, DamagedStore when the store itself does not pass the checks.
    """
    from sfph_desktop.core.store.backup import backup_name
    from sfph_desktop.core.usecases.keeping import keep_backup

    if to is not None and to.is_dir():
        to = to / backup_name(office.store.path, office.clock.now())
    made = keep_backup(office.store, office.machine, to=to)
    return Done(value=made, why="Made a backup")


def is_backup(path: Path) -> bool:
    """Whether a file is a sealed backup, by how it begins."""
    from sfph_desktop.core.store.sealed import is_sealed

    return is_sealed(path)


def backups(office: Office) -> Listing:
    """The backups of this office that can be reached now, the newest first: path, moment in UTC, size in bytes."""
    from sfph_desktop.core.usecases.keeping import backup_files

    found = backup_files(office.store.path, office.machine)
    return Listing(
        kind="backups",
        columns=("path", "made_at", "size"),
        rows=tuple((str(file.path), file.made_at.isoformat(), file.path.stat().st_size) for file in found),
    )


def try_backup(office: Office, backup: Path) -> BackupInfo:
    """Restore a backup of this office on trial, look it over, and put it away again; DamagedStore if it is no good."""
    from sfph_desktop.core.store.backup import verify
    from sfph_desktop.core.store.troubles import telling

    with telling(backup):
        return verify(backup, office.store.key, beside=office.store.path)


def restore(backup: Path, to: Path, passphrase: str, machine: Machine) -> BackupInfo:
    """Restore a backup as the store at `to`: beside it first, checked, then in its place.

    What was at `to` is kept in a dated folder beside it, journals included. Nothing may be there as well. Raises
    WrongPassphrase, DamagedStore (of the backup), StoreInUse, StoreTooNew, StoreMissing, or UserCanFix when `to` is no
    place for live records; `to` is then as it was.
    """
    from sfph_desktop.core.usecases.unlocking import for_backup

    def unlock(found: Sealed, place: Path) -> Unlocked:
        return for_backup(found, place, passphrase, machine.clock.now())

    return _restored(backup, to, machine, unlock)


def restore_with_recovery_key(
    backup: Path, to: Path, *, recovery_key: str, machine: Machine, new_passphrase: str = ""
) -> BackupInfo:
    """Restore a backup as `restore` does, with the printed recovery key where the passphrase is lost.

    The restored store opens with `new_passphrase`; left blank, with the passphrase of the backup's day (or the recovery
    key). Raises as `restore` does, and UserCanFix naming a mistyped group or a passphrase that is too easy to guess.
    """
    from sfph_desktop.core.store import passphrases
    from sfph_desktop.core.usecases.unlocking import for_backup_by_recovery_key
    from sfph_desktop.core.usecases.ways_in import with_passphrase

    if new_passphrase:
        passphrases.require_strong(new_passphrase)

    def unlock(found: Sealed, place: Path) -> Unlocked:
        unlocked = for_backup_by_recovery_key(found, place, recovery_key)
        if not new_passphrase:
            return unlocked
        ways = with_passphrase(unlocked.wraps, unlocked.key, new_passphrase, who=MANAGER, machine=machine)
        return replace(unlocked, wraps=ways)

    return _restored(backup, to, machine, unlock)


def _restored(backup: Path, to: Path, machine: Machine, unlock: Callable[[Sealed, Path], Unlocked]) -> BackupInfo:
    """Restore with whatever unlocks the backup; the lock of `to` is held meanwhile."""
    from sfph_desktop.core.store import restoring, sealed
    from sfph_desktop.core.store.lock import hold
    from sfph_desktop.core.store.troubles import telling

    to = to.expanduser().resolve()
    require_local(to)
    found = sealed.read(backup)
    with telling(to):
        lock = hold(to)
    try:
        unlocked = unlock(found, to)
        return restoring.restore(found, to, unlocked.key, keys=unlocked.wraps, lock=lock, at=machine.clock.now())
    finally:
        lock.release()


def check(office: Office, *, full: bool = True) -> CheckReport:
    """Look the open store over: header, cipher and keys; when full, every page, structure and link."""
    from sfph_desktop.core.store.check import check as look

    return look(office.store, full=full)
