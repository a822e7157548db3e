"""A new value line, or another value for one: the sheet that asks stands before the lines, and waits where left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages import value_calls as calls
from sfph_desktop.ui.pages.value_costs import keep_on
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.value_add_sheet import ValueAddSheet


class Page(Protocol):
    """The page of value, as far as adding needs it."""

    theme: Theme
    office: Any
    shell: ShellContext
    desk: Any
    strip: Any

    def to_lines(self) -> None:
        """Back to the lines."""


class Adding:
    """One sheet for each line that gets another value, and one for a new line; what was begun in one waits."""

    def __init__(
        self, page: Page, rooms: QStackedWidget, added: Callable[[Done[ValueLine]], None], loaded: Callable[[], None]
    ) -> None:
        """`added` is told of a line that is kept; `loaded` when a pack has come, and the findings are outdated."""
        self._page, self._rooms, self._added, self._loaded = page, rooms, added, loaded
        self._sheets: dict[int, ValueAddSheet] = {}
        self.new: ValueAddSheet | None = None

    def show(self, line: ValueLine | None) -> None:
        """The sheet for another value of a line, or for a new one, with what was begun in it before."""
        page = self._page
        if page.desk is None:
            return
        number = line.id if line is not None else 0
        new = self._sheets.get(number)
        if new is not None and new.begun:
            new.go_on(page.desk.candidates, line)
            keep_on(page.shell, new, partial(self._begin_anew, line))
        else:
            self._drop(number)
            new = self._sheets[number] = self._made(line)
            self._rooms.addWidget(new)
            new.search.begin("")
        self.new = new
        self._rooms.setCurrentWidget(new)
        page.strip.hide()
        new.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to the lines, without what was begun."""
        self._put_away(self.new)
        self._page.to_lines()

    def _begin_anew(self, line: ValueLine | None) -> None:
        self._drop(line.id if line is not None else 0)
        self.show(line)

    def _put_away(self, sheet: ValueAddSheet | None) -> None:
        for number in [number for number, there in self._sheets.items() if there is sheet]:
            self._drop(number)
        if self.new is sheet:
            self.new = None

    def _drop(self, number: int) -> None:
        former = self._sheets.pop(number, None)
        if former is not None:
            self._rooms.removeWidget(former)
            former.deleteLater()

    def _made(self, line: ValueLine | None) -> ValueAddSheet:
        values = self._page.office.library.unit_values().values()
        countries = sorted({one.geography for one in values if one.geography})
        new = ValueAddSheet(self._page.theme, self._page.desk.candidates, countries, line)
        new.search.searched.connect(partial(self._on_search, new))
        new.search.pack.wanted.connect(partial(self._on_pack, new))
        new.wanted.connect(partial(self._on_wanted, new))
        new.left.connect(self.leave)
        return new

    def _on_search(self, new: ValueAddSheet, text: str, payer: str, standing: str, country: str) -> None:
        work = partial(calls.search, self._page.office, text, payer, standing, country)
        self._page.shell.jobs.desk(work, new.search.show_found, new)

    def _on_wanted(self, new: ValueAddSheet, line: ValueLine, checked_anew: bool) -> None:
        """Keep it. Something long may be before it: until it is kept, another sheet or a line may have been opened."""
        office, shell = self._page.office, self._page.shell

        def added(done: Done[ValueLine]) -> None:
            if self._rooms.currentWidget() is new:
                self._added(done)
            else:
                self._put_away(new)

        def failed(failure: UserCanFix) -> None:
            if isValid(new):
                new.show_failure(failure)
            if not isValid(new) or not new.isVisible():
                shell.messages.problem(failure)

        work = partial(calls.change, office, line, checked_anew) if line.id else partial(calls.add, office, line)
        shell.jobs.records(work, added, self._rooms, failed=failed)

    def _on_pack(self, new: ValueAddSheet, path: Any, declared_by: str) -> None:
        def loaded(done: Done[Any]) -> None:
            new.search.pack.show_loaded()
            new.search.search()
            self._page.shell.messages.notice(f"{done.why}. Its values are in the list.")
            self._loaded()

        work = partial(calls.load_pack, self._page.office, path, declared_by)
        self._page.shell.jobs.records(work, loaded, new, failed=new.search.pack.show_failure)
