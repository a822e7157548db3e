"""What all members together sent, and how much of it is one member's: for the sector report and the open data."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from sfph_desktop.core.toolkit.collation.tables import whole_sum

CELL = ["number", "group", "group_value"]


def totals(counted: Table) -> Table:
    """One row for each cell of the definitions over the members who told it (`values.counted_cells`).

    Columns `number`, `group`, `group_value`, `members`, `value` (the sum; of means, the sum of mean times n), `n` (the
    sum; empty where none has one), and for the judgement of what may be told the sum, `largest` and `second` of what
    members put in: `weight` (people counted, amounts without their sign; of a mean its pairs) and `people` (n).
    """
    n = counted.n.fill_null(0)
    mean = counted.kind == "mean"
    parts = counted.select(
        *CELL, "n",
        value=ibis.ifelse(mean, (counted.value * n).cast("decimal(38,6)"), counted.value.cast("decimal(38,6)")),
        weight=ibis.ifelse(mean, n.cast("decimal(18,6)"), counted.value.abs().cast("decimal(18,6)")),
        people=n,
    )  # fmt: skip
    sums = parts.group_by(CELL).agg(
        members=parts.count(),
        value=parts.value.sum().cast("decimal(38,6)"),
        n=whole_sum(parts.n),
        weight=parts.weight.sum().cast("decimal(38,6)"),
        weight_largest=parts.weight.max(),
        people=whole_sum(parts.people),
        people_largest=parts.people.max(),
    )
    return _with_second(_with_second(sums, parts, "weight"), parts, "people")


def _with_second(sums: Table, parts: Table, what: str) -> Table:
    """The same with the second largest part: the largest again where two are equal, nought where there is one."""
    largest = sums.select(*CELL, largest=sums[f"{what}_largest"])
    each = parts.select(*CELL, part=parts[what]).join(largest, CELL).select(*CELL, "part", "largest")
    is_largest = each.part == each.largest
    below = each.group_by(CELL).agg(
        equal=whole_sum(ibis.ifelse(is_largest, 1, 0)),
        under=ibis.ifelse(is_largest, ibis.null(), each.part).max(),
    )
    joined = sums.join(below, CELL).select(*sums.columns, "equal", "under")
    second = ibis.ifelse(joined.equal > 1, joined[f"{what}_largest"], joined.under.fill_null(0))
    return joined.mutate(**{f"{what}_second": second}).drop("equal", "under")
