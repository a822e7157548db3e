"""One finding as a card that opens its evidence: by a click, by Enter, by Space."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import LINE, column, mark, row, words
from sfph_desktop.ui.widgets.findings import Finding
from sfph_desktop.ui.widgets.level_mark import LEVEL_ICONS

_BAR = 4
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Card(QAbstractButton):
    """A surface that is pressed as a whole. It paints its own ground, edge and ring; what stands on it is words."""

    def __init__(self, theme: Theme, role: str = "") -> None:
        """`role` is the colour of the bar at its left; blank for none."""
        super().__init__()
        self._theme, self._role = theme, role
        self.chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def choose(self, chosen: bool) -> None:
        """Mark it as the one whose evidence is open."""
        self.chosen = chosen
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        """As its words wish."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its words allow."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else QSize(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in _OPENS:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, bar and edge; the ring while it has the keyboard."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.tokens.radius["medium"]
        ring = 2.0 if self.hasFocus() or self.chosen else 1.0
        place = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        shape = QPainterPath()
        shape.addRoundedRect(place, radius, radius)
        ground = "accent_soft" if self.chosen or self.isDown() else "accent_faint" if self.underMouse() else "field"
        painter.fillPath(shape, theme.colour(ground))
        if self._role:
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(QRectF(place.left(), place.top(), _BAR, place.height()), theme.colour(self._role))
            painter.restore()
        edge = "focus" if self.hasFocus() or self.chosen else "accent" if self.underMouse() else "line"
        painter.setPen(QPen(theme.colour(edge), ring))
        painter.drawPath(shape)


class FindingCard(Card):
    """A finding: its mark, its line, what must be said beside it, and its evidence number. `opened` carries that."""

    opened = Signal(str)

    def __init__(self, theme: Theme, finding: Finding, *, icon: str = "") -> None:
        super().__init__(theme, "line" if finding.held_back else finding.level or "accent")
        self.finding = finding
        small, medium = theme.space("small"), theme.space("medium")
        sign = icon or (LEVEL_ICONS[finding.level] if finding.level else "")
        number = words(finding.evidence, "label", wrap=False)
        number.setFont(theme.font("small", figures=True))
        tags: list[QWidget] = [words(finding.strength, "small", wrap=False)] if finding.strength else []
        tags.append(number)
        text = column(gap=theme.space("tiny"))
        if finding.held_back:
            text.addWidget(words(finding.held_back, "attention", wrap=False))
        text.addWidget(_line(finding.line, strong=not finding.held_back))
        line = row(gap=medium)
        if sign:
            line.addWidget(mark(theme, sign, finding.level or "accent"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, 1)
        if finding.beneath or len(tags) > 1:  # beside the line, two of them would leave it too little room
            foot = row(words(finding.beneath, "small"), *tags, gap=medium)
            foot.setStretch(0, 1)
            text.addLayout(foot)
        else:
            line.addLayout(column(row(*tags, gap=medium), None))
        line.setContentsMargins(medium + _BAR, small + 2, medium, small + 2)
        self.setLayout(line)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(finding.spoken)
        self.setAccessibleDescription("Opens the evidence behind this figure")
        self.clicked.connect(lambda: self.opened.emit(finding.evidence))


def _line(text: str, *, strong: bool) -> QLabel:
    """The line with its beginning, up to the first bracket, in strong type: the counts a reader looks for."""
    head, bracket, rest = text.replace(" %", "\u00a0%").partition(" (")  # a number and its sign stay on one line
    first, second = escape(head), escape(bracket + rest)
    shown = f"<b>{first}</b>{second}" if strong and bracket else f"{first}{second}"
    label = QLabel(f'<p style="line-height:{LINE}%; margin:0">{shown}</p>')
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setAccessibleName(text)
    return label
