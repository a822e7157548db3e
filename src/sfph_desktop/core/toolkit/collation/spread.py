"""Quartiles and median of members' own values, exactly, without any engine's quantile function.

**The rule**, as a spreadsheet's QUARTILE.INC has it: of m values in their order, the q-th quartile stands at place
1 + q (m - 1) / 4; between two places it is as far from the lower value as the place is. With whole numbers of
millionths all of it is whole numbers of a quarter of a millionth.

Sorting a hundred thousand members for each indicator and each thing they share would take most of the time. So the
values are first counted in buckets of equal width, and only those in the few buckets where a quartile lies are sorted.
The result is the same, and where all lie in one bucket it is merely the slower way.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from sfph_desktop.core.toolkit.collation.tables import whole, whole_sum

BUCKETS = 128
QUARTERS = {"low": 1, "median": 2, "high": 3}


def ranges(own: Table) -> Table:
    """Columns `number`, `least`, `width`: where an indicator's values begin, and how wide a bucket is."""
    found = own.group_by("number").agg(least=own.own.min(), most=own.own.max())
    width = ibis.greatest((found.most - found.least) // BUCKETS, 1)
    return found.select("number", "least", width=width)


def placed(own: Table, spans: Table) -> Table:
    """Columns `code`, `number`, `bucket`, `own`: in which bucket each value is."""
    each = own.join(spans, "number").select("code", "number", "own", "least", "width")
    return each.select("code", "number", "own", bucket=((each.own - each.least) // each.width).cast("int32"))


def buckets(values: Table, kin: Table) -> Table:
    """By `number`, `kin`, `bucket`: how many values are in the bucket, up to it and `before` it, and in all."""
    each = values.join(kin, "code").select("number", "kin", "bucket")
    counts = each.group_by("number", "kin", "bucket").agg(within=each.count())
    of = ibis.window(group_by=["number", "kin"])
    up_to = ibis.cumulative_window(group_by=["number", "kin"], order_by="bucket")
    summed = counts.mutate(members=whole(counts.within.sum().over(of)), up_to=whole(counts.within.sum().over(up_to)))
    return summed.mutate(before=summed.up_to - summed.within)


def spread(values: Table, kin: Table, counts: Table) -> Table:
    """Columns `number`, `kin`, `members`, and `low`, `median`, `high` in quarters of a millionth."""
    here = ibis.or_(
        *[(counts.before < _place(counts, q) + 1) & (counts.up_to >= _place(counts, q)) for q in QUARTERS.values()]
    )
    needed = counts.filter(here).select("number", "kin", "bucket", "members", "before")
    near = values.semi_join(needed, ["number", "bucket"])
    some = near.join(kin, "code").join(needed, ["number", "kin", "bucket"])
    some = some.select("number", "kin", "bucket", "own", "members", "before")
    inside = ibis.row_number().over(group_by=[some.number, some.kin, some.bucket], order_by=some.own)
    some = some.mutate(place=some.before + inside + 1)
    found = {name: whole_sum(_weighed(some, q)) for name, q in QUARTERS.items()}
    return some.group_by("number", "kin", "members").agg(**found)


def _place(table: Table, q: int) -> ibis.Value:
    """The place of the value at or under the q-th quartile, counted from one."""
    return (q * (table.members - 1)) // 4 + 1


def _weighed(table: Table, q: int) -> ibis.Value:
    """What a row gives to four times the q-th quartile: the value at its place and the next, by their nearness."""
    rest = (q * (table.members - 1)) % 4
    lower = _place(table, q)
    return ibis.cases(
        (table.place == lower, table.own * (4 - rest)), (table.place == lower + 1, table.own * rest), else_=0
    )
