"""Joint bids: the list of bids, and of one who bids together, the evidence of each, and what comes in and goes out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.bid_rules import STATE_WORDS
from sfph_desktop.core.domain.joint import FILE_ENDING, KEY_ENDING, OwnKey
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import joint_calls as calls
from sfph_desktop.ui.pages.bid_calls import listed
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.joint_sheet import JointSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.room_strip import RoomStrip

_SHAPE = Shape(
    title=("title",),
    detail=("buyer", "due_date", "status"),
    say={"status": lambda cell: STATE_WORDS.get(str(cell), str(cell))},
)
_PURPOSE = (
    "Where several enterprises bid together, each sends the others a signed file with figures of its own. They stand "
    "side by side here, and no person's record leaves anybody's computer. Choose a bid from the list."
)
_EVIDENCE = f"Evidence file (*{FILE_ENDING})"
_KEY = f"Public key (*{KEY_ENDING})"
_DOCUMENTS = {".pdf": "PDF (*.pdf)", ".docx": "Word document (*.docx)"}


class JointBidsPage(Place):
    """The list of bids with the joint page of one."""

    watches: ClassVar[frozenset[str]] = frozenset(
        "bids bid_partners partners joint_keys joint_taken snapshots settings".split()
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.bid_id = 0
        self._jobs: dict[str, Job[Any]] = {}
        self._in_file: OwnKey | None = None
        self.view = ListAndPage(shell, "joint", _SHAPE, one="bid", many="bids")
        to_bids = button(self.theme, "Go to the bids", lambda: shell.navigate("bids", None), kind="primary")
        self.nothing = EmptyState(self.theme, "two-people", "Joint bids", _PURPOSE, to_bids)
        self.sheet = JointSheet(self.theme)
        self.rooms = QStackedWidget()
        for room in (self.nothing, self.sheet):
            self.rooms.addWidget(room)
        self.view.set_page(self.rooms)
        everything = column(RoomStrip(shell, "joint"), self.view)
        everything.setStretchFactor(self.view, 1)
        self.setLayout(everything)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)
        self._listen()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and the bid that is shown."""
        self._list()
        if self.bid_id:
            self._fetch()

    def open_record(self, record: object) -> None:
        """Choose one bid by its id, and show its page."""
        if isinstance(record, int):
            self.view.choose(record)

    def _open(self, record: object) -> None:
        if isinstance(record, int):
            if record != self.bid_id:
                self.sheet.good.hide()
                self.sheet.bad.hide()
            self.bid_id = record
            self._fetch()

    def first_focus(self) -> QWidget:
        """The filter."""
        return self.view.filter

    # --- what comes in and goes out

    def take(self, file: Path) -> None:
        """Check a partner's file and take it in; what was checked, or why it was refused, is said on the page."""
        work = partial(calls.take, self.office, file)
        self.shell.jobs.records(work, self._on_taken, self, failed=self.sheet.show_refused)

    def make(self, name: str, out: Path) -> None:
        """Make a file of the ticked figures for a partner."""
        if not self.sheet.figures():
            self.sheet.show_refused(UserCanFix(what="No figure is ticked.", do="Tick what goes into the file."))
            return
        work = partial(calls.make, self.office, name, self.sheet.snapshot, self.sheet.figures(), out)
        self.shell.jobs.records(work, self._on_made, self, failed=self.sheet.show_refused)

    def write(self, out: Path) -> None:
        """Write the joint bid as a document of the ticked figures."""
        work = partial(calls.write, self.office, self.bid_id, self.sheet.for_paper(), out)
        self.shell.jobs.records(work, self._on_written, self)

    # --- inside: fetching

    def _ask_for(self, what: str, work: Any, then: Any, **more: Any) -> None:
        former = self._jobs.get(what)
        if former is not None and former.running:
            former.drop()
        self._jobs[what] = self.shell.jobs.records(work, then, self, **more)

    def _list(self) -> None:
        self._ask_for("list", partial(listed, self.office, self.view.filter.text().strip()), self._on_listed)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)

    def _fetch(self) -> None:
        self._ask_for("page", partial(calls.view, self.office, self.bid_id), self._on_view, failed=self._on_gone)

    def _on_gone(self, _failure: UserCanFix) -> None:
        self.bid_id = 0
        self._show(self.nothing)

    def _on_view(self, found: calls.JointView) -> None:
        if int(found.page.bid.id) != self.bid_id:
            return
        left = found.page.share_left
        said = f"{left * 100:.0f} of a hundred are not shared out yet." if left else ""
        self.sheet.show_view(found.page, found.key, found.known, found.keyed, said)
        self._show(self.sheet)

    def _show(self, page: QWidget) -> None:
        self.rooms.setCurrentWidget(page)

    # --- inside: wishes

    def _listen(self) -> None:
        sheet = self.sheet
        sheet.take_wanted.connect(self._ask_take)
        sheet.make_wanted.connect(self._ask_make)
        sheet.write_wanted.connect(self._ask_write)
        sheet.bid_wanted.connect(lambda: self.shell.navigate("bids", self.bid_id))
        sheet.key_file_wanted.connect(self._ask_key_file)
        sheet.their_file_wanted.connect(self._ask_their_file)
        sheet.key_accepted.connect(self._accept)
        sheet.announced.connect(self.shell.messages.announce)

    def _ask_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "A partner's evidence file", "", f"{_EVIDENCE};;All (*)")
        if chosen:
            self.take(Path(chosen))

    def _on_taken(self, done: Done[Any]) -> None:
        lines = [*done.value.checked]
        if done.value.already:
            lines = ["Nothing has changed."]
        self.sheet.show_done(f"{done.why}.", lines)

    def _ask_make(self, name: str) -> None:
        chosen = self._where("The evidence file", f"Evidence for {name}", FILE_ENDING, _EVIDENCE)
        if chosen is not None:
            self.make(name, chosen)

    def _on_made(self, done: Done[Any]) -> None:
        count = len(done.value.evidence.figures)
        self.sheet.show_done(
            f"{done.why}.",
            [
                f"It holds {count} {'figure' if count == 1 else 'figures'}, no person and no record.",
                "Nobody but them can open it: send it to them.",
            ],
        )

    def _ask_write(self, ending: str) -> None:
        chosen = self._where("The joint bid", "Joint bid", ending, _DOCUMENTS[ending])
        if chosen is not None:
            self.write(chosen)

    def _on_written(self, out: Path) -> None:
        self.shell.messages.notice(f"Saved as {out.name}.")

    def _ask_key_file(self) -> None:
        chosen = self._where("Your public key", f"Key of {self.sheet.key.name}", KEY_ENDING, _KEY)
        if chosen is not None:
            self.shell.jobs.records(partial(calls.write_key, self.office, chosen), self._on_written, self)

    def _ask_their_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "A partner's public key", "", f"{_KEY};;All (*)")
        if chosen:
            self.open_key_file(Path(chosen))

    def open_key_file(self, path: Path) -> None:
        """Read the keys in a partner's file into the form; the key for seals goes along unseen."""
        work = partial(calls.key_in, path)
        self.shell.jobs.records(work, self._on_key_file, self, failed=self.sheet.show_key_failure)

    def _on_key_file(self, key: OwnKey) -> None:
        self._in_file = key
        self.sheet.accept_form.rows["key"].show_value(key.public_key)

    def _accept(self, typed: dict[str, Any]) -> None:
        work = partial(calls.accept, self.office, typed["partner"], typed["key"], typed["heard"], self._in_file)
        self.shell.jobs.records(work, lambda _done: self.sheet.clear_key(), self, failed=self.sheet.show_key_failure)

    def _where(self, title: str, name: str, ending: str, kinds: str) -> Path | None:
        tidy = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in name).strip()
        chosen, _ = QFileDialog.getSaveFileName(self.window(), title, str(Path.home() / f"{tidy}{ending}"), kinds)
        if not chosen:
            return None
        return Path(chosen) if Path(chosen).suffix else Path(f"{chosen}{ending}")
