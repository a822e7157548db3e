"""A picture that may be wider than its place: it is moved sideways, by key, wheel or bar, and never made smaller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Sideways(QScrollArea):
    """Holds one picture at the width it is to be read at, and is as high as the picture then is.

    Left and right move it while it has the keyboard, unless they go from box to box in it. What goes up and down is
    the page's.
    """

    def __init__(self, canvas: FigureCanvas) -> None:
        super().__init__()
        self._canvas, self._wide = canvas, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The picture, to be moved sideways")
        self.setWidget(canvas)
        canvas.installEventFilter(self)

    def read_at(self, width: int) -> None:
        """Show the picture so many pixels wide, or as wide as the place where that is wider."""
        self._wide = width
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as may be, as high as the picture."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider place shows more of it, or all of it larger."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up and down scroll the page."""
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right move the picture by a third of what is seen."""
        if watched is self._canvas and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _SIDEWAYS.get(Qt.Key(event.key()))
            bar = self.horizontalScrollBar()
            if step is not None and bar.maximum() and not self._canvas.walked:
                bar.setValue(bar.value() + step * self.viewport().width() // 3)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every other key is the page's."""
        event.ignore()

    def _fit(self) -> None:
        wide = max(self._wide, 1) if self._wide > self.width() else self.width()
        high = self._canvas.heightForWidth(wide)
        bar = self.horizontalScrollBar().sizeHint().height() if wide > self.width() else 0
        if self._canvas.size() != QSize(wide, high):
            self._canvas.resize(wide, high)
        if self.height() != high + bar:
            self.setFixedHeight(high + bar)
