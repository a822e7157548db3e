"""Commissioners: who buys or funds, of which kind, for which area, and which contracts they gave."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages import contract_calls as calls
from sfph_desktop.ui.pages.list_place import ListPlace, Work
from sfph_desktop.ui.widgets.commissioner_sheet import CommissionerForm, CommissionerSheet
from sfph_desktop.ui.widgets.fields import Form


class CommissionersPage(ListPlace):
    """The list, the page of one, and the form for a new one."""

    watches: ClassVar[frozenset[str]] = frozenset({"commissioners", "contracts"})
    room = kind = many = "commissioners"
    one, icon = "commissioner", "two-people"
    purpose = (
        "Health boards, integration authorities, councils, trusts and foundations that buy or fund what you do. "
        "Whoever a contract names is here by itself."
    )
    hint = "Type a name, a kind or an area at the left. Arrow keys move in the list, Enter opens a commissioner."
    shape = Shape(title=("title",), detail=("one", "two"), mark=lambda found: str(found[-1]))
    add_title, new_lead = "Add a commissioner", "A name and a kind are enough."

    def list_work(self, text: str) -> Work:
        """The commissioners."""
        return partial(calls.commissioner_lines, self.office, text)

    def page_work(self, record: int) -> Work:
        """One, and the areas to choose from."""
        return partial(calls.commissioner, self.office, record)

    def new_form(self) -> Form:
        """The areas come when they are known."""
        return CommissionerForm(self.theme, ())

    def begin_new(self, form: Form) -> None:
        """The areas to choose from."""
        self.ask("areas", partial(calls.areas, self.office), form.rows["area"].offer)

    def add_work(self, typed: dict[str, Any]) -> Work:
        """A new one."""
        return partial(calls.add_commissioner, self.office, typed)

    def made_sheet(self, found: Any) -> CommissionerSheet:
        """One sheet for all of them."""
        _page, areas = found
        sheet = CommissionerSheet(self.theme, areas)
        office = self.office
        sheet.field_left.connect(
            lambda n, name, value: self.keep_field(n, name, partial(calls.change_commissioner, office, n, name, value))
        )
        sheet.contract_wanted.connect(lambda number: self.shell.navigate("contracts", number))
        sheet.remove_wanted.connect(lambda number: self.remove(partial(calls.remove_commissioner, office, number)))
        return sheet

    def show_found(self, found: Any) -> None:
        """A commissioner with its contracts."""
        self.sheet.show_page(found[0])
