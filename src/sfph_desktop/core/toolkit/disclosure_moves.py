"""Shows by moving people that a figure can be otherwise: quicker than a linear programme, and in whole numbers.

From one point at which all rows hold, a figure is raised or lowered, and in each row it stands in another figure makes
up for it, which again stands in rows. Where that succeeds, the new point is as good for the receiver as the old one.
Where it does not, nothing is shown: the linear programme then decides.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf

from sfph_desktop.core.toolkit.disclosure_system import Component, Range, Row, System

_NEAR = 1e-6
_TRIES = 8
_STEPS = 40
"""A way that is not found in so many steps is left to the linear programme: looking on could take for ever."""


class Moves:
    """A point of one component, moved about; the lowest and highest that each number has been."""

    def __init__(self, system: System, component: Component, low: dict[int, float], high: dict[int, float]) -> None:
        self._rows = {at: system.rows[at] for at in component.rows}
        self._touching = {place: [at for at in system.touching[place] if at in self._rows] for place in low}
        self._low, self._high = low, high
        self._point = {place: system.truth.get(place, inf) for place in component.places}
        told = {place: system.low[place] for row in self._rows.values() for place, _ in row.terms if place not in low}
        self._sums = {
            at: sum(coefficient * self._point.get(place, told.get(place, 0.0)) for place, coefficient in row.terms)
            for at, row in self._rows.items()
        }
        self._left = 0
        self.seen = {place: (value, value) for place, value in self._point.items()}

    @property
    def stands(self) -> bool:
        """Whether the point fits all bounds and rows, so that moving it shows anything."""
        return all(self._low[place] <= value <= self._high[place] for place, value in self._point.items()) and all(
            row.low - _NEAR <= self._sums[at] <= row.high + _NEAR for at, row in self._rows.items()
        )

    def widen(self, place: int, enough: float) -> None:
        """Move one number up, then down, until so many whole numbers are seen to fit it or no way is found."""
        for sign in (1, -1):
            for _ in range(_TRIES):
                low, high = self.seen[place]
                if high - low + 1 >= enough or not self._moved(place, sign, enough):
                    break

    def _moved(self, place: int, sign: int, most: float) -> bool:
        changes: dict[int, int] = {}
        self._left = _STEPS
        if not self._balanced(place, sign, -1, changes):
            return False
        net: defaultdict[int, int] = defaultdict(int)
        for other, way in changes.items():
            for at in self._touching[other]:
                net[at] += way * next(coefficient for term, coefficient in self._rows[at].terms if term == other)
        steps = min((self._room(other, way) for other, way in changes.items()), default=0)
        steps = min(steps, most, *(self._slack(at, way) / abs(way) for at, way in net.items() if way))
        steps = int(steps + _NEAR) if steps < inf else 0
        if steps < 1:
            return False
        for other, way in changes.items():
            value = self._point[other] = self._point[other] + way * steps
            low, high = self.seen[other]
            self.seen[other] = (min(low, value), max(high, value))
        for at, way in net.items():
            self._sums[at] += way * steps
        return True

    def _room(self, place: int, sign: int) -> float:
        """How far a number may go this way by its own bounds."""
        return self._high[place] - self._point[place] if sign > 0 else self._point[place] - self._low[place]

    def _slack(self, at: int, sign: int) -> float:
        """How far the sum of a row may go this way."""
        row = self._rows[at]
        return row.high - self._sums[at] if sign > 0 else self._sums[at] - row.low

    def _balanced(self, place: int, sign: int, come_by: int, changes: dict[int, int]) -> bool:
        """Change a number by one, and in each of its other rows one that makes up for it; undone where none does."""
        self._left -= 1
        if self._left < 0 or place in changes or self._room(place, sign) < 1:
            return False
        before = dict(changes)
        changes[place] = sign
        for at in self._touching[place]:
            if at != come_by and not self._made_up(at, place, sign, changes):
                changes.clear()
                changes.update(before)
                return False
        return True

    def _made_up(self, at: int, place: int, sign: int, changes: dict[int, int]) -> bool:
        row = self._rows[at]
        change = sign * next(coefficient for other, coefficient in row.terms if other == place)
        if row.low < row.high and self._slack(at, change) >= 1:
            return True
        return any(
            self._balanced(other, -change * coefficient, at, changes)
            for other, coefficient in self._partners(row, place)
            if abs(coefficient) == 1
        )

    def _partners(self, row: Row, place: int) -> list[tuple[int, int]]:
        """The other open numbers of a row, those first that stand in fewest rows."""
        open_ = [term for term in row.terms if term[0] != place and term[0] in self._low]
        return sorted(open_, key=lambda term: (len(self._touching[term[0]]), term[0]))


def shown_by_moves(
    system: System,
    component: Component,
    ends: tuple[dict[int, float], dict[int, float]],
    targets: list[int],
    enough: float,
) -> dict[int, Range] | None:
    """What moving about has shown of all numbers of a component; None where there is no point to begin from."""
    moves = Moves(system, component, *ends)
    if not moves.stands:
        return None
    for place in targets:
        moves.widen(place, enough)
    return moves.seen
