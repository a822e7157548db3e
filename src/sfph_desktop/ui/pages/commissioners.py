"""Commissioners: who buys or funds, of which kind, for which area, and which contracts they gave."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import contract_calls as calls
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.commissioner_sheet import CommissionerForm, CommissionerSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.room_strip import RoomStrip

_SHAPE = Shape(title=("title",), detail=("one", "two"), mark=lambda found: str(found[-1]))
_PURPOSE = (
    "Health boards, integration authorities, councils, trusts and foundations that buy or fund what you do. "
    "Whoever a contract names is here by itself."
)
_HINT = "Type a name, a kind or an area at the left. Arrow keys move in the list, Enter opens a commissioner."


class CommissionersPage(Place):
    """The list, the page of one, and the form for a new one."""

    watches: ClassVar[frozenset[str]] = frozenset({"commissioners", "contracts"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.sheet: CommissionerSheet | None = None
        self.new: AddSheet | None = None
        self._wanted: int | None = None
        self._jobs: dict[str, Job[Any]] = {}
        self.view = ListAndPage(shell, "commissioners", _SHAPE, one="commissioner")
        self.add_button = button(self.theme, "Add a commissioner", self.add_commissioner, kind="primary", icon="add")
        self.view.set_head(held(column(self.add_button)))
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        whole = column(RoomStrip(shell, "commissioners"), self._rooms)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)

    def load(self) -> None:
        """Fetch the list, and the commissioner that is shown, as they are now."""
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def open_record(self, record: object) -> None:
        """Show one commissioner by its id."""
        if isinstance(record, int):
            self._rooms.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or the first field of the form for a new one."""
        if self.new is not None and self._rooms.currentWidget() is self.new:
            return self.new.form.rows["name"].editor
        return self.view.filter

    def add_commissioner(self) -> None:
        """Show the form for a new commissioner."""
        self._ask("areas", partial(calls.areas, self.office), self._show_new)

    # --- inside

    def _show_new(self, areas: tuple[str, ...]) -> None:
        if self.new is None:
            lead = "A name and a kind are enough."
            form = CommissionerForm(self.theme, areas)
            self.new = AddSheet(self.theme, form, "Add a commissioner", lead, "Add the commissioner")
            self.new.wanted.connect(self._on_add)
            self.new.left.connect(self._back)
            self._rooms.addWidget(self.new)
        if self._rooms.currentWidget() is not self.new:
            self.new.clear()
            self._rooms.setCurrentWidget(self.new)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, typed: dict[str, Any]) -> None:
        if self.new is not None:
            work = partial(calls.add_commissioner, self.office, typed)
            self.shell.jobs.records(work, self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[Any]) -> None:
        self.view.filter.clear()
        self._rooms.setCurrentWidget(self.view)
        self.view.choose(int(done.value.id))
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self) -> None:
        work = partial(calls.commissioner_lines, self.office, self.view.filter.text().strip())
        self._ask("list", work, self._on_listed)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        if self._wanted is not None:
            return
        if listing.rows or self.view.filter.text().strip():
            self.view.set_page(EmptyState(self.theme, "two-people", "Which commissioner?", _HINT))
            return
        first = button(self.theme, "Add the first commissioner", self.add_commissioner, kind="primary", icon="add")
        self.view.set_page(EmptyState(self.theme, "two-people", "No commissioners yet", _PURPOSE, first))

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        focused = self.window().focusWidget()
        typing = focused is not None and self.sheet is not None and self.sheet.isAncestorOf(focused)
        if record != self._wanted and focused is not None and typing:
            focused.clearFocus()  # a field is kept when it is left, and it is left now
        self._wanted = record
        self._ask("page", partial(calls.commissioner, self.office, record), self._show, failed=self._on_gone)

    def _show(self, found: tuple[Any, tuple[str, ...]]) -> None:
        page, areas = found
        if self.sheet is None:
            self.sheet = CommissionerSheet(self.theme, areas)
            self.sheet.field_left.connect(self._on_left)
            self.sheet.contract_wanted.connect(lambda number: self.shell.navigate("contracts", number))
            self.sheet.remove_wanted.connect(self._on_remove)
            self.changes = RecordChanges(self.office, self.shell)
            self.sheet.add_before_end(self.changes)
            self.view.set_page(self.sheet)
        self.sheet.show_page(page)
        self.changes.show_record("commissioners", int(page.commissioner.id))

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet = None, None
        self.view.set_page(EmptyState(self.theme, "two-people", failure.what, f"{failure.why} {failure.do}".strip()))

    def _on_left(self, number: int, name: str, value: object) -> None:
        def failed(failure: UserCanFix) -> None:
            if self.sheet is None or not self.sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        work = partial(calls.change_commissioner, self.office, number, name, value)
        self.shell.jobs.records(work, None, self, failed=failed)

    def _on_remove(self, number: int) -> None:
        self.shell.jobs.records(partial(calls.remove_commissioner, self.office, number), None, self)

    def _ask(self, what: str, work: Any, then: Any, **more: Any) -> None:
        """Ask in the records lane; an answer to an older question of the same kind is dropped."""
        former = self._jobs.get(what)
        if former is not None and former.running:
            former.drop()
        self._jobs[what] = self.shell.jobs.records(work, then, self, **more)
