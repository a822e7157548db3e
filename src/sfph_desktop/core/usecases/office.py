"""The office: the open cabinet with its clock, library and paths; made, opened, closed, recovered.

Importing this module is light on purpose (the unlock window does it): SQLAlchemy, the cipher and the word lists are
imported by the functions that need them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import DESK, ROLE
from sfph_desktop.core.domain.office_facts import BackupInfo, StoreInfo
from sfph_desktop.core.domain.ports import Clock
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.host.paths import Paths, resources_folder
from sfph_desktop.core.host.places import require_local
from sfph_desktop.core.host.settings import TEXT_SIZES, THEMES, Settings
from sfph_desktop.core.usecases.machine import (
    Machine,
    cheap_key_cost,
    default_store_path,
    load_settings,
    open_log,
    save_settings,
    this_machine,
)

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.reference.own_definitions import OwnParts
    from sfph_desktop.core.reference.packs import Pack
    from sfph_desktop.core.store.lock import StoreLock
    from sfph_desktop.core.store.opening import Store
    from sfph_desktop.core.store.unit_of_work import Connection, Unit
    from sfph_desktop.core.usecases.unlocking import Unlocked

__all__ = [
    "RECOVERY_GROUPS",
    "TEXT_SIZES",
    "THEMES",
    "Created",
    "Machine",
    "Office",
    "Settings",
    "Strength",
    "change_passphrase",
    "cheap_key_cost",
    "close_office",
    "confirm_recovery",
    "confirm_recovery_key",
    "create_office",
    "default_store_path",
    "erase_rested",
    "load_settings",
    "new_recovery_key",
    "open_log",
    "open_office",
    "open_with_recovery_key",
    "passphrase_strength",
    "recovery_groups",
    "save_settings",
    "suggest_passphrase",
    "this_machine",
]

RECOVERY_GROUPS = 8
"""Groups of the printed recovery key; `confirm_recovery` counts them from 1."""
MANAGER = "manager"
"""Who writes, as long as an office has one manager and nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An open office. Handed to every use case; there is no other way to the records."""

    store: Store
    clock: Clock
    library: Library
    paths: Paths
    who: str
    machine: Machine
    notices: tuple[str, ...] = ()
    """What had to be mended at opening, in plain words, for the first screen."""

    def writing(self, why: str) -> AbstractContextManager[Unit]:
        """One unit of work: all of it is saved on a clean exit, otherwise nothing happened."""
        from sfph_desktop.core.store.unit_of_work import writing

        return writing(self.store, why, who=self.who, at=self.clock.now())

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that can only read."""
        from sfph_desktop.core.store.unit_of_work import reading

        return reading(self.store)

    def info(self) -> StoreInfo:
        """The store as it stands."""
        from sfph_desktop.core.store.about import facts_of
        from sfph_desktop.core.store.backup import last_outcome
        from sfph_desktop.core.store.migrations import runner

        facts, outcome = facts_of(self.store), last_outcome(self.store.path)
        return StoreInfo(
            name=facts.name,
            path=str(self.store.path),
            sample=facts.sample,
            created_at=facts.created_at,
            last_saved_at=facts.last_saved_at,
            last_backup_at=outcome.made_at,
            last_backup_problem=outcome.problem,
            recovery_confirmed=facts.recovery_confirmed,
            schema=runner.newest(),
            people=facts.people,
        )

    def mark_as_sample(self, name: str = "") -> None:
        """Mark the office as an invented one, for ever, and name it."""
        with self.writing("marked the office as a sample") as unit:
            unit.set("sample", "yes")
            if name:
                unit.set("name", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A new office, and its recovery key: shown and printed now, kept nowhere."""

    office: Office
    recovery_key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How hard a passphrase is to guess."""

    score: int
    """0 (guessed at once) to 4 (centuries)."""
    words: str
    accepted: bool


# --- passphrases --------------------------------------------------------------------------------------------


def suggest_passphrase() -> str:
    """Five everyday words drawn at random, with blanks between them."""
    from sfph_desktop.core.store import passphrases

    return passphrases.suggested(passphrases.word_list(resources_folder() / "words" / "passphrase_words.txt"))


def passphrase_strength(text: str, *, name: str = "") -> Strength:
    """How hard a passphrase is to guess; `name` is the enterprise's, which an attacker tries first."""
    from sfph_desktop.core.store.passphrases import judge

    found = judge(text, about=(name,))
    return Strength(score=found.score, words=found.words, accepted=found.accepted)


def recovery_groups(recovery_key: str) -> tuple[str, ...]:
    """The groups of a recovery key as they are printed, the first being group 1."""
    return tuple(recovery_key.split("-"))


# --- make, open, close --------------------------------------------------------------------------------------


def create_office(path: Path, *, name: str, passphrase: str, machine: Machine, desk: bool = False) -> Created:
    """Make a new encrypted store at `path` and open it: an enterprise's, or the desk of a network.

    Raises UserCanFix when there is a file already, the place is not safe for live records, the name is blank or the
    passphrase too easy to guess; nothing is there then that was not there before.
    """
    from sfph_desktop.core.store import keys, passphrases, wraps
    from sfph_desktop.core.store.opening import create
    from sfph_desktop.core.store.recovery_key import new_recovery_key as draw
    from sfph_desktop.core.usecases.ways_in import first_ways

    name = name.strip()
    if not name:
        raise UserCanFix(what="The enterprise needs a name.", do="Type the name that is to stand on its papers.")
    passphrases.require_strong(passphrase, about=(name,))
    path = _settled(path)
    lock = _hold(path)
    try:
        data_key, recovery = keys.new_data_key(), draw()
        ways = first_ways(data_key, passphrase, recovery, who=MANAGER, machine=machine)
        store = create(
            path,
            data_key,
            lock=lock,
            at=machine.clock.now(),
            fill=lambda building: _introduce(building, name, recovery, machine, desk=desk),
            keep_keys=lambda: wraps.save(path, ways),
        )
    except BaseException:
        lock.release()
        raise
    store.wraps = ways
    return Created(office=_office(store, MANAGER, machine), recovery_key=recovery)


def open_office(path: Path, *, passphrase: str, machine: Machine) -> Office:
    """Open the store at `path`.

    Raises WrongPassphrase, DamagedStore, StoreInUse, StoreMissing or StoreTooNew, each with its own message, and
    UserCanFix when the place is not safe for live records. The store is then as it was.

    A sealed backup that somebody has copied to `path` is restored there, as they meant.
    """
    from sfph_desktop.core.usecases.unlocking import by_passphrase, for_backup, restore_in_place

    path = _there(path)
    lock = _hold(path)
    try:
        now = machine.clock.now()
        restored = restore_in_place(path, lambda found: for_backup(found, path, passphrase, now), lock, now)
        office = _opened(path, by_passphrase(path, passphrase, now), lock, machine)
    except BaseException:
        lock.release()
        raise
    return replace(office, notices=(*restored, *office.notices))


def open_with_recovery_key(path: Path, *, recovery_key: str, new_passphrase: str, machine: Machine) -> Office:
    """Open the store at `path` with its printed recovery key, and give it a new passphrase.

    The key is proven against the store before the new passphrase is saved; until then the old one stays good. Raises
    as `open_office` does, and UserCanFix naming a mistyped group or a passphrase that is too easy to guess. A sealed
    backup at `path` is restored there, as `open_office` does.
    """
    from sfph_desktop.core.store import passphrases
    from sfph_desktop.core.usecases.unlocking import by_recovery_key, for_backup_by_recovery_key, restore_in_place
    from sfph_desktop.core.usecases.ways_in import set_passphrase

    passphrases.require_strong(new_passphrase)
    path = _there(path)
    lock = _hold(path)
    try:
        restored = restore_in_place(
            path, lambda found: for_backup_by_recovery_key(found, path, recovery_key), lock, machine.clock.now()
        )
        office = _opened(path, by_recovery_key(path, recovery_key), lock, machine)
        set_passphrase(office.store, new_passphrase, who=office.who, machine=machine)
    except BaseException:
        lock.release()
        raise
    passphrases.forget_guesses(path)
    return replace(office, notices=(*restored, *office.notices))


def close_office(office: Office, *, backup: bool = True) -> BackupInfo | None:
    """Make the closing backup where something was saved since the last, and close the store; the backup, if any.

    A backup that fails does not keep the office open: the first screen tells of it the next time.
    """
    from sfph_desktop.core.store import wraps
    from sfph_desktop.core.usecases.keeping import backup_due, keep_backup

    if office.store.closed:
        return None
    made = None
    try:
        with suppress(UserCanFix):
            erase_rested(office)
        if backup:
            with suppress(UserCanFix):
                if backup_due(office.store, office.machine):
                    made = keep_backup(office.store, office.machine)
        if office.store.wraps is not None:
            wraps.heal(office.store.path, office.store.wraps)
    finally:
        office.store.close()
    return made


def erase_rested(office: Office) -> int:
    """Erase what the history holds of records removed more than 90 days ago; how many rows of the history that was.

    Evidence that was printed stays as it is: snapshots hold figures and ids, and nothing of anybody else's.
    """
    from sfph_desktop.core.store.resting import erase, to_erase

    with office.reading() as connection:
        if not to_erase(connection, office.clock.now()):
            return 0
    with office.writing("Erased what was removed more than 90 days ago") as unit:
        return erase(unit.connection, office.clock.now())


# --- keys ---------------------------------------------------------------------------------------------------


def confirm_recovery(office: Office, group_number: int, typed: str) -> None:
    """Finish the set-up: a group of the printed recovery key (1 to 8) has been typed back.

    Raises UserCanFix when it is mistyped or belongs to another sheet.
    """
    from sfph_desktop.core.usecases.ways_in import require_group

    require_group(office.store, group_number, typed)
    with office.writing("typed back a part of the recovery key") as unit:
        unit.set("recovery_confirmed", "yes")


def confirm_recovery_key(office: Office, typed: str) -> None:
    """Finish the set-up with the whole recovery key; raises UserCanFix as `confirm_recovery` does, naming the group."""
    from sfph_desktop.core.store import recovery_key
    from sfph_desktop.core.usecases.ways_in import require_group

    for number, group in enumerate(recovery_key.groups_of(recovery_key.read(typed)), start=1):
        require_group(office.store, number, group)
    with office.writing("proved the recovery key") as unit:
        unit.set("recovery_confirmed", "yes")


def new_recovery_key(office: Office, *, passphrase: str) -> str:
    """A new recovery key in place of the old one, to be printed; the old sheets open this store no more.

    Raises WrongPassphrase: a laptop left open for a minute must not be enough.
    """
    from sfph_desktop.core.store.recovery_key import new_recovery_key as draw
    from sfph_desktop.core.usecases import ways_in

    ways_in.require_passphrase(office.store, passphrase, office.clock.now())
    recovery = draw()
    with office.writing("made a new recovery key") as unit:
        ways_in.note_recovery(unit, office.store.key, recovery)
        # Inside the unit: if the key file cannot be written, the store goes on expecting the old sheet.
        ways_in.set_recovery_key(office.store, recovery)
    return recovery


def change_passphrase(office: Office, *, old: str, new: str) -> None:
    """Change the passphrase; raises WrongPassphrase for the old one, UserCanFix when the new one is easy to guess."""
    from sfph_desktop.core.store import passphrases
    from sfph_desktop.core.usecases import ways_in

    ways_in.require_passphrase(office.store, old, office.clock.now())
    passphrases.require_strong(new, about=(office.info().name,))
    ways_in.set_passphrase(office.store, new, who=office.who, machine=office.machine)


# --- what opening is made of --------------------------------------------------------------------------------


def _settled(path: Path) -> Path:
    """The real path, so that one store has one lock; raises UserCanFix where no live records may lie."""
    path = path.expanduser().resolve()
    require_local(path)
    return path


def _there(path: Path) -> Path:
    """The real path of a store that exists; raises StoreMissing without making as much as a folder."""
    from sfph_desktop.core.store.troubles import missing

    if not path.expanduser().is_file():
        raise missing(path)
    return _settled(path)


def _hold(path: Path) -> StoreLock:
    from sfph_desktop.core.store.lock import hold
    from sfph_desktop.core.store.troubles import telling

    with telling(path):
        return hold(path)


def _opened(path: Path, unlocked: Unlocked, lock: StoreLock, machine: Machine) -> Office:
    """Open the store with a proven key: version check, backup and migration where due, check, key files mended."""
    from sfph_desktop.core.store import wraps
    from sfph_desktop.core.store.opening import connect
    from sfph_desktop.core.usecases.keeping import keep_backup

    def before_migration(store: Store) -> None:
        store.wraps = unlocked.wraps
        keep_backup(store, machine)

    store = connect(path, unlocked.key, lock=lock, before_migration=before_migration)
    store.wraps = unlocked.wraps
    mended = wraps.heal(path, unlocked.wraps)
    office = _office(store, unlocked.who or MANAGER, machine)
    said = ("A copy of the key file was missing or damaged; it was mended from the other.",) if mended else ()
    return replace(office, notices=(*store.notices, *said))


def _office(store: Store, who: str, machine: Machine) -> Office:
    from sfph_desktop.core.reference.library import Library

    library = Library(machine.paths.resources / "reference", lambda: _packs(store), lambda: _own(store))
    return Office(store=store, clock=machine.clock, library=library, paths=machine.paths, who=who, machine=machine)


def _packs(store: Store) -> Sequence[Pack]:
    from sfph_desktop.core.reference.packs import from_bytes
    from sfph_desktop.core.store.about import packs_of

    return tuple(from_bytes(content, name) for name, content in packs_of(store))


def _own(store: Store) -> OwnParts:
    from sfph_desktop.core.reference.own_definitions import OwnParts
    from sfph_desktop.core.store.about import own_instruments_of, wordings_of

    return OwnParts(definitions=own_instruments_of(store), wordings=wordings_of(store))


def _introduce(store: Store, name: str, recovery: str, machine: Machine, *, desk: bool) -> None:
    """Write into a store that is being made what it must hold from the first moment on."""
    from sfph_desktop.core.store.unit_of_work import writing
    from sfph_desktop.core.usecases.ways_in import note_recovery

    now = machine.clock.now()
    with writing(store, "made the office", who=MANAGER, at=now) as unit:
        unit.set("name", name)
        unit.set("created_at", now.isoformat(timespec="seconds"))
        if desk:
            unit.set(ROLE, DESK)
        note_recovery(unit, store.key, recovery)
