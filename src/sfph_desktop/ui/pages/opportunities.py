"""Opportunities: the list by deadline, one of them, notices from a file, the deadlines for a calendar."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.opportunities import Opportunity
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.opportunity_words import FATES
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import opportunity_calls as calls
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.bidder_sheet import BidderSheet
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.opportunity_parts import NEW
from sfph_desktop.ui.widgets.opportunity_sheet import OpportunitySheet
from sfph_desktop.ui.widgets.page_frame import BusyStrip, EmptyState, PageHeader, Place, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, short_table
from sfph_desktop.ui.widgets.room_strip import RoomStrip

NOTICES = "Notices (*.json);;All files (*)"
CALENDARS = "Calendar (*.ics);;All files (*)"
_PURPOSE = (
    "Work that you may bid for stands here, the nearest deadline first. Save the JSON file of a notice from Public "
    "Contracts Scotland, Find a Tender, Contracts Finder or Sell2Wales and bring it in, or add what you heard of, as a "
    "quick quote or a call for grants."
)
_HINT = "Type a word of the title or the buyer at the left. Arrow keys move in the list, Enter opens one."
_SHAPE = Shape(title=("title",), detail=("when", "decision", "buyer"), mark=lambda found: str(found[-1]))


class OpportunitiesPage(Place):
    """The list of opportunities and one of them; by hand, from notices, and into a calendar."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"opportunities", "opportunity_lots", "opportunity_criteria", "opportunity_details", "bidder_facts"}
        | {"bidder_lists", "contracts", "workforce", "outcomes", "snapshots", "settings"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.sheet: OpportunitySheet | None = None
        self.bidder: BidderSheet | None = None
        self.new: AddSheet | None = None
        self._wanted: int | None = None
        self._told = False
        """What a file brought in is shown on the page."""
        self._listing: Job[Listing] | None = None
        self._opening: Job[Any] | None = None
        self.view = ListAndPage(shell, "opportunities", _SHAPE, one="opportunity", many="opportunities")
        self.take = button(theme, "Bring in a notice", self._on_take, kind="primary", icon="open")
        self.add_button = button(theme, "Add by hand", self.add_one, kind="link", icon="add")
        self.give = button(theme, "Deadlines to a calendar", self._on_give, kind="link", icon="calendar")
        self.facts = button(theme, "What buyers ask of you", self.show_bidder, kind="link", icon="edit")
        gap = theme.space("small")
        self.view.set_head(held(column(self.take, Flow(gap, self.add_button, self.give, self.facts), gap=gap)))
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        self.strip = RoomStrip(shell, "opportunities")
        self.busy = BusyStrip(theme)
        whole = column(self.strip, self.busy, self._rooms)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and what is shown beside it, as they are now."""
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)
        if self.bidder is not None and self._rooms.currentWidget() is self.bidder:
            self.shell.jobs.records(partial(calls.bidder, self.office), self._show_bidder, self)

    def open_record(self, record: object) -> None:
        """Show one opportunity by its id."""
        if isinstance(record, int):
            self._rooms.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or the first field of the form that is shown."""
        shown = self._rooms.currentWidget()
        if self.new is not None and shown is self.new:
            return self.new.form.rows["title"].editor
        if self.bidder is not None and shown is self.bidder:
            return self.bidder.form.rows["turnover"].editor
        return self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the opportunity, in none of its fields yet."""
        return self.view.record_focus()

    # --- a new one

    def add_one(self) -> None:
        """Show the form for one heard of."""
        if self.new is None:
            lead = "What is wanted, and by when, is enough. Lots and criteria come on its page."
            self.new = AddSheet(self.theme, Form(self.theme, NEW), "Add an opportunity", lead, "Add the opportunity")
            self.new.wanted.connect(self._on_add)
            self.new.left.connect(self._back_to_list)
            self._rooms.addWidget(self.new)
        if self._rooms.currentWidget() is not self.new:
            self.new.clear()
            self.new.form.rows["route"].show_value("quick_quote")
            self._rooms.setCurrentWidget(self.new)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_list(self) -> None:
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, typed: dict[str, Any]) -> None:
        if self.new is not None:
            work = partial(calls.add, self.office, typed)
            self.shell.jobs.records(work, self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[Opportunity]) -> None:
        self.view.filter.clear()
        self.open_record(int(done.value.id))
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what buyers ask of us

    def show_bidder(self) -> None:
        """Turnover, staff, the supported-business test and the lists of buyers."""
        if self.bidder is None:
            self.bidder = BidderSheet(self.theme)
            self.bidder.left.connect(self._back_to_list)
            self.bidder.fact_left.connect(self._on_fact)
            self.bidder.limit_left.connect(self._on_limit)
            self.bidder.list_asked.connect(self._on_list_asked)
            self._rooms.addWidget(self.bidder)
        self._rooms.setCurrentWidget(self.bidder)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self.shell.jobs.records(partial(calls.bidder, self.office), self._show_bidder, self)

    def _show_bidder(self, found: calls.Bidder) -> None:
        if self.bidder is not None:
            self.bidder.show_bidder(found, self.office.clock.today())

    def _on_fact(self, name: str, value: object) -> None:
        self.shell.jobs.records(
            partial(calls.keep_fact, self.office, name, value), None, self, failed=partial(self._on_no_fact, name)
        )

    def _on_limit(self, value: Any) -> None:
        failed = partial(self._on_no_fact, "limit")
        self.shell.jobs.records(partial(calls.set_limit, self.office, value), None, self, failed=failed)

    def _on_no_fact(self, name: str, failure: UserCanFix) -> None:
        if self.bidder is None or not self.bidder.show_failure(name, failure):
            self.shell.messages.problem(failure)

    def _on_list_asked(self, ask: Ask) -> None:
        self._do(partial(calls.do_list, self.office, ask), ask)

    def _do(self, work: Any, ask: Ask) -> None:
        def failed(failure: UserCanFix) -> None:
            if not ask.failed(failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(work, lambda _done: ask.then(), self, failed=failed)

    # --- notices from a file, deadlines into one

    def _on_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a saved notice", str(Path.home()), NOTICES)
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, file: Path, everything: bool = False) -> None:
        """Bring in a file of notices and show what came of it."""

        def work(progress: Any) -> Done[Any]:
            return calls.bring_in(self.office, file, everything, progress)

        then = partial(self._on_brought, file)
        self.shell.jobs.records(work, then, self, watched=self.busy, stopped=self._on_stopped, quiet=True)

    def _on_stopped(self) -> None:
        self.shell.messages.notice("Stopped. Nothing was brought in.")

    def _on_brought(self, file: Path, done: Done[Any]) -> None:
        self._wanted, self.sheet, self._told = None, None, True
        self._rooms.setCurrentWidget(self.view)
        self.view.set_page(self._brought(file, done))
        self.view.show_page()
        self.shell.messages.announce(done.why)
        if done.unit_id:
            self.shell.messages.saved(replace(done, problems=()))  # they stand on the page
        else:
            self.shell.messages.notice(f"Nothing in {file.name} was new.")

    def _brought(self, file: Path, done: Done[Any]) -> QWidget:
        read, theme = done.value, self.theme
        page = Sheet(theme, "What came in")
        page.add(PageHeader(theme, f"From {file.name}", f"{done.why}, {read.count('same')} as they were."))
        over = read.count("passed_over")
        if over:
            everything = button(theme, "Bring in all of it", partial(self.bring_in, file, True))
            said = "The file holds so much that only health, social, community, education and food services were taken."
            page.add(Told(theme, "attention", f"{counted(over, 'other')} passed over", said, everything))
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (int(line.opportunity.id), line.opportunity.title, line.opportunity.buyer, FATES[line.fate])
            for line in read.lines
            if line.fate != "passed_over"
        )
        if rows:
            listing = Listing(kind="opportunities", columns=("id", "title", "buyer", "became"), rows=rows)
            grid = short_table(theme, listing, Shape(), "What came in; Enter opens one", stretch="title")
            grid.opened.connect(self.open_record)
            page.add(Headed(theme, "contracts", counted(len(rows), "opportunity", "opportunities"), grid))
        if done.problems:
            told = [words(problem.reason) for problem in done.problems]
            page.add(Headed(theme, "warning", f"To look at: {counted(len(told), 'thing')}", *told))
        else:
            page.add(words("Everything in the file could be read.", "quiet"))
        page.add(None)
        return page

    def _on_give(self) -> None:
        suggested = str(Path.home() / "deadlines.ics")
        chosen, _ = QFileDialog.getSaveFileName(self, "Write the deadlines to come", suggested, CALENDARS)
        if chosen:
            self.write_deadlines(Path(chosen))

    def write_deadlines(self, file: Path) -> None:
        """Write the deadlines to come into a calendar file."""

        def told(number: int) -> None:
            self.shell.messages.notice(f"{counted(number, 'deadline')} written to {file.name}.")

        self.shell.jobs.records(partial(calls.write_deadlines, self.office, file), told, self)

    # --- the list

    def _list(self) -> None:
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        work = partial(calls.listed, self.office, self.view.filter.text().strip())
        self._listing = self.shell.jobs.records(work, self._on_listed, self)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        self.give.setEnabled(bool(listing.rows))
        if self._wanted is not None or self._told:
            return
        if listing.rows or self.view.filter.text().strip():
            self.view.set_page(EmptyState(self.theme, "contracts", "Which opportunity?", _HINT))
            return
        first = button(self.theme, "Bring in a notice", self._on_take, kind="primary", icon="open")
        hand = button(self.theme, "Add by hand", self.add_one, icon="add")
        self.view.set_page(EmptyState(self.theme, "contracts", "No opportunities yet", _PURPOSE, first, hand))

    # --- one of them

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
        work = partial(calls.opened, self.office, record)
        self._opening = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    def _show(self, found: calls.Opened) -> None:
        if self.sheet is None:
            self.sheet = OpportunitySheet(self.theme)
            self.sheet.field_left.connect(self._on_left)
            self.sheet.decided.connect(self._on_decided)
            self.sheet.part_asked.connect(self._on_part)
            self.sheet.remove_wanted.connect(self._on_remove)
            self.sheet.bidder_wanted.connect(self.show_bidder)
            self.sheet.bid_wanted.connect(self._on_bid)
            self.changes = RecordChanges(self.office, self.shell)
            self.sheet.add_before_end(self.changes)
            self.view.set_page(self.sheet)
        self.sheet.show_opened(found, self.office.clock.today())
        self.changes.show_record("opportunities", int(found.page.opportunity.id))

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet = None, None
        self.view.set_page(EmptyState(self.theme, "contracts", failure.what, f"{failure.why} {failure.do}".strip()))

    def _on_left(self, number: int, name: str, value: object) -> None:
        def failed(failure: UserCanFix) -> None:
            if self.sheet is None or self._wanted != number or not self.sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(partial(calls.change, self.office, number, name, value), None, self, failed=failed)

    def _on_decided(self, number: int, decision: str, reason: str) -> None:
        def failed(failure: UserCanFix) -> None:
            if self.sheet is None or not self.sheet.decision.show_failure(failure):
                self.shell.messages.problem(failure)

        work = partial(calls.decide, self.office, number, decision, reason)
        self.shell.jobs.records(work, None, self, failed=failed)

    def _on_bid(self, number: int) -> None:
        def begun(done: Done[Any]) -> None:
            self.shell.navigate("bids", int(done.value.id))

        self.shell.jobs.records(partial(calls.begin_bid, self.office, number), begun, self)

    def _on_part(self, number: int, ask: Ask) -> None:
        self._do(partial(calls.do_part, self.office, number, ask), ask)

    def _on_remove(self, number: int) -> None:
        self.shell.jobs.records(partial(calls.remove, self.office, number), None, self)
