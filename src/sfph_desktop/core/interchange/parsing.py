"""Cells into what their column takes, a whole column at a time.

A column repeats itself (references, days, answers), so every different cell is read once and the result looked up.
Values come out as the store keeps them: dates as days since 1970, shares as decimals, funding as (contract, basis
points), text clean and in Unicode's composed form, an empty cell as None, and as '' in columns of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sfph_desktop.core.domain.workbook import Cell, Column
from sfph_desktop.core.interchange.cell_dates import read_date
from sfph_desktop.core.interchange.cell_numbers import read_funding, read_minutes, read_number, read_share, read_whole
from sfph_desktop.core.interchange.error_cells import ERRORS
from sfph_desktop.core.interchange.unreadable import Unreadable

WORDS = frozenset({"text", "ref", "choice", "yes_no"})
"""Kinds of column whose empty cell is '' and not None."""
LONGEST_REF, LONGEST_TEXT, LONGEST_NOTE = 100, 1_000, 20_000
NOTHING = frozenset({"-", "–", "—", "n/a", "na", "n/k", "none", "unknown", "not known", "?"})
"""What people write for an empty cell where a date or a number is asked for."""
AHEAD = frozenset({"end_date", "due_date", "date_to"})
"""Columns of plans and deadlines, where two digits of a year may mean a year to come."""

_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f"), " ")
# Invisible marks that turn text round or hide in it; the joiners that names and emoji need are left.
_HIDDEN = dict.fromkeys([0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = dict.fromkeys([*(c for c in range(0x20) if c != 0x0A), *range(0x7F, 0xA0)])
_UNWANTED: dict[int, str | None] = {**_CONTROLS, **_HIDDEN, **_SPACES}

_YES, _NO = ("y", "yes", "true", "1", "✓", "✔"), ("n", "no", "false", "0")
_SAID_OTHERWISE = {
    "yes": _YES,
    "no": _NO,
    "prefer not to say": ("pnts", "rather not say", "not disclosed", "did not want to say"),
    "baseline": ("start", "initial", "pre", "before", "first", "entry", "intake", "base line"),
    "review": ("interim", "mid", "midpoint", "progress", "r"),
    "exit": ("end", "final", "post", "after", "last", "discharge", "leaving", "close"),
    "follow_up": ("followup", "follow up", "fu"),
    "sla": ("service level agreement",),
    "grant": ("grants", "grant funding"),
    "sales": ("sale", "trading", "traded"),
    "contract": ("contracts", "tender"),
    "subcontract": ("sub contract", "subcontractor"),
    "psp": ("public social partnership",),
    "volunteer_hours": ("volunteers", "volunteer", "volunteering", "volunteer time"),
    "in_kind": ("inkind", "in kind support", "gifts in kind"),
    "staff": ("staffing", "salaries", "wages", "staff costs"),
    "cash": ("money", "costs", "expenses"),
    "published": ("publication",),
    "in": ("to us", "received", "incoming", "referred in"),
    "out": ("by us", "sent", "sent on", "outgoing", "referred out"),
    "health_professional": ("health professionals", "gp", "gp practice", "nhs", "health"),
    "statutory_agency": ("statutory agencies", "statutory", "council"),
    "housing": ("housing association", "housing organisation"),
    "third_sector": ("charity", "voluntary", "voluntary organisation", "third sector organisation"),
    **{f"{day}day": (day[:3], f"{day}days") for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")},
    "group": ("comparison group", "waiting list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A cell that could not be read: the place in its column, the cell as text, why, and what would be."""

    index: int
    value: str
    reason: str
    accepted: str


def read_column(column: Column, cells: Sequence[Cell], today: date) -> tuple[list[Any], list[Trouble]]:
    """Every cell of a column as a value, and the cells that could not be read (their value is an empty cell's)."""
    read, empty = reader_for(column, today), empty_value(column)
    keys = _keys(cells)
    values: dict[Any, Any] = {}
    unreadable: dict[Any, Unreadable] = {}
    for key in set(keys):
        cell = key[0] if type(key) is tuple else key
        try:
            if type(cell) is str and ERRORS.fullmatch(cell.strip()):
                raise Unreadable("The spreadsheet shows an error here.", "the value, in place of the formula")
            values[key] = empty if is_empty(cell) else read(cell)
        except Unreadable as found:
            values[key], unreadable[key] = empty, found
    troubles = [
        Trouble(index=i, value=shown(cells[i]), reason=unreadable[key].reason, accepted=unreadable[key].accepted)
        for i, key in enumerate(keys if unreadable else ())
        if key in unreadable
    ]
    return [values[key] for key in keys], troubles


def _keys(cells: Sequence[Cell]) -> Sequence[Any]:
    """The cells as dictionary keys: True is told from 1, which it equals."""
    if bool in set(map(type, cells)):
        return [(cell,) if type(cell) is bool else cell for cell in cells]
    return cells


def empty_value(column: Column) -> Any:
    """What an empty cell of the column is kept as."""
    return "" if column.kind in WORDS else None


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing, or nothing but spaces."""
    return cell is None or cell == "" or (type(cell) is str and not cell.strip())


def reader_for(column: Column, today: date) -> Callable[[Any], Any]:
    """The function that reads one filled cell of the column; it raises Unreadable."""
    if column.kind == "date":
        return _or_nothing(partial(read_date, today=today, may_lie_ahead=column.name in AHEAD))
    if column.kind == "number":
        return _or_nothing(read_number)
    if column.kind == "whole":
        return _or_nothing(read_minutes if column.name == "minutes" else read_whole)
    if column.kind == "share":
        return _or_nothing(read_share)
    if column.kind == "funding":
        return lambda cell: read_funding(clean(cell, LONGEST_TEXT))
    if column.kind == "choice":
        return partial(_choose, choices=column.choices)
    if column.kind == "yes_no":
        return partial(_choose, choices=("yes", "no"))
    if column.kind == "ref":
        return lambda cell: " ".join(clean(cell, LONGEST_REF).split())
    long = column.name.endswith(("note", "notes", "reason"))
    return partial(clean, longest=LONGEST_NOTE if long else LONGEST_TEXT)


def _or_nothing(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Reads `n/a` and its like as an empty cell."""

    def reader(cell: Any) -> Any:
        if isinstance(cell, bool):
            raise Unreadable("This is yes or no, and something else is asked for.", "a date or a number")
        if isinstance(cell, str) and cell.strip().casefold() in NOTHING:
            return None
        return read(cell)

    return reader


def clean(cell: Any, longest: int) -> str:
    """Text without control characters and invisible marks, composed, trimmed; raises Unreadable when it is too long."""
    text = cell if type(cell) is str else shown(cell)
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNWANTED)
        text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > longest:
        raise Unreadable(f"This is longer than {longest:,} characters.", "a shorter text")
    return text


def shown(cell: Cell) -> str:
    """A cell as a person sees it: 12 and not 12.0, 2025-03-31, yes."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def _choose(cell: Any, choices: tuple[str, ...]) -> str:
    """One of the choices, however it is written: capitals, spaces, a usual other word, a number behind it."""
    said = re.sub(r"[\s_-]+", " ", shown(cell)).strip(" .").casefold()
    for attempt in (said, re.sub(r" ?\d+$", "", said)):
        for choice in choices:
            if attempt == choice.replace("_", " ") or attempt in _SAID_OTHERWISE.get(choice, ()):
                return choice
    raise Unreadable("This is not one of the choices.", ", ".join(choices))
