"""Parts of a change figure that stand beside its averages: a threshold crossed, and a comparison."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """Threshold crossing: of those on the risk side at baseline, those off it at latest."""

    at_risk: int
    recovered: int
    ci_low: float | None
    ci_high: float | None
    fell: int
    """Those off the risk side at baseline and on it at latest: always told beside `recovered`."""
    mcnemar_p: float | None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceInDifferences:
    """Our mean change less the comparison group's, with its 95 % interval (Welch)."""

    difference: float
    ci_low: float
    ci_high: float
    comparison_pairs: int
    source: str
