"""A folder of this computer that is looked into: which one it is, what lies in it, and reading one file of it safely.

Others may write into it, so nothing is believed of a name: links are not followed, and only ordinary files are opened.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from sfph_desktop.core.domain.watching import MOST_ENTRIES, MOST_FILES, FolderLook, Lying, LyingAs
from sfph_desktop.core.host.files import write_atomically

_OPENING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""No link is followed, and opening what is no file (a pipe, say) never waits for anybody."""


class NotAsItLay(Exception):
    """The file is another than the one that was listed: it is looked at again."""


# --- which folder -----------------------------------------------------------------------------------------------------


def _note(store: Path) -> Path:
    """Beside the store, for it belongs to this computer: no backup and no copy of the records carries it on."""
    return store.with_name(f"{store.name}.folder")


def noted_folder(store: Path) -> str:
    """The folder that is looked into for this store on this computer; blank for none."""
    try:
        found = json.loads(_note(store).read_bytes())
        folder = found["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return folder if isinstance(folder, str) and "\0" not in folder else ""


def note_folder(store: Path, folder: str) -> None:
    """Look into this folder from now on; blank: into none. Raises OSError where that cannot be kept."""
    if folder:
        write_atomically(_note(store), json.dumps({"folder": folder}).encode("ascii"))
    else:
        _note(store).unlink(missing_ok=True)


# --- what lies in it --------------------------------------------------------------------------------------------------


def look_into(folder: str, endings: Sequence[str], *, most: int = MOST_FILES) -> FolderLook:
    """What lies in a folder and ends so; nothing is opened, and nothing inside a folder of it is looked at.

    Names that begin with a dot are other programs' own: half-written copies, and what a Mac leaves on a stick.
    """
    files: dict[str, Lying] = {}
    folders, listed, more = 0, 0, False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                listed += 1
                if listed > MOST_ENTRIES or len(files) >= most:
                    more = True
                    break
                if entry.name.startswith("."):
                    continue
                if entry.name.casefold().endswith(tuple(endings)):
                    _put(files, entry)
                elif entry.is_dir(follow_symlinks=False):
                    folders += 1
    except (FileNotFoundError, NotADirectoryError):
        return FolderLook(folder=folder, files={}, gone="It is not there now.")
    except (OSError, ValueError) as failure:
        said = getattr(failure, "strerror", "") or "no reason given"
        return FolderLook(folder=folder, files={}, gone=f"It cannot be looked into. The computer says: {said}.")
    return FolderLook(folder=folder, files=dict(sorted(files.items())), folders=folders, more=more)


def _put(files: dict[str, Lying], entry: os.DirEntry[str]) -> None:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:  # taken away between the list and the look
        return
    files[entry.name] = Lying(
        name=entry.name, size=found.st_size, changed=found.st_mtime_ns, lying_as=_lying_as(found.st_mode)
    )


def _lying_as(mode: int) -> LyingAs:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISLNK(mode):
        return "link"
    return "folder" if stat.S_ISDIR(mode) else "other"


def read_lying(folder: str, lying: Lying) -> bytes:
    """The bytes of a file as it was listed. Raises OSError where it cannot be read, NotAsItLay where it is another."""
    handle = os.open(Path(folder) / lying.name, _OPENING)
    with os.fdopen(handle, "rb") as file:
        _same(handle, lying)
        content = file.read(lying.size + 1)
        _same(handle, lying)
    if len(content) != lying.size:
        raise NotAsItLay
    return content


def _same(handle: int, lying: Lying) -> None:
    found = os.fstat(handle)
    if (_lying_as(found.st_mode), found.st_size, found.st_mtime_ns) != (lying.lying_as, lying.size, lying.changed):
        raise NotAsItLay
