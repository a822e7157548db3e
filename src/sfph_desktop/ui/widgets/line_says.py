"""What is said of one line of a register: how long they stayed and a note, or why they did not come."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from sfph_desktop.core.domain.registers import HERE, RegisterLine
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, row, words
from sfph_desktop.ui.widgets.fields import Field, FieldRow

_PAUSE = 400
"""Milliseconds without a key after which the words typed so far are kept."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class LineSays(QFrame):
    """`committed` carries the name of what was changed, and its value; `left` goes back to the grid.

    Words are kept at each pause too, not only when they are left: whoever is called away, or whose battery ends, loses
    no more than was being typed. Not letter by letter, since Ctrl+Z would then take back letters.
    """

    committed = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("More about this line")
        self.person = 0
        self._name, self._alerts = words("", "bold"), words("", "attention")
        self.minutes = FieldRow(theme, Field(name="minutes", label="Minutes they stayed", kind="whole"))
        self.note = FieldRow(theme, Field(name="note", label="Note"))
        self.reason = FieldRow(theme, Field(name="reason", label="Why they did not come, if you know"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self.minutes.editor.setFixedWidth(theme.size("list") // 2)
        fields = row(self.minutes, self.note, self.reason, gap=theme.space("large"))
        fields.setStretch(1, 1)
        fields.setStretch(2, 1)
        gap = theme.space("medium")
        self.setLayout(column(row(self._name, self._alerts, None, gap=gap), fields, gap=theme.space("tiny"), edge=gap))
        for made in (self.minutes, self.note, self.reason):
            made.committed.connect(self.committed)
            made.editor.installEventFilter(self)
            if made is not self.minutes and isinstance(made.editor, QLineEdit):
                made.editor.textEdited.connect(self._pause.start)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab comes to."""
        return (self.minutes.editor, self.note.editor, self.reason.editor)

    def show_line(self, line: RegisterLine | None, usual: int | None) -> None:
        """Show what is said of a line; what is being typed about the same person stays."""
        if line is None:
            self.hide()
            return
        same = line.person_id == self.person
        if not same and self.isVisible() and not self._keep():
            return  # what cannot be kept yet stays where it was typed
        self.person = line.person_id
        here = line.shown == HERE
        self._name.setText(line.name)
        self._alerts.setText(" · ".join(line.alerts))
        self._alerts.setVisible(bool(line.alerts))
        self.minutes.setVisible(here)
        self.note.setVisible(here)
        self.reason.setVisible(not here)
        self.minutes.editor.setPlaceholderText(str(usual) if usual else "")
        for made, value in ((self.minutes, line.minutes), (self.note, line.note), (self.reason, line.reason)):
            if not (same and (made.editor.hasFocus() or made.editor.property("problem"))):
                made.show_value("" if value is None else value)

    def begin(self) -> None:
        """The keyboard to the first field."""
        first = self.reason if self.reason.isVisibleTo(self) else self.minutes
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, name: str, text: str) -> None:
        """Say beside a field what is wrong with it."""
        {"minutes": self.minutes, "note": self.note, "reason": self.reason}[name].show_problem(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field and from the last back to the grid; Escape goes back at once."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if watched is self.minutes.editor and self.minutes.commit():
                self.note.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            elif watched is not self.minutes.editor and self._keep():
                self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._keep()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_pause(self) -> None:
        for made in (self.note, self.reason):
            if made.isVisibleTo(self):
                made.commit()

    def _keep(self) -> bool:
        """Keep what was typed and not yet left; whether all of it makes sense."""
        shown = [made for made in (self.minutes, self.note, self.reason) if made.isVisibleTo(self)]
        in_order = [made.commit() for made in shown]  # every field, not only up to the first that fails
        return all(in_order) if self.person else True
