"""Pack the built folder into one file that can be handed on, with the checksum that it is known by."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import tarfile
from pathlib import Path

_AT_ONCE = 1 << 20
_FASTER = 3
"""How hard xz tries: so it takes one core three minutes, and 486 MB come to 155; harder takes longer still."""


def archived(folder: Path, version: str) -> Path:
    """The built folder as one archive beside it, `.zip` on Windows and else `.tar.xz`; its checksum in SHA256SUMS."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    name = f"sfph-desktop-{version}-{system}-{platform.machine().lower()}"
    made = _zipped(folder, name) if os.name == "nt" else _packed(folder, name)
    sums = folder.parent / "SHA256SUMS"
    # As `sha256sum -c SHA256SUMS` reads it, with the end of line that it wants on every system.
    sums.write_bytes(f"{checksum(made)}  {made.name}\n".encode())
    return made


def checksum(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while part := stream.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _packed(folder: Path, name: str) -> Path:
    made = folder.with_name(f"{name}.tar.xz")
    with tarfile.open(made, "w:xz", preset=_FASTER) as archive:
        archive.add(folder, arcname=name, filter=_of_nobody)
    return made


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the name of whoever built it; everybody may read it, whatever the builder's own files are like."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    if not entry.issym():
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def _zipped(folder: Path, name: str) -> Path:
    inside = folder.rename(folder.with_name(name))  # what is unpacked should say which version it is
    try:
        return Path(shutil.make_archive(str(folder.with_name(name)), "zip", folder.parent, name))
    finally:
        inside.rename(folder)
