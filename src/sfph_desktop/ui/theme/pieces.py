"""The smallest pieces, already dressed: words, buttons, rules, and the rows and columns they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, qCritical
from PySide6.QtWidgets import (
    QAbstractButton,
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
from sfph_desktop.ui.theme.kept_heights import Column, Row

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

L = TypeVar("L", bound=QBoxLayout)
_DEEPEST = 12
"""Resizes of a page within one another before it is left as it is; two or three are usual."""
LINE = 115
"""The height of a line of running text, in hundredths of the typeface's own (which is 1.33 of its size)."""
Piece = QWidget | QLayout | int | None
"""Something in a row or a column: a widget, a layout, a gap in pixels, or None for a stretch."""

# The first window is made of these pieces, so they do not name `Qt` when they are made: PySide would then make all the
# 93 enumerations that live there, which takes longer than painting that window. These few are given by number.
PLAIN_TEXT, RICH_TEXT = 0, 1
NO_FOCUS, STRONG_FOCUS = 0, 11
BAR_ALWAYS_OFF, BAR_ALWAYS_ON = 1, 2


def words(text: str = "", kind: str = "", *, wrap: bool = True) -> QLabel:
    """A label that shows its text as it is: stored words are never taken for mark-up.

    Kinds: title, strong, bold, figure, quiet, small, label, problem, good, attention, key.
    """
    label = QLabel(text)
    label.setProperty("textFormat", PLAIN_TEXT)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    return label


class Pushed(QPushButton):
    """A button that Enter presses as Space does, and that shows a hand once the pointer comes over it."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show a hand."""
        _give_hand(self)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class _PushedIcon(QToolButton):
    """The same with only an icon on it."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show a hand."""
        _give_hand(self)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


def _pressed_by_enter(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    # With Ctrl, Alt or Shift it is another key, and the page's own. Taken here it does not reach the form around the
    # button, which would add what the button was to leave out; and a key held down presses once.
    from PySide6.QtCore import Qt

    with_others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if with_others or event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    event.accept()
    if not event.isAutoRepeat():
        pressed.click()
    return True


def _give_hand(pressed: QWidget) -> None:
    from PySide6.QtCore import Qt

    pressed.setCursor(Qt.CursorShape.PointingHandCursor)


class Prose(QLabel):
    """Running text with room between its lines. It takes plain text only; a blank line begins a paragraph."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__()
        self.setProperty("textFormat", RICH_TEXT)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if kind:
            self.setProperty("kind", kind)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        from html import escape

        kept = text.replace(" %", "\u00a0%")  # a number and its sign stay on one line
        paragraphs = [escape(part.strip()).replace("\n", "<br>") for part in kept.split("\n\n")]
        style = f"line-height:{LINE}%; margin-top:0; margin-bottom:{{}}px"
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
    made = Pushed(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
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
    made = _PushedIcon()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setProperty("focusPolicy", STRONG_FOCUS)
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
    return _filled(Column(), pieces, gap, edge)


def row(*pieces: Piece, gap: int = 0, edge: int | tuple[int, int, int, int] = 0) -> QHBoxLayout:
    """Pieces side by side, in the middle of the line's height."""
    return _filled(Row(), pieces, gap, edge)


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
    area.setProperty("verticalScrollBarPolicy", BAR_ALWAYS_ON)
    area.setProperty("horizontalScrollBarPolicy", BAR_ALWAYS_OFF)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("focusPolicy", NO_FOCUS)
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
