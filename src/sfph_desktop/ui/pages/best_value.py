"""Best value: costs a buyer can hold yours against, and the page that sets price beside what it brings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.promise_rules import PER_WORDS
from sfph_desktop.core.domain.promises import CostBeside
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.pages.value_calls import search
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.library_cost_sheet import LibraryCostSheet
from sfph_desktop.ui.widgets.room_sheet import Offers, Shown


class BestValuePage(RecordRoom):
    """The costs to compare with; the page itself is a document."""

    watches: ClassVar[frozenset[str]] = frozenset({"costs_beside", "contracts", "snapshots"})
    room, kind, icon = "best_value", "costs_beside", "pound"
    one, many, add_title = "cost to compare with", "costs to compare with", "Add a cost to compare with"
    purpose = (
        "Best value is not the lowest price. The page sets what one person and one outcome cost beside quality, who "
        "else gains, and what lasts, from the newest run of the toolkit. Add the costs a buyer can check yours "
        "against: published, or the buyer's own, each with its source."
    )
    hint = purpose
    shape = Shape(title=("title",), detail=("told",))
    library_sheet: LibraryCostSheet | None = None
    fields = (
        Field(name="what", label="What costs that much", needed=True, wide=True),
        Field(name="cost", label="Cost", kind="money", needed=True),
        Field(name="per", label="Cost of", kind="choice", choices=tuple(PER_WORDS), words=PER_WORDS, needed=True),
        Field(name="source", label="Where the buyer can check it", needed=True, wide=True),
        Field(name="contract_ref", label="For the contract", kind="choice", help="Blank: any"),
        Field(name="note", label="What is different about it", kind="lines", wide=True, high=2),
    )
    new_fields = ("what", "cost", "per", "source", "contract_ref", "note")
    new_lead = "A cost without a source is no comparison: say where the buyer can look it up. Enter adds it."

    def head_buttons(self) -> Sequence[QPushButton]:
        """The document, from the newest run."""
        self.library = button(self.theme, "Take one from the library", self.show_library, icon="search")
        return (self.add_button, self.library, button(self.theme, "Write the page", self._document, icon="save"))

    def listed(self, text: str) -> Listing:
        """The costs."""
        from sfph_desktop.core.usecases.best_value import list_costs

        rows = tuple(
            (one[0], one[1], f"£{float(str(one[2])):,.0f} for {one[3]} · {one[4]}")
            for one in list_costs(self.office, text).rows
        )
        return Listing(kind="costs_beside", columns=("id", "title", "told"), rows=rows)

    def shown(self, record: int) -> Shown:
        """One cost."""
        from sfph_desktop.core.usecases.best_value import cost_of

        one = cost_of(self.office, record)
        sub = f"£{one.cost.in_pounds:,.0f} for {PER_WORDS[one.per]}"
        return Shown(record=record, title=one.what, sub=sub, value=one, offers=self.offers())

    def offers(self) -> Offers:
        """The contracts there are."""
        from sfph_desktop.core.usecases.contracts import contracts

        under = contracts(self.office)
        said = {one.contract_ref: f"{one.contract_ref} {one.title}" for one in under}
        return {"contract_ref": (list(said), said)}

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """A new cost."""
        from sfph_desktop.core.usecases.best_value import add_cost

        return add_cost(self.office, CostBeside(**facts))

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Some facts of a cost."""
        from sfph_desktop.core.usecases.best_value import change_cost

        return change_cost(self.office, record, **facts)

    def remove_record(self, record: int) -> Done[Any]:
        """A cost."""
        from sfph_desktop.core.usecases.best_value import remove_cost

        return remove_cost(self.office, record)

    # --- from the reference library

    def show_library(self) -> None:
        """The published costs, in place of the list."""
        if self.library_sheet is None:
            values = self.office.library.unit_values().values()
            countries = sorted({one.geography for one in values if one.geography})
            wanted = [one for one in self.fields if one.name in {"per", "contract_ref", "note"}]
            self.library_sheet = sheet = LibraryCostSheet(self.theme, countries, wanted)
            sheet.search.searched.connect(self._on_search)
            sheet.wanted.connect(self._on_library)
            sheet.left.connect(self.back)
            self.rooms.addWidget(sheet)
        self.rooms.setCurrentWidget(self.library_sheet)
        self.ask("offers", self.offers, self._begin_library)

    def first_focus(self) -> QWidget:
        """The search of the library, where that is shown."""
        sheet = self.library_sheet
        return (
            sheet.search.filter if sheet is not None and self.rooms.currentWidget() is sheet else super().first_focus()
        )

    def _begin_library(self, offers: Offers) -> None:
        if self.library_sheet is not None:
            self.library_sheet.begin(offers["contract_ref"])

    def _on_search(self, text: str, payer: str, standing: str, country: str) -> None:
        if self.library_sheet is not None:
            work = partial(search, self.office, text, payer, standing, country)
            self.ask("library", work, self.library_sheet.search.show_found, desk=True)

    def _on_library(self, unit_value: str, facts: dict[str, Any]) -> None:
        if self.library_sheet is not None:
            work = partial(_take, self.office, unit_value, facts)
            self.shell.jobs.records(work, self._on_added, self, failed=self.library_sheet.show_failure)

    def _document(self) -> None:
        self.write("Best value", partial(_write, self.office))


def _take(office: Any, unit_value: str, facts: dict[str, Any]) -> Done[Any]:
    from sfph_desktop.core.usecases.best_value import add_cost, from_library

    return add_cost(office, from_library(office, unit_value, **facts))


def _write(office: Any, out: Path) -> Path:
    from sfph_desktop.core.usecases.best_value import write_best_value

    return write_best_value(office, out)
