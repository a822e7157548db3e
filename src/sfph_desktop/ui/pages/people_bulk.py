"""Choosing several people in the list, and changing one thing for all of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget

from sfph_desktop.core.domain.bulk import BulkChoices, BulkLook, BulkWish
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.widgets.bulk_sheet import BulkSheet
from sfph_desktop.ui.widgets.chosen_bar import ChosenBar
from sfph_desktop.ui.widgets.list_and_page import ListAndPage


class PeopleBulk(QObject):
    """Beneath the list a bar for those who are chosen; among the rooms the form for them, made when first wanted."""

    def __init__(self, office: Any, shell: ShellContext, view: ListAndPage, rooms: QStackedWidget) -> None:
        super().__init__(rooms)
        self.office, self.shell, self.view, self.rooms = office, shell, view, rooms
        self.bar = ChosenBar(shell.theme, view.list, "person", "people")
        view.offer_several(self.bar)
        self.sheet: BulkSheet | None = None
        self._people: tuple[int, ...] = ()
        self.bar.change_wanted.connect(self.begin)

    def begin(self, people: tuple[int, ...]) -> None:
        """Open the form for these people."""
        self._people = people
        self.shell.jobs.records(partial(_choices, self.office), self._show, self)

    def _show(self, choices: BulkChoices) -> None:
        if self.sheet is None:
            self.sheet = BulkSheet(self.shell.theme)
            self.sheet.look_wanted.connect(self._look)
            self.sheet.change_wanted.connect(self._change)
            self.sheet.left.connect(self.leave)
            self.rooms.addWidget(self.sheet)
        self.sheet.begin(len(self._people), choices, self.office.clock.today())
        self.rooms.setCurrentWidget(self.sheet)
        self.sheet.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to the list; those who were chosen are chosen still."""
        self.rooms.setCurrentWidget(self.view)
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, wish: BulkWish) -> None:
        def show(look: BulkLook) -> None:
            if self.sheet is not None:
                self.sheet.show_look(wish, look)

        self.shell.jobs.records(partial(_look, self.office, self._people, wish), show, self, failed=self._failed)

    def _change(self, wish: BulkWish) -> None:
        work = partial(_change, self.office, self._people, wish)
        self.shell.jobs.records(work, self._changed, self, failed=self._failed)

    def _changed(self, _done: Done[BulkLook]) -> None:
        self.leave()

    def _failed(self, failure: UserCanFix) -> None:
        if self.sheet is not None:
            self.sheet.show_failure(failure)


def _choices(office: Any) -> BulkChoices:
    from sfph_desktop.core.usecases.bulk import bulk_choices

    return bulk_choices(office)


def _look(office: Any, people: tuple[int, ...], wish: BulkWish) -> BulkLook:
    from sfph_desktop.core.usecases.bulk import look_at_change

    return look_at_change(office, people, wish)


def _change(office: Any, people: tuple[int, ...], wish: BulkWish) -> Done[BulkLook]:
    """The change as it was shown: those of whom it said that they stay as they are do."""
    from sfph_desktop.core.usecases.bulk import change_for_many

    return change_for_many(office, people, wish, leave_out=True)
