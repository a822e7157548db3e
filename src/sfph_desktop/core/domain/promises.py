"""What was promised beside the service itself, what was delivered of it, and what bids say of fair work and of cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from sfph_desktop.core.domain.values import Money

PromiseId = NewType("PromiseId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One community benefit that was offered: so many of what, by when, by whom, under which contract or bid."""

    id: PromiseId = PromiseId(0)
    promise_ref: str
    title: str
    """In our own words, as the offer has it."""
    benefit: str = ""
    """Id of its type in the reference library; blank where it is none of them."""
    contract_ref: str = ""
    bid_ref: str = ""
    number: float
    unit: str
    due_date: date | None = None
    made_on: date
    """The day of the offer: nothing that was delivered before counts towards it."""
    deliverer: str = ""
    """Who delivers it: we ourselves when blank."""
    cost: Money | None = None
    """What it costs us to deliver."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDelivery:
    """A part of a promise that was delivered on a day, with its proof."""

    id: int = 0
    promise_id: PromiseId
    date: date
    number: float
    proof: str = ""
    """What shows it, in words."""
    file: str = ""
    """The document that shows it, by its name, or an evidence number: `E-0123`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairWorkAnswer:
    """What the enterprise itself says to one criterion of Fair Work First, beside what its records say."""

    id: int = 0
    criterion: str
    """Id of the criterion in the reference library."""
    text: str
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBeside:
    """A cost that a buyer can hold ours against: published, or the buyer's own, always with its source."""

    id: int = 0
    what: str
    """What costs that much: `A day centre place for one person over a year`."""
    cost: Money
    per: str = "person"
    """`person` or `outcome`: which of our costs it may be held against."""
    source: str
    unit_value: str = ""
    """Id in the reference library, where it is from there."""
    contract_ref: str = ""
    """The contract it is meant for; blank: any."""
    note: str = ""
    """What is different about it."""
