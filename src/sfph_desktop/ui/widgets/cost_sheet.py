"""All that went in, in one table: what a form has written down is found, changed and removed here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.input_rules import KIND_WORDS
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.chart_shelf import wide_width
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.record_views import RecordGrid

_LEAD = "The value is set beside what is written down here of the same days. Enter or a double click changes a line."
_NONE = "Nothing is written down yet."
_COLUMNS = ("id", "what", "amount", "whose", "from", "to")
_HEADINGS = {"what": "What", "amount": "How much", "whose": "For", "from": "From", "to": "To"}
_MOST_ROWS = 12


class CostSheet(Sheet):
    """`wanted` and `remove_wanted` carry the id of a record; `left` goes back; `outdated`: other ones are kept now."""

    wanted = Signal(object)
    remove_wanted = Signal(object)
    left = Signal()
    outdated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "What went in", widest=wide_width(theme) * 4 // 3)
        self.table = RecordTable(Shape(columns=_COLUMNS[1:], headings=_HEADINGS))
        self.grid = RecordGrid(theme, self.table, "What went in, the latest first", stretch="whose", most=_MOST_ROWS)
        self.grid.opened.connect(self.wanted)
        self.none = words(_NONE, "quiet")
        self.change = button(theme, "Change the chosen line", lambda: self.wanted.emit(self._chosen), icon="edit")
        self.remove = button(
            theme, "Remove the chosen line", lambda: self.remove_wanted.emit(self._chosen), icon="remove"
        )
        self.back = button(theme, "Back to the value", self.left.emit, kind="link", icon="arrow-left")
        actions = Flow(theme.space("small"), self.change, self.remove, self.back)
        self.add(PageHeader(theme, "What went in", _LEAD), self.grid, self.none, actions, None)

    def show_costs(self, costs: Sequence[InputCost]) -> None:
        """Show these; what was chosen stays chosen while it is there."""
        chosen = max(self.grid.currentIndex().row(), 0)
        rows = tuple(
            (one.id, KIND_WORDS[one.kind].capitalize(), f"{one.amount:,.2f}", _whose(one), one.date_from, one.date_to)
            for one in costs
        )
        self.table.show(Listing(kind="inputs", columns=_COLUMNS, rows=rows))
        for piece in (self.grid, self.change, self.remove):
            piece.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if rows:
            self.grid.setCurrentIndex(self.table.index(min(chosen, len(rows) - 1), 0))
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.back if self.grid.isHidden() else self.grid

    def heed(self, kinds: frozenset[str]) -> None:
        """Other records were kept, or an undo took some back."""
        if "inputs" in kinds:
            self.outdated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _chosen(self) -> object:
        return self.table.record_at(self.grid.currentIndex().row())


def _whose(cost: InputCost) -> str:
    """`Lunch club · IJB-24`."""
    return " · ".join(filter(None, (cost.service, cost.contract_ref))) or "all of the work"
