"""What leaves, and what is held back so that nobody can work out a figure about a few people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Relations, Release, Sent
from sfph_desktop.core.domain.network import THRESHOLD, Qualifier


def guard(
    cells: Sequence[Cell], relations: Relations, released: Iterable[Release] = (), threshold: int = THRESHOLD
) -> dict[Key, Decision]:
    """What becomes of each cell, by its key: told, told as it was before, or held back.

    First simple way: a breakdown is told whole or not at all.
    """
    before = {sent.key: sent for release in released for sent in release.sent}
    decided = {cell.key: _alone(cell, before, threshold) for cell in cells}
    shut = {one.key for one in decided.values() if one.n is None or (one.qualifier and one.qualifier != "earlier")}
    for total in relations.totals:
        if any(part in shut for part in total.parts) or (total.total in shut):
            for key in total.parts:
                if key in decided and key not in shut:
                    decided[key] = Decision(key=key, n=None, qualifier="beside", reason="beside")
                elif key in decided:
                    one = decided[key]
                    decided[key] = Decision(key=key, n=None, qualifier="beside", reason=one.reason)
    return decided


def _alone(cell: Cell, before: Mapping[Key, Sent], threshold: int) -> Decision:
    """What becomes of a cell for its own sake."""
    if not cell.publishable:
        return Decision(key=cell.key, n=None, qualifier="no_basis", reason="no_basis")
    was = before.get(cell.before or cell.key)
    if was is not None and was.n is not None and abs(cell.n - was.n) < threshold and (was.n, was.k) != (cell.n, cell.k):
        return Decision(key=cell.key, n=was.n, k=was.k, qualifier="earlier", reason="earlier")
    reason: Qualifier = ""
    if cell.n < threshold or (cell.k is not None and cell.k < threshold):
        reason = "few"
    elif cell.k is not None and cell.n - cell.k < threshold:
        reason = "everybody"
    if not reason:
        return Decision(key=cell.key, n=cell.n, k=cell.k)
    return Decision(key=cell.key, n=None if cell.n < threshold else cell.n, qualifier=reason, reason=reason)
