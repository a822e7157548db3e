"""The directory of partners: the list, one of them, the form for a new one, and a directory from a file or into one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partner_rules import KIND_WORDS
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.partner_areas import AreaNames
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import partner_calls as calls
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, PageHeader, Sheet
from sfph_desktop.ui.widgets.partner_sheet import PartnerForm, PartnerSheet
from sfph_desktop.ui.widgets.passages import Headed, short_table
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

FILES = "Open Referral (*.json);;All files (*)"
_PURPOSE = (
    "The practices, agencies, housing organisations and charities that you work with stand here: how to reach them, "
    "and who was referred by them and to them. Add the first by hand, or bring in a directory in the Open Referral "
    "format, as many councils publish it."
)
_HINT = "Type a name, a kind or a postcode at the left. Arrow keys move in the list, Enter opens a partner."


class PartnerDirectory(QWidget):
    """`referral_wanted` asks for one referral to be shown."""

    referral_wanted = Signal(object)

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__()
        self.office, self.shell, self.theme = office, shell, shell.theme
        self.sheet: PartnerSheet | None = None
        self.new: AddSheet | None = None
        self._wanted: int | None = None
        self._told = False
        """What a file brought in is shown on the page."""
        self._listing: Job[Listing] | None = None
        self._opening: Job[Any] | None = None
        self.view = ListAndPage(shell, "partners", _SHAPE, one="partner")
        self.add_button = button(self.theme, "Add a partner", self.add_partner, kind="primary", icon="add")
        self.kinds = PlainChoice("Kind of partner")
        self.kinds.fill([("Every kind", ""), *((many.capitalize(), kind) for kind, (_, many) in KIND_WORDS.items())])
        self.take = button(self.theme, "Bring in a directory", self._on_take, kind="link", icon="open")
        self.give = button(self.theme, "Write ours", self._on_give, kind="link", icon="save")
        self.take.setToolTip("A directory of services as Open Referral UK (JSON)")
        self.give.setToolTip("Write our directory as Open Referral UK (JSON), without the names of people")
        gap = self.theme.space("small")
        files = Flow(gap, self.take, self.give)
        self.view.set_head(held(column(self.add_button, files, self.kinds, gap=gap)))
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        self.setLayout(column(self._rooms))
        self.view.filtered.connect(lambda _text: self._list())
        self.kinds.currentIndexChanged.connect(lambda _number: self._list())
        self.view.chosen.connect(self._open)

    # --- what the place uses

    def load(self) -> None:
        """Fetch the list, and the partner that is shown, as they are now."""
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def choose(self, number: int) -> None:
        """Show one partner."""
        self._rooms.setCurrentWidget(self.view)
        self.view.choose(number)

    def first_focus(self) -> QWidget:
        """The filter, or the first field of the form for a new partner."""
        if self.new is not None and self._rooms.currentWidget() is self.new:
            return self.new.form.rows["name"].editor
        return self.view.filter

    # --- a new partner

    def add_partner(self) -> None:
        """Show the form for a new partner."""
        self.shell.jobs.records(partial(calls.areas, self.office), self._show_new, self)

    def _show_new(self, areas: AreaNames) -> None:
        if self.new is None:
            lead = "A name and a kind are enough. Everything else can be written down later."
            form = PartnerForm(self.theme, areas)
            form.rows["council"].committed.connect(lambda _name, _value: form.offer_area())
            self.new = AddSheet(self.theme, form, "Add a partner", lead, "Add the partner")
            self.new.wanted.connect(self._on_add)
            self.new.left.connect(self.leave_adding)
            self._rooms.addWidget(self.new)
        if self._rooms.currentWidget() is not self.new:
            self.new.clear()
            self._rooms.setCurrentWidget(self.new)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_adding(self) -> None:
        """Back to the list."""
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, typed: dict[str, Any]) -> None:
        new = self.new
        if new is None or not isinstance(new.form, PartnerForm):
            return
        values = {name: new.form.value_of(name, value) for name, value in typed.items()}
        work = partial(calls.add_partner, self.office, Partner(partner_ref="", **values))
        self.shell.jobs.records(work, self._on_added, self, failed=new.show_failure)

    def _on_added(self, done: Done[Partner]) -> None:
        self.view.filter.clear()
        self.kinds.setCurrentIndex(0)
        self.choose(done.value.id)
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- a directory from a file, or into one

    def _on_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a directory", str(Path.home()), FILES)
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, file: Path) -> None:
        """Bring in a directory from a file and show what came of it."""
        then = partial(self._on_brought, file.name)
        self.shell.jobs.records(partial(calls.bring_in, self.office, file), then, self, quiet=True)

    def _on_brought(self, name: str, done: Done[Any]) -> None:
        self._wanted, self.sheet, self._told = None, None, True
        found = done.value
        told = [
            f"{counted(found.added, 'partner')} added",
            f"{found.changed:,} brought up to date",
            f"{found.same:,} as they were",
        ]
        page = Sheet(self.theme, "What came in")
        page.add(PageHeader(self.theme, f"From {name}", f"{', '.join(told)}."))
        if done.problems:
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (number, one.row or "", one.reason, one.accepted) for number, one in enumerate(done.problems)
            )
            listing = Listing(kind="problems", columns=("id", "entry", "reason", "accepted"), rows=rows)
            headings = {"reason": "Why it could not be read", "accepted": "What would be read"}
            grid = short_table(
                self.theme, listing, Shape(headings=headings), "What could not be read", stretch="reason"
            )
            grid.setWordWrap(True)
            page.add(Headed(self.theme, "warning", f"Not read: {counted(len(rows), 'entry', 'entries')}", grid))
        else:
            page.add(words("Everything in the file could be read.", "quiet"))
        page.add(None)
        self.view.set_page(page)
        self.shell.messages.announce(", ".join(told))
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if done.unit_id:
            self.shell.messages.saved(replace(done, problems=()))  # they stand on the page
        else:
            self.shell.messages.notice(f"Nothing in {name} was new.")

    def _on_give(self) -> None:
        suggested = str(Path.home() / "partners.json")
        chosen, _ = QFileDialog.getSaveFileName(self, "Write our directory", suggested, FILES)
        if chosen:
            self.write_out(Path(chosen))

    def write_out(self, file: Path) -> None:
        """Write our directory into a file."""

        def told(number: int) -> None:
            self.shell.messages.notice(f"{counted(number, 'partner')} written to {file.name}.")

        self.shell.jobs.records(partial(calls.write_out, self.office, file), told, self)

    # --- the list

    def _list(self) -> None:
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        kind = str(self.kinds.currentData() or "")
        work = partial(calls.listed_partners, self.office, self.view.filter.text().strip(), kind)
        self._listing = self.shell.jobs.records(work, self._on_listed, self)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        self.give.setEnabled(bool(listing.rows))
        if self._wanted is not None or self._told:
            return
        if listing.rows or self.view.filter.text().strip() or self.kinds.currentIndex() > 0:
            self.view.set_page(EmptyState(self.theme, "two-people", "Which partner?", _HINT))
            return
        first = button(self.theme, "Add the first partner", self.add_partner, kind="primary", icon="add")
        bring = button(self.theme, "Bring in a directory", self._on_take, icon="open")
        self.view.set_page(EmptyState(self.theme, "two-people", "No partners yet", _PURPOSE, first, bring))

    # --- one partner

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        focused = self.window().focusWidget()
        typing = focused is not None and self.sheet is not None and self.sheet.isAncestorOf(focused)
        if record != self._wanted and focused is not None and typing:
            focused.clearFocus()  # a field is kept when it is left, and it is left now
        self._wanted, self._told = record, False
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        work = partial(calls.partner_with_areas, self.office, record)
        self._opening = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    def _show(self, found: tuple[Any, AreaNames]) -> None:
        page, areas = found
        if self.sheet is None:
            self.sheet = PartnerSheet(self.theme, areas)
            self.sheet.field_left.connect(self._on_left)
            self.sheet.contacts_changed.connect(self._on_contacts)
            self.sheet.remove_wanted.connect(self._on_remove)
            self.sheet.retire_wanted.connect(self._on_retire)
            self.sheet.referral_wanted.connect(self.referral_wanted)
            self.changes = RecordChanges(self.office, self.shell)
            self.sheet.add_before_end(self.changes)
            self.view.set_page(self.sheet)
        self.sheet.show_page(page)
        self.changes.show_record("partners", int(page.partner.id))

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet = None, None
        self.view.set_page(EmptyState(self.theme, "two-people", failure.what, f"{failure.why} {failure.do}".strip()))

    def _on_left(self, number: int, name: str, value: object) -> None:
        def failed(failure: UserCanFix) -> None:
            sheet = self.sheet
            here = sheet is not None and sheet.page is not None and sheet.page.partner.id == number
            if sheet is None or not here or not sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(
            partial(calls.change_partner, self.office, number, name, value), None, self, failed=failed
        )

    def _on_contacts(self, number: int, contacts: Any) -> None:
        def failed(failure: UserCanFix) -> None:
            if self.sheet is None or not self.sheet.lines.show_failure(failure):
                self.shell.messages.problem(failure)

        work = partial(calls.set_contacts, self.office, number, contacts)
        self.shell.jobs.records(work, None, self, failed=failed)

    def _on_retire(self, number: int, retired: bool) -> None:
        day = self.office.clock.today() if retired else None
        self.shell.jobs.records(partial(calls.change_partner, self.office, number, "retired_on", day), None, self)

    def _on_remove(self, number: int) -> None:
        self.shell.jobs.records(partial(calls.remove_partner, self.office, number), None, self)


_SHAPE = Shape(title=("title",), detail=("one", "two", "three"), mark=lambda found: str(found[-1]))
