"""What was changed, and taking it back."""

from __future__ import annotations

from sfph_desktop.core.domain.office_facts import UnitInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.undoing import NAMED, LaterWork
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

IN_THE_LIBRARY = frozenset({"packs", "own_instruments", "wordings"})
"""Kinds that the reference library is made of: when one of them changes, it is read anew."""


def called(unit_id: int) -> str:
    """How a saved change is called by command: C-412."""
    return f"C-{unit_id}"


def change_number(name: str) -> int:
    """The number of a saved change called `C-412`; 0 when it is not called so."""
    digits = name.strip().upper().removeprefix("C-")
    return int(digits) if digits.isdecimal() and digits != name.strip() else 0


def undo(office: Office, unit_id: int, *, whole: bool = False, with_later: bool = False) -> Done[UnitInfo]:
    """Take one saved change back, whole, as a new change that can itself be undone; its value is what was taken back.

    With `whole`, where the change is a step of a longer piece of work (a mark in a register), all of its steps. With
    `with_later`, also every change that came later and stands on it, the newest first: all of it, or nothing.

    Raises UserCanFix, with nothing changed, when it is undone already or is of a kind that is kept for ever; LaterWork
    when something later has to do with the same records and `with_later` was not asked for.
    """
    from sfph_desktop.core.store.undo import TouchedSince, take_back
    from sfph_desktop.core.store.undo_later import take_back_with_later

    later: tuple[int, ...] = ()
    try:
        with office.writing(f"Undid change {unit_id}") as unit:
            if with_later:
                info, later = take_back_with_later(unit, unit_id, whole=whole)
            else:
                info = take_back(unit, unit_id, whole=whole)
            unit.why = _said_of(info.why) + _and_later(len(later))
    except TouchedSince as refused:
        raise _what_stands_on_it(office, unit_id, whole, refused) from None
    if unit.changed & IN_THE_LIBRARY:
        office.library.forget()
    return saved(unit, info, unit.why)


class _OnlyLooking(Exception):
    """Ends a unit of work without keeping it."""


def _what_stands_on_it(office: Office, unit_id: int, whole: bool, refused: UserCanFix) -> UserCanFix:
    """What would have to be undone as well, found by doing it and keeping none of it; `refused` where it cannot be."""
    from sfph_desktop.core.store.undo_later import take_back_with_later
    from sfph_desktop.core.usecases.record_history import unit_lines

    later: tuple[int, ...] = ()
    try:
        with office.writing("Looked at what stands on a change") as unit:
            _, later = take_back_with_later(unit, unit_id, whole=whole)
            raise _OnlyLooking
    except _OnlyLooking:
        pass
    except UserCanFix as never:
        why = " ".join(part for part in (refused.why, never.what, never.why) if part)
        do = "Put the records right by hand. Nothing was changed."
        return UserCanFix(what="This cannot be undone any more.", why=why, do=do)
    return LaterWork(unit_id=unit_id, whole=whole, lines=unit_lines(office, later[:NAMED]), number=len(later))


def _and_later(number: int) -> str:
    if not number:
        return ""
    return " with 1 later change" if number == 1 else f" with {number:,} later changes"


def _said_of(why: str) -> str:
    """What the taking back of something is called; of a taking back: that it was done again."""
    undid, redid = "Undid: ", "Did again: "
    return redid + why.removeprefix(undid) if why.startswith(undid) else undid + why.removeprefix(redid)


def recent(office: Office, limit: int = 20) -> tuple[UnitInfo, ...]:
    """The latest changes, the newest first, with whether each has been undone; a register's marks on one line."""
    from sfph_desktop.core.store.undo import units

    with office.reading() as connection:
        return units(connection, limit, together=True)
