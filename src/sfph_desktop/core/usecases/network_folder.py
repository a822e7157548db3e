"""A folder that is looked into for the network's files: returns at the desk; packs and definitions at a member.

Listing and reading need no records (`look`), so that a slow drive keeps nobody waiting; what was read is judged in the
office (`folder_fates.judge`). Nothing in the folder is ever moved, changed or deleted. Which folder it is belongs to
this computer and is kept beside the store; what became of its files is kept in the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.network import DEFINITIONS_ENDING, PACK_ENDING, RETURN_ENDING, Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.watching import (
    FolderLook,
    Lying,
    RememberedFile,
    in_one_line,
    mark_of,
    shown_name,
    to_judge,
    unsettled,
)
from sfph_desktop.core.host import watched
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_role import is_desk
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

MOST_AT_ONCE = 50
"""Files that are read at one look: the others wait for the next, so that other work comes in between."""
MOST_BYTES = 32 * 2**20
_AT_DESK = (RETURN_ENDING,)
_AT_MEMBER = (PACK_ENDING, DEFINITIONS_ENDING)
_NO_FILE = {
    "link": "It is a link to another place. Put the file itself into the folder.",
    "folder": "It is a folder, not a file.",
    "other": "It is no ordinary file.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """The folder that is looked into, and what is known of its files."""

    folder: str = ""
    """Blank: none is looked into."""
    desk: bool = False
    known: Mapping[str, RememberedFile] = field(default_factory=dict)
    """By mark."""
    knew: str = ""
    """Stands for what the office knows now."""

    @property
    def shown(self) -> str:
        """The folder as it can be shown in one line."""
        return in_one_line(self.folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file of the folder that lies still, read; or why it was not."""

    lying: Lying
    content: bytes = b""
    why: str = ""
    unread: bool = False
    """It could not be read this time; it may be the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFound:
    """One look: what lies in the folder, and what of it is to be judged now."""

    look: FolderLook
    read: tuple[ReadFile, ...] = ()
    unsettled: int = 0
    """Files that are new or still being written: the next look tells."""
    waiting: int = 0
    """Files that lie still and wait for the next look, because so many came at once."""


# --- which folder -----------------------------------------------------------------------------------------------------


def watching(office: Office) -> Watching:
    """The folder that is looked into, and what is known of its files; light where there is none."""
    folder = watched.noted_folder(office.store.path)
    if not folder:
        return Watching()
    return known_now(office, Watching(folder=folder, desk=is_desk(office)))


def known_now(office: Office, before: Watching) -> Watching:
    """The same with what is known of its files now."""
    from sfph_desktop.core.store.watched_files import remembered

    with office.reading() as connection:
        known = {one.mark: one for one in remembered(connection)}
        return replace(before, known=known, knew=_knew(office, connection, before.desk))


def watch_folder(office: Office, folder: Path) -> Done[Watching]:
    """Look into this folder from now on, whatever lies in it by then. Raises UserCanFix where it is none."""
    from sfph_desktop.core.store.watched_files import forget_all

    if not folder.is_dir():
        raise UserCanFix(
            what=f"There is no folder {shown_name(str(folder))}.",
            do="Give a folder that is there: a shared one, one that syncs, or one of a memory stick.",
        )
    place = str(folder.absolute())
    if place != watched.noted_folder(office.store.path):
        forget_all(office.store)
        _note(office, place)
    found = watching(office)
    return Done(value=found, why=f"The folder {found.shown} is looked into")


def watch_no_more(office: Office) -> Done[str]:
    """Look into no folder any more; what came from it stays, and what lies in it stays."""
    from sfph_desktop.core.store.watched_files import forget_all

    before = watched.noted_folder(office.store.path)
    _note(office, "")
    forget_all(office.store)
    return Done(value=before, why="No folder is looked into any more" if before else "No folder was looked into")


def _note(office: Office, folder: str) -> None:
    try:
        watched.note_folder(office.store.path, folder)
    except OSError as failure:
        raise UserCanFix(
            what="It could not be kept which folder is looked into.",
            why=failure.strerror or "The folder of the records cannot be written.",
            do="Check that the disk is not full.",
        ) from None


def _knew(office: Office, connection: Connection, desk: bool) -> str:
    """What stands for all that a refusal may have been for the lack of, and a waiting file may have become of."""
    from sfph_desktop.core.store.queries.values import values_of
    from sfph_desktop.core.usecases.desk_quarter import last_quarter

    parts: list[object] = [str(last_quarter(office))]
    if desk:
        parts += [(one.id, one.left_on) for one in values_of(connection, "desk_members")]
        parts += [(one.public_key, one.retired_on) for one in values_of(connection, "desk_keys")]
        parts += [(one.version, one.digest) for one in values_of(connection, "desk_definitions")]
    else:
        parts += [(one.public_key, one.left_on) for one in values_of(connection, "network_desks")]
        parts += [(one.desk_id, one.digest) for one in values_of(connection, "network_definitions")]
        parts += [(one.desk_id, one.digest) for one in values_of(connection, "network_packs")]
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# --- one look ---------------------------------------------------------------------------------------------------------


def look(at: Watching, before: FolderLook | None = None) -> FolderFound:
    """List the folder and read what is to be judged now; no record is needed for it, and none is touched.

    A file counts once it has lain still since the look `before`.
    """
    now = watched.look_into(at.folder, _AT_DESK if at.desk else _AT_MEMBER)
    if now.gone:
        return FolderFound(look=now)
    wanted = list(to_judge(before, now, at.known, at.knew))
    read: list[ReadFile] = []
    tried = size = 0
    for one in wanted:
        if tried >= MOST_AT_ONCE or (read and size + one.size > MOST_BYTES):
            break
        tried += 1
        found = _read(at.folder, one)
        if found is not None and not _known_unread(at, found):
            read.append(found)
            size += len(found.content)
    waits = unsettled(before, now, at.known)
    return FolderFound(look=now, read=tuple(read), unsettled=waits, waiting=len(wanted) - tried)


def _known_unread(at: Watching, found: ReadFile) -> bool:
    """Whether a file could not be read once more: that was said before."""
    there = at.known.get(mark_of(at.folder, found.lying.name))
    return found.unread and there is not None and there.fate == "unread" and there.stands == found.lying.stands


def _read(folder: str, one: Lying) -> ReadFile | None:
    """A file read; None where it is another by now."""
    if one.lying_as != "file":
        return ReadFile(lying=one, why=_NO_FILE[one.lying_as])
    largest, called = _largest(one.name)
    if one.size > largest:
        size = f"{largest // 2**20} MB" if largest >= 2**20 else f"{largest // 2**10} kB"
        return ReadFile(lying=one, why=f"It is larger than {size}: no {called} is.")
    try:
        return ReadFile(lying=one, content=watched.read_lying(folder, one))
    except watched.NotAsItLay:
        return None
    except OSError as failure:
        said = failure.strerror or "no reason given"
        return ReadFile(lying=one, why=f"It could not be read yet. The computer says: {said}.", unread=True)


def _largest(name: str) -> tuple[int, str]:
    """How large a file may be before it is read, and what such a file is called."""
    from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
    from sfph_desktop.core.interchange.pack_file import PACK
    from sfph_desktop.core.interchange.return_file import LARGEST
    from sfph_desktop.core.usecases.letters import OVERHEAD

    if name.casefold().endswith(RETURN_ENDING):
        return LARGEST, "return"
    if name.casefold().endswith(PACK_ENDING):
        return PACK.largest + OVERHEAD, "pack"
    return DEFINITIONS.largest, "file with a network's definitions"


# --- where a return goes ----------------------------------------------------------------------------------------------


def require_there(folder: Path) -> None:
    """Raises UserCanFix where a folder is not there now: made anew, it would be where no stick and no share is."""
    if not folder.is_dir():
        raise UserCanFix(
            what=f"The folder {shown_name(str(folder))} is not there now.",
            do="Put the stick in or connect to it again, or say another place. Nothing was written.",
        )


def return_place(office: Office, quarter: Quarter) -> Path | None:
    """Where a return goes unless somebody says otherwise: the folder, under our own name; None while there is none.

    A later return for the same quarter takes the place of the earlier there, as it does at the desk. Raises UserCanFix
    where the folder is not there now.
    """
    from sfph_desktop.core.usecases.network_profile import profile_told

    folder = watched.noted_folder(office.store.path)
    if not folder:
        return None
    require_there(Path(folder))
    return Path(folder) / f"{return_name(profile_told(office).member_name, str(quarter))}{RETURN_ENDING}"


def return_name(member: str, quarter: str) -> str:
    """The name of a return's file, without its ending, in a folder where other members put theirs too.

    A name that is not told whole has four signs besides that stand for all of it: what another member's differs by may
    be just what was left out, and then one return would take the other's place.
    """
    whole = " ".join(member.split())
    clean = " ".join("".join(sign if sign.isalnum() or sign in " -" else " " for sign in whole).split())[:60].strip()
    told = clean if clean == whole else f"{clean or 'return'} {hashlib.sha256(whole.encode()).hexdigest()[:4]}"
    return f"{told or 'return'} {quarter}"
