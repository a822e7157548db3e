"""What a receiver can work out: the lowest and highest whole number that each figure held back can be.

Where the rows of a component form a tree, bounds handed along the tree are exact. Where they do not, each bound is a
linear programme (HiGHS), set up once for the component and solved for one aim after the other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from math import ceil, floor, inf

import numpy as np

from sfph_desktop.core.toolkit.columns import Floats
from sfph_desktop.core.toolkit.disclosure_system import Component, ContradictionError, Range, Row, System
from sfph_desktop.core.toolkit.light_highs import Programme

_NEAR = 1e-6
_PASSES = 12
"""Bounds are handed along a row at most so often, for each row, before the linear programme takes over."""
_ROUNDS = 4
ENDLESS = 1e7
"""More people than any figure counts: stands for a bound that is not there, so that every programme has an end."""


def ranges(system: System, component: Component, targets: Iterable[int], enough: float = inf) -> dict[int, Range]:
    """The lowest and the highest whole number that each figure held back can be, by a linear programme for each end.

    Known are the figures that are told, what the word in the place of a figure tells, that counts are never below
    nought, that parts add up to their total, and that a part is not more than its whole. Where that suffices for what
    is asked, the search ends early. Where earlier figures contradict the rest, since records were put right meanwhile,
    they tell nothing for sure and are left out; where even then nothing fits,
    nothing leaves.

    In code: ContradictionError where nothing fits.
    """
    try:
        return _ranges(system, component, list(targets), enough)
    except ContradictionError:
        kept = [row for row in component.rows if not system.rows[row].across]
        if len(kept) == len(component.rows):
            raise
        return _ranges(system, Component(component.places, kept), list(targets), enough)


def _ranges(system: System, component: Component, targets: list[int], enough: float) -> dict[int, Range]:
    low, high, settled = _handed_along(system, component)
    outer = {place: (low[place], high[place]) for place in targets}
    if settled and _is_tree(system, component):
        return outer
    return _by_programme(system, component, (low, high), outer, enough)


def _is_tree(system: System, component: Component) -> bool:
    """Whether no two ways lead from one number to another: then bounds handed along are exact."""
    known = set(component.places)
    edges = rows = 0
    joined: dict[int, int] = {place: place for place in known}

    def root(place: int) -> int:
        while joined[place] != place:
            joined[place] = joined[joined[place]]
            place = joined[place]
        return place

    for row in component.rows:
        inside = [place for place, _ in system.rows[row].terms if place in known]
        edges, rows = edges + len(inside), rows + 1
        roots = [root(place) for place in inside]
        if len(set(roots)) < len(roots):
            return False
        for one in roots[1:]:
            joined[one] = roots[0]
    return True


def _handed_along(system: System, component: Component) -> tuple[dict[int, float], dict[int, float], bool]:
    """Bounds of the component's numbers after each row has told its own, till nothing changes: never too narrow."""
    low = {place: system.low[place] for place in component.places}
    high = {place: system.high[place] for place in component.places}
    waiting, queued = deque(component.rows), set(component.rows)
    left = _PASSES * max(len(component.rows), 1)
    own = set(component.rows)
    while waiting and left:
        left -= 1
        at = waiting.popleft()
        queued.discard(at)
        for place in _told_by(system, system.rows[at], low, high):
            for other in system.touching[place]:
                if other != at and other in own and other not in queued:
                    queued.add(other)
                    waiting.append(other)
    return low, high, not waiting


def _told_by(system: System, row: Row, low: dict[int, float], high: dict[int, float]) -> list[int]:
    """Narrow the numbers of one row by each other; the places that changed."""
    ends = []
    for place, coefficient in row.terms:
        one = coefficient * low.get(place, system.low[place]), coefficient * high.get(place, system.high[place])
        ends.append(one if coefficient > 0 else (one[1], one[0]))
    least, most = _Sum(one[0] for one in ends), _Sum(one[1] for one in ends)
    if least.total > row.high + _NEAR or most.total < row.low - _NEAR:
        raise ContradictionError
    changed = []
    for (place, coefficient), (lowest, highest) in zip(row.terms, ends, strict=True):
        if place not in low:
            continue
        from_, to = (
            (row.low - most.without(highest)) / coefficient,
            (row.high - least.without(lowest)) / coefficient,
        )
        if coefficient < 0:
            from_, to = to, from_
        from_ = ceil(from_ - _NEAR) if from_ > -inf else from_
        to = floor(to + _NEAR) if to < inf else to
        if from_ > low[place] or to < high[place]:
            low[place], high[place] = max(low[place], from_), min(high[place], to)
            if low[place] > high[place]:
                raise ContradictionError
            changed.append(place)
    return changed


