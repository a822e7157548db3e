"""A case for investing to save: what goes in, who pays it, and who spends less because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NewType

from sfph_desktop.core.domain.values import Money

SavingCaseId = NewType("SavingCaseId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingCase:
    """One case, made to one who might invest."""

    id: SavingCaseId = SavingCaseId(0)
    case_ref: str
    title: str
    asked_of: str = ""
    """To whom the case is made."""
    contract_ref: str = ""
    invest: Money
    """What is asked for, in the first year."""
    running: Money | None = None
    """What it costs in each later year; None: nothing more."""
    match: Money | None = None
    """What others put in, in the first year."""
    match_from: str = ""
    starts_on: date | None = None
    years: int = 3
    """How many years are looked at."""
    conditions: str = ""
    """What would have to be true, in our own words: one on each line."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingLine:
    """One saving of one payer: how much a year at full effect, from when, and whether it is money released."""

    id: int = 0
    case_id: SavingCaseId
    payer: str
    """One of `benefits.PAYERS` of the public purse."""
    what: str
    low: Money | None = None
    amount: Money
    """A year, at full effect."""
    high: Money | None = None
    cashable: Decimal | None = None
    """The share (0 to 1) that is money really released; the rest is capacity freed for others. None counts as none."""
    cashable_why: str = ""
    from_month: int = 0
    """Months after the start until it begins."""
    source: str = ""
    """Where the amount is from: a value line with its evidence number, or a study."""
    evidence: str = ""
    """Evidence number, where the amount is from a kept run."""
