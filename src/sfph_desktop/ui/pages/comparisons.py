"""Comparisons within Measures: a group without the service, or a published rate, for one score."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.comparison_rules import KINDS, ComparedScore, ComparisonPage
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages.record_changes import RecordChanges, changes_under
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.comparison_sheet import ComparisonForm, ComparisonSheet
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.new_record import NewRecord
from sfph_desktop.ui.widgets.page_frame import EmptyState

_PURPOSE = (
    "How much do people change who do not have your service: a waiting list, another area, a published study? Record "
    "it once, and every run sets the change of your people beside it. Only then may the evidence rise to level 3."
)
_LEAD = "For one score of one questionnaire. The numbers are of people who did not have your service."


class Comparisons(QObject):
    """Fills the list and the page of Measures with comparisons."""

    def __init__(self, office: Any, shell: ShellContext, page: QWidget, view: ListAndPage) -> None:
        super().__init__(page)
        self._office, self._shell, self._view = office, shell, view
        self.sheet: ComparisonSheet | None = None
        self.form: NewRecord[ComparisonForm] | None = None
        self._changes: RecordChanges | None = None
        self._wanted = 0
        self._taken = False

    def take_list(self, taken: bool) -> None:
        """The list is of comparisons from now on, or of questionnaires again."""
        if taken != self._taken:
            self._view.rename("comparison" if taken else "questionnaire")
        self._taken = taken
        if taken:
            self.show_purpose()

    def fetch(self, text: str) -> None:
        """Fetch the list anew, and what is shown."""
        busy = lambda: bool(self._wanted) or self.form is not None or not self._taken  # noqa: E731
        told = self._view.unlisted(partial(self._again, text), busy)
        self._shell.jobs.records(partial(_listed, self._office, text), self._view.show_listing, self, **told)
        if self._wanted and self.form is None:
            self.open(self._wanted)

    def show_purpose(self) -> None:
        """What this list is for, and the way to the first."""
        self.sheet = self.form = None
        self._wanted = 0
        theme = self._shell.theme
        add = button(theme, "Add a comparison", self.add, kind="primary", icon="add")
        self._view.set_page(EmptyState(theme, "two-people", "Comparisons", _PURPOSE, add))

    def open(self, number: int) -> None:
        """Show one."""
        self.form = None
        self._wanted = number
        self._shell.jobs.records(partial(_page, self._office, number), self._show, self, failed=self._on_gone)

    def add(self) -> None:
        """Show the form for a new one."""
        self._shell.jobs.records(partial(_scores, self._office), self._show_form, self)

    # --- inside

    def _again(self, text: str) -> None:
        self.show_purpose()
        self.fetch(text)

    def _show(self, page: ComparisonPage) -> None:
        if page.comparison.id != self._wanted:
            return
        if self.sheet is not None and self.sheet.comparison.id == page.comparison.id:
            self.sheet.show_page(page)
            if self._changes is not None:
                self._changes.show_record("comparisons", page.comparison.id)
            return
        sheet = self.sheet = ComparisonSheet(self._shell.theme, page)
        sheet.changed.connect(
            lambda one: self._shell.jobs.records(
                partial(_change, self._office, one), None, self, failed=sheet.show_failure
            )
        )
        sheet.remove_wanted.connect(
            lambda number: self._shell.jobs.records(
                partial(_remove, self._office, number), lambda _done: self.show_purpose(), self
            )
        )
        owner = self.parent()
        self._changes = changes_under(owner, sheet, "comparisons", page.comparison.id, None)  # type: ignore[arg-type]
        self._view.set_page(sheet)

    def _show_form(self, scores: tuple[ComparedScore, ...]) -> None:
        theme = self._shell.theme
        form = self.form = NewRecord(theme, ComparisonForm(theme, scores), "Add a comparison", _LEAD, "Add it")
        self.sheet, self._wanted = None, 0

        def add() -> None:
            try:
                one = form.form.comparison(Comparison(comparison_ref="", instrument=""))
            except UserCanFix:
                return
            form.wait(True)
            self._shell.jobs.records(partial(_add, self._office, one), self._on_added, self, failed=form.show_failure)

        form.wanted.connect(add)
        form.left.connect(self._on_left)
        self._view.set_page(form)
        self._view.show_page()
        form.begin()

    def _on_added(self, done: Done[Comparison]) -> None:
        self.form = None
        self._view.choose(done.value.id)

    def _on_left(self) -> None:
        self.show_purpose()
        self._view.filter.setFocus()

    def _on_gone(self, _failure: UserCanFix) -> None:
        self.show_purpose()


def _listed(office: Any, text: str) -> Listing:
    from sfph_desktop.core.usecases.comparisons import compared_scores, comparisons

    names = {key: one.name for key, one in compared_scores(office.library).items()}
    rows = []
    for one in comparisons(office):
        name = names.get(f"{one.instrument}.{one.output}", one.instrument)
        if all(word in f"{name} {one.source} {one.period}".casefold() for word in text.casefold().split()):
            rows.append((one.id, name, KINDS.get(one.kind, one.kind), one.source))
    return Listing(kind="comparisons", columns=("id", "name", "what", "state"), rows=tuple(rows))


def _page(office: Any, number: int) -> ComparisonPage:
    from sfph_desktop.core.usecases.comparisons import comparison_page

    return comparison_page(office, number)


def _scores(office: Any) -> tuple[ComparedScore, ...]:
    from sfph_desktop.core.usecases.comparisons import compared_scores

    return tuple(compared_scores(office.library).values())


def _add(office: Any, one: Comparison) -> Done[Comparison]:
    from sfph_desktop.core.usecases.comparisons import add_comparison

    return add_comparison(office, one)


def _change(office: Any, one: Comparison) -> Done[Comparison]:
    from sfph_desktop.core.usecases.comparisons import change_comparison

    return change_comparison(office, one)


def _remove(office: Any, number: int) -> Done[Comparison]:
    from sfph_desktop.core.usecases.comparisons import remove_comparison

    return remove_comparison(office, number)
