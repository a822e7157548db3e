"""A piece no higher than it needs to be, and as high as it needs to be once its words wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy


class Growing(QFrame):
    """A frame whose wanted height follows its width.

    Qt holds a piece that may not grow to the height it wants at its favourite width. In a narrower page its words
    wrap into more lines, and the lines beyond that height would be cut off.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """The usual size, and the height that the words need at the width the piece has now."""
        hint = super().sizeHint()
        if self.hasHeightForWidth() and 0 < self.width() < hint.width():
            hint.setHeight(max(hint.height(), self.heightForWidth(self.width())))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Worded(Growing):
    """The same where many words stand one under the other.

    At its least width they would be far higher than they are, and a page that keeps room for that ends empty.
    """

    def minimumSizeHint(self) -> QSize:
        """No higher than its words are at the width there is."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self.heightForWidth(max(self.width(), hint.width()))))
