"""What stands beneath a list in which several may be chosen: how many are, all of them, and what is done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.passages import Turning
from sfph_desktop.ui.widgets.record_views import RecordList

_HOW = "Hold Ctrl or Shift to choose several; Ctrl and A chooses all."


class ChosenBar(QWidget):
    """`change_wanted` carries the ids of the records that are chosen, in the order of the list."""

    change_wanted = Signal(object)

    def __init__(self, theme: Theme, records: RecordList, one: str, many: str) -> None:
        super().__init__()
        self._list, self._one, self._many = records, one, many
        self._most = 0
        self._said = words("", "small")
        self.change = button(theme, "Change for those chosen", self._on_change)
        self.all = button(theme, "Choose all", self._on_all, kind="link", description=_HOW)
        gap = theme.space("small")
        turning = Turning(
            theme, [self._said, Flow(gap, self.change, self.all)], theme.size("list") * 4 // 5, gap=gap // 2
        )
        self.setLayout(column(turning, edge=(0, 0, 0, gap)))
        records.selectionModel().selectionChanged.connect(self._show)
        records.table.modelReset.connect(self._show)
        self._show()

    def say_most(self, most: int) -> None:
        """So many are listed at most of what is found; 0 where all are. What is offered says so."""
        self._most = most
        self._show()

    def _show(self) -> None:
        chosen, listed = self._list.number_chosen, self._list.table.rowCount()
        several = chosen > 1
        self.setVisible(listed > 1)
        self._said.setText(f"{counted(chosen, self._one, self._many)} chosen" if several else _HOW)
        self.change.setVisible(several)
        self.all.setVisible(chosen < listed)
        capped = bool(self._most) and listed >= self._most
        every = counted(listed, self._one, self._many)
        self.all.setText(f"Choose the first {listed:,} found, which are listed" if capped else f"Choose all {every}")

    def _on_all(self) -> None:
        self._list.selectAll()
        self._list.setFocus()

    def _on_change(self) -> None:
        self.change_wanted.emit(self._list.chosen_records)
