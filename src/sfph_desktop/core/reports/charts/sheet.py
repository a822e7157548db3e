"""What lies on a board, and how matplotlib draws it: words, bars, lines and dots, each in one call to the renderer.

One artist holds them all. matplotlib's own artist for each label and line would do the same work ten times over, and
a summary has hundreds. Coordinates are points of the board, y downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

ROUND_TEXT = 1.0
"""Points of ground put round words that are kept clear of what lies beneath them."""
RIM = 1.3
"""Points of a dot's rim."""
EDGE = 0.8
"""Points of a bar's edge, where it has one."""
DASHES = (3.0, 2.2)
"""Dash and gap of a dashed line, as multiples of its thickness."""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on its baseline; `across` is left, center or right of x. `ground` is a colour put behind it."""

    x: float
    foot: float
    said: str
    size: float
    strong: bool
    colour: str
    across: str
    ground: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `edge` is the colour of a line round it, blank for none."""

    left: float
    top: float
    wide: float
    thick: float
    colour: str
    edge: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thick: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of that many points across, its rim in `colour` and its inside in `within`."""

    x: float
    y: float
    across: float
    colour: str
    within: str


OnBoard = Label | Bar | Line | Dot


@lru_cache(maxsize=64)
def letters(families: tuple[str, ...], size: float, strong: bool) -> FontProperties:
    """The typeface of a label; shared, so never changed."""
    return FontProperties(family=list(families), size=size, weight="bold" if strong else "normal")


class Sheet(Artist):
    """Everything on a board in the order it was put there; (left, top) is where the board's corner is on the figure."""

    def __init__(self, marks: Sequence[OnBoard], *, left: float, top: float, families: tuple[str, ...]) -> None:
        super().__init__()
        self.marks = tuple(marks)
        self.left, self.top, self.families = left, top, families

    def draw(self, renderer: RendererBase) -> None:
        """Draw everything (matplotlib)."""
        pen = _Pen(renderer, self)
        for mark in self.marks:
            pen.ways[type(mark)](mark)


class _Pen:
    """Draws marks of one sheet with one renderer, whose graphics contexts are made once for all of them.

    Places are told to a renderer in its own dots, thicknesses of lines in points.
    """

    def __init__(self, renderer: Any, sheet: Sheet) -> None:
        self._renderer, self._sheet = renderer, sheet
        self._unit = float(renderer.points_to_pixels(1.0))
        self._whole = float(renderer.get_canvas_width_height()[1])
        self._flat = self._context(0.0, "butt", "miter")
        self._edge = self._context(EDGE, "butt", "miter")
        self._solid = self._context(1.0, "projecting", "round")
        self._dashed = self._context(1.0, "butt", "round")
        self._rim = self._context(RIM, "butt", "round")
        self._rim.set_snap(False)
        self.ways: dict[type, Callable[[Any], None]] = {
            Label: self._label,
            Bar: self._bar,
            Line: self._line,
            Dot: self._dot,
        }

    def _context(self, thick: float, cap: str, join: str) -> Any:
        context = self._renderer.new_gc()
        context.set_linewidth(thick)
        context.set_capstyle(cap)
        context.set_joinstyle(join)
        return context

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (self._sheet.left + x) * self._unit, (self._sheet.top - y) * self._unit

    def _label(self, label: Label) -> None:
        x, y = self._at(label.x, label.foot)
        type_ = letters(self._sheet.families, label.size, label.strong)
        if label.across != "left" or label.ground:
            wide, high, below = self._renderer.get_text_width_height_descent(label.said, type_, ismath=False)
            x -= {"left": 0.0, "center": wide / 2, "right": wide}[label.across]
            if label.ground:
                pad = ROUND_TEXT * self._unit
                self._area(self._flat, x - pad, y - below - pad, wide + 2 * pad, high + 2 * pad, label.ground)
        self._flat.set_foreground(label.colour)
        if self._renderer.flipy():
            y = self._whole - y
        self._renderer.draw_text(self._flat, x, y, label.said, type_, 0.0, ismath=False)

    def _area(self, context: Any, left: float, foot: float, wide: float, high: float, colour: str) -> None:
        place = Affine2D.from_values(wide, 0.0, 0.0, high, left, foot)
        self._renderer.draw_path(context, Path.unit_rectangle(), place, _rgb(colour))

    def _bar(self, bar: Bar) -> None:
        left, foot = self._at(bar.left, bar.top + bar.thick)
        context = self._edge if bar.edge else self._flat
        if bar.edge:
            context.set_foreground(bar.edge)
        self._area(context, left, foot, bar.wide * self._unit, bar.thick * self._unit, bar.colour)

    def _line(self, line: Line) -> None:
        context = self._dashed if line.dashed else self._solid
        context.set_linewidth(line.thick)
        context.set_foreground(line.colour)
        if line.dashed:
            context.set_dashes(0, [part * line.thick for part in DASHES])
        self._renderer.draw_path(context, Path([self._at(*point) for point in line.points]), _AS_IT_IS)

    def _dot(self, dot: Dot) -> None:
        x, y = self._at(dot.x, dot.y)
        radius = dot.across / 2 * self._unit
        self._rim.set_foreground(dot.colour)
        place = Affine2D.from_values(radius, 0.0, 0.0, radius, x, y)
        self._renderer.draw_path(self._rim, Path.unit_circle(), place, _rgb(dot.within))


_AS_IT_IS = IdentityTransform()


@lru_cache(maxsize=64)
def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255
