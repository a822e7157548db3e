"""What stands before an open office: a calm band at the left, and one step at a time at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Piece, Prose, column, held, mark, row, scroller, words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

_PROMISE = (
    "From the answer a person gives on a Tuesday afternoon to the figure in a tender that a commissioner can "
    "challenge and you can prove."
)


class Door(QFrame):
    """A page before the office is open. The band at the left goes away when the window is narrow."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "door")
        self._theme = theme
        self._band = self._drawn_band()
        self._room = QVBoxLayout()
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.addStretch(1)  # what is left of the height stays free below the step
        inside = QWidget()
        inside.setLayout(self._room)
        inside.setMaximumWidth(theme.size("column") * 7 // 8)
        holder = QWidget()
        line = QHBoxLayout(holder)
        edge = theme.space("wide")
        line.setContentsMargins(edge, theme.space("vast"), edge, theme.space("wide"))
        line.addStretch(1)
        line.addWidget(inside, 100)
        line.addStretch(1)
        whole = row(self._band, scroller(holder, name))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._shown: Step | None = None

    def show_step(self, step: Step) -> None:
        """Show one step in place of the one before; the keyboard goes where the step begins."""
        if self._shown is not None:
            self._shown.hide()
            self._room.removeWidget(self._shown)
            self._shown.deleteLater()
        self._room.insertWidget(0, step)
        self._shown = step
        if self.isVisible():
            step.show()
            self._give_keyboard()

    def showEvent(self, event: QShowEvent) -> None:
        """The first step was made before there was a window; now the keyboard can go where it belongs."""
        super().showEvent(event)
        self._give_keyboard()

    def _give_keyboard(self) -> None:
        if self._shown is not None and self._shown.first is not None:
            self._shown.first.setFocus()

    @property
    def step(self) -> Step | None:
        """The step that is shown."""
        return self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The band only where there is room for it."""
        super().resizeEvent(event)
        self._band.setVisible(self.width() >= self._theme.size("narrow"))

    def _drawn_band(self) -> QFrame:
        theme = self._theme
        icons = row(
            mark(theme, "person", "individual", theme.size("icon") + 10),
            mark(theme, "two-people", "social", theme.size("icon") + 10),
            mark(theme, "leaf", "environmental", theme.size("icon") + 10),
            None,
            gap=theme.space("medium"),
        )
        quiet = words("Nothing leaves this computer unless you send it.", "small")
        band = held(
            column(
                icons,
                theme.space("small"),
                words("SFPH Desktop", "title"),
                words(_PROMISE),
                None,
                quiet,
                gap=theme.space("medium"),
                edge=theme.space("huge"),
            ),
            "sidebar",
        )
        band.setFixedWidth(theme.size("list"))
        return band


class Step(QWidget):
    """One step: its number where there are several, its heading, what it is about, and what there is to do."""

    def __init__(self, theme: Theme, title: str, text: str = "", where: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.first: QWidget | None = None
        """Where the keyboard goes once the step is on the screen."""
        self.room = column(gap=theme.space("large"))
        if where:
            self.room.addWidget(words(where, "small"))
        heading = words(title, "title")
        self.room.addWidget(heading)
        if text:
            self.room.addWidget(Prose(text))
        self.setLayout(self.room)
        self.setAccessibleName(title)

    def begin_at(self, widget: QWidget) -> None:
        """The keyboard belongs here, now or as soon as the step is on the screen: before that nothing can hold it."""
        self.first = widget
        widget.setFocus()

    def add(self, *pieces: Piece) -> None:
        """Put pieces under what is there."""
        for piece in pieces:
            if piece is None:
                self.room.addStretch(1)
            elif isinstance(piece, int):
                self.room.addSpacing(piece)
            elif isinstance(piece, QWidget):
                self.room.addWidget(piece)
            else:
                self.room.addLayout(piece)

    def add_actions(self, *buttons: QWidget, quiet: Sequence[QWidget] = ()) -> None:
        """The step's buttons in a line, and the quieter ways out in another beneath."""
        gap = self.theme.space("small")
        self.room.addLayout(row(*buttons, None, gap=gap))
        if quiet:
            self.room.addLayout(column(*[row(one, None) for one in quiet], gap=0))
