"""Public social partnerships: a service designed together, tried, refined, and made ready for tender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from sfph_desktop.core.domain.values import Money

PspId = NewType("PspId", int)
STAGES = ("design", "pilot", "refine")
"""Design together from need; a short pilot with costed outcomes; refinement and readiness for tender."""
ENTRY_KINDS = ("need", "design", "outcome", "learnt", "decision", "ready", "gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Psp:
    """One partnership."""

    id: PspId = PspId(0)
    psp_ref: str
    title: str
    public_body: str = ""
    contract_ref: str = ""
    """The contract of the pilot, where there is one."""
    stage: str = "design"
    starts_on: date | None = None
    pilot_from: date | None = None
    pilot_to: date | None = None
    tender_by: date | None = None
    pilot_cost: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PspPartner:
    """Who takes part, and as what."""

    id: int = 0
    psp_id: PspId
    name: str
    role: str = ""
    """In words: `public body`, `lead of the consortium`, `people who use the service`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PspEntry:
    """One dated line of its record: a need that was found, something designed, an outcome, a decision."""

    id: int = 0
    psp_id: PspId
    stage: str
    kind: str
    date: date
    text: str
    by_whom: str = ""
    """Who said or decided it."""
    evidence: str = ""
    """Evidence number of the figure behind it."""
    cost: Money | None = None
    """Of an outcome: what it cost to come about."""
