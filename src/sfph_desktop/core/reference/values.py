"""Figures in pounds, carbon and years: table rows into the domain's values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sfph_desktop.core.domain.benefits import PAYERS, UnitValue
from sfph_desktop.core.domain.impact_facts import CarbonValue, DiscountBand, GhgFactor
from sfph_desktop.core.reference.tables import Row, decimal, needed

SHIPPED = "shipped"

PAYER_BY_FIRST_WORDS = (
    ("NHS", "NHS"),
    ("Local authority", "local authority"),
    ("DWP", "DWP"),
    ("Police", "justice"),
    ("Criminal justice", "justice"),
    ("Schools", "other public purse"),
    ("Funder", "other public purse"),
    ("HMRC", "other public purse"),
    ("Scottish Government", "other public purse"),
    ("Individual", "the individual"),
    ("Unpaid carers", "the individual"),
    ("Victim", "the individual"),
    ("Society", "the wider community"),
    ("Employers", "the wider community"),
    ("Waste producer", "the wider community"),
    ("Planet", "the planet"),
)
"""A printed payer is often a list; the first named decides (decision 28 of the method)."""

WELLBEING_WORDS = (
    "wellby",
    "qaly",
    "life-satisfaction",
    "wellbeing",
    "well-being",
    "quality of life",
    "intangible",
    "lonel",
    "abuse",
    "suicide",
    "dementia",
    "maltreatment",
    "offence",
    "victim",
)
HEALTH_UNITS = ("qaly", "wellby", "life-satisfaction")

GHG_ID = re.compile(r"ghg_(?P<year>\d{4})_(?P<name>[a-z0-9_]+)")


def payer(printed: str) -> str:
    """One of PAYERS for a payer as printed; ValueError when the first named is none we know."""
    if printed in PAYERS:
        return printed
    for words, found in PAYER_BY_FIRST_WORDS:
        if printed.casefold().startswith(words.casefold()):
            return found
    raise ValueError(printed)


def contains_wellbeing(row: Row) -> bool:
    """Whether a value includes the person's own wellbeing, so that it may not be added to another that does.

    A table may say so itself in a column `contains_wellbeing` (yes or no). Otherwise: every value of category
    `individual` does (WELLBY, QALY, loneliness, the burden of dementia); one of category `social` does when its id,
    title or unit is about harm to a person: domestic abuse, suicide, an offence (the Home Office's costs include the
    victim's physical and emotional harm), child maltreatment, dementia, or any figure that names wellbeing or quality
    of life. Fiscal and environmental values and parameters never do.
    """
    if said := row.get("contains_wellbeing", ""):
        return said == "yes"
    if row["category"] == "individual":
        return True
    about = " ".join(row[column] for column in ("id", "title", "unit")).casefold()
    return row["category"] == "social" and any(word in about for word in WELLBEING_WORDS)


def health_rate(row: Row) -> bool:
    """Whether a value is counted in QALYs or WELLBYs, and so discounted at the health rate.

    A table may say so itself in a column `health_rate` (yes or no); otherwise its unit decides.
    """
    if said := row.get("health_rate", ""):
        return said == "yes"
    return any(word in row["unit"].casefold() for word in HEALTH_UNITS)


def unit_value(row: Row, pack: str = SHIPPED) -> UnitValue:
    """One row of `unit_values.csv`. The payer as printed stays in the notes. ValueError when a number is none."""
    return UnitValue(
        id=row["id"],
        category=row["category"],
        title=row["title"],
        value=needed(row["value"]),
        low=decimal(row["low"]),
        high=decimal(row["high"]),
        unit=row["unit"],
        price_year=row["price_year"],
        geography=row["geography"],
        payer=payer(row["payer"]),
        source_title=row["source_title"],
        publisher=row["publisher"],
        year_published=row["year_published"],
        url=row["url"],
        licence=row["licence"],
        confidence=row["confidence"],
        notes=" ".join(part for part in (f"Payer as printed: {row['payer']}.", row["notes"]) if part),
        contains_wellbeing=contains_wellbeing(row),
        health_rate=health_rate(row),
        pack=pack,
    )


def ghg_factor(row: Row, pack: str = SHIPPED) -> GhgFactor:
    """One row of `ghg_factors.csv`; ValueError when its id does not carry its year."""
    match = GHG_ID.fullmatch(row["id"])
    if match is None or match["year"] != row["year"]:
        raise ValueError(row["id"])
    return GhgFactor(
        id=match["name"],
        year=int(row["year"]),
        activity=row["activity"],
        unit=row["unit"],
        kgco2e=float(needed(row["kgco2e"])),
        confidence=row["confidence"],
        source=row["source"],
        url=row["url"],
        scope=row["scope"],
        pack=pack,
    )


def carbon_value(row: Row) -> CarbonValue:
    """One row of `carbon_values.csv`."""
    return CarbonValue(
        year=int(row["year"]),
        low=float(needed(row["low"])),
        central=float(needed(row["central"])),
        high=float(needed(row["high"])),
        price_year=int(row["price_year"]),
        source=row["source"],
    )


def discount_band(row: Row) -> DiscountBand:
    """One row of `discount_rates.csv`."""
    return DiscountBand(
        kind=row["kind"],
        from_year=int(row["from_year"]),
        to_year=int(row["to_year"]) if row["to_year"] else None,
        rate=float(needed(row["rate"])),
        source=row["source"],
    )


def deflator(tables: Sequence[Sequence[Row]]) -> dict[int, float]:
    """The deflator by calendar year, from the shipped table and those of packs, the newest last.

    A table with the same `base` extends and supersedes year by year; one with another base is another series and takes
    the place of everything before it, because indices of two series must not be mixed.
    """
    series: dict[int, float] = {}
    base = ""
    for table in tables:
        for row in table:
            if row["base"] != base:
                series, base = {}, row["base"]
            series[int(row["year"])] = float(needed(row["index"]))
    return dict(sorted(series.items()))


def discount(tables: Sequence[Sequence[Row]]) -> tuple[DiscountBand, ...]:
    """The discount bands. A pack's bands of one kind take the place of all earlier bands of that kind."""
    bands: dict[str, list[DiscountBand]] = {}
    for table in tables:
        newer: dict[str, list[DiscountBand]] = {}
        for row in table:
            newer.setdefault(row["kind"], []).append(discount_band(row))
        bands |= newer
    return tuple(
        sorted((b for kind in bands.values() for b in kind), key=lambda b: (b.kind != "standard", b.kind, b.from_year))
    )
