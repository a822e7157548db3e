"""Outcomes: from everyday words to measures. The list at the left; at the right all outcomes, one, or the buyers'."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfph_desktop.core.domain.outcome_page import OutcomePage
from sfph_desktop.core.domain.outcomes import OutcomeFramework, OutcomeParts
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.outcome_words import outcome_lines
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import outcome_calls as calls
from sfph_desktop.ui.pages.theory_room import TheoryRoom
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.buyers_sheet import BuyersSheet
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.level_mark import LEVEL_ICONS
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.outcome_overview import OutcomeOverview
from sfph_desktop.ui.widgets.outcome_sheet import OutcomeSheet
from sfph_desktop.ui.widgets.page_frame import Place, leave_fields

_SHAPE = Shape(title=("title",), detail=("whose", "shown"), mark=lambda found: str(found[-1]))


class OutcomesPage(Place):
    """Type what changes, pick what shows it, adjust: each outcome is kept as it is made."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"outcomes", "indicators", "served_outcomes", "chosen_frameworks", "groups", "services", "packs"}
        | {"theory_arrows", "snapshots"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.framework = OutcomeFramework()
        self.sheet: OutcomeSheet | None = None
        self._wanted = 0
        self._fresh = False
        self._jobs: dict[str, Job[Any]] = {}
        self._country, self._buyer = "", ""
        self.view = ListAndPage(shell, "outcomes", _SHAPE, one="outcome", many="outcomes")
        self.overview = OutcomeOverview(theme, shell.messages.announce)
        self.buyers = BuyersSheet(theme)
        self.ask = button(theme, "What difference do you make?", self.show_all, kind="primary", icon="add")
        self.frameworks = button(theme, "Buyers' frameworks", self.show_buyers, icon="contracts")
        self.theory = TheoryRoom(office, shell, self)
        self.chain = button(theme, "Theory of change", self.show_theory, icon="share")
        self.worth = button(theme, "Next: what it is worth", lambda: shell.navigate("value", None), icon="pound")
        self.back = button(theme, "Back to Impact", lambda: shell.navigate("impact", None), kind="link")
        theme.dress(self.back, "arrow-left", "accent")
        gap = theme.space("small")
        spare = [self.chain, self.frameworks, self.worth, self.back]
        self.view.set_head(self.ask, Flow(gap, *spare), HeadActions(theme, [self.ask], spare, order=()))
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.overview)
        self.rooms.addWidget(self.buyers)
        self.rooms.addWidget(self.theory.sheet)
        self.view.set_page(self.rooms)
        self.setLayout(column(self.view))
        self.view.filtered.connect(lambda _text: self._list())
        self.view.chosen.connect(self.open_record)
        self.overview.opened.connect(self.view.choose)
        self.overview.ask.asked.connect(self._suggest)
        self.overview.ask.picked.connect(self.add)
        self.buyers.asked.connect(self._ask_buyers)
        self.buyers.choose.connect(
            lambda name: self._save(partial(calls.choose, office, name, self._country, self._buyer))
        )
        self.buyers.drop.connect(lambda name: self._save(partial(calls.drop, office, name)))
        self.buyers.left.connect(self.show_all)
        self.theory.sheet.left.connect(self.show_all)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the outcomes as they are now, and the one that is shown."""
        self._ask_for("framework", partial(calls.framework, self.office), self._show_framework)
        if self._wanted:
            self._open(self._wanted)
        if self.rooms.currentWidget() is self.buyers:
            self._ask_buyers(self._country, self._buyer)
        if self.rooms.currentWidget() is self.theory.sheet:
            self.theory.load()

    def open_record(self, record: object) -> None:
        """Show one outcome by its id."""
        if not isinstance(record, int):
            return
        if record != self._wanted:
            leave_fields(self.sheet)
        self.view.list.choose(record)
        self.view.show_page()  # of a narrow window, where the list would stay in front of it
        self._open(record)

    def first_focus(self) -> QWidget:
        """The question; in a narrow window, which shows the list first, the button that leads to it."""
        if self.rooms.currentWidget() is not self.overview:
            return self.view.filter
        return self.overview.ask.line if self.rooms.isVisible() else self.ask

    # --- what can be done here

    def show_all(self) -> None:
        """All outcomes, with the keyboard at the question."""
        former, self._wanted = self._wanted, 0
        self.rooms.setCurrentWidget(self.overview)
        self.view.list.clearSelection()
        self.view.list.setCurrentIndex(self.view.table.index(-1, -1))
        self.view.show_page()
        card = self.overview.cards.get(former)
        (card or self.overview.ask.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_buyers(self) -> None:
        """The buyers' frameworks."""
        self._wanted = 0
        self.rooms.setCurrentWidget(self.buyers)
        self.view.show_page()
        self._ask_buyers(self._country, self._buyer)
        self.buyers.country.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_theory(self) -> None:
        """The theory of change, with the keyboard at its picture."""
        self._wanted = 0
        self.rooms.setCurrentWidget(self.theory.sheet)
        self.view.show_page()
        self.theory.load()
        self.theory.sheet.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, text: str, phrase: str) -> None:
        """Add an outcome from what was typed and picked, and show it, ready to be adjusted."""
        self.shell.jobs.records(partial(calls.add, self.office, text, phrase), self._on_added, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to all outcomes."""
        if event.key() == Qt.Key.Key_Escape and self.rooms.currentWidget() is not self.overview:
            self.show_all()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _ask_for(self, what: str, work: Any, then: Any, **more: Any) -> None:
        """Ask in the records lane; an answer to an older question of the same kind is dropped."""
        former = self._jobs.get(what)
        if former is not None and former.running:
            former.drop()
        self._jobs[what] = self.shell.jobs.records(work, then, self, **more)

    def _suggest(self, text: str) -> None:
        self._ask_for("words", partial(calls.suggest, self.office, text), self.overview.ask.show_suggested)

    def _show_framework(self, held_now: OutcomeFramework) -> None:
        self.framework = held_now
        self.overview.show_framework(held_now)
        self._list()

    def _list(self) -> None:
        self.view.show_listing(outcome_lines(self.framework, self.view.filter.text().strip(), LEVEL_ICONS))

    def _open(self, number: int) -> None:
        self._wanted = number
        self._ask_for("page", partial(calls.page, self.office, number), self._show_page, failed=self._on_gone)

    def _on_gone(self, _failure: UserCanFix) -> None:
        self.show_all()

    def _show_page(self, page: OutcomePage) -> None:
        number = int(page.parts.outcome.id)
        if number != self._wanted:
            return
        if self.sheet is None or self.sheet.page.parts.outcome.id != number:
            former, self.sheet = self.sheet, OutcomeSheet(self.theme, page)
            self._listen(self.sheet, number)
            self.rooms.addWidget(self.sheet)
            if former is not None:
                self.rooms.removeWidget(former)
                former.deleteLater()
        else:
            self.sheet.show_page(page)
        self.rooms.setCurrentWidget(self.sheet)
        if self._fresh:
            self._fresh = False
            self.sheet.begin()

    def _listen(self, sheet: OutcomeSheet, number: int) -> None:
        office = self.office
        sheet.changed.connect(lambda facts: self._save(partial(calls.change, office, number, **facts)))
        sheet.indicator_changed.connect(
            lambda one, facts: self._save(partial(calls.change_indicator, office, number, one, **facts))
        )
        sheet.indicator_removed.connect(lambda one: self._save(partial(calls.remove_indicator, office, number, one)))
        sheet.indicator_added.connect(
            lambda kind, name: self._save(partial(calls.add_indicator, office, number, kind, name))
        )
        sheet.served.connect(lambda official: self._save(partial(calls.serve, office, number, official)))
        sheet.move_wanted.connect(lambda by: self._save(partial(calls.move, office, number, by)))
        sheet.remove_wanted.connect(lambda: self._remove(number))
        sheet.left.connect(self.show_all)
        sheet.buyers_wanted.connect(self.show_buyers)

    def _save(self, work: Any) -> None:
        failed = self.sheet.show_failure if self._wanted and self.sheet is not None else None
        self.shell.jobs.records(work, None, self, failed=failed)

    def _remove(self, number: int) -> None:
        self.show_all()
        self.shell.jobs.records(partial(calls.remove, self.office, number), None, self)

    def _on_added(self, done: Done[OutcomeParts]) -> None:
        self.overview.ask.clear()
        self.view.filter.clear()
        self._fresh = True
        self.view.choose(int(done.value.outcome.id))

    def _ask_buyers(self, country: str, buyer: str) -> None:
        self._country, self._buyer = country, buyer
        self._ask_for("buyers", partial(calls.frameworks, self.office, country, buyer), self._show_buyers)

    def _show_buyers(self, page: calls.FrameworksPage) -> None:
        self._buyer = page.buyer
        self.buyers.show_frameworks(page.buyers, page.frameworks, page.of_buyer, page.chosen, page.country, page.buyer)
