"""From a passphrase or a recovery key to the data key, proven against the store before anything else happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sfph_desktop.core.domain.problems import WrongPassphrase
from sfph_desktop.core.store import keys, passphrases, recovery_key, sealed, wraps
from sfph_desktop.core.store.connection import assert_header
from sfph_desktop.core.store.keys import Wrap
from sfph_desktop.core.store.lock import StoreLock
from sfph_desktop.core.store.opening import proven
from sfph_desktop.core.store.restoring import restore
from sfph_desktop.core.store.sealed import Sealed
from sfph_desktop.core.store.troubles import damaged, telling
from sfph_desktop.core.store.wraps import Wraps

Attempt = Callable[[Wrap, str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """A data key that opens the store, the wraps it came from, and whose wrap it was."""

    key: bytes = field(repr=False)
    wraps: Wraps = field(repr=False)
    who: str


def by_passphrase(path: Path, passphrase: str, now: datetime, *, instead: Sequence[Wraps] = ()) -> Unlocked:
    """The data key of the store at `path`. `instead` are wraps to try in place of those there, as a backup brings.

    Raises WrongPassphrase (counted; after ten wrong guesses there is a wait before the next), or DamagedStore when the
    passphrase is right and the store or the key file is not.
    """
    passphrases.refuse_while_waiting(path, now)
    try:
        found = _unlock(path, lambda wrap, store: keys.open_with_passphrase(wrap, passphrase, store), instead)
    except WrongPassphrase:
        passphrases.count_wrong_guess(path, now)
        raise
    passphrases.forget_guesses(path)
    return found


def by_recovery_key(path: Path, typed: str, *, instead: Sequence[Wraps] = ()) -> Unlocked:
    """The data key of the store at `path`, from the printed recovery key. `instead` as for `by_passphrase`.

    Raises UserCanFix naming the group that was mistyped, WrongPassphrase when it is the key of another store, and
    DamagedStore as `by_passphrase` does.
    """
    secret = recovery_key.read(typed)
    try:
        return _unlock(path, lambda wrap, store: keys.open_with_recovery(wrap, secret, store), instead)
    except WrongPassphrase:
        raise WrongPassphrase(
            what="This recovery key belongs to another store, or to an older sheet.",
            why="Every group of it is typed right, and it does not open this store.",
            do="Look for the sheet with the newest date and this enterprise's name.",
        ) from None


def restore_in_place(
    path: Path, unlock: Callable[[Sealed], Unlocked], lock: StoreLock, now: datetime
) -> tuple[str, ...]:
    """Restore a sealed backup that somebody copied over the store; what was done, in plain words, or nothing.

    That is what people do who know no other way, and it is what they mean. Raises as `unlock` does, with the file left
    as it is.
    """
    with telling(path):
        if not sealed.is_sealed(path):
            return ()
    found = sealed.read(path)
    unlocked = unlock(found)
    restore(found, path, unlocked.key, keys=unlocked.wraps, lock=lock, at=now)
    return (f"A backup was found in the place of the store. It was restored, as of {found.made_at:%d %B %Y}.",)


def for_backup(found: Sealed, to: Path, passphrase: str, now: datetime) -> Unlocked:
    """The data key of a backup that is to be restored at `to`.

    The present passphrase is good where the store at `to` is the same one, else the passphrase of the backup's day.
    """
    return by_passphrase(to, passphrase, now, instead=_ways_into(found, to))


def for_backup_by_recovery_key(found: Sealed, to: Path, typed: str) -> Unlocked:
    """The data key of a backup that is to be restored at `to`, from the printed recovery key.

    The sheet of the backup's day is good, and the present one where the store at `to` is the same. Raises as
    `by_recovery_key` does.
    """
    return by_recovery_key(to, typed, instead=_ways_into(found, to))


def _ways_into(found: Sealed, to: Path) -> tuple[Wraps, ...]:
    """The wraps that may open a backup: those of the same store at `to`, and those it carries."""
    there = (copy for copy in wraps.copies(to) if copy is not None and copy.store_id == found.wraps.store_id)
    return (*there, found.wraps)


def _unlock(path: Path, attempt: Attempt, instead: Sequence[Wraps]) -> Unlocked:
    if not instead:
        with telling(path):
            assert_header(path)
    opened = False
    for candidate in instead or wraps.found_for(path):
        tried = candidate.tried(attempt)
        if tried is None:
            continue
        opened, (key, wrap) = True, tried
        if instead or proven(path, key):
            return Unlocked(key=key, wraps=candidate, who=wrap.who)
    if opened:
        raise damaged(path)
    raise WrongPassphrase(
        what="This is not the passphrase of this store.",
        why="Small and capital letters matter, and so do the blanks between words.",
        do="Try again, or use the printed recovery key.",
    )
