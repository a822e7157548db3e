"""Drawings beside answers, as outlines of our own: a face from sad to glad, a pile that grows, a thermometer."""

from __future__ import annotations

from typing import Any

from sfph_desktop.core.reports.blocks import Picture
from sfph_desktop.core.reports.typeset.style import ACCENT, INK, WHITE, mix, rgb

_FACE = mix(ACCENT, 0.1, WHITE)
_BLOCKS = 5
"""Blocks of a pile: as many as the eye counts without counting."""


def draw_picture(canvas: Any, picture: Picture, left: float, foot: float, size: float) -> None:
    """Draw it in a square of `size` points whose lower left corner is given."""
    canvas.saveState()
    canvas.translate(left, foot)
    canvas.scale(size / 100, size / 100)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    {"face": _face, "steps": _steps}[picture.kind](canvas, picture.share)
    canvas.restoreState()


def _face(canvas: Any, share: float) -> None:
    """A round face; its mouth bends from down (0) over straight (0.5) to up (1)."""
    canvas.setFillColorRGB(*rgb(_FACE))
    canvas.setStrokeColorRGB(*rgb(INK))
    canvas.setLineWidth(5)
    canvas.circle(50, 50, 46, fill=1, stroke=1)
    canvas.setFillColorRGB(*rgb(INK))
    for eye in (33, 67):
        canvas.circle(eye, 62, 5.5, fill=1, stroke=0)
    bend = (share - 0.5) * 2
    ends = 34 + 5 * bend
    mouth = canvas.beginPath()
    mouth.moveTo(26, ends)
    mouth.curveTo(38, ends - 20 * bend, 62, ends - 20 * bend, 74, ends)
    canvas.setLineWidth(6)
    canvas.drawPath(mouth, fill=0, stroke=1)


def _steps(canvas: Any, share: float) -> None:
    """Five blocks like a stair; so many are full as say how much."""
    full = round(share * _BLOCKS)
    canvas.setStrokeColorRGB(*rgb(INK))
    canvas.setLineWidth(3.5)
    for step in range(_BLOCKS):
        canvas.setFillColorRGB(*rgb(ACCENT if step < full else WHITE))
        canvas.rect(4 + step * 19, 8, 15, 16 + step * 17, fill=1, stroke=1)


def draw_thermometer(canvas: Any, left: float, foot: float, width: float, high: float) -> None:
    """A thermometer that lies on its side: the bulb at the left, filled the more the further to the right."""
    middle, bulb, tube = foot + high / 2, high / 2, high * 0.3
    canvas.saveState()
    parts = 40
    begin, step = left + bulb, (width - bulb - tube) / parts
    for part in range(parts):
        share = part / (parts - 1)
        canvas.setFillColorRGB(*rgb(mix(ACCENT, 0.12 + 0.88 * share, WHITE)))
        canvas.rect(begin + part * step, middle - tube, step + 0.4, 2 * tube, fill=1, stroke=0)
    canvas.setFillColorRGB(*rgb(ACCENT))
    canvas.circle(left + width - tube, middle, tube, fill=1, stroke=0)
    canvas.setStrokeColorRGB(*rgb(INK))
    canvas.setLineWidth(1.2)
    outline = canvas.beginPath()
    outline.moveTo(begin, middle + tube)
    outline.lineTo(left + width - tube, middle + tube)
    outline.curveTo(left + width, middle + tube, left + width, middle - tube, left + width - tube, middle - tube)
    outline.lineTo(begin, middle - tube)
    canvas.drawPath(outline, fill=0, stroke=1)
    canvas.setFillColorRGB(*rgb(mix(ACCENT, 0.12, WHITE)))
    canvas.circle(left + bulb, middle, bulb, fill=1, stroke=1)
    canvas.restoreState()
