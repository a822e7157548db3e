"""Prices and time: a value in the pounds of the chosen year, and the worth today of a value in later years.

Decimals throughout: these numbers end in a bank account, and must come out to the penny.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.domain.impact_facts import CarbonValue, DiscountBand

ONE = Decimal(1)
UNDERSTATED = "Uprated by prices only, not by income per head as well: understated."
LONGEST = 100
"""No duration beyond this many years is worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A unit value in the price base, with its range, and what must be said about it."""

    printed: Decimal
    central: Decimal
    low: Decimal
    high: Decimal
    assumed: bool
    """The range was assumed by this program: none was published."""
    notes: tuple[str, ...] = ()


def to_pence(pounds: Decimal) -> int:
    """Whole pence, half a penny rounded away from zero."""
    return int((pounds * 100).to_integral_value(rounding=ROUND_HALF_UP))


def price_base(chosen: int | None, deflator: Mapping[int, float]) -> int | None:
    """The calendar year of the prices: as chosen, else the last of the deflator series; None without a series."""
    return chosen if chosen is not None else max(deflator, default=None)


def price_index(price_year: str, deflator: Mapping[int, float]) -> tuple[Decimal | None, str]:
    """The price index of a calendar year (`2019`) or a financial year (`2013/14`), and a note where one is due.

    Financial year y/y+1 = 0.75 · index of y + 0.25 · index of y+1 on the calendar series (HM Treasury GDP deflators). A
    year beyond the series uses its last year and says so. None for a year before the series or unreadable.
    """
    found = re.fullmatch(r"\s*(\d{4})(?:\s*[/-]\s*(\d{2}|\d{4}))?\s*", price_year)
    if not found or not deflator:
        return None, ""
    first, last = int(found[1]), max(deflator)
    years = (first, first + 1) if found[2] else (first,)
    parts = [deflator.get(min(year, last)) for year in years]
    if any(part is None for part in parts):
        return None, ""
    exact = [Decimal(str(part)) for part in parts]
    index = exact[0] if len(exact) == 1 else exact[0] * Decimal("0.75") + exact[1] * Decimal("0.25")
    late = (
        f"The price index ends in {last}; prices of {price_year.strip()} use its last year." if years[-1] > last else ""
    )
    return index, late


def uprated(value: UnitValue, base: int | None, deflator: Mapping[int, float], assumed_range: float) -> Price:
    """A unit value of the library in the prices of year `base`: value x index(base) / index(its price year).

    A blank price year cannot be uprated: the value is used as printed and called undated. Never called on a figure
    already uprated: it takes the printed value. Range: as published where both ends are, else ± `assumed_range`.
    """
    notes = []
    ratio = ONE
    then, late = price_index(value.price_year, deflator)
    now, beyond = price_index(str(base), deflator) if base is not None else (None, "")
    if not value.price_year.strip():
        notes.append("Undated: no price year was published, so it is used as printed.")
    elif then is None or now is None:
        notes.append(f"Used as printed: the price index does not reach from {value.price_year} to {base}.")
    else:
        ratio = now / then
        notes += [note for note in (late, beyond) if note]
    if ratio != ONE and value.id.lower().startswith("wellby"):
        notes.append(UNDERSTATED)
    return _ranged(value.value * ratio, value.value, _published(value, ratio), assumed_range, notes)


def _published(value: UnitValue, ratio: Decimal) -> tuple[Decimal, Decimal] | None:
    return None if value.low is None or value.high is None else (value.low * ratio, value.high * ratio)


def _ranged(
    central: Decimal,
    printed: Decimal,
    published: tuple[Decimal, Decimal] | None,
    assumed_range: float,
    notes: Sequence[str],
) -> Price:
    spread = abs(central) * Decimal(str(assumed_range))
    low, high = published or (central - spread, central + spread)
    return Price(
        printed=printed,
        central=central,
        low=min(low, central),
        high=max(high, central),
        assumed=published is None,
        notes=tuple(notes),
    )


def carbon_price(
    tonnes: Mapping[int, Decimal],
    carbon: Mapping[int, CarbonValue],
    base: int | None,
    deflator: Mapping[int, float],
) -> Price | None:
    """Pounds per tonne over several years, each with its own carbon value uprated to the price base, by tonnes.

    Source: DESNZ, valuation of greenhouse gas emissions (low, central, high). None where a year has no carbon value or
    nothing was saved on balance.
    """
    total = sum(tonnes.values(), Decimal(0))
    if not total or any(year not in carbon for year in tonnes):
        return None
    printed = low = central = high = Decimal(0)
    notes: dict[str, None] = {}
    for year, amount in sorted(tonnes.items()):
        value = carbon[year]
        as_published = UnitValue(
            id="carbon",
            category="environmental",
            title="",
            value=Decimal(str(value.central)),
            low=Decimal(str(value.low)),
            high=Decimal(str(value.high)),
            price_year=str(value.price_year),
        )
        price = uprated(as_published, base, deflator, 0.0)
        printed, central = printed + amount * price.printed, central + amount * price.central
        low, high = low + amount * price.low, high + amount * price.high
        notes.update(dict.fromkeys(price.notes))
    ends = sorted((low / total, high / total))
    return _ranged(central / total, printed / total, (ends[0], ends[1]), 0.0, tuple(notes))


def discount_rate(bands: Sequence[DiscountBand], kind: str, year: int) -> Decimal:
    """The rate (Green Book) of the band that holds a year from the start; `standard` where the kind has no bands.

    0 where there are no bands at all.
    """
    known = [band for band in bands if band.kind == kind] or [band for band in bands if band.kind == "standard"]
    reached = [band for band in known if band.from_year <= year]
    band = max(reached, key=lambda one: one.from_year, default=None)
    return Decimal(0) if band is None else Decimal(str(band.rate))


def year_weights(
    duration: Decimal, bands: Sequence[DiscountBand], *, health: bool, discount_first_year: bool
) -> tuple[Decimal, ...]:
    """Of each year t = 0, 1, ... of the duration the share covered, min(1, duration - t), divided by Π (1 + r) of 1..t.

    Year 0 is the run's own period, undiscounted (Green Book); `discount_first_year` divides every year by 1 + r of year
    1 once more (SROI Guide). Empty for a duration that is not above 0 or is longer than LONGEST.
    """
    if not 0 < duration <= LONGEST:
        return ()
    kind = "health" if health else "standard"
    discount = ONE + discount_rate(bands, kind, 1) if discount_first_year else ONE
    weights = []
    for year in range(ceil(duration)):
        if year:
            discount *= ONE + discount_rate(bands, kind, year)
        weights.append(min(ONE, duration - year) / discount)
    return tuple(weights)


def fading(weights: Sequence[Decimal], drop_off: Decimal) -> tuple[Decimal, ...]:
    """The weights of the years with `drop_off` lost in each later year: weight of t x (1 - drop_off)^t."""
    kept, faded = ONE, []
    for weight in weights:
        faded.append(weight * kept)
        kept *= ONE - drop_off
    return tuple(faded)
