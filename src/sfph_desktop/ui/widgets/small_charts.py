"""Small charts painted straight onto the page: how a score went, and how often somebody came, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sfph_desktop.core.domain.person_page import MeasureLine, Visits
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.theme.apply import Theme

_LETTERS = "JFMAMJJASOND"


class Sparkline(QWidget):
    """The scores of one questionnaire as a line over time: first and latest are labelled, each is a dot.

    The two thin lines are the lowest and the highest the score can be; where that is not known, those that were given.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line: MeasureLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """High enough for a line of figures over and under it."""
        return QSize(self._theme.size("list"), self._theme.size("control") * 3 // 2)

    def show_line(self, line: MeasureLine) -> None:
        """Show how a score went."""
        self._line = line
        told = ", ".join(f"{point.value:g} on {said_day(point.day)}" for point in line.points)
        self.setAccessibleName(f"{line.name} {line.output}: {told}. {line.said}".replace("  ", " "))
        self.setToolTip(told)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bounds, the line, the dots, the first and the latest figure."""
        if self._line is None:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small", figures=True))
        measure = painter.fontMetrics()
        points = self._line.points
        ends = [f"{points[0].value:g}", f"{points[-1].value:g}"]
        left = measure.horizontalAdvance(ends[0]) + theme.space("small")
        right = measure.horizontalAdvance(ends[1]) + theme.space("small")
        dot = max(3.0, theme.size("icon") / 6)
        room = QRectF(self.rect()).adjusted(left + dot, dot + 2, -right - dot, -dot - 2)
        places = [self._place(room, point.day, point.value) for point in points]
        painter.setPen(QPen(theme.colour("line"), 1))
        for y in (room.top(), room.bottom()):
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        self._paint_line(painter, places, dot)
        painter.setPen(theme.colour("text"))
        for text, place, side in ((ends[0], places[0], -1), (ends[1], places[-1], 1)):
            if side < 0 and len(places) == 1:
                continue
            width = measure.horizontalAdvance(text)
            x = place.x() + dot + theme.space("tiny") if side > 0 else place.x() - dot - theme.space("tiny") - width
            y = min(max(place.y(), measure.height() / 2), self.height() - measure.height() / 2)
            painter.drawText(QPointF(x, y + measure.ascent() / 2 - 1), text)
        painter.end()

    def _paint_line(self, painter: QPainter, places: Sequence[QPointF], dot: float) -> None:
        colour = self._colour()
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)
        painter.setPen(QPen(colour, 2))
        for number, place in enumerate(places):
            last = number == len(places) - 1
            painter.setBrush(colour if last else self._theme.colour("window"))
            painter.drawEllipse(place, dot, dot)

    def _colour(self) -> QColor:
        better = self._line.better if self._line is not None else None
        return self._theme.colour("accent" if better is None else "good" if better else "danger")

    def _place(self, room: QRectF, day: date, value: float) -> QPointF:
        line = self._line
        if line is None:
            return room.center()
        first, last = line.points[0].day, line.points[-1].day
        values = [point.value for point in line.points]
        low = min(values) if line.lowest is None else line.lowest
        high = max(values) if line.highest is None else line.highest
        across = (day - first).days / (last - first).days if last != first else 0.5
        up = (value - low) / (high - low) if high != low else 0.5
        return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())


class MonthBars(QWidget):
    """Visits in each of the last twelve months as bars; the number stands over each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._visits = Visits()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Twelve narrow bars with their letters."""
        return QSize(self._theme.size("list"), self._theme.size("control") * 2)

    def show_visits(self, visits: Visits) -> None:
        """Show how often somebody came."""
        self._visits = visits
        told = ", ".join(f"{month:%B %Y} {number}" for month, number in visits.months if number)
        self.setAccessibleName(f"Visits by month: {told or 'none in the last twelve months'}")
        self.setToolTip(told)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars over the line of nought, their numbers, the letters of the months."""
        months = self._visits.months
        if not months:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small", figures=True))
        height = painter.fontMetrics().height()
        step = self.width() / len(months)
        ground = self.height() - height - 2
        most = max(1, *(number for _, number in months))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(0, ground), QPointF(self.width(), ground))
        for place, (month, number) in enumerate(months):
            x, tall = place * step, (ground - height) * number / most
            if number:
                painter.fillRect(QRectF(x + step * 0.2, ground - tall, step * 0.6, tall), theme.colour("accent"))
                painter.setPen(theme.colour("text"))
                over = QRectF(x, ground - tall - height, step, height)
                painter.drawText(over, Qt.AlignmentFlag.AlignCenter, str(number))
            painter.setPen(theme.colour("text_quiet"))
            under = QRectF(x, ground + 2, step, height)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, _LETTERS[month.month - 1])
        painter.end()


def visits_said(visits: Visits) -> str:
    """How often somebody came and when last, in a sentence."""
    if not visits.total or visits.last is None:
        return "Has not come to a session yet."
    often = "once" if visits.total == 1 else f"{visits.total:,} times"
    lately = f", {counted(visits.lately, 'time')} in the last twelve months" if visits.lately else ""
    return f"Came {often}{lately}; last on {said_day(visits.last)}."
