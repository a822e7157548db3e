"""The papers a document may stand on: A4, a poster of A1, a slide of 16 to 9.

All are laid out at the width of A4, so that a block is the same on each. The poster is the page of A4 enlarged: its
proportions are those of A1. A slide is as wide as the page and as high as 16 to 9 asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.reports.typeset.style import PAGE_HEIGHT, PAGE_WIDTH

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How high a page is laid out, in points, and how many times larger it is printed."""

    height: float = PAGE_HEIGHT
    scale: float = 1.0

    def enlarged(self, box: Box) -> Box:
        """A rectangle of the layout where it lies on the paper."""
        left, foot, right, top = (edge * self.scale for edge in box)
        return left, foot, right, top

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        return PAGE_WIDTH * self.scale, self.height * self.scale


PAPERS = {
    "a4": Paper(),
    "a1": Paper(scale=1683.7795 / PAGE_WIDTH),
    "slide": Paper(height=PAGE_WIDTH * 9 / 16),
}