class _Sum:
    """A sum of which some may be endless, and what it would be without one of them."""

    def __init__(self, parts: Iterable[float]) -> None:
        self._finite, self._endless, self._sign = 0.0, 0, 1.0
        for part in parts:
            if abs(part) == inf:
                self._endless += 1
                self._sign = part
            else:
                self._finite += part

    @property
    def total(self) -> float:
        return self._sign if self._endless else self._finite

    def without(self, part: float) -> float:
        if abs(part) == inf:
            return self._sign if self._endless > 1 else self._finite
        return self._sign if self._endless else self._finite - part


def _by_programme(
    system: System,
    component: Component,
    known: tuple[dict[int, float], dict[int, float]],
    outer: dict[int, Range],
    enough: float,
) -> dict[int, Range]:
    """The exact ranges by one linear programme for each end, until `enough` is shown to be open."""
    programme = _Programme(system, component, known)
    if enough < inf:
        programme.look_round(sorted(outer), enough)
    for place, (lowest, highest) in sorted(outer.items()):
        if programme.width(place) < enough and programme.seen(place)[0] > lowest:
            programme.solve({place: 1.0})
        if programme.width(place) < enough and programme.seen(place)[1] < highest:
            programme.solve({place: -1.0})
    return {place: programme.seen(place) for place in outer}


class _Programme:
    """The linear programmes of one component; every solution shows for all its numbers what is open."""

    def __init__(
        self,
        system: System,
        component: Component,
        known: tuple[dict[int, float], dict[int, float]],
    ) -> None:
        low, high = known
        self._at = {place: column for column, place in enumerate(component.places)}
        matrix, sides = _matrix(system, component, self._at)
        least = np.array([low[place] for place in component.places])
        most = np.array([min(high[place], ENDLESS) for place in component.places])
        self._programme = Programme((matrix, *sides), (least, most))
        self._low, self._high = np.full(len(self._at), inf), np.full(len(self._at), -inf)

    def seen(self, place: int) -> Range:
        """The lowest and highest whole number that solutions have shown so far."""
        low, high = self._low[self._at[place]], self._high[self._at[place]]
        return (inf, -inf) if low > high else (float(ceil(low - _NEAR)), float(floor(high + _NEAR)))

    def width(self, place: int) -> float:
        """How many whole numbers that is."""
        low, high = self.seen(place)
        return high - low + 1

    def look_round(self, places: list[int], enough: float) -> None:
        """Push many numbers at once to and fro, so that few are left to be looked at one by one."""
        draw = np.random.default_rng(len(places))
        for _ in range(_ROUNDS):
            still = [place for place in places if self.width(place) < enough]
            if len(still) < _ROUNDS:
                return
            signs = draw.choice((-1.0, 1.0), size=len(still))
            self.solve(dict(zip(still, signs, strict=True)))
            self.solve(dict(zip(still, -signs, strict=True)))

    def solve(self, aims: dict[int, float]) -> None:
        """Find the point at which the sum of these is least. Raises ContradictionError where no numbers fit."""
        point = self._programme.least({self._at[place]: sign for place, sign in aims.items()})
        if point is None:
            raise ContradictionError("no numbers fit all the rows")
        self._low, self._high = np.minimum(self._low, point), np.maximum(self._high, point)


def _matrix(system: System, component: Component, at: dict[int, int]) -> tuple[Floats, tuple[Floats, Floats]]:
    """The rows over the component's own numbers: coefficients, and both sides less what is told."""
    matrix = np.zeros((len(component.rows), len(at)))
    told = np.zeros(len(component.rows))
    for place_of_row, row in enumerate(component.rows):
        for place, coefficient in system.rows[row].terms:
            if place in at:
                matrix[place_of_row, at[place]] += coefficient
            else:
                told[place_of_row] += coefficient * system.low[place]
    low = np.array([system.rows[row].low for row in component.rows]) - told
    high = np.array([system.rows[row].high for row in component.rows]) - told
    return matrix, (low, high)
