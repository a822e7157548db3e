"""A chart for the window as a small SVG whose words stay words: made in a millisecond, sharp at every scale.

matplotlib turns each letter into dots and packs them as PNG, which takes 30 to 90 ms a chart; here the marks of the
board are written down as they are, and the window draws them with the same typeface. `charts/board.py` measured the
words when it laid them out, so nothing moves.
"""

from __future__ import annotations

from html import escape

from sfph_desktop.core.reports.charts.board import Drawn
from sfph_desktop.core.reports.charts.sheet import DASHES, EDGE, RIM, ROUND_TEXT, Bar, Dot, Label, Line, Sheet

_ANCHOR = {"left": "start", "center": "middle", "right": "end"}
_PIXELS = 96 / 72
"""Charts are measured in points; a pixel of the window is 1/96 inch."""


def screen_svg(drawn: Drawn) -> bytes:
    """The chart as SVG, one unit to the point, sized in pixels of the window. The same chart gives the same bytes."""
    wide, high = (float(side) * 72 for side in drawn.figure.get_size_inches())
    size = f'width="{wide * _PIXELS:.2f}" height="{high * _PIXELS:.2f}" viewBox="0 0 {wide:.2f} {high:.2f}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>']
    for sheet in drawn.figure.artists:
        if isinstance(sheet, Sheet):
            family = escape(sheet.families[0])  # the window looks elsewhere itself for letters that it lacks
            parts.append(f'<g transform="translate({sheet.left:.2f} {high - sheet.top:.2f})" font-family="{family}">')
            parts += [_WAYS[type(mark)](mark) for mark in sheet.marks]  # type: ignore[operator]  # each its own kind
            parts.append("</g>")
    parts.append("</svg>")
    return "".join(parts).encode()


def _label(one: Label) -> str:
    words = (
        f'<text x="{one.x:.2f}" y="{one.foot:.2f}" font-size="{one.size:.2f}" fill="{one.colour}"'
        f' font-weight="{"bold" if one.strong else "normal"}" text-anchor="{_ANCHOR[one.across]}">'
        f"{escape(one.said, quote=False)}</text>"
    )
    if not one.ground:
        return words
    # How wide the words are is not known here: about as wide as that many figures. They are a figure or two.
    wide = len(one.said) * one.size * 0.6 + 2 * ROUND_TEXT
    left = one.x - ROUND_TEXT - {"left": 0.0, "center": wide / 2 - ROUND_TEXT, "right": wide}[one.across]
    top = one.foot - one.size * 0.78
    return f'<rect x="{left:.2f}" y="{top:.2f}" width="{wide:.2f}" height="{one.size:.2f}" fill="{one.ground}"/>{words}'


def _bar(one: Bar) -> str:
    edge = f' stroke="{one.edge}" stroke-width="{EDGE}"' if one.edge else ""
    return (
        f'<rect x="{one.left:.2f}" y="{one.top:.2f}" width="{max(one.wide, 0):.2f}" height="{max(one.thick, 0):.2f}"'
        f' fill="{one.colour}"{edge}/>'
    )


def _line(one: Line) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in one.points)
    gaps = ",".join(f"{part * one.thick:.2f}" for part in DASHES)
    dashes = f' stroke-dasharray="{gaps}"' if one.dashed else ' stroke-linecap="square"'
    return (
        f'<polyline points="{points}" fill="none" stroke="{one.colour}" stroke-width="{one.thick:.2f}"'
        f' stroke-linejoin="round"{dashes}/>'
    )


def _dot(one: Dot) -> str:
    return (
        f'<circle cx="{one.x:.2f}" cy="{one.y:.2f}" r="{one.across / 2:.2f}" fill="{one.within}"'
        f' stroke="{one.colour}" stroke-width="{RIM}"/>'
    )


_WAYS = {Label: _label, Bar: _bar, Line: _line, Dot: _dot}
