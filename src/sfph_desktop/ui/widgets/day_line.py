"""One line of Today: an icon, what it is, and a quieter line beneath, drawn by one widget, with its buttons beside it.

A label for each of them would be as good to look at, and four times as dear: every label is styled, measured and laid
out by itself, while the first page of the day is waited for.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import PLAIN_TEXT, row
from sfph_desktop.ui.widgets.flow import Flow

_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_drawn: dict[tuple[str, int, str, str], QPixmap] = {}
"""Icons by theme, text size, name and role: many lines have the same one."""


class DayLine(QLabel):
    """Title and detail, each wrapped where the width ends; as high as they need."""

    def __init__(self, theme: Theme, title: str, detail: str, *, icon: str = "", role: str = "", bold: bool = True):
        super().__init__(f"{title}\n{detail}" if detail else title)
        self.setProperty("textFormat", PLAIN_TEXT)
        self._theme, self._title, self._detail, self._bold = theme, title, detail, bold
        self._icon, self._role = icon, role
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Less width needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the two texts are at this width; laying out a page asks for it again and again."""
        if width not in self._heights:
            upper, lower = self._places(width)
            self._heights[width] = max(lower.bottom() + 1, upper.bottom() + 1, self._side)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """A width at which it is good to read."""
        wide = self._theme.size("list") * 2 // 3
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Room for a long word."""
        wide = self._theme.size("list") // 3
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        self._heights.clear()
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon in the middle of the height, the texts beside it."""
        theme, painter = self._theme, QPainter(self)
        if self._icon:
            painter.drawPixmap(0, (self.height() - self._side) // 2, _pixmap(theme, self._icon, self._role))
        upper, lower = self._places(self.width())
        down = max(0, (self.height() - max(lower.bottom(), upper.bottom()) - 1) // 2)
        painter.setFont(self._fonts[0])
        painter.setPen(theme.colour("text"))
        painter.drawText(upper.translated(0, down), _WRAPPED, self._title)
        painter.setFont(self._fonts[1])
        painter.setPen(theme.colour("text_quiet"))
        painter.drawText(lower.translated(0, down), _WRAPPED, self._detail)
        painter.end()

    # --- inside

    @property
    def _side(self) -> int:
        return self._theme.size("icon") if self._icon else 0

    @property
    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font(bold=self._bold), self._theme.font("small")

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where the title and the detail stand in this width; an empty place for a detail that is not there."""
        left = self._side + self._theme.space("small") if self._icon else 0
        room = QRect(left, 0, max(width - left, 1), 100_000)
        title, detail = (QFontMetrics(font) for font in self._fonts)
        upper = title.boundingRect(room, _WRAPPED, self._title)
        upper.setWidth(room.width())
        if not self._detail:
            return upper, QRect(left, upper.bottom(), 0, 0)
        below = room.translated(0, upper.bottom() + 1 + self._theme.space("hair"))
        lower = detail.boundingRect(below, _WRAPPED, self._detail)
        lower.setWidth(room.width())
        return upper, lower


class DayRow(QFrame):
    """A line with its buttons and a rule under it."""

    def __init__(self, theme: Theme, line: DayLine, name: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._theme = theme
        gap = theme.space("small")
        beside = buttons if len(buttons) < 2 else (Flow(gap, *buttons),)
        made = row(line, *beside, gap=gap, edge=(0, 0, 0, gap + 1))
        made.setStretch(0, 1)
        self.setLayout(made)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # words that wrap are as high as their lines
        self.setSizePolicy(policy)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The rule."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))
        painter.end()


def _pixmap(theme: Theme, icon: str, role: str) -> QPixmap:
    key = (theme.name, theme.percent, icon, role)
    if key not in _drawn:
        _drawn[key] = theme.pixmap(icon, role)
    return _drawn[key]
