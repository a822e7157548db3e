"""Case studies: the gallery at the left, the case study at the right, begun with agreement and saved with a trace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.story_page import StoryPage
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import story_calls as calls
from sfph_desktop.ui.pages.people_work import look_for
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.pages.story_offering import StoryOffering
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.chart_shelf import chart_width, screen_style
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place, leave_fields
from sfph_desktop.ui.widgets.profile_sheet import ProfileSheet
from sfph_desktop.ui.widgets.room_strip import RoomStrip
from sfph_desktop.ui.widgets.story_begin import StoryBegin
from sfph_desktop.ui.widgets.story_sheet import FORMATS, StorySheet
from sfph_desktop.ui.widgets.wishes import TellStory

_SHAPE = Shape(title=("title",), detail=("status", "agreement", "used"), mark=lambda found: str(found[-1]))
_PURPOSE = (
    "A case study tells one person's story on one page, or the enterprise's own. The facts come from the record, the "
    "words from you and from them, and nobody is in it who did not agree."
)
_SAMPLES = "stories/samples"
_FILTERS = {"pdf": "PDF (*.pdf)", "docx": "Word document (*.docx)", "html": "Web page (*.html)"}


class StoriesPage(Place):
    """Gallery, page, and the form that begins one."""

    watches: ClassVar[frozenset[str]] = frozenset(
        "stories story_words quotes story_quotes story_uses consents people episodes attendance assessments events"
        " referrals involvements partners contracts workforce services groups snapshots bidder_facts"
        " network_desks".split()
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.view = ListAndPage(shell, "stories", _SHAPE, one="case study", many="case studies")
        self.new = button(self.theme, "Begin a case study", self.begin, kind="primary", icon="add")
        self.samples = QCheckBox("Show the sample profiles")
        self.samples.setAccessibleDescription("Nineteen invented enterprises, to see what a case study can be")
        self.samples.setChecked(shell.preferences.text(_SAMPLES) == "yes")
        self.samples.toggled.connect(self._on_samples)
        self.view.set_head(self.new, self.samples)
        self.sheet: StorySheet | None = None
        self.profile: ProfileSheet | None = None
        self.form = self._made_form()
        self.offering = StoryOffering(office, shell, self)
        self._wanted = 0
        self._opening: Job[calls.Opened] | None = None
        self._listing: Job[Listing] | None = None
        self.strip = RoomStrip(shell, "stories")
        whole = column(self.strip, self.view)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the gallery, and the case study that is shown."""
        self._list()
        if self._wanted:
            self._open(self._wanted)

    def open_record(self, record: object) -> None:
        """Show one by its id, or a person's: theirs that stands, else the form with them chosen."""
        if isinstance(record, TellStory):
            wish = record

            def show(number: int) -> None:
                if number:
                    self.view.choose(number)
                else:
                    self.begin(wish.person_id, wish.person_name)

            self.shell.jobs.records(partial(calls.own_story, self.office, wish.person_id), show, self)
        elif isinstance(record, int):
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter: typing finds, down goes into the list."""
        return self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the case study, in none of its fields yet."""
        return self.view.record_focus()

    # --- beginning one

    def begin(self, person: int = 0, name: str = "") -> None:
        """Show the form that begins one, with somebody chosen where that is known."""
        self._wanted, self.sheet = 0, None
        self.form = self._made_form()
        self.view.set_page(self.form)
        self.view.show_page()
        self.form.start(person, name)

    def _made_form(self) -> StoryBegin:
        form = StoryBegin(self.shell, partial(look_for, self.office))
        form.wanted.connect(self._on_begin)
        form.record_wanted.connect(lambda person: self.shell.navigate("people", person))
        form.left.connect(self._on_left_form)
        return form

    def _on_begin(self, person: int) -> None:
        work = partial(calls.begin, self.office, person or None)
        self.shell.jobs.records(work, self._on_begun, self, failed=self.form.show_failure)

    def _on_begun(self, done: Done[Any]) -> None:
        self.view.choose(int(done.value.id))

    def _on_left_form(self) -> None:
        self._list()
        self.view.show_list()

    # --- the gallery

    def _list(self) -> None:
        if self._listing is not None and self._listing.running:
            self._listing.drop()
        samples = self.samples.isChecked() if self.shell.preferences.text(_SAMPLES) else None
        work = partial(calls.listed, self.office, self.view.filter.text().strip(), samples=samples)
        told = self.view.unlisted(self._list, lambda: bool(self._wanted) or self.form.isVisible())
        self._listing = self.shell.jobs.records(work, self._on_listed, self, **told)

    def _on_listed(self, listing: Listing) -> None:
        invented = sum(isinstance(row[0], int) and row[0] < 0 for row in listing.rows)
        self.view.show_listing(listing, besides=invented)
        if invented and not self.samples.isChecked():  # nobody has said yet, and this office is a sample itself
            blocked = self.samples.blockSignals(True)
            self.samples.setChecked(True)
            self.samples.blockSignals(blocked)
        if self._wanted or self.form.isVisible():
            return
        if len(listing.rows) > invented or self.view.filter.text().strip():
            hint = "Choose one at the left: arrow keys move, Enter opens."
            self.view.set_page(EmptyState(self.theme, "quote", "Which case study?", hint))
            return
        first = button(self.theme, "Begin the first", self.begin, kind="primary", icon="add")
        self.view.set_page(EmptyState(self.theme, "quote", "No case studies yet", _PURPOSE, first))

    # --- one case study

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        if record != self._wanted:
            leave_fields(self.sheet)
        self._wanted = record
        if self._opening is not None and self._opening.running:
            self._opening.drop()
        if record < 0:
            look = partial(calls.profile, self.office, -record)
            self.shell.jobs.records(look, self._show_profile, self, failed=self._on_gone)
            return
        style = screen_style(self.theme, chart_width(self.theme))
        work = partial(calls.opened, self.office, record, style)
        self._opening = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    def _show(self, opened: calls.Opened) -> None:
        if self.sheet is None or self.sheet.page.story.id != opened.page.story.id:
            sheet = self.sheet = StorySheet(self.theme, opened.page)
            sheet.changed.connect(lambda name, value: self._keep(name, partial(self._change, **{name: value})))
            sheet.written.connect(self._on_written)
            sheet.quotes_chosen.connect(self._on_quotes)
            sheet.quote_added.connect(self._on_quote)
            sheet.save_wanted.connect(self._on_save)
            sheet.print_wanted.connect(self._on_print)
            sheet.ready_wanted.connect(
                lambda yes: self._keep("", partial(self._change, status="ready" if yes else "begun"))
            )
            sheet.away_wanted.connect(
                lambda yes: self._keep("", partial(self._change, status="put_away" if yes else "begun"))
            )
            sheet.remove_wanted.connect(self._on_remove)
            self.offering.listen(sheet.offer, int(opened.page.story.id), opened.page.story.story_ref)
            sheet.person_wanted.connect(lambda person: self.shell.navigate("people", person))
            self.changes = RecordChanges(self.office, self.shell)
            sheet.add_before_end(self.changes)
            self.view.set_page(sheet)
        self.sheet.show_page(opened)
        self.changes.show_record("stories", int(opened.page.story.id))

    def _show_profile(self, page: StoryPage) -> None:
        self.sheet = None
        shown = self.profile = ProfileSheet(self.theme, page)
        shown.save_wanted.connect(lambda kind: self._ask_where(kind, page.name, self.save_profile))
        self.view.set_page(shown)

    def save_profile(self, to: Path) -> None:
        """Write the worked profile that is shown into a file by its ending."""

        def saved(out: Path) -> None:
            self.shell.messages.notice(f"Saved as {out.name}, stamped SAMPLE.")

        self.shell.jobs.desk(partial(calls.save_profile, self.office, -self._wanted, to), saved, self)

    def _on_samples(self, yes: bool) -> None:
        self.shell.preferences.remember(_SAMPLES, "yes" if yes else "no")
        if self._wanted < 0:
            self._wanted = 0
        self._list()

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet = 0, None
        self.view.set_page(EmptyState(self.theme, "quote", failure.what, f"{failure.why} {failure.do}".strip()))

    def _change(self, **facts: Any) -> Done[Any]:
        return calls.change(self.office, self._wanted, facts)

    def _keep(self, name: str, work: Any) -> None:
        story = self._wanted

        def failed(failure: UserCanFix) -> None:
            here = self.sheet is not None and self._wanted == story  # another may be on its way to the page
            if self.sheet is None or not here or not self.sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(work, None, self, failed=failed)

    def _on_written(self, section: str, text: str) -> None:
        self._keep(section, partial(calls.write, self.office, self._wanted, section, text))

    def _on_quotes(self, quotes: list[int]) -> None:
        self._keep("", partial(calls.set_quotes, self.office, self._wanted, quotes))

    def _on_quote(self, theirs: bool, typed: dict[str, Any]) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        person = int(sheet.page.story.person_id or 0) if theirs else None
        there = [int(one.id) for one in sheet.page.quotes]
        work = partial(calls.add_quote, self.office, self._wanted, person, typed, there)
        put_away, failed = sheet.quotes.put_away, sheet.quotes.new.show_failure
        self.shell.jobs.records(work, lambda _done: put_away(), self, failed=failed)

    def _on_remove(self) -> None:
        def removed(_done: object) -> None:
            self._wanted, self.sheet = 0, None
            self._list()

        self.shell.jobs.records(partial(calls.remove, self.office, self._wanted), removed, self)

    # --- it leaves

    def _on_save(self, kind: str) -> None:
        if self.sheet is not None:
            self._ask_where(kind, self.sheet.page.name, self.save_as)

    def _ask_where(self, kind: str, title: str, then: Callable[[Path], None]) -> None:
        name = "".join(one if one.isalnum() or one in " -" else " " for one in title)
        suggested = str(Path.home() / f"{' '.join(name.split())}.{kind}")
        chosen, _ = QFileDialog.getSaveFileName(self.window(), FORMATS[kind], suggested, _FILTERS[kind])
        if chosen:
            then(Path(chosen).with_suffix(f".{kind}"))

    def save_as(self, to: Path) -> None:
        """Write it into a file by its ending; refused when anybody in it no longer agrees."""
        sheet = self.sheet
        if sheet is None:
            return

        def saved(done: Done[Path]) -> None:
            self.shell.messages.notice(f"Saved as {done.value.name}, and noted in the list of its uses.")

        work = partial(calls.save, self.office, self._wanted, to, sheet.for_whom.text().strip())
        self.shell.jobs.records(work, saved, self, watched=sheet.busy)

    def _on_print(self) -> None:
        if self.sheet is not None:
            self.sheet.print.setEnabled(False)
            work = partial(calls.sheets, self.office, self._wanted)
            self.shell.jobs.records(work, self._on_sheets, self, failed=self._on_not_printed)

    def _on_sheets(self, pages: tuple[bytes, ...]) -> None:
        """The printer is chosen; then it is asked once more whether it may leave, and only then printed."""
        from sfph_desktop.ui.support.printing import choose_printer, draw_pages

        sheet = self.sheet
        if sheet is None:
            return
        sheet.print.setEnabled(True)
        printer = choose_printer("the case study", self.window())
        if printer is None:
            return

        def go(_done: object) -> None:
            if draw_pages(pages, printer):
                self.shell.messages.notice("Sent to the printer, and noted in the list of its uses.")

        work = partial(calls.printed, self.office, self._wanted, sheet.for_whom.text().strip())
        self.shell.jobs.records(work, go, self)

    def _on_not_printed(self, failure: UserCanFix) -> None:
        if self.sheet is not None:
            self.sheet.print.setEnabled(True)
        self.shell.messages.problem(failure)

    def keyPressEvent(self, event: Any) -> None:
        """Ctrl+P prints."""
        if event.key() == Qt.Key.Key_P and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.sheet:
            self._on_print()
        else:
            super().keyPressEvent(event)
