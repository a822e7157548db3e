"""On a person's page: the referrals that brought them and that sent them on, and recording one where it is read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.partner_words import DIRECTIONS, outcomes, waited
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.record_views import RecordList
from sfph_desktop.ui.widgets.referral_form import ReferralForm

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_OPEN = ("waiting", "contacted")
_DETAILS = ("outcome", "time", "made_on", "service")


class InlineForm(QWidget):
    """A form that opens where it is wanted: Enter keeps what was typed, Escape puts it away."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, form: Form, verb: str) -> None:
        super().__init__()
        self.form = form
        self.problem = words("", "problem")
        self.keep = button(theme, verb, self.want, kind="primary", icon="add")
        self.leave = button(theme, "Leave it", self.left.emit, kind="quiet")
        gap = theme.space("medium")
        line = row(self.keep, self.leave, None, gap=theme.space("small"))
        soft = held(column(form, self.problem, line, gap=gap, edge=gap), "soft")
        self.setLayout(column(soft))
        self.hide()

    def begin(self) -> None:
        """Open, with the keyboard in the first field."""
        self.problem.hide()
        self.keep.setEnabled(True)
        self.show()
        next(iter(self.form.rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def want(self) -> None:
        """Ask for it to be kept, once."""
        if not self.keep.isEnabled():
            return
        try:
            typed = self.form.values()
        except UserCanFix as failure:
            self._to_first(failure)
            return
        self.keep.setEnabled(False)
        self.wanted.emit(typed)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the button."""
        self.keep.setEnabled(True)
        placed = self.form.show_problems(failure)
        self.problem.setText("" if placed else str(failure))
        self.problem.setVisible(not placed)
        self._to_first(failure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape leaves."""
        if event.key() in _ENTER:
            self.want()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _to_first(self, _failure: UserCanFix) -> None:
        first = next((made.editor for made in self.form.rows.values() if made.editor.property("problem")), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


class PersonReferrals(QWidget):
    """`wanted` carries a new referral; `opened` the id of one to be shown."""

    wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._ties: Any = None
        self.list: RecordList | None = None
        self.form = ReferralForm(theme, new=True)
        self.add = InlineForm(theme, self.form, "Record the referral")
        self.add_button = button(theme, "Record a referral", self._on_begin, kind="link", icon="add")
        self.told = words("")
        self.told_button = button(theme, "Record it as a referral", self._on_begin_told, kind="link", icon="add")
        self._room = QVBoxLayout()
        told = held(column(self.told, row(self.told_button, None), gap=theme.space("tiny")))
        self._told_room = told
        self.setLayout(column(self._room, told, self.add, row(self.add_button, None), gap=theme.space("small")))
        told.hide()
        self.add.wanted.connect(self._on_typed)
        self.add.left.connect(self.put_away)

    def show_ties(self, ties: Any, *, other: bool) -> None:
        """Show the referrals of a person as they are now."""
        before, self._ties = self._ties, ties
        if other:
            self.put_away()
        self.form.offer(ties.offered.partners, ties.offered.standing, ties.offered.services)
        self.told.setText(ties.told_words)
        self._told_room.setVisible(ties.told is not None and self.add.isHidden())
        if before is None or before.referrals != ties.referrals or before.today != ties.today:
            self._show(ties.referrals)

    def put_away(self) -> None:
        """Close the form, the keyboard to the button that opens it."""
        here = self.add.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.add.hide()
        self.add_button.show()
        self._told_room.setVisible(self._ties is not None and self._ties.told is not None)
        if here:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _on_typed(self, typed: dict[str, Any]) -> None:
        self.wanted.emit(self.form.referral(self._ties.person_id, typed))

    def _on_begin_told(self) -> None:
        self._on_begin()
        self.form.begin_with(self._ties.told)

    def _on_begin(self) -> None:
        self.form.begin(self._ties.today)
        self.add_button.hide()
        self._told_room.hide()
        self.add.begin()

    def _show(self, found: Listing) -> None:
        while self._room.count():
            item = self._room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        self.list = None
        if not found.rows:
            self._room.addWidget(words("No referral is recorded.", "quiet"))
            return
        rows = tuple(self._line(dict(zip(found.columns, one, strict=True))) for one in found.rows)
        shape = Shape(title=("title",), detail=_DETAILS, mark=lambda line: str(line[-1]))
        table = RecordTable(shape)
        self.list = RecordList(self.theme, table, "Referrals; Enter opens one")
        table.show(Listing(kind="referrals", columns=("id", "title", *_DETAILS, "mark"), rows=rows))
        self.list.setFixedHeight(self.theme.size("row") * len(rows) + self.theme.space("small"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.opened.connect(self.opened)
        self._room.addWidget(self.list)

    def _line(self, one: dict[str, Any]) -> tuple[Cell, ...]:
        made, first = one["made_on"], one["first_contact_on"]
        if first:
            days = counted((first - made).days, "day")
            time = "first contact the same day" if first == made else f"first contact after {days}"
        elif one["outcome"] in _OPEN and one["direction"] == "in":
            time = f"waits {waited((self._ties.today - made).days)}"
        else:
            time = ""
        way = "From" if one["direction"] == "in" else "To"
        whom = f"{way} {one['partner']}" if one["partner"] else DIRECTIONS[one["direction"]].capitalize()
        outcome = "" if time.startswith("waits") else outcomes(one["direction"])[one["outcome"]]
        return (one["id"], whom, outcome, time, made, one["service"], "arrow-left" if way == "From" else "arrow-right")
