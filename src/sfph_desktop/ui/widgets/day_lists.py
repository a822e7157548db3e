"""The two lists of Today: what wants doing, and what was done lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sfph_desktop.core.domain.office_facts import DueItem, UnitInfo
from sfph_desktop.ui.models.said import counted, said_change, said_day, said_near
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, words
from sfph_desktop.ui.widgets.day_line import DayLine, DayRow
from sfph_desktop.ui.widgets.passages import in_order, stops_in

_FIRST = 6
_ICONS = {
    "recovery_sheet": "key",
    "backup": "backup",
    "review": "questionnaire",
    "target": "contracts",
    "pace": "contracts",
    "bid": "contracts",
    "promise": "contracts",
    "bid_questions": "contracts",
    "answers": "edit",
    "policy": "page",
    "absences": "person",
    "alert": "warning",
    "action": "check",
    "referral": "two-people",
    "register": "sessions",
    "register_open": "sessions",
    "consent": "people",
    "consent_ends": "people",
}
_VERBS = {
    "recovery_sheet": "Print it",
    "backup": "Make a backup",
    "review": "Enter it",
    "target": "See the contracts",
    "pace": "Open the contract",
    "bid": "Look at it",
    "promise": "Look at it",
    "bid_questions": "Look at it",
    "answers": "Write them",
    "policy": "Look at it",
    "consent": "See the people",
    "absences": "Spoken to them",
    "action": "Done",
    "referral": "See who waits",
    "register": "Take it",
    "register_open": "Go on",
}
_SECOND = {"absences": "Ring them", "action": "Open their record"}
"""What else can be done about it, one key further."""
HEADINGS = {"late": "Late", "ahead": "Coming", "long": "Waiting for long"}
"""By when something is due: the heading over it; what is due now needs none."""
_KEPT_FOR_EVER = frozenset({"settings", "snapshots", "figures", "packs"})


Row = tuple[str, Callable[[], QWidget]]
"""The quiet heading that stands over it, blank where it goes on under the one before, and what makes it."""


class DayList(QWidget):
    """Rows with a rule under each: the first few, and all of them when asked. What is not shown is not made."""

    def __init__(self, theme: Theme, name: str, rows: list[Row], nothing: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._theme, self._rows = theme, rows
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(theme.space("small"))
        self.more: QPushButton | None = None
        if not rows:
            self._room.addWidget(words(nothing, "quiet"))
        self._add(rows[:_FIRST])
        if len(rows) > _FIRST:
            self.more = button(theme, f"Show all {len(rows)}", self._show_all, kind="link", icon="chevron-down")
            self._room.addLayout(row(self.more, None))

    def _show_all(self) -> None:
        before = stops_in(self)
        first = self._add(self._rows[_FIRST:])
        stops = stops_in(self)
        in_order(*before, *(made for made in stops if made not in before))
        if self.more is not None:
            self.more.hide()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)  # the keyboard goes on where it was

    def _add(self, rows: list[Row]) -> QPushButton | None:
        first: QPushButton | None = None
        for heading, make in rows:
            if heading:
                self._room.addWidget(words(heading, "label"))
            made = make()
            self._room.addWidget(made)
            first = first or made.findChild(QPushButton)
        return first


def due_row(
    theme: Theme, item: DueItem, today: date, do: Callable[[DueItem], None], also: Callable[[DueItem], None]
) -> QWidget:
    """One thing that wants doing: what, why, by when, and the button that begins it; for some, a second one."""
    late = item.due is not None and item.due < today
    when = _said_due(item, today)
    urgent = late or item.kind in {"recovery_sheet", "backup", "absences"}
    detail = " · ".join(text for text in (when, item.detail) if text)
    verb = _VERBS.get(item.kind, "Open it")
    buttons = [button(theme, verb, lambda: do(item), kind="quiet")]
    if item.kind in _SECOND:
        buttons.append(button(theme, _SECOND[item.kind], lambda: also(item), kind="quiet"))
    for made in buttons:
        made.setAccessibleName(f"{made.text()}: {item.title}")
        made.setAccessibleDescription(detail)
    role = "attention" if urgent else "text_quiet"
    line = DayLine(theme, item.title, detail, icon=_ICONS.get(item.kind, "info"), role=role)
    return DayRow(theme, line, item.title, *buttons)


def _said_due(item: DueItem, today: date) -> str:
    """When it is due. What is told by its age in the detail, or is of today, says no day."""
    if item.due is None or item.kind in {"referral", "absences"}:
        return ""
    if item.due == today:
        return "today"
    if item.kind in {"register", "register_open"}:
        return said_day(item.due)
    verb = "runs out" if item.kind == "consent_ends" else "due"
    past = "ran out" if item.kind == "consent_ends" else "was due"
    return f"{past if item.due < today else verb} {said_day(item.due)}"


def change_row(theme: Theme, unit: UnitInfo, today: date, undo: Callable[[UnitInfo], None]) -> QWidget:
    """One change that was saved: what, when, by whom, and Undo where it can be undone."""
    detail = f"{said_near(unit.at, today)} · {unit.who}" + (" · undone" if unit.undone else "")
    title = said_change(unit)
    line = DayLine(theme, title, detail, bold=False)
    if unit.undone or set(unit.changed) <= _KEPT_FOR_EVER:
        return DayRow(theme, line, title)
    take_back = button(theme, "Undo", lambda: undo(unit), kind="quiet", icon="undo")
    take_back.setAccessibleName(f"Undo: {title}")
    return DayRow(theme, line, title, take_back)


def count_words(counts: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """The counts as figures with their words. Who is supported and helps as well stands in each count of people."""
    return tuple(
        (f"{counts.get(kind, 0):,}", counted(counts.get(kind, 0), one, many).split(" ", 1)[1])
        for kind, one, many in (
            ("service_user_now", "person supported", "people supported"),
            ("volunteer_now", "volunteer", "volunteers"),
            ("staff_now", "staff member", "staff members"),
            ("open_episodes", "enrolment open now", "enrolments open now"),
            ("sessions", "session held", "sessions held"),
            ("attendance", "visit by name", "visits by name"),
            ("assessments", "questionnaire", "questionnaires"),
        )
        if counts.get(kind) or kind not in {"volunteer_now", "staff_now"}
    )
