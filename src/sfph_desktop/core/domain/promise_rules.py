"""What a promise, a delivery and a cost to compare with may be; where a promise stands, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.frameworks import CommunityBenefitType
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.promises import CostBeside, Promise, PromiseDelivery
from sfph_desktop.core.domain.values import said_day

STATES = ("late", "on_the_way", "kept", "over")
STATE_WORDS = {
    "kept": "kept",
    "over": "kept, with more than was promised",
    "on_the_way": "on the way",
    "late": "late",
}
PER_WORDS = {"person": "one person supported", "outcome": "one person improved"}
AHEAD = 30
"""Days before a promise is due from which Today tells it."""
MOST = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A promise with what was delivered of it, as it stands on a day."""

    promise: Promise
    deliveries: tuple[PromiseDelivery, ...] = ()
    benefit: CommunityBenefitType | None = None
    state: str
    under: str = ""
    """The contract or bid it stands under, in words."""

    @property
    def delivered(self) -> float:
        """All that was delivered, in the unit of the promise."""
        return math.fsum(one.number for one in self.deliveries)

    @property
    def unproved(self) -> int:
        """Deliveries that nothing is named as proof of."""
        return sum(not (one.proof or one.file) for one in self.deliveries)

    @property
    def told(self) -> str:
        """`3 of 4 placements delivered; late since 30 June 2026`."""
        promise = self.promise
        words = f"{amount(self.delivered)} of {amount(promise.number)} {promise.unit} delivered; "
        words += STATE_WORDS[self.state]
        if self.state == "late" and promise.due_date:
            return f"{words}: it was due on {said_day(promise.due_date)}"
        if self.state == "on_the_way" and promise.due_date:
            return f"{words}, due on {said_day(promise.due_date)}"
        return words


def state_of(promise: Promise, deliveries: Iterable[PromiseDelivery], today: date) -> str:
    """Where a promise stands on a day: one of STATES. Late is what is short of its number after the day it was due."""
    delivered = math.fsum(one.number for one in deliveries if one.date <= today)
    if delivered > promise.number:
        return "over"
    if delivered == promise.number:
        return "kept"
    return "late" if promise.due_date is not None and promise.due_date < today else "on_the_way"


def promise_problems(
    promise: Promise, *, contract: Contract | None, benefits: Sequence[str], deliveries: Sequence[PromiseDelivery] = ()
) -> tuple[Problem, ...]:
    """Everything in a tidied promise that cannot be so: an offer of nothing, a day after the contract has ended."""
    found: list[Problem] = []

    def wrong(column: str, value: object, reason: str, accepted: str) -> None:
        found.append(Problem(column=column, value=str(value), reason=reason, accepted=accepted))

    if not promise.title:
        wrong("title", "", "A promise needs its words.", "what is offered, as the offer says it")
    if not 0 < promise.number <= MOST:  # a number that is none fails this as well
        wrong("number", promise.number, "An offer of nothing is no promise.", "a number above 0")
    if not promise.unit:
        wrong("unit", "", "It is not said what is counted.", "people, hours, placements ...")
    if promise.benefit and promise.benefit not in benefits:
        wrong("benefit", promise.benefit, f"'{promise.benefit}' is no type in the library.", "a type, or blank")
    if promise.cost is not None and promise.cost.pence < 0:
        wrong("cost", promise.cost.in_pounds, "It cannot cost less than nothing.", "pounds from 0 up, or blank")
    if not promise.contract_ref and not promise.bid_ref:
        wrong("contract_ref", "", "It is not said to whom it was promised.", "the reference of a contract or of a bid")
    due = promise.due_date
    if due and due < promise.made_on:
        wrong("due_date", due, "It would be due before it was offered.", f"a day from {_uk(promise.made_on)} on")
    ends = contract and (contract.extended_to or contract.end_date)
    if due and contract and ends and due > ends:
        reason = f"It would be due after the contract has ended, on {said_day(ends)}."
        wrong("due_date", due, reason, f"a day up to {_uk(ends)}, or blank")
    first = min((one.date for one in deliveries), default=None)
    if first and first < promise.made_on:
        reason = f"Something was delivered before this day, on {said_day(first)}."
        wrong("made_on", promise.made_on, reason, f"a day up to {_uk(first)}")
    return tuple(found)


def delivery_problems(delivery: PromiseDelivery, promise: Promise, today: date) -> tuple[Problem, ...]:
    """Everything in a tidied delivery that cannot be so beside its promise: before the offer, in the future."""
    found: list[Problem] = []
    if not 0 < delivery.number <= MOST:
        found.append(_problem("number", delivery.number, "Nothing was delivered by that.", "a number above 0"))
    if delivery.date < promise.made_on:
        reason = f"This is before the offer, which was made on {said_day(promise.made_on)}."
        found.append(_problem("date", delivery.date, reason, f"a day from {_uk(promise.made_on)} on"))
    elif delivery.date > today:
        found.append(_problem("date", delivery.date, "This day has not come yet.", f"a day up to {_uk(today)}"))
    return tuple(found)


def cost_problems(cost: CostBeside) -> tuple[Problem, ...]:
    """Everything in a tidied cost to compare with that cannot be so: above all, one without a source."""
    found = []
    if not cost.what:
        found.append(_problem("what", "", "It is not said what costs that much.", "a day place for one person a year"))
    if cost.cost.pence <= 0:
        found.append(_problem("cost", cost.cost.in_pounds, "A cost of nothing compares with nothing.", "above £0"))
    if cost.per not in PER_WORDS:
        found.append(_problem("per", cost.per, f"'{cost.per}' is not what a cost can be of.", ", ".join(PER_WORDS)))
    if not cost.source:
        reason = "A cost that nobody can look up is no comparison."
        found.append(_problem("source", "", reason, "where the buyer can check it: a table, a year, a letter"))
    return tuple(found)


def soon(promise: Promise, today: date) -> bool:
    """Whether it is due within the days that Today looks ahead."""
    return promise.due_date is not None and promise.due_date <= today + timedelta(days=AHEAD)


def amount(number: float) -> str:
    """A number with no more decimals than it has: 4, 1,200, 1.5."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}".rstrip("0")


def _uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _problem(column: str, value: object, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value=str(value), reason=reason, accepted=accepted)
