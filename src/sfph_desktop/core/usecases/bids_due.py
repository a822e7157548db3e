"""Bids whose answers are due, for Today: how many questions are answered, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.domain.office_facts import DueItem
from sfph_desktop.core.domain.values import from_day, to_day

if TYPE_CHECKING:
    from datetime import date

    from sfph_desktop.core.store.unit_of_work import Connection

AHEAD = 28
"""Days before the day a bid is due from which Today tells it."""


def bids_due(connection: Connection, today: date) -> tuple[DueItem, ...]:
    """The bids being written that are due soon or were due, each with how far its answers are."""
    from sfph_desktop.core.store.queries.bids import bids_due as due

    items = []
    for number, title, buyer, last, time, questions, answered in due(connection, to_day(today) + AHEAD):
        far = f"{answered} of {questions} questions answered" if questions else "no questions yet"
        at = f", due at {time}" if time else ""
        whose = f" for {buyer}" if buyer else ""
        items.append(
            DueItem(
                kind="answers",
                title=f"{title}: hand in the bid{whose}",
                detail=f"{far}{at}",
                due=from_day(last),
                record=number,
            )
        )
    return tuple(items)
