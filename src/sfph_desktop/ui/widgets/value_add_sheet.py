"""A new value line: which change, what one is worth, how long it lasts. The shares are given on its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from sfph_desktop.core.domain.benefits import UnitValue, ValueLine
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import why_check, why_never, years_of
from sfph_desktop.core.domain.worth import Candidate
from sfph_desktop.ui.models.record_table import RecordTable
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.fields import Field, FieldRow
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.record_views import RecordList
from sfph_desktop.ui.widgets.value_said import candidates_listed
from sfph_desktop.ui.widgets.value_search import INTO_LIST, TWO_LINES, ValueSearch

_YEARS = Field(
    name="duration_years",
    label="How many years does one change last?",
    kind="number",
    help="Only as long as you can show: 1 where nobody was asked again later.",
    needed=True,
)


class ValueAddSheet(Sheet):
    """For a new line, or (with `line`) for another value of one. `wanted` carries the line; `left` without."""

    wanted = Signal(object, bool)
    left = Signal()

    def __init__(
        self, theme: Theme, candidates: Sequence[Candidate], countries: Sequence[str], line: ValueLine | None = None
    ) -> None:
        super().__init__(theme, "Value a change" if line is None else "Choose another value")
        self._candidates = tuple(candidates)
        self._line = line
        self.table = RecordTable(TWO_LINES)
        self.changes = RecordList(theme, self.table, "Changes that can be valued")
        self.changes.setMinimumHeight(theme.size("row") * 4)
        self.find_change = crossed(theme, QLineEdit(placeholderText="Filter what changed"))
        self.find_change.setAccessibleName("Filter what changed")
        self.search = ValueSearch(theme, countries)
        self.years = FieldRow(theme, _YEARS)
        self.problem = words("", "problem")
        self.problem.hide()
        verb = "Add the value line" if line is None else "Use this value"
        self.add_button = button(theme, verb, self.want, kind="primary", icon="add" if line is None else "check")
        leave = button(theme, "Leave without adding" if line is None else "Leave it as it was", self.left.emit)
        actions = Flow(theme.space("small"), self.add_button, leave)
        worth = Headed(theme, "pound", "What one is worth", self.search)
        if line is None:
            what = Headed(theme, "impact", "What changed", self.find_change, self.changes)
            lead = "Choose a change of your findings, then what one of them is worth. Nothing is filled in for you."
            self.add(PageHeader(theme, "Value a change", lead), what, worth, self.years, self.problem, actions, None)
        else:
            header = PageHeader(theme, "Choose another value", f"For {line.line_ref}. The shares stay as they are.")
            self.add(header, worth, self.problem, actions, None)
        self.find_change.textChanged.connect(self._list)
        self.find_change.installEventFilter(self)
        if isinstance(self.years.editor, QLineEdit):
            self.years.editor.returnPressed.connect(self.want)
        self.changes.moved.connect(self._on_change)
        self._list("")

    @property
    def candidate(self) -> Candidate | None:
        """The change that is chosen."""
        place = self.table.record_at(self.changes.currentIndex().row())
        return self._candidates[place] if isinstance(place, int) else None

    @property
    def begun(self) -> bool:
        """Whether something is typed in, or chosen."""
        typed = self.find_change.text() or self.years.text or self.search.checked.text
        return bool(typed or self.search.value is not None or self.candidate is not None)

    def go_on(self, candidates: Sequence[Candidate], line: ValueLine | None) -> None:
        """Take up what was begun, with the findings and the line as they are now."""
        chosen, self._line = self.candidate, line
        self._candidates = tuple(candidates)
        self._list(self.find_change.text())
        places = [place for place, one in enumerate(self._candidates) if chosen and one.indicator == chosen.indicator]
        blocked = self.changes.blockSignals(True)  # what was looked for in the library stays
        if not places or not self.changes.choose(places[0]):
            self.changes.clearSelection()
        self.changes.blockSignals(blocked)

    def first(self) -> QLineEdit:
        """Where the keyboard belongs."""
        return self.find_change if self._line is None else self.search.filter

    def want(self) -> None:
        """Ask for it to be kept, once; what is missing is said."""
        if not self.add_button.isEnabled():
            return
        unit, line = self.search.value, self._line
        if line is None:
            line = self._new_line()
        if line is None or unit is None or not self._checked(unit):
            if line is not None and unit is None:
                self._say("Choose what one is worth, in the list of values.", self.search.filter)
            return
        self.problem.hide()
        self.add_button.setEnabled(False)
        self.wanted.emit(replace(line, unit_value=unit.id, unit_value_checked=self.search.check_words), True)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong."""
        self.add_button.setEnabled(True)
        self._say(str(failure), self.add_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter of changes: down, or Enter, goes into the list beneath it."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.find_change and pressed and event.key() in INTO_LIST and self.table.rowCount():  # type: ignore[attr-defined]
            self.changes.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.changes.currentIndex().isValid():
                self.changes.setCurrentIndex(self.table.index(0, 0))
            return True
        return super().eventFilter(watched, event)

    # --- inside

    def _new_line(self) -> ValueLine | None:
        chosen = self.candidate
        if chosen is None:
            self._say("Choose what changed, in the first list.", self.changes)
            return None
        years = years_of(self.years.text)
        if years is None or years <= 0:
            self.years.show_problem("Write how many years one change lasts, as in 1 or 2.5.")
            self.years.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self.years.show_problem("")
        return ValueLine(line_ref="", indicator=chosen.indicator, unit_value="", duration_years=years)

    def _checked(self, unit: UnitValue) -> bool:
        if never := why_never(unit):
            self._say(f"{never} Choose a value in pounds.", self.search.filter)
            return False
        if not why_check(unit) or self.search.check_words:
            return True
        self.search.checked.show_problem("Say how you made sure of it, or choose a value that is offered as it is.")
        self.search.checked.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _say(self, text: str, where: object) -> None:
        self.problem.setText(text)
        self.problem.show()
        where.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[attr-defined]

    def _list(self, text: str) -> None:
        self.table.show(candidates_listed(self._candidates, text))

    def _on_change(self, place: object) -> None:
        if isinstance(place, int) and 0 <= place < len(self._candidates):
            self.search.begin(self._candidates[place].hint)
