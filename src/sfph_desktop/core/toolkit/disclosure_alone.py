"""What becomes of a figure for its own sake: few, everybody, no basis, or as it was sent before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from sfph_desktop.core.domain.disclosure import Cell, Part, Release, Sent
from sfph_desktop.core.domain.network import Qualifier
from sfph_desktop.core.toolkit.disclosure_system import Range


@dataclass(slots=True)
class State:
    """What becomes of one cell, so far."""

    reason: Qualifier = ""
    holds_n: bool = False
    holds_k: bool = False
    stays: Sent | None = None
    """Told as it was before."""
    qualifier: Qualifier = ""
    beside: list[Part] = field(default_factory=list)
    """What is held back for others' sake, and may yet be told."""

    @property
    def hides_n(self) -> bool:
        """Whether the people are held back, for whatever reason."""
        return self.holds_n or "n" in self.beside


class Alone:
    """Judges each cell by itself, knowing all that was sent before."""

    def __init__(self, released: Iterable[Release], threshold: int) -> None:
        self._threshold = threshold
        self._sent: dict[tuple[str, ...], list[Sent]] = {}
        for release in released:
            for one in release.sent:
                self._sent.setdefault(one.key, []).append(one)

    def state_of(self, cell: Cell) -> State:
        """A count is held back below the threshold, nought included; a share also where those not counted are below it.

        A figure that was sent before and has since been put right by fewer people than the threshold stays as it was
        sent. So does one of a window out of which nobody has fallen since, to which fewer than the threshold were
        added, nobody included: the difference is a figure about those few. What was held back once under the same name
        stays held back.
        """
        state, was = State(), self._was(cell)
        if _empty(cell) and cell.publishable:
            return state
        if not cell.publishable:
            state.reason, state.holds_n, state.holds_k = "no_basis", True, True
        elif was is not None and was.n is not None and self._stays(cell, was):
            state.reason, state.stays = "earlier", was
        else:
            self._hold(cell, state)
        return state

    def _was(self, cell: Cell) -> Sent | None:
        """What was told of it last, under its own name or that of the figure it adds to."""
        told_before = self._sent.get(cell.key) or (self._sent.get(cell.before) if cell.before else None)
        return told_before[-1] if told_before else None

    def _stays(self, cell: Cell, was: Sent) -> bool:
        """Whether it changed by too few people to tell; of new people only, none is too few."""
        apart = [abs(new) for new in _apart(cell, was).values()]
        if was.key != cell.key:
            return any(few < self._threshold for few in apart)
        return (was.qualifier == "earlier" and any(few < self._threshold for few in apart)) or any(
            0 < few < self._threshold for few in apart
        )

    def _hold(self, cell: Cell, state: State) -> None:
        """Hold back what is few, what was held under this very name, and what an older sending would tell of few."""
        again = self._sent.get(cell.key, ())
        state.holds_n = cell.n < self._threshold
        few_k = cell.k is not None and cell.k < self._threshold
        everybody = cell.k is not None and cell.n - cell.k < self._threshold
        state.holds_k = cell.k is not None and (state.holds_n or few_k or everybody)
        if state.holds_n or few_k:
            state.reason = "few"
        elif everybody:
            state.reason = "everybody"
        near = any(0 < abs(new) < self._threshold for one in again[:-1] for new in _apart(cell, one).values())
        if near or (again and again[-1].n is None):
            state.holds_n, state.holds_k = True, cell.k is not None
        elif again and cell.k is not None and again[-1].k is None:
            state.holds_k = True
        if (state.holds_n or state.holds_k) and not state.reason:
            state.reason = "beside"

    def about_few(self, cell: Cell, state: State) -> list[Part]:
        """What must not be worked out of a cell: its few people, and by how few it has changed."""
        parts: dict[Part, int] = {"n": cell.n}
        if cell.k is not None:
            parts |= {"k": cell.k, "rest": cell.n - cell.k}
        if _empty(cell) or (not cell.publishable and not cell.n):
            return []
        few = [part for part, count in parts.items() if count < self._threshold]
        if state.stays is not None:
            # None new is a figure too; none put right is not.
            counts = {part: abs(new) for part, new in _apart(cell, state.stays).items() if new or cell.before}
            few += [part for part, new in counts.items() if new < self._threshold]
        return few


def _empty(cell: Cell) -> bool:
    return cell.empty_may_be_told and not cell.n


def _apart(cell: Cell, was: Sent) -> dict[Part, int]:
    """By how many people each number differs from what was told; without those that were held back."""
    apart: dict[Part, int] = {}
    if was.n is not None:
        apart["n"] = cell.n - was.n
        if was.k is not None and cell.k is not None:
            apart |= {"k": cell.k - was.k, "rest": cell.n - cell.k - was.n + was.k}
    return apart


def as_sent(cell: Cell, was: Sent, threshold: int) -> dict[Part, Range]:
    """What `earlier` tells of the true numbers: fewer new people than the threshold, or so many more or less.

    Of a share it tells that one of its three numbers has changed by so few, not which.
    """
    grows = cell.before is not None and all(new >= 0 for new in _apart(cell, was).values())
    if was.n is None:
        return {}
    if cell.k is None:
        return {"n": (was.n if grows else max(0, was.n - threshold + 1), was.n + threshold - 1)}
    if not grows:
        return {"n": (0, inf), "k": (0, inf), "rest": (0, inf)}
    ends: dict[Part, Range] = {"n": (was.n, inf), "k": (0, inf), "rest": (0, inf)}
    if was.k is not None:
        ends |= {"k": (was.k, inf), "rest": (was.n - was.k, inf)}
    return ends
