"""The two lists of Today: what wants doing, and what was done lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.office_facts import DueItem, UnitInfo
from sfph_desktop.ui.models.said import counted, said_change, said_day, said_near
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Piece, button, column, mark, row, rule, words
from sfph_desktop.ui.widgets.passages import in_order, stops_in

_FIRST = 6
_ICONS = {
    "recovery_sheet": "key",
    "backup": "backup",
    "review": "questionnaire",
    "target": "contracts",
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


class DayList(QWidget):
    """Rows with a rule between them: the first few, and all of them when asked."""

    def __init__(self, theme: Theme, name: str, rows: list[Callable[[], QWidget]], nothing: str) -> None:
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

    def _add(self, rows: list[Callable[[], QWidget]]) -> QPushButton | None:
        first: QPushButton | None = None
        for make in rows:
            made = make()
            self._room.addWidget(made)
            self._room.addWidget(rule())
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
    sign = mark(theme, _ICONS.get(item.kind, "info"), "attention" if urgent else "text_quiet")
    return _line(theme, sign, item.title, words(detail, "small"), *buttons)


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


def heading_row(text: str) -> QWidget:
    """A quiet heading over the rows that follow."""
    return words(text, "label")


def change_row(theme: Theme, unit: UnitInfo, today: date, undo: Callable[[UnitInfo], None]) -> QWidget:
    """One change that was saved: what, when, by whom, and Undo where it can be undone."""
    detail = words(f"{said_near(unit.at, today)} · {unit.who}" + (" · undone" if unit.undone else ""), "small")
    title = said_change(unit)
    if unit.undone or set(unit.changed) <= _KEPT_FOR_EVER:
        return _line(theme, None, title, detail, None)
    take_back = button(theme, "Undo", lambda: undo(unit), kind="quiet", icon="undo")
    take_back.setAccessibleName(f"Undo: {title}")
    return _line(theme, None, title, detail, take_back)


def _line(theme: Theme, sign: QWidget | None, title: str, detail: QWidget, *go: QPushButton | None) -> QFrame:
    made = QFrame()
    said = column(words(title, "bold" if sign is not None else ""), detail, gap=theme.space("hair"))
    pieces: list[Piece] = [piece for piece in (sign, said, *go) if piece is not None]
    line = row(*pieces, gap=theme.space("small"))
    line.setStretch(1 if sign is not None else 0, 1)
    made.setLayout(line)
    made.setAccessibleName(title)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # words that wrap are as high as their lines
    made.setSizePolicy(policy)
    return made


def count_words(counts: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """The counts as figures with their words."""
    return tuple(
        (f"{counts.get(kind, 0):,}", counted(counts.get(kind, 0), one, many).split(" ", 1)[1])
        for kind, one, many in (
            ("people", "person", "people"),
            ("open_episodes", "enrolment open now", "enrolments open now"),
            ("sessions", "session held", "sessions held"),
            ("attendance", "visit by name", "visits by name"),
            ("assessments", "questionnaire", "questionnaires"),
        )
    )
