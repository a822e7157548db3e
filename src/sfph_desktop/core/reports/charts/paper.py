"""A matplotlib Figure onto paper: everything it draws is noted as a `Drawing`, which the page then sets itself.

So a chart brings no typeface and no file of its own: its words are set in the page's letters, and Arabic or Ukrainian
names come out as they do in the text around them. Whatever paper cannot show truly is refused, never left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.drawing import Box, Drawing, Shape, Words
from sfph_desktop.core.reports.typeset.ruler import Ruler

_STRONG = 600
"""From this weight on words are set in the bold face."""
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


def paper_drawing(figure: Figure) -> Drawing:
    """The figure as a drawing; the same figure gives an equal drawing.

    OurBug when it holds what paper does not take: pixels, hatching, colours that show what is beneath, mathematics.
    """
    usual = figure.dpi
    figure.set_dpi(72)
    try:
        renderer = PaperRenderer(figure.bbox.width, figure.bbox.height)
        figure.draw(renderer)
    finally:
        figure.set_dpi(usual)
    return Drawing(renderer.width, renderer.height, tuple(renderer.marks))


class PaperRenderer(RendererBase):
    """Notes what matplotlib draws. One unit is one point; y runs upwards, as on a page."""

    dpi = 72

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = float(width), float(height)
        self.marks: list[Shape | Words] = []
        self._ruler = Ruler()

    # --- what matplotlib asks

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the sheet in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """Whether y runs downwards: no."""
        return False

    def points_to_pixels(self, points: Any) -> Any:
        """One unit is one point."""
        return points

    def option_image_nocomposite(self) -> bool:
        """Pictures are not put together beforehand: there are none."""
        return True

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | str
    ) -> tuple[float, float, float]:
        """The size of one line of text, as the page will set it."""
        _refuse_if(bool(ismath), "mathematics")
        size = prop.get_size_in_points()
        return self._ruler.width(s, size, strong=_strong(prop)), self._ruler.height(size), self._ruler.descent(size)

    # --- what matplotlib draws

    def draw_path(
        self,
        gc: Any,
        path: Path,
        transform: Any,
        rgbFace: Any = None,  # noqa: N803 - matplotlib's name
    ) -> None:
        """Note a path, filled where it has a face and drawn along its edge where its line has any thickness."""
        thick = float(gc.get_linewidth())
        edge = _colour(gc) if thick > 0 else ""
        fill = _colour(gc, rgbFace) if rgbFace is not None else ""
        if not (edge or fill):
            return
        _refuse_if(gc.get_hatch() is not None, "hatching")
        _refuse_if(gc.get_sketch_params() is not None, "a sketched line")
        told = " ".join(_steps(path, transform))
        if not told:
            return
        if not edge:
            self.marks.append(Shape(told, fill, clip=_clip(gc)))
            return
        _, dashes = gc.get_dashes()
        self.marks.append(
            Shape(
                path=told,
                fill=fill,
                edge=edge,
                thick=thick,
                dashes=() if dashes is None else tuple(float(part) for part in dashes),
                cap=_CAPS[gc.get_capstyle()],
                join=_JOINS[gc.get_joinstyle()],
                clip=_clip(gc),
            )
        )

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Any = None,  # noqa: ARG002 - the text's own artist, where it has one
    ) -> None:
        """Note one line of text; x and y are where its baseline begins."""
        _refuse_if(bool(ismath), "mathematics")
        _refuse_if(_clip(gc) is not None, "words that are cut off")
        if colour := _colour(gc):
            size = float(prop.get_size_in_points())
            x, y = round(float(x), 2), round(float(y), 2)
            self.marks.append(Words(s, x, y, size, colour, _strong(prop), float(angle)))

    def draw_image(self, *_: Any, **__: Any) -> None:
        """A picture made of pixels: refused."""
        _refuse_if(True, "pixels")


def _refuse_if(found: bool, what: str) -> None:
    if found:
        raise OurBug(f"A chart for paper holds {what}.")


def _strong(prop: FontProperties) -> bool:
    weight = prop.get_weight()
    return weight >= _STRONG if isinstance(weight, int | float) else weight in ("semibold", "bold", "heavy", "black")


def _colour(gc: Any, given: Any = None) -> str:
    """`#RRGGBB` of what is given, or of the line; blank for what is not seen at all."""
    red, green, blue, *rest = gc.get_rgb() if given is None else given
    solid = float(gc.get_alpha()) if gc.get_forced_alpha() else float(rest[0]) if rest else 1.0
    _refuse_if(0 < solid < 1, "colours that show what is beneath")
    return _hex(red, green, blue) if solid else ""


@lru_cache(maxsize=256)
def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(255 * part):02X}" for part in parts)


def _clip(gc: GraphicsContextBase) -> Box | None:
    """The rectangle that is seen; None: all of it."""
    _refuse_if(gc.get_clip_path()[0] is not None, "a shape cut out by another")
    seen = gc.get_clip_rectangle()
    return None if seen is None else (float(seen.x0), float(seen.y0), float(seen.width), float(seen.height))


def _steps(path: Any, transform: Any) -> Iterator[str]:
    """The steps of a path as PDF writes them; a curve with one handle becomes the same curve with two."""
    points: list[list[float]] = transform.transform(path.vertices).tolist()
    _refuse_if(not all(math.isfinite(x) and math.isfinite(y) for x, y in points), "a point that is nowhere")
    if path.codes is None:
        yield f"{_told(points[:1])} m"
        yield from (f"{_told([point])} l" for point in points[1:])
        return
    codes = path.codes.tolist()
    place = 0
    while place < len(codes) and codes[place] != Path.STOP:
        operator, long = _STEPS[codes[place]]
        reach = points[place : place + long]
        if long == 2:
            (x, y), (handle_x, handle_y), (end_x, end_y) = points[place - 1], *reach
            reach = [
                [x + (handle_x - x) * 2 / 3, y + (handle_y - y) * 2 / 3],
                [end_x + (handle_x - end_x) * 2 / 3, end_y + (handle_y - end_y) * 2 / 3],
                [end_x, end_y],
            ]
        yield f"{_told(reach)} {operator}" if operator != "h" else "h"
        place += long


_STEPS = {
    int(Path.MOVETO): ("m", 1),
    int(Path.LINETO): ("l", 1),
    int(Path.CURVE3): ("c", 2),
    int(Path.CURVE4): ("c", 3),
    int(Path.CLOSEPOLY): ("h", 1),
}
"""Of each kind of step: what PDF calls it, and how many points it takes."""


def _told(points: list[list[float]]) -> str:
    """Points as PDF writes them, to a hundredth."""
    return " ".join(f"{number:.2f}".rstrip("0").rstrip(".") for point in points for number in point)
