"""The trial calculations a second time: the promised order of draws, from the workbook's rows and the plain recompute.

In order of line_ref, of each line: quantity, unit value, deadweight, displacement, attribution, drop-off. Whatever has
no range is not drawn. PCG64 with the seed of the run; every parameter as many draws as the run makes.
"""

from __future__ import annotations

import math
from statistics import mean, stdev

import numpy as np
from tests.independent.recompute import CASE, DIRECTION, RELIABLE, Rows, shares

SHARES = ("deadweight", "displacement", "attribution", "drop_off")


def spread(rows: Rows, theirs: dict, draws: int, seed: int) -> dict[str, float]:
    """Percentiles of the total and the ratio, and how often the value is above the cost."""
    source = np.random.Generator(np.random.PCG64(seed))
    value, behind = theirs["value"], theirs["behind"]
    total = np.zeros(draws)
    for line in sorted(rows["value_lines"], key=lambda x: x["line_ref"]):
        if line["line_ref"] in value["counted"]:
            total += drawn(line, value["lines"][line["line_ref"]], behind, source, draws)
    inputs = value["inputs_pv"]
    low, middle, high = np.percentile(total, [5, 50, 95])
    return {
        "total_p05": low,
        "total_p50": middle,
        "total_p95": high,
        "ratio_p05": low / inputs,
        "ratio_p50": middle / inputs,
        "ratio_p95": high / inputs,
        "share_of_draws_above_1": float((total > inputs).mean()),
    }


def drawn(line: dict, figures: dict, behind: dict, source, draws: int):
    """One line's present value in every trial."""
    net = quantity(line, figures, behind, source, draws)
    low, high = unit_range(line, figures, behind)
    net = net * (source.triangular(low, figures["unit_value"], high, draws) if low < high else figures["unit_value"])
    taken = {}
    for name in SHARES:
        share = float(line[name])
        ends = max(0.0, share * 0.75), min(1.0, share * 1.25)
        taken[name] = source.triangular(ends[0], share, ends[1], draws) if ends[0] < ends[1] else share
    for name in SHARES[:3]:
        net = net * (1 - taken[name])
    health = str(line["unit_value"]).startswith(("wellby", "qaly"))
    rate = behind["library"].rate["health" if health else "standard"]
    years = float(line["duration_years"])
    worth = 0.0
    for t in range(math.ceil(years)):
        worth = worth + net * (1 - taken["drop_off"]) ** t * min(1, years - t) / (1 + rate) ** t
    return worth


def quantity(line: dict, figures: dict, behind: dict, source, draws: int):
    """A share of people by Beta, a sum of changes by Student's t, everything else as counted."""
    if ":" in line["indicator"]:
        return figures["quantity"]
    *names, what = line["indicator"].split(".")
    found = behind["found"]
    key = (names[0], names[1]) if len(names) > 1 else next(k for k in found if k[0] == names[0])
    contract = behind["contract"] or line.get("contract_ref") or ""
    sign, threshold = DIRECTION.get(key, 1), RELIABLE.get(key, 0)
    moved = []
    for _, first, last, episode, *_ in found[key]["pairs"].values():
        paid = 1.0 if not contract else shares(episode).get(contract, 0.0)
        moved.append((round(sign * (last[3] - first[3]), 6), paid, first[3], last[3]))
    if what == "change_sum":
        d = [x for x, *_ in moved]
        n = len(d)
        scale = sum(x * paid for x, paid, *_ in moved) / sum(d)
        return (mean(d) + stdev(d) / math.sqrt(n) * source.standard_t(n - 1, draws)) * n * scale
    if what == "recovered":
        moved = [x for x in moved if CASE[key](x[2])]
        yes = [paid for _, paid, _, after in moved if not CASE[key](after)]
    else:
        yes = [paid for x, paid, *_ in moved if x > threshold]
    k, n = len(yes), len(moved)
    return source.beta(k + 0.5, n - k + 0.5, draws) * n * mean(yes or [paid for _, paid, *_ in moved])


def unit_range(line: dict, figures: dict, behind: dict) -> tuple[float, float]:
    """As published where both ends are, uprated like the value itself; otherwise a quarter up and down."""
    library, unit = behind["library"], figures["unit_value"]
    if line["unit_value"] == "carbon":
        up = library.uprate("2022", max(library.deflator)) / figures["quantity"]
        ends = [
            sum(t * float(library.carbon[y][end]) for y, t in behind["saved"].items()) * up for end in ("low", "high")
        ]
        return ends[0], ends[1]
    row = library.values[line["unit_value"]]
    if row["low"] and row["high"]:
        up = library.uprate(row["price_year"], max(library.deflator))
        return float(row["low"]) * up, float(row["high"]) * up
    return unit * 0.75, unit * 1.25
