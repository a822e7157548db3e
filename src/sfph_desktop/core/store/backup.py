"""Backups: made under way or at closing, opened and checked before they take their name, thinned as they age."""

from __future__ import annotations

import glob
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.office_facts import BackupInfo
from sfph_desktop.core.domain.problems import DamagedStore
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store import journal, sealed
from sfph_desktop.core.store.check import file_items
from sfph_desktop.core.store.durable import move_durably, temporary, write_durably
from sfph_desktop.core.store.opening import Store
from sfph_desktop.core.store.sealed import ENDING, OfficeFacts
from sfph_desktop.core.store.troubles import telling
from sfph_desktop.core.store.wraps import Wraps

KEEP_NEWEST = 3
KEEP_HOURLY = timedelta(days=2)
KEEP_DAILY = timedelta(days=14)
KEEP_WEEKLY = timedelta(weeks=8)
KEEP_MONTHLY = timedelta(days=366)
_STAMP = "%Y%m%dT%H%M%SZ"


def make_backup(
    store: Store, target: Path, *, wraps: Wraps, at: datetime, name: str = "", sample: bool = False
) -> BackupInfo:
    """Make a sealed backup of an open store at `target`, proven before an older file there is replaced.

    Raises DamagedStore when the store itself does not pass the checks, UserCanFix when the place cannot be written or
    is full. Whatever is at `target` then stays as it was.
    """
    with telling(target), temporary(store.path) as copy, temporary(target) as building:
        _copy_out(store, copy)
        people = _people_in(copy, store.key)
        facts = OfficeFacts(name=name, people=people, sample=sample)
        sealed.write(building, copy, wraps=wraps, key=store.key, facts=facts, made_at=at.astimezone(UTC))
        verify(building, store.key, beside=store.path)
        move_durably(building, target)
    return BackupInfo(
        path=str(target), made_at=at.astimezone(UTC), size=target.stat().st_size, people=people, verified=True
    )


def verify(backup: Path, key: bytes, *, beside: Path) -> BackupInfo:
    """Prove a backup as a restore would: unpack it beside `beside`, open it, check every page, structure and link.

    Raises DamagedStore when anything is wrong, StoreMissing when it is not there, OSError when there is no room.
    """
    found = sealed.read(backup)
    facts = sealed.prove(found, key)
    with temporary(beside) as trial:
        sealed.unpack(found, trial)
        require_sound(trial, key, backup)
        if _people_in(trial, key) != facts.people:
            raise _unsound(backup, "It does not hold the people it says it holds.")
    return BackupInfo(
        path=str(backup), made_at=found.made_at, size=backup.stat().st_size, people=facts.people, verified=True
    )


def require_sound(database: Path, key: bytes, backup: Path) -> None:
    """Raise DamagedStore, naming the backup, unless an unpacked database passes every check."""
    try:
        connection = connections.open_connection(database, key, mode="ro", immutable=True)
        try:
            connections.assert_known_answer(connection)
            wrong = [item for item in file_items(connection) if not item.good]
        finally:
            connection.close()
    except cipher.Error:
        raise _unsound(backup, "The store inside does not open.") from None
    if wrong:
        raise _unsound(backup, wrong[0].result)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A backup as its name tells it."""

    path: Path
    made_at: datetime


def backup_name(store: Path, at: datetime) -> str:
    """What a backup of a store is called: the store's name and the moment in UTC, so that names sort by age."""
    return f"{store.stem}-{at.astimezone(UTC).strftime(_STAMP)}{ENDING}"


def listed(folder: Path, store: Path) -> tuple[BackupFile, ...]:
    """The backups of a store in a folder, the newest first; files with other names are not ours to count or remove."""
    found = []
    for path in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        name, _, stamp = path.name.removesuffix(ENDING).rpartition("-")
        with suppress(ValueError):
            if name == store.stem:
                found.append(BackupFile(path=path, made_at=datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)))
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def to_remove(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which of the backups made at these moments may go, the newest three never.

    Kept besides: the newest of each hour for two days, of each day for two weeks, of each week for eight weeks, and
    of each month for a year.
    """
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[:KEEP_NEWEST])
    rules: Mapping[timedelta, Callable[[datetime], object]] = {
        KEEP_HOURLY: lambda made: (made.date(), made.hour),
        KEEP_DAILY: lambda made: made.date(),
        KEEP_WEEKLY: lambda made: made.isocalendar()[:2],
        KEEP_MONTHLY: lambda made: (made.year, made.month),
    }
    for age, span in rules.items():
        seen: set[object] = set()
        for made in newest_first:
            if now - made <= age and span(made) not in seen:
                seen.add(span(made))
                kept.add(made)
    return frozenset(newest_first) - kept


def thin(folder: Path, store: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the backups that age has made needless; which. One that cannot be removed stays for the next time."""
    backups = listed(folder, store)
    needless = to_remove([backup.made_at for backup in backups], now)
    removed = []
    for left in folder.glob(f".{glob.escape(store.stem)}-*{ENDING}.*.tmp"):
        with suppress(OSError):
            left.unlink()
    for backup in backups:
        if backup.made_at in needless:
            with suppress(OSError):
                backup.path.unlink()
                removed.append(backup.path)
    return tuple(removed)


# --- how the last one went: a fact about this computer, so it lies beside the store and not in it ---------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """When the last good backup was made, and what went wrong with the last one when something did."""

    made_at: datetime | None = None
    problem: str = ""


def outcome_path(store: Path) -> Path:
    """Where the outcome is kept."""
    return store.with_name(f"{store.name}.backups")


def note_outcome(store: Path, outcome: Outcome) -> None:
    """Remember how a backup went. A folder that cannot be written does not stop anything else."""
    made = outcome.made_at.astimezone(UTC).isoformat(timespec="seconds") if outcome.made_at else None
    with suppress(OSError):
        write_durably(outcome_path(store), json.dumps({"made_at": made, "problem": outcome.problem}).encode())


def last_outcome(store: Path) -> Outcome:
    """How the last backup went; nothing known counts as none made."""
    try:
        found = json.loads(outcome_path(store).read_bytes())
        made = found["made_at"]
        return Outcome(made_at=datetime.fromisoformat(made) if made else None, problem=str(found["problem"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Outcome()


def _copy_out(store: Store, copy: Path) -> None:
    """A compact encrypted copy, under the same key and a mark of its own, of the store as it is now."""
    source = connections.open_connection(store.path, store.key)
    try:
        source.execute("VACUUM INTO ?", (str(copy),))
    finally:
        source.close()
    made = connections.open_connection(copy, store.key)
    try:
        made.execute("PRAGMA journal_mode = MEMORY").fetchall()
        journal.give_new_mark(made)
    finally:
        made.close()


def _people_in(database: Path, key: bytes) -> int:
    connection = connections.open_connection(database, key, mode="ro", immutable=True)
    try:
        return int(connection.execute("SELECT count(*) FROM people").fetchone()[0])
    finally:
        connection.close()


def _unsound(backup: Path, why: str) -> DamagedStore:
    return DamagedStore(
        what=f"The backup {backup.name} did not pass its trial.",
        why=why,
        do="Nothing was replaced. Try an older backup.",
    )
