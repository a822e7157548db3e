"""What becomes of the files of the folder that is looked into.

At the desk they are returns, taken in as those that are dropped. A member is told of packs and definitions that came;
taking them in stays the member's own decision.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.network import PACK_ENDING, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.watching import FolderFate, FolderLook, Lying, RememberedFile, mark_of, shown_name
from sfph_desktop.core.usecases.desk_arriving import Arrived
from sfph_desktop.core.usecases.desk_receiving import Checked, ReadyReturns, Received, checked, keep_returns
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_folder import FolderFound, ReadFile, Watching, known_now, look, watching
from sfph_desktop.core.usecases.office import Office

SETTLE = 3.0
"""Seconds between the two looks of the command: a file that is the same at both is not being written."""
MOST_SHOWN = 100
"""Files of one fate that are listed."""
_QUIET = {"already", "others"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTold:
    """What came of one look into the folder."""

    at: Watching
    """With what is known of its files now."""
    told: tuple[RememberedFile, ...] = ()
    """Files whose fate is to be told: never one that was told so before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderNow:
    """What came of looking until nothing new was there."""

    look: FolderLook
    told: tuple[RememberedFile, ...]
    unsettled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A file that came for a member and waits to be taken in."""

    file: str
    """Its name as the computer spells it, in the folder."""
    words: str
    pack: bool


def check(office: Office, at: Watching, found: FolderFound) -> tuple[Checked, ...]:
    """Open and check the returns that were read at a look: the long part, which needs no record; none at a member."""
    return checked(office, [_arrived(one) for one in found.read]) if at.desk else ()


def judge(
    office: Office, at: Watching, found: FolderFound, ready: tuple[Checked, ...] | None = None
) -> Done[FolderTold]:
    """Judge what was read at a look, and remember what became of it. What is right comes in as one change, at the desk.

    `ready`: the returns of this look, checked already (`check`). Raises UserCanFix where the office is none that has
    returns or packs.
    """
    from sfph_desktop.core.store.watched_files import remember

    done: Done[tuple[Received, ...]] = Done(value=())
    fates: list[RememberedFile] = []
    if at.desk:
        ready = check(office, at, found) if ready is None else ready
        done = keep_returns(office, ReadyReturns(checked=ready, given=len(ready)))
        fates = [_of_desk(at, one, fate) for one, fate in zip(found.read, done.value, strict=True)]
    else:
        fates = [_of_member(office, at, one) for one in found.read]
    told = tuple(one for one in fates if one.fate not in _QUIET and _said(at.known.get(one.mark)) != _said(one))
    kept = [one for one in fates if at.known.get(one.mark) != one]
    if kept:
        remember(office.store, kept)
        at = known_now(office, at)
    value, why = FolderTold(at=at, told=told), f"From the folder: {words_of(told)}"
    return Done(value=value, changed=done.changed, unit_id=done.unit_id, why=why)


def look_now(office: Office, *, pause: Callable[[float], None] = time.sleep) -> Done[FolderNow]:
    """Look into the folder until nothing in it is new; for the command. Raises UserCanFix where it is not there."""
    at = watching(office)
    if not at.folder:
        raise UserCanFix(
            what="No folder is looked into yet.", do="Name it: sfph network watch FOLDER. Nothing was changed."
        )
    before = look(at).look
    told: list[RememberedFile] = []
    changed: frozenset[str] = frozenset()
    unit = 0
    pause(SETTLE)
    while True:
        found = look(at, before)
        if found.look.gone:
            raise UserCanFix(what=f"The folder {at.shown}: {found.look.gone}", do="Look again when it is there.")
        if not found.read:
            break
        done = judge(office, at, found)
        at, before = done.value.at, found.look
        told += done.value.told
        changed, unit = changed | done.changed, done.unit_id or unit
    now = FolderNow(look=found.look, told=tuple(told), unsettled=found.unsettled)
    return Done(value=now, changed=changed, unit_id=unit, why=words_of(now.told))


def words_of(files: tuple[RememberedFile, ...]) -> str:
    """How many of each fate: `2 taken in, 1 refused`."""
    counts = Counter[str](one.fate for one in files)
    said = (("taken", "taken in"), ("new", "to take in"), ("refused", "refused"), ("unread", "could not be read"))
    return ", ".join(f"{counts[fate]} {words}" for fate, words in said if counts[fate]) or "nothing new"


def came(office: Office) -> Done[tuple[Received, ...]]:
    """What became of the files of the folder so far, the last ones first, as the fates of files that were dropped."""
    from sfph_desktop.core.store.watched_files import remembered

    with office.reading() as connection:
        every = tuple(one for one in reversed(remembered(connection)) if one.fate != "others")
    shown: list[Received] = []
    for fates in ({"refused", "unread"}, {"taken"}, {"already"}):
        some = [one for one in every if one.fate in fates]
        shown += [_received(one) for one in some[:MOST_SHOWN]]
    left = len(every) - len(shown)
    more = f"; the last {len(shown)} are listed" if left > 0 else ""
    return Done(value=tuple(shown), why=f"{words_of(every)}{more}")


def news(at: Watching, seen: FolderLook | None) -> tuple[News, ...]:
    """What lies in the folder for a member and waits: definitions first, then packs, the oldest first.

    What was judged before something was taken in waits for the next look: it may be what was taken.
    """
    if seen is None or at.desk:
        return ()
    waiting: list[tuple[bool, int, Lying, RememberedFile]] = []
    for name, lying in seen.files.items():
        one = at.known.get(mark_of(seen.folder, name))
        if one is not None and (one.fate, one.stands, one.knew) == ("new", lying.stands, at.knew):
            waiting.append((name.casefold().endswith(PACK_ENDING), one.number, lying, one))
    waiting.sort(key=lambda one: (one[0], one[1], one[2].name))
    return tuple(News(file=lying.name, words=one.why, pack=pack) for pack, _, lying, one in waiting)


# --- at the desk ------------------------------------------------------------------------------------------------------


def _arrived(one: ReadFile) -> Arrived:
    return Arrived(file=shown_name(one.lying.name), sealed=one.content, why=one.why)


def _of_desk(at: Watching, one: ReadFile, fate: Received) -> RememberedFile:
    quarter = read_quarter(fate.quarter) if fate.quarter else None
    whose = f"{fate.member}, {quarter.words}" if quarter else fate.member
    why = fate.why if fate.fate == "refused" else whose
    before = at.known.get(mark_of(at.folder, one.lying.name))
    if fate.fate == "already" and before is not None and before.fate == "taken":
        return _remembered(at, one, "taken", why, fate.sequence)  # touched, or written again: it came from here
    return _remembered(at, one, "unread" if one.unread else fate.fate, why, fate.sequence)


def _received(one: RememberedFile) -> Received:
    if one.fate in {"taken", "already"}:
        return Received(file=one.name, fate="taken" if one.fate == "taken" else "already", why="", member=one.why)
    return Received(file=one.name, fate="refused", why=one.why)


# --- at a member ------------------------------------------------------------------------------------------------------


def _of_member(office: Office, at: Watching, one: ReadFile) -> RememberedFile:
    from sfph_desktop.core.usecases.letters import NotForUs

    if one.why:
        return _remembered(at, one, "unread" if one.unread else "refused", one.why)
    name = shown_name(one.lying.name)
    judged = _pack if one.lying.name.casefold().endswith(PACK_ENDING) else _definitions
    try:
        return _remembered(at, one, *judged(office, one.content, name))
    except NotForUs:
        return _remembered(at, one, "others", "")
    except UserCanFix as failure:
        return _remembered(at, one, "refused", f"{failure.what} {failure.why}".strip())


def _pack(office: Office, content: bytes, name: str) -> tuple[FolderFate, str, int]:
    from sfph_desktop.core.usecases.benchmarks import look_at_pack

    pack, there = look_at_pack(office, content, name)
    return "already" if there else "new", f"The pack for {pack.quarter.words}", pack.sequence


def _definitions(office: Office, content: bytes, name: str) -> tuple[FolderFate, str, int]:
    """A later version is told; one by a key that nobody has accepted too, with what that means."""
    from sfph_desktop.core.usecases.network_joining import look_into_read
    from sfph_desktop.core.usecases.network_known import desk_in, taken_of
    from sfph_desktop.core.usecases.signing_keys import own_key

    found = look_into_read(content, name).definitions
    called = f"Version {found.version} of the questions of {found.network}"
    if found.desk_key == own_key(office).public_key:
        return "others", "", 0
    with office.reading() as connection:
        desk = desk_in(connection)
        taken = taken_of(connection, desk) if desk is not None else ()
    if desk is None:
        return "new", f"{called}: you are in no network yet", found.version
    if desk.public_key != found.desk_key:
        if folded(desk.network) != folded(found.network):
            return "refused", f"It is of {found.network}, and you are a member of {desk.network}.", 0
        return "new", f"{called}, signed with a key that you have not accepted: ring them first", found.version
    if hashlib.sha256(content).hexdigest() in {one.digest for one in taken}:
        return "already", called, found.version
    if taken and found.version <= taken[-1].version:
        return "others", "", found.version
    return "new", called, found.version


def _remembered(at: Watching, one: ReadFile, fate: FolderFate, why: str, number: int = 0) -> RememberedFile:
    return RememberedFile(
        mark=mark_of(at.folder, one.lying.name),
        stands=one.lying.stands,
        fate=fate,
        name=shown_name(one.lying.name),
        why=why,
        number=number,
        knew=at.knew,
    )


def _said(one: RememberedFile | None) -> tuple[str, str] | None:
    return None if one is None else (one.fate, one.why)
