"""What a value line may be, and which unit values need somebody to make sure of them first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation

from sfph_desktop.core.domain.benefits import ADJUSTMENTS, Adjustment, UnitValue, ValueLine
from sfph_desktop.core.domain.problems import Problem

CARBON = "carbon"
"""Stands for the carbon values by year in place of a unit value's id."""
CHECK_FIRST = "Check before quoting: "
"""How the reason begins why a value needs a deliberate choice."""
LONGEST_YEARS = 100
ADJUSTMENT_WORDS = {
    "deadweight": "would have happened anyway",
    "displacement": "moved from elsewhere",
    "attribution": "owed to others",
    "drop_off": "lost in each later year",
    "cashable": "released as cash",
}
"""What each share takes away (of the last: what it releases)."""
TAKEN_OFF = {
    "deadweight": "what would have happened anyway",
    "displacement": "what moved from elsewhere",
    "attribution": "what is owed to others",
    "drop_off": "what is lost in each later year",
}
"""The four adjustments, in the middle of a sentence."""

_OURS = ("uk", "united kingdom", "great britain", "gb", "scotland", "england", "wales", "northern ireland")
_OF_LONDON = frozenset("greater inner outer central east west north south city the of and area region boroughs".split())
"""What may stand beside London for it to be ours: beside anything else, as Ontario, somebody must look."""
_FAR = ("canada", "ontario", "usa", "united states", "america", "australia", "new zealand", "jamaica", "south africa")
"""Where there are an England, a Wales and a Scotland too."""
_CURRENCIES = {
    "EUR": "euros", "€": "euros", "USD": "US dollars", "US$": "US dollars", "$": "dollars", "AUD": "Australian dollars",
    "CAD": "Canadian dollars", "NZD": "New Zealand dollars", "CHF": "Swiss francs", "SEK": "Swedish kronor",
    "NOK": "Norwegian kroner", "DKK": "Danish kroner", "JPY": "yen", "¥": "yen", "INR": "rupees", "ZAR": "rand",
}  # fmt: skip
_SPELT = {"euro": "euros", "euros": "euros", "dollar": "dollars", "dollars": "dollars"}


def other_currency(unit: UnitValue) -> str:
    """The currency of a value that is not in pounds, in words; blank where it is in pounds or says nothing else."""
    said = unit.unit.strip().split()
    first = said[0] if said else ""
    if first.startswith(("£", "GBP")) or first.casefold() in {"pound", "pounds"}:
        return ""  # what follows may say of which other currency it was made
    for word in said:
        bare = word.strip("().,;:")
        if bare in _CURRENCIES:
            return _CURRENCIES[bare]
        if bare.casefold() in _SPELT:
            return _SPELT[bare.casefold()]
    return next((name for sign, name in _CURRENCIES.items() if not sign.isalpha() and first.startswith(sign)), "")


def other_country(unit: UnitValue) -> str:
    """The country of a value that is for no part of the United Kingdom, as printed; blank otherwise."""
    place = unit.geography.strip()
    said = " ".join(re.split(r"[^a-z]+", place.casefold()))
    # New South Wales and New England lie elsewhere.
    known = any(re.search(rf"(?<!\bnew )(?<!\bnew south )\b{ours}\b", said) for ours in _OURS)
    far = any(re.search(rf"\b{there}\b", said) for there in _FAR)
    london = "london" in said.split() and set(said.split()) <= {"london", *_OF_LONDON}
    return "" if (known and not far) or london or not place else place


def why_check(unit: UnitValue) -> str:
    """Why a value needs a deliberate choice before it is used, as a sentence; blank where it does not."""
    why = []
    if currency := other_currency(unit):
        why.append(f"it is in {currency}, and cannot be added to pounds")
    if unit.confidence and unit.confidence != "high":
        why.append("it was seen in one secondary source only")
    if unit.id != CARBON and not unit.price_year.strip():
        why.append("it has no price year, so it cannot be brought to today's prices")
    if other_country(unit):
        why.append(f"it is a value for {unit.geography}")
    return f"{CHECK_FIRST}{' and '.join(why)}." if why else ""


def why_never(unit: UnitValue) -> str:
    """Why a value can stand in no value line, as a sentence; blank where it can."""
    currency = other_currency(unit)
    return f"'{unit.title}' is in {currency}, and cannot be added to pounds." if currency else ""


def standing_words(unit: UnitValue) -> str:
    """How a value stands in a list: `offered`, `check before quoting`, or `in euros: cannot be added`."""
    if currency := other_currency(unit):
        return f"in {currency}: cannot be added to pounds"
    return "check before quoting" if why_check(unit) else "offered"


