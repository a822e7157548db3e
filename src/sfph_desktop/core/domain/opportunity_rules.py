"""The words for opportunities, what is allowed of them, and what about them should make one doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sfph_desktop.core.domain.opportunities import (
    BUYER_KINDS,
    DECISIONS,
    JURISDICTIONS,
    ROUTES,
    STAGES,
    Criterion,
    Opportunity,
)
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.values import Money

T = TypeVar("T")

SOURCE_WORDS = {
    "pcs": "Public Contracts Scotland",
    "fts": "Find a Tender",
    "cf": "Contracts Finder",
    "s2w": "Sell2Wales",
    "other": "another publisher",
    "hand": "entered by hand",
}
ROUTE_WORDS = {
    "notice": "advertised to all",
    "quick_quote": "quick quote: asked of a few",
    "invitation": "by invitation",
    "grant_call": "call for grants",
    "other": "another way",
}
STAGE_WORDS = {"planned": "planned", "open": "open", "awarded": "awarded", "cancelled": "cancelled", "": "not told"}
DECISION_WORDS = {"": "not decided", "interested": "looking into it", "bid": "we bid", "no_bid": "we do not bid"}
BUYER_WORDS = {
    "central": "central government",
    "council": "council",
    "health": "NHS or health body",
    "other": "another public body",
    "": "not known",
}
DETAIL_WORDS = {"asked": "asked for", "maybe": "may count", "not_asked": "said not to be asked for"}
MOST_TEXT = 20_000
MOST_MONEY = Money(10**14)


def tidy(value: T) -> T:
    """The same record without blanks around its words."""
    words = {f.name: getattr(value, f.name).strip() for f in fields(value) if isinstance(getattr(value, f.name), str)}  # type: ignore[arg-type]
    return replace(value, **words)  # type: ignore[type-var]


def opportunity_problems(found: Opportunity) -> tuple[Problem, ...]:
    """What cannot be kept. Contradictory dates can: they are doubts, and told beside the dates."""
    return tuple(_problems(found))


def _problems(found: Opportunity) -> Iterator[Problem]:
    if not found.title:
        yield _problem("title", "", "An opportunity needs a title.", "a few words on what is wanted")
    chosen = (
        ("route", found.route, ROUTES),
        ("stage", found.stage, ("", *STAGES)),
        ("jurisdiction", found.jurisdiction, ("", *JURISDICTIONS)),
        ("buyer_kind", found.buyer_kind, ("", *BUYER_KINDS)),
        ("decision", found.decision, ("", *DECISIONS)),
    )
    for column, value, choices in chosen:
        if value not in choices:
            accepted = ", ".join(one for one in choices if one)
            yield _problem(column, value, f"'{value}' is not one of the choices.", accepted)
    for field in fields(found):
        value = getattr(found, field.name)
        if isinstance(value, str) and len(value) > MOST_TEXT:
            yield _problem(field.name, value[:50], "The text is too long.", f"up to {MOST_TEXT:,} letters")
        if isinstance(value, Money) and not 0 <= value.pence <= MOST_MONEY.pence:
            yield _problem(field.name, str(value.in_pounds), "This cannot be a value.", "pounds, as in 45000")
    if found.duration_days is not None and not 0 < found.duration_days <= 36_500:
        yield _problem("duration_days", str(found.duration_days), "This cannot be a length.", "days, as in 365")


def criterion_problems(found: Criterion) -> tuple[Problem, ...]:
    """What cannot be kept of an award criterion."""
    if found.weight is not None and not 0 <= found.weight <= 100:
        return (_problem("weight", str(found.weight), "A weight is part of a hundred.", "a number from 0 to 100"),)
    if not found.name and not found.kind:
        return (_problem("name", "", "A criterion needs a name.", "as in Quality, Price or Community benefits"),)
    return ()


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=reason, accepted=accepted, column=column, value=value)


def doubts(found: Opportunity, criteria: tuple[Criterion, ...] = ()) -> tuple[str, ...]:
    """What does not fit together, or should be looked at in the notice itself. Nothing is put right by itself."""
    return (*_date_doubts(found), *_other_doubts(found), *_weight_doubts(criteria))


def _date_doubts(found: Opportunity) -> Iterator[str]:
    def later(first: date | None, second: date | None) -> bool:
        return first is not None and second is not None and first > second

    if later(found.questions_by, found.tenders_by):
        yield "The last day for questions is after the last day for bids."
    if found.stage != "awarded" and later(found.published_on, found.tenders_by):
        yield "The last day for bids is before the day it was published."
    if later(found.contract_start, found.contract_end):
        yield "The contract ends before it starts."
    if later(found.tenders_by, found.contract_start):
        yield "The contract starts before the last day for bids."


def clock_doubt(found: Opportunity) -> str:
    """What is to be known of the time of a deadline that a notice writes with a Z; blank when there is nothing."""
    if not found.tenders_time.endswith("Z") or found.stage in {"awarded", "cancelled"}:
        return ""
    return (
        f"The notice gives the time for bids as {found.tenders_time.removesuffix('Z').strip()} with a Z. It may be "
        "Greenwich time or the time on our clocks, an hour apart in summer: ask the buyer, or be early."
    )


def _other_doubts(found: Opportunity) -> Iterator[str]:
    if found.only_changes:
        yield "Only a change to a notice has been read. Bring in the notice itself too: it is put together then."
    if found.language and not found.language.startswith("en"):
        yield f"The notice says that its language is '{found.language}'. Passages are looked for in English and Welsh."
    if found.value is not None and found.value_low is not None and found.value_low > found.value:
        yield "The lowest value is higher than the highest."


def _weight_doubts(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    sums: dict[str, Decimal] = {}
    for one in criteria:
        if one.weight is not None:
            sums[one.lot] = sums.get(one.lot, Decimal(0)) + one.weight
    for lot, whole in sums.items():
        if whole != 100:
            where = f"of lot {lot} " if lot else ""
            yield f"The weights {where}add up to {whole:f} and not to 100. Look into the tender documents."


def lot_name(lot: str, title: str) -> str:
    """A lot as people call it: `Lot 2: North`, `Lot 2` where it has no title."""
    plain = lot if lot.casefold().startswith("lot") else f"Lot {lot}"
    return plain if not title or title.casefold() == plain.casefold() else f"{plain}: {title}"


def pounds(value: Money | None) -> str:
    """An amount as it is told: whole pounds where there are no pence; blank for one that is not known."""
    return "" if value is None else f"£{value.in_pounds:,.2f}".removesuffix(".00")


def value_told(found: Opportunity) -> str:
    """The value in words: with what is known of VAT, the lowest, and where the number is from."""
    main = pounds(found.value) or pounds(found.value_gross)
    if not main:
        return found.value_words or "not told"
    if found.value_low is not None and found.value is not None and found.value_low < found.value:
        main = f"{pounds(found.value_low)} to {main}"
    if found.value is None:
        main += " with VAT"
    elif found.value_gross is not None and found.value_gross != found.value:
        main += f" ({pounds(found.value_gross)} with VAT)"
    return f"{main}, {found.value_words}" if found.value_words else main


def told_day(day: date | None, time: str = "") -> str:
    """A day in words, with the time as the notice writes it; blank when it is not known."""
    if day is None:
        return ""
    return f"{day.day} {day:%B %Y}{f', {time}' if time else ''}"
