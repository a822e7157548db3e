"""A form for something new: filled in, added with Enter, left with Escape; what is wrong is said beside its field."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, words
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet

F = TypeVar("F", bound=Form)


class NewRecord(Sheet, Generic[F]):
    """`wanted` once everything has been typed: whoever listens reads the form. `left` without adding.

    `anew`: what was typed before something else was looked at is not wanted any more.
    """

    wanted = Signal()
    left = Signal()
    anew = Signal()

    def __init__(self, theme: Theme, form: F, title: str, lead: str, verb: str, *, changes: bool = False) -> None:
        """`changes`: the form shows a record that is there, and keeps it under `verb`."""
        super().__init__(theme, title)
        self.form = form
        self.changes = changes
        self._as_begun: tuple[str, ...] = ()
        self.problem = words("", "problem")
        self.add_button = button(theme, verb, self.want, kind="primary", icon="check" if changes else "add")
        self.leave = button(theme, "Leave it as it was" if changes else "Leave without adding", self.left.emit)
        actions = row(self.add_button, self.leave, None, gap=theme.space("small"))
        self.add(PageHeader(theme, title, lead), form, self.problem, actions, None)
        self.problem.hide()

    def begin(self) -> None:
        """The keyboard to the first field that is blank; what stands in the form now was not typed."""
        self._as_begun = self._texts()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def begun(self) -> bool:
        """Whether something else stands in the form than when it was begun."""
        return self._texts() != self._as_begun

    def _texts(self) -> tuple[str, ...]:
        return tuple(made.text for made in self.form.rows.values())

    def first(self) -> QWidget:
        """Where it goes on: the first field that is blank."""
        fields = list(self.form.rows.values())
        editor: QWidget = next((made for made in fields if not made.text), fields[0]).editor
        return editor

    def want(self) -> None:
        """Ask for it to be added, once."""
        if self.add_button.isEnabled():
            self.problem.hide()
            self.wanted.emit()

    def wait(self, waiting: bool) -> None:
        """While it is being added, it cannot be asked for again."""
        self.add_button.setEnabled(not waiting)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the button."""
        self.wait(False)
        placed = self.form.show_problems(failure)
        self.problem.setText("" if placed else str(failure))
        self.problem.setVisible(not placed)
        first: QWidget | None = next(
            (made.editor for made in self.form.rows.values() if made.editor.property("problem")), None
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds from any field, Escape leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.want()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
