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
    """The price index of a calendar year (2019) or of a financial year (2013/14): HM Treasury GDP deflators.

    Of a financial year: 0.75 of the index of the year it begins in and 0.25 of that of the next. A year beyond the
    series uses its last year, and says so. No figure for a year before the series, or one that cannot be read.

    In code: the index, None for no figure, and a note where one is due.
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
    """The published value x the price index of the year wanted / the price index of its own price year.

    A value without a price year cannot be brought to another year: it is used as printed and called undated. Range: as
    published where both ends are, else as far to each side as ranges are assumed.

    In code: `base` is the year wanted. Never call it on a figure already uprated: it takes the printed value.
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
    """The Green Book's rate of the band of years that holds the year, counted from the start.

    Where health has no bands of its own, the standard ones; 0 where there are none at all.

    In code: `kind` is `health` or `standard`.
    """
    known = [band for band in bands if band.kind == kind] or [band for band in bands if band.kind == "standard"]
    reached = [band for band in known if band.from_year <= year]
    band = max(reached, key=lambda one: one.from_year, default=None)
    return Decimal(0) if band is None else Decimal(str(band.rate))


def year_weights(
    duration: Decimal, bands: Sequence[DiscountBand], *, health: bool, discount_first_year: bool
) -> tuple[Decimal, ...]:
    """What each year t = 0, 1, ... counts: the part of it that is covered, min(1, duration - t), / Π (1 + r).

    The product is of years 1 to t, r being the rate of each. Year 0 is the run's own period and is not discounted
    (Green Book); by choice every year is divided by 1 + r of year 1 once more (SROI Guide). No year counts where the
    duration is not above 0 or is longer than LONGEST.

    In code: `discount_first_year` is that choice; empty where no year counts.
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
    """Each later year loses the drop-off once more: weight of year t x (1 - drop-off)^t."""
    kept, faded = ONE, []
    for weight in weights:
        faded.append(weight * kept)
        kept *= ONE - drop_off
    return tuple(faded)
