"""A room with a list and the page of one record: fetched, added, changed, removed, and written as a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.room_sheet import Offers, RoomPart, RoomSheet, Shown
from sfph_desktop.ui.widgets.room_strip import RoomStrip

DOCUMENTS = "PDF (*.pdf);;Word document (*.docx)"


class RecordRoom(Place):
    """Subclasses say what is listed and shown; what they call of the use cases runs in the records lane."""

    room: ClassVar[str]
    title: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    icon: ClassVar[str] = "contracts"
    purpose: ClassVar[str]
    shape: ClassVar[Shape]
    fields: ClassVar[tuple[Field, ...]] = ()
    parts: ClassVar[tuple[RoomPart, ...]] = ()
    new_fields: ClassVar[tuple[str, ...]] = ()
    """Which of the fields a new record is asked for; none: nothing can be added here."""
    new_lead: ClassVar[str] = ""
    removable: ClassVar[bool] = True

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.record = 0
        self.sheet: RoomSheet | None = None
        self._job: Job[Any] | None = None
        self._fetching: Job[Any] | None = None
        self.view = ListAndPage(shell, self.room, self.shape, one=self.one, many=self.many)
        heads = [*self.head_buttons()]
        self.new: AddSheet | None = None
        steps = []
        if self.new_fields:
            self.add_button = button(theme, f"Add a {self.one}", self.show_new, kind="primary", icon="add")
            heads.insert(0, self.add_button)
            steps = [button(theme, f"Add the first {self.one}", self.show_new, kind="primary")]
            wanted = [one for one in self.fields if one.name in self.new_fields]
            self.new = AddSheet(theme, Form(theme, wanted), f"A new {self.one}", self.new_lead, f"Add the {self.one}")
            self.new.wanted.connect(self._add)
            self.new.left.connect(self.show_nothing)
        if heads:
            self.view.set_head(held(column(Flow(theme.space("small"), *heads))))
        self.nothing = EmptyState(theme, self.icon, self.title, self.purpose, *steps)
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.nothing)
        if self.new is not None:
            self.rooms.addWidget(self.new)
        self.view.set_page(self.rooms)
        everything = column(RoomStrip(shell, self.room), self.view)
        everything.setStretchFactor(self.view, 1)
        self.setLayout(everything)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)

    # --- what a subclass gives

    def listed(self, text: str) -> Listing:
        """The listing for what was typed."""
        raise NotImplementedError

    def shown(self, record: int) -> Shown:
        """One record for its page."""
        raise NotImplementedError

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """Add what was typed."""
        raise NotImplementedError

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Keep some facts."""
        raise NotImplementedError

    def remove_record(self, record: int) -> Done[Any]:
        """Remove one."""
        raise NotImplementedError

    def add_part(self, record: int, part: str, facts: dict[str, Any]) -> Done[Any]:
        """Add what belongs to a record."""
        raise NotImplementedError

    def remove_part(self, part: str, number: int) -> Done[Any]:
        """Take out what belongs to a record."""
        raise NotImplementedError

    def offers(self) -> Offers:
        """What may be chosen in a new record."""
        return {}

    def head_buttons(self) -> Sequence[QPushButton]:
        """Beside the button that adds, over the list."""
        return ()

    def page_buttons(self) -> Sequence[QPushButton]:
        """Under the head of a record's page."""
        return ()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and the record that is shown."""
        self._list()
        if self.record:
            self._fetch()
        if self.new is not None:
            self.shell.jobs.records(self.offers, self._on_offers, self)

    def open_record(self, record: object) -> None:
        """Show one record by its id."""
        if isinstance(record, int):
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter."""
        return self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the record, in none of its fields yet."""
        return self.view.record_focus()

    def show_new(self) -> None:
        """The form for a new one, with the keyboard in its first field."""
        if self.new is None:
            return
        self.rooms.setCurrentWidget(self.new)
        self.view.show_page()
        self.new.clear()
        next(iter(self.new.form.rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing(self) -> None:
        """The record that is chosen, or what the room is for."""
        shown = self.sheet if self.sheet is not None and self.record else self.nothing
        self.rooms.setCurrentWidget(shown)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self, name: str, work: Callable[[Path], Any]) -> None:
        """Ask where a document goes, PDF or Word, and write it there."""
        clean = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in name).strip()
        chosen, kind = QFileDialog.getSaveFileName(
            self.window(), "Where the document goes", str(Path.home() / f"{clean[:70]}.pdf"), DOCUMENTS
        )
        if chosen:
            ending = ".docx" if "docx" in kind else ".pdf"
            out = Path(chosen) if Path(chosen).suffix.lower() in {".pdf", ".docx"} else Path(f"{chosen}{ending}")
            self.shell.jobs.records(partial(work, out), self._on_written, self)

    # --- inside

    def _on_written(self, out: Any) -> None:
        self.shell.messages.announce(f"Written: {out}")

    def _on_offers(self, found: Offers) -> None:
        if self.new is not None:
            for name, (choices, said) in found.items():
                if name in self.new.form.rows:
                    self.new.form.rows[name].offer(choices, said)

    def _open(self, record: object) -> None:
        if isinstance(record, int):
            self.record = record
            self._fetch()

    def _list(self) -> None:
        if self._job is not None and self._job.running:
            self._job.drop()
        self._job = self.shell.jobs.records(
            partial(self.listed, self.view.filter.text().strip()), self.view.show_listing, self
        )

    def _fetch(self) -> None:
        if self._fetching is not None and self._fetching.running:
            self._fetching.drop()
        self._fetching = self.shell.jobs.records(
            partial(self.shown, self.record), self._show, self, failed=self._on_gone
        )

    def _on_gone(self, _failure: UserCanFix) -> None:
        self.record = 0
        self.rooms.setCurrentWidget(self.nothing)

    def _show(self, shown: Shown) -> None:
        if shown.record != self.record:
            return
        if self.sheet is None or self.sheet.property("record") != shown.record:
            former, self.sheet = self.sheet, self._made(shown.record)
            self.rooms.addWidget(self.sheet)
            self.sheet.show_one(shown)
            self.rooms.setCurrentWidget(self.sheet)
            if former is not None:
                self.rooms.removeWidget(former)
                former.deleteLater()
            return
        self.sheet.show_one(shown)
        if self.rooms.currentWidget() is self.nothing:
            self.rooms.setCurrentWidget(self.sheet)

    def _made(self, record: int) -> RoomSheet:
        last = []
        if self.removable:
            last.append(button(self.theme, f"Remove this {self.one}", self._remove, kind="danger", icon="remove"))
        sheet = RoomSheet(self.theme, f"About this {self.one}", self.fields, self.parts, self.page_buttons(), last)
        sheet.setProperty("record", record)
        sheet.changed.connect(lambda facts: self._do(partial(self.change_record, record, facts), sheet.show_failure))
        sheet.part_added.connect(partial(self._add_part, sheet, record))
        sheet.part_removed.connect(lambda part, number: self._do(partial(self.remove_part, part, number)))
        return sheet

    def _do(self, work: Callable[[], Any], failed: Any = None) -> None:
        self.shell.jobs.records(work, None, self, failed=failed)

    def _add(self, facts: dict[str, Any]) -> None:
        if self.new is not None:
            work = partial(self.add_record, facts)
            self.shell.jobs.records(work, self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[Any]) -> None:
        if self.new is not None:
            self.new.clear()
        self.view.filter.clear()
        self.view.choose(int(done.value.id))

    def _add_part(self, sheet: RoomSheet, record: int, part: str, facts: dict[str, Any]) -> None:
        made = sheet.parts[part]
        work = partial(self.add_part, record, part, facts)
        self.shell.jobs.records(work, lambda _done: made.clear(), self, failed=made.show_failure)

    def _remove(self) -> None:
        gone, self.record = self.record, 0
        self.rooms.setCurrentWidget(self.nothing)
        self._do(partial(self.remove_record, gone))
