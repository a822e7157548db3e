"""What went in, written down beside the value it is set against."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages import value_calls as calls
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.cost_form import CostForm
from sfph_desktop.ui.widgets.cost_sheet import CostSheet
from sfph_desktop.ui.widgets.new_record import NewRecord

Keep = Callable[[Any, InputCost], Done[InputCost]]
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
    _ask(page, rooms, new, calls.add_cost, page.leave_adding)
    return new


def show_costs(page: Page, rooms: QStackedWidget) -> CostSheet:
    """All that went in, in place of the lines: what was written down wrong is put right here."""
    sheet = CostSheet(page.theme)
    known: dict[int, InputCost] = {}

    def show(found: tuple[InputCost, ...]) -> None:
        known.update({one.id: one for one in found})
        sheet.show_costs(found)

    def read() -> None:
        page.shell.jobs.records(partial(calls.costs, page.office), show, sheet)

    def load() -> None:
        rooms.setCurrentWidget(sheet)
        read()

    def leave() -> None:
        page.leave_adding()
        _away(rooms, sheet)

    def change(number: int) -> None:
        form = CostForm(page.theme, page.selection.period, page.lines.services, page.lines.contracts)
        form.show_cost(known[number])
        asked = NewRecord(page.theme, form, "Change what went in", _LEAD, "Keep it so", changes=True)
        _ask(page, rooms, asked, calls.change_cost, load)

    def remove(number: int) -> None:
        page.shell.jobs.records(partial(calls.remove_cost, page.office, number), None, sheet)  # `outdated` follows

    sheet.wanted.connect(change)
    sheet.remove_wanted.connect(remove)
    sheet.left.connect(leave)
    sheet.outdated.connect(read)
    page.shell.jobs.changed.connect(sheet.heed)
    rooms.addWidget(sheet)
    page.strip.hide()
    load()
    return sheet


def _ask(page: Page, rooms: QStackedWidget, new: NewRecord[CostForm], keep: Keep, back: Callable[[], None]) -> None:
    """Show a form until it is kept or left, then what was there before."""

    def leave() -> None:
        back()
        _away(rooms, new)

    def want() -> None:
        try:
            cost = new.form.cost()
        except UserCanFix:
            return
        new.wait(True)
        page.shell.jobs.records(partial(keep, page.office, cost), lambda _done: leave(), new, failed=new.show_failure)

    new.wanted.connect(want)
    new.left.connect(leave)
    rooms.addWidget(new)
    rooms.setCurrentWidget(new)
    page.strip.hide()
    new.begin()


def _away(rooms: QStackedWidget, sheet: QWidget) -> None:
    rooms.removeWidget(sheet)
    sheet.deleteLater()
