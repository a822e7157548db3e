"""The marks of the three levels, drawn as outlines: a person, two people, a leaf."""

from __future__ import annotations

from typing import Any

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.reports.typeset.style import Colour, rgb

_BOX = 24.0
"""The marks are drawn in a square of this many units, and scaled."""


def draw_mark(
    canvas: Any, role: BenefitLevel, left: float, foot: float, size: float, colours: tuple[Colour, Colour]
) -> None:
    """Draw the mark of a level in a square of `size` points whose lower left corner is given.

    `colours`: of the mark, and of the ground it stands on.
    """
    colour, ground = colours
    canvas.saveState()
    canvas.translate(left, foot)
    canvas.scale(size / _BOX, size / _BOX)
    canvas.setFillColorRGB(*rgb(colour))
    canvas.setStrokeColorRGB(*rgb(ground))
    _MARKS[role](canvas)
    canvas.restoreState()


def _figure(canvas: Any, middle: float, foot: float, scale: float, *, edged: bool) -> None:
    """Head and shoulders; `edged` draws a line in the ground's colour round them, to stand before another figure."""
    head = 4.6 * scale
    half = 7.6 * scale
    top = foot + 10.4 * scale
    shoulders = canvas.beginPath()
    shoulders.moveTo(middle - half, foot)
    shoulders.curveTo(middle - half, foot + 7.4 * scale, middle - 0.62 * half, top, middle, top)
    shoulders.curveTo(middle + 0.62 * half, top, middle + half, foot + 7.4 * scale, middle + half, foot)
    shoulders.close()
    canvas.setLineWidth(1.5)
    canvas.drawPath(shoulders, fill=1, stroke=int(edged))
    canvas.circle(middle, foot + 16.4 * scale, head, fill=1, stroke=int(edged))


def _person(canvas: Any) -> None:
    """One person."""
    _figure(canvas, 12, 1.5, 1.06, edged=False)


def _two_people(canvas: Any) -> None:
    """Two people, one a step behind the other."""
    _figure(canvas, 16.4, 4.6, 0.84, edged=False)
    _figure(canvas, 8.0, 1.5, 0.92, edged=True)


def _leaf(canvas: Any) -> None:
    """A leaf with its rib."""
    leaf = canvas.beginPath()
    leaf.moveTo(4.6, 5.2)
    leaf.curveTo(0.5, 13.5, 6.5, 22.2, 22, 22)
    leaf.curveTo(22.6, 8.5, 15.5, 0.2, 6.8, 4.2)
    leaf.close()
    canvas.drawPath(leaf, fill=1, stroke=0)
    rib = canvas.beginPath()
    rib.moveTo(5.6, 5.2)
    rib.curveTo(8.2, 9.4, 11.4, 12.6, 15.8, 15.6)
    canvas.setLineCap(1)
    canvas.setLineWidth(1.6)
    canvas.drawPath(rib, fill=0, stroke=1)
    stem = canvas.beginPath()
    stem.moveTo(4.4, 6.2)
    stem.lineTo(1.6, 2.6)
    stem.lineTo(2.8, 1.6)
    stem.lineTo(6.2, 4.8)
    stem.close()
    canvas.drawPath(stem, fill=1, stroke=0)


_MARKS = {"individual": _person, "social": _two_people, "environmental": _leaf}
