"""What buyers ask of a bidder: turnover and staff, both parts of the supported-business test, the lists of buyers."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.opportunity_parts import FACTS, LISTS
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.record_rows import RecordRows

_LIMIT = Field(name="limit", label="Preferred bidder lists, up to", kind="money", needed=True, help="In pounds.")


class BidderSheet(Sheet):
    """`fact_left` carries a field and its value; `limit_left` the limit; `list_asked` an Ask."""

    fact_left = Signal(str, object)
    limit_left = Signal(object)
    list_asked = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "What buyers ask of you")
        self.form, self.limit = Form(theme, FACTS), Form(theme, (_LIMIT,))
        self.lists = RecordRows(theme, LISTS)
        self.test = Headed(theme, "two-people", "Contracts reserved for supported businesses")
        self.limit_said = words("", "small")
        back = button(theme, "Back to the opportunities", self.left.emit, kind="link")
        theme.dress(back, "arrow-left", "accent")
        gap = theme.space("small")
        lead = "Written down once, and held against each opportunity: can you carry it, and who asks you?"
        self.add(PageHeader(theme, "What buyers ask of you", lead, back), self.form, gap, self.test, gap)
        self.add(Headed(theme, "contracts", "Lists of buyers", self.lists), gap)
        self.add(Headed(theme, "pound", "The limit for preferred bidder lists", self.limit, self.limit_said), None)
        self.form.committed.connect(self.fact_left)
        self.limit.committed.connect(lambda _name, value: self.limit_left.emit(value))
        self.lists.asked.connect(self.list_asked)

    def show_bidder(self, found: Any, today: date) -> None:
        """Show what is written down now."""
        self.form.show_value(found.fact)
        self.limit.rows["limit"].show_value(found.limit.limit)
        self.limit_said.setText(f"{found.limit.said} Source: {found.limit.source}")
        test = found.test
        self.test.fill(
            words(test.verdict, "bold"),
            words(f"The aim: {test.aim}"),
            words(f"The employees: {test.share}"),
            words(f"Source: {test.source}", "small"),
        )
        self.lists.show_records(found.lists, today, anew=False)

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field what is wrong; whether it was said."""
        form = self.form if name in self.form.rows else self.limit
        if form.show_problems(failure):
            return True
        if name in form.rows:
            form.show_problem(name, str(failure))
            return True
        return False
