"""Writing so that a power cut leaves the old file or the new one: temporary file, fsync, rename, folder fsync."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def temporary_beside(path: Path) -> Path:
    """An empty file with a name of its own in the folder of `path`, readable by its owner only.

    The folder is made when it is missing. Raises OSError when the place cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    return Path(name)


@contextmanager
def temporary(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that is gone afterwards, whatever happens, with journals left beside it."""
    name = temporary_beside(path)
    try:
        yield name
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{name}{suffix}").unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Remove temporary files of `path`, and of what belongs to it, that a killed program left beside it."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp*"):
        with suppress(OSError):
            left.unlink()


def write_durably(path: Path, content: bytes) -> None:
    """Write `content` to `path` whole; raises OSError, and the former file is then untouched."""
    with temporary(path) as name:
        name.write_bytes(content)
        move_durably(name, path)


def move_durably(source: Path, target: Path) -> None:
    """Put `source` in the place of `target` in one step that outlives a power cut; both in one folder."""
    sync_file(source)
    source.replace(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Have the system write what it holds of a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the system write the names of a folder to the disk, where it lets us (Windows does not)."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
