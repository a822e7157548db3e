"""What it is worth: value lines at the left, one of them or all together at the right, and the figures over both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages import value_calls as calls
from sfph_desktop.ui.pages.value_adding import Adding
from sfph_desktop.ui.pages.value_costs import ask_cost, show_costs
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.support.turns import in_turns
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.cost_sheet import CostSheet
from sfph_desktop.ui.widgets.findings import period_words, scope_words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.list_and_page import LOW, ListAndPage
from sfph_desktop.ui.widgets.new_record import NewRecord
from sfph_desktop.ui.widgets.page_frame import Place, leave_fields
from sfph_desktop.ui.widgets.run_chooser import FINANCIAL, Offered, RunChooser, preset_period
from sfph_desktop.ui.widgets.value_add_sheet import ValueAddSheet
from sfph_desktop.ui.widgets.value_line_sheet import ValueLineSheet
from sfph_desktop.ui.widgets.value_said import ALL_TOGETHER, lines_listed
from sfph_desktop.ui.widgets.value_search import TWO_LINES
from sfph_desktop.ui.widgets.worth_sheet import WorthSheet
from sfph_desktop.ui.widgets.worth_shelf import EVERY, WorthShelf
from sfph_desktop.ui.widgets.worth_strip import WorthStrip

_OF_LINE = ("payer",)
"""Charts that stand on the page of one line."""


class ValuePage(Place):
    """Lines are kept when a field is left; figures follow every key, worked out from the value step alone."""

    watches: ClassVar[frozenset[str]] = frozenset({"value_lines", "packs", "snapshots"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.selection = Selection(period=preset_period(FINANCIAL, office.clock.today()))
        self._why_this = ""
        self._chosen = False
        self.lines = calls.Lines()
        self.shown: calls.Shown | None = None
        self.desk: Any = None
        self._facts_stale = True
        self._draft: ValueLine | None = None
        self._known_about: object = None
        self._listed: object = None
        self._opened = ALL_TOGETHER
        self._working: Job[Any] | None = None
        self._again = False
        self._known = self._making = self._page_alone = False
        self._just_added = self._add_wanted = False
        self._laying: Job[Any] | None = None
        self.shelf = WorthShelf(office, shell, self)
        self.strip = WorthStrip(self.theme)
        self.view = ListAndPage(shell, "value lines", TWO_LINES, one="value line")
        self.whole: WorthSheet | None = None
        self.sheet: ValueLineSheet | None = None
        self._whole_kept: WorthSheet | None = None
        self._sheet_kept: ValueLineSheet | None = None
        self._ref_wanted = ""
        self._rooms = QStackedWidget()
        self.adding = Adding(self, self._rooms, self._on_added, self._on_pack)
        self._lay_out()
        self.view.chosen.connect(self._open)
        self.view.alone.connect(self._on_alone)
        self.view.filtered.connect(lambda _text: self._list())
        shell.jobs.changed.connect(self._heed)
        self.shelf.changed.connect(self._on_charts)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the lines, and everything that stands before the value where that may have changed."""
        self.shell.jobs.records(partial(calls.lines, self.office), self._on_lines, self)

    def open_record(self, record: object) -> None:
        """Look at a selection, or open one line by its reference, before a form, which keeps what is typed in it."""
        self._add_wanted = False
        if self._rooms.currentWidget() is not self.view:
            self.to_lines()
        if isinstance(record, Selection):
            self._chosen, self._why_this = True, ""
            self._say_about()
            if record != self.selection:
                self.selection, self.desk, self._facts_stale = record, None, True
                self.load()
        elif isinstance(record, str):
            self._ref_wanted = record
            self._open_wanted()

    def _open_wanted(self) -> None:
        """Open the line that is waited for, once the lines have come."""
        found = next((one.id for one in self.lines.lines if one.line_ref == self._ref_wanted), None)
        if self._known:
            self._ref_wanted = ""
        if found is not None:
            self.view.choose(found)

    def first_focus(self) -> QWidget:
        """The list of lines, or where what is added begins; the button for a line while there is none."""
        shown = self._rooms.currentWidget()
        if isinstance(shown, (ValueAddSheet, NewRecord, CostSheet)):
            return shown.first()
        return self.view.list if self.lines.lines or not self._known else self.add_button

    # --- a new line, or another value

    def add_line(self) -> None:
        """Show the page for a new line; while the findings are still being fetched, as soon as they are there."""
        self._add_wanted = self.desk is None
        self.adding.show(None)

    @property
    def new(self) -> ValueAddSheet | None:
        """The sheet for a new line, or another value of one, that was shown last and not left."""
        return self.adding.new

    def leave_adding(self) -> None:
        """Back to the lines, without what was begun."""
        self.adding.leave()

    def to_lines(self) -> None:
        """Back to the lines; what was begun waits."""
        self._rooms.setCurrentWidget(self.view)
        self._show_strip()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pack(self) -> None:
        self.desk, self._facts_stale = None, True
        self.load()

    def _on_added(self, done: Done[ValueLine]) -> None:
        self._opened, self._just_added = done.value.id, True
        self.view.filter.clear()
        self.leave_adding()

    def _decide_next(self) -> None:
        """A line that was just added asks for its shares: the keyboard goes to the first of them."""
        if self._just_added and self.sheet is not None and self._line(self._opened) is not None:
            self._just_added = False
            self.sheet.go_on()

    # --- inside: what is shown

    def _lay_out(self) -> None:
        theme = self.theme
        gap = theme.space("small")
        self.add_button = button(theme, "Value a change", self.add_line, kind="primary", icon="add")
        back = button(theme, "Back to Impact", lambda: self.shell.navigate("impact", None), kind="link")
        theme.dress(back, "arrow-left", "accent")
        self.keep = button(theme, "Run the toolkit and keep it", self._on_keep, kind="link", icon="save")
        self.keep.setToolTip("Runs the toolkit and keeps it: every figure gets its evidence number")
        self._about = words("", "small")
        self.choose = button(theme, "Choose what to look at", self._on_choose, kind="link", icon="filter")
        more = HeadActions(theme, [self.add_button], [self.choose, self.keep, back], order=())
        self.view.set_head(Flow(gap, back, self.keep), self._about, Flow(gap, self.choose), self.add_button, more)
        self._rooms.addWidget(self.view)
        self.chooser = RunChooser(theme, self.office.clock.today(), go="Show its value", runs=False)
        self.chooser.run_wanted.connect(self._on_chosen)
        leave = button(theme, "Back to the lines", self.to_lines, kind="link", icon="arrow-left")
        edge = theme.space("wide")
        self._choosing = held(column(Flow(gap, leave), self.chooser, None, gap=theme.space("large"), edge=edge))
        self._rooms.addWidget(self._choosing)
        whole = column(self.strip, self._rooms)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _on_choose(self) -> None:
        """The period, the service and the contract, in place of the lines."""
        self.chooser.offer(Offered(services=self.lines.services, contracts=self.lines.contracts))
        self.chooser.show_run(self.selection, "")
        self._rooms.setCurrentWidget(self._choosing)
        self.strip.hide()
        self.chooser.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, selection: Selection, _choices: object) -> None:
        self.open_record(selection)

    def _list(self) -> None:
        told = self.shown.told if self.shown is not None else None
        wanted = self.view.filter.text().casefold().split()
        listing = lines_listed(self.lines.lines, told, self.lines.units)
        rows = tuple(row for row in listing.rows if all(w in " ".join(map(str, row[1:])).casefold() for w in wanted))
        if rows == self._listed:
            return
        self._listed = rows
        besides = sum(row[0] == ALL_TOGETHER for row in rows)
        self.view.show_listing(replace(listing, rows=rows), besides=besides)
        if self.view.chosen_record != self._opened:
            blocked = self.view.list.blockSignals(True)
            self.view.list.choose(self._opened)
            self.view.list.blockSignals(blocked)

    def _open(self, record: object) -> None:
        if record != self._opened:
            leave_fields(self.sheet)
        self._opened = record if isinstance(record, int) else ALL_TOGETHER
        self._draft = None
        self._show_page()
        self._work()

    def _show_page(self) -> None:
        """The page of what is chosen, filled with what is kept."""
        line = self._line(self._opened)
        if line is None:
            self._opened = ALL_TOGETHER
            if self.whole is None:
                self._turn_to_whole()
        else:
            if self.sheet is None:
                self._known_about = None
                self.sheet, self.whole = self._line_sheet(), None
                self.view.set_page(self.sheet, keep=True)
            self.sheet.show_line(line, self.lines.units.get(line.unit_value), self.lines.contracts)
            self._show_history()
        self._show_strip()
        self._show_figures()

    def _turn_to_whole(self) -> None:
        """All lines together in place of one, whose page is kept: making it anew takes longer than anything else."""
        if self._whole_kept is None:
            self._whole_kept = WorthSheet(self.theme, self.shelf)
            self._whole_kept.decided.connect(self._on_decided)
            self._whole_kept.cost_wanted.connect(partial(ask_cost, self, self._rooms))
            self._whole_kept.costs_wanted.connect(partial(show_costs, self, self._rooms))
        former, self.whole, self.sheet = self.sheet, self._whole_kept, None
        self.view.set_page(self.whole, keep=True)
        self.whole.area.verticalScrollBar().setValue(0)
        if former is not None:
            former.line = None  # only now: a field that lost the keyboard was left in that line

    def _line_sheet(self) -> ValueLineSheet:
        if self._sheet_kept is None:
            self._sheet_kept = self._new_sheet()
        return self._sheet_kept

    def _on_charts(self) -> None:
        """The first figures stand there with their charts: the page of one line is made before one is opened."""
        if self._sheet_kept is None and self.lines.lines and not (self.shelf.drawing or self._making):
            self._making = True
            in_turns(self.shell.jobs, self._make_ahead(), self)

    def _make_ahead(self) -> Iterator[None]:
        yield  # the charts are painted first
        sheet = self._line_sheet()
        yield
        self.view.prepare(sheet)

    def _new_sheet(self) -> ValueLineSheet:
        sheet = ValueLineSheet(self.theme, self.shelf)
        sheet.edited.connect(self._on_edited)
        sheet.left.connect(self._on_left)
        sheet.value_wanted.connect(self.adding.show)
        sheet.remove_wanted.connect(self._on_remove)
        sheet.history.wanted.connect(self._show_history)
        sheet.history.undo_wanted.connect(self._on_undo)
        return sheet

    def _on_undo(self, unit: int, whole: bool) -> None:
        self.shell.jobs.records(partial(calls.undo, self.office, unit, whole), None, self)

    def _show_history(self) -> None:
        sheet = self.sheet
        if sheet is not None and sheet.line is not None and sheet.history.shown:
            work = partial(calls.history, self.office, sheet.line.id)
            self.shell.jobs.records(work, sheet.history.show_lines, sheet)

    def _show_figures(self) -> None:
        shown = self.shown
        if shown is None:
            return
        self.strip.show_value(shown.worth.run.value)
        if self.whole is not None:
            self.whole.show_worth(shown.worth, shown.told)
        elif self.sheet is not None and self.sheet.line is not None:
            ref = self.sheet.line.line_ref
            told = next((one for one in shown.told.lines if one.line_ref == ref), None)
            self.sheet.show_told(told, shown.beside)

    def _line(self, record: int) -> ValueLine | None:
        return next((one for one in self.lines.lines if one.id == record), None)

    # --- inside: fetching and working out

    def _heed(self, kinds: frozenset[str]) -> None:
        """Other records changed: what stands before the value is worked out anew, when next seen."""
        if kinds - {"value_lines", "snapshots", "units"}:
            self._facts_stale = True
            if self.isVisible() and not kinds & self.watches:
                self.load()

    def _on_lines(self, found: calls.Lines) -> None:
        first, self.lines, self._known = not self._known, found, True
        self._draft = None
        self._follow_newest()
        self._say_about()
        self._show_strip()
        self._list()
        self._show_page()
        if self._ref_wanted:
            self._open_wanted()
        if first and not found.lines and self.view.isVisible() and not self.add_button.hasFocus():
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.desk is None or self._facts_stale:
            self._facts_stale = False
            self.shell.jobs.records(partial(calls.read, self.office), self._on_facts, self)
        else:
            self._work()

    def _say_about(self) -> None:
        selection = self.selection
        self._about.setText(f"{period_words(selection.period)}, {scope_words(selection)}{self._why_this}")

    def _show_strip(self) -> None:
        """The figures stand over the lines; while there is no line there is none of them, not a row of dashes.

        Nor where the page of all lines stands alone in a low window: it begins with the same figures.
        """
        low = self.height() < LOW * self.theme.size("row")
        said_below = self._page_alone and low and self.whole is not None
        listed = bool(self.lines.lines or not self._known)
        self.strip.setVisible(self._rooms.currentWidget() is self.view and listed and not said_below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height may have room for the figures."""
        super().resizeEvent(event)
        self._show_strip()

    def _on_alone(self, alone: bool) -> None:
        self._page_alone = alone
        self._show_strip()

    def _follow_newest(self) -> None:
        """Until somebody chooses, value is looked at as the newest kept run looked: the run that speaks for us."""
        if self._chosen:
            return
        self._why_this = ": no run is kept yet, so it is the last full financial year"
        if self.lines.newest is not None:
            wanted, number = self.lines.newest
            self._why_this = f", as in the newest kept run, {number}"
            if wanted != self.selection:
                self.selection, self.desk = wanted, None

    def _on_facts(self, facts: Any) -> None:
        if self._laying is not None and self._laying.running:
            self._laying.drop()
        work = partial(calls.lay_out, self.office, facts, self.selection)
        self._laying = self.shell.jobs.desk(work, self._on_desk, self)

    def _on_desk(self, desk: Any) -> None:
        self.desk, self._known_about = desk, None
        self._work()
        if self._add_wanted and self.isVisible():
            self.add_line()

    def _work(self) -> None:
        """Work the value out from the lines as they stand; one at a time, the last wish wins."""
        if self.desk is None:
            return
        if self._working is not None and self._working.running:
            self._again = True
            return
        self._again = False
        self.strip.dim(True)
        draft = self._draft
        lines = tuple(draft if draft is not None and one.id == draft.id else one for one in self.lines.lines)
        opened = next((one for one in lines if one.id == self._opened), None)
        about = opened and (opened.id, opened.indicator, opened.unit_value, opened.contract_ref)
        if about == self._known_about:
            opened = None  # what is known beside its shares is on the page already
        self._known_about = about
        work = partial(calls.show, self.office, self.desk, lines, opened)
        self._working = self.shell.jobs.desk(work, self._on_shown, self, failed=self._on_no_figures)

    def _on_shown(self, shown: calls.Shown) -> None:
        if self._again:
            self._known_about = None
            self._work()
            return
        self.shown = shown
        self.strip.dim(False)
        self._show_figures()
        self._list()
        QTimer.singleShot(0, self, self._decide_next)  # when the page has its height: the field is scrolled to
        self.shelf.draw_worth(shown.worth, EVERY if self.whole is not None else _OF_LINE)

    def _on_no_figures(self, failure: UserCanFix) -> None:
        self.strip.dim(False)
        self.shell.messages.problem(failure)

    # --- inside: what a person does

    def _on_edited(self, line: ValueLine) -> None:
        self._draft = line
        self.shelf.outdate()
        self._work()

    def _on_left(self, line_id: int, name: str, value: object) -> None:
        sheet = self.sheet
        work = partial(calls.set_field, self.office, line_id, name, value)

        def failed(failure: UserCanFix) -> None:
            line = sheet.line if sheet is not None and sheet is self.sheet else None
            seen = line is not None and line.id == line_id  # it may show another line by now
            if sheet is None or not seen or not sheet.show_failure(failure, name):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(work, None, self, failed=failed)

    def _on_remove(self, line: ValueLine) -> None:
        self._opened = ALL_TOGETHER
        self.shell.jobs.records(partial(calls.remove, self.office, line.id), None, self)

    def _on_decided(self, refs: tuple[str, ...], same: bool) -> None:
        self.shell.jobs.records(partial(calls.decide, self.office, refs, same), None, self)

    def _on_keep(self) -> None:
        self.keep.setEnabled(False)
        work = partial(calls.keep_run, self.office, self.selection)
        self.shell.jobs.desk(work, self._on_kept, self, quiet=True, failed=self._on_not_kept)

    def _on_kept(self, done: Done[Any]) -> None:
        self.keep.setEnabled(True)
        self.shell.messages.notice(f"Kept as {done.value.snapshot}. Every figure has its evidence number.")
        self.shell.navigate("impact", done.value.snapshot)

    def _on_not_kept(self, failure: UserCanFix) -> None:
        self.keep.setEnabled(True)
        self.shell.messages.problem(failure)
