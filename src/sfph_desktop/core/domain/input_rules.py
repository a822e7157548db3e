"""What a record of what went in may be: its kind, days, amount, service and contract."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.contracts import INPUT_KINDS, InputCost
from sfph_desktop.core.domain.problems import Problem

KIND_WORDS: Mapping[str, str] = {
    "cash": "money spent, in pounds",
    "staff": "staff time, in pounds",
    "volunteer_hours": "hours of volunteers",
    "in_kind": "given in kind, in pounds",
}
"""By kind, what its amount counts."""


def cost_of(values: Mapping[str, Any]) -> InputCost:
    """The record of typed fields: an amount as a number, blank words as none."""
    words = {name: str(values.get(name) or "") for name in ("service", "contract_ref")}
    return InputCost(**{**values, **words, "amount": Decimal(str(values["amount"]))})


def tidy(cost: InputCost) -> InputCost:
    """A record with its words trimmed."""
    return replace(cost, service=cost.service.strip(), contract_ref=cost.contract_ref.strip())


def cost_problems(cost: InputCost, services: Collection[str], contracts: Collection[str]) -> tuple[Problem, ...]:
    """Everything about a tidied record that cannot be so, by field; `services` and `contracts` are those there are."""
    found = []
    if cost.kind not in INPUT_KINDS:
        found.append(_problem("kind", cost.kind, "There is no such kind of cost.", ", ".join(INPUT_KINDS)))
    if cost.date_to < cost.date_from:
        told = "It ends before it begins."
        found.append(_problem("date_to", str(cost.date_to), told, f"{cost.date_from} or a later day"))
    if not cost.amount.is_finite() or cost.amount <= 0:
        told = "There is no amount above nothing."
        found.append(_problem("amount", str(cost.amount), told, "a number above 0: pounds, or hours of volunteers"))
    for column, said, there in (("service", cost.service, services), ("contract_ref", cost.contract_ref, contracts)):
        if said and said not in there:
            what = "service" if column == "service" else "contract"
            known = ", ".join(sorted(there)) or "none yet"
            found.append(_problem(column, said, f"There is no {what} called '{said}'.", f"one of: {known}"))
    return tuple(found)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value=value, reason=reason, accepted=accepted)
