"""A folder that is looked into for files of the network: what lies in it, and what became of each file."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

LyingAs = Literal["file", "link", "folder", "other"]
FolderFate = Literal["taken", "already", "refused", "unread", "new", "others"]
"""`unread` could not be read and is tried again; `new` waits for a person; `others` is none of our business."""

MOST_FILES = 5_000
"""Files of the network that are looked at in one folder."""
MOST_ENTRIES = 50_000
"""Names that are listed in one folder, whatever they are."""
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """One file as it lies in the folder."""

    name: str
    """As the computer spells it: never to be shown or written down as it is; see `shown_name`."""
    size: int
    changed: int
    """When it was last changed, in nanoseconds as the file's own system counts them."""
    lying_as: LyingAs = "file"

    @property
    def stands(self) -> str:
        """Its size and time: while both are the same, it is the same file."""
        return f"{self.lying_as} {self.size} {self.changed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderLook:
    """One look into a folder."""

    folder: str
    files: Mapping[str, Lying]
    """Those whose name ends as it should, by their names."""
    folders: int = 0
    """Folders inside: what lies in them is not looked at."""
    more: bool = False
    """There is more in it than is looked at."""
    gone: str = ""
    """Why it cannot be looked into, in a sentence; blank where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedFile:
    """What became of a file of the folder, so that it is neither judged nor told again."""

    mark: str
    """Stands for the folder and the name."""
    stands: str
    fate: FolderFate
    name: str
    """As it is shown."""
    why: str = ""
    number: int = 0
    """The number of the return or pack, or the version of the definitions."""
    knew: str = ""
    """Stands for what the office knew when it was judged: a refusal is judged again once that is another."""


def mark_of(folder: str, name: str) -> str:
    """What stands for a file of a folder, whatever signs are in its name."""
    return hashlib.sha256(f"{folder}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()


def in_one_line(text: str) -> str:
    """A text of the computer as it can be shown: what moves the line, hides or turns it round stands as a box."""
    return "".join(sign if sign.isprintable() else "\N{WHITE SQUARE}" for sign in text)


def shown_name(name: str) -> str:
    """A file's name as it can be shown in one line, and not too long."""
    clean = in_one_line(name)
    if len(clean) <= _LONGEST:
        return clean
    return f"{clean[: _LONGEST // 2]}…{clean[-_LONGEST // 2 + 1 :]}"


def to_judge(
    before: FolderLook | None, now: FolderLook, known: Mapping[str, RememberedFile], knew: str
) -> Iterator[Lying]:
    """The files to be judged: those that lie still since the look before, and whose fate is not known.

    What is known of a file counts while the file is the same; a refusal, and what waits for a person, while the office
    knows what it knew then. Files that could not be read come last and are tried again and again, each time in another
    order, so that those which can never be read keep none of the others waiting.
    """
    again: list[Lying] = []
    for name, one in now.files.items():
        if before is None or before.files.get(name) != one:
            continue
        there = known.get(mark_of(now.folder, name))
        if there is None or there.stands != one.stands:
            yield one
        elif there.fate == "unread":
            again.append(one)
        elif there.fate in {"refused", "new"} and there.knew != knew:
            yield one
    random.shuffle(again)
    yield from again


def unsettled(before: FolderLook | None, now: FolderLook, known: Mapping[str, RememberedFile]) -> int:
    """How many files are new or still being written."""
    return sum(
        1
        for name, one in now.files.items()
        if (before is None or before.files.get(name) != one)
        and ((there := known.get(mark_of(now.folder, name))) is None or there.stands != one.stands)
    )
