"""Shows a chart that was drawn elsewhere, sharp at any scale, with its meaning in words for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from sfph_desktop.ui.theme.apply import Theme

_PALE = 0.45
"""How much of a chart is seen while a newer one is drawn."""


class FigureCanvas(QWidget):
    """One chart as PNG or SVG bytes. It keeps its proportions and takes the width it is given, up to `widest`."""

    def __init__(self, theme: Theme, title: str = "", description: str = "", *, widest: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._drawing: QSvgRenderer | None = None
        self._kept: QPixmap | None = None
        self._widest = widest
        self._dimmed = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.describe(title, description)

    def describe(self, title: str, description: str) -> None:
        """The finding the chart shows, and the chart in words."""
        self.setAccessibleName(title or "Chart")
        self.setAccessibleDescription(description)
        self.setToolTip("")

    def limit(self, widest: int) -> None:
        """As wide as that at most, in pixels of the window; 0 for as wide as it is."""
        if widest != self._widest:
            self._widest = widest
            self.updateGeometry()

    def dim(self, dimmed: bool) -> None:
        """Show the chart pale while a newer one is being drawn: the old figures are not the last word."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    def show_bytes(self, drawn: bytes) -> bool:
        """Show a PNG or an SVG; False, with nothing shown, when the bytes are neither."""
        before, self._kept = self.sizeHint(), None
        self._image, self._drawing = QImage(), None
        if drawn[:5] == b"<?xml" or drawn[:4] == b"<svg":
            renderer = QSvgRenderer(QByteArray(drawn))
            self._drawing = renderer if renderer.isValid() else None
        else:
            self._image.loadFromData(QByteArray(drawn))
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()
        return self.shown

    @property
    def walked(self) -> bool:
        """Whether the arrow keys go from part to part of it."""
        return False

    @property
    def shown(self) -> bool:
        """Whether there is a chart to see."""
        return self._drawing is not None or not self._image.isNull()

    def sizeHint(self) -> QSize:
        """The chart's own size, within the width allowed."""
        own = self._own_size()
        width = min(own.width(), self._widest or own.width())
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """The height that keeps the proportions."""
        own = self._own_size()
        wide = min(width, self._widest or width)
        return max(1, round(wide * own.height() / max(own.width(), 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chart, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(_PALE if self._dimmed else 1.0)
        own = self._own_size()
        wide = min(self.width(), self._widest or self.width())
        place = QRectF(0, 0, wide, wide * own.height() / max(own.width(), 1))
        if self._drawing is not None:
            painter.drawPixmap(place.topLeft(), self._drawn_once(place))
        elif not self._image.isNull():
            ratio = self.devicePixelRatioF()
            wanted = (place.size() * ratio).toSize()
            scaled = self._image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(place, scaled)
        painter.setOpacity(1.0)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))

    def _drawn_once(self, place: QRectF) -> QPixmap:
        """The drawing in the dots of this screen; words are set once, not whenever something passes over them."""
        ratio = self.devicePixelRatioF()
        wanted = (place.size() * ratio).toSize()
        if self._kept is None or self._kept.size() != wanted:
            self._kept = QPixmap(wanted)
            self._kept.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._kept)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._drawing is not None:
                self._drawing.render(painter, QRectF(self._kept.rect()))
            painter.end()
            self._kept.setDevicePixelRatio(ratio)
        return self._kept

    def _own_size(self) -> QSize:
        if self._drawing is not None:
            return self._drawing.defaultSize()
        return self._image.size() if not self._image.isNull() else QSize(16, 9)
