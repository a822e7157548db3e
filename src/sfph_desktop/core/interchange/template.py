"""The empty SFPH workbook: a sheet for every kind of record, with help where it is needed and lists to choose from.

The headings are exactly the columns' names. A needed column is marked with a star (by its number format, so the name
stays what it is) and by colour. Nothing in the file runs: no formulas, no links, no macros.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import SHEETS, Column, SheetSpec

INK, PAPER, LINE, TEAL, PALE = "#1D2B33", "#FBFAF7", "#DDD8CF", "#0F6B6B", "#E3EFEE"
FONT = "Calibri"
ITEMS = 36
"""Columns for answers: as many as the longest questionnaire has."""
DRESSED_ROWS = 5_000
"""So many rows have their lists to choose from."""
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same template has the same bytes
_TABS = {
    "people": "#0072B2", "episodes": "#0072B2", "assessments": "#0072B2",
    "sessions": "#D55E00", "attendance": "#D55E00", "events": "#D55E00",
    "environment": "#009E73",
    "partners": "#CC79A7", "referrals": "#CC79A7",
    "partner_contacts": "#CC79A7", "involvements": "#CC79A7",
    "groups": "#D55E00", "group_members": "#D55E00",
}  # fmt: skip
_WIDTHS = {"date": 12, "number": 12, "whole": 11, "share": 11, "yes_no": 9, "ref": 16, "choice": 18, "funding": 22}
_KINDS = {
    "text": "Words.",
    "ref": "A short reference: letters and digits.",
    "date": "A date: 31/03/2025 or 2025-03-31.",
    "number": "A number.",
    "whole": "A whole number, 0 or more.",
    "share": "A share between 0 and 1: 0.25, or 25%.",
    "yes_no": "yes or no.",
    "funding": "A contract's reference; several as A:60;B:40.",
}


EXPLAINED = """\
Fill in the sheets you have something for, and leave the others empty. An empty sheet deletes nothing.
One row for each record. Headings with a star, on dark green, are needed; cells under the others may stay empty.
Use your own references for people, sessions and contracts. The same reference is always the same one.
Bring the workbook in again next month with new rows: nobody is added twice.
Write dates day first (31/03/2025) or as 2025-03-31. Shares lie between 0 and 1 (0.25), or are per cent (25%).
Point at a heading to see what belongs under it. Some cells offer a list; the ids are explained on the sheet Lists.
Then bring it in, in the window or with the command sfph import. You see first what would happen to every row.
Rows with a mistake wait with their reason until you correct them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the lists offer: (id, what it is) of everything that may be used."""

    instruments: tuple[tuple[str, str], ...] = ()
    factors: tuple[tuple[str, str], ...] = ()
    unit_values: tuple[tuple[str, str], ...] = ()


# Which list a column chooses from: by sheet and column, the list's place.
_LISTS = ("instruments", "factors", "unit_values")
_LIST_OF = {
    ("assessments", "instrument"): "instruments",
    ("comparisons", "instrument"): "instruments",
    ("environment", "factor"): "factors",
    ("environment", "replaces_factor"): "factors",
    ("value_lines", "unit_value"): "unit_values",
}
_LIST_TITLES = {
    "instruments": ("instrument", "name"),
    "factors": ("factor", "activity and unit"),
    "unit_values": ("unit_value", "what it values"),
}


def write_workbook(path: Path, choices: Choices) -> Path:
    """Write the workbook to `path`. Raises UserCanFix when the name does not end in .xlsx or cannot be written."""
    if path.suffix.casefold() != ".xlsx":
        raise UserCanFix(what=f"'{path.name}' is not a name for a workbook.", do="Give a name that ends in .xlsx.")
    try:
        path.write_bytes(workbook_bytes(choices))
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be written.",
            why=f"The computer says: {error.strerror}.",
            do="Choose another folder, or close the file if it is open.",
        ) from None
    return path


def workbook_bytes(choices: Choices) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same choices give the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "SFPH workbook", "created": MADE})
    dress = _Dress(book)
    _start_here(book.add_worksheet("Start here"), dress)
    for spec in SHEETS:
        _sheet(book.add_worksheet(spec.name), spec, choices, dress)
    _lists(book.add_worksheet("Lists"), choices, dress)
    book.close()
    return out.getvalue()


class _Dress:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "top"}
        head = {**base, "bold": True, "bottom": 2, "bottom_color": TEAL, "text_wrap": True}
        self.title = book.add_format({**base, "font_size": 20, "bold": True, "font_color": TEAL})
        self.heading = book.add_format({**base, "font_size": 13, "bold": True, "font_color": TEAL})
        self.words = book.add_format({**base, "text_wrap": True})
        self.strong = book.add_format({**base, "bold": True})
        self.needed = book.add_format({**head, "bg_color": TEAL, "font_color": "#FFFFFF", "num_format": '@" *"'})
        self.optional = book.add_format({**head, "bg_color": PALE, "num_format": "@"})
        self.text = book.add_format({**base, "num_format": "@"})
        self.day = book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        self.number = book.add_format({**base, "num_format": "General"})
        self.share = book.add_format({**base, "num_format": "0.00##"})

    def of(self, column: Column) -> Any:
        """The format of a column's cells: text stays text, so that references keep their noughts."""
        if column.kind == "date":
            return self.day
        if column.kind in ("number", "whole"):
            return self.number
        return self.share if column.kind == "share" else self.text


