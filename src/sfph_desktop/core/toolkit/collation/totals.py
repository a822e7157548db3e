"""What all members together sent, and how much of it is one member's: for the sector report and the open data."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from sfph_desktop.core.toolkit.collation.tables import whole_sum

CELL = ["number", "group", "group_value"]
PARTS = ("weight", "people")


def totals(counted: Table, indicators: Table) -> Table:
    """One row for each cell of the definitions over the members who told it (`values.counted_cells`).

    Columns `number`, `group`, `group_value`, `members`, `value` (the sum; of means, the sum of mean times n), `n` (the
    sum; empty where none has one), and for the judgement of what may be told the sum, `largest` and `second` of what
    members put in: `weight` (people counted, amounts without their sign; of a mean its pairs) and `people` (n).
    """
    parts = _parts(counted, indicators)
    sums = parts.group_by(CELL).agg(
        members=parts.count(),
        value=parts.value.sum().cast("decimal(38,6)"),
        n=whole_sum(parts.n),
        weight=parts.weight.sum().cast("decimal(38,6)"),
        weight_largest=parts.weight.max(),
        people=whole_sum(parts.people),
        people_largest=parts.people.max(),
    )
    return _with_seconds(sums, parts)


def _parts(counted: Table, indicators: Table) -> Table:
    """What each member puts in."""
    cells = counted.join(indicators.select("number", "kind"), "number")
    n = cells.n.fill_null(0)
    mean = cells.kind == "mean"
    return cells.select(
        *CELL, "n",
        value=ibis.ifelse(mean, (cells.value * n).cast("decimal(38,6)"), cells.value.cast("decimal(38,6)")),
        weight=ibis.ifelse(mean, n.cast("decimal(18,6)"), cells.value.abs().cast("decimal(18,6)")),
        people=n,
    )  # fmt: skip


def _with_seconds(sums: Table, parts: Table) -> Table:
    """The same with the second largest parts: the largest again where two are equal, nought where there is one."""
    each = parts.join(sums.select(*CELL, *(f"{what}_largest" for what in PARTS)), CELL)
    found = {}
    for what in PARTS:
        is_largest = each[what] == each[f"{what}_largest"]
        found[f"{what}_equal"] = whole_sum(ibis.ifelse(is_largest, 1, 0))
        found[f"{what}_under"] = ibis.ifelse(is_largest, ibis.null(), each[what]).max()
    joined = sums.join(each.group_by(CELL).agg(**found), CELL)
    seconds = {}
    for what in PARTS:
        twice, under = joined[f"{what}_equal"] > 1, joined[f"{what}_under"].fill_null(0)
        seconds[f"{what}_second"] = ibis.ifelse(twice, joined[f"{what}_largest"], under)
    return joined.select(*sums.columns, **seconds)
