"""The smallest pieces, already dressed: words, buttons, rules, and the rows and columns they stand in."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, qCritical
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sfph_desktop.ui.theme.apply import Theme

L = TypeVar("L", bound=QBoxLayout)
_DEEPEST = 12
"""Resizes of a page within one another before it is left as it is; two or three are usual."""
Piece = QWidget | QLayout | int | None
"""Something in a row or a column: a widget, a layout, a gap in pixels, or None for a stretch."""


def words(text: str = "", kind: str = "", *, wrap: bool = True) -> QLabel:
    """A label that shows its text as it is: stored words are never taken for mark-up.

    Kinds: title, strong, bold, figure, quiet, small, label, problem, good, attention, key.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    return label


class Prose(QLabel):
    """Running text with room between its lines. It takes plain text only; a blank line begins a paragraph."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if kind:
            self.setProperty("kind", kind)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        paragraphs = [escape(part.strip()).replace("\n", "<br>") for part in text.split("\n\n")]
        style = "line-height:140%; margin-top:0; margin-bottom:{}px"
        last = len(paragraphs) - 1
        self.setText(
            "".join(
                f'<p style="{style.format(8 if number < last else 0)}">{part}</p>'
                for number, part in enumerate(paragraphs)
            )
        )
        self.setAccessibleName(text)


def button(
    theme: Theme,
    text: str,
    on: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    description: str = "",
) -> QPushButton:
    """A button with a verb on it. Kinds: primary, danger, quiet, link, large; blank is the usual one."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        role = {"primary": "on_accent", "danger": "danger", "quiet": "accent", "link": "accent", "large": "accent"}
        theme.dress(made, icon, role.get(kind, "text"))
    if description:
        made.setAccessibleDescription(description)
        made.setToolTip(description)
    if on is not None:
        made.clicked.connect(lambda: on())
    return made


def icon_button(
    theme: Theme, icon: str, name: str, on: Callable[[], object] | None = None, *, role: str = "text", size: int = 0
) -> QToolButton:
    """A button with only an icon to see, and a name for those who listen and those who wait with the pointer."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    theme.dress(made, icon, role, size)
    if on is not None:
        made.clicked.connect(lambda: on())
    return made


def mark(theme: Theme, icon: str, role: str = "text", size: int = 0) -> QLabel:
    """An icon to look at only; what it means is said in words beside it."""
    label = QLabel()
    theme.dress(label, icon, role, size)
    return label


def rule(upright: bool = False) -> QFrame:
    """A thin line across, or upright."""
    line = QFrame()
    line.setProperty("kind", "upright" if upright else "rule")
    return line


def column(*pieces: Piece, gap: int = 0, edge: int | tuple[int, int, int, int] = 0) -> QVBoxLayout:
    """Pieces one under the other, `gap` pixels apart, `edge` pixels from the edge (left, top, right, bottom)."""
    return _filled(QVBoxLayout(), pieces, gap, edge)


def row(*pieces: Piece, gap: int = 0, edge: int | tuple[int, int, int, int] = 0) -> QHBoxLayout:
    """Pieces side by side, in the middle of the line's height."""
    return _filled(QHBoxLayout(), pieces, gap, edge)


def labelled(theme: Theme, text: str, editor: QWidget, help_text: str = "") -> QVBoxLayout:
    """A label over something to type in, joined for those who listen."""
    label = words(text, "label")
    label.setBuddy(editor)
    if not editor.accessibleName():
        editor.setAccessibleName(text)
    if help_text:
        editor.setAccessibleDescription(help_text)
    pieces = [label, editor] + ([words(help_text, "small")] if help_text else [])
    return column(*pieces, gap=theme.space("tiny"))


def held(layout: QLayout, kind: str = "") -> QFrame:
    """A layout in a frame of its own; with a kind, in that kind's colours."""
    frame = QFrame()
    if kind:
        frame.setProperty("kind", kind)
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    frame.setLayout(layout)
    return frame


class _QuietBar(QScrollBar):
    """A scroll bar that keeps its place and is not seen while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing, or the bar."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Scroller(QScrollArea):
    """A scroll area that stops at last, should content ask for more width when narrow than when wide.

    Qt resizes the content within resizing it until it asks for no other size. Where it never does, the stack would
    overflow and the window die; here the content stays a little too wide or too narrow, and that is told as a fault.
    """

    _within, _told = 0, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the content, but not into itself without end."""
        if event.type() != QEvent.Type.Resize:
            return super().eventFilter(watched, event)
        if self._within >= _DEEPEST:
            if not self._told:
                self._told = True
                qCritical(f"The page '{self.accessibleName()}' asks for another width at every width")
            return False
        self._within += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._within -= 1


def scroller(content: QWidget, name: str) -> QScrollArea:
    """Content that may be taller than its place. Moving the focus brings what has it into view.

    The bar's place is always kept. If it came and went, the words would wrap otherwise and the bar go and come: Qt
    then resizes the content within resizing it until the stack is full. For the same reason a piece that stands
    otherwise in a narrow page than in a wide one must ask for the same least width however it stands.
    """
    area = _Scroller()
    area.setWidgetResizable(True)
    area.setVerticalScrollBar(_QuietBar())
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(content)
    return area


def _filled(layout: L, pieces: tuple[Piece, ...], gap: int, edge: int | tuple[int, int, int, int]) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(*((edge,) * 4 if isinstance(edge, int) else edge))
    for piece in pieces:
        if piece is None:
            layout.addStretch(1)
        elif isinstance(piece, int):
            layout.addSpacing(piece)
        elif isinstance(piece, QWidget):
            layout.addWidget(piece)
        else:
            layout.addLayout(piece)
    return layout
