"""Share: make the summary for a buyer, see it page by page, print it, save a copy, find it again."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, rule, scroller, words
from sfph_desktop.ui.widgets.beside import Flowing
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip, EmptyState, PageHeader, Place, Told
from sfph_desktop.ui.widgets.page_viewer import PageViewer
from sfph_desktop.ui.widgets.record_views import RecordList
from sfph_desktop.ui.widgets.room_strip import RoomStrip
from sfph_desktop.ui.widgets.summary_form import ONE_PAGE, SummaryForm, Wish, whole_runs

FOLDER = "summaries"
"""Beside the store: where finished summaries are kept until somebody saves a copy elsewhere."""
_SCREEN, _PAPER = 110, 300
_STEPS = 3
_FRAMEWORK, _CONTACT = "share/framework", "share/contact"
_EMPTY = (
    "A summary is made from a run of the toolkit: choose a period at Impact and run it. Then it can be laid out here "
    "for a buyer, looked at page by page, printed, and sent."
)
_BEFORE = (
    "Choose the run, whose outcomes it speaks to, and how long it is to be. Every figure in it carries its evidence "
    "number, small numbers that might point to somebody are held back, and what we do not yet know is said."
)
_NOT_LOCKED = "A finished summary is an ordinary file, not locked: whoever has it can read it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document that was made in this sitting."""

    path: Path
    name: str
    """`Summary of S-0001, one page`."""
    kind: str
    """What it is called in a sentence: `summary`, `method statement`."""
    length: str
    enterprise: str
    sample: bool
    pages: tuple[bytes, ...]


