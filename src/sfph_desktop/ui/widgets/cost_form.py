"""What went in, written down by hand: its kind, days, amount, and whether it was for one service or contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sfph_desktop.core.domain.contracts import INPUT_KINDS, Contract, InputCost
from sfph_desktop.core.domain.input_rules import KIND_WORDS, cost_of
from sfph_desktop.core.domain.values import Period
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.fields import Field, Form


class CostForm(Form):
    """The period that is looked at stands in it already."""

    def __init__(self, theme: Theme, period: Period, services: Sequence[str], contracts: Sequence[Contract]) -> None:
        names = {one.contract_ref: f"{one.contract_ref}: {one.title}" for one in contracts}
        fields = (
            Field(name="kind", label="What went in", kind="choice", choices=INPUT_KINDS, words=KIND_WORDS, needed=True),
            Field(name="amount", label="How much", kind="amount", needed=True, help="Pounds; of volunteers, hours."),
            Field(name="date_from", label="From", kind="date", needed=True),
            Field(name="date_to", label="To", kind="date", needed=True),
            Field(name="service", label="For one service", kind="choice", choices=tuple(services),
                  help="Blank: for all of the work."),
            Field(name="contract_ref", label="Under a contract", kind="choice", choices=tuple(names), words=names,
                  help="Blank: under none."),
        )  # fmt: skip
        super().__init__(theme, fields)
        self.rows["date_from"].show_value(period.start)
        self.rows["date_to"].show_value(period.end)

        self._id = 0

    def show_cost(self, cost: InputCost) -> None:
        """A record that is to be changed."""
        self._id = cost.id
        for name, made in self.rows.items():
            made.show_value(getattr(cost, name))

    def cost(self) -> InputCost:
        """What was typed, of the record shown; raises UserCanFix after telling every problem beside its field."""
        return replace(cost_of(self.values()), id=self._id)
