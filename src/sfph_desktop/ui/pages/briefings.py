"""Briefings: one evidence for several readers, chosen, made, looked at, printed, and saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from sfph_desktop.core.domain.briefings import AUDIENCES, Authority
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages import briefing_calls as calls
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, labelled, words
from sfph_desktop.ui.widgets.beside import Choice
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip, EmptyState, PageHeader, Place, Sheet, Told
from sfph_desktop.ui.widgets.page_viewer import PageViewer
from sfph_desktop.ui.widgets.room_strip import RoomStrip
from sfph_desktop.ui.widgets.summary_form import ToldChoice, runs_offered, whole_runs

KINDS = {
    "briefing": "A briefing of two pages",
    "poster": "A poster, as large as A1",
    "slides": "Slides, a finding to each",
    "twelve": "Then and now: two runs side by side",
}
_LEAD = (
    "The same evidence for health professionals, procurement officials and the third sector. Every figure carries its "
    "evidence number, and small numbers are held back."
)
_NOTHING = "All of this is made from a run of the toolkit: choose a period at Impact and run it."
_SCREEN, _PAPER = 100, 300


class BriefingsPage(Place):
    """The choices, and beneath them what was made, page by page."""

    watches: ClassVar[frozenset[str]] = frozenset({"snapshots"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.made: calls.Made | None = None
        self.kind = Choice("What to make")
        self.kind.fill([(said, kind) for kind, said in KINDS.items()])
        self.whom = Choice("For whom", "An integration authority or a health board; type its first letters")
        self.audience = Choice("Who reads it")
        self.audience.fill([(said[:1].upper() + said[1:], one) for one, said in AUDIENCES.items()])
        self.run = ToldChoice(theme, "Run", "Which kept run of the toolkit it tells")
        self.earlier = ToldChoice(theme, "Earlier run", "The run it is set beside")
        self.contact = QLineEdit(placeholderText="Name, telephone, e-mail")
        self.go = button(theme, "Make it", self.make, kind="primary", icon="page")
        self.busy = BusyStrip(theme)
        self.view = PageViewer(theme, "Pages of what was made")
        self.view.sharper_wanted.connect(self._on_sharper)
        self.view.setMinimumHeight(theme.size("list") * 3 // 2)
        self.title = words("", "bold")
        self.print = button(theme, "Print", self._on_print, icon="print")
        self.save = button(theme, "Save as", self._on_save, icon="save")
        self.sample = Told(theme, "attention", "SAMPLE: made from invented people. Do not send it to anybody.")
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _n: self._on_kind())
        self._on_kind()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the kept runs and the bodies."""
        self.shell.jobs.records(partial(calls.offered, self.office), self._on_offered, self)

    def first_focus(self) -> QWidget:
        """The first choice; where there is nothing to choose yet, the first step."""
        return self.kind if self._nothing.isHidden() else self._first

    # --- what can be done here

    def wanted(self) -> calls.Wanted:
        """What was chosen."""
        return calls.Wanted(
            kind=str(self.kind.currentData()),
            snapshot=self.run.chosen,
            earlier=self.earlier.chosen,
            for_whom=str(self.whom.currentData() or ""),
            audience=str(self.audience.currentData()),
            contact=self.contact.text().strip(),
        )

    def make(self) -> None:
        """Make what was chosen, and show it."""
        self.go.setEnabled(False)
        self.shell.jobs.desk(
            partial(calls.make, self.office, self.wanted(), self._dpi()),
            self._on_made,
            self,
            failed=self._on_failed,
            stopped=lambda: self.go.setEnabled(True),
            watched=self.busy,
        )

    def save_as(self, to: Path) -> None:
        """Write what is shown into a file, as PDF or Word by its ending."""
        if self.made is None:
            return
        work = partial(calls.write, self.office, self.made.wanted, to)
        saved = self.shell.messages.notice
        self.shell.jobs.desk(work, lambda path: saved(f"Saved as {path.name}."), self, watched=self.busy)

    # --- inside

    def _lay_out(self) -> None:
        theme = self.theme
        gap = theme.space("medium")
        self._for = held(
            column(labelled(theme, "For whom", self.whom), labelled(theme, "Who reads it", self.audience), gap=gap)
        )
        self._choices = held(
            column(
                labelled(theme, "What to make", self.kind),
                self._for,
                self.earlier,
                self.run,
                labelled(theme, "Whom a reader may ask", self.contact),
                Flow(theme.space("small"), self.go),
                gap=gap,
            )
        )
        first = button(
            theme, "Run the toolkit", lambda: self.shell.navigate("impact", None), kind="primary", icon="sum"
        )
        self._nothing, self._first = EmptyState(theme, "share", "Nothing to tell yet", _NOTHING, first), first
        self._nothing.hide()
        actions = Flow(theme.space("small"), self.print, self.save)
        self._shown = held(column(self.title, actions, self.sample, self.view, gap=gap))
        self._shown.hide()
        self.sheet = Sheet(theme, "Briefings")
        header = PageHeader(theme, "Briefings", _LEAD)
        self.sheet.add(header, self._nothing, self._choices, self.busy, self._shown, None)
        whole = column(RoomStrip(self.shell, "briefings"), self.sheet)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _dpi(self) -> int:
        return round(_SCREEN * max(self.devicePixelRatioF(), 1.0)) if self.kind.currentData() != "poster" else 45

    def _on_kind(self) -> None:
        kind = self.kind.currentData()
        self._for.setVisible(kind == "briefing")
        self.earlier.setVisible(kind == "twelve")

    def _on_offered(self, offered: tuple[Listing, tuple[Authority, ...]]) -> None:
        snapshots, bodies = offered
        self.whom.fill([(one.full_name, one.code) for one in bodies])
        runs = runs_offered(snapshots)
        fresh = not self.earlier.chosen
        self.run.fill(runs)
        self.earlier.fill(runs)
        if fresh:
            for choice, number in zip((self.run, self.earlier), whole_runs(snapshots) or (), strict=False):
                choice.choose(number)
        here = self.kind.hasFocus()
        self._choices.setVisible(bool(runs))
        self._nothing.setVisible(not runs)
        if here and not runs:  # what is hidden would hand the keyboard to the side bar
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_made(self, made: calls.Made) -> None:
        self.go.setEnabled(True)
        self.made = made
        said = f"{KINDS[made.wanted.kind]}: {counted(len(made.pages), 'page')}"
        self.title.setText(said)
        self.sample.setVisible(made.sample)
        self.view.show_pages(made.pages, self._dpi(), (f"A page of: {said}",) * len(made.pages))
        self._shown.show()
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shell.messages.notice(f"Made: {counted(len(made.pages), 'page')}.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self.go.setEnabled(True)
        self.shell.messages.problem(failure)

    def _on_sharper(self, dpi: int) -> None:
        made = self.made
        if made is None:
            return

        def show(pages: tuple[bytes, ...]) -> None:
            if self.made is made:
                self.view.show_pages(pages, dpi, (f"A page of: {self.title.text()}",) * len(pages))

        self.shell.jobs.desk(
            partial(calls.pages_of, made.path, min(dpi, 90) if made.wanted.kind == "poster" else dpi), show, self
        )

    def _on_print(self) -> None:
        if self.made is not None:
            self.print.setEnabled(False)
            dpi = 90 if self.made.wanted.kind == "poster" else _PAPER
            work = partial(calls.pages_of, self.made.path, dpi)
            self.shell.jobs.desk(work, self._on_ready, self, failed=self._on_not_ready)

    def _on_ready(self, pages: tuple[bytes, ...]) -> None:
        from sfph_desktop.ui.support.printing import print_pages

        self.print.setEnabled(True)
        if print_pages(pages, "the document", self.window()):
            self.shell.messages.notice("Sent to the printer.")

    def _on_not_ready(self, failure: UserCanFix) -> None:
        self.print.setEnabled(True)
        self.shell.messages.problem(failure)

    def _on_save(self) -> None:
        if self.made is None:
            return
        kinds = "PDF (*.pdf);;Word document (*.docx)" if self.made.wanted.word else "PDF (*.pdf)"
        suggested = str(Path.home() / self.made.path.name)
        chosen, kind = QFileDialog.getSaveFileName(self.window(), "Save it", suggested, kinds)
        if chosen:
            self.save_as(Path(chosen).with_suffix(".docx" if "docx" in kind else ".pdf"))
