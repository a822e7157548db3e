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
        self._measured: tuple[tuple[QFont, QFontMetrics, int], ...] = ()
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
        """Each text on one line."""
        left = self._side + self._theme.space("small") if self._icon else 0
        wide = left + max(advance for _, _, advance in self._texts())
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Room for a long word."""
        wide = self._theme.size("list") // 3
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        self._heights.clear()
        self._measured = ()
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon in the middle of the height, the texts beside it."""
        theme, painter = self._theme, QPainter(self)
        if self._icon:
            painter.drawPixmap(0, (self.height() - self._side) // 2, _pixmap(theme, self._icon, self._role))
        upper, lower = self._places(self.width())
        down = max(0, (self.height() - max(lower.bottom(), upper.bottom()) - 1) // 2)
        (first, *_), (second, *_) = self._texts()
        painter.setFont(first)
        painter.setPen(theme.colour("text"))
        painter.drawText(upper.translated(0, down), _WRAPPED, self._title)
        painter.setFont(second)
        painter.setPen(theme.colour("text_quiet"))
        painter.drawText(lower.translated(0, down), _WRAPPED, self._detail)
        painter.end()

    # --- inside

    @property
    def _side(self) -> int:
        return self._theme.size("icon") if self._icon else 0

    def _texts(self) -> tuple[tuple[QFont, QFontMetrics, int], ...]:
        """Of title and detail: the font, its measures, and the width of the text on one line; measured once."""
        if not self._measured:
            fonts = (self._theme.font(bold=self._bold), self._theme.font("small"))
            both = zip(fonts, (self._title, self._detail), strict=True)
            self._measured = tuple(
                (font, metrics := QFontMetrics(font), metrics.horizontalAdvance(text)) for font, text in both
            )
        return self._measured

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where the title and the detail stand in this width; an empty place for a detail that is not there."""
        left = self._side + self._theme.space("small") if self._icon else 0
        room = max(width - left, 1)
        title, detail = (
            metrics.height()
            if wide <= room
            else metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAPPED, text).height()
            for (_, metrics, wide), text in zip(self._texts(), (self._title, self._detail), strict=True)
        )
        upper = QRect(left, 0, room, title)
        if not self._detail:
            return upper, QRect(left, title, 0, 0)
        return upper, QRect(left, title + self._theme.space("hair"), room, detail)


class DayRow(QFrame):
    """A line with its buttons and a rule under it."""

    def __init__(self, theme: Theme, line: DayLine, name: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._theme = theme
        gap = theme.space("small")
        beside = buttons if len(buttons) < 2 else (Flow(gap, *buttons),)
        made = row(line, *beside, gap=gap, edge=(0, 0, 0, gap + 1))
        made.setStretch(0, 1)
        for piece in beside:
            made.setAlignment(piece, Qt.AlignmentFlag.AlignVCenter)
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
