"""Returns as they come to the desk: opened, checked, and taken in or refused, each with its reason.

Whatever is refused changes nothing; the very same file again changes nothing. Returns that are given together are
checked together by the confined child, and what is right of them comes in as one change that can be undone.

What needs no record of others (opening, the confined child, the signature) may be done beside the records; what depends
on what is kept (who sent it, for which questions, in which order) is judged in the unit of work that takes it in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sfph_desktop.core.domain.desks import Member, MemberKey, ReceivedReturn, ReturnContent, counting
from sfph_desktop.core.domain.network import RETURN_ENDING, Definitions, IndicatorKind, Return, ReturnCell
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Stopped, UserCanFix
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.domain.watching import shown_name
from sfph_desktop.core.usecases.desk import issued_in, read_issued
from sfph_desktop.core.usecases.desk_arriving import Arrived, arrived, files_of, size_of
from sfph_desktop.core.usecases.desk_members import keys_in, members_in
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_return import checked_return
from sfph_desktop.core.usecases.network_role import require_desk
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import own_key, own_secrets

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

Fate = Literal["taken", "already", "refused"]
TOGETHER = 50
"""Returns that are checked and taken in together."""
_ANEW = "Ask whoever sent it to send it once more, made for this network."
MOST_HELD = 200_000_000
"""Bytes of returns that are held between checking and taking in: a thousand real ones have a tenth of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one file."""

    file: str
    fate: Fate
    why: str
    member: str = ""
    quarter: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A return that is whole and signed by the key it names; whose key that is was not looked at."""

    content: Return
    whole: bytes
    """The opened container."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file that was opened and checked as far as that needs no record; nothing is kept of it yet."""

    file: str
    found: Sound | str
    """Or why it cannot be taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReturns:
    """Returns that were checked beside the records, in the order they were given."""

    checked: tuple[Checked, ...]
    given: int
    """How many files there were: more than were checked where they are too large to be held together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What the desk knows when a return comes; `newest` and `digests` grow as returns are taken in."""

    key: str
    keys: Mapping[str, MemberKey]
    members: dict[int, Member]
    definitions: Sequence[Definitions]
    newest: dict[tuple[int, str], ReceivedReturn]
    """By member and quarter the one that counts: the last that came (`desks.counting`), whatever key it bears."""
    digests: dict[str, ReceivedReturn]
    numbers: dict[tuple[int, int], ReceivedReturn]
    """By key and number."""


@dataclass(slots=True)
class _Tally:
    received: list[Received] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    unit: int = 0


def receive(office: Office, files: Sequence[Path], *, progress: Progress = silent) -> Done[tuple[Received, ...]]:
    """Take returns in; a folder stands for the returns in it. What became of each, in the order they were given.

    Stopped between two lots of files, it tells of those it had looked at by then: they stay as they are told.
    Raises UserCanFix when this is no desk, or when nothing was given.
    """
    every = _every(office, files)
    from sfph_desktop.core.interchange.returns_in import lots

    tally = _Tally()
    for lot in lots([size_of(file) for file in every], TOGETHER):
        try:
            progress(lot.start, len(every), "checking returns")
        except Stopped:
            if not tally.received:
                raise
            break  # what came in so far stays, and is told
        _take(office, checked(office, [arrived(file) for file in every[lot.start : lot.stop]]), tally)
    return _told(tally, len(every), "stopped before the other")


def prepare_returns(office: Office, files: Sequence[Path], *, progress: Progress = silent) -> ReadyReturns:
    """Open and check returns; nothing is kept, so it may run beside other work and be stopped anywhere.

    Files and errors as `receive` has them. What is larger together than MOST_HELD is left for another time.
    """
    every = _every(office, files)
    from sfph_desktop.core.interchange.returns_in import lots

    found: list[Checked] = []
    held = 0
    for lot in lots([size_of(file) for file in every], TOGETHER):
        progress(lot.start, len(every), "checking returns")
        found += checked(office, [arrived(file) for file in every[lot.start : lot.stop]])
        held += sum(len(one.found.whole) for one in found[lot.start :] if isinstance(one.found, Sound))
        if held > MOST_HELD:
            break
    return ReadyReturns(checked=tuple(found), given=len(every))


def keep_returns(office: Office, ready: ReadyReturns) -> Done[tuple[Received, ...]]:
    """Take in what was checked, as one change; short, and in order with whatever else writes.

    Who sent it and in which order it comes is judged by what is kept now. Raises UserCanFix when this is no desk.
    """
    require_desk(office)
    tally = _Tally()
    _take(office, ready.checked, tally)
    return _told(tally, ready.given, "too large to be taken in together, so give these again: the last")


def _every(office: Office, files: Sequence[Path]) -> list[Path]:
    require_desk(office)
    every = [one for file in files for one in files_of(file)]
    if not every:
        raise UserCanFix(
            what="There is no return to take in.",
            do=f"Give files that end in {RETURN_ENDING}, or the folder they are in.",
        )
    return every


def _told(tally: _Tally, given: int, left_words: str) -> Done[tuple[Received, ...]]:
    taken = sum(1 for one in tally.received if one.fate == "taken")
    refused = sum(1 for one in tally.received if one.fate == "refused")
    told = f"{taken} of {given} taken in" + (f", {refused} refused" if refused else "")
    if left := given - len(tally.received):
        told = f"{told}; {left_words} {left}"
    return Done(value=tuple(tally.received), changed=frozenset(tally.changed), unit_id=tally.unit, why=told)


def checked(office: Office, files: Sequence[Arrived]) -> tuple[Checked, ...]:
    """Files opened, read by the confined child and checked against the key each of them names."""
    from sfph_desktop.core.interchange.returns_in import whole_ones

    secret = own_secrets(office)[1]
    opened = [one.why or _opened(one.sealed, secret) for one in files]
    sound = iter(
        whole_ones([(one.file, whole) for one, whole in zip(files, opened, strict=True) if isinstance(whole, bytes)])
    )
    return tuple(
        Checked(file=one.file, found=whole if isinstance(whole, str) else next(sound) or _signed(one.file, whole))
        for one, whole in zip(files, opened, strict=True)
    )


def _signed(file: str, whole: bytes) -> Sound | str:
    from sfph_desktop.core.interchange.caps import Refused
    from sfph_desktop.core.interchange.return_file import read_container

    try:
        content, cids, signature = read_container(whole)
        checked_return(content, cids, signature, whole, file)
    except (Refused, UserCanFix) as refused:
        return _why(refused)
    return Sound(content=content, whole=whole)


def _why(refused: Exception) -> str:
    if not isinstance(refused, UserCanFix):
        return str(refused)
    return " ".join(part for part in (refused.what, refused.why, refused.do) if part)


def _take(office: Office, files: Sequence[Checked], tally: _Tally) -> None:
    """Some files together: what is right of them in one unit of work."""
    with office.writing("Took in returns") as unit:
        desk = _desk(office, unit.connection)
        fates = [_one(office, unit, desk, one) for one in files]
        taken = sum(1 for one in fates if one.fate == "taken")
        unit.why = f"Took in {taken} {'return' if taken == 1 else 'returns'} of members"
    tally.received += fates
    tally.changed |= unit.changed
    tally.unit = unit.id if unit.changed else tally.unit


def _opened(sealed: bytes, secret: str) -> bytes | str:
    """The opened container of a sealed file, or why it cannot be opened."""
    from sfph_desktop.core.store import sealing

    whole = sealing.opened(sealed, secret)
    return f"{sealing.why_unopened(sealed, secret)} {_ANEW}" if whole is None else whole


def _desk(office: Office, connection: Connection) -> _Desk:
    from sfph_desktop.core.store.queries.values import values_of

    received: tuple[ReceivedReturn, ...] = values_of(connection, "desk_returns")
    return _Desk(
        key=own_key(office).public_key,
        keys={one.public_key: one for one in keys_in(connection)},
        members={one.id: one for one in members_in(connection)},
        definitions=tuple(read_issued(one) for one in issued_in(connection)),
        newest={(one.member_id, one.quarter): one for one in counting(received)},
        digests={one.digest: one for one in received},
        numbers={(one.key_id, one.sequence): one for one in received},
    )


def _one(office: Office, unit: Unit, desk: _Desk, checked: Checked) -> Received:
    """One file's fate, by what is kept now; what is right is added to the unit."""
    file, found = checked.file, checked.found
    if isinstance(found, str):
        return Received(file=file, fate="refused", why=found)
    content = found.content
    try:
        key, member = _sender(desk, content)
        _meant_for_us(office, desk, content, member)
        there = desk.digests.get(hashlib.sha256(found.whole).hexdigest())
        if there is None:
            _in_order(desk, content, key, member)
    except UserCanFix as refused:
        return Received(file=file, fate="refused", why=_why(refused))
    told = {"member": member.name, "quarter": str(content.quarter), "sequence": content.sequence}
    if there is not None:
        return Received(file=file, fate="already", why="It was taken in before: nothing changed.", **told)  # type: ignore[arg-type]
    _add(office, unit, desk, file, content, found.whole, key, member)
    return Received(file=file, fate="taken", why="Taken in.", **told)  # type: ignore[arg-type]


