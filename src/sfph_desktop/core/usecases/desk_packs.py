"""The desk's packs: one for each member, signed and sealed for it: its benchmark, and the library of good practice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import MadePack, Member, MemberKey, PackContent, PracticeCardKept, live_key
from sfph_desktop.core.domain.network import PACK_ENDING, Benchmark, Pack, PracticeCard, Quarter
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.benchmarks import PURPOSE
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.files_out import FilesOut, files_out
from sfph_desktop.core.usecases.letters import closed
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPack:
    """A pack that was written for a member, or why none was."""

    member: str
    file: Path | None
    benchmarks: int = 0
    """How many lines of it tell something."""
    cards: int = 0
    why_not: str = ""


def make_packs(
    office: Office,
    quarter: Quarter,
    benchmarks: Mapping[int, tuple[Benchmark, ...]],
    definitions: int,
    folder: Path,
    *,
    sample: bool = False,
    progress: Progress = silent,
    first: Callable[[Unit], None] | None = None,
    also: Callable[[Unit, FilesOut], None] | None = None,
) -> Done[tuple[WrittenPack, ...]]:
    """Write a pack for each member into a folder; `benchmarks` by the member's id, `sample`: of invented records.

    What leaves with them is added and written down by `also`, in the same unit of work; `first` may refuse before it
    begins.

    The same content for the same member is the same file again, to the byte, with the number it had. Raises UserCanFix
    where the folder cannot be written to: then no pack is noted, and none is left in the folder.
    """
    from sfph_desktop.core.store.queries.values import values_of

    key, info = own_key(office), office.info()
    written: list[WrittenPack] = []
    with files_out() as files, office.writing(f"Made the packs for {quarter}") as unit:
        if first is not None:
            first(unit)
        members: tuple[Member, ...] = values_of(unit.connection, "desk_members")
        keys: tuple[MemberKey, ...] = values_of(unit.connection, "desk_keys")
        cards = _cards(values_of(unit.connection, "desk_cards"))
        before: dict[int, list[MadePack]] = {}
        for made in values_of(unit.connection, "desk_packs"):
            before.setdefault(made.member_id, []).append(made)
        names: set[str] = set()
        wanted = [one for one in members if one.left_on is None]
        for done, member in enumerate(wanted):
            progress(done, len(wanted), f"the pack for {member.name}")
            live = live_key(keys, member.id)
            if live is None:
                written.append(
                    WrittenPack(member=member.name, file=None, why_not="Its keys were retired; no newer ones.")
                )
                continue
            pack = Pack(
                network=info.name,
                desk_key=key.public_key,
                member_key=live.public_key,
                definitions=definitions,
                quarter=quarter,
                sequence=0,
                benchmarks=benchmarks.get(member.id, ()),
                cards=cards,
                sample=sample or info.sample,
            )
            content = _kept(office, unit, before.get(member.id, []), member, live, pack)
            out = folder / f"{_named(member, names)}-{quarter}{PACK_ENDING}"
            files.add(out, content)
            telling = sum(1 for one in pack.benchmarks if not one.hidden)
            written.append(WrittenPack(member=member.name, file=out, benchmarks=telling, cards=len(cards)))
        if also is not None and written:
            also(unit, files)
        files.place()
    if not written:
        raise UserCanFix(what="The network has no members yet.", do="Add them by their key files first.")
    made = sum(1 for one in written if one.file)
    said = "pack is" if made == 1 else "packs are"
    return saved(unit, tuple(written), f"{made} {said} written for {quarter.words}")


def _kept(office: Office, unit: Unit, before: list[MadePack], member: Member, key: MemberKey, pack: Pack) -> bytes:
    """The sealed file: that of before where nothing has changed for this member, else one with the next number."""
    from sfph_desktop.core.interchange.pack_file import PACK
    from sfph_desktop.core.interchange.spelt import spelt
    from sfph_desktop.core.store.queries.desk import pack_content

    digest = hashlib.sha256(spelt(pack) + key.seal_key.encode()).hexdigest()
    # Only the newest of the quarter may go out again: what came back to what it was in between (an example that was
    # added and withdrawn) needs a new number, or the member would keep the one in between.
    newest = max(
        (one for one in before if one.quarter == str(pack.quarter)), key=lambda one: one.sequence, default=None
    )
    if newest is not None and newest.digest == digest:
        return pack_content(unit.connection, newest.id)
    sequence = max((one.sequence for one in before), default=0) + 1
    content = closed(office, PACK, PURPOSE, replace(pack, sequence=sequence), key.seal_key)
    made = MadePack(
        member_id=member.id,
        quarter=str(pack.quarter),
        sequence=sequence,
        digest=digest,
        made_on=office.clock.today(),
    )
    unit.add("desk_pack_contents", PackContent(pack_id=unit.add("desk_packs", made), content=content))
    return content


def _cards(kept: tuple[PracticeCardKept, ...]) -> tuple[PracticeCard, ...]:
    return tuple(
        PracticeCard(
            ref=one.ref,
            title=one.title,
            member=one.member,
            themes=tuple(one.themes.split()),
            words=one.words,
            learned=one.learned,
            published_on=one.published_on,
        )
        for one in sorted(kept, key=lambda one: one.ref)
        if one.withdrawn_on is None
    )


def _named(member: Member, taken: set[str]) -> str:
    """A member's name as part of a file's: letters and figures only, and no other member's."""
    plain = re.sub(r"[^\w]+", "-", member.name, flags=re.UNICODE).strip("-")[:60] or "member"
    name = plain
    while name.casefold() in taken:
        name = f"{name}-{member.id}"
    taken.add(name.casefold())
    return name
