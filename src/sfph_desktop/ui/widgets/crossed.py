"""A cross at the end of a field that empties it, as large as the other icons at every text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import NO_FOCUS, icon_button


class Crossed(QObject):
    """Keeps the cross of one field at its end, and shows it while there is something to empty.

    Qt's own cross is sixteen pixels high whatever the size of the text. The keyboard does not stop here: it empties a
    field with what it has for that anyway.
    """

    def __init__(self, theme: Theme, line: QLineEdit) -> None:
        super().__init__(line)
        self._theme, self._line = theme, line
        self.cross = icon_button(theme, "close", "Empty this field", self._on_pressed, role="text_quiet")
        self.cross.setParent(line)
        self.cross.setProperty("focusPolicy", NO_FOCUS)
        self.cross.setCursor(Qt.CursorShape.ArrowCursor)
        line.textChanged.connect(self._on_text)
        line.installEventFilter(self)
        self._on_text(line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of the field, or of the text, moves the cross."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.Show}:
            self._place()
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        self.cross.setVisible(bool(text))
        self._place()

    def _on_pressed(self) -> None:
        self._line.clear()
        self._line.textEdited.emit("")
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        line, side = self._line, self.cross.sizeHint().width()
        high = min(side, line.height() - 4)
        self.cross.setGeometry(line.width() - side - 4, (line.height() - high) // 2, side, high)
        margins = line.textMargins()
        wanted = side if self.cross.isVisibleTo(line) else 0
        if margins.right() != wanted:
            margins.setRight(wanted)
            line.setTextMargins(margins)


def crossed(theme: Theme, line: QLineEdit) -> QLineEdit:
    """The same field, with a cross that empties it."""
    Crossed(theme, line)
    return line