def _start_here(page: Any, dress: _Dress) -> None:
    """The first sheet: what the workbook is for, how it is filled in, what each sheet holds."""
    page.hide_gridlines(2)
    page.set_column(0, 0, 3)
    page.set_column(1, 1, 18)
    page.set_column(2, 2, 96)
    page.set_tab_color(TEAL)
    page.write_string(1, 1, "SFPH workbook", dress.title)
    row = 3
    for line in EXPLAINED.splitlines():
        page.write_string(row, 1, "•", dress.strong)
        page.write_string(row, 2, line, dress.words)
        row += 1
    page.write_string(row + 1, 1, "The sheets", dress.heading)
    for place, spec in enumerate(SHEETS, start=row + 3):
        page.write_string(place, 1, spec.name, dress.strong)
        page.write_string(place, 2, spec.help, dress.words)
    page.activate()


def _sheet(page: Any, spec: SheetSpec, choices: Choices, dress: _Dress) -> None:
    """One empty sheet: headings, formats, notes, lists to choose from."""
    page.freeze_panes(1, 1)
    page.set_row(0, 32)
    page.set_tab_color(_TABS.get(spec.name, LINE))
    items = tuple(Column(name=f"item_{n}", kind="number", help=f"The answer to item {n}, as its number.")
                  for n in range(1, ITEMS + 1)) if spec.item_columns else ()  # fmt: skip
    for place, column in enumerate((*spec.columns, *items)):
        width = _WIDTHS.get(column.kind, 34 if column.name.endswith(("notes", "note", "reason", "title")) else 18)
        page.set_column(place, place, 8 if column in items else max(width, len(column.name) + 4), dress.of(column))
        page.write_string(0, place, column.name, dress.needed if column.needed else dress.optional)
        page.write_comment(
            0, place, _note(column), {"x_scale": 1.6, "y_scale": 1.1, "font_name": FONT, "font_size": 10}
        )
        rule = _rule(spec, column, choices)
        if rule:
            page.data_validation(1, place, DRESSED_ROWS, place, rule)


def _note(column: Column) -> str:
    """What belongs under a heading, in words."""
    parts = ["Needed." if column.needed else "", column.help, _KINDS.get(column.kind, "")]
    if column.choices:
        parts.append(f"One of: {', '.join(column.choices)}.")
    if column.personal:
        parts.append("Personal: it stays on this computer.")
    return "\n".join(part for part in parts if part)


def _rule(spec: SheetSpec, column: Column, choices: Choices) -> dict[str, Any] | None:
    """What may be chosen in a column. Another entry is warned of, not refused: the import decides."""
    source: Any = list(column.choices) or (["yes", "no"] if column.kind == "yes_no" else None)
    name = _LIST_OF.get((spec.name, column.name), "")
    if name and getattr(choices, name):
        letter = "ACE"[_LISTS.index(name)]
        source = f"=Lists!${letter}$2:${letter}${len(getattr(choices, name)) + 1}"
    if not source:
        return None
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": column.name,
        "error_message": "This is not in the list. It may be held when you bring the workbook in.",
    }


def _lists(page: Any, choices: Choices, dress: _Dress) -> None:
    """The ids that columns choose from, each with what it is."""
    page.freeze_panes(1, 0)
    page.set_tab_color(LINE)
    for place, name in enumerate(_LISTS):
        for part, title in enumerate(_LIST_TITLES[name]):
            page.write_string(0, 2 * place + part, title, dress.optional)
        page.set_column(2 * place, 2 * place, 32, dress.text)
        page.set_column(2 * place + 1, 2 * place + 1, 56, dress.words)
        for row, entry in enumerate(getattr(choices, name), start=1):
            for part, text in enumerate(entry):
                page.write_string(row, 2 * place + part, text[:400], dress.words if part else dress.text)