class SharePage(Place):
    """The choices at the left, the document at the right; in a narrow window one of the two at a time."""

    watches: ClassVar[frozenset[str]] = frozenset({"snapshots"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.made: list[Made] = []
        self.shown: Made | None = None
        self._wanted = ""
        self._narrow = False
        self.form = SummaryForm(theme)
        self.form.contact.setText(shell.preferences.text(_CONTACT))
        self.form.wanted.connect(self.make)
        self.method = button(theme, "The method, on paper", self.make_method, kind="link", icon="page")
        self.method.setToolTip("What the toolkit does, exactly: formulas, rules, sources, licences, an example.")
        self.busy = BusyStrip(theme)
        self.table = RecordTable(Shape(title=("title",), detail=("length", "file")))
        self.list = RecordList(theme, self.table, "Documents made since the program was opened")
        self.list.opened.connect(self._on_opened)
        self.view = PageViewer(theme, "Pages of the summary")
        self.view.sharper_wanted.connect(self._on_sharper)
        self.title = PageHeader(theme, "", "")
        self.print = button(theme, "Print", self._on_print, icon="print")
        self.save = button(theme, "Save a copy", self._on_save, icon="save")
        self.folder = button(theme, "Open the folder", self._on_folder, icon="folder")
        self.sample = Told(
            theme, "attention", "SAMPLE: made from invented people. Every page is stamped; do not send it to a buyer."
        )
        self._lay_out()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the kept runs and the frameworks."""
        self.shell.jobs.records(partial(_offered, self.office), self._on_offered, self)

    def open_record(self, record: object) -> None:
        """Choose a kept run (`S-0007`) for the summary."""
        wanted = str(record)
        self.form.run.choose(wanted)
        if self.form.run.chosen != wanted:  # made a moment ago: it comes with the list
            self._wanted = wanted
            self.load()
        self._show_choices()
        self.form.framework.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.form.run.choice

    # --- what can be done here

    def make(self, wish: Wish) -> None:
        """Make a summary and show it; a cancelled one leaves no file behind."""
        self.form.go.setEnabled(False)
        remember = self.shell.preferences.remember
        remember(_FRAMEWORK, wish.framework)
        remember(_CONTACT, wish.contact)
        self.shell.jobs.desk(
            partial(_make, self.office, wish),
            self._on_made,
            self,
            failed=self._on_failed,
            stopped=self._can_make,
            watched=self.busy,
        )

    def make_method(self) -> None:
        """Make the statement of the method and show it."""
        self.method.setEnabled(False)
        self.shell.jobs.desk(
            partial(_make_method, self.office),
            self._on_made,
            self,
            failed=self._on_failed,
            stopped=self._can_make,
            watched=self.busy,
        )

    def save_copy(self, to: Path) -> None:
        """Copy the document that is shown to another place."""
        if self.shown is not None:
            work = partial(_copy, self.shown.path, to)
            self.shell.jobs.desk(work, lambda out: self.shell.messages.notice(f"Saved as {out.name}."), self)

    def show_made(self, made: Made) -> None:
        """Show a document page by page."""
        self.shown = made
        self.title.say(made.name, f"{counted(len(made.pages), 'page')}  ·  {made.path.name}")
        self.sample.setVisible(made.sample)
        self._document.setCurrentWidget(self._pages)
        stamp = ", stamped SAMPLE" if made.sample else ""
        said = f"A page of: {made.name}, {made.enterprise}{stamp}"
        self.view.show_pages(made.pages, self._dpi(), (said,) * len(made.pages))
        if self._narrow:
            self._left.hide()
            self._right.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one at a time."""
        super().resizeEvent(event)
        size = self.theme.size
        self._narrow = self.width() < size("list") * 2 + size("list") // 3
        self._back.setVisible(self._narrow)
        usual = size("list") + self.theme.space("huge")
        self._left.setMinimumWidth(0 if self._narrow else usual)
        self._left.setMaximumWidth(16_777_215 if self._narrow else usual)
        self._left.setVisible(not self._narrow or self.shown is None)
        self._right.setVisible(not self._narrow or self.shown is not None)

    # --- inside

    def _lay_out(self) -> None:
        theme = self.theme
        edge, gap = theme.space("wide"), theme.space("large")
        self.list.setMinimumHeight(theme.size("row") * 2 + 8)
        self._listed = held(column(words("Made in this sitting", "bold"), self.list, gap=theme.space("small")))
        self._listed.hide()
        header = PageHeader(theme, "Share", "The summary for a buyer, on paper or as a file.")
        inside = Flowing()
        inside.setLayout(
            column(header, self.form, self.method, self._listed, None, words(_NOT_LOCKED, "small"), gap=gap, edge=edge)
        )
        self._left = scroller(inside, "Choices for the summary")
        self._back = button(theme, "Back to the choices", self._show_choices, kind="link", icon="arrow-left")
        actions = Flow(theme.space("small"), self.print, self.save, self.folder)
        top = column(self._back, self.title, actions, self.sample, gap=theme.space("medium"))
        top.setContentsMargins(edge, edge, edge, theme.space("small"))
        pages = column(top, self.view)
        pages.setStretchFactor(self.view, 1)
        self.view.setMinimumHeight(theme.size("list"))
        self._pages = scroller(held(pages), "The document")  # in a low window its heading scrolls away with it
        self._document = QStackedWidget()
        self._document.addWidget(EmptyState(theme, "page", "The summary will stand here", _BEFORE))
        self._document.addWidget(self._pages)
        run = button(theme, "Run the toolkit", lambda: self.shell.navigate("impact", None), kind="primary", icon="sum")
        self._nothing = EmptyState(theme, "share", "Nothing to share yet", _EMPTY, run)
        self._document.addWidget(self._nothing)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(rule(upright=True))
        line.addWidget(self._document, 1)
        self._right = held(line)
        sides = QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(self._left, 1)
        sides.addWidget(self._right, 2)
        working = held(column(self.busy, edge=(edge, theme.space("small"), edge, 0)))
        whole = column(RoomStrip(self.shell, "share"), working, sides)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _show_choices(self) -> None:
        if self._narrow:
            self._right.hide()
            self._left.show()

    def _dpi(self) -> int:
        return round(_SCREEN * max(self.devicePixelRatioF(), 1.0))

    def _on_offered(self, offered: tuple[Listing, Listing]) -> None:
        snapshots, frameworks = offered
        first, no_run = not self.form.framework.chosen, not self.form.run.chosen
        self.form.offer(snapshots, frameworks)
        if no_run and (whole := whole_runs(snapshots)):
            self.form.run.choose(whole[0])  # the report of one contract keeps a run too, and is not what is shared
        if first:
            self.form.framework.choose(self.shell.preferences.text(_FRAMEWORK, "SCO-NHWO"))
        if self._wanted:
            self.form.run.choose(self._wanted)
            self._wanted = ""
        self.form.setEnabled(bool(snapshots.rows))
        if not snapshots.rows:
            self._document.setCurrentWidget(self._nothing)
        elif self._document.currentWidget() is self._nothing:
            self._document.setCurrentIndex(0)

    def _on_made(self, made: Made) -> None:
        self._can_make()
        self.made = [made, *(one for one in self.made if one.path != made.path)]
        rows = tuple((number, one.name, one.length, one.path.name) for number, one in enumerate(self.made))
        self.table.show(Listing(kind="documents", columns=("id", "title", "length", "file"), rows=rows))
        self.list.setFixedHeight(self.theme.size("row") * min(len(rows), 4) + 8)
        self._listed.show()
        self.show_made(made)
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shell.messages.notice(f"Made: {counted(len(made.pages), 'page')}.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self._can_make()
        self.shell.messages.problem(failure)

    def _can_make(self) -> None:
        self.form.go.setEnabled(True)
        self.method.setEnabled(True)

    def _on_opened(self, record: object) -> None:
        if isinstance(record, int) and 0 <= record < len(self.made):
            self.show_made(self.made[record])

    def _on_sharper(self, dpi: int) -> None:
        made = self.shown
        if made is None:
            return

        def show(pages: tuple[bytes, ...]) -> None:
            if self.shown is made:
                self.view.show_pages(pages, dpi, (f"A page of: {made.name}",) * len(pages))

        self.shell.jobs.desk(partial(_pages, made.path, dpi), show, self)

    def _on_print(self) -> None:
        if self.shown is not None:
            self.print.setEnabled(False)
            self.print.setText("Getting the pages ready …")
            work = partial(_pages, self.shown.path, _PAPER)
            self.shell.jobs.desk(work, self._on_ready, self, failed=self._on_not_ready)

    def _on_ready(self, pages: tuple[bytes, ...]) -> None:
        from sfph_desktop.ui.support.printing import print_pages

        self._print_again()
        if print_pages(pages, f"the {self.shown.kind}" if self.shown else "the document", self.window()):
            self.shell.messages.notice("Sent to the printer.")

    def _on_not_ready(self, failure: UserCanFix) -> None:
        self._print_again()
        self.shell.messages.problem(failure)

    def _print_again(self) -> None:
        self.print.setText("Print")
        self.print.setEnabled(True)

    def _on_save(self) -> None:
        if self.shown is None:
            return
        suggested = str(Path.home() / self.shown.path.name)
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), f"Save a copy of the {self.shown.kind}", suggested, "PDF (*.pdf)"
        )
        if chosen:
            self.save_copy(Path(chosen).with_suffix(".pdf"))

    def _on_folder(self) -> None:
        if self.shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.shown.path.parent)))


