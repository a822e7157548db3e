"""How opportunities are said on screen: the lines of the list, and what became of the notices of a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.opportunity_rules import DECISION_WORDS
from sfph_desktop.ui.models.said import counted, said_day

LINES = ("id", "title", "buyer", "when", "decision", "mark")
FATES: Mapping[str, str] = {
    "added": "new",
    "changed": "brought up to date",
    "same": "as it was",
    "passed_over": "passed over: other work",
}


def opportunity_lines(found: Listing, today: date) -> Listing:
    """Opportunities as lines: title, buyer, the deadline as one speaks of it, and what was decided."""
    rows = []
    for cells in found.rows:
        row: dict[str, Any] = dict(zip(found.columns, cells, strict=True))
        decision = DECISION_WORDS[str(row["decision"])] if row["decision"] else ""
        rows.append(
            (row["id"], row["title"], row["buyer"], until(row["tenders_by"], today), decision, _mark(row, today))
        )
    return Listing(kind="opportunities", columns=LINES, rows=tuple(rows))


def until(day: Cell, today: date) -> str:
    """`bids by 3 Dec 2026, in 4 days`, `closed on …`, `no last day known`."""
    if not isinstance(day, date):
        return "no last day known"
    left = (day - today).days
    if left < 0:
        return f"closed on {said_day(day)}"
    soon = "today" if not left else f"in {counted(left, 'day')}"
    return f"bids by {said_day(day)}, {soon}"


def _mark(row: Mapping[str, Any], today: date) -> str:
    if row["decision"] == "bid":
        return "check"
    if row["decision"] == "no_bid" or row["stage"] in {"awarded", "cancelled"}:
        return "close"
    day = row["tenders_by"]
    return "clock" if isinstance(day, date) and day >= today else "contracts"