def tidy(line: ValueLine) -> ValueLine:
    """The line with its texts trimmed."""
    changes: dict[str, object] = {}
    for one in fields(line):
        value = getattr(line, one.name)
        if isinstance(value, str):
            changes[one.name] = " ".join(value.split())
        elif isinstance(value, Adjustment):
            changes[one.name] = Adjustment(
                share=value.share, reason=" ".join(value.reason.split()), source=" ".join(value.source.split())
            )
    return replace(line, **changes)  # type: ignore[arg-type]


def line_problems(line: ValueLine, unit: UnitValue | None, *, chosen_now: bool) -> tuple[Problem, ...]:
    """Everything about a line that cannot be so, by field; `chosen_now`: its unit value is being chosen with it.

    Adjustments may be missing: the line is then shown and not counted. One above the whole is refused.
    """
    return (*_itself(line), *_shares(line), *_value(line, unit, chosen_now=chosen_now))


def _said(column: str, value: object, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value=str(value), reason=reason, accepted=accepted)


def _itself(line: ValueLine) -> Iterator[Problem]:
    if not line.line_ref:
        yield _said("line_ref", "", "A value line needs a reference.", "a short word of your own, as VL1")
    if not line.indicator:
        yield _said("indicator", "", "It is not said which change is valued.", "a change or an event of your findings")
    if not line.duration_years.is_finite() or not 0 < line.duration_years <= LONGEST_YEARS:
        reason = "The years it lasts must be above 0."
        if line.duration_years.is_finite() and line.duration_years > LONGEST_YEARS:
            reason = f"No change is valued for more than {LONGEST_YEARS} years."
        yield _said("duration_years", line.duration_years, reason, f"a number above 0 and up to {LONGEST_YEARS}")


def _shares(line: ValueLine) -> Iterator[Problem]:
    for name in (*ADJUSTMENTS, "cashable"):
        share: Decimal | None = getattr(line, name).share
        if share is not None and (not share.is_finite() or not 0 <= share <= 1):
            yield _said(name, share, share_trouble(share * 100), "0 to 100 of 100")


def of_hundred(share: Decimal | None) -> str:
    """A share as people say it: `30 of 100`, `2.5 of 100`; blank for none."""
    return "" if share is None else f"{format((share * 100).normalize(), 'f')} of 100"


def typed_of_hundred(share: object) -> object:
    """A share as it is typed into a field of so many of 100: 0.6 is `60`. What is no share is left as it is."""
    return format((share * 100).normalize(), "f") if isinstance(share, Decimal) else share


def share_trouble(of_hundred: Decimal) -> str:
    """Why so many of 100 cannot be taken away; blank when they can."""
    if of_hundred > 100:
        return "More than 100 of 100 cannot be taken away: nothing would be left to value."
    return "" if of_hundred >= 0 else "Less than nothing cannot be taken away."


def share_of_hundred(text: str) -> tuple[Decimal, str]:
    """The share that is meant by so many of 100, and why it cannot be so; blank when it can."""
    many = Decimal(text)
    return many / 100, share_trouble(many)


def as_typed(number: object) -> object:
    """A decimal as a person would type it; everything else as it is."""
    return format(number.normalize(), "f") if isinstance(number, Decimal) else number


def hundred_typed(share: Decimal | None) -> str:
    """A share as it is typed: 0.3 is `30`."""
    return "" if share is None else format((share * 100).normalize(), "f")


def years_of(text: str) -> Decimal | None:
    """A number of years as typed; None where it is no number."""
    try:
        found = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def pounds_printed(amount: Decimal) -> str:
    """An amount as it was published: with pence only where it has some."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def printed(amount: Decimal, unit: UnitValue) -> str:
    """An amount of a unit value as it was published, in its own currency: `£9,537`, `1,000 euros`."""
    currency = other_currency(unit)
    return f"{pounds_printed(amount).removeprefix('£')} {currency}" if currency else pounds_printed(amount)


def _value(line: ValueLine, unit: UnitValue | None, *, chosen_now: bool) -> Iterator[Problem]:
    if not line.unit_value:
        yield _said("unit_value", "", "It is not said what one change is worth.", "a value of the reference library")
        return
    if line.unit_value == CARBON and line.indicator != "environment:tco2e":
        yield _said("unit_value", CARBON, "Carbon values count tonnes of CO2e only.", "a value for people or events")
    if unit is None:
        if line.unit_value != CARBON:
            reason = f"The reference library has no value '{line.unit_value}'."
            yield _said("unit_value", line.unit_value, reason, "a value of the reference library; search it")
        return
    if unit.category == "parameter":
        reason = f"'{unit.title}' is a figure for working with, not the value of a benefit."
        yield _said("unit_value", unit.id, reason, "a value of a benefit")
    if never := why_never(unit):
        yield _said("unit_value", unit.id, never, "a value in pounds")
    elif chosen_now and why_check(unit) and not line.unit_value_checked:
        yield _said("unit_value_checked", "", why_check(unit), "a few words on how you made sure of it")
