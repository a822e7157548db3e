"""The lines of one kind in a person's record, and the form for a new one beneath them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.record_row import Part, RecordRow


class NewRecord(QFrame):
    """The fields of something new. `wanted` carries what was typed, by field; Enter adds, Escape leaves."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, part: Part, first: QWidget | None = None) -> None:
        """`first` stands over the fields: a person to choose, say."""
        super().__init__()
        self.setProperty("kind", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._part = part
        self.form = Form(theme, part.fields)
        self.problem = words("", "problem")
        self.problem.hide()
        self.add = button(theme, part.add, self.give, kind="primary", icon="add")
        self.leave = button(theme, "Leave it", self.left.emit)
        pieces = ([first] if first is not None else []) + [self.form, self.problem]
        answers = row(self.add, self.leave, None, gap=theme.space("small"))
        self.setLayout(column(*pieces, answers, gap=theme.space("medium"), edge=theme.space("medium")))
        for one in (self.add, *(made.editor for made in self.form.rows.values())):
            one.installEventFilter(self)

    def begin(self, today: date) -> None:
        """Begin with what usually stands in the fields, the keyboard in the first that is empty."""
        start = self._part.begin(today)
        for name, made in self.form.rows.items():
            made.show_value(start.get(name, ""))
        self.problem.hide()
        self.add.setEnabled(True)
        empty = [made for name, made in self.form.rows.items() if name not in start]
        (empty or list(self.form.rows.values()))[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Hand over what was typed, when every field makes sense."""
        if not self.add.isEnabled():
            return
        try:
            typed = self.form.values()
        except UserCanFix as failure:
            self.show_failure(failure)
            return
        self.add.setEnabled(False)
        self.wanted.emit(typed)

    def show_failure(self, failure: UserCanFix) -> bool:
        """Say what is wrong beside its field, or over the button."""
        self.add.setEnabled(True)
        placed = self.form.show_problems(failure)
        told = any(made.editor.property("problem") for made in self.form.rows.values())
        self.problem.setText("" if placed or told else str(failure))
        self.problem.setVisible(not placed and not told)
        wrong = next((made for made in self.form.rows.values() if made.editor.property("problem")), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds from any field of one line, Escape leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            lines = any(made.editor is watched and made.field.kind == "lines" for made in self.form.rows.values())
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not lines:
                self.give()
                return True
        return super().eventFilter(watched, event)


class RecordRows(QWidget):
    """All of one kind. `asked` carries an Ask."""

    asked = Signal(object)

    def __init__(self, theme: Theme, part: Part) -> None:
        super().__init__()
        self.theme, self.part = theme, part
        self.rows: dict[int, RecordRow] = {}
        self.new: NewRecord | None = None
        self._today = date.min
        self._past_shown = False
        self._records: tuple[Any, ...] = ()
        self._spare: list[RecordRow] = []
        self.rearranged = True
        """Lines have come or moved since somebody looked and said otherwise: Tab has to learn their order."""
        self._none = words(part.none, "quiet")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.past = button(theme, "Show those of the past", self._show_past, kind="link", icon="chevron-down")
        self.add_button = button(theme, part.add, self.begin, kind="link", icon="add")
        self._new_room = QVBoxLayout()
        self._new_room.setContentsMargins(0, 0, 0, 0)
        foot = row(self.add_button, self.past, None, gap=theme.space("large"))
        self.setLayout(column(self._none, self._lines, self._new_room, foot, gap=theme.space("tiny")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_records(self, records: Sequence[Any], today: date, *, anew: bool) -> None:
        """Show these in this order; `anew` when they are another person's: what was open is put away."""
        self._records, self._today = tuple(records), today
        if anew:
            self._past_shown = False
            self.leave()
            self._spare += self.rows.values()  # lines are filled anew, which is quicker than making them
            self.rows = {}
        self._arrange()

    def offer(self, name: str, choices: Sequence[str], said: Mapping[str, str] | None = None) -> None:
        """What may be chosen in one field; `said` gives the words for each choice."""
        known = next(one for one in self.part.fields if one.name == name)
        offered = replace(known, choices=tuple(choices), words=known.words if said is None else said)
        self.part = replace(self.part, fields=tuple(offered if one is known else one for one in self.part.fields))
        for made in self.rows.values():
            made.part = self.part
        forms = [made.form for made in self.rows.values()] + [self.new.form if self.new is not None else None]
        for form in forms:
            if form is not None:
                form.rows[name].offer(choices, said)

    def begin(self) -> None:
        """Show the fields for a new one, with the keyboard in the first."""
        if self.new is None:
            self.new = self._made()
            self.new.wanted.connect(self._on_wanted)
            self.new.left.connect(self._on_left_it)
            self._new_room.addWidget(self.new)
        self.add_button.hide()
        self.new.show()
        self.new.begin(self._today)

    def leave(self) -> None:
        """Put the fields for a new one away."""
        if self.new is not None:
            self.new.hide()
        self.add_button.show()

    # --- inside

    def _made(self) -> NewRecord:
        return NewRecord(self.theme, self.part)

    def _arrange(self) -> None:
        said = {int(one.id): self.part.say(one) for one in self._records}
        past = [one for one in self._records if said[int(one.id)].over]
        shown = [one for one in self._records if self._past_shown or not said[int(one.id)].over]
        wanted = {int(one.id) for one in shown}
        for one in list(self.rows):
            if one not in wanted:
                self._drop(self.rows.pop(one))
        for place, record in enumerate(shown):
            made = self.rows.get(int(record.id)) or self._row(int(record.id))
            made.show_record(record)
            if self._lines.indexOf(made) != place:
                self._lines.insertWidget(place, made)
                self.rearranged = True
        for spare in self._spare:
            spare.hide()
        self._none.setVisible(bool(self.part.none) and not self._records)
        self.past.setVisible(bool(past) and not self._past_shown)
        past_one, past_many = (f"{self.part.past} {name}" for name in (self.part.one, self._many))
        self.past.setText(f"Show {counted(len(past), past_one, past_many)}")

    @property
    def _many(self) -> str:
        return self.part.many or f"{self.part.one}s"

    def _row(self, record_id: int) -> RecordRow:
        if self._spare:
            made = self.rows[record_id] = self._spare.pop(0)
            made.put_away()
            made.show()
            return made
        made = RecordRow(self.theme, self.part)
        made.left.connect(self._on_field)
        made.removed.connect(lambda one: self.asked.emit(Ask(verb="remove", part=self.part.type, record_id=one)))
        made.quick.connect(self._on_quick)
        self.rows[record_id] = made
        return made

    def _drop(self, made: RecordRow) -> None:
        made.hide()
        self._lines.removeWidget(made)
        made.deleteLater()

    def _show_past(self) -> None:
        self._past_shown = True
        self._arrange()
        last = list(self.rows.values())[-1]
        last.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_field(self, record_id: int, name: str, value: object) -> None:
        made = self.rows[record_id]
        self._ask("change", record_id, {name: value}, failed=lambda failure: made.show_failure(failure, name))

    def _on_quick(self, record_id: int) -> None:
        given = self.part.quickly(self.rows[record_id].record)
        if given is not None:
            self._ask(self.part.quick_verb, record_id, given)

    def _on_wanted(self, typed: Mapping[str, Any]) -> None:
        new = self.new
        if new is not None:
            known = {one.name for one in fields(self.part.type)}
            values = {name: value for name, value in typed.items() if name in known}
            self._ask("add", 0, values, then=self._on_added, failed=new.show_failure)

    def _on_added(self) -> None:
        self.leave()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left_it(self) -> None:
        self.leave()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, verb: str, record_id: int, values: Mapping[str, Any], **more: Any) -> None:
        self.asked.emit(Ask(verb=verb, part=self.part.type, record_id=record_id, values=values, **more))
