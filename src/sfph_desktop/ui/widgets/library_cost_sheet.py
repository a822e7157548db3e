"""A cost of the reference library taken as one to compare with: searched, and brought in with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.value_search import ValueSearch

_LEAD = (
    "Search what published costs there are. It comes in as printed, with its source, year and place; what must be "
    "checked first is typed by hand, from where you checked it."
)


class LibraryCostSheet(Sheet):
    """`wanted` carries the id of a unit value and what else is said of the cost; `left` without taking one."""

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme, countries: Sequence[str], fields: Sequence[Field]) -> None:
        super().__init__(theme, "Take a cost from the library")
        self.search = ValueSearch(theme, countries, quoting=False)
        self.form = Form(theme, fields)
        self.problem = words("", "problem")
        self.problem.hide()
        self.add_button = button(theme, "Compare with this cost", self.want, kind="primary", icon="add")
        leave = button(theme, "Leave without adding", self.left.emit)
        found = Headed(theme, "pound", "What the library has", self.search)
        actions = Flow(theme.space("small"), self.add_button, leave)
        header = PageHeader(theme, "Take a cost from the library", _LEAD)
        self.add(header, found, self.form, self.problem, actions, None)
        self.search.chosen.connect(lambda _unit: self.problem.hide())

    def begin(self, contracts: tuple[Sequence[str], Mapping[str, str]]) -> None:
        """Search anew, in an empty form."""
        for row in self.form.rows.values():
            row.show_value("")
        self.form.rows["contract_ref"].offer(*contracts)
        self.problem.hide()
        self.search.begin()
        self.search.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def want(self) -> None:
        """Take what is chosen."""
        unit = self.search.value
        if unit is None:
            self._say("Choose a cost in the list.", self.search.filter)
            return
        try:
            typed: dict[str, Any] = self.form.values()
        except UserCanFix:
            return
        self.problem.hide()
        self.wanted.emit(unit.id, typed)

    def show_failure(self, failure: UserCanFix) -> None:
        """Why it was not taken."""
        if not self.form.show_problems(failure):
            self._say(str(failure), self.search.filter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _say(self, told: str, where: QLineEdit) -> None:
        self.problem.setText(told)
        self.problem.show()
        where.setFocus(Qt.FocusReason.OtherFocusReason)
