"""What buyers ask for: outcome frameworks, procurement thresholds, community benefits, and everyday phrases."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

DOUBTFUL_WORDS = ("secondary", "paraphrase", "inferred", "remembered", "memory", "low")
"""Words in a confidence that keep a title from being printed as official."""

CHECK_FIRST = "not read in the issuing body's own words: check before quoting"


def is_official(confidence: str) -> bool:
    """Whether a title with this confidence was read, all of it, in a copy of the issuing body's own page.

    Only `official-seen`, and no part of it secondary, paraphrased, inferred or remembered.
    """
    said = confidence.lower()
    return said.startswith("official-seen") and not any(word in said for word in DOUBTFUL_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkOutcome:
    """One outcome of a framework, as its title was found."""

    framework_id: str
    id: str
    title: str
    source: str = ""
    url: str = ""
    licence: str = ""
    confidence: str = ""
    pack: str = "shipped"

    @property
    def official(self) -> bool:
        """Whether the title may be printed as the issuing body's own."""
        return is_official(self.confidence)

    @property
    def caution(self) -> str:
        """What must stand beside a title that is not official; blank beside one that is."""
        return "" if self.official else CHECK_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A set of outcomes that a buyer works to. Frameworks move: id and year go with every mapping."""

    id: str
    title: str
    jurisdiction: str
    year: str
    status: str
    outcomes: tuple[FrameworkOutcome, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the newest copy seen says that the framework is in force."""
        return self.status.startswith("current")

    @property
    def standing(self) -> str:
        """The first word of its status: current, superseded, proposed, historic or unclear."""
        return self.status.split("(")[0].strip().rstrip(";,.") or "unclear"

    @property
    def version(self) -> str:
        """Its year; a year that was only remembered, not read, says so."""
        doubtful = "year" in self.status and "remembered" in self.status
        return f"{self.year} (year not checked)" if doubtful and self.year else self.year

    @property
    def official_titles(self) -> int:
        """How many of its titles may be shown as the issuing body's own."""
        return sum(outcome.official for outcome in self.outcomes)

    def outcome(self, outcome_id: str) -> FrameworkOutcome:
        """The outcome of that id; KeyError when there is none."""
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        raise KeyError(outcome_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """A kind of buyer in one country, and the frameworks it is likely to work to, the likeliest first."""

    id: str
    country: str
    name: str
    frameworks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """An amount, or a share, at which a buyer's duties change."""

    id: str
    jurisdiction: str
    title: str
    value: Decimal | None
    """Pounds; None where the threshold is a share or in another currency: the title says it."""
    currency_year: str = ""
    effective_from: str = ""
    """As printed: a year, a month (2007-09) or a day."""
    effective_to: str = ""
    triggers: str = ""
    source: str = ""
    url: str = ""
    confidence: str = ""
    pack: str = "shipped"

    @property
    def official(self) -> bool:
        """Whether it may be printed as the issuing body's own."""
        return is_official(self.confidence)

    @property
    def caution(self) -> str:
        """What must stand beside it when it is not official; blank when it is."""
        return "" if self.official else CHECK_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityBenefitType:
    """A kind of promise a bid may make, with the unit it is counted in."""

    id: str
    category: str
    title: str
    unit: str
    description: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WoollyPhrase:
    """An everyday phrase, what it is about, and the measures that could show it. A suggestion, never a finding."""

    phrase: str
    construct: str
    instruments: tuple[str, ...]
    """Ids in the reference library, the best first; empty where a count or a record says it better."""
    level: str
    indicator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo:
    """A pack that extends or replaces parts of the reference library."""

    id: int = 0
    name: str
    version: str
    publisher: str
    licence: str
    made: str = ""
    """ISO date on which the publisher made it."""
    licensed: bool = False
    """Its values may only be used by those who hold a licence."""
    declaration: str = ""
    """What a person declares when loading a licensed pack."""
    licensed_until: str = ""
    """ISO date of the last day on which its values may be used; blank: for good."""
    declared_by: str = ""
    declared_on: str = ""
    """ISO date."""
    holds: tuple[str, ...] = ()
    """Its tables and measures, by file name."""

    @property
    def label(self) -> str:
        """Name and version, for lists and for the mark on every row that came from it."""
        return f"{self.name} {self.version}".strip()

    def __str__(self) -> str:
        return self.label