def _length(wish: Wish) -> str:
    return ("One page" if wish.length == ONE_PAGE else "Full") + (", large print" if wish.large_print else "")


# --- the work, off the interface's thread ----------------------------------------------------------------------------


def _offered(office: Any) -> tuple[Listing, Listing]:
    """Kept runs and frameworks; in the records lane."""
    from sfph_desktop.core.usecases.impact import snapshots
    from sfph_desktop.core.usecases.reference import list_frameworks

    return snapshots(office), list_frameworks(office.library)


def _make(office: Any, wish: Wish, *, progress: Progress) -> Made:
    """Write the summary and draw its pages. Stopped half-way, the file that was being written is gone again."""
    from sfph_desktop.core.usecases.impact import snapshot
    from sfph_desktop.core.usecases.publish import make_summary, page_images

    progress(0, _STEPS, "Reading the run")
    run = snapshot(office, wish.snapshot)
    folder = Path(office.info().path).parent / FOLDER
    out = folder / file_name(run.enterprise, wish)
    half = out.with_name(f".{out.name}")
    try:
        progress(1, _STEPS, "Laying out the summary")
        make_summary(
            office,
            run,
            half,
            framework=wish.framework,
            length=wish.length,
            contact=wish.contact,
            large_print=wish.large_print,
        )
        progress(2, _STEPS, "Drawing its pages")
        pages = page_images(half, _SCREEN)
        progress(_STEPS, _STEPS, "Keeping it")
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return Made(
        path=out,
        name=f"Summary of {wish.words}",
        kind="summary",
        length=_length(wish),
        enterprise=run.enterprise,
        sample=run.sample,
        pages=pages,
    )


def _make_method(office: Any, *, progress: Progress) -> Made:
    """Write the statement of the method and draw its pages."""
    from sfph_desktop.core.usecases.method import of_office, print_method
    from sfph_desktop.core.usecases.publish import page_images

    info = office.info()
    progress(0, 2, "Writing down the method")
    out = print_method(of_office(office), Path(info.path).parent / FOLDER / "health-impact-toolkit-method.pdf")
    progress(1, 2, "Drawing its pages")
    pages = page_images(out, _SCREEN)
    return Made(
        path=out,
        name="The method of the toolkit",
        kind="method statement",
        length="Full",
        enterprise=info.name,
        sample=False,
        pages=pages,
    )


def file_name(enterprise: str, wish: Wish) -> str:
    """A name that says what it is and that every computer takes."""
    plain = " ".join(re.sub(r"[^\w\- ]+", " ", enterprise.replace("&", "and")).split()) or "Summary"
    parts = (plain, wish.words.replace(", ", " "), wish.framework)
    return " ".join(part for part in parts if part) + ".pdf"


def _pages(path: Path, dpi: int) -> tuple[bytes, ...]:
    from sfph_desktop.core.usecases.publish import page_images

    return page_images(path, dpi)


def _copy(made: Path, to: Path) -> Path:
    try:
        shutil.copyfile(made, to)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{to.name} could not be saved.",
            why=f"The computer said: {trouble.strerror}.",
            do="Choose another folder.",
        ) from None
    return to
