"""Files that are given to the desk as returns: which they are, and their bytes; what they say is another matter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sfph_desktop.core.domain.network import RETURN_ENDING
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.watching import shown_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A file that has been read: its bytes, or why they cannot be had."""

    file: str
    """Its name as it is shown."""
    sealed: bytes = b""
    why: str = ""


def size_of(file: Path) -> int:
    """How large a file is; 0 where that cannot be said."""
    try:
        return file.stat().st_size
    except OSError:  # why it cannot be read is told where it is read
        return 0


def arrived(file: Path) -> Arrived:
    """A file read, or why it cannot be."""
    from sfph_desktop.core.interchange.returns_in import read_sealed_bytes

    try:
        return Arrived(file=shown_name(file.name), sealed=read_sealed_bytes(file))
    except UserCanFix as refused:
        return Arrived(file=shown_name(file.name), why=refused.why or refused.what)


def files_of(given: Path) -> list[Path]:
    """What was given; of a folder the returns in it, as the folder that is looked into has them (`host.watched`).

    Raises UserCanFix where the folder cannot be read.
    """
    if not given.is_dir():
        return [given]
    try:
        return sorted(one for one in given.iterdir() if _return_there(one))
    except OSError as failure:
        raise UserCanFix(
            what=f"The folder {shown_name(given.name)} cannot be looked into.",
            why=f"The computer says: {failure.strerror or 'no reason given'}.",
            do="Give the files themselves, or copy them to another folder first. Nothing was changed.",
        ) from None


def _return_there(one: Path) -> bool:
    """A stick may have its names in capitals; names that begin with a dot are other programs' own."""
    return one.name.casefold().endswith(RETURN_ENDING) and not one.name.startswith(".") and one.is_file()
