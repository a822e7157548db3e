"""After a backup was brought back: returns sent since are taken back in, or the numbers carry on where the desk is.

A store that was brought back has forgotten what left since: it would number a return as one that the desk has already,
and could not hold back what those returns held back. A return is sealed for its sender as well, so the file that was
sent can be read here again: its number and every figure it told come back. What it held back is not in it. Where no
file is left, going on is a choice that somebody has to make.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import AcceptedDesk, SentReturn
from sfph_desktop.core.domain.network import Return, ReturnCell
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_known import definitions_of, desk_in, require_desk_known
from sfph_desktop.core.usecases.network_return import carried_setting, last_number, open_return, sent_in
from sfph_desktop.core.usecases.network_role import require_enterprise
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

MOST_AT_ONCE = 1000
"""A number is carried on from at most so many beyond the last one: more is a slip of the finger."""
_HELD_BACK = "What they held back is not known here any more"
_HELD = frozenset({"few", "beside", "everybody", "earlier"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """Returns that were taken back in."""

    returns: tuple[SentReturn, ...]
    told: int = 0
    """Figures that later returns are judged by again."""
    unknown: int = 0
    """Figures that were held back, of which nothing is known here."""


def bring_back(office: Office, files: Sequence[Path]) -> Done[BroughtBack]:
    """Take the files of returns that we sent back in, each with its number and what it told; all of them or none.

    Raises UserCanFix when a file cannot be opened here, was not signed by us, or is for another desk.
    """
    require_enterprise(office)
    opened = [(file, open_return(office, file)) for file in files]
    returns, told, unknown = [], 0, 0
    with office.writing("Brought returns back that were sent") as unit:
        desk = require_desk_known(desk_in(unit.connection))
        kinds = _kinds(unit.connection, desk)
        for file, one in opened:
            content = one.content
            _check_ours(office, desk, file, content)
            made = _receipt(office, desk, content, one.sealed)
            if any((was.sequence, was.digest) == (made.sequence, made.digest) for was in sent_in(unit.connection)):
                continue
            id_ = unit.add("network_sent", made)
            returns.append(made)
            for known in _keep(unit, id_, content, kinds):
                told, unknown = told + known, unknown + (not known)
        unit.why = f"Brought back {_counted(len(returns))} that had left"
    value = BroughtBack(returns=tuple(returns), told=told, unknown=unknown)
    if not returns:
        return Done(value=value, why="Every one of them is here already: nothing was changed")
    why = f"{_counted(len(returns))} brought back, with {told} figures that were told"
    return saved(unit, value, f"{why}. {_HELD_BACK} ({unknown} figures)" if unknown else why)


def carry_on(office: Office, after: int, *, files_are_lost: bool) -> Done[int]:
    """Number the next return after one that the desk has already. The number that the next return gets.

    The files of the returns since are to be brought back instead where there are any: `files_are_lost` says that
    somebody has decided to go on without. Raises UserCanFix without that, or for a number that cannot be right.
    """
    require_enterprise(office)
    with office.writing("Carried on with another number") as unit:
        desk = require_desk_known(desk_in(unit.connection))
        last = last_number(unit.connection, desk.id)
        if not last < after <= last + MOST_AT_ONCE:
            raise UserCanFix(
                what=f"The next return cannot be number {after + 1}.",
                why=f"The last one here is number {last}, and numbers only ever go up.",
                do="Ask the desk for the highest number it has of yours. Nothing was changed.",
            )
        if not files_are_lost:
            raise UserCanFix(
                what="Going on without the returns that were sent since is not done unasked.",
                why="What they told is not known here, so a later return may give away what they held back.",
                do="Bring their files back: sfph return bring-back FILE... If there are none, add --files-are-lost.",
            )
        unit.set(carried_setting(desk.id), str(after))
        unit.why = f"The desk has return {after} already, and its file is lost: the next is number {after + 1}"
    return saved(unit, after + 1, unit.why)


# --- inside -----------------------------------------------------------------------------------------------------------


def _counted(number: int) -> str:
    return "1 return is" if number == 1 else f"{number} returns are"


def _check_ours(office: Office, desk: AcceptedDesk, file: Path, content: Return) -> None:
    if content.member_key != own_key(office).public_key:
        raise UserCanFix(what=f"'{file.name}' is a return of {content.member}, not of ours.", do="Nothing was taken.")
    if content.desk_key != desk.public_key:
        raise UserCanFix(what=f"'{file.name}' went to another desk ({content.network}).", do="Nothing was taken.")


def _receipt(office: Office, desk: AcceptedDesk, content: Return, sealed: bytes) -> SentReturn:
    from sfph_desktop.core.interchange.return_file import content_digest

    return SentReturn(
        desk_id=desk.id,
        quarter=str(content.quarter),
        sequence=content.sequence,
        definitions=content.definitions,
        digest=content_digest(content),
        made_on=office.clock.today(),
        sample=content.sample,
        content=sealed,
    )


def _kinds(connection: Connection, desk: AcceptedDesk) -> dict[str, str]:
    return {one.id: one.kind for asked in definitions_of(connection, desk) for one in asked.indicators}


def _keep(unit: Unit, sent_id: int, content: Return, kinds: Mapping[str, str]) -> list[bool]:
    """Every cell into the ledger; of each, whether what it truly was is known."""
    from sfph_desktop.core.store.queries.returns import COLUMNS

    rows, known = [], []
    for cell in content.cells:
        true = _true(cell, kinds.get(cell.indicator, ""))
        value = None if cell.value is None else format(cell.value, "f")
        named = (sent_id, str(content.quarter), cell.indicator, cell.group, cell.group_value, cell.window)
        rows.append((*named, cell.n, value, cell.qualifier, *true))
        if true[0] is not None or cell.qualifier in _HELD:
            known.append(true[0] is not None)
    unit.insert_many("network_released", COLUMNS, rows)
    return known


def _true(cell: ReturnCell, kind: str) -> tuple[int | None, int | None]:
    """People, and of a share how many, where the file tells what they truly were."""
    if cell.qualifier or cell.n is None:
        return None, None
    return cell.n, int(cell.value) if kind == "share" and cell.value is not None else None
