"""Two stacks of boxes side by side."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import CondPageBreak, Flowable

from sfph_desktop.core.reports.typeset.layout import least_height
from sfph_desktop.core.reports.typeset.style import COLUMN_GAP


class ColumnsBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Two stacks of boxes side by side; both are cut where the page ends."""

    def __init__(self, left: Sequence[Flowable], right: Sequence[Flowable], share: float) -> None:
        super().__init__()
        self._sides, self._share = (tuple(left), tuple(right)), share
        self.spaceAfter = 8

    def _widths(self, width: float) -> tuple[float, float]:
        """Of the left and the right column."""
        left = (width - COLUMN_GAP) * self._share
        return left, width - COLUMN_GAP - left

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width = width
        heights = [_stack_height(side, own) for side, own in zip(self._sides, self._widths(width), strict=True)]
        self.height = max(heights)
        return width, self.height

    def least(self, width: float) -> float:
        """What the beginnings of both stacks need."""
        pairs = zip(self._sides, self._widths(width), strict=True)
        return float(max((least_height(side[:2], own) for side, own in pairs if side), default=0.0))

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut both stacks (ReportLab)."""
        cuts = [_cut_stack(side, own, height) for side, own in zip(self._sides, self._widths(width), strict=True)]
        if not any(first for first, _ in cuts):
            return []
        return [
            ColumnsBox(cuts[0][0], cuts[1][0], self._share),
            ColumnsBox(cuts[0][1], cuts[1][1], self._share),
        ]

    def draw(self) -> None:
        """Draw (ReportLab)."""
        left = 0.0
        for side, width in zip(self._sides, self._widths(self.width), strict=True):
            top = self.height
            for box, gap in _gaps(side):
                high = box.wrapOn(self.canv, width, 1e6)[1]
                top -= gap + high
                box.drawOn(self.canv, left, top)
            left += width + COLUMN_GAP


def _gaps(boxes: Sequence[Flowable]) -> list[tuple[Flowable, float]]:
    """The boxes of a stack, each with the space above it."""
    after = 0.0
    found = []
    for place, box in enumerate(boxes):
        found.append((box, max(after, box.getSpaceBefore()) if place else 0.0))
        after = box.getSpaceAfter()
    return found


def _stack_height(boxes: Sequence[Flowable], width: float) -> float:
    """Height of boxes one above the other."""
    return float(sum(gap + box.wrap(width, 1e6)[1] for box, gap in _gaps(boxes)))


def _cut_stack(
    boxes: Sequence[Flowable], width: float, height: float
) -> tuple[tuple[Flowable, ...], tuple[Flowable, ...]]:
    """What fits in the height, and the rest; a box on the edge is split where it can be."""
    used = 0.0
    for place, (box, gap) in enumerate(_gaps(boxes)):
        high = box.wrap(width, 1e6)[1]
        if used + gap + high > height + 0.01:
            parts = box.split(width, height - used - gap)
            first, rest = (tuple(parts[:1]), tuple(parts[1:])) if parts else ((), (box,))
            rest = tuple(one for one in rest if not isinstance(one, CondPageBreak))  # the columns end here anyway
            return (*boxes[:place], *first), (*rest, *boxes[place + 1 :])
        used += gap + high
    return tuple(boxes), ()
