"""What may be said of the figures: fewest members, one member's weight, and what differences would tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from sfph_desktop.core.domain.member_totals import withheld_total
from sfph_desktop.core.domain.network import FEWEST_MEMBERS
from sfph_desktop.core.toolkit.disclosure_of_members import (
    DIFFERENCE,
    WHOLE,
    withheld_of_members,
    withheld_subsets,
)

FOUR_MILLIONTHS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One indicator among the members of one kind (`alike`); values in quarters of a millionth until `quartile`."""

    indicator: str
    alike: str
    members: int
    low: int
    median: int
    high: int
    hidden: str = ""
    """Why nothing is told; blank where it is."""

    def quartile(self, name: str) -> Decimal | None:
        """`low`, `median` or `high` as a number, exactly; None where it is hidden."""
        return None if self.hidden else Decimal(int(getattr(self, name))) / FOUR_MILLIONTHS


def in_doubt(
    spreads: Iterable[Spread], both: Mapping[tuple[str, str], int], *, fewest: int = FEWEST_MEMBERS
) -> dict[str, frozenset[str]]:
    """By indicator, the kinds of which one may differ from another, or two from a third, by one to four members.

    Numbers alone decide that, so only of these does anybody have to know who is in them. `both` says how many members
    are of one kind and of another; of a kind and itself, how many there are. Those of too few are hidden in any case.
    """
    by_indicator: dict[str, dict[str, int]] = {}
    for one in spreads:
        if one.members >= fewest:
            by_indicator.setdefault(one.indicator, {})[one.alike] = one.members
    found = {indicator: _near(telling, both, fewest) for indicator, telling in by_indicator.items()}
    return {indicator: frozenset(kinds) for indicator, kinds in found.items() if kinds}


def _near(telling: Mapping[str, int], both: Mapping[tuple[str, str], int], fewest: int) -> set[str]:
    """The kinds that, alone or two together, may be all of another but one to four of those who told the figure."""
    of_size: dict[int, list[str]] = {}
    for name, size in telling.items():
        of_size.setdefault(size, []).append(name)

    def within(part: str, whole: str) -> bool:
        return part != whole and both.get((part, whole), 0) >= telling[part]

    def apart(one: str, other: str) -> bool:
        silent = min(both[name, name] - telling[name] for name in (one, other))
        return both.get((one, other), 0) <= silent

    near: set[str] = set()
    for some in [*((name,) for name in telling), *combinations(telling, 2)]:
        together = sum(telling[name] for name in some)
        wholes = [name for more in range(1, fewest) for name in of_size.get(together + more, ())]
        found = [whole for whole in wholes if all(within(name, whole) for name in some)]
        if found and (len(some) == 1 or apart(*some)):
            near.update(some, found)
    return near


def judged(
    spreads: Iterable[Spread],
    who: Mapping[tuple[str, str], Collection[str]],
    *,
    fewest: int = FEWEST_MEMBERS,
) -> tuple[Spread, ...]:
    """The spreads with the reason why some are hidden. `who` are the members behind (indicator, kind) `in_doubt`."""
    subsets: dict[str, dict[str, frozenset[str]]] = {}
    for (indicator, alike), members in who.items():
        subsets.setdefault(indicator, {})[alike or WHOLE] = frozenset(members)
    why = {indicator: withheld_subsets(kinds, fewest=fewest) for indicator, kinds in subsets.items()}
    return tuple(
        replace(
            one, hidden=withheld_of_members(one.members, fewest=fewest) or why.get(one.indicator, {}).get(one.alike, "")
        )
        for one in spreads
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a total is of, and how much of it is the largest member's, the second's: all of `totals.totals`."""

    members: int
    weight: Decimal
    weight_largest: Decimal
    weight_second: Decimal
    people: int
    people_largest: int
    people_second: int


def withheld(weights: Weights, *, fewest: int = FEWEST_MEMBERS) -> str:
    """Why a sector total is not told; blank where it may be. People and what is counted of them are judged alike."""
    of_value = withheld_total(
        weights.members, float(weights.weight), float(weights.weight_largest), float(weights.weight_second),
        fewest=fewest,
    )  # fmt: skip
    return of_value or withheld_total(
        weights.members, weights.people, weights.people_largest, weights.people_second, fewest=fewest
    )


CellKey = tuple[str, str, str]
"""Indicator, group, value of the group; the last two blank for the total."""


def held_together(hidden: Mapping[CellKey, str], *, fewest: int = FEWEST_MEMBERS) -> dict[CellKey, str]:
    """The reasons once more, with those that follow: what is held back must not be the rest of what is told.

    A breakdown is told whole or not at all, since one part of it is the total less the others; and under a total that
    is held back none of its breakdowns is told, since they add up to it.
    """
    shut = {(indicator, group) for (indicator, group, _), why in hidden.items() if why}
    beside = DIFFERENCE.format(fewest=fewest)
    return {
        key: why or (beside if key[1] and ((key[0], key[1]) in shut or (key[0], "") in shut) else "")
        for key, why in hidden.items()
    }
