"""Opportunities: the list by deadline, one of them, notices from a file, the deadlines for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.opportunity_words import FATES
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import opportunity_calls as calls
from sfph_desktop.ui.pages.list_place import ListPlace, Work
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.bidder_sheet import BidderSheet
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.opportunity_parts import NEW
from sfph_desktop.ui.widgets.opportunity_sheet import OpportunitySheet
from sfph_desktop.ui.widgets.page_frame import BusyStrip, PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, short_table

NOTICES = "Notices (*.json);;All files (*)"
CALENDARS = "Calendar (*.ics);;All files (*)"


class OpportunitiesPage(ListPlace):
    """The list of opportunities and one of them; by hand, from notices, and into a calendar."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"opportunities", "opportunity_lots", "opportunity_criteria", "opportunity_details", "bidder_facts"}
        | {"bidder_lists", "contracts", "workforce", "outcomes", "snapshots", "settings"}
    )
    room = kind = many = "opportunities"
    one, add_title = "opportunity", "Add an opportunity"
    purpose = (
        "Work that you may bid for stands here, the nearest deadline first. Save the JSON file of a notice from Public "
        "Contracts Scotland, Find a Tender, Contracts Finder or Sell2Wales and bring it in, or add what you heard of, "
        "as a quick quote or a call for grants."
    )
    hint = "Type a word of the title or the buyer at the left. Arrow keys move in the list, Enter opens one."
    shape = Shape(title=("title",), detail=("when", "decision", "buyer"), mark=lambda found: str(found[-1]))
    new_lead = "What is wanted, and by when, is enough. Lots and criteria come on its page."

    def __init__(self, office: Any, shell: ShellContext) -> None:
        self.bidder: BidderSheet | None = None
        super().__init__(office, shell)

    # --- the form of every place with a list

    def head_buttons(self) -> Sequence[QPushButton]:
        """Notices first: most come as one."""
        theme = self.theme
        self.take = button(theme, "Bring in a notice", self._on_take, kind="primary", icon="open")
        self.add_button = button(theme, "Add by hand", self.show_new, kind="link", icon="add")
        self.give = button(theme, "Deadlines to a calendar", self._on_give, kind="link", icon="calendar")
        self.facts = button(theme, "What buyers ask of you", self.show_bidder, kind="link", icon="edit")
        return (self.take, self.add_button, self.give, self.facts)

    def above(self) -> Sequence[QWidget]:
        """While a file is read."""
        self.busy = BusyStrip(self.theme)
        return (self.busy,)

    def first_steps(self) -> Sequence[QPushButton]:
        """From a notice, or by hand."""
        first = button(self.theme, "Bring in a notice", self._on_take, kind="primary", icon="open")
        return (first, button(self.theme, "Add by hand", self.show_new, icon="add"))

    def list_work(self, text: str) -> Work:
        """The opportunities."""
        return partial(calls.listed, self.office, text)

    def on_listed(self, listing: Listing) -> None:
        """Without any there are no deadlines."""
        self.give.setEnabled(bool(listing.rows))

    def page_work(self, record: int) -> Work:
        """One of them."""
        return partial(calls.opened, self.office, record)

    def new_form(self) -> Form:
        """What is asked of one heard of."""
        return Form(self.theme, NEW)

    def begin_new(self, form: Form) -> None:
        """Most that are heard of are quick quotes."""
        form.rows["route"].show_value("quick_quote")

    def add_work(self, typed: dict[str, Any]) -> Work:
        """A new one."""
        return partial(calls.add, self.office, typed)

    def made_sheet(self, found: calls.Opened) -> OpportunitySheet:
        """One sheet for all of them."""
        del found
        sheet, office = OpportunitySheet(self.theme), self.office
        sheet.field_left.connect(
            lambda n, name, value: self.keep_field(n, name, partial(calls.change, office, n, name, value))
        )
        sheet.decided.connect(self._on_decided)
        sheet.part_asked.connect(lambda number, ask: self._do(partial(calls.do_part, office, number, ask), ask))
        sheet.remove_wanted.connect(lambda number: self.remove(partial(calls.remove, office, number)))
        sheet.bidder_wanted.connect(self.show_bidder)
        sheet.bid_wanted.connect(self._on_bid)
        return sheet

    def show_found(self, found: calls.Opened) -> None:
        """One of them, its limits, and what speaks for a bid."""
        self.sheet.show_opened(found, self.office.clock.today())

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and what is shown beside it, as they are now."""
        super().load()
        if self.bidder is not None and self.rooms.currentWidget() is self.bidder:
            self.shell.jobs.records(partial(calls.bidder, self.office), self._show_bidder, self)

    def first_focus(self) -> QWidget:
        """The first field of what buyers ask, where that is shown."""
        if self.bidder is not None and self.rooms.currentWidget() is self.bidder:
            return self.bidder.form.rows["turnover"].editor
        return super().first_focus()

    # --- what buyers ask of us

    def show_bidder(self) -> None:
        """Turnover, staff, the supported-business test and the lists of buyers."""
        if self.bidder is None:
            self.bidder = BidderSheet(self.theme)
            self.bidder.left.connect(self.back)
            self.bidder.fact_left.connect(self._on_fact)
            self.bidder.limit_left.connect(self._on_limit)
            self.bidder.list_asked.connect(self._on_list_asked)
            self.rooms.addWidget(self.bidder)
        self.rooms.setCurrentWidget(self.bidder)
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
        self.show_instead(self._brought(file, done))
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

    # --- whether we bid

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
