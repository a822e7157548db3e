"""Two lists of referrals with one of them beside: all in and out, and who waits for a first contact."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partners import Referral
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.partner_words import times_in_words
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import partner_calls as calls
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, leave_fields
from sfph_desktop.ui.widgets.person_picker import PersonPicker
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.referral_form import ReferralForm
from sfph_desktop.ui.widgets.referral_sheet import ReferralSheet

_SHAPE = Shape(title=("title",), detail=("one", "two", "three"), mark=lambda found: str(found[-1]))
_PURPOSE = (
    "How people came to you, and where you sent them on, with what became of it. Record the first referral here, or "
    "on a person's own page."
)
_HINT = "Choose a referral at the left. Type a name, a partner or a service to find one."
_NOBODY = "Nobody waits for a first contact. Whoever is referred to you stands here until they have been contacted."
_WHO = "Choose somebody at the left. In the list, C records a first contact today, + and - change who waits less."


class ReferralsView(QWidget):
    """What both lists have in common: one referral beside the list, its fields kept when they are left."""

    one, many, nothing, purpose, hint = "referral", "referrals", "No referrals yet", _PURPOSE, _HINT

    def __init__(self, office: Any, shell: ShellContext, name: str) -> None:
        super().__init__()
        self.office, self.shell, self.theme = office, shell, shell.theme
        self.sheet: ReferralSheet | None = None
        self._wanted: int | None = None
        self._opening: Job[Any] | None = None
        self.view = ListAndPage(shell, name, _SHAPE, one=self.one, many=self.many)
        self.view.filtered.connect(lambda _text: self.fetch())
        self.view.chosen.connect(self._open)

    def load(self) -> None:
        """Fetch the list, and the referral that is shown, as they are now."""
        self.fetch()
        if self._wanted is not None:
            self._open(self._wanted)

    def choose(self, number: int) -> None:
        """Show one referral."""
        self.view.choose(number)

    def first_focus(self) -> QWidget:
        """The filter."""
        return self.view.filter

    def fetch(self) -> None:
        """Ask for the list."""

    # --- inside

    def show_lines(self, listing: Listing) -> None:
        """Show the list; what it is for while there is nothing in it."""
        self.view.show_listing(listing)
        if self._wanted is None:
            empty = not listing.rows and not self.view.filter.text().strip()
            title = self.nothing if empty else f"Which {self.one}?"
            text = self.purpose if empty else self.hint
            self.view.set_page(EmptyState(self.theme, "share", title, text))

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        if record != self._wanted:
            leave_fields(self.sheet)
        self._wanted = record
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        work = partial(calls.referral_page, self.office, record)
        self._opening = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    def _show(self, page: Any) -> None:
        if self.sheet is None:
            self.sheet = ReferralSheet(self.theme)
            self.sheet.field_left.connect(self._on_left)
            self.sheet.contacted.connect(self.contact)
            self.sheet.moved.connect(self.move_by)
            self.sheet.person_wanted.connect(lambda person: self.shell.navigate("people", person))
            self.sheet.remove_wanted.connect(self._on_remove)
            self.changes = RecordChanges(self.office, self.shell)
            self.sheet.add_before_end(self.changes)
            self.view.set_page(self.sheet)
        self.sheet.show_page(page)
        self.changes.show_record("referrals", int(page.referral.id))

    def put_away(self) -> None:
        """Show none of them."""
        self._wanted, self.sheet = None, None

    def _on_gone(self, failure: UserCanFix) -> None:
        self.put_away()
        self.view.set_page(EmptyState(self.theme, "share", failure.what, f"{failure.why} {failure.do}".strip()))

    def contact(self, number: int) -> None:
        """They were contacted today."""
        self._save(partial(calls.first_contact, self.office, number))

    def move_by(self, number: int, step: int) -> None:
        """Let them wait less or more than others."""
        self._save(partial(calls.move, self.office, number, step))

    def _on_remove(self, number: int) -> None:
        self._save(partial(calls.remove_referral, self.office, number))

    def _save(self, work: Any) -> None:
        self.shell.jobs.records(work, None, self)

    def _on_left(self, number: int, name: str, value: object) -> None:
        def failed(failure: UserCanFix) -> None:
            sheet = self.sheet
            here = sheet is not None and sheet.page is not None and sheet.page.referral.id == number
            if sheet is None or not here or not sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        work = partial(calls.change_referral, self.office, number, name, value)
        self.shell.jobs.records(work, None, self, failed=failed)


class AllReferrals(ReferralsView):
    """Every referral, the latest first, and the form for a new one."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "referrals")
        self.new: AddSheet | None = None
        self.add_button = button(self.theme, "Record a referral", self.add_referral, kind="primary", icon="add")
        self.ways = PlainChoice("Which way")
        self.ways.fill([("In and out", ""), ("Came to us", "in"), ("Sent on by us", "out")])
        self.view.set_head(self.add_button, self.ways)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        self.setLayout(column(self._rooms))
        self.ways.currentIndexChanged.connect(lambda _number: self.fetch())

    def choose(self, number: int) -> None:
        """Show one referral, whichever way it went."""
        self._rooms.setCurrentWidget(self.view)
        self.ways.setCurrentIndex(0)
        self.view.filter.clear()
        super().choose(number)

    def fetch(self) -> None:
        """Ask for the list."""
        way = str(self.ways.currentData() or "")
        work = partial(calls.listed_referrals, self.office, self.view.filter.text().strip(), way)
        self.shell.jobs.records(work, self.show_lines, self)

    def add_referral(self) -> None:
        """Show the form for a new referral."""
        self.shell.jobs.records(partial(calls.offered, self.office), self._show_new, self)

    def _show_new(self, offered: calls.Offered) -> None:
        if self.new is None:
            self.picker = PersonPicker(self.shell, partial(calls.search, self.office))
            self.form = ReferralForm(self.theme, new=True)
            lead = "Somebody who came to you waits for a first contact from now on."
            self.new = AddSheet(self.theme, self.form, "Record a referral", lead, "Record it", self.picker)
            self.new.wanted.connect(self._on_add)
            self.new.left.connect(self.leave_adding)
            self.picker.picked.connect(lambda: self.form.rows["direction"].editor.setFocus())
            self._rooms.addWidget(self.new)
        self.form.offer(offered.partners, offered.standing, offered.services)
        if self._rooms.currentWidget() is not self.new:
            self.new.clear()
            self.form.begin(self.office.clock.today())
            self._rooms.setCurrentWidget(self.new)
        self.picker.clear()

    def leave_adding(self) -> None:
        """Back to the list."""
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, typed: dict[str, Any]) -> None:
        new = self.new
        if new is None:
            return
        if not self.picker.person_id:
            new.add_button.setEnabled(True)
            self.picker.tell("Choose whose referral this is.")
            self.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        referral = self.form.referral(self.picker.person_id, typed)
        work = partial(calls.refer, self.office, referral)
        self.shell.jobs.records(work, self._on_added, self, failed=new.show_failure)

    def _on_added(self, done: Done[Referral]) -> None:
        self.choose(done.value.id)
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)


