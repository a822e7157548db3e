"""How many came whom nobody named: a number, or the least and the most, typed or counted up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from sfph_desktop.core.domain.delivery import ActivitySession
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import icon_button, row

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class UnnamedCount(QLineEdit):
    """`counted` carries what is to be kept; `typing` each state before it, None when it is given up; `left` goes back.

    `fewer` and `more` are the buttons beside it.
    """

    counted = Signal(str)
    typing = Signal(object)
    left = Signal()

    def __init__(self, shell: ShellContext) -> None:
        super().__init__()
        self._shell = shell
        self._kept = ""
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName("Came unnamed")
        self.setAccessibleDescription("A number, or the least and the most, as 2-3")
        self.fewer = icon_button(shell.theme, "minus", "One unnamed person fewer", lambda: self.by(-1))
        self.more = icon_button(shell.theme, "add", "One more unnamed person", lambda: self.by(1))
        self.editingFinished.connect(self.keep)
        self.textEdited.connect(lambda text: self.typing.emit(text))

    def beside(self) -> QHBoxLayout:
        """The count between its buttons."""
        return row(self.fewer, self, self.more, gap=self._shell.theme.space("tiny"))

    def show_kept(self, session: ActivitySession) -> None:
        """Show what is kept, unless a person is typing."""
        low, high = session.unnamed_low, session.unnamed_high
        self._kept = str(low) if low == high else f"{low}-{high}"
        if not self.hasFocus():
            self._show()

    def begin(self, text: str, *, kept: bool = False) -> None:
        """The keyboard here, behind what has been typed of it; `kept`: it is what is kept."""
        self.setText(text)
        self.setModified(not kept)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(len(text))

    def key(self, key: str) -> None:
        """A key that was pressed elsewhere: a plus, a minus, or the first figure."""
        if key in "+-":
            self.by(1 if key == "+" else -1)
            return
        self.typing.emit(key)
        self.begin(key)

    def by(self, step: int) -> None:
        """One more or one fewer, of the least and of the most."""
        low, _, high = self.text().partition("-")
        if not low.isdigit() or (high and not high.isdigit()):
            return
        counts = [max(0, int(part) + step) for part in (low, high) if part]
        self.setText("-".join(map(str, counts)))
        self._shell.messages.announce(f"{self.text()} unnamed")
        self.counted.emit(self.text())

    def keep(self) -> None:
        """Keep what was typed and not left."""
        if self.isModified():
            self.setModified(False)
            self.counted.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape go back to the grid: the one keeps the count, the other gives it up."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._show()
            self.typing.emit(None)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self.setText(self._kept)
        self.setModified(False)
