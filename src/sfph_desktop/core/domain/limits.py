"""Which procurement limits speak to an opportunity, and whether its value reaches them.

A limit counts by jurisdiction, by day, by kind of buyer, and by what is bought: health, social and other specific
services have a higher limit of their own ("light touch"), works have theirs. Whether a value reaches a limit depends on
VAT: limits say in their title whether they count it. Nothing here is advice: the words are those of the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.frameworks import Threshold
from sfph_desktop.core.domain.opportunities import Lot, Opportunity
from sfph_desktop.core.domain.opportunity_rules import pounds
from sfph_desktop.core.domain.values import Money

PREFERRED_LIMIT = "SCO-FFP-15K"
"""The recommendation of 2007 on preferred bidder lists: a setting here, and no law."""
SUPPORTED_TEST = "SCO-SUPPORTED-30PCT"
VAT = Decimal("0.2")
"""The standard rate, by which a value without VAT may grow."""
SPECIFIC_SERVICES = ("85", "80", "752", "55", "980", "9812", "9813", "985")
"""Beginnings of codes (CPV) of health, social and other specific services: education, hospitality, community services.
Our reading of the schedule of the 2015 Regulations; the notice itself says which regime it follows."""
WORKS = "45"
_JURISDICTIONS = {
    "Scotland": ("Scotland",),
    "England": ("England and NI", "England (NHS)"),
    "Northern Ireland": ("England and NI",),
    "UK": ("England and NI", "UK central government"),
}
_NOT_OF_ONE_CONTRACT = ("SCO-STRATEGY-5M", "SCO-RLW", "SCO-LOC", "UK-SV", "ENG-NHS", PREFERRED_LIMIT, SUPPORTED_TEST)
"""Rows that are about a year's spending, a wage, one buyer's own habit, a share: beginnings of their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit beside a value."""

    id: str
    title: str
    value: Money
    reached: bool | None
    """None: not known, or it depends on the VAT."""
    said: str
    """In words: below, at or above, or why it is not known."""
    triggers: str
    """What it brings about, and on which side of it, without a full stop."""
    source: str
    url: str = ""
    caution: str = ""
    """What must stand beside it while it was not read in the issuing body's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsTold:
    """The limits that speak to an opportunity, the lowest first, and what is to be said before them."""

    limits: tuple[Limit, ...] = ()
    note: str = ""
    """Why there are none, or what the choice rests on."""


def limits_for(
    found: Opportunity, codes: Sequence[str], lots: Sequence[Lot], thresholds: Iterable[Threshold], today: date
) -> LimitsTold:
    """The limits for an opportunity on the day it was published, or today where that is not known."""
    if found.jurisdiction == "Wales":
        return LimitsTold(note="Wales has a table of its own, which is not in the library: look into the notice.")
    wanted = _JURISDICTIONS.get(found.jurisdiction, ())
    if not wanted:
        return LimitsTold(note="Say under More about it where the buyer is: limits differ by country.")
    on = found.published_on or today
    every = [
        one
        for one in thresholds
        if one.jurisdiction.startswith(wanted) and _counts(one, found, codes, len(lots)) and _in_force(one, on)
    ]
    told = sorted((_told(one, found, lots) for one in every), key=lambda one: (one.value.pence, one.id))
    light = "specific services" if _specific(codes) else "works" if _works(codes) else "goods and services"
    note = f"As they stood on {on.day} {on:%B %Y}, for {light}"
    note += ". Its codes are not known: choose by what is bought." if not codes else ", by its codes."
    if not told:
        note = f"The library has no limits for {found.jurisdiction} on {on.day} {on:%B %Y}."
    return LimitsTold(limits=tuple(told), note=note)


def _specific(codes: Sequence[str]) -> bool:
    return any(code.startswith(SPECIFIC_SERVICES) for code in codes)


def _works(codes: Sequence[str]) -> bool:
    return bool(codes) and all(code.startswith(WORKS) for code in codes)


def _counts(one: Threshold, found: Opportunity, codes: Sequence[str], lots: int) -> bool:
    """Whether a row is about a contract like this one."""
    if one.value is None or one.id.startswith(_NOT_OF_ONE_CONTRACT):
        return False
    name = f"{one.id}-"
    if ("-WORKS-" in name) != _works(codes) and ("-WORKS-" in name or "-GS-" in name):
        return False
    if "SMALLLOT" in name:
        return lots > 1
    if "-LT-" in name:
        return not codes or _specific(codes)
    if "-CG-" in name or "-SC-" in name:
        if codes and (_specific(codes) or _works(codes)):
            return False
        central = found.buyer_kind in {"", "central", "health"}
        return central if "-CG-" in name else found.buyer_kind in {"", "council", "health", "other"}
    return True


def _in_force(one: Threshold, on: date) -> bool:
    """By days as printed: a year or a month stands for its first day, at the end for its last."""
    begins, ends = one.effective_from or "0000", one.effective_to or "9999"
    day = on.isoformat()
    return day[: len(begins)] >= begins and day[: len(ends)] <= ends


def _told(one: Threshold, found: Opportunity, lots: Sequence[Lot]) -> Limit:
    limit = Money.pounds(one.value or 0)
    begins = "Below it" if "upper limit" in one.title or "exemption" in one.title else "At or above it"
    small = "SMALLLOT" in one.id
    reached, said = _lots_beside(limit, lots) if small else _beside(limit, found, with_vat="inc VAT" in one.title)
    return Limit(
        id=one.id,
        title=one.title,
        value=limit,
        reached=reached,
        said=said,
        triggers=f"{begins}: {one.triggers.rstrip('.')}" if one.triggers else "",
        source=one.source,
        url=one.url,
        caution=one.caution,
    )


def _beside(limit: Money, found: Opportunity, *, with_vat: bool) -> tuple[bool | None, str]:
    net, gross = found.value, found.value_gross
    value = gross if with_vat else net
    if value is None and net is not None and with_vat:
        highest = Money(int(net.pence * (1 + VAT)))
        if net.pence < limit.pence <= highest.pence:
            return None, f"{pounds(net)} is below it without VAT, and may be above it with VAT"
        value = net
    if value is None and gross is not None and not with_vat:
        lowest = Money(int(gross.pence / (1 + VAT)))
        if lowest.pence < limit.pence <= gross.pence:
            return None, f"{pounds(gross)} with VAT is above it, and may be below it without VAT"
        value = gross
    if value is None:
        return None, "the value is not known"
    reached = value.pence >= limit.pence
    return reached, f"{pounds(value)} is {'at or above' if reached else 'below'} it"


def _lots_beside(limit: Money, lots: Sequence[Lot]) -> tuple[bool | None, str]:
    """A limit for single lots; which of them are below it, without VAT as their values are told."""
    known = [lot for lot in lots if lot.value is not None]
    below = [lot.lot for lot in known if lot.value is not None and lot.value.pence < limit.pence]
    if not known:
        return None, "the values of the lots are not known"
    if not below:
        return True, "no lot is below it"
    names = ", ".join(below[:6]) + (" and others" if len(below) > 6 else "")
    return (
        False,
        f"{'lot' if len(below) == 1 else 'lots'} {names} without VAT {'is' if len(below) == 1 else 'are'} below it",
    )


def same_buyer(one: str, other: str) -> bool:
    """Whether two names are likely to mean the same buyer: equal but for case, signs and `the`."""

    def plain(name: str) -> str:
        return " ".join(word for word in re.findall(r"\w+", name.casefold()) if word != "the")

    return bool(plain(one)) and plain(one) == plain(other)
