"""Contracts: who pays, by which route, for how long; what was promised, how it goes on, and the quarterly report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from sfph_desktop.core.domain.monitoring_rules import Asked, LayoutParts
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import contract_calls as calls
from sfph_desktop.ui.pages.list_place import ListPlace, Work
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.chart_shelf import chart_width, screen_style, wide_width
from sfph_desktop.ui.widgets.contract_sheet import ContractForm, ContractSheet
from sfph_desktop.ui.widgets.fields import Form
from sfph_desktop.ui.widgets.income_sheet import IncomeSheet
from sfph_desktop.ui.widgets.layout_sheet import LayoutSheet

_KINDS = {".pdf": "PDF (*.pdf)", ".docx": "Word document (*.docx)"}


class ContractsPage(ListPlace):
    """The list, and the page of one contract; a form for a new one, and the layout of its report, in place of both."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"contracts", "targets", "contract_lots", "contract_partners", "commissioners", "episodes", "attendance"}
        | {"report_layouts", "report_sections", "report_answers", "events", "assessments"}
    )
    room = kind = many = "contracts"
    one, add_title = "contract", "Add a contract"
    purpose = (
        "Contracts, service level agreements, grants and sales stand here: who pays, for how much and how long, and "
        "what was promised. Add the first by hand, or bring in a spreadsheet with a sheet named contracts."
    )
    shape = Shape(title=("title",), detail=("one", "two"), mark=lambda found: str(found[-1]))
    new_lead = "What is bought is enough. Lots, partners and targets are written down on its page."

    def __init__(self, office: Any, shell: ShellContext) -> None:
        self.layout_sheet: LayoutSheet | None = None
        self.income_sheet: IncomeSheet | None = None
        self._opened: calls.Opened | None = None
        super().__init__(office, shell)

    # --- the form of every place with a list

    def head_buttons(self) -> Sequence[QPushButton]:
        """Adding one, and what they bring together."""
        self.income = button(self.theme, "Income by route", self.show_income, kind="link", icon="pound")
        return (self.add_button, self.income)

    def first_steps(self) -> Sequence[QPushButton]:
        """By hand, or many at once."""
        bring = button(self.theme, "Bring in a spreadsheet", lambda: self.shell.navigate("import", None), icon="sheet")
        return (*super().first_steps(), bring)

    def list_work(self, text: str) -> Work:
        """The contracts."""
        return partial(calls.listed, self.office, text)

    def page_work(self, record: int) -> Work:
        """One, and what may be chosen on its page."""
        return partial(calls.opened, self.office, record)

    def new_form(self) -> Form:
        """The commissioners come when they are known."""
        return ContractForm(self.theme, new=True)

    def begin_new(self, form: Form) -> None:
        """The commissioners to choose from."""
        self.ask("names", partial(calls.names, self.office), form.rows["commissioner"].offer)

    def add_work(self, typed: dict[str, Any]) -> Work:
        """A new contract."""
        return partial(calls.add, self.office, typed)

    def another(self, found: calls.Opened) -> bool:
        """Each contract has a sheet of its own, and another where other indicators may be promised."""
        before = self._opened
        same = before is not None and before.page.contract.id == found.page.contract.id
        return not same or before is None or before.indicators != found.indicators

    def made_sheet(self, found: calls.Opened) -> ContractSheet:
        """Its facts, what belongs to it, and its report."""
        sheet = ContractSheet(self.theme, found.commissioners, found.indicators)
        office = self.office
        sheet.field_left.connect(
            lambda n, name, value: self.keep_field(n, name, partial(calls.change, office, n, name, value))
        )
        for changed, lines, kept in (
            (sheet.lots_changed, sheet.lots, calls.set_lots),
            (sheet.partners_changed, sheet.partners, calls.set_partners),
            (sheet.targets_changed, sheet.targets, calls.set_targets),
        ):
            changed.connect(partial(self._keep_lines, kept, lines))
        sheet.remove_wanted.connect(lambda number: self.remove(partial(calls.remove, office, number)))
        report = sheet.report
        report.quarter_chosen.connect(lambda _quarter: self._ask_questions())
        report.answered.connect(self._on_answered)
        report.wanted.connect(self._on_report)
        report.layout_wanted.connect(self.show_layout)
        return sheet

    def show_found(self, found: calls.Opened) -> None:
        """The contract; how it goes on, and what its report asks, come after."""
        self._opened = found
        contract = found.page.contract
        self.sheet.form.rows["commissioner"].offer(found.commissioners)
        self.sheet.show_page(found.page)
        self.sheet.report.offer(found.quarters)
        if self.layout_sheet is not None:
            self.layout_sheet.show_layout(contract, found.layout)
        self._ask_questions()
        if found.page.targets:
            style = replace(screen_style(self.theme, chart_width(self.theme)), titled=False)  # said above
            work = partial(calls.paces, self.office, contract.contract_ref, style)
            self.ask("paces", work, partial(self._show_paces, self.sheet), desk=True)
        else:
            self.sheet.show_paces((), {})

    def _show_paces(self, sheet: ContractSheet, found: tuple[tuple[Any, ...], calls.Pictures]) -> None:
        told, pictures = found
        if sheet is self.sheet:
            sheet.show_paces(told, {key: (alt, drawn) for key, alt, drawn in pictures})

    def _keep_lines(self, kept: Any, lines: Any, number: int, told: Any) -> None:
        self.keep(partial(kept, self.office, number, told), lines.show_failure)

    def put_away(self) -> None:
        """Show none of them."""
        super().put_away()
        self._opened = None

    # --- income by route

    def show_income(self) -> None:
        """What each year brings, by the way it came."""
        if self.income_sheet is None:
            self.income_sheet = IncomeSheet(self.theme)
            self.income_sheet.left.connect(self.back)
            self.rooms.addWidget(self.income_sheet)
        self.rooms.setCurrentWidget(self.income_sheet)
        self.income_sheet.back.setFocus(Qt.FocusReason.OtherFocusReason)
        style = screen_style(self.theme, wide_width(self.theme))
        self.ask("income", partial(calls.income, self.office, style), self._show_income, desk=True)

    def _show_income(self, found: Any) -> None:
        if self.income_sheet is not None:
            self.income_sheet.show_income(*found)

    # --- the report

    def _ask_questions(self) -> None:
        if self._opened is not None and self.sheet is not None and self.sheet.report.chosen:
            number, quarter = int(self._opened.page.contract.id), self.sheet.report.chosen
            self.ask("asked", partial(calls.asked, self.office, number, quarter), self._show_questions)

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
            self.rooms.addWidget(sheet)
        self.layout_sheet.show_layout(self._opened.page.contract, self._opened.layout)
        self.rooms.setCurrentWidget(self.layout_sheet)
        self.layout_sheet.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_layout(self) -> None:
        self.rooms.setCurrentWidget(self.view)
        if self.sheet is not None:
            self.sheet.report.draw.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_layout(self, parts: LayoutParts) -> None:
        sheet = self.layout_sheet
        if sheet is not None:
            work = partial(calls.keep_layout, self.office, parts)
            self.shell.jobs.records(work, None, self, failed=sheet.show_failure)
