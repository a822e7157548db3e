"""One writer at a time: a lock file beside the store.

The system's own lock on that file says whether anybody holds it, and lets go by itself when a process dies, so that a
crash needs no question at the next start and two starts at the same moment have one winner. The file's content says
who holds it, and keeps a store safe that another computer reaches through a share: a lock from there is never cleared.
"""

from __future__ import annotations

import errno
import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store.troubles import in_use

_LOCKED_BYTE = 1 << 20
"""Windows locks a range of bytes and lets nobody read it; this one lies behind the content."""
_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


def lock_path(store: Path) -> Path:
    """The lock file of a store."""
    return store.with_name(f"{store.name}.lock")


@dataclass(frozen=True, slots=True)
class StoreLock:
    """A store held by this process until `release`."""

    store: Path
    file: IO[bytes]

    def release(self) -> None:
        """Let go. The empty file stays: removing it would let two starts each hold a file of their own."""
        if self.file.closed:
            return
        self.file.seek(0)
        self.file.truncate()
        _unlock(self.file)
        self.file.close()


def this_computer() -> str:
    """A name for this computer that a change of its network name does not change, where the system has one."""
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip() or platform.node()
    except (OSError, UnicodeDecodeError):
        return platform.node()


def hold(store: Path) -> StoreLock:
    """Hold a store, or raise StoreInUse when another process or another computer does.

    Raises UserCanFix when the place cannot keep locks, and OSError when it cannot be written.
    """
    store.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(lock_path(store), os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    file = os.fdopen(handle, "r+b", buffering=0)
    try:
        _lock(store, file)
        _refuse_other_computer(store, file)
        me = {"computer": this_computer(), "name": platform.node(), "process": os.getpid()}
        file.seek(0)
        file.truncate()
        file.write(json.dumps(me).encode())
    except BaseException:
        file.close()
        raise
    return StoreLock(store, file)


def _refuse_other_computer(store: Path, file: IO[bytes]) -> None:
    holder = _holder(file)
    if holder and holder["computer"] != this_computer():
        raise in_use(
            store,
            f"It is held by the computer {holder['name']}. If that computer no longer has it open, delete the file "
            f"{lock_path(store).name}.",
        )


def _holder(file: IO[bytes]) -> dict[str, str]:
    """Who the content names; empty when nobody, or when a crash left half of it."""
    file.seek(0)
    try:
        found = json.loads(file.read(4096))
        return {"computer": str(found["computer"]), "name": str(found["name"]), "process": str(found["process"])}
    except (ValueError, KeyError, TypeError):
        return {}


def _lock(store: Path, file: IO[bytes]) -> None:
    try:
        _lock_without_waiting(file)
    except OSError as failure:
        if failure.errno in _HELD_ELSEWHERE:
            holder = _holder(file)
            raise in_use(store, f"Process {holder['process']} has it." if holder else "") from None
        raise UserCanFix(
            what=f"The folder of {store.name} cannot keep a store safe.",
            why="Its disk does not let a program hold a file for itself.",
            do="Keep the store on this computer's own disk.",
        ) from failure


if os.name == "nt":
    import msvcrt

    def _lock_without_waiting(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _lock_without_waiting(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
