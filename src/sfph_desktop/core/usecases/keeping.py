"""Where backups go, how each went, and which may go: for closing, before a migration, and on demand."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.domain.office_facts import BackupInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import backup, wraps
from sfph_desktop.core.store.about import facts_of
from sfph_desktop.core.store.backup import BackupFile, Outcome
from sfph_desktop.core.store.opening import Store
from sfph_desktop.core.usecases.machine import Machine, load_settings


def backup_folders(machine: Machine) -> tuple[Path, ...]:
    """Where backups are looked for: the folder that was chosen first, then the one on this computer."""
    chosen = load_settings(machine).backup_folder
    own = machine.paths.backups
    return (Path(chosen), own) if chosen else (own,)


def backup_files(store: Path, machine: Machine) -> tuple[BackupFile, ...]:
    """The backups of a store that can be reached now, the newest first."""
    found = [file for folder in backup_folders(machine) for file in backup.listed(folder, store)]
    return tuple(sorted(found, key=lambda file: file.made_at, reverse=True))


def keep_backup(store: Store, machine: Machine, *, to: Path | None = None) -> BackupInfo:
    """Make a verified backup at `to`, or in the backup folder, and remember how it went.

    When the chosen folder cannot be reached the backup is kept on this computer and the problem remembered. Raises
    UserCanFix when no backup could be made at all; that is remembered too.
    """
    if to is not None:
        return _noted(store, machine, to)
    folders = backup_folders(machine)
    name = backup.backup_name(store.path, machine.clock.now())
    try:
        made = _noted(store, machine, folders[0] / name)
    except UserCanFix as problem:
        if len(folders) == 1:
            raise
        made = _noted(store, machine, folders[1] / name)
        said = f"The backup could not be made in {folders[0]}; it was kept on this computer. {problem.what}"
        backup.note_outcome(store.path, Outcome(made_at=made.made_at, problem=said))
    for folder in folders:
        backup.thin(folder, store.path, machine.clock.now())
    return made


def backup_due(store: Store, machine: Machine) -> bool:
    """Whether something was saved since the last good backup, or that backup is gone."""
    last = backup.last_outcome(store.path)
    saved = facts_of(store).last_saved_at
    if last.made_at is None or last.problem or not backup_files(store.path, machine):
        return True
    return saved is not None and saved >= last.made_at


def _noted(store: Store, machine: Machine, target: Path) -> BackupInfo:
    now, facts = machine.clock.now(), facts_of(store)
    try:
        made = backup.make_backup(
            store,
            target,
            wraps=store.wraps or wraps.found_for(store.path)[0],
            at=now,
            name=facts.name,
            sample=facts.sample,
        )
    except UserCanFix as problem:
        before = backup.last_outcome(store.path)
        backup.note_outcome(store.path, Outcome(made_at=before.made_at, problem=str(problem)))
        raise
    backup.note_outcome(store.path, Outcome(made_at=made.made_at))
    return made
