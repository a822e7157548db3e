"""A case for investing to save in a few sentences, as the window and the document say it."""

from __future__ import annotations

from sfph_desktop.core.domain.saving_rules import SavingWorked
from sfph_desktop.core.domain.savings import SavingCase
from sfph_desktop.core.reports import wording


def told(case: SavingCase, worked: SavingWorked) -> tuple[str, ...]:
    """The case in a few sentences: what goes in, what is released and freed, and when it is covered."""
    pounds = wording.about_money
    match = f", of which {case.match_from or 'others'} bring {pounds(case.match.in_pounds)}" if case.match else ""
    first = (
        f"Over {wording.years(case.years)} it costs {pounds(worked.cost)} in the worth of the first year{match}. "
        f"Public bodies spend {pounds(worked.cash + worked.freed)} less in that time "
        f"(likely range {wording.money_range(worked.low, worked.high)})."
    )
    second = (
        f"Of that, {pounds(worked.cash)} is money released from a budget; {pounds(worked.freed)} is capacity freed, in "
        "beds, visits and hours that others can have, but that no budget gets back."
    )
    return first, second, _payback(case, worked)


def _payback(case: SavingCase, worked: SavingWorked) -> str:
    def said(month: int | None) -> str:
        return f"covered after {wording.months(month)}" if month else f"not covered within {wording.years(case.years)}"

    return (
        f"Counting money released alone, the cost is {said(worked.payback_cash)}; counting the capacity freed as well, "
        f"it is {said(worked.payback_all)}."
    )
