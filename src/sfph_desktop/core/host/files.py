"""Writing a file of this computer's own so that a power cut leaves the old one or the new one, never a half."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes, *, for_others: bool = False) -> None:
    """Write `content` to `path` by temporary file, fsync, rename and fsync of the folder.

    The folder is made when it is missing. The file can be read by its owner only, or, with `for_others`, by whoever may
    look into the folder: a sealed or public file that is shared. Raises OSError when the place cannot be written; the
    former file is then untouched.
    """
    temporary = written_beside(path, content, for_others=for_others)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def written_beside(path: Path, content: bytes, *, for_others: bool = False) -> Path:
    """The temporary file, on the disk already, that has but to take the place of `path`. Raises OSError; then none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if for_others:
            with suppress(OSError):  # a stick knows no such rights
                temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be synced (Windows does not)."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
