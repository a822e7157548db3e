"""What went in, written down beside the value it is set against."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

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

    def to_lines(self) -> None:
        """Back to the lines."""


class Begun(Protocol):
    """A form that may wait behind something else."""

    @property
    def begun(self) -> bool:
        """Whether something is typed in it."""

    def isVisible(self) -> bool:
        """Whether it is seen."""


def keep_on(shell: ShellContext, form: Begun, anew: Callable[[], object]) -> None:
    """Say of a form that was left for something else that what was typed is still in it; `anew` empties it."""

    def begin_anew() -> None:
        if isValid(form) and form.isVisible():  # it may have been left since
            anew()

    if form.begun:
        shell.messages.notice("What you had typed here is still here.", action="Begin anew", do=begin_anew)


def ask_cost(page: Page, rooms: QStackedWidget) -> NewRecord[CostForm]:
    """The form in place of the lines; what was added stands in the figures at once.

    One that was begun, and left for a line that was opened from elsewhere, is shown again with what was typed.
    """
    waiting = _waiting(rooms, changes=False)
    if waiting is not None and waiting.begun:
        _take_up(page, rooms, waiting)
        return waiting
    if waiting is not None:
        _away(rooms, waiting)
    form = CostForm(page.theme, page.selection.period, page.lines.services, page.lines.contracts)
    new = NewRecord(page.theme, form, "What went in", _LEAD, "Add it")
    _ask(page, rooms, new, calls.add_cost, page.to_lines, lambda: ask_cost(page, rooms))
    return new


def show_costs(page: Page, rooms: QStackedWidget) -> CostSheet:
    """All that went in, in place of the lines: what was written down wrong is put right here.

    Where a change was begun, and left for a line that was opened from elsewhere, that is shown again.
    """
    for waits in (one for one in _standing(rooms) if isinstance(one, CostSheet)):
        form = _waiting(rooms, changes=True)
        if form is not None and form.begun:
            _take_up(page, rooms, form)
        else:
            waits.outdated.emit()
            _to_front(page, rooms, waits)
        return waits
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
        page.to_lines()
        _away(rooms, sheet)

    def change(number: int) -> None:
        former = _waiting(rooms, changes=True)
        if former is not None:
            _away(rooms, former)
        form = CostForm(page.theme, page.selection.period, page.lines.services, page.lines.contracts)
        form.show_cost(known[number])
        asked = NewRecord(page.theme, form, "Change what went in", _LEAD, "Keep it so", changes=True)
        _ask(page, rooms, asked, calls.change_cost, load, lambda: change(number))

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


def _ask(
    page: Page,
    rooms: QStackedWidget,
    new: NewRecord[CostForm],
    keep: Keep,
    back: Callable[[], None],
    anew: Callable[[], object],
) -> None:
    """Show a form until it is kept or left, then what was there before; `anew` shows it as it was begun."""

    def leave() -> None:
        if rooms.currentWidget() is new:  # while it was being kept, a line may have been opened
            back()
        _away(rooms, new)

    def want() -> None:
        try:
            cost = new.form.cost()
        except UserCanFix:
            return
        new.wait(True)
        page.shell.jobs.records(partial(keep, page.office, cost), lambda _done: leave(), new, failed=new.show_failure)

    def begin_anew() -> None:
        _away(rooms, new)
        anew()

    new.wanted.connect(want)
    new.left.connect(leave)
    new.anew.connect(begin_anew)
    rooms.addWidget(new)
    _to_front(page, rooms, new)
    new.begin()


def _take_up(page: Page, rooms: QStackedWidget, form: NewRecord[CostForm]) -> None:
    _to_front(page, rooms, form)
    form.first().setFocus(Qt.FocusReason.OtherFocusReason)
    keep_on(page.shell, form, form.anew.emit)


def _to_front(page: Page, rooms: QStackedWidget, sheet: QWidget) -> None:
    rooms.setCurrentWidget(sheet)
    page.strip.hide()


def _standing(rooms: QStackedWidget) -> tuple[QWidget, ...]:
    return tuple(found for place in range(rooms.count()) if (found := rooms.widget(place)) is not None)


def _waiting(rooms: QStackedWidget, *, changes: bool) -> NewRecord[CostForm] | None:
    """The form that was left for something else."""
    found = (one for one in _standing(rooms) if isinstance(one, NewRecord) and one.changes == changes)
    return next(found, None)


def _away(rooms: QStackedWidget, sheet: QWidget) -> None:
    rooms.removeWidget(sheet)
    sheet.deleteLater()