def _add(
    office: Office, unit: Unit, desk: _Desk, file: str, content: Return, whole: bytes, key: MemberKey, member: Member
) -> None:
    made = ReceivedReturn(
        member_id=member.id,
        key_id=key.id,
        quarter=str(content.quarter),
        sequence=content.sequence,
        definitions=content.definitions,
        digest=hashlib.sha256(whole).hexdigest(),
        file=file[:200],
        received_on=office.clock.today(),
        sample=content.sample,
    )
    made = replace(made, id=unit.add("desk_returns", made))
    unit.add("desk_return_contents", ReturnContent(return_id=made.id, content=whole))
    newest = max((one.quarter for one in desk.newest.values() if one.member_id == member.id), default="")
    if str(content.quarter) >= newest:
        now = _told_of(member, content)
        if now != desk.members[member.id]:
            unit.change("desk_members", now)
            desk.members[member.id] = now
    desk.newest[member.id, str(content.quarter)] = made
    desk.digests[made.digest] = made
    desk.numbers[key.id, made.sequence] = made


def _told_of(member: Member, content: Return) -> Member:
    """The member with what its own return says of it; its name stays as the desk knows it."""
    said = {one.field: one.value for one in content.organisation if not one.qualifier}
    year = said.get("established", "")
    return replace(
        member,
        legal_form=said.get("legal_form", member.legal_form),
        council=said.get("area", member.council),
        health_board=said.get("health_board", member.health_board),
        client_groups=said.get("client_groups", member.client_groups),
        established=int(year) if year.isdecimal() and len(year) == 4 else member.established,
    )


