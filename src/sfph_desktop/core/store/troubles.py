"""The cipher library's errors in plain words: which of the opening failures it is, or what a person can put right."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.problems import DamagedStore, StoreInUse, StoreMissing, StoreTooNew, UserCanFix


def damaged(path: Path, why: str = "") -> DamagedStore:
    """The message for a file that is there and cannot be read as it should."""
    return DamagedStore(
        what=f"The store {path.name} is damaged.",
        why=why or "Its content does not pass the checks that every page of it carries.",
        do="It was not replaced. Restore your newest backup; the damaged files are then kept beside it.",
    )


def in_use(path: Path, why: str = "") -> StoreInUse:
    """The message for a file that another program holds."""
    return StoreInUse(
        what=f"The store {path.name} is open in another window or command.",
        why=why,
        do="Close it there first, then try again. Nothing was changed.",
    )


def missing(path: Path) -> StoreMissing:
    """The message for a file that is not where it was looked for."""
    return StoreMissing(
        what=f"There is no store at {path}.",
        why="It may have been moved, renamed, or lie on a disk that is not connected. No new one was made.",
        do="Look for the file, choose another place, or restore a backup.",
    )


def too_new(path: Path) -> StoreTooNew:
    """The message for a file written by a later version of the program."""
    return StoreTooNew(
        what=f"The store {path.name} was last used with a newer version of this program.",
        why="This version does not know all that is in it, so the file was left as it is.",
        do="Start the newer version, or install it on this computer.",
    )


def told(failure: BaseException, path: Path) -> UserCanFix | None:
    """The plain message for a failure of the cipher library; None when it is a fault of ours."""
    if isinstance(failure, OSError):
        return _told_by_system(failure, path)
    if not isinstance(failure, cipher.Error):
        return None
    code = getattr(failure, "sqlite_errorcode", None)
    if code is None:
        # The library gives no code for what it raises itself, such as a known answer that did not come back.
        return damaged(path) if type(failure) is cipher.DatabaseError else None
    # The low byte of an extended result code is the primary one.
    match code & 0xFF:
        case cipher.SQLITE_BUSY | cipher.SQLITE_LOCKED:
            return in_use(path)
        case cipher.SQLITE_CORRUPT | cipher.SQLITE_NOTADB:
            return damaged(path)
        case cipher.SQLITE_FULL:
            return _disk_full(path)
        case cipher.SQLITE_CANTOPEN:
            return _no_access(path) if path.exists() else missing(path)
        case cipher.SQLITE_READONLY:
            return _no_access(path)
        case cipher.SQLITE_IOERR:
            return _disk_fails(path)
    return None


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn failures of the cipher library and the system inside the block into plain messages about `path`."""
    try:
        yield
    except (cipher.Error, OSError) as failure:
        plain = told(failure, path)
        if plain is None:
            raise
        raise plain from failure


def _told_by_system(failure: OSError, path: Path) -> UserCanFix:
    if isinstance(failure, FileNotFoundError):
        return missing(path)
    if isinstance(failure, PermissionError):
        return _no_access(path)
    if failure.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _disk_full(path)
    return _disk_fails(path)


def _disk_full(path: Path) -> UserCanFix:
    return UserCanFix(
        what="The disk is full, so nothing was saved.",
        why=f"{path.name} needs room to write.",
        do="Delete files you no longer need or empty the bin, then try again.",
    )


def _no_access(path: Path) -> UserCanFix:
    return UserCanFix(
        what=f"This computer does not let the program use {path.name}.",
        why="The file or its folder may be read only, or belong to another person on this computer.",
        do="Choose a folder of your own, or ask whoever looks after the computer.",
    )


def _disk_fails(path: Path) -> UserCanFix:
    return UserCanFix(
        what="The disk reported a fault, so nothing was saved.",
        why=f"Reading or writing {path.name} failed.",
        do="Make a backup to another disk, and have this one looked at.",
    )
