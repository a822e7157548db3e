"""One questionnaire that is due: what it is, and what can be done with it by one key each."""

from __future__ import annotations

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.due import DueQuestionnaire
from sfph_desktop.core.domain.paper_codes import said as said_code
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, labelled, row, rule, words
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

LAYOUTS: list[tuple[str, object]] = [
    ("In usual print", "normal"),
    ("In large print", "large"),
    ("With drawings", "pictures"),
]
_KEYS = "In the list: Enter types it from paper, P prints it, S hands over the screen."


class DueSheet(Sheet):
    """`paper_wanted`, `print_wanted`, `screen_wanted`, `drop_wanted` and `person_wanted` ask the page."""

    paper_wanted = Signal(object)
    print_wanted = Signal(object, str)
    screen_wanted = Signal(object)
    drop_wanted = Signal(object)
    person_wanted = Signal(object)

    def __init__(self, theme: Theme, line: DueQuestionnaire) -> None:
        super().__init__(theme, "About this questionnaire")
        self.line = line
        person = button(
            theme, "Open the record", lambda: self.person_wanted.emit(line.person_id), icon="person",
            description=f"The record of {line.name}",
        )  # fmt: skip
        told = " · ".join(part for part in (line.short_name, line.service, line.person_ref) if part)
        self.add(PageHeader(theme, line.name, told, person))
        if line.due is not None:
            first = f"First filled in on {said_day(line.baseline)}." if line.baseline else ""
            kind = "attention" if line.overdue else "good"
            title = f"{'Overdue since' if line.overdue else 'Due on'} {said_day(line.due)}"
            self.add(Told(theme, kind, title, first))
        if line.draft:
            self.add(Told(theme, "attention", f"{line.begun} of {line.of} answers are kept", "It was begun and left."))
        if line.code:
            self.add(words(f"A paper is out. Its code is {said_code(line.code)}.", "quiet"))
        self.paper = button(
            theme, "Type it from paper", lambda: self.paper_wanted.emit(line), kind="primary", icon="questionnaire"
        )
        self.at_screen = button(theme, "Hand over the screen", lambda: self.screen_wanted.emit(line), icon="person")
        self.layout_choice = PlainChoice("Layout of the paper")
        self.layout_choice.fill(LAYOUTS)
        self.layout_choice.setMaximumWidth(theme.size("list") // 2)
        self.print = button(
            theme, "Print it", lambda: self.print_wanted.emit(line, str(self.layout_choice.currentData())), icon="print"
        )
        gap = theme.space("small")
        self.add(row(self.paper, self.at_screen, None, gap=gap), Prose(_KEYS, "small"), rule())
        self.add(column(labelled(theme, "Layout of the paper", self.layout_choice)), row(self.print, None))
        if line.draft:
            drop = button(theme, "Throw away what was begun", lambda: self.drop_wanted.emit(line), kind="danger")
            self.add(rule(), row(drop, None))
        self.add(None)
