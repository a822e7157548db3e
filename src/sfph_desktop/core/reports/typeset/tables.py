"""Tables: columns as wide as their words need, thin rules, cut between rows with the heading repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus.flowables import CondPageBreak, Flowable

from sfph_desktop.core.reports.blocks import Align, Table, Text
from sfph_desktop.core.reports.typeset.layout import Laid, area, lay, outline
from sfph_desktop.core.reports.typeset.lines import SetText, set_text
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import ACCENT, INK, LINE, QUIET, Sheet, TextStyle, rgb
from sfph_desktop.core.reports.typeset.tagging import Element
from sfph_desktop.core.reports.wording import whole_day

COLUMN_SPACE = 14.0
_PAD = 4.2
_WIDEST_FIGURE = 96.0
"""Figures up to this wide keep to one line."""
_TALL_ROW = 260.0
"""A row higher than this may be cut between its lines."""

Cell = tuple[SetText, Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableText:
    """A table's cells, shaped, with the elements they are the content of."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    weights: tuple[float, ...] = ()
    """The widths its author asked for; none: by what stands in the columns."""
    total: bool = False
    boxes: tuple[int, ...] = ()
    row_height: float = 0.0

    def columns(self) -> list[list[SetText]]:
        """The texts of each column, the heading first."""
        return [[row[place][0] for row in (self.header, *self.rows)] for place in range(len(self.header))]


def table_text(shaper: Shaper, sheet: Sheet, table: Table, whole: Element) -> TableText:
    """Every cell of a table, shaped, with its element."""
    styles = _cell_styles(sheet, table)
    heads = [replace(style, strong=True, colour=QUIET, tabular=False) for style in styles]
    header = []
    head_row = whole.add("THead").add("TR")
    for text, style in zip(table.header, heads, strict=True):
        element = head_row.add("TH")
        element.scope = "Column"
        header.append((set_text(shaper, text, style), element))
    body = whole.add("TBody")
    rows = []
    for number, row in enumerate(table.rows):
        line = body.add("TR")
        last = table.total and number == len(table.rows) - 1
        cells = []
        for place, (text, style) in enumerate(zip(row, styles, strict=True)):
            element = line.add("TH" if table.row_headers and place == 0 else "TD")
            element.scope = "Row" if element.kind == "TH" else ""
            cells.append((set_text(shaper, _whole(text), replace(style, strong=last)), element))
        rows.append(tuple(cells))
    return TableText(
        header=tuple(header),
        rows=tuple(rows),
        weights=table.widths,
        total=table.total,
        boxes=table.boxes,
        row_height=table.row_height,
    )


def _whole(text: Text) -> Text:
    """A cell that holds a day and no more keeps it on one line."""
    return whole_day(text) if isinstance(text, str) else text


def _cell_styles(sheet: Sheet, table: Table) -> list[TextStyle]:
    """The style of each column's cells: figures of equal width where they are set to the right."""
    left: Align = "left"
    aligns = table.aligns or (left,) * len(table.header)
    styles = [replace(sheet.cell, align=align, tabular=align != "left") for align in aligns]
    if table.rings:
        small = {"size": sheet.small.size, "leading": sheet.small.leading, "colour": QUIET}
        styles = [styles[0], *(replace(style, **small) for style in styles[1:])]  # type: ignore[arg-type]
    return styles


def least_width(table: TableText) -> float:
    """Below this width words would have to be broken."""
    columns = table.columns()
    return sum(_least(column) for column in columns) + COLUMN_SPACE * (len(columns) - 1)


def _least(column: Sequence[SetText]) -> float:
    """The width of a column's longest word; of its longest text where it holds figures, which are best not broken."""
    figures = column[-1].style.align == "right"
    return max(min(text.natural_width, _WIDEST_FIGURE) if figures else text.widest_word for text in column) + 0.5


def column_widths(table: TableText, width: float) -> tuple[float, ...]:
    """Widths that fill `width`, as the author weighed them or by natural width; words are not broken if they fit."""
    columns = table.columns()
    free = width - COLUMN_SPACE * (len(columns) - 1)
    least = [_least(column) for column in columns]
    if sum(least) >= free:
        return tuple(free * part / sum(least) for part in least)
    wanted: Sequence[float] = table.weights
    if not wanted:
        natural = [max(text.natural_width for text in column) + 0.5 for column in columns]
        # Long texts may wrap: beyond a third of the width they weigh less.
        wanted = [min(part, free / 3) + max(0.0, part - free / 3) ** 0.5 for part in natural]
    return share_out(free, least, wanted)


def share_out(free: float, least: Sequence[float], wanted: Sequence[float]) -> tuple[float, ...]:
    """Share out by weight; whoever would fall below its least gets that, and the others share what is left."""
    fixed: set[int] = set()
    while True:
        left = free - sum(least[place] for place in fixed)
        weight = sum(part for place, part in enumerate(wanted) if place not in fixed)
        widths = [
            least[place] if place in fixed else left * part / weight if weight else left / len(wanted)
            for place, part in enumerate(wanted)
        ]
        short = {place for place, own in enumerate(widths) if own < least[place] - 1e-9}
        if not short:
            return tuple(widths)
        fixed |= short


class TableBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A table, or what is left of it on a further page."""

    def __init__(self, shaper: Shaper, table: TableText, *, ring: float = 0.0) -> None:
        """`ring` is the radius of the rings round the cells beside the first, where they are to be marked by hand."""
        super().__init__()
        self._shaper, self._table, self._ring = shaper, table, ring
        self._continued = False
        self._laid_at = 0.0
        self._head: tuple[Laid, ...] = ()
        self._rows: list[tuple[Laid, ...]] = []
        self._widths: tuple[float, ...] = ()
        self.spaceBefore, self.spaceAfter = 4, 16

    def _lay(self, width: float) -> None:
        """Lay out all cells for a width, once."""
        if abs(self._laid_at - width) < 0.01:
            return
        self._laid_at = width
        self._widths = column_widths(self._table, width)
        self._head = self._lay_row(self._table.header)
        self._rows = [self._lay_row(row) for row in self._table.rows]

    def _lay_row(self, row: Sequence[Cell]) -> tuple[Laid, ...]:
        """The cells of a row in lines of their columns' widths."""
        return tuple(
            lay(self._shaper, text, own, element) for (text, element), own in zip(row, self._widths, strict=True)
        )

    def _heights(self) -> list[float]:
        """Of the heading and of every row."""
        head, *rows = (max(cell.height for cell in row) + 2 * _PAD for row in (self._head, *self._rows))
        least = max(self._table.row_height, 2 * (self._ring + _PAD) if self._ring else 0.0)
        return [head, *(max(own, least) for own in rows)]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self._lay(width)
        self.width, self.height = width, sum(self._heights())
        return width, self.height

    def least(self, width: float) -> float:
        """The heading and two rows, or one that is tall."""
        self._lay(width)
        heights = self._heights()
        begun = heights[:3] if len(heights) <= 4 or heights[1] < 60 else heights[:2]
        return sum(min(own, _TALL_ROW) for own in begun)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut between rows (ReportLab), or between the lines of a row that is very tall."""
        self._lay(width)
        heights = self._heights()
        used, kept = heights[0], 0
        for own in heights[1:]:
            if used + own > height + 0.01:
                break
            used += own
            kept += 1
        if kept == len(self._rows) - 1 and kept > 1:  # the last row is not left alone: the one before it goes with it
            kept -= 1
            rest = self._part(self._rows[kept:], first=False)
            # Without this the rest would begin again on this page, under a second heading, and be cut once more.
            return [self._part(self._rows[:kept], first=True), CondPageBreak(rest.wrap(width, height)[1]), rest]
        if kept:
            return [self._part(self._rows[:kept], first=True), self._part(self._rows[kept:], first=False)]
        if heights[1] > _TALL_ROW:
            return self._cut_row(height - heights[0] - 2 * _PAD)
        return []

    def _cut_row(self, height: float) -> list[Flowable]:
        """Cut the first row between its lines."""
        row = self._rows[0]
        leading = max(cell.text.style.leading for cell in row)
        kept = int(height / leading)
        if kept < 2:
            return []
        cut = [cell.cut(kept) for cell in row]
        above, below = tuple(first for first, _ in cut), tuple(rest for _, rest in cut)
        return [self._part([above], first=True), self._part([below, *self._rows[1:]], first=False)]

    def _part(self, rows: list[tuple[Laid, ...]], *, first: bool) -> TableBox:
        """The table with some of its rows; on a further page the heading is repeated for the eye only."""
        part = TableBox(self._shaper, self._table, ring=self._ring)
        part._laid_at, part._widths = self._laid_at, self._widths
        part._head = self._head if first else tuple(replace(cell, element=None) for cell in self._head)
        part._rows = rows
        part._continued = first
        return part

    def draw(self) -> None:
        """Draw (ReportLab)."""
        heights = self._heights()
        with self.canv.decoration():
            self._rule(heights)
            self._draw_boxes(heights)
        top = self.height
        for row, own in zip((self._head, *self._rows), heights, strict=True):
            left = 0.0
            highest = max(cell.height for cell in row)
            for cell, width in zip(row, self._widths, strict=True):
                # Headings stand on the rule beneath them; cells hang from the rule above, or stand in the middle of
                # a row that is higher than its words need.
                drop = highest - cell.height if row is self._head else max(0.0, own - highest - 2 * _PAD) / 2
                if self._ring and row is not self._head:
                    drop = (own - 2 * _PAD - cell.height) / 2
                    self._draw_ring(left + width / 2, top - own / 2, first=left == 0.0)
                cell.draw(self.canv, left, top - _PAD - drop)
                left += width + COLUMN_SPACE
            top -= own

    def _draw_ring(self, middle: float, height: float, *, first: bool) -> None:
        """A ring to be marked, round every cell but the first of its row."""
        if not first:
            with self.canv.decoration():
                self.canv.saveState()
                self.canv.setStrokeColorRGB(*rgb(INK))
                self.canv.setLineWidth(1.0)
                self.canv.circle(middle, height, self._ring, fill=0, stroke=1)
                self.canv.restoreState()

    def _rule(self, heights: Sequence[float]) -> None:
        """Draw the rules: one under the heading, a thin one under each row, a dark one over the total."""
        top = self.height
        for place, own in enumerate(heights):
            top -= own
            before_total = self._table.total and not self._continued and place == len(heights) - 2 and place > 0
            if place == 0:
                area(self.canv, ACCENT, 0, top, self.width, 1.1)
            elif before_total:
                area(self.canv, INK, 0, top, self.width, 0.9)
            else:
                area(self.canv, LINE, 0, top, self.width, 0.6)

    def _draw_boxes(self, heights: Sequence[float]) -> None:
        """Draw a square to tick into each blank cell of the columns that have them."""
        side = self._table.header[0][0].style.size * 1.15
        top = self.height - heights[0]
        for row, own in zip(self._rows, heights[1:], strict=True):
            for place in self._table.boxes:
                if not row[place].text.natural_width:
                    left = sum(self._widths[:place]) + COLUMN_SPACE * place
                    outline(self.canv, QUIET, left, top - own / 2 - side / 2, side)
            top -= own
