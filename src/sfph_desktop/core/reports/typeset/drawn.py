"""A drawing set on the page: its lines and areas as vectors, its words in the typeface of the document."""

from __future__ import annotations

import math

from sfph_desktop.core.reports.drawing import Drawing, Shape, Words
from sfph_desktop.core.reports.typeset.ink import fill, number, strokes
from sfph_desktop.core.reports.typeset.lines import break_lines, set_text
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import TextStyle, rgb


def operators(shaper: Shaper, drawing: Drawing, scale: float, foot: float) -> str:
    """The operators that draw it, so many times as large, its lower left corner at (0, foot).

    Signs that cannot be printed are remembered by the shaper, as those of any text are.
    """
    told = [f"q {number(scale)} 0 0 {number(scale)} 0 {number(foot)} cm"]
    told += [_shape(mark) if isinstance(mark, Shape) else _words(shaper, mark) for mark in drawing.marks]
    return "\n".join([*told, "Q"])


def _shape(shape: Shape) -> str:
    """One path, painted."""
    manner = []
    if shape.clip:
        manner.append(f"q {' '.join(number(part) for part in shape.clip)} re W n")
    if shape.fill:
        manner.append(fill(shape.fill))
    if shape.edge:
        dashes = " ".join(number(part) for part in shape.dashes)
        red, green, blue = rgb(shape.edge)
        manner.append(f"{red:.3f} {green:.3f} {blue:.3f} RG {number(shape.thick)} w {shape.cap} J {shape.join} j")
        manner.append(f"[{dashes}] 0 d")
    paint = ("B" if shape.edge else "f") if shape.fill else "S"
    return f"{' '.join(manner)} {shape.path} {paint}{' Q' if shape.clip else ''}"


def _words(shaper: Shaper, words: Words) -> str:
    """One line of text."""
    style = TextStyle(size=words.size, leading=words.size, strong=words.strong, colour=words.colour)
    line = break_lines(shaper, set_text(shaper, words.text, style), math.inf)[0]
    if not words.angle:
        return "".join(stroke.code for stroke in strokes(line, words.x, words.y))
    cos, sin = math.cos(math.radians(words.angle)), math.sin(math.radians(words.angle))
    turned = " ".join(number(part) for part in (cos, sin, -sin, cos, words.x, words.y))
    return f"q {turned} cm {''.join(stroke.code for stroke in strokes(line, 0, 0))} Q"
