"""Difference in differences a second time: our people's changes from the workbook's rows, against a recorded group.

By Welch's formulas as they are printed (Welch 1947, Satterthwaite 1946). It shares no code with the program.
"""

from __future__ import annotations

import math
from statistics import mean, stdev

from scipy import stats
from tests.independent.recompute import DIRECTION, Rows


def differences(rows: Rows, theirs: dict) -> dict[tuple, dict[str, float]]:
    """(instrument, output) -> the difference with its 95 % interval, where a group to compare with is recorded."""
    told = {}
    for key, found in theirs["behind"]["found"].items():
        group = first_group(rows, key, {other for other in theirs["behind"]["found"] if other[0] == key[0]})
        pairs = found["pairs"].values()
        if group is None or len(pairs) < 10:
            continue
        ours = [round(DIRECTION.get(key, 1) * (last[3] - first[3]), 6) for _, first, last, *_ in pairs]
        told[key] = welch(ours, int(group["pairs"]), float(group["mean_change"]), float(group["sd_change"]))
    return told


def first_group(rows: Rows, key: tuple, outputs: set) -> dict | None:
    """Of what is recorded for a scale the first by reference; a published rate alone has no difference."""
    for row in sorted(rows["comparisons"], key=lambda one: str(one["comparison_ref"])):
        named = row["output"] or (key[1] if len(outputs) == 1 else None)
        if (row["instrument"], named) != key:
            continue
        if row["kind"] == "group" and (row["pairs"] or 0) >= 10 and row["sd_change"] is not None:
            return row
        if row["kind"] == "published" and row["improved_share"] is not None:
            return None
    return None


def welch(ours: list[float], n: int, m: float, s: float) -> dict[str, float]:
    """Our mean less theirs, and the interval of two groups whose spreads need not be alike."""
    one, other = stdev(ours) ** 2 / len(ours), s**2 / n
    freedom = (one + other) ** 2 / (one**2 / (len(ours) - 1) + other**2 / (n - 1))
    reach = float(stats.t.ppf(0.975, freedom)) * math.sqrt(one + other)
    between = mean(ours) - m
    return {"difference": between, "ci_low": between - reach, "ci_high": between + reach, "comparison_pairs": n}
