"""Removed records: seen, brought back, and erased for good once they have rested for 90 days."""

from __future__ import annotations

from sfph_desktop.core.domain.office_facts import UnitInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.resting import REST_DAYS, Rested
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, erase_rested

__all__ = ["REST_DAYS", "bring_back", "erase_rested", "rested_records"]


def rested_records(office: Office) -> tuple[Rested, ...]:
    """What was removed within the last 90 days and can be brought back, the newest first."""
    from sfph_desktop.core.store.resting import rested

    with office.reading() as connection:
        return rested(connection, office.clock.now())


def bring_back(office: Office, unit_id: int) -> Done[UnitInfo]:
    """Bring back what one change removed, whole. Raises UserCanFix when there is nothing of that number."""
    if all(one.unit_id != unit_id for one in rested_records(office)):
        raise UserCanFix(
            what=f"There is nothing removed under the number {unit_id}.",
            why=f"It was brought back, or removed more than {REST_DAYS} days ago and erased.",
            do="See what there is with: sfph removed.",
        )
    return undo(office, unit_id)
