"""Tables of a Word document: a heading row that stands again on each page, columns as wide as they ask to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Table, Text
from sfph_desktop.core.reports.typeset.tables import share_out
from sfph_desktop.core.reports.word.parts import described, heading_row, looks, whole, write
from sfph_desktop.core.reports.wording import whole_day

_ALIGN = {"left": None, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}


_LETTER, _PADS, _LONG = 0.68, 9.0, 20
"""How wide a strong letter is of its size, in a wide typeface; the blanks beside a cell's words; letters."""


def put_table(word: Any, table: Table, add: Callable[[Text, str], Any], *, size: float) -> list[Any]:
    """A table with its caption above and a little room beneath; `add` puts a paragraph. The paragraphs around it.

    `size`: of the letters in its cells, in points.
    """
    columns = len(table.header)
    if any(len(row) != columns for row in table.rows) or not columns:
        raise OurBug("A table came with rows that are not as long as its heading.")
    caption = [add(table.caption, "caption")] if table.caption else []
    made = word.add_table(rows=0, cols=columns)
    made.style = "Figures"
    looks(made, row_headings=table.row_headers, total=table.total)
    described(made, table.caption)
    widths = _widths(table, size)
    set_widths(made, widths)
    _row(made, table, table.header, heading=True)
    for place, cells in enumerate(table.rows, start=1):
        _row(made, table, cells, total=table.total and place == len(table.rows))
    set_widths(made, widths)
    return [*caption, add("", "Small print")]


def _widths(table: Table, size: float) -> tuple[float, ...]:
    """Columns as wide as they ask to be, but none narrower than its longest word, as far as can be told.

    The letters are not measured: which typeface is there is known to the reader's computer only.
    """
    several = list(zip(table.header, *table.rows, strict=True))
    least = [max(_longest(text) for text in column) * size * _LETTER + _PADS for column in several]
    if sum(least) >= COLUMN_POINTS:
        return tuple(least)
    return share_out(COLUMN_POINTS, least, table.widths or (1.0,) * len(several))


def _longest(text: Text) -> int:
    """Letters of the longest word; a very long one may be broken."""
    said = whole_day(text) if isinstance(text, str) else "".join(span.text for span in text)
    return min(_LONG, max((len(word) for word in said.replace("/", "/ ").split(" ")), default=0))


def set_widths(table: Any, shares: Sequence[float]) -> None:
    """Give the columns their shares of the page's column, in the grid and in each cell, as Word wants it."""
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Pt(COLUMN_POINTS * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


def _row(made: Any, table: Table, cells: Sequence[Text], *, heading: bool = False, total: bool = False) -> None:
    """One row; what is to be ticked or ringed by hand has its mark."""
    row = made.add_row()
    whole(row)
    if heading:
        heading_row(row)
    elif table.row_height:
        row.height, row.height_rule = Pt(table.row_height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        line = cell.paragraphs[0]
        line.style = "Cell heading" if heading or total or (table.row_headers and place == 0) else "Cell"
        line.alignment = _ALIGN[table.aligns[place]] if table.aligns else None
        if place in table.boxes and not text and not heading:
            text = "☐"
        elif table.rings and place and not heading:
            write(line, "○ ")
        write(line, whole_day(text) if isinstance(text, str) else text)
