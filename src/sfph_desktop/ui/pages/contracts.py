"""Contracts: who pays, by which route, for how long; what was promised, how it goes on, and the quarterly report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sfph_desktop.core.domain.monitoring_rules import Asked, LayoutParts
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import contract_calls as calls
from sfph_desktop.ui.pages.record_changes import RecordChanges
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held
from sfph_desktop.ui.widgets.add_sheet import AddSheet
from sfph_desktop.ui.widgets.chart_shelf import chart_width, screen_style, wide_width
from sfph_desktop.ui.widgets.contract_sheet import ContractForm, ContractSheet
from sfph_desktop.ui.widgets.income_sheet import IncomeSheet
from sfph_desktop.ui.widgets.layout_sheet import LayoutSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import EmptyState, Place
from sfph_desktop.ui.widgets.room_strip import RoomStrip

SHAPE = Shape(title=("title",), detail=("one", "two"), mark=lambda found: str(found[-1]))
_PURPOSE = (
    "Contracts, service level agreements, grants and sales stand here: who pays, for how much and how long, and what "
    "was promised. Add the first by hand, or bring in a spreadsheet with a sheet named contracts."
)
_HINT = "Choose one of the contracts on the left: arrow keys move, Enter opens."
_KINDS = {".pdf": "PDF (*.pdf)", ".docx": "Word document (*.docx)"}


class ContractsPage(Place):
    """The list, and the page of one contract; a form for a new one, and the layout of its report, in place of both."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"contracts", "targets", "contract_lots", "contract_partners", "commissioners", "episodes", "attendance"}
        | {"report_layouts", "report_sections", "report_answers", "events", "assessments"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.sheet: ContractSheet | None = None
        self.new: AddSheet | None = None
        self.layout_sheet: LayoutSheet | None = None
        self.income_sheet: IncomeSheet | None = None
        self._wanted: int | None = None
        self._opened: calls.Opened | None = None
        self._jobs: dict[str, Job[Any]] = {}
        self.view = ListAndPage(shell, "contracts", SHAPE, one="contract")
        self.add_button = button(self.theme, "Add a contract", self.add_contract, kind="primary", icon="add")
        self.income = button(self.theme, "Income by route", self.show_income, kind="link", icon="pound")
        self.view.set_head(held(column(self.add_button, self.income, gap=self.theme.space("small"))))
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.view)
        whole = column(RoomStrip(shell, "contracts"), self._rooms)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self._open)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list, and the contract that is shown, as they are now."""
        self._list()
        if self._wanted is not None:
            self._open(self._wanted)

    def open_record(self, record: object) -> None:
        """Show one contract by its id."""
        if isinstance(record, int) and record:
            self._rooms.setCurrentWidget(self.view)
            self.view.choose(record)

    def first_focus(self) -> QWidget:
        """The filter, or the first field of the form for a new contract."""
        if self.new is not None and self._rooms.currentWidget() is self.new:
            return self.new.form.rows["title"].editor
        return self.view.filter

    def record_focus(self) -> QWidget:
        """The page of the contract, in none of its fields yet."""
        return self.view.record_focus()

    # --- a new contract

    def add_contract(self) -> None:
        """Show the form for a new contract."""
        self._ask("names", partial(calls.names, self.office), self._show_new)

    def _show_new(self, names: tuple[str, ...]) -> None:
        if self.new is None:
            lead = "What is bought is enough. Lots, partners and targets are written down on its page."
            form = ContractForm(self.theme, names, new=True)
            self.new = AddSheet(self.theme, form, "Add a contract", lead, "Add the contract")
            self.new.wanted.connect(self._on_add)
            self.new.left.connect(self._back)
            self._rooms.addWidget(self.new)
        self.new.form.rows["commissioner"].offer(names)
        if self._rooms.currentWidget() is not self.new:
            self.new.clear()
            self._rooms.setCurrentWidget(self.new)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._rooms.setCurrentWidget(self.view)
        self.view.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, typed: dict[str, Any]) -> None:
        if self.new is not None:
            work = partial(calls.add, self.office, typed)
            self.shell.jobs.records(work, self._on_added, self, failed=self.new.show_failure)

    def _on_added(self, done: Done[Any]) -> None:
        self.view.filter.clear()
        self._rooms.setCurrentWidget(self.view)
        self.view.choose(int(done.value.id))
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- income by route

    def show_income(self) -> None:
        """What each year brings, by the way it came."""
        if self.income_sheet is None:
            self.income_sheet = IncomeSheet(self.theme)
            self.income_sheet.left.connect(self._back)
            self._rooms.addWidget(self.income_sheet)
        self._rooms.setCurrentWidget(self.income_sheet)
        self.income_sheet.back.setFocus(Qt.FocusReason.OtherFocusReason)
        style = screen_style(self.theme, wide_width(self.theme))
        self.shell.jobs.desk(partial(calls.income, self.office, style), self._show_income, self)

    def _show_income(self, found: Any) -> None:
        if self.income_sheet is not None:
            self.income_sheet.show_income(*found)

    # --- the list

    def _list(self) -> None:
        self._ask("list", partial(calls.listed, self.office, self.view.filter.text().strip()), self._on_listed)

    def _on_listed(self, listing: Listing) -> None:
        self.view.show_listing(listing)
        if self._wanted is not None:
            return
        if listing.rows or self.view.filter.text().strip():
            self.view.set_page(EmptyState(self.theme, "contracts", "Which contract?", _HINT))
            return
        first = button(self.theme, "Add the first contract", self.add_contract, kind="primary", icon="add")
        bring = button(self.theme, "Bring in a spreadsheet", lambda: self.shell.navigate("import", None), icon="sheet")
        self.view.set_page(EmptyState(self.theme, "contracts", "No contracts yet", _PURPOSE, first, bring))

    # --- one contract

    def _open(self, record: object) -> None:
        if not isinstance(record, int):
            return
        focused = self.window().focusWidget()
        typing = focused is not None and self.sheet is not None and self.sheet.isAncestorOf(focused)
        if record != self._wanted and focused is not None and typing:
            focused.clearFocus()  # a field is kept when it is left, and it is left now
        self._wanted = record
        self._ask("page", partial(calls.opened, self.office, record), self._show, failed=self._on_gone)

    def _show(self, found: calls.Opened) -> None:
        before, self._opened = self._opened, found
        contract = found.page.contract
        same = before is not None and before.page.contract.id == contract.id and self.sheet is not None
        if self.sheet is None or not same or before is None or before.indicators != found.indicators:
            self.sheet = self._made(found)
            self.view.set_page(self.sheet)
        self.sheet.form.rows["commissioner"].offer(found.commissioners)
        self.sheet.show_page(found.page)
        self.sheet.report.offer(found.quarters)
        self.changes.show_record("contracts", int(contract.id))
        if self.layout_sheet is not None:
            self.layout_sheet.show_layout(contract, found.layout)
        self._ask_questions()
        if found.page.targets:
            style = screen_style(self.theme, chart_width(self.theme))
            work = partial(calls.paces, self.office, contract.contract_ref, style)
            then = partial(self._show_paces, self.sheet)
            self._drop("paces")
            self._jobs["paces"] = self.shell.jobs.desk(work, then, self)
        else:
            self.sheet.show_paces((), {})

    def _made(self, found: calls.Opened) -> ContractSheet:
        sheet = ContractSheet(self.theme, found.commissioners, found.indicators)
        office = self.office
        sheet.field_left.connect(lambda n, name, value: self._save(partial(calls.change, office, n, name, value), name))
        sheet.lots_changed.connect(
            lambda n, lines: self._save_lines(partial(calls.set_lots, office, n, lines), sheet.lots)
        )
        sheet.partners_changed.connect(
            lambda n, lines: self._save_lines(partial(calls.set_partners, office, n, lines), sheet.partners)
        )
        sheet.targets_changed.connect(
            lambda n, lines: self._save_lines(partial(calls.set_targets, office, n, lines), sheet.targets)
        )
        sheet.remove_wanted.connect(self._on_remove)
        report = sheet.report
        report.quarter_chosen.connect(lambda _quarter: self._ask_questions())
        report.answered.connect(self._on_answered)
        report.wanted.connect(self._on_report)
        report.layout_wanted.connect(self.show_layout)
        self.changes = RecordChanges(office, self.shell)
        sheet.add_before_end(self.changes)
        return sheet

    def _show_paces(self, sheet: ContractSheet, found: tuple[tuple[Any, ...], calls.Pictures]) -> None:
        told, pictures = found
        if sheet is self.sheet:
            sheet.show_paces(told, {key: (alt, drawn) for key, alt, drawn in pictures})

    def _on_gone(self, failure: UserCanFix) -> None:
        self._wanted, self.sheet, self._opened = None, None, None
        self.view.set_page(EmptyState(self.theme, "contracts", failure.what, f"{failure.why} {failure.do}".strip()))

    def _save(self, work: Any, name: str) -> None:
        def failed(failure: UserCanFix) -> None:
            if self.sheet is None or not self.sheet.show_failure(name, failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(work, None, self, failed=failed)

    def _save_lines(self, work: Any, lines: Any) -> None:
        self.shell.jobs.records(work, None, self, failed=lines.show_failure)

    def _on_remove(self, number: int) -> None:
        def gone(_done: Done[Any]) -> None:
            self._wanted, self.sheet, self._opened = None, None, None
            self._list()

        self.shell.jobs.records(partial(calls.remove, self.office, number), gone, self)

    # --- the report

    def _ask_questions(self) -> None:
        if self._opened is not None and self.sheet is not None and self.sheet.report.chosen:
            number, quarter = int(self._opened.page.contract.id), self.sheet.report.chosen
            self._ask("asked", partial(calls.asked, self.office, number, quarter), self._show_questions)

    def _show_questions(self, found: tuple[str, tuple[Asked, ...]]) -> None:
        if self.sheet is not None:
            self.sheet.report.show_questions(*found)

    def _on_answered(self, which: int, text: str) -> None:
        if self._opened is not None and self.sheet is not None:
            number, quarter = int(self._opened.page.contract.id), self.sheet.report.chosen
            self.shell.jobs.records(partial(calls.answer, self.office, number, quarter, which, text), None, self)

    def _on_report(self, ending: str) -> None:
        if self._opened is None or self.sheet is None:
            return
        ref, quarter = self._opened.page.contract.contract_ref, self.sheet.report.chosen
        suggested = str(Path.home() / f"Monitoring report {ref} {quarter}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(self.window(), "Write the report", suggested, _KINDS[ending])
        if chosen:
            self.make_report(ref, quarter, Path(chosen).with_suffix(ending))

    def make_report(self, ref: str, quarter: str, out: Path) -> None:
        """Write the report of a contract and quarter into a file."""
        work = partial(calls.make_report, self.office, ref, quarter, out)
        watched = self.sheet.report.busy if self.sheet is not None else None
        self.shell.jobs.desk(work, self._on_made, self, watched=watched)

    def _on_made(self, made: Any) -> None:
        nothing = " Nothing was recorded in this quarter, and it says so." if made.nothing else ""
        self.shell.messages.notice(f"Written as {made.path.name}, from {made.snapshot}.{nothing}")

    # --- the layout

    def show_layout(self) -> None:
        """How the funder of the contract that is shown wants its report."""
        if self._opened is None:
            return
        if self.layout_sheet is None:
            self.layout_sheet = sheet = LayoutSheet(self.theme)
            sheet.left.connect(self._leave_layout)
            sheet.changed.connect(self._keep_layout)
            sheet.remove_wanted.connect(
                lambda n: self.shell.jobs.records(partial(calls.remove_layout, self.office, n), None, self)
            )
            self._rooms.addWidget(sheet)
        self.layout_sheet.show_layout(self._opened.page.contract, self._opened.layout)
        self._rooms.setCurrentWidget(self.layout_sheet)
        self.layout_sheet.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_layout(self) -> None:
        self._rooms.setCurrentWidget(self.view)
        if self.sheet is not None:
            self.sheet.report.draw.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_layout(self, parts: LayoutParts) -> None:
        sheet = self.layout_sheet
        if sheet is not None:
            work = partial(calls.keep_layout, self.office, parts)
            self.shell.jobs.records(work, None, self, failed=sheet.show_failure)

    # --- inside

    def _drop(self, what: str) -> None:
        former = self._jobs.get(what)
        if former is not None and former.running:
            former.drop()

    def _ask(self, what: str, work: Any, then: Any, **more: Any) -> None:
        """Ask in the records lane; an answer to an older question of the same kind is dropped."""
        self._drop(what)
        self._jobs[what] = self.shell.jobs.records(work, then, self, **more)
