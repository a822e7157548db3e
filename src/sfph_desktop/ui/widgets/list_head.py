"""What stands above a list: its actions, choices, filter and count. In a low place they share lines."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLayoutItem, QSizePolicy, QWidget

from sfph_desktop.ui.widgets.flow import Flow, FlowLayout
from sfph_desktop.ui.widgets.head_actions import HeadActions


class _Lines(FlowLayout):
    """Each piece in a line of its own; where it is low, as many in a line as have room, and fields take the rest."""

    def __init__(self, gap: int) -> None:
        super().__init__(gap)
        self.low = False

    def put(self, place: int, piece: QWidget) -> None:
        """Put a piece before the one that has this place."""
        self.addWidget(piece)
        self._items.insert(place, self._items.pop())

    def sizeHint(self) -> QSize:
        """The widest piece, and as high as they are at that width."""
        width = max((item.sizeHint().width() for item in self._shown()), default=0)
        return QSize(width, self.heightForWidth(width))

    def _shown(self) -> list[QLayoutItem]:
        """What there is to see: actions that are all in a menu take no line."""
        return [item for item in super()._shown() if item.sizeHint().height() > 0]

    def _place(self, place: QRect, *, move: bool) -> int:
        y = place.y()
        for number, line in enumerate(self._in_lines(place.width())):
            y += self._gap if number else 0
            x, widths = place.x(), self._widths(line, place.width())
            heights = [_height(item, width) for item, width in zip(line, widths, strict=True)]
            high = max(heights)
            for item, width, height in zip(line, widths, heights, strict=True) if move else ():
                item.setGeometry(QRect(QPoint(x, y + (high - height) // 2), QSize(width, height)))
                x += width + self._gap
            y += high
        return y - place.y()

    def _in_lines(self, width: int) -> list[list[QLayoutItem]]:
        shown = self._shown()
        if not self.low:
            return [[item] for item in shown]
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in shown:
            if _wraps(item):
                continue
            wish = item.sizeHint().width()
            if not lines or wish > left or _of_words(item):
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= width if _of_words(item) else wish + self._gap
        return lines + [[item] for item in shown if _wraps(item)]  # words that may need several lines come last

    def _widths(self, line: list[QLayoutItem], width: int) -> list[int]:
        """What each piece of a line gets: alone, all of it; else what it wishes, and fields share the rest."""
        if len(line) == 1:
            return [width]
        wishes = [item.sizeHint().width() for item in line]
        rest = width - sum(wishes) - self._gap * (len(line) - 1)
        fields = [at for at, item in enumerate(line) if item.expandingDirections() & Qt.Orientation.Horizontal]
        for number, at in enumerate(fields):
            wishes[at] += rest * (number + 1) // len(fields) - rest * number // len(fields)
        return wishes


class ListHead(QWidget):
    """Its pieces in the order of Tab. It asks for the width of its widest piece, however they stand now."""

    def __init__(self, gap: int, *pieces: QWidget) -> None:
        super().__init__()
        self._lines = _Lines(gap)
        self.setLayout(self._lines)
        for piece in pieces:
            self._lines.addWidget(piece)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def low(self) -> bool:
        """Whether the pieces share lines, because the list would be left with few rows."""
        return self._lines.low

    def put_first(self, *pieces: QWidget) -> None:
        """Put pieces before those that are there."""
        for place, piece in enumerate(pieces):
            self._lines.put(place, piece)
        self._fit()

    def set_low(self, low: bool) -> None:
        """Whether there is little height."""
        if low != self._lines.low:
            self._lines.low = low
            self._fit()
            self._lines.invalidate()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the pieces are at the width there is."""
        hint = self._lines.sizeHint()
        return QSize(hint.width(), self._lines.heightForWidth(self.width() or hint.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want another height, and have room for other actions."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Larger words leave less room for the actions."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        for at in range(self._lines.count()):
            piece = cast("QLayoutItem", self._lines.itemAt(at)).widget()
            if isinstance(piece, HeadActions):
                piece.fit(self.width() if self.low else None)


def _wraps(item: QLayoutItem) -> bool:
    return isinstance(item.widget(), QLabel) and item.hasHeightForWidth()


def _of_words(item: QLayoutItem) -> bool:
    """A piece that holds words, and gets higher where they have less width, has a line of its own."""
    return item.hasHeightForWidth() and not isinstance(item.widget(), Flow)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
