"""Numbers a receiver does not know, what is known of each, and the rows that join them.

A **system** is a set of whole numbers, each between two bounds, and rows low <= sum of coefficient x number <= high.
Numbers that are told have equal bounds. Only numbers that share a row, directly or through other unknown ones, can tell
of one another: such a **component** is looked at alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from math import inf

Range = tuple[float, float]
"""The lowest and highest value."""


class ContradictionError(ValueError):
    """No numbers fit all the rows: what was told at different times does not belong together."""


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient x number <= high."""

    terms: tuple[tuple[int, int], ...]
    """Place of the number, its coefficient."""
    low: float
    high: float
    rank: int = 0
    """0 for the sum of a breakdown, 1 for the parts of a share, 2 for anything else: where to look first."""
    across: bool = False
    """Whether it joins what was told at different times."""


@dataclass(slots=True)
class Component:
    """Unknown numbers that may tell of one another, and the rows between them."""

    places: list[int]
    rows: list[int]


@dataclass(slots=True)
class System:
    """Numbers, what is known of each, and the rows that join them."""

    names: dict[Hashable, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    touching: list[list[int]] = field(default_factory=list)
    """Of each number, the rows it stands in."""
    truth: dict[int, float] = field(default_factory=dict)
    """What numbers truly are, where it is known: one point at which every row holds, used for nothing else."""

    def number(self, name: Hashable, low: float = 0.0, high: float = inf) -> int:
        """The place of a number; made with these bounds where it is new."""
        place = self.names.setdefault(name, len(self.low))
        if place == len(self.low):
            self.low.append(low)
            self.high.append(high)
            self.touching.append([])
        return place

    def row(
        self, terms: Iterable[tuple[int, int]], low: float, high: float, rank: int = 0, across: bool = False
    ) -> None:
        """One more row."""
        made = Row(tuple(terms), low, high, rank, across)
        for place, _ in made.terms:
            self.touching[place].append(len(self.rows))
        self.rows.append(made)

    def unknown(self, place: int) -> bool:
        """Whether more than one value is open for a number."""
        return self.low[place] < self.high[place]

    def component(self, start: int) -> Component:
        """The unknown numbers that can be reached from this one through rows, and those rows, in a fixed order."""
        places, rows, waiting = {start}, set(), deque((start,))
        while waiting:
            for row in self.touching[waiting.popleft()]:
                if row in rows:
                    continue
                rows.add(row)
                for place, _ in self.rows[row].terms:
                    if place not in places and self.unknown(place):
                        places.add(place)
                        waiting.append(place)
        return Component(sorted(places), sorted(rows))
