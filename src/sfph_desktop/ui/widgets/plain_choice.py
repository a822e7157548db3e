"""A drop-down choice of words that stand for values, filled anew without losing what was chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from sfph_desktop.ui.widgets.long_words import LongWords

_TOLD_AFTER = 200


class PlainChoice(LongWords):
    """One of several. The wheel scrolls the page, unless the choice has the keyboard.

    `picked`: chosen from the list that was opened, by the mouse or Enter; not passed by with the arrows.
    """

    picked = Signal()

    def __init__(self, name: str, described: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(described)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        self._open = False
        self.activated.connect(lambda _number: self.picked.emit() if self._open else None)

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

    def showPopup(self) -> None:
        """What is chosen now is picked from the list."""
        self._open = True
        super().showPopup()

    def hidePopup(self) -> None:
        """The list goes first, and what was chosen in it is told after that."""
        super().hidePopup()
        QTimer.singleShot(_TOLD_AFTER, self, self._on_closed)

    def _on_closed(self) -> None:
        self._open = self.view().isVisible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
