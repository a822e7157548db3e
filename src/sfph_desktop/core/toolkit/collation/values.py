"""Whose return counts for a quarter, what its member is like, and the member's own value of each indicator."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from sfph_desktop.core.toolkit.collation.tables import MILLIONTHS, RETURNS

TRAITS = ("size", "area", "client_groups")
WORDS = {"size": "size", "area": "area", "client_groups": "client_group"}
"""How each is called in front of its value: `size:6-20`, `client_group:dementia`."""


_EXACT = 1_000_000_000
_ROOM = 1_000_000
"""More than there are indicators."""


def newest(returns: Table, quarter: str) -> Table:
    """Of each member the return that counts for this quarter: the one with the highest sequence; with a `code` each."""
    mine = returns.filter(returns.quarter == quarter)
    last = mine.group_by("member").agg(sequence=mine.sequence.max())
    found = mine.join(last, ["member", "sequence"]).select(*RETURNS)
    return found.mutate(code=ibis.row_number().over(order_by=found.member))


def repeated(members: Table) -> Table:
    """Members with two returns of the same sequence: neither can be said to be newer, so nothing may be worked out."""
    counted = members.group_by("member").agg(returns=members.count())
    return counted.filter(counted.returns > 1).select("member")


def alikes(members: Table) -> Table:
    """Columns `code`, `alike`: everybody under the blank, and each member under each thing that is known of it."""
    every = members.select(code=members.code, alike=ibis.literal(""))
    for trait in TRAITS:
        told = members.filter(members[trait] != "").select("code", trait)
        each = told.select(code=told.code, word=told[trait].split(" ").unnest()) if trait == "client_groups" else None
        named = told.rename(word=trait) if each is None else each.filter(each.word != "").distinct()
        every = every.union(named.select(code=named.code, alike=ibis.literal(f"{WORDS[trait]}:") + named.word))
    return every


def alike_names(traits: Table) -> Table:
    """Columns `alike`, `kin`: a number for each of the things members can share."""
    names = traits.select("alike").distinct()
    return names.mutate(kin=ibis.row_number().over(order_by=names.alike))


def kin(traits: Table, names: Table) -> Table:
    """Columns `code`, `kin`: `alikes` in numbers."""
    return traits.join(names, "alike").select("code", "kin")


def both(kin: Table) -> Table:
    """Columns `kin`, `other`, `members`: how many members are of both kinds; of a kind and itself, how many it has."""
    pairs = kin.join(kin.select(code=kin.code, other=kin.kin), "code").select("kin", "other")
    return pairs.group_by("kin", "other").agg(members=pairs.count())


def counted_cells(cells: Table, members: Table, indicators: Table, quarter: str) -> Table:
    """The cells of the returns that count, told, of an indicator of the definitions in its own window."""
    told = cells.filter((cells.quarter == quarter) & cells.value.notnull())
    whose = members.select("member", "sequence", "code")
    of_members = told.join(whose, ["member", "sequence"])
    asked = indicators.select("indicator", "window", "number", "kind", "per")
    columns = ("code", "number", "indicator", "kind", "per", "group", "group_value", "n", "value")
    return of_members.join(asked, ["indicator", "window"]).select(*columns)


def doubled(counted: Table, members: Table, indicators: Table) -> Table:
    """Columns `member`, `indicator`, `group`, `group_value` of figures that a return has twice: none may be counted."""
    # Spark counts rows in 32 bits.
    counted = counted.mutate(code=counted.code.cast("int64"), number=counted.number.cast("int64"))
    cell = ["code", "number", "group", "group_value"]
    whole, parts = counted.filter(counted.group == ""), counted.filter(counted.group != "")
    # Nearly all cells are totals, and one number is grouped several times as quickly as texts are.
    keyed = whole.select(key=whole.code * _ROOM + whole.number)
    of_whole = keyed.group_by("key").agg(rows=keyed.count())
    of_whole = of_whole.filter(of_whole.rows > 1).select(
        "rows", code=of_whole.key // _ROOM, number=of_whole.key % _ROOM,
        group=ibis.literal(""), group_value=ibis.literal(""),
    )  # fmt: skip
    of_parts = parts.group_by(cell).agg(rows=parts.count())
    found = of_whole.select(*cell, "rows").union(of_parts.select(*cell, "rows"))
    twice = found.filter(found.rows > 1).join(members.select("code", "member"), "code")
    named = twice.select("member", "number", "group", "group_value")
    named = named.join(indicators.select("number", "indicator"), "number")
    return named.select("member", "indicator", "group", "group_value")


def own_values(counted: Table) -> Table:
    """Columns `code`, `number`, `own`: each member's own value of each indicator, in millionths (`counted_cells` in).

    A share is k / n of the published cell; an indicator `per` a count is its value divided by that; a mean, a count and
    an amount are as they are. Rounded to a millionth, a half upwards: floor((2 a + b) / 2 b). Without a
    figure, or with nothing to divide by, there is no value.
    """
    counted = counted.filter(counted.group == "")
    whole = counted.select(
        "code", "number", "indicator", "per", "kind",
        amount=_millionths(counted.value),
        by=ibis.ifelse(counted.kind == "share", counted.n, 1),
    )  # fmt: skip
    usual = whole.filter((whole.per == "") & (whole.by > 0))
    counts = whole.filter(whole.kind == "count")
    below = counts.select(code=counts.code, per=counts.indicator, below=counts.amount // MILLIONTHS)
    parts = whole.filter(whole.per != "").join(below, ["code", "per"]).select("code", "number", "amount", "below")
    parts = parts.filter(parts.below > 0)
    return usual.select("code", "number", own=_divided(usual.amount, usual.by)).union(
        parts.select("code", "number", own=_divided(parts.amount, parts.below))
    )


def _millionths(value: ibis.Value) -> ibis.Value:
    """A decimal as a whole number of millionths, exactly.

    Up to a thousand million the nearest whole number of the binary product is the right one (it is out by less than a
    quarter), and is found many times as quickly as by decimals of 38 digits, which larger amounts take.
    """
    small = (value.cast("float64") * MILLIONTHS).round().cast("int64")
    large = (value.cast("decimal(38,6)") * MILLIONTHS).cast("int64")
    return ibis.ifelse(value.abs() < _EXACT, small, large)


def _divided(above: ibis.Value, below: ibis.Value) -> ibis.Value:
    """The quotient as a whole number, a half upwards."""
    return (2 * above + below) // (2 * below)
