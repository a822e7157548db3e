"""The network's figures worked out a second time, in plain Python with fractions, without any engine."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor

from sfph_desktop.core.domain.collations import Accepted
from sfph_desktop.core.domain.network import Definitions, NetworkIndicator

MILLION = 1_000_000


def own_values(sent: Iterable[Accepted], asked: Definitions) -> dict[str, dict[str, Fraction]]:
    """By indicator and member: the member's own value, to a millionth."""
    found: dict[str, dict[str, Fraction]] = {}
    for one in sent:
        cells = {cell.indicator: cell for cell in one.sent.cells if not cell.group and cell.value is not None}
        for indicator in asked.indicators:
            if (cell := cells.get(indicator.id)) is None or cell.value is None:
                continue
            value = Fraction(cell.value)
            if indicator.kind == "share":
                if not cell.n:
                    continue
                value /= cell.n
            if indicator.per:
                below = cells.get(indicator.per)
                if below is None or not below.value:
                    continue
                value /= Fraction(below.value)
            found.setdefault(indicator.id, {})[one.member] = Fraction(floor(value * MILLION + Fraction(1, 2)), MILLION)
    return found


def kinds(sent: Iterable[Accepted]) -> dict[str, set[str]]:
    """The members of each kind."""
    found: dict[str, set[str]] = {}
    for one in sent:
        names = ["", *(f"client_group:{group}" for group in one.client_groups)]
        names += [f"{what}:{value}" for what, value in (("size", one.size), ("area", one.area)) if value]
        for name in names:
            found.setdefault(name, set()).add(one.member)
    return found


def quartiles(values: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Lower quartile, median, upper quartile, as the standard library has them."""
    return tuple(statistics.quantiles(list(values), n=4, method="inclusive"))


def position(own: Fraction, found: tuple[Fraction, ...]) -> str:
    """Where a member stands, in words."""
    low, median, high = found
    if own < low:
        return "lowest quarter"
    if own < median:
        return "below the middle"
    if own == median:
        return "in the middle"
    return "above the middle" if own <= high else "highest quarter"


def total(sent: Iterable[Accepted], indicator: NetworkIndicator) -> tuple[int, Fraction, int]:
    """How many members told it, what it comes to, and over how many people."""
    cells = [cell for one in sent for cell in one.sent.cells if cell.indicator == indicator.id]
    told = [(Fraction(cell.value), cell.n or 0) for cell in cells if cell.value is not None]
    people = sum(n for _, n in told)
    if indicator.kind == "mean":
        return len(told), sum((value * n for value, n in told), Fraction()) / (people or 1), people
    return len(told), sum((value for value, _ in told), Fraction()), people


def tells_of_few(told: Mapping[str, set[str]], fewest: int = 5) -> list[tuple[str, ...]]:
    """The told kinds that differ from another told one, or two together from a third, by fewer than five members."""
    found: list[tuple[str, ...]] = []
    for name, whole in told.items():
        found += [(part, name) for part, one in told.items() if one < whole and len(whole - one) < fewest]
        found += [
            (part, other, name)
            for part, one in told.items()
            for other, two in told.items()
            if part < other and not one & two and (one | two) < whole and len(whole - one - two) < fewest
        ]
    return found
