"""The colours and the type of a chart, and how colours are thinned and read upon one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.reports.blocks import COLUMN_POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStyle:
    """The colours and the type a chart is drawn in: for paper as they stand, on screen those of the theme."""

    ink: str = "#1D2B33"
    quiet: str = "#55626B"
    paper: str = "#FFFFFF"
    line: str = "#DDD8CF"
    individual: str = "#0072B2"
    social: str = "#D55E00"
    environmental: str = "#009E73"
    accent: str = "#0F6B6B"
    fonts: Path | None = None
    """Folder of the typeface's TrueType files; None: the fallback family."""
    family: str = "Atkinson Hyperlegible Next"
    size: float = 9.0
    """Points of the ordinary label."""
    width: float = COLUMN_POINTS
    """Points of the board's width, without its margin."""
    margin: float = 10.0
    """Points of ground round the board; none on paper, where the page has its own."""
    transparent: bool = False
    """No ground of its own: the page shows through."""
    titled: bool = True
    """The finding stands above the chart; False where the page says it."""

    def level(self, level: BenefitLevel) -> str:
        """The colour of a level."""
        return {"individual": self.individual, "social": self.social, "environmental": self.environmental}[level]

    def sized(self, **changes: Any) -> ChartStyle:
        """The same style with other sizes or colours."""
        return replace(self, **changes)


PAPER = ChartStyle(transparent=True, margin=0)


ENOUGH = 4.5
"""Contrast that ordinary text needs."""


def mix(colour: str, ground: str, share: float) -> str:
    """The colour thinned with the ground: a share of 1 is the colour, 0 the ground."""
    mixed = (round(int(colour[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def readable_on(colour: str, style: ChartStyle) -> str:
    """Ink or paper where one stands out enough on that colour (4.5, WCAG 2.2 AA), else black or white."""
    own = max((style.ink, style.paper), key=lambda text: contrast(text, colour))
    if contrast(own, colour) >= ENOUGH:
        return own
    return max(("#000000", "#FFFFFF"), key=lambda text: contrast(text, colour))


def ink_in_words(style: ChartStyle) -> str:
    """What the ink looks like, for words that tell what is drawn in it: dark on paper, white on a dark screen."""
    return "dark" if _luminance(style.ink) < _luminance(style.paper) else "white"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
