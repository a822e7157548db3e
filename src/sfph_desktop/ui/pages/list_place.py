"""A list at the left and the page of one record at the right; a form for a new one stands in place of both.

Whatever keeps records in a room of its own is a subclass: what it says in words, what it fetches, and what its page is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.ask_first import AskFirst
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.not_read import NotRead
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place, leave_fields
from sfph_desktop.ui.widgets.room_strip import RoomStrip

Work = Callable[[], Any]
"""What is called in the records lane."""


class ListPlace(Place):
    """What subclasses give of the use cases is work: it runs in the records lane, and its answer comes back here."""

    room: ClassVar[str] = ""
    """The id of this page among the rooms of its place; blank where it is no room."""
    kind: ClassVar[str] = ""
    """The kind of its records, for what the page of one tells of changes; blank: nothing is told."""
    one: ClassVar[str]
    many: ClassVar[str]
    icon: ClassVar[str] = "contracts"
    purpose: ClassVar[str]
    """What the place is for, said while nothing is listed."""
    hint: ClassVar[str] = ""
    """How one is chosen, said while none is."""
    shape: ClassVar[Shape]
    add_title: ClassVar[str] = ""
    """Blank where nothing can be added here."""
    new_lead: ClassVar[str] = ""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.record = 0
        """The id of what is shown, 0 for none."""
        self.sheet: Any = None
        self.new: AddSheet | None = None
        self.changes: RecordChanges | None = None
        self._on_sheet = 0
        """The record that the sheet shows, or showed last."""
        self._told = False
        self._jobs: dict[str, Job[Any]] = {}
        self.view = ListAndPage(shell, self.room or self.many, self.shape, one=self.one, many=self.many)
        if self.add_title:
            self.add_button = button(theme, self.add_title, self.show_new, kind="primary", icon="add")
        self.heads: HeadActions | None = None
        heads, more = self.head_buttons(), self.head_more()
        if heads or more:
            self.heads = HeadActions(theme, heads[:1], heads[1:])
            self.view.set_head(self.heads, *more)
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.view)
        whole = column(RoomStrip(shell, self.room), *self.above(), self.rooms)
        whole.setStretchFactor(self.rooms, 1)
        self.setLayout(whole)
        self.view.filtered.connect(lambda _text: self.list_again())
        self.view.chosen.connect(self._open)
        for piece in self.gives_way():
            self.view.alone.connect(piece.setHidden)

    # --- what a subclass gives

    def list_work(self, text: str) -> Work:
        """What fetches the listing for what was typed."""
        raise NotImplementedError

    def page_work(self, record: int) -> Work:
        """What fetches one record for its page."""
        raise NotImplementedError

    def made_sheet(self, found: Any) -> Any:
        """A sheet for what was fetched, with its signals connected."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Show on the sheet what was fetched, another record or the same as it is now."""
        raise NotImplementedError

    def another(self, found: Any) -> bool:
        """Whether the sheet that is there cannot show this one."""
        del found
        return False

    def new_form(self) -> Form:
        """The fields of a new record."""
        raise NotImplementedError

    def begin_new(self, form: Form) -> None:
        """The form is empty and about to be shown: fetch what may be chosen in it, say."""

    def add_work(self, typed: dict[str, Any]) -> Work:
        """What adds what was typed."""
        raise NotImplementedError

    def head_buttons(self) -> Sequence[QPushButton]:
        """Over the list."""
        return [self.add_button] if self.add_title else []

    def head_more(self) -> Sequence[QWidget]:
        """Under those buttons."""
        return ()

    def above(self) -> Sequence[QWidget]:
        """Between the strip of rooms and the list."""
        return ()

    def gives_way(self) -> Sequence[QWidget]:
        """What of `above` is put away while a page stands alone in a narrow window, which needs the height."""
        return ()

    def on_listed(self, listing: Listing) -> None:
        """The list was fetched."""

    @property
    def narrowed(self) -> bool:
        """Whether the list shows only a part."""
        return bool(self.view.filter.text().strip())

    def first_steps(self) -> Sequence[QPushButton]:
        """What can be done while there is nothing."""
        if not self.add_title:
            return ()
        return (button(self.theme, f"Add the first {self.one}", self.show_new, kind="primary", icon="add"),)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and the record that is shown, as they are now."""
        self.list_again()
        if self.record:
            self._open(self.record)

    def open_record(self, record: object) -> None:
        """Show one record by its id."""
        if isinstance(record, int) and record:
            self.rooms.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or the first field that a new one cannot be without."""
        if self.new is not None and self.rooms.currentWidget() is self.new:
            return next(row for row in self.new.form.rows.values() if row.field.needed).editor
        return self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the record, in none of its fields yet."""
        return self.view.record_focus()

    # --- a new one

    def show_new(self) -> None:
        """The form for a new one, with what was typed there before another was looked up, and the keyboard in it."""
        if self.new is None:
            form = self.new_form()
            self.new = AddSheet(self.theme, form, self.add_title, self.new_lead, f"Add the {self.one}")
            self.new.wanted.connect(self._on_add)
            self.new.left.connect(self.back)
            self.rooms.addWidget(self.new)
        if self.rooms.currentWidget() is not self.new:
            if self.new.begun:
                kept = f"What you had typed for a new {self.one} is still here."
                self.shell.messages.notice(kept, action="Empty the form", do=self._empty)
            else:
                self._empty()
            self.rooms.setCurrentWidget(self.new)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty(self) -> None:
        if self.new is not None:
            self.new.clear()
            self.begin_new(self.new.form)
            self.new.take_as_begun()

    def back(self) -> None:
        """From what stands in place of the list back to it; a form that is left is left empty."""
        if self.new is not None and self.rooms.currentWidget() is self.new:
            self.new.clear()
        self.rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, typed: dict[str, Any]) -> None:
        if self.new is not None:
            self.shell.jobs.records(self.add_work(typed), self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[Any]) -> None:
        if self.new is not None:
            self.new.clear()
        self.whole_list()
        self.open_record(int(done.value.id))
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def whole_list(self) -> None:
        """Show every record again: a new one may be none of those that are looked for."""
        self.view.filter.clear()

    # --- the list

    def list_again(self) -> None:
        """Fetch the list for what is typed now."""
        told = self.view.unlisted(self.list_again, lambda: bool(self.record or self._told))
        self.ask("list", self.list_work(self.view.filter.text().strip()), self._on_listed, **told)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        self.on_listed(listing)
        if self.record or self._told:
            return
        if listing.rows or self.narrowed:
            hint = self.hint or f"Choose one of the {self.many} on the left: arrow keys move, Enter opens."
            self.view.set_page(EmptyState(self.theme, self.icon, f"Which {self.one}?", hint))
            return
        title = f"No {self.many} yet"
        self.view.set_page(EmptyState(self.theme, self.icon, title, self.purpose, *self.first_steps()))

    # --- one of them

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        if record != self.record:
            leave_fields(self.sheet)
        self.record, self._told = record, False
        faulted = partial(self._on_unread, record)
        self.ask("page", self.page_work(record), self._show, failed=self._on_gone, faulted=faulted)

    def _show(self, found: Any) -> None:
        if self.sheet is None or self.another(found):
            self.sheet = self.made_sheet(found)
            if self.kind:
                self.changes = RecordChanges(self.office, self.shell)
                self.sheet.add_before_end(self.changes)
            self.view.set_page(self.sheet)
        self._on_sheet = self.record
        self.show_found(found)
        if self.changes is not None:
            self.changes.show_record(self.kind, self.record)

    def put_away(self) -> None:
        """Show none of them."""
        self.drop("page")
        self.record, self.sheet, self.changes = 0, None, None

    def _on_gone(self, failure: UserCanFix) -> None:
        self.put_away()
        said = f"{failure.why} {failure.do}".strip()
        self.view.set_page(EmptyState(self.theme, self.icon, failure.what, said))

    def _on_unread(self, record: int) -> None:
        """A fault of ours; what stands on the sheet of this record stays."""
        if self.sheet is None or self._on_sheet != record:
            self.put_away()
            self.view.set_page(NotRead(self.theme, f"This {self.one}", partial(self.open_record, record)))

    def show_instead(self, page: QWidget) -> None:
        """Something else in place of a record's page, until one is chosen: what came of a file, say."""
        self.put_away()
        self._told = True
        self.rooms.setCurrentWidget(self.view)
        self.view.set_page(page)
        self.view.show_page()

    def ask_first(self, title: str, told: tuple[str, ...], do: str, done: Callable[[], object]) -> None:
        """Say what would happen to the record that is shown, and let it happen only then."""
        record = self.record

        def back() -> None:
            self._told = False
            self.open_record(record)

        def go() -> None:
            back()
            done()

        self.show_instead(AskFirst(self.theme, title, told, do, go, back, danger=True))

    # --- what is kept

    def keep_field(self, record: int, name: str, work: Work) -> None:
        """Keep a field of a record; what is wrong is said beside it while that record is shown."""

        def failed(failure: UserCanFix) -> None:
            here = self.sheet is not None and self.record == record
            if not here or not self.sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        self.keep(work, failed)

    def keep(self, work: Work, failed: Callable[[UserCanFix], Any] | None = None) -> None:
        """Keep something; the list and the page are fetched anew where it changes what they show."""
        self.shell.jobs.records(work, None, self, failed=failed)

    def remove(self, work: Work) -> None:
        """Remove the record that is shown; it stays where that is refused."""

        def gone(_done: object) -> None:
            self.put_away()
            self.list_again()

        self.shell.jobs.records(work, gone, self)

    # --- asking

    def ask(self, what: str, work: Any, then: Callable[[Any], Any], *, desk: bool = False, **more: Any) -> None:
        """Ask in the records lane, or at the `desk`; an answer to an older question of the same kind is dropped."""
        self.drop(what)
        lane = self.shell.jobs.desk if desk else self.shell.jobs.records
        self._jobs[what] = lane(work, then, self, **more)

    def drop(self, what: str) -> None:
        """What was asked of this kind is not waited for any more."""
        former = self._jobs.get(what)
        if former is not None and former.running:
            former.drop()
