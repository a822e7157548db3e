"""What buyers ask for: table rows into frameworks, thresholds, community benefits and everyday phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.frameworks import (
    Buyer,
    CommunityBenefitType,
    Framework,
    FrameworkOutcome,
    Threshold,
    WoollyPhrase,
)
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.tables import Row, decimal
from sfph_desktop.core.reference.values import SHIPPED


def frameworks(labelled: Iterable[tuple[Row, str]]) -> dict[str, Framework]:
    """Frameworks by id, outcomes in the order of the table; later rows take the place of earlier ones by both ids."""
    heads: dict[str, Row] = {}
    outcomes: dict[str, dict[str, FrameworkOutcome]] = {}
    for row, pack in labelled:
        heads[row["framework_id"]] = row
        outcomes.setdefault(row["framework_id"], {})[row["outcome_id"]] = outcome(row, pack)
    return {
        framework_id: Framework(
            id=framework_id,
            title=row["framework_title"],
            jurisdiction=row["jurisdiction"],
            year=row["year"],
            status=row["status"],
            outcomes=tuple(outcomes[framework_id].values()),
        )
        for framework_id, row in heads.items()
    }


def outcome(row: Row, pack: str = SHIPPED) -> FrameworkOutcome:
    """One row of `outcome_frameworks.csv`."""
    return FrameworkOutcome(
        framework_id=row["framework_id"],
        id=row["outcome_id"],
        title=row["outcome_title"],
        source=row["source"],
        url=row["url"],
        licence=row["licence"],
        confidence=row["confidence"],
        pack=pack,
    )


def threshold(row: Row, pack: str = SHIPPED) -> Threshold:
    """One row of `procurement_thresholds.csv`."""
    return Threshold(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        title=row["title"],
        value=decimal(row["value_gbp"]),
        currency_year=row["currency_year"],
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
        triggers=row["what_it_triggers"],
        source=row["source"],
        url=row["url"],
        confidence=row["confidence"],
        pack=pack,
    )


def community_benefit(row: Row) -> CommunityBenefitType:
    """One row of `community_benefit_types.csv`."""
    columns = ("id", "category", "title", "unit", "description", "source", "url")
    return CommunityBenefitType(**{column: row[column] for column in columns})


_TOLD_AT: dict[str, BenefitLevel] = {
    "service use": "social", "care need": "social", "daily living": "individual", "housing": "individual",
    "safety": "individual",
}  # fmt: skip
"""By construct, the level of a phrase that the library has under `environment or service system`.

Services and the public purse are the social level, a person's own home and daily life the individual one; what is left
is carbon, waste, water and places (toolkit method, section 1).
"""


def woolly_phrase(row: Row) -> WoollyPhrase:
    """One row of `woolly_words.csv`."""
    return WoollyPhrase(
        phrase=row["phrase"],
        construct=row["construct"],
        instruments=instrument_ids(row),
        level=_TOLD_AT.get(row["construct"], row["level"]) if row["level"] == "environmental" else row["level"],
        indicator=row["suggested_indicator"],
    )


def instrument_ids(row: Mapping[str, str]) -> tuple[str, ...]:
    """The instruments a phrase points to."""
    return tuple(part.strip() for part in row["suggested_instrument_ids"].split(";") if part.strip())


def buyers(file: Path) -> tuple[Buyer, ...]:
    """The kinds of buyer, by country, from `words/buyers.toml`; UserCanFix when the installation lacks it."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))["buyers"]
        return tuple(
            Buyer(id=one["id"], country=one["country"], name=one["name"], frameworks=tuple(one["frameworks"]))
            for one in told
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        raise UserCanFix(
            what="The program's own list of buyers is missing or damaged.", do="Install the program again."
        ) from None
