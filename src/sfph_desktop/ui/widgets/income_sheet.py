"""Income by route over the years: a chart, the table behind it, and what could not be placed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from sfph_desktop.core.domain.contract_rules import ROUTE_WORDS
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import said
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets.chart_shelf import wide_width
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import fill, short_table

_LEAD = (
    "What each financial year brings, by the way it came: contracts spread evenly over their days, our share of each."
)


class IncomeSheet(Sheet):
    """`left` goes back to the contracts."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Income by route", widest=theme.size("column") * 2)
        self.back = button(theme, "Back to the contracts", self.left.emit, kind="link")
        theme.dress(self.back, "arrow-left", "accent")
        self._room = column(gap=theme.space("large"))
        self.add(row(self.back, None), PageHeader(theme, "Income by route", _LEAD), self._room, None)

    def show_income(
        self, listing: Listing, left_out: tuple[tuple[str, str], ...], picture: tuple[str, bytes] | None
    ) -> None:
        """Show what was worked out."""
        theme = self.theme
        pieces: list[QWidget] = []
        if picture is not None:
            alt, drawn = picture
            canvas = FigureCanvas(theme, alt.partition(". ")[0].removeprefix("Chart: "), alt, widest=wide_width(theme))
            canvas.show_bytes(drawn)
            held = QWidget()
            held.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
            held.setLayout(column(canvas))
            pieces.append(held)
        if listing.rows:
            headings = {route: word[:1].upper() + word[1:] for route, word in ROUTE_WORDS.items()}
            headings |= {"no_route": "No route", "total": "Together", "costs": "What went in"}
            pounds = dict.fromkeys(listing.columns[2:], _pounds)
            shape = Shape(headings=headings, say=pounds)
            pieces.append(short_table(theme, listing, shape, "Income by route, year by year", stretch="year"))
        else:
            pieces.append(words("No contract has a value and its first and last day yet.", "quiet"))
        if left_out:
            said_so = "; ".join(f"{ref}: {why}" for ref, why in left_out)
            pieces.append(Told(theme, "attention", "Left out", f"{said_so}."))
        fill(self._room, *pieces)


def _pounds(cell: Cell) -> str:
    return f"£{cell:,.0f}" if isinstance(cell, float) else said(cell)