class WaitingList(ReferralsView):
    """Who waits for a first contact, in their order. C: first contact today; + and -: wait less, wait more."""

    one, many = "person who waits", "people who wait"
    nothing, purpose, hint = "Nobody waits", _NOBODY, _WHO
    referral_wanted = Signal(object)

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "waiting")
        self.services = PlainChoice("Service they wait for")
        self.services.fill([("Every service", "")])
        self.print = button(self.theme, "Print the list", self.print_list, icon="print")
        self.print.setToolTip("Ctrl+P")
        self.large = button(self.theme, "In large print", partial(self.print_list, True), kind="quiet")
        self.large.setToolTip("Ctrl+Shift+P")
        self.save = button(self.theme, "Save as PDF", self._on_save, kind="quiet", icon="save")
        self.said = words("", "quiet")
        self.view.set_head(self.services)
        gap, edge = self.theme.space("small"), self.theme.space("medium")
        presses = Flow(gap, self.print, self.large, self.save)
        self._head = held(column(self.said, presses, gap=gap))
        self._above = column(self._head, edge=(edge, gap, edge, 0))
        whole = column(self._above, self.view)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.services.currentIndexChanged.connect(lambda _number: self.fetch())
        self.view.list.installEventFilter(self)
        self.view.list.setAccessibleDescription(_WHO)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_list, context=here)
        QShortcut(QKeySequence("Ctrl+Shift+P"), self, partial(self.print_list, True), context=here)

    def first_focus(self) -> QWidget:
        """The list: its keys work at once."""
        return self.view.list

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what stands above the list scrolls with it."""
        super().resizeEvent(event)
        inside = self.view.isAncestorOf(self._head)
        narrow = self.width() < self.theme.size("list") * 2
        if narrow and not inside:
            self.view.set_head(self._head)
        elif inside and not narrow:
            self._above.addWidget(self._head)

    def fetch(self) -> None:
        """Ask for the list."""
        service = str(self.services.currentData() or "")
        work = partial(calls.waits, self.office, self.view.filter.text().strip(), service)
        self.shell.jobs.records(work, self._on_waits, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list."""
        if watched is self.view.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            number, key = self.view.chosen_record, event.text().casefold()
            if isinstance(number, int) and key in {"c", "+", "-"}:
                if key == "c":
                    self.contact(number)
                else:
                    self.move_by(number, 1 if key == "+" else -1)
                return True
        return super().eventFilter(watched, event)

    # --- paper

    def print_list(self, large: bool = False) -> None:
        """Print the list: pages are drawn in memory, so that no file holds a name; then the printer is asked for."""
        from sfph_desktop.ui.support.printing import DOTS

        large = large or self._large()
        self.shell.messages.notice("Getting the waiting list ready for the printer …")

        def draw(pdf: bytes) -> None:
            self.shell.jobs.desk(partial(calls.drawn, pdf, DOTS), self.send, self)

        self.shell.jobs.records(partial(calls.paper, self.office, self._service(), large), draw, self)

    def send(self, pages: tuple[bytes, ...]) -> None:
        """Ask for a printer and send the pages to it."""
        from sfph_desktop.ui.support.printing import print_pages

        if print_pages(pages, "the waiting list", self.window()):
            self.shell.messages.notice("Sent to the printer.")

    def _on_save(self) -> None:
        suggested = str(Path.home() / f"waiting-list-{self.office.clock.today()}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the waiting list", suggested, "PDF (*.pdf)")
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, file: Path) -> None:
        """Write the list as a PDF."""
        work = partial(calls.paper_into, self.office, file, self._service(), self._large())
        self.shell.jobs.records(work, lambda made: self.shell.messages.notice(f"Saved as {made.name}."), self)

    # --- inside

    def _service(self) -> str:
        return str(self.services.currentData() or "")

    def _large(self) -> bool:
        return self.shell.preferences.settings.text_size >= 150

    def _on_waits(self, found: calls.Waits) -> None:
        kept = self.services.currentData()
        choices: list[tuple[str, object]] = [("Every service", ""), *((name, name) for name in found.services)]
        self.services.fill(choices, kept)
        self.services.setVisible(len(choices) > 2)
        self.said.setText(times_in_words(found.times))
        before = self.view.table.row_of(self._wanted) if self._wanted is not None else -1
        there = {line[0] for line in found.lines.rows}
        gone = self._wanted is not None and self._wanted not in there
        if gone:
            self.put_away()
        self.show_lines(found.lines)
        for made in (self.print, self.large, self.save):
            made.setEnabled(bool(found.lines.rows))
        if found.lines.rows and self.view.chosen_record is None:
            self.view.list.setCurrentIndex(self.view.table.index(0, 0))  # so that the keys of the list work at once
        if gone and found.lines.rows:
            # Whoever was shown waits no longer: the next one takes their place.
            self.view.choose(self.view.table.record_at(min(max(before, 0), len(found.lines.rows) - 1)))
