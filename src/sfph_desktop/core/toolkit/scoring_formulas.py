"""Scores that are formulas of their own: IPAQ's MET-minutes and category, and Goal Attainment Scaling's T."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from sfph_desktop.core.domain.problems import UserCanFix

Column = npt.NDArray[np.float64]

WALKING, MODERATE, VIGOROUS = 3.3, 4.0, 8.0
"""MET of each kind of activity (IPAQ scoring protocol)."""
MOST_A_DAY = 180.0
"""Minutes a day of one kind above which IPAQ truncates."""
MOST_IN_ALL = 960.0
"""Minutes a day in total above which IPAQ drops the record: nobody is active for 16 hours."""
RHO = 0.3
"""The correlation between goals that Kiresuk and Sherman (1968) assume."""


def ipaq_minutes(items: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Days a week and minutes a day of vigorous, moderate and walking activity, after IPAQ's data rules.

    No days means no minutes, whatever stands there. A kind with days but no minutes, or with no answer on days, leaves
    the record without a score; so does a record above 960 minutes a day in all. Each kind is cut at 180 minutes a day.
    """
    days = [items[0], items[2], items[4]]
    minutes = [np.where(d == 0, 0.0, m) for d, m in zip(days, (items[1], items[3], items[5]), strict=True)]
    too_much = minutes[0] + minutes[1] + minutes[2] > MOST_IN_ALL
    kept = [np.where(too_much, np.nan, np.minimum(m, MOST_A_DAY)) for m in minutes]
    return days, kept


def ipaq_met_minutes(items: Sequence[Column], _weights: list[Column] | None = None) -> Column:
    """MET-minutes a week: 8.0 x vigorous + 4.0 x moderate + 3.3 x walking, each minutes a day x days a week."""
    days, minutes = ipaq_minutes(items)
    parts = [met * d * m for met, d, m in zip((VIGOROUS, MODERATE, WALKING), days, minutes, strict=True)]
    return parts[0] + parts[1] + parts[2]


def ipaq_category(items: Sequence[Column]) -> list[str | None]:
    """`low`, `moderate` or `high` by the IPAQ scoring protocol; None where there are no MET-minutes.

    high: vigorous on 3 days or more and 1,500 MET-minutes in all, or 7 days or more of any combination and 3,000.
    moderate: vigorous on 3 days or more of at least 20 minutes; or moderate activity and walking of at least 30 minutes
    a day on 5 days or more together; or 5 days or more of any combination and 600 MET-minutes.
    """
    days, minutes = ipaq_minutes(items)
    met = ipaq_met_minutes(items)
    (vigorous, moderate, walking), any_days = days, days[0] + days[1] + days[2]
    high = ((vigorous >= 3) & (met >= 1500)) | ((any_days >= 7) & (met >= 3000))
    long_days = np.where(minutes[1] >= 30, moderate, 0) + np.where(minutes[2] >= 30, walking, 0)
    medium = ((vigorous >= 3) & (minutes[0] >= 20)) | (long_days >= 5) | ((any_days >= 5) & (met >= 600))
    words = np.where(high, "high", np.where(medium, "moderate", "low")).tolist()
    return [None if gone else word for word, gone in zip(words, np.isnan(met).tolist(), strict=True)]


def kiresuk_sherman_t(items: Sequence[Column], weights: list[Column] | None = None) -> Column:
    """Goal Attainment Scaling: T = 50 + 10 Σwx / √((1-ρ)Σw² + ρ(Σw)²) over the scored goals, ρ = 0.3.

    The root covers the whole denominator (Kiresuk and Sherman 1968). Weights are 1 unless given; UserCanFix when a
    scored goal has a weight that is not above 0.
    """
    ones = [np.ones_like(goal) for goal in items]
    given = ones if weights is None else [*weights, *(np.full_like(goal, np.nan) for goal in items[len(weights) :])]
    top, whole, squares = (np.zeros_like(items[0]) for _ in range(3))
    for goal, weight in zip(items, given, strict=False):
        scored = ~np.isnan(goal)
        if not (weight[scored] > 0).all():
            raise UserCanFix(
                what="A scored goal has no weight above 0.", do="Give every goal a weight above 0, or none of them."
            )
        counted = np.where(scored, weight, 0.0)
        top, whole, squares = top + counted * np.nan_to_num(goal), whole + counted, squares + counted**2
    bottom = (1 - RHO) * squares + RHO * whole**2
    return np.where(bottom > 0, 50 + 10 * top / np.sqrt(np.where(bottom > 0, bottom, 1.0)), np.nan)


FORMULAS: dict[str, Callable[[Sequence[Column], list[Column] | None], Column]] = {
    "ipaq_met_minutes": ipaq_met_minutes,
    "kiresuk_sherman_t": kiresuk_sherman_t,
}
CATEGORIES: dict[str, Callable[[Sequence[Column]], list[str | None]]] = {"ipaq_category": ipaq_category}
