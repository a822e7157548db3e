"""One value line: step by step what it is worth, its price, the shares taken away, and the rest of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sfph_desktop.core.domain.benefits import ADJUSTMENTS, UnitValue, ValueLine
from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import as_typed, why_check, years_of
from sfph_desktop.core.domain.worth import LineTold
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, rule, words
from sfph_desktop.ui.widgets.beside import Beside
from sfph_desktop.ui.widgets.facts import Facts
from sfph_desktop.ui.widgets.fields import Field, FieldRow, Form
from sfph_desktop.ui.widgets.findings import sentence
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.history_panel import HistoryPanel
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, fill
from sfph_desktop.ui.widgets.person_words import capital
from sfph_desktop.ui.widgets.value_adjustment import AdjustmentRow
from sfph_desktop.ui.widgets.value_ladder import Ladder
from sfph_desktop.ui.widgets.value_said import value_facts
from sfph_desktop.ui.widgets.worth_shelf import WorthShelf

_YEARS = Field(name="duration_years", label="Years that one change lasts", kind="number", needed=True)
_CHECKED = Field(
    name="unit_value_checked",
    label="How did you make sure of this value?",
    help="A few words, as: read in the publisher's own table, page 12.",
    wide=True,
)


class ValueLineSheet(Sheet):
    """`edited` carries the line as typed, at every key; `left` its id, the field that was left and what it holds."""

    edited = Signal(object)
    left = Signal(int, str, object)
    value_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, shelf: WorthShelf) -> None:
        super().__init__(theme, "About this value line")
        self.line: ValueLine | None = None
        self.header = PageHeader(theme, "")
        self.decide = button(theme, "Answer the next question", self.go_on, icon="chevron-down")
        self.state = Told(theme, "attention", "Not added", "", self.decide)
        self.ladder = Ladder(theme)
        self.beside = Beside(theme, [words("From what changed to what it is worth", "bold"), self.ladder], shelf,
                             ("payer",))  # fmt: skip
        self._price_room, self._marks = QVBoxLayout(), QVBoxLayout()
        self.checked = FieldRow(theme, _CHECKED)
        self.another = button(theme, "Choose another value", self._on_another, icon="search")
        self.price = Headed(theme, "pound", "What one is worth")
        self._hold_price()
        self.rows = {name: AdjustmentRow(theme, name) for name in (*ADJUSTMENTS, "cashable")}
        self.taken = Headed(theme, "minus", "What is taken off", *(self.rows[name] for name in ADJUSTMENTS))
        self.cash = Headed(theme, "pound", "How much of it is cash", self.rows["cashable"])
        self.form = Form(theme, (_YEARS, _contract_field(()), _group_field()))
        self.paid = Headed(theme, "contracts", "Who paid for it")
        self.history = HistoryPanel(theme)
        remove = button(theme, "Remove this line", self._on_remove, kind="danger", icon="remove")
        gap = theme.space("small")
        self.add(self.header, self.state, self.beside, rule(), self.price, rule(), self.taken, rule(), self.cash)
        self.add(Headed(theme, "edit", "The rest", self.form), self.paid, rule(), self.history, Flow(gap, remove), None)
        self._connect()

    def show_line(self, line: ValueLine, unit: UnitValue | None, contracts: Sequence[Contract]) -> None:
        """Show a line, or the same as it is now: a field in which somebody types is left as it stands."""
        other = self.line is None or self.line.id != line.id
        self.line = line
        self.form.rows["contract_ref"].offer(
            [one.contract_ref for one in contracts], {one.contract_ref: _contract_words(one) for one in contracts}
        )
        for name, made in self.rows.items():
            made.show_adjustment(getattr(line, name), other=other)
        for name, made_row in (*self.form.rows.items(), ("unit_value_checked", self.checked)):
            if other or not (made_row.has_keyboard() or made_row.editor.property("problem")):
                made_row.show_value(as_typed(getattr(line, name)))
        self._show_price(unit)
        self.cash.setVisible(unit is not None and unit.category == "fiscal")
        if other:
            self.area.verticalScrollBar().setValue(0)
            self.history.put_away()

    def show_told(self, told: LineTold | None, beside: Mapping[str, Sequence[str]]) -> None:
        """Show what the line comes to, in words, and what is known beside each share."""
        if told is None or self.line is None:
            return
        self.header.say(capital(told.what), f"{told.line_ref}, worth {told.worth}" if told.counted else told.line_ref)
        self.state.say("This line is not added to any total.", sentence(told.reason))
        self.state.setVisible(not told.counted)
        self.decide.setVisible(self._open_share() is not None)
        self.ladder.show_rungs(told.rungs)
        self.ladder.setVisible(bool(told.rungs))
        self._marks_say(told.marks)
        pieces = [Facts(self.theme, list(told.paid_by))] if told.paid_by else []
        self.paid.fill(*pieces)
        self.paid.setVisible(bool(pieces))
        for name, known in beside.items():
            self.rows[name].show_known(known)

    def as_typed(self) -> ValueLine | None:
        """The line as its fields stand now; a field that cannot be so counts as it was kept."""
        line = self.line
        if line is None:
            return None
        changes: dict[str, Any] = {name: made.as_typed() for name, made in self.rows.items()}
        years = years_of(self.form.rows["duration_years"].text)
        if years is not None:
            changes["duration_years"] = years
        changes["overlap_group"] = self.form.rows["overlap_group"].text.strip()
        changes["unit_value_checked"] = self.checked.text.strip()
        return replace(line, **changes)

    def show_failure(self, failure: UserCanFix, name: str) -> bool:
        """Say beside its field what is wrong; whether there was a field for it."""
        if name in self.rows:
            self.rows[name].form.show_problem("share", str(failure))
            return True
        row = self.checked if name == "unit_value_checked" else self.form.rows.get(name)
        if row is not None:
            row.show_problem(str(failure))
        return row is not None

    def go_on(self) -> None:
        """The keyboard goes to the first share that nobody has decided yet, or that has no reason."""
        field = self._open_share()
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    # --- inside

    def _open_share(self) -> QWidget | None:
        """Where the next share, or its reason, is typed; None where all have been decided."""
        for name in ADJUSTMENTS:
            now, fields = self.rows[name].as_typed(), self.rows[name].form.rows
            if now.share is None or not now.reason:
                return fields["share" if now.share is None else "reason"].editor
        return None

    def _hold_price(self) -> None:
        from sfph_desktop.ui.theme.pieces import column, held

        gap = self.theme.space("small")
        self._price_room.setSpacing(gap)
        self._marks.setSpacing(self.theme.space("tiny"))
        self.price.fill(held(column(self._price_room, self._marks, self.checked, Flow(gap, self.another), gap=gap)))

    def _connect(self) -> None:
        for made in self.rows.values():
            made.typed.connect(self._on_typed)
            made.left.connect(self._on_share_left)
        for row in (*self.form.rows.values(), self.checked):
            row.committed.connect(self._on_left)
            if isinstance(row.editor, QLineEdit):
                row.editor.textEdited.connect(lambda _text: self._on_typed())

    def _show_price(self, unit: UnitValue | None) -> None:
        if unit is None:
            name = self.line.unit_value if self.line is not None else ""
            gone = Told(self.theme, "problem", f"The library has no value '{name}' any more.", "Choose another value.")
            fill(self._price_room, gone)
            self.checked.hide()
            return
        fill(self._price_room, words(unit.title, "bold"), Facts(self.theme, value_facts(unit)))
        self.checked.setVisible(bool(why_check(unit)))

    def _marks_say(self, marks: Sequence[str]) -> None:
        fill(self._marks, *(words(said, "attention" if "heck before" in said else "small") for said in marks))

    def _on_typed(self) -> None:
        for made in self.rows.values():
            made.show_live()
        typed = self.as_typed()
        if typed is not None:
            self.edited.emit(typed)

    def _on_share_left(self, name: str, value: object) -> None:
        if self.line is not None:
            self.left.emit(self.line.id, name, value)

    def _on_left(self, name: str, value: object) -> None:
        if self.line is None:
            return
        if name == "duration_years":
            value = years_of(self.form.rows[name].text)
        self.left.emit(self.line.id, name, value)

    def _on_another(self) -> None:
        self.value_wanted.emit(self.line)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.line)


def _contract_field(contracts: Sequence[Contract]) -> Field:
    return Field(
        name="contract_ref",
        label="Only what one contract pays for",
        kind="choice",
        choices=tuple(one.contract_ref for one in contracts),
        help="Blank: everybody, whoever pays; shared between contracts as recorded.",
    )


def _group_field() -> Field:
    return Field(
        name="overlap_group",
        label="Overlap group",
        help="Lines of one group value the same change in the same people: only the largest counts.",
        wide=True,
    )


def _contract_words(one: Contract) -> str:
    return f"{one.contract_ref}: {one.title}"
