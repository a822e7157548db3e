"""A choice of words that may be longer than its field: shortened there, told in full beside it, whole in its list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QToolTip

_EDGES = 8
"""Pixels of an opened list, besides its words and its scroll bar."""


class LongWords(QComboBox):
    """Never cuts a word in the middle: what has no room ends in an ellipsis, and is told in full by the pointer."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """As it is, with the words that are painted shortened to the room there is."""
        super().initStyleOption(option)
        text = str(option.currentText)
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._room(option))

    def event(self, event: QEvent) -> bool:
        """Tell words that have no room in full."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.shortened:
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As usual; where it is to be as wide as its longest words, with the arrow's room besides, which Qt forgets."""
        hint = super().sizeHint()
        if self.sizeAdjustPolicy() == QComboBox.SizeAdjustPolicy.AdjustToContents:
            option = QStyleOptionComboBox()
            super().initStyleOption(option)
            option.rect = QRect(0, 0, hint.width(), hint.height())
            said = (self.fontMetrics().horizontalAdvance(self.itemText(place)) for place in range(self.count()))
            hint.setWidth(hint.width() + max(0, max(said, default=0) - self._room(option)))
        return hint

    @property
    def shortened(self) -> bool:
        """Whether the words that are chosen have no room in the field."""
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        return self.fontMetrics().horizontalAdvance(self.currentText()) > self._room(option)

    def showPopup(self) -> None:
        """The list, wide enough."""
        self.widen_list()
        super().showPopup()

    def widen_list(self) -> None:
        """Make the list as wide as its longest words, at most as wide as the window; longer ones tell themselves."""
        most = self.window().width() - 2 * _EDGES
        wide = [self.fontMetrics().horizontalAdvance(self.itemText(place)) for place in range(self.count())]
        edges = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + self.fontMetrics().height() + _EDGES
        for place, width in enumerate(wide):
            whole = self.itemText(place) if width + edges > most else None
            self.setItemData(place, whole, Qt.ItemDataRole.ToolTipRole)
        self.view().setMinimumWidth(min(most, max([self.width(), *(width + edges for width in wide)])))

    def _room(self, option: QStyleOptionComboBox) -> int:
        """Pixels for the words in the field."""
        field = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 2
