"""Where each member stands among those it is compared with, in words; and the figures as people read them."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from sfph_desktop.core.domain.network import POSITIONS
from sfph_desktop.core.toolkit.collation.tables import MILLIONTHS


def positions(own: Table, kin: Table, told: Table) -> Table:
    """Columns `code`, `number`, `kin`, `own`, `position`, for what may be told only.

    Under the lower quartile, from it up to the median, at it, up to the upper quartile, over that; compared in
    quarters of a millionth, so that a tie is a tie.
    """
    each = own.join(kin, "code").select("code", "number", "kin", "own")
    each = each.join(told, ["number", "kin"]).select("code", "number", "kin", "own", "low", "median", "high")
    four = each.own * 4
    lowest, below, middle, above, highest = POSITIONS
    word = ibis.cases(
        (four < each.low, lowest),
        (four < each.median, below),
        (four == each.median, middle),
        (four <= each.high, above),
        else_=highest,
    )
    return each.select("code", "number", "kin", "own", position=word)


def readable(places: Table, members: Table, indicators: Table, names: Table) -> Table:
    """Columns `member`, `indicator`, `alike`, `own`, `position`: with names, and values as numbers."""
    named = places.join(members.select("code", "member"), "code").join(names, "kin")
    named = named.join(indicators.select("number", "indicator"), "number")
    named = named.select("member", "indicator", "alike", "own", "position")
    return named.select("member", "indicator", "alike", own=named.own / MILLIONTHS, position=named.position)
