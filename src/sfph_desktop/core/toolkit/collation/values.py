"""Whose return counts for a quarter, what its member is like, and the member's own value of each indicator."""

from __future__ import annotations

from functools import reduce
from operator import add

import ibis
from ibis.expr.types import Table

from sfph_desktop.core.toolkit.collation.tables import BITS, MILLIONTHS, RETURNS, numbers_from_nought, whole_sum

TRAITS = ("size", "area", "client_groups")
WORDS = {"size": "size", "area": "area", "client_groups": "client_group"}
"""How each is called in front of its value: `size:6-20`, `client_group:dementia`."""


_EXACT = 1_000_000_000


def newest(returns: Table, quarter: str) -> Table:
    """Of each member the return that counts for this quarter: the one with the highest sequence; with a `code` each."""
    mine = returns.filter(returns.quarter == quarter)
    last = mine.group_by("member").agg(sequence=mine.sequence.max())
    found = mine.join(last, ["member", "sequence"]).select(*RETURNS)
    return found.mutate(code=numbers_from_nought(found.member))


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
    return names.mutate(kin=numbers_from_nought(names.alike))


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
    asked = indicators.select("indicator", "window", "number")
    columns = ("code", "number", "group", "group_value", "n", "value")
    return of_members.join(asked, ["indicator", "window"]).select(*columns)


def perhaps_doubled(counted: Table, indicators: Table) -> Table:
    """The returns (`code`) in which some figure is there twice: none, nearly always.

    A sum of powers of two has as many binary ones as it has parts, unless two of them are the same. So one sum for
    each return shows it, where looking for the figure itself (`doubled`) takes a group for each cell.
    """
    marked = counted.join(indicators.select("number", "word", "bit"), "number")
    found = marked.group_by("code", "group", "group_value", "word").agg(
        cells=marked.count(), summed=whole_sum(marked.bit)
    )
    ones = reduce(add, ((found.summed // 2**place) % 2 for place in range(BITS)))
    return found.filter(ones < found.cells).select("code")


def doubled(counted: Table, members: Table, indicators: Table) -> Table:
    """Columns `member`, `indicator`, `group`, `group_value` of figures that a return has twice: none may be counted."""
    cell = ["code", "number", "group", "group_value"]
    found = counted.group_by(cell).agg(rows=counted.count())
    twice = found.filter(found.rows > 1).join(members.select("code", "member"), "code")
    named = twice.join(indicators.select("number", "indicator"), "number")
    return named.select("member", "indicator", "group", "group_value")


def own_values(counted: Table, indicators: Table) -> Table:
    """Columns `code`, `number`, `own`: each member's own value of each indicator, in millionths (`counted_cells` in).

    A share is k / n of the published cell; an indicator `per` a count is its value divided by that; a mean, a count and
    an amount are as they are. Rounded to a millionth, a half upwards: floor((2 a + b) / 2 b). Without a
    figure, or with nothing to divide by, there is no value.
    """
    cells = counted.filter(counted.group == "").join(indicators.select("number", "kind", "per"), "number")
    whole = cells.select("code", "number", "kind", "per", "n", amount=_millionths(cells.value))
    share = whole.kind == "share"
    usual = whole.filter((whole.per == "") & (~share | (whole.n > 0)))
    usual = usual.select(
        "code", "number", own=ibis.ifelse(usual.kind == "share", _divided(usual.amount, usual.n), usual.amount)
    )
    by = _divisors(indicators)
    above = whole.join(by, "number").select("code", "by", "number", "amount")
    divisors = by.select(number=by.by).distinct()
    below = whole.semi_join(divisors, "number")
    below = below.select(code=below.code, by=below.number, below=below.amount // MILLIONTHS)
    parts = above.join(below.filter(below.below > 0), ["code", "by"])
    return usual.union(parts.select("code", "number", own=_divided(parts.amount, parts.below)))


def _divisors(indicators: Table) -> Table:
    """Columns `number`, `by`: of each indicator `per` a count, the number of that count."""
    counts = indicators.filter(indicators.kind == "count")
    counts = counts.select(per=counts.indicator, by=counts.number)
    return indicators.select("number", "per").join(counts, "per").select("number", "by")


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
