"""What a case for investing and its savings may be, and what came of working one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import PAYERS
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.savings import SavingCase, SavingLine

PUBLIC_PAYERS = PAYERS[:5]
"""Who can save public money: what a person or the community gains is value, but saves no budget."""
LONGEST = 30
"""Years beyond which no case is worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingYear:
    """One year of a case, in pounds of that year, not discounted."""

    year: int
    """Counted from 1."""
    cost: float
    cash: float
    """Money released."""
    freed: float
    """Capacity freed for others, which no budget gets back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingMonth:
    """What was spent and saved from the start to the end of a month, in pounds as they were spent, not discounted."""

    month: int
    """0 is the start, when the investment is spent."""
    spent: float
    cash: float
    """Money released."""
    whole: float
    """That and capacity freed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingSwing:
    """What is left after the cost with one saving at its low and at its high, all others as they are; pounds today."""

    what: str
    low: float
    high: float
    assumed: bool
    """The range was assumed by this program: none was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingWorked:
    """A case worked out. Pounds, in the worth of the first year."""

    years: tuple[SavingYear, ...]
    cost: float
    asked: float
    """The cost without what others put in."""
    cash: float
    freed: float
    by_payer: Mapping[str, tuple[float, float]]
    """Money released and capacity freed, by payer."""
    low: float
    """5th percentile of all savings, money and capacity."""
    high: float
    """95th percentile."""
    payback_cash: int | None
    """Month in which the money released has come to the whole cost so far; None: not in the years looked at."""
    payback_all: int | None
    """As before, with capacity counted as if it were money."""
    needed_cash: float | None
    """cost / cash: the part of the money released that must come true to cover the cost; above 1: how often as much."""
    needed_all: float | None
    swings: tuple[SavingSwing, ...] = ()
    course: tuple[SavingMonth, ...] = ()
    """Month by month from the start; what the paybacks are read from."""


def case_problems(case: SavingCase) -> tuple[Problem, ...]:
    """Everything in a tidied case that cannot be so."""
    found: list[Problem] = []

    def wrong(column: str, value: object, reason: str, accepted: str) -> None:
        found.append(Problem(column=column, value=str(value), reason=reason, accepted=accepted))

    if not case.title:
        wrong("title", "", "A case needs a title.", "what is to be done, in a few words")
    if case.invest.pence <= 0:
        wrong("invest", case.invest.in_pounds, "Without an investment there is no case.", "pounds above 0")
    if case.running is not None and case.running.pence < 0:
        wrong("running", case.running.in_pounds, "It cannot cost less than nothing.", "pounds from 0 up")
    if case.match is not None and not 0 <= case.match.pence <= case.invest.pence:
        reason = "Others cannot put in more than is needed, nor less than nothing."
        wrong("match", case.match.in_pounds, reason, f"£0 to £{case.invest.in_pounds:,.0f}")
    if not 1 <= case.years <= LONGEST:
        wrong("years", case.years, f"A case over {case.years} years is none.", f"1 to {LONGEST}")
    return tuple(found)


def line_problems(line: SavingLine, case: SavingCase) -> tuple[Problem, ...]:
    """Everything in a tidied saving that cannot be so beside its case."""
    found: list[Problem] = []

    def wrong(column: str, value: object, reason: str, accepted: str) -> None:
        found.append(Problem(column=column, value=str(value), reason=reason, accepted=accepted))

    if line.payer not in PUBLIC_PAYERS:
        wrong("payer", line.payer, f"'{line.payer}' holds no public budget.", ", ".join(PUBLIC_PAYERS))
    if not line.what:
        wrong("what", "", "It is not said what is saved.", "fewer nights in hospital")
    if line.amount.pence <= 0:
        wrong("amount", line.amount.in_pounds, "A saving of nothing saves nothing.", "pounds a year above 0")
    if line.low is not None and line.low.pence > line.amount.pence:
        wrong("low", line.low.in_pounds, "The low end is above the amount.", "up to the amount, or blank")
    if line.high is not None and line.high.pence < line.amount.pence:
        wrong("high", line.high.in_pounds, "The high end is below the amount.", "from the amount up, or blank")
    if line.cashable is not None and not 0 <= line.cashable <= 1:
        wrong("cashable", line.cashable, "A share is not more than the whole.", "0 to 100 of a hundred")
    elif line.cashable and not line.cashable_why:
        reason = "It is not said why this is money released, and not only time freed."
        wrong("cashable_why", "", reason, "which budget shrinks, and who agreed to it")
    if not 0 <= line.from_month < 12 * case.years:
        wrong("from_month", line.from_month, "It would begin after the case has ended.", f"0 to {12 * case.years - 1}")
    if not line.source:
        wrong("source", "", "It is not said where the amount is from.", "a value line, a study, the payer's own figure")
    return tuple(found)


def without_saver(case: SavingCase, lines: Sequence[SavingLine]) -> str:
    """Why a case cannot be made yet; blank when it can."""
    return "" if lines else f"Nobody is named who would save by '{case.title}'."
