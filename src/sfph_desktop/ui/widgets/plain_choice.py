"""A drop-down choice of words that stand for values, filled anew without losing what was chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy


class PlainChoice(QComboBox):
    """One of several. The wheel scrolls the page, unless the choice has the keyboard."""

    def __init__(self, name: str, described: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(described)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)

    def fill(self, choices: list[tuple[str, object]], chosen: object = None) -> None:
        """Offer these words, each with what it stands for; nothing is announced as chosen by it."""
        blocked = self.blockSignals(True)
        self.clear()
        for said, what in choices:
            self.addItem(said, what)
        self.choose(chosen)
        self.blockSignals(blocked)

    def choose(self, what: object) -> None:
        """Choose by what the words stand for; the first where it is not there."""
        self.setCurrentIndex(next((n for n in range(self.count()) if self.itemData(n) == what), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
