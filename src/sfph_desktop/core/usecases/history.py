"""What was changed, and taking it back."""

from __future__ import annotations

from sfph_desktop.core.domain.office_facts import UnitInfo
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

IN_THE_LIBRARY = frozenset({"packs", "own_instruments", "wordings"})
"""Kinds that the reference library is made of: when one of them changes, it is read anew."""


def undo(office: Office, unit_id: int, *, whole: bool = False) -> Done[UnitInfo]:
    """Take one saved change back, whole, as a new change that can itself be undone; its value is what was taken back.

    With `whole`, where the change is a step of a longer piece of work (a mark in a register), all of its steps.

    Raises UserCanFix, with nothing changed, when it is undone already, when something later touched the same records,
    or when it is of a kind that is kept for ever.
    """
    from sfph_desktop.core.store.undo import take_back

    with office.writing(f"Undid change {unit_id}") as unit:
        info = take_back(unit, unit_id, whole=whole)
        unit.why = _said_of(info.why)
    if unit.changed & IN_THE_LIBRARY:
        office.library.forget()
    return saved(unit, info, unit.why)


def _said_of(why: str) -> str:
    """What the taking back of something is called; of a taking back: that it was done again."""
    undid, redid = "Undid: ", "Did again: "
    return redid + why.removeprefix(undid) if why.startswith(undid) else undid + why.removeprefix(redid)


def recent(office: Office, limit: int = 20) -> tuple[UnitInfo, ...]:
    """The latest changes, the newest first, with whether each has been undone; a register's marks on one line."""
    from sfph_desktop.core.store.undo import units

    with office.reading() as connection:
        return units(connection, limit, together=True)
