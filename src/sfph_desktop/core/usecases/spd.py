"""Answers for the Single Procurement Document (Scotland), as text to paste: what the office knows, and what is missing.

The document asks about the bidder, not about the bid. Only facts that are recorded are said; nothing is declared for
anybody, so the grounds for exclusion are left to whoever signs. Questions carry a number only where we have seen it in
the notices of buyers (4B.5, 4C.1, 4D); the others are told by what they ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.domain.bids import Policy
    from sfph_desktop.core.domain.contracts import Contract, WorkforceFact
    from sfph_desktop.core.domain.opportunities import BidderFact

EXAMPLE_YEARS = 3
"""Contracts that ended longer ago are no examples any more."""
_QUALITY = ("quality", "health and safety", "environment", "iso", "cyber", "data", "safeguard")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpdAnswer:
    """One thing the document asks about: our text for it, or what is missing."""

    number: str
    asks: str
    text: str = ""
    gap: str = ""

    @property
    def heading(self) -> str:
        """`4B.5  Insurance`."""
        return f"{self.number}  {self.asks}" if self.number else self.asks


def spd_answers(office: Office) -> tuple[SpdAnswer, ...]:
    """Every part of the document, in its order."""
    from sfph_desktop.core.store.queries.values import values_of

    today = office.clock.today()
    with office.reading() as connection:
        facts: tuple[BidderFact, ...] = values_of(connection, "bidder_facts")
        staff: tuple[WorkforceFact, ...] = values_of(connection, "workforce")
        contracts: tuple[Contract, ...] = values_of(connection, "contracts")
        policies: tuple[Policy, ...] = values_of(connection, "policies")
    held = tuple(one for one in policies if one.expires_on is None or one.expires_on >= today)
    fact = max(facts, key=lambda one: (one.date, one.id), default=None)
    return (
        SpdAnswer(number="", asks="Name of the bidder", text=office.info().name),
        _exclusion(),
        _turnover(fact),
        _insurance([one for one in held if one.kind == "insurance"]),
        _examples(contracts, today),
        _staff(max(staff, key=lambda one: (one.date, one.id), default=None)),
        _quality([one for one in held if one.kind != "insurance"]),
    )


def spd_text(answers: tuple[SpdAnswer, ...]) -> str:
    """All of it as plain text; what is missing stands in square brackets."""
    return "\n\n".join(f"{one.heading}\n{one.text or f'[{one.gap}]'}" for one in answers) + "\n"


def _exclusion() -> SpdAnswer:
    return SpdAnswer(
        number="",
        asks="Grounds for exclusion",
        gap="Declare these yourselves: convictions, tax, insolvency, misconduct. Nothing is filled in for you",
    )


def _turnover(fact: BidderFact | None) -> SpdAnswer:
    asks = "Yearly turnover"
    if fact is None or fact.turnover is None:
        return SpdAnswer(
            number="", asks=asks, gap="No turnover is recorded: write it down among what buyers ask, in Opportunities"
        )
    text = f"£{fact.turnover.in_pounds:,.0f} (our own record of {_day(fact.date)})."
    return SpdAnswer(number="", asks=asks, text=text)


def _insurance(held: list[Policy]) -> SpdAnswer:
    asks = "Insurance"
    if not held:
        gap = "No insurance that holds today is kept: add it to Policies and certificates, in Bids"
        return SpdAnswer(number="4B.5", asks=asks, gap=gap)
    return SpdAnswer(number="4B.5", asks=asks, text="\n".join(_policy(one) for one in held))


def _examples(contracts: tuple[Contract, ...], today: date) -> SpdAnswer:
    asks = "Relevant examples of contracts"
    oldest = date(today.year - EXAMPLE_YEARS, 1, 1)
    recent = [one for one in contracts if one.end_date is None or one.end_date >= oldest]
    if not recent:
        return SpdAnswer(number="4C.1", asks=asks, gap="No contract of the last three years is recorded")
    newest = sorted(recent, key=lambda one: (one.start_date or date.min, one.contract_ref), reverse=True)
    return SpdAnswer(number="4C.1", asks=asks, text="\n".join(_contract(one) for one in newest))


def _contract(one: Contract) -> str:
    whom = f", for {one.commissioner}" if one.commissioner else ""
    days = [
        f"from {_day(one.start_date)}" if one.start_date else "",
        f"to {_day(one.end_date)}" if one.end_date else "",
    ]
    when = " ".join(part for part in days if part)
    worth = f", £{one.value.in_pounds:,.0f}" if one.value is not None else ""
    return f"{one.title}{whom}{f', {when}' if when else ''}{worth}."


def _staff(last: WorkforceFact | None) -> SpdAnswer:
    asks = "Staff"
    if last is None or last.staff_headcount is None:
        return SpdAnswer(
            number="", asks=asks, gap="No count of the workforce is recorded: bring it in with the workbook"
        )
    full_time = f", {last.staff_fte:g} full-time equivalents" if last.staff_fte is not None else ""
    more = f", and {last.volunteers:,} volunteers" if last.volunteers else ""
    return SpdAnswer(
        number="", asks=asks, text=f"{last.staff_headcount:,} staff{full_time}{more}, on {_day(last.date)}."
    )


def _quality(held: list[Policy]) -> SpdAnswer:
    asks = "Quality assurance, health and safety, environment"
    found = [one for one in held if any(word in one.name.casefold() for word in _QUALITY) or one.kind != "policy"]
    if not found:
        gap = "No policy or certificate on these is kept: add it to Policies and certificates, in Bids"
        return SpdAnswer(number="4D", asks=asks, gap=gap)
    return SpdAnswer(number="4D", asks=asks, text="\n".join(_policy(one) for one in found))


def _policy(one: Policy) -> str:
    number = f" ({one.number})" if one.number else ""
    issuer = f", {one.issuer}" if one.issuer else ""
    ends = f", to {_day(one.expires_on)}" if one.expires_on else ""
    return f"{one.name}{number}{issuer}{ends}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