# --- the checks -------------------------------------------------------------------------------------------------------


def _sender(desk: _Desk, content: Return) -> tuple[MemberKey, Member]:
    key = desk.keys.get(content.member_key)
    if key is None:
        raise UserCanFix(
            what=f"It was signed by nobody who is a member. It says that it comes from {content.member}.",
            do="If they are a member, take them on by their key file and the fingerprint they read out.",
        )
    member = desk.members[key.member_id]
    if key.retired_on is not None:
        raise UserCanFix(
            what=f"It was signed with a key of {member.name} that was retired on {said_day(key.retired_on)}.",
            do="Take in the file of their new key, and ask for the return made anew with it.",
        )
    if member.left_on is not None:
        raise UserCanFix(
            what=f"{member.name} left the network on {said_day(member.left_on)}.",
            do="Where they have come back, take them on again by their key file.",
        )
    return key, member


def _meant_for_us(office: Office, desk: _Desk, content: Return, member: Member) -> None:
    if content.desk_key != desk.key:
        raise UserCanFix(
            what=f"{member.name} made it for another desk ({content.network}).",
            why="The desk may have had another key then; the member must take the present questions in.",
            do="",
        )
    if content.quarter.period.end >= office.clock.today():
        raise UserCanFix(
            what=f"It tells of a quarter that has not ended yet ({content.quarter.words}).",
            do="Ask for it once the quarter is over, and look whether the date of this computer is right.",
        )
    _by_definitions(desk, content)


def _by_definitions(desk: _Desk, content: Return) -> None:
    """The version for that quarter, or the one before it: a version may come while a member is still counting."""
    begun = [one for one in desk.definitions if one.first_quarter <= content.quarter]
    right = max((one.version for one in begun), default=None)
    known = [one.version for one in desk.definitions]
    if content.definitions not in known:
        raise UserCanFix(
            what=f"It answers version {content.definitions} of the questions, which this desk never issued.",
            do="Send them the present questions, and ask for the return made anew.",
        )
    if right is None:
        raise UserCanFix(
            what=f"Nothing was asked for {content.quarter.words}.",
            why="The questions begin later.",
            do="Ask for the return of a later quarter.",
        )
    if content.definitions not in {right, right - 1}:
        raise UserCanFix(
            what=f"It answers version {content.definitions} of the questions; for {content.quarter.words} "
            f"it is {right}.",
            why="The member must take the present questions in and make the return anew.",
            do="",
        )
    asked = next(one for one in desk.definitions if one.version == content.definitions)
    kinds = {one.id: one.kind for one in asked.indicators}
    wrong = next((cell.indicator for cell in content.cells if not _possible(cell, kinds.get(cell.indicator))), None)
    if wrong is not None:
        raise UserCanFix(
            what=f"It has a figure for '{shown_name(wrong)}' that cannot be: parts of people, or more than there are.",
            why="This program writes none like it: it was made by something else.",
            do="",
        )


def _possible(cell: ReturnCell, kind: IndicatorKind | None) -> bool:
    """Whether a count is a whole number of people, and a share no more of them than there are."""
    if kind not in {"count", "share"} or cell.value is None:
        return True
    whole = cell.value == cell.value.to_integral_value() and cell.value >= 0
    return whole and (kind == "count" or cell.n is None or cell.value <= cell.n)


def _in_order(desk: _Desk, content: Return, key: MemberKey, member: Member) -> None:
    same = desk.numbers.get((key.id, content.sequence))
    if same is not None:
        raise UserCanFix(
            what=f"It bears number {content.sequence}, and another return of {member.name} with that number is here.",
            why=f"That one told of {same.quarter}. The member's store may have been brought back from a backup. "
            f"{_tell(desk, key)}",
            do="",
        )
    newest = desk.newest.get((member.id, str(content.quarter)))
    if newest is not None and newest.key_id == key.id and content.sequence < newest.sequence:
        raise UserCanFix(
            what=f"It is number {content.sequence}, and number {newest.sequence} of the same quarter is here already.",
            why=f"An older return does not take a newer one's place. {_tell(desk, key)}",
            do="",
        )


def _tell(desk: _Desk, key: MemberKey) -> str:
    """The way out for a member whose store was brought back from a backup."""
    highest = max((number for of, number in desk.numbers if of == key.id), default=0)
    return (
        f"Tell them that {highest} is the highest number of theirs here. Under Network they bring back the returns "
        f"they sent, or, where those are lost, carry on after number {highest}."
    )
