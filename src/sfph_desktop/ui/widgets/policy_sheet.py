"""Policies, certificates and insurances: what is held, until when, and where the document is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal

from sfph_desktop.core.domain.bid_rules import POLICY_WORDS
from sfph_desktop.core.domain.bids import POLICY_KINDS, Policy
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.record_views import RecordList

_SHAPE = Shape(title=("title",), detail=("told",), mark=lambda found: str(found[-1]))
_LEAD = "What buyers ask for. Today tells sixty days ahead when one ends. In an answer they stand as live references."


class PolicySheet(Sheet):
    """The list, and one form for what is chosen or new. A field of what is there is kept when it is left."""

    added = Signal(object)
    changed = Signal(int, object)
    removed = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Policies and certificates")
        self._all: tuple[Policy, ...] = ()
        self._chosen = 0
        self.table = RecordTable(_SHAPE)
        self.list = RecordList(theme, self.table, "List of policies and certificates")
        self.none = words("None is kept yet. Add the first below.", "quiet")
        self.form = Form(
            theme,
            [
                Field(name="name", label="Name", needed=True),
                Field(name="kind", label="Kind", kind="choice", choices=POLICY_KINDS, words=POLICY_WORDS, needed=True),
                Field(name="number", label="Number, level or cover", help="£5m, Cyber Essentials"),
                Field(name="issuer", label="Issued by"),
                Field(name="agreed_on", label="Agreed or issued on", kind="date"),
                Field(name="expires_on", label="Last day it holds", kind="date"),
                Field(name="file", label="Where the document is kept", wide=True),
                Field(name="note", label="Note", wide=True),
            ],
        )
        self.head = words("", "bold")
        self.problem = words("", "problem")
        self.add_button = button(theme, "Add it", self._on_add, kind="primary", icon="add")
        self.new_button = button(theme, "Add another", lambda: self.choose(0), icon="add")
        self.remove_button = button(theme, "Remove it", lambda: self.removed.emit(self._chosen), icon="remove")
        back = button(theme, "Back to the bids", self.left.emit, kind="link", icon="arrow-left")
        header = PageHeader(theme, "Policies and certificates", _LEAD)
        actions = Flow(theme.space("small"), self.add_button, self.new_button, self.remove_button)
        self.add(row(back, None), header, self.none, self.list, self.head, self.form, self.problem, actions, None)
        self.form.committed.connect(self._on_field)
        self.list.moved.connect(lambda record: self.choose(int(str(record))))
        self.list.opened.connect(lambda _record: self.begin())
        self.choose(0)

    def show_policies(self, found: Sequence[Policy], today: date) -> None:
        """What is held, and where each stands today."""
        from sfph_desktop.core.domain.bid_rules import policy_state

        self._all = tuple(found)
        rows = tuple(
            (
                one.id,
                one.name,
                " · ".join(part for part in (POLICY_WORDS[one.kind], one.number, policy_state(one, today)) if part),
                "warning" if one.expires_on is not None and one.expires_on < today else "page",
            )
            for one in self._all
        )
        self.list.blockSignals(True)
        self.table.show(Listing(kind="policies", columns=("id", "title", "told", "mark"), rows=rows))
        if self._chosen:
            self.list.choose(self._chosen)
        self.list.blockSignals(False)
        self.list.setFixedHeight(self.theme.size("row") * min(max(len(rows), 1), 6) + 8)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.choose(self._chosen)

    def choose(self, number: int) -> None:
        """Show one in the form; 0 for a new one."""
        found = next((one for one in self._all if one.id == number), None)
        former, self._chosen = self._chosen, found.id if found else 0
        if found is not None:
            self.form.show_value(found)
        elif former != self._chosen or not any(made.text for made in self.form.rows.values()):
            self.form.show_value(Policy(name=""))
        self.head.setText(found.name if found else "A new one")
        self.add_button.setVisible(found is None)
        self.new_button.setVisible(found is not None)
        self.remove_button.setVisible(found is not None)
        self.problem.hide()

    def begin(self) -> None:
        """The keyboard to the name."""
        self.form.rows["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the button."""
        placed = self.form.show_problems(failure)
        self.problem.setText("" if placed else str(failure))
        self.problem.setVisible(not placed)

    def show_added(self, policy: Policy) -> None:
        """It was added: an empty form for the next."""
        del policy
        self.form.show_value(Policy(name=""))
        self.begin()

    def _on_add(self) -> None:
        try:
            typed = self.form.values()
        except UserCanFix:
            return
        self.added.emit(typed)

    def _on_field(self, name: str, value: object) -> None:
        if self._chosen:
            self.changed.emit(self._chosen, {name: value})
