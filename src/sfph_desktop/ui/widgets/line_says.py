"""What is said of one line of a register: how long they stayed and a note, or why they did not come."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from sfph_desktop.core.domain.delivery_rules import minutes_problems, note_problems
from sfph_desktop.core.domain.registers import HERE, RegisterLine
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, row, words
from sfph_desktop.ui.widgets.fields import Field, FieldRow

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class LineSays(QFrame):
    """`committed` carries the name of what was changed, and its value; `left` goes back to the grid.

    A field is one change, made when it is left; until then `typing` tells each letter, so that whoever is called away,
    or whose battery ends, loses none.
    """

    committed = Signal(str, object)
    typing = Signal(str, object)
    """A field's name and what stands in it now; None when that is what is kept already."""
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
        self.minutes.editor.setFixedWidth(theme.size("list") // 2)
        fields = row(self.minutes, self.note, self.reason, gap=theme.space("large"))
        fields.setStretch(1, 1)
        fields.setStretch(2, 1)
        gap = theme.space("medium")
        self.setLayout(column(row(self._name, self._alerts, None, gap=gap), fields, gap=theme.space("tiny"), edge=gap))
        for made in (self.minutes, self.note, self.reason):
            made.committed.connect(self.committed)
            made.editor.installEventFilter(self)
            if isinstance(made.editor, QLineEdit):
                made.editor.textEdited.connect(partial(self._on_edited, made))

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
        if not same and self.isVisible() and not self.keep():
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
        self._named(name).show_problem(text)

    def keep(self) -> bool:
        """Keep what was typed and not yet left; whether all of it makes sense."""
        shown = [made for made in (self.minutes, self.note, self.reason) if made.isVisibleTo(self)]
        # Every field, not only up to the first that fails.
        in_order = [made.commit() and self._sound(made) for made in shown]
        return all(in_order) if self.person else True

    def go_on(self, name: str, text: str) -> None:
        """Go on typing in a field where it was broken off; what cannot be kept of it is told beside it."""
        made = self._named(name)
        if not made.isVisibleTo(self):
            return
        made.take_up(text)
        made.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        made.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field and from the last back to the grid; Escape goes back at once."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if watched is self.minutes.editor and self.minutes.commit():
                self.note.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            elif watched is not self.minutes.editor and self.keep():
                self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_edited(self, made: FieldRow, text: str) -> None:
        if self.person:
            self.typing.emit(made.field.name, text if made.changed else None)

    def _sound(self, made: FieldRow) -> bool:
        """Whether what stands in a field can be: said here too, since a register may end before the store says so."""
        value = made.value()
        minutes = made is self.minutes and isinstance(value, int)
        found = minutes_problems(int(str(value))) if minutes else note_problems(str(value or ""), made.field.name)
        if found:
            made.show_problem(f"{found[0].reason} Accepted: {found[0].accepted}.")
        return not found

    def _named(self, name: str) -> FieldRow:
        return {"minutes": self.minutes, "note": self.note, "reason": self.reason}[name]
