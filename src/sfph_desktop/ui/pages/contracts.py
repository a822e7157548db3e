"""Contracts: who pays, by which route, for how long and what was promised."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.record_table import Shape, matching
from sfph_desktop.ui.models.said import said
from sfph_desktop.ui.pages.record_changes import RecordChanges, changes_under
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.listing_page import ListingPage
from sfph_desktop.ui.widgets.page_frame import Sheet

_ROUTES = {
    "contract": "Contract",
    "sla": "Service level agreement",
    "grant": "Grant",
    "sales": "Sales",
    "subcontract": "Subcontract",
    "psp": "Public social partnership",
}


def _pounds(cell: Cell) -> str:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return said(cell)
    return f"£{cell:,.0f}" if float(cell).is_integer() else f"£{cell:,.2f}"


class ContractsPage(ListingPage):
    """The contracts, agreements, grants and sales that pay for the work."""

    watches: ClassVar[frozenset[str]] = frozenset({"contracts", "targets"})
    title = "Contracts"
    room = "contracts"
    one, many = "contract", "contracts"
    icon = "contracts"
    purpose = (
        "Contracts, service level agreements, grants and sales stand here, with who pays and what was promised. "
        "Bring them in with your spreadsheet, on its sheet named contracts."
    )
    shape = Shape(
        title=("title",),
        detail=("contract_ref", "commissioner", "route"),
        say={"value": _pounds, "route": lambda cell: _ROUTES.get(str(cell), said(cell))},
        headings={"value": "Value, excluding VAT", "ocid": "Notice", "our_share": "Our share (0 to 1)"},
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.changes: RecordChanges | None = None

    def listed(self, text: str) -> Listing:
        """The contracts in which every word typed occurs."""
        from sfph_desktop.core.usecases.lists import listing

        return matching(listing(self.office, "contracts"), text)

    def page_of(self, record: object, row_found: tuple[Cell, ...] | None) -> QWidget:
        """The facts of a contract, and who changed what in it and its targets."""
        sheet = super().page_of(record, row_found)
        if isinstance(sheet, Sheet) and isinstance(record, int) and row_found is not None:
            self.changes = changes_under(self, sheet, "contracts", record, self.changes)
        return sheet

    def first_steps(self) -> tuple[QPushButton, ...]:
        """The import is how contracts come in."""
        go = button(self.theme, "Bring in a spreadsheet", lambda: self.shell.navigate("import", None), kind="primary")
        return (go,)
