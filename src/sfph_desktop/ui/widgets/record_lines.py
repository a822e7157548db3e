"""Records in lines, each a small form whose fields are kept when they are left: lots, targets, parts of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import typed_of_hundred
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, icon_button, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.passages import in_order

Line = dict[str, Any]
"""One record by the names of its fields, as they are typed; what is under another name is carried along."""


class RecordLines(QWidget):
    """`changed` carries all lines as they are to be. A new line is kept once its needed fields are filled."""

    changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        *,
        one: str,
        add: str,
        blank: Line | None = None,
        movable: bool = False,
        dress: Callable[[Form, Line], None] | None = None,
        ready: Callable[[Line], bool] | None = None,
    ) -> None:
        """`one` is what a line is called; `movable` lines can be put higher and lower; `dress` explains a line.

        `ready`: whether a line can be kept; without it, once its needed fields are filled.
        """
        super().__init__()
        self.theme, self._fields, self._one, self._blank = theme, tuple(fields), one, blank or {}
        self._movable, self._dress, self._ready = movable, dress, ready
        self.lines: list[Line] = []
        self.forms: list[Form] = []
        self._held: list[QFrame] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("small"))
        self.add_button = button(theme, add, self.add_line, kind="link", icon="add")
        self.problem = words("", "problem")
        self.problem.hide()
        self.setLayout(column(self._room, self.problem, row(self.add_button, None), gap=theme.space("small")))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the lines that are kept; a line that is only begun stays."""
        self.problem.hide()
        begun = [line for line in self.lines if not self._whole(line)]
        if len(lines) + len(begun) != len(self.forms):
            self._rebuild([*lines, *begun])
            return
        self.lines = [*map(dict, lines), *begun]
        for line, form in zip(self.lines, self.forms, strict=True):
            self._show(form, line)

    def clear(self) -> None:
        """Another record is shown: nothing of the former stays."""
        self.problem.hide()
        self._rebuild([])

    def add_line(self) -> None:
        """An empty line at the end, with the keyboard in it; the one there is, when it is still empty."""
        if not self.lines or self._whole(self.lines[-1]):
            self._rebuild([*self.lines, dict(self._blank)])
        first = next(iter(self.forms[-1].rows.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, failure: UserCanFix) -> bool:
        """Say what is wrong beside the field where it was typed, or under the lines."""
        for form in self.forms:
            mine = [one for one in failure.problems if one.column in form.rows]
            if mine and form.rows[mine[0].column].has_keyboard():
                return form.show_problems(failure)
        self.problem.setText(str(failure))
        self.problem.show()
        return True

    # --- inside

    def _whole(self, line: Line) -> bool:
        if self._ready is not None:
            return self._ready(line)
        return all(line.get(field.name) not in {None, ""} for field in self._fields if field.needed)

    def _show(self, form: Form, line: Line) -> None:
        for name, made in form.rows.items():
            if not made.has_keyboard():
                value = line.get(name, "")
                made.show_value(typed_of_hundred(value) if made.field.kind in {"hundred", "share"} else value)
        if self._dress is not None:
            self._dress(form, line)

    def _rebuild(self, lines: Sequence[Line]) -> None:
        for former in self._held:
            former.hide()
            self._room.removeWidget(former)
            former.deleteLater()
        self.lines, self.forms, self._held = [dict(line) for line in lines], [], []
        stops: list[QWidget] = []
        for number, line in enumerate(self.lines):
            form = Form(self.theme, self._fields)
            self._show(form, line)
            form.committed.connect(partial(self._on_left, number))
            actions = self._actions(number)
            edge, gap = self.theme.space("medium"), self.theme.space("small")
            pieces = row(form, held(column(*actions, None)), gap=gap, edge=edge)
            pieces.setStretch(0, 1)
            self.forms.append(form)
            self._held.append(held(pieces, "soft"))
            self._room.addWidget(self._held[-1])
            self._held[-1].show()  # at once: Tab passes over what is not on the screen yet
            stops += [*(made.editor for made in form.rows.values()), *actions]
        in_order(*stops, self.add_button)

    def _actions(self, number: int) -> list[QWidget]:
        which = f"{self._one} {number + 1}"
        away = icon_button(self.theme, "remove", f"Take {which} away", partial(self._on_away, number))
        if not self._movable:
            return [away]
        up = icon_button(self.theme, "chevron-up", f"Put {which} higher", partial(self._on_moved, number, -1))
        down = icon_button(self.theme, "chevron-down", f"Put {which} lower", partial(self._on_moved, number, 1))
        up.setEnabled(number > 0)
        down.setEnabled(number < len(self.lines) - 1)
        return [up, down, away]

    def _on_left(self, number: int, name: str, value: Any) -> None:
        self.lines[number][name] = value
        if self._dress is not None:
            self._dress(self.forms[number], self.lines[number])
        if self._whole(self.lines[number]):
            self._tell()

    def _on_away(self, number: int) -> None:
        gone = self.lines[number]
        self._rebuild([line for place, line in enumerate(self.lines) if place != number])
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._whole(gone):
            self._tell()

    def _on_moved(self, number: int, by: int) -> None:
        lines = list(self.lines)
        lines.insert(number + by, lines.pop(number))
        self._rebuild(lines)
        first = next(iter(self.forms[number + by].rows.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        self.problem.hide()
        self.changed.emit(tuple(dict(line) for line in self.lines if self._whole(line)))
