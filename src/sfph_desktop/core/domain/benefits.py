"""What an outcome is worth, to whom, and what is taken away before anything is claimed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

BenefitLevel = Literal["individual", "social", "environmental"]
LEVELS: tuple[BenefitLevel, ...] = ("individual", "social", "environmental")

PAYERS = (
    "NHS",
    "local authority",
    "DWP",
    "justice",
    "other public purse",
    "the individual",
    "the wider community",
    "the planet",
)
ADJUSTMENTS = ("deadweight", "displacement", "attribution", "drop_off")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValue:
    """A figure of the reference library in pounds, as its publisher printed it."""

    id: str
    category: str
    """individual, social or environmental (total a), fiscal (total b), or parameter (never a benefit)."""
    title: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    price_year: str = ""
    """A calendar year (2019), a financial year (2013/14), or blank: undated, cannot be uprated."""
    geography: str = ""
    payer: str = ""
    """One of PAYERS."""
    source_title: str = ""
    publisher: str = ""
    year_published: str = ""
    url: str = ""
    licence: str = ""
    confidence: str = ""
    """high: offered; medium: check before quoting."""
    notes: str = ""
    contains_wellbeing: bool = False
    """The value includes the person's own wellbeing (WELLBY, QALY, loneliness ...): never added to another."""
    health_rate: bool = False
    """Discounted at the health rate: valued in QALYs or WELLBYs."""
    pack: str = "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """The share taken away (0 to 1), with the reason for it. Without either it is missing, never zero."""

    share: Decimal | None = None
    reason: str = ""
    source: str = ""
    """Where the share comes from: a study, a comparison group, our own records. Blank is marked, not refused."""

    @property
    def given(self) -> bool:
        """Whether a share and a reason are both there."""
        return self.share is not None and bool(self.reason.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """A change times a unit value, as the enterprise has chosen it."""

    id: int = 0
    line_ref: str
    indicator: str
    """INSTRUMENT[.OUTPUT].improved | .recovered | .change_sum, event:TYPE, event_quantity:TYPE, environment:tco2e."""
    unit_value: str
    """Id in the reference library, or `carbon` for the carbon values by year."""
    unit_value_checked: str = ""
    """How somebody made sure of a value marked "check before quoting", or of one for another country."""
    duration_years: Decimal
    deadweight: Adjustment = Adjustment()
    displacement: Adjustment = Adjustment()
    attribution: Adjustment = Adjustment()
    drop_off: Adjustment = Adjustment()
    cashable: Adjustment = Adjustment()
    """The share of a fiscal value that is cash really released; blank counts as none."""
    contract_ref: str = ""
    overlap_group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentEvidence:
    """What somebody found out about one adjustment: shown beside the field, never filled in by itself."""

    adjustment: str
    """One of ADJUSTMENTS."""
    about: tuple[str, ...] = ()
    """Words of which one occurs in the indicator or in the unit value's title; none: it is about every line."""
    said: str
    source: str = ""
    confidence: str = ""

    def fits(self, told: str) -> bool:
        """Whether it is about a line that is told in these words."""
        return not self.about or any(word in told.casefold() for word in self.about)
