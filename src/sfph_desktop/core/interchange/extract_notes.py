"""What a sheet has as notes of people, in one text for each; and which of them somebody should make an alert of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sfph_desktop.core.domain.sheet_plans import NOTES
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.heading_words import SAYS_ALERT
from sfph_desktop.core.interchange.parsing import shown
from sfph_desktop.core.interchange.sheet_cells import SheetCells

_NOTHING = frozenset(("none", "none known", "no", "n", "n/a", "na", "nil", "-", "–", "no known", "nka", "nkda", "0"))
_URGENT = re.compile(r"\b(?:allerg|anaphyla|epi-?pen|epilep|diabet|seizure)", re.IGNORECASE)
_MOST_ROWS = 8


def notes_in(sheet: SheetCells, said: Sequence[Sequence[str]]) -> list[Cell] | None:
    """Every column that is kept as a note, in one text with what else is `said`; None where there is nothing.

    Where there are several, or a heading says more than that it is a note, each is told with its heading before it.
    """
    kept = [column for column in sheet.plan.columns if column.target == NOTES]
    if not kept and not any(said):
        return None
    urgent = [column for column in kept if key(column.heading) in SAYS_ALERT]
    alerts: dict[int, None] = {}  # in order, each row once
    notes: list[Cell] = []
    for i, row in enumerate(sheet.rows):
        lines = []
        for column in kept:
            text = shown(sheet.table.grid.rows.columns[column.place][row]).strip()
            if text:
                bare = len(kept) == 1 and not urgent
                lines.append(text if bare else f"{column.heading.rstrip(': ')}: {text}")
                if _is_alert(text, said_so=column in urgent):
                    alerts[sheet.numbers[i]] = None
        notes.append("\n".join([*lines, *said[i]]) or None)
    if alerts:
        sheet.out.notes.append(_alerts_told(list(alerts)))
    return notes


def _is_alert(text: str, *, said_so: bool) -> bool:
    """Whether a note says what whoever meets the person must know: by its heading, or by a word in it."""
    return text.casefold().rstrip(".") not in _NOTHING if said_so else _URGENT.search(text) is not None


def _alerts_told(numbers: Sequence[int]) -> str:
    """Which notes to make alerts of; what they say stays where it is."""
    rows = f"{'row' if len(numbers) == 1 else 'rows'} {', '.join(map(str, numbers[:_MOST_ROWS]))}"
    more = f" and {len(numbers) - _MOST_ROWS} more" if len(numbers) > _MOST_ROWS else ""
    return (
        f"{rows}{more}: what is kept as a note may be something that whoever meets the person must know, as an "
        "allergy. A register does not show notes: add it as an alert on the person's page."
    )
