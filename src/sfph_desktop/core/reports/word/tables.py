"""Tables of a Word document: a heading row that stands again on each page, columns as wide as they ask to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Table, Text
from sfph_desktop.core.reports.word.parts import described, heading_row, looks, whole, write

_ALIGN = {"left": None, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}


def put_table(word: Any, table: Table, add: Callable[[Text, str], Any]) -> list[Any]:
    """A table with its caption above and a little room beneath; `add` puts a paragraph. The paragraphs around it."""
    columns = len(table.header)
    if any(len(row) != columns for row in table.rows) or not columns:
        raise OurBug("A table came with rows that are not as long as its heading.")
    caption = [add(table.caption, "caption")] if table.caption else []
    made = word.add_table(rows=0, cols=columns)
    made.style = "Figures"
    looks(made, row_headings=table.row_headers, total=table.total)
    described(made, table.caption)
    set_widths(made, table.widths or (1.0,) * columns)
    _row(made, table, table.header, heading=True)
    for place, cells in enumerate(table.rows, start=1):
        _row(made, table, cells, total=table.total and place == len(table.rows))
    set_widths(made, table.widths or (1.0,) * columns)
    return [*caption, add("", "Small print")]


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
        write(line, text)
