"""The picture of the theory of change, in which arrows are drawn and taken away, by mouse and by keyboard.

Click what you do, then what changes because of it; or drag from the one to the other. With the keyboard: the arrow keys
go from box to box, Enter takes an activity as the beginning of an arrow, Enter on an outcome ends it there. The same
again takes the arrow away. Enter on an outcome, without a beginning, goes to what is written about it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from sfph_desktop.core.domain.theory import BoxPlace
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_ROUND = 12
"""Pixels round a box that are to be seen with it."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TheoryCanvas(FigureCanvas):
    """`linked` carries activity, outcome and whether there is to be an arrow; `opened` an outcome; `told` words."""

    linked = Signal(str, str, bool)
    opened = Signal(str)
    told = Signal(str)
    stepped = Signal(int, int, int)
    """The middle of the box that one is at now, and half its width."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self._places: tuple[BoxPlace, ...] = ()
        self._arrows: AbstractSet[tuple[str, str]] = frozenset()
        self.here: BoxPlace | None = None
        self.start: BoxPlace | None = None
        self.setMouseTracking(True)

    def show_places(self, places: tuple[BoxPlace, ...], arrows: AbstractSet[tuple[str, str]]) -> None:
        """Where the boxes of the picture are, and which (activity, outcome) are joined by an arrow now."""
        self._places, self._arrows = places, arrows
        self.here, self.start = self._same(self.here), self._same(self.start)
        self.update()

    @property
    def walked(self) -> bool:
        """The arrow keys go from box to box."""
        return bool(self._places)

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys, Enter and Escape; everything else goes on to the page."""
        key = event.key()
        if key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._cross(of="activity" if key == Qt.Key.Key_Left else "outcome")
        elif key in _ENTER and self.here is not None:
            self._choose(self.here)
        elif key == Qt.Key.Key_Escape and self.start is not None:
            self.start = None
            self._say("No arrow is begun any more.")
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        column = self._column(self.here.kind if self.here is not None else "activity")
        if not column:
            return
        at = column.index(self.here) + by if self.here in column else 0
        self._go(column[min(max(at, 0), len(column) - 1)])

    def _cross(self, of: str) -> None:
        column = self._column(of)
        if not column or (self.here is not None and self.here.kind == of):
            return
        middle = self.here.top if self.here is not None else 0.0
        self._go(min(column, key=lambda one: abs(one.top - middle)))

    def _column(self, kind: str) -> list[BoxPlace]:
        """The boxes of a kind from the top down; of an activity its own, not what came of it."""
        named = {one.name: one for one in reversed(self._places) if one.kind == kind}
        return sorted(named.values(), key=lambda one: one.top)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a box takes it."""
        place = self._at(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if place is None:
            self.start = None
            self.update()
        else:
            self._go(place)
            self._choose(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go over an outcome after a drag from an activity: the arrow ends there."""
        place = self._at(event)
        if self.start is not None and place is not None and place.kind == "outcome":
            self._go(place)
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
        pressed = self._at(event) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressed else Qt.CursorShape.ArrowCursor)

    # --- inside

    def _choose(self, place: BoxPlace) -> None:
        if place.kind == "activity":
            self.start = None if self.start is not None and self.start.name == place.name else place
            begun = f"An arrow begins at {place.said}. Choose the outcome that it leads to."
            self._say(begun if self.start is not None else "No arrow is begun any more.")
        elif self.start is None:
            self.opened.emit(place.name)
        else:
            start, self.start = self.start, None
            draw = (start.name, place.name) not in self._arrows
            self._say(f"{start.said} {'leads' if draw else 'does not lead'} to {place.said}.")
            self.linked.emit(start.name, place.name, draw)

    def _go(self, place: BoxPlace) -> None:
        self.here = place
        said, area = place.said, self._area(place)
        self.stepped.emit(round(area.center().x()), round(area.center().y()), round(area.width() / 2) + _ROUND)
        if self.start is not None and place.kind == "outcome":
            there = (self.start.name, place.name) in self._arrows
            said = f"{said}. Enter {'takes the arrow away' if there else 'ends the arrow here'}."
        self._say(said)

    def _say(self, text: str) -> None:
        self.told.emit(text)
        self.update()

    def _same(self, place: BoxPlace | None) -> BoxPlace | None:
        if place is None:
            return None
        return next((one for one in self._places if (one.kind, one.name) == (place.kind, place.name)), None)

    def _at(self, event: QMouseEvent) -> BoxPlace | None:
        point = event.position()
        return next((one for one in self._places if self._area(one).contains(point)), None)

    def _area(self, place: BoxPlace) -> QRectF:
        wide = min(self.width(), self._widest or self.width())
        high = self.heightForWidth(self.width())
        return QRectF(place.left * wide, place.top * high, place.wide * wide, place.high * high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, a ring round the box one is at, and a strong one round where an arrow begins."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, thick in ((self.here if self.hasFocus() else None, 2), (self.start, 4)):
            if place is not None:
                painter.setPen(QPen(self._theme.colour("focus"), thick))
                painter.drawRoundedRect(self._area(place).adjusted(-3, -3, 3, 3), 4, 4)
