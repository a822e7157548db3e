"""What went in, written down beside the value it is set against."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QStackedWidget

from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.pages import value_calls as calls
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.cost_form import CostForm
from sfph_desktop.ui.widgets.new_record import NewRecord

_LEAD = "Money, staff time, hours of volunteers and gifts in kind of the same days as what they brought about."


class Page(Protocol):
    """The page of value, as far as the form needs it."""

    theme: Theme
    office: Any
    shell: ShellContext
    selection: Selection
    lines: calls.Lines
    strip: Any

    def leave_adding(self) -> None:
        """Back to the lines."""


def ask_cost(page: Page, rooms: QStackedWidget) -> NewRecord[CostForm]:
    """The form in place of the lines; what was added stands in the figures at once."""
    form = CostForm(page.theme, page.selection.period, page.lines.services, page.lines.contracts)
    new = NewRecord(page.theme, form, "What went in", _LEAD, "Add it")

    def leave() -> None:
        page.leave_adding()
        rooms.removeWidget(new)
        new.deleteLater()

    def add() -> None:
        try:
            cost = form.cost()
        except UserCanFix:
            return
        new.wait(True)
        work = partial(calls.add_cost, page.office, cost)
        page.shell.jobs.records(work, lambda _done: leave(), new, failed=new.show_failure)

    new.wanted.connect(add)
    new.left.connect(leave)
    rooms.addWidget(new)
    rooms.setCurrentWidget(new)
    page.strip.hide()
    new.begin()
    return new
