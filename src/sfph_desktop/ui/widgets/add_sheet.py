"""A form for something new: Enter adds it from any field, Escape leaves; what is wrong is said beside its field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, words
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class AddSheet(Sheet):
    """`wanted` carries what was typed, by field; `left` without adding."""

    wanted = Signal(object)
    left = Signal()

    def __init__(
        self, theme: Theme, form: Form, title: str, lead: str, verb: str, *before: QWidget, leave: str = ""
    ) -> None:
        """`before` stands over the form: whom it is about, say. `leave`: its words where nothing is added."""
        super().__init__(theme, title)
        self.form = form
        self._as_begun = self._texts()
        self.problem = words("", "problem")
        self.add_button = button(theme, verb, self.want, kind="primary", icon="check" if leave else "add")
        self.leave = button(theme, leave or "Leave without adding", self.left.emit)
        actions = row(self.add_button, self.leave, None, gap=theme.space("small"))
        self.add(PageHeader(theme, title, lead), *before, form, self.problem, actions, None)
        self.problem.hide()

    def clear(self) -> None:
        """Begin with an empty form."""
        for made in self.form.rows.values():
            made.show_value("")
        self.problem.hide()
        self.add_button.setEnabled(True)
        self.take_as_begun()

    def take_as_begun(self) -> None:
        """What stands in the form now was not typed by anybody."""
        self._as_begun = self._texts()

    @property
    def begun(self) -> bool:
        """Whether something was typed; what is only chosen from a list is chosen again in a moment."""
        return self._texts() != self._as_begun

    def _texts(self) -> tuple[str, ...]:
        return tuple(made.text for made in self.form.rows.values() if made.field.kind not in {"choice", "flag"})

    def want(self) -> None:
        """Ask for it to be added, once."""
        if not self.add_button.isEnabled():
            return
        self.problem.hide()
        try:
            typed = self.form.values()
        except UserCanFix as failure:
            self.show_failure(failure)
            return
        self.add_button.setEnabled(False)
        self.wanted.emit(typed)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the button."""
        self.add_button.setEnabled(True)
        placed = self.form.show_problems(failure)
        first = next((made.editor for made in self.form.rows.values() if made.editor.property("problem")), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.problem.setText("" if placed or (first is not None and not failure.problems) else str(failure))
        self.problem.setVisible(bool(self.problem.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds from any field, Escape leaves."""
        if event.key() in _ENTER and not isinstance(self.window().focusWidget(), QPlainTextEdit):
            self.want()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
