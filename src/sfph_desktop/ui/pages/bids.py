"""Bids: the list and the facts of one; its workbench, where the answers are written; policies and certificates."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.bid_pages import BidPage
from sfph_desktop.core.domain.bid_rules import STATE_WORDS
from sfph_desktop.core.domain.bids import Bid, BidAnswer, BidQuestion
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import bid_calls as calls
from sfph_desktop.ui.pages.policy_room import PolicyRoom
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.bid_desk import BidDesk
from sfph_desktop.ui.widgets.bid_sheet import BidSheet, NewBid
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.question_sheet import told
from sfph_desktop.ui.widgets.room_strip import RoomStrip
from sfph_desktop.ui.widgets.spd_sheet import SpdSheet

_SHAPE = Shape(
    title=("title",),
    detail=("buyer", "due_date", "status"),
    say={"status": lambda cell: STATE_WORDS.get(str(cell), str(cell))},
)
_PURPOSE = (
    "A tender, a quick quote or an application for a grant is answered here from your own evidence: every figure keeps "
    "its number, the length is counted as the buyer counts, and what is missing is told."
)
_KINDS = {".docx": "Word document (*.docx)", ".txt": "Plain text (*.txt)", ".pdf": "PDF (*.pdf)"}
_MOVES_FIGURES = frozenset({"people", "episodes", "attendance", "assessments", "events", "environment", "joins"})


class BidsPage(Place):
    """The list of bids with the page of one; the workbench of one takes the whole place."""

    watches: ClassVar[frozenset[str]] = _MOVES_FIGURES | frozenset(
        {"bids", "bid_questions", "bid_answers", "bid_partners", "policies", "earlier_answers", "snapshots"}
        | {"workforce", "targets", "referrals", "roles", "outcomes", "sessions", "inputs", "value_lines"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.bid_id = 0
        self._fresh = False
        self._evidence: calls.Evidence | None = None
        self._evidence_as_of: tuple[object, ...] = ()
        self._quoted_as_of: tuple[object, ...] = ()
        self._jobs: dict[str, Job[Any]] = {}
        self.view = ListAndPage(shell, "bids", _SHAPE, one="bid", many="bids")
        self.add_button = button(theme, "Add a bid", self.show_new, kind="primary", icon="add")
        self.policy_button = button(theme, "Policies and certificates", self.show_policies, icon="page")
        self.spd_button = button(theme, "Single Procurement Document", self.show_spd, icon="questionnaire")
        self.view.set_head(HeadActions(theme, [self.add_button], [self.policy_button, self.spd_button]))
        self.first = button(theme, "Add the first bid", self.show_new, kind="primary")
        self.nothing = EmptyState(theme, "contracts", "Bids", _PURPOSE, self.first)
        self.new = NewBid(theme)
        self.sheet: BidSheet | None = None
        self.policies = PolicyRoom(office, shell, self)
        self.spd = SpdSheet(theme, shell.messages.announce)
        self.rooms = QStackedWidget()
        for room in (self.nothing, self.new, self.policies.sheet, self.spd):
            self.rooms.addWidget(room)
        self.view.set_page(self.rooms)
        self.desk = BidDesk(theme)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.view)
        self.whole.addWidget(self.desk)
        everything = column(RoomStrip(shell, "bids"), self.whole)
        everything.setStretchFactor(self.whole, 1)
        self.setLayout(everything)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self.new.wanted.connect(self._add)
        self.new.left.connect(self.show_nothing)
        self.policies.sheet.left.connect(self.show_nothing)
        self.spd.left.connect(self.show_nothing)
        self._listen_to_desk()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, the bid that is shown, its evidence and what has changed since."""
        self._list()
        self.policies.load()
        if self.bid_id:
            self._fetch()

    def open_record(self, record: object) -> None:
        """Show one bid by its id, or `policies`."""
        if record == "policies":
            self.whole.setCurrentWidget(self.view)
            self.show_policies()
        if isinstance(record, int):
            self.whole.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or the answer where one is being written."""
        return self.desk.answer.editor if self.whole.currentWidget() is self.desk else self.view.filter

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is kept when the place is left."""
        self.desk.answer.editor.flush()
        super().hideEvent(event)

    def record_focus(self) -> QWidget:
        """The page of the bid, in none of its fields yet."""
        return self.view.record_focus()

    # --- what can be done here

    def show_nothing(self) -> None:
        """The bid that is chosen, or what the place is for."""
        self.rooms.setCurrentWidget(self.sheet if self.sheet is not None and self.bid_id else self.nothing)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_new(self) -> None:
        """The form for a new bid."""
        self.rooms.setCurrentWidget(self.new)
        self.view.show_page()
        self.new.begin()

    def show_policies(self) -> None:
        """Policies and certificates."""
        self.rooms.setCurrentWidget(self.policies.sheet)
        self.view.show_page()
        self.policies.load()
        self.policies.sheet.begin()

    def show_spd(self) -> None:
        """Texts to paste into a Single Procurement Document."""
        self.rooms.setCurrentWidget(self.spd)
        self.view.show_page()
        self._ask_for("spd", partial(calls.spd, self.office), lambda found: self.spd.show_answers(*found))
        self.spd.copy_all.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_desk(self) -> None:
        """The workbench of the bid that is shown, with the keyboard in the first answer."""
        self.whole.setCurrentWidget(self.desk)
        page = self.desk.page
        if page is not None and page.answers:
            self.desk.show_answer()
            self.desk.answer.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.desk.show_new()

    def leave_desk(self) -> None:
        """Back to the facts of the bid."""
        self.desk.answer.editor.flush()
        self.whole.setCurrentWidget(self.view)
        if self.sheet is not None:
            self.sheet.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_as(self, ending: str) -> None:
        """Ask where, and write the answers there. Two clicks: this button, and the dialog's."""
        self.desk.answer.editor.flush()
        page = self.desk.page
        if page is None:
            return
        title = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in page.bid.title).strip()
        usual = str(Path.home() / f"{page.bid.bid_ref} {title[:60]}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(self.window(), "Where the answers go", usual, _KINDS[ending])
        if chosen:
            out = Path(chosen) if Path(chosen).suffix.lower() in _KINDS else Path(f"{chosen}{ending}")
            work = partial(calls.write, self.office, int(page.bid.id), out)
            self.shell.jobs.records(work, self._on_written, self)

    # --- inside: fetching

    def _open(self, record: object) -> None:
        if isinstance(record, int):
            self.desk.answer.editor.flush()
            self.bid_id = record
            if self.sheet is not None and self.sheet.page.bid.id == record:
                self.rooms.setCurrentWidget(self.sheet)  # it is there already, and policies may stand before it
            self._fetch()

    def _ask_for(self, what: str, work: Any, then: Any, **more: Any) -> None:
        """Ask in the records lane; an answer to an older question of the same kind is dropped."""
        former = self._jobs.get(what)
        if former is not None and former.running:
            former.drop()
        self._jobs[what] = self.shell.jobs.records(work, then, self, **more)

    def _list(self) -> None:
        self._ask_for("list", partial(calls.listed, self.office, self.view.filter.text().strip()), self._on_listed)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        if listing.rows or not self.view.filter.text().strip():
            self.first.setHidden(bool(listing.rows))  # with one in the list, there is no first to add

    def _fetch(self) -> None:
        self._ask_for("page", partial(calls.page, self.office, self.bid_id), self._show_page, failed=self._on_gone)

    def _on_gone(self, _failure: UserCanFix) -> None:
        self.bid_id = 0
        self.whole.setCurrentWidget(self.view)
        self.rooms.setCurrentWidget(self.nothing)

    def _show_page(self, found: calls.Fetched) -> None:
        page, runs = found.page, found.runs
        number = int(page.bid.id)
        if number != self.bid_id:
            return
        if self.sheet is None or self.sheet.page.bid.id != number:
            former, self.sheet = self.sheet, BidSheet(self.theme, page, runs)
            self._listen_to_sheet(self.sheet, number)
            self.rooms.addWidget(self.sheet)
            self.rooms.setCurrentWidget(self.sheet)
            if former is not None:
                self.rooms.removeWidget(former)
                former.deleteLater()
        else:
            self.sheet.form.rows["snapshot"].offer(runs)
            self.sheet.show_page(page)
            if self.rooms.currentWidget() is self.nothing:
                self.rooms.setCurrentWidget(self.sheet)
        self.desk.show_page(page)
        if self._fresh:
            self._fresh = False
            self.show_desk()
        # Each pause in typing keeps the answer and brings the page again: the toolkit is run anew only for a reason.
        if found.evidence_as_of != self._evidence_as_of:
            self._evidence_as_of = found.evidence_as_of
            self._ask_for("evidence", partial(calls.evidence, self.office, page), self._show_evidence)
        else:
            self._show_evidence(self._evidence)
        if found.quoted_as_of != self._quoted_as_of:
            self._quoted_as_of = found.quoted_as_of
            self._look_for_changes(page)

    def _look_for_changes(self, page: BidPage) -> None:
        if not any(one.answer and one.answer.quotes for one in page.answers):
            self.desk.show_changed(())
            return
        former = self._jobs.get("changed")
        if former is not None and former.running:
            former.drop()
        work = partial(calls.changed, self.office, int(page.bid.id))
        self._jobs["changed"] = self.shell.jobs.desk(work, self._show_changed, self)

    def _show_evidence(self, found: calls.Evidence | None) -> None:
        self._evidence = found
        question = self.desk.question
        if found is None or found.bid_id != self.bid_id:
            return
        asked = found.asked.get(int(question.question.id), ()) if question else ()
        first = tuple(key for one in asked for key in one.pieces)
        self.desk.shelf.show_pieces(found.pieces, first)
        self.desk.answer.show_asked(asked)

    def _show_changed(self, found: tuple[int, Any]) -> None:
        if found[0] == self.bid_id:
            self.desk.show_changed(found[1])

    # --- inside: what is wished on a bid's page

    def _listen_to_sheet(self, sheet: BidSheet, number: int) -> None:
        office = self.office
        sheet.changed.connect(lambda facts: self._do(partial(calls.change, office, number, facts), sheet.show_failure))
        sheet.write_wanted.connect(self.show_desk)
        sheet.word_wanted.connect(lambda: self.save_as(".docx"))
        sheet.text_wanted.connect(lambda: self.save_as(".txt"))
        sheet.remove_wanted.connect(lambda: self._remove(number))
        sheet.partner_added.connect(lambda facts: self._add_partner(sheet, number, facts))
        sheet.partner_removed.connect(lambda one: self._do(partial(calls.remove_partner, office, one)))

    def _do(self, work: Any, failed: Any = None) -> None:
        self.shell.jobs.records(work, None, self, failed=failed)

    def _add(self, facts: dict[str, Any]) -> None:
        work = partial(calls.add, self.office, facts)
        self.shell.jobs.records(work, self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[Bid]) -> None:
        self.new.clear()
        self.view.filter.clear()
        self._fresh = True
        self.view.choose(int(done.value.id))

    def _remove(self, number: int) -> None:
        self.bid_id = 0
        self.rooms.setCurrentWidget(self.nothing)
        self._do(partial(calls.remove, self.office, number))

    def _add_partner(self, sheet: BidSheet, number: int, facts: dict[str, Any]) -> None:
        work = partial(calls.add_partner, self.office, number, facts)
        self.shell.jobs.records(work, lambda _done: sheet.clear_partner(), self, failed=sheet.show_partner_failure)

    # --- inside: what is wished at the workbench

    def _listen_to_desk(self) -> None:
        desk, answer = self.desk, self.desk.answer
        desk.left.connect(self.leave_desk)
        desk.wanted.connect(self._show_question)
        desk.word_wanted.connect(lambda: self.save_as(".docx"))
        desk.text_wanted.connect(lambda: self.save_as(".txt"))
        desk.new.wanted.connect(self._add_question)
        desk.change_question.clicked.connect(self._listen_to_question)
        desk.shelf.wanted.connect(self._quote)
        answer.kept.connect(self._save)
        answer.use_today.connect(self._use_today)
        answer.keep_as_quoted.connect(self._keep)
        answer.earlier_wanted.connect(lambda _typed: self._find_earlier())

    def _number(self) -> int:
        question = self.desk.question
        return int(question.question.id) if question is not None else 0

    def _show_question(self, number: int) -> None:
        self.desk.show_one(number)
        self._show_evidence(self._evidence)

    def _add_question(self, facts: dict[str, Any]) -> None:
        work = partial(calls.add_question, self.office, self.bid_id, told(facts))
        self.shell.jobs.records(work, self._on_question, self, failed=self.desk.new.show_failure)

    def _on_question(self, _done: Done[BidQuestion]) -> None:
        self.desk.new.clear()
        self.desk.new.form.rows["text"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen_to_question(self) -> None:
        sheet, number = self.desk.sheet, self._number()
        if sheet is None:
            return
        sheet.changed.connect(
            lambda facts: self._do(partial(calls.change_question, self.office, number, facts), sheet.show_failure)
        )
        sheet.moved.connect(lambda by: self._do(partial(calls.move_question, self.office, number, by)))
        sheet.removed.connect(lambda: self._remove_question(number))

    def _remove_question(self, number: int) -> None:
        self.desk.show_answer()
        self._do(partial(calls.remove_question, self.office, number))

    def _save(self, number: int, text: str) -> None:
        landed = partial(self.desk.answer.landed, number)

        def kept(done: Done[BidAnswer]) -> None:
            landed()
            self.desk.answer.show_unknown(number, done.problems)
            if done.problems:
                self.shell.messages.announce(done.problems[0].reason)

        def refused(failure: UserCanFix) -> None:
            landed()
            self.shell.messages.problem(failure)

        work = partial(calls.save, self.office, number, text)
        self.shell.jobs.records(work, kept, self, failed=refused, faulted=landed, quiet=True)

    def _quote(self, key: str, form: str) -> None:
        if self._number():
            work = partial(calls.quote, self.office, key, form)
            self.shell.jobs.records(work, self._on_quoted, self)

    def _on_quoted(self, quoted: Any) -> None:
        self.desk.show_answer()
        self.desk.answer.editor.quote(quoted)
        self.desk.answer.editor.flush()

    def _use_today(self, token: str) -> None:
        self.desk.answer.editor.flush()
        work = partial(calls.use_today, self.office, self._number(), token)
        self.shell.jobs.records(work, lambda _done: self._to_answer(), self)

    def _keep(self, token: str, now: str) -> None:
        self.desk.answer.editor.flush()
        work = partial(calls.keep_as_quoted, self.office, self._number(), token, now)
        self.shell.jobs.records(work, lambda _done: self._to_answer(), self)

    def _to_answer(self) -> None:
        self.desk.answer.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_earlier(self) -> None:
        question = self.desk.question
        if question is not None:
            work = partial(calls.earlier, self.office, question.question)
            self._ask_for("earlier", work, self._show_earlier)

    def _show_earlier(self, found: tuple[int, Any]) -> None:
        if found[0] == self._number():
            self.desk.answer.show_earlier(found[1])

    def _on_written(self, out: Path) -> None:
        self.shell.messages.notice(f"Saved as {out.name}.")
