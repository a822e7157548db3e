"""Who sees to what: the list, and one form for what is chosen or new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.handover import DUTY_WORDS, Duty
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.record_views import RecordList

_SHAPE = Shape(title=("title",), detail=("told",), mark=lambda _found: "two-people")
_KINDS = {"group": "A group that meets", "contract": "A contract", "office": "Something else for the office"}


class DutySheet(QWidget):
    """`kept` carries a Duty as typed, `removed` the id of one."""

    kept = Signal(object)
    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._all: tuple[Duty, ...] = ()
        self._choices: Mapping[str, tuple[str, ...]] = {}
        self._chosen = 0
        self.table = RecordTable(_SHAPE)
        self.list = RecordList(theme, self.table, "List of who sees to what")
        self.none = words("Nobody is written down yet. Begin below.", "quiet")
        self.form = Form(
            theme,
            [
                Field(
                    name="kind", label="What it is", kind="choice", choices=tuple(DUTY_WORDS), words=_KINDS, needed=True
                ),
                Field(name="what", label="Which, or what is done", kind="suggest", needed=True),
                Field(name="who", label="Who sees to it", needed=True),
                Field(name="stands_in", label="Who stands in for them"),
                Field(name="note", label="Where its keys and papers are", help="Never a password", wide=True),
            ],
        )
        self.head = words("", "bold")
        self.problem = words("", "problem")
        self.problem.hide()
        self.keep_button = button(theme, "Write it down", self._on_keep, kind="primary", icon="check")
        self.new_button = button(theme, "Write another", lambda: self.choose(0), icon="add")
        self.remove_button = button(theme, "Take it away", lambda: self.removed.emit(self._chosen), icon="remove")
        actions = Flow(theme.space("small"), self.keep_button, self.new_button, self.remove_button)
        pieces = (self.none, self.list, self.head, self.form, self.problem, actions)
        self.setLayout(column(*pieces, gap=theme.space("medium")))
        self.form.committed.connect(self._on_field)
        self.list.opened.connect(self._on_opened)
        self.choose(0)

    def show_duties(self, found: Sequence[Duty], choices: Mapping[str, tuple[str, ...]]) -> None:
        """What is written down, and what may be chosen."""
        self._all, self._choices = tuple(found), choices
        rows = tuple((one.id, f"{one.who}: {one.what}", _stands_in(one)) for one in self._all)
        self.list.blockSignals(True)
        self.table.show(Listing(kind="duties", columns=("id", "title", "told"), rows=rows))
        if self._chosen:
            self.list.choose(self._chosen)
        self.list.blockSignals(False)
        self.list.setFixedHeight(self._theme.size("row") * min(max(len(rows), 1), 5) + 8)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self._offer(self.form.rows["kind"].value())
        self.choose(self._chosen)

    def choose(self, number: int) -> None:
        """Show one in the form; 0 for a new one."""
        found = next((one for one in self._all if one.id == number), None)
        former, self._chosen = self._chosen, found.id if found else 0
        if found is not None or former or not self.form.rows["who"].text:
            shown = found or Duty(kind="group", what="", who="")
            self._offer(shown.kind)
            self.form.show_value(shown)
        self.head.setText(f"Change: {found.what}" if found is not None else "A new one")
        self.new_button.setVisible(found is not None)
        self.remove_button.setVisible(found is not None)
        self.problem.hide()

    def show_kept(self) -> None:
        """It is kept: an empty form for the next."""
        self._chosen = 0
        for name in ("what", "who", "stands_in", "note"):
            self.form.rows[name].show_value("")
        self.choose(0)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the button."""
        placed = self.form.show_problems(failure)
        self.problem.setText("" if placed else str(failure))
        self.problem.setVisible(not placed)

    def _on_opened(self, record: object) -> None:
        self.choose(int(str(record)))
        self.form.rows["who"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        try:
            typed = self.form.values()
        except UserCanFix as failure:
            self.show_failure(failure)
            return
        before = next((one for one in self._all if one.id == self._chosen), Duty(what="", who=""))
        self.kept.emit(replace(before, **{name: str(value or "") for name, value in typed.items()}))  # type: ignore[arg-type]

    def _on_field(self, name: str, value: object) -> None:
        if name == "kind":
            self._offer(value)

    def _offer(self, kind: object) -> None:
        self.form.rows["what"].offer(self._choices.get(str(kind), ()))


def _stands_in(one: Duty) -> str:
    told = f"{one.stands_in} stands in" if one.stands_in else "nobody stands in"
    return " · ".join(part for part in (told, one.note) if part)
