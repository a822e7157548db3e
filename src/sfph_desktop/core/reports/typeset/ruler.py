"""How large a line of text will be on paper, before there is a page: for charts, which place their words beforehand."""

from __future__ import annotations

from sfph_desktop.core.reports.typeset.fonts import Typeface
from sfph_desktop.core.reports.typeset.lines import set_text
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import TextStyle


class Ruler:
    """Measures in points. What cannot be printed is not refused here: the page will, by name."""

    def __init__(self) -> None:
        typeface = Typeface()
        self._shaper = Shaper(typeface)
        font = typeface.chain("Regular")[0].font
        tall, deep = (font.get_glyph_extents(font.get_nominal_glyph(ord(letter))) for letter in "lp")
        self._above = float(tall.y_bearing) / 1000
        self._below = -float(deep.y_bearing + deep.height) / 1000

    def width(self, text: str, size: float, *, strong: bool = False) -> float:
        """From the first letter to the last, for type of that size."""
        return set_text(self._shaper, text, TextStyle(size=size, leading=size, strong=strong)).natural_width

    def height(self, size: float) -> float:
        """From the foot of a p to the head of an l."""
        return (self._above + self._below) * size

    def descent(self, size: float) -> float:
        """From the foot of a p to the baseline."""
        return self._below * size
