"""How paper looks: the page, the colours and the sizes of type, for ordinary and for large print.

The colours are those of the window's light theme, from the one file that is the home of colour, laid over white:
paper is printed on.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import Literal

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.reports.blocks import COLUMN_POINTS
from sfph_desktop.core.reports.resources import resource_folder

Colour = str
"""`#RRGGBB`."""

_TOKENS = tomllib.loads((resource_folder() / "theme" / "tokens.toml").read_text(encoding="utf-8"))
_LIGHT: dict[str, Colour] = _TOKENS["themes"]["light"]


def rgb(colour: Colour) -> tuple[float, float, float]:
    """`#RRGGBB` as red, green and blue from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def mix(colour: Colour, share: float, ground: Colour) -> Colour:
    """So much (0 to 1) of a colour laid over a ground."""
    parts = (share * one + (1 - share) * other for one, other in zip(rgb(colour), rgb(ground), strict=True))
    return "#" + "".join(f"{round(255 * part):02X}" for part in parts)


WHITE: Colour = "#FFFFFF"
INK: Colour = _LIGHT["ink"]
QUIET: Colour = mix(INK, 0.76, WHITE)
LINE: Colour = _LIGHT["line"]
TINT: Colour = mix(_LIGHT["shade"], 0.72, WHITE)
ACCENT: Colour = _LIGHT["accent"]
ACCENT_TINT: Colour = mix(ACCENT, 0.08, WHITE)
ACCENT_SHADE: Colour = mix(WHITE, 0.2, ACCENT)
"""The marks upon the cover strip: seen, but behind its words."""
ATTENTION: Colour = _LIGHT["attention"]
ATTENTION_TINT: Colour = mix(ATTENTION, 0.09, WHITE)
STAMP: Colour = mix(ATTENTION, 0.1, WHITE)
"""The large SAMPLE behind the text of every page."""
ROLE_COLOURS: dict[BenefitLevel, Colour] = _TOKENS["levels"]

PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898
"""A4 in points."""
MARGIN_SIDE = (PAGE_WIDTH - COLUMN_POINTS) / 2
MARGIN_TOP = 66.0
COLUMN_GAP = 22.0


def role_colour(role: BenefitLevel | None) -> Colour:
    """The colour of a level; the accent where there is none."""
    return ROLE_COLOURS[role] if role else ACCENT


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a run of text is set. Sizes, leading and spaces in points."""

    size: float
    leading: float
    strong: bool = False
    italic: bool = False
    mono: bool = False
    tabular: bool = False
    """Figures of equal width."""
    colour: Colour = INK
    align: Literal["left", "right", "centre"] = "left"
    before: float = 0.0
    after: float = 0.0
    least: float = 8.0
    """Smallest size a quiet span may fall to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The set of styles a document is printed in."""

    body: TextStyle
    lead: TextStyle
    headings: tuple[TextStyle, ...]
    detail: TextStyle
    small: TextStyle
    cell: TextStyle
    cover_title: TextStyle
    cover_line: TextStyle
    tile_number: TextStyle
    code: TextStyle
    """Letters to be copied by hand, all equally wide."""
    furniture: TextStyle
    """Running head and foot."""
    tiles_abreast: int
    foot_lines: int
    """Lines there are at the foot of a page."""
    margin_foot: float
    large: bool


def _sheet(*, body: float, small: float, heads: tuple[float, float, float], large: bool) -> Sheet:
    """Derive every style from the size of the body, of the small print and of the three headings."""
    text = TextStyle(size=body, leading=round(body * 1.46, 1), after=round(body * 0.62, 1), least=small)
    mid = max(small, body * 0.92)
    return Sheet(
        body=text,
        lead=replace(text, size=body * 1.18, leading=round(body * 1.62, 1), after=body * 0.8),
        headings=(
            replace(text, size=heads[0], leading=heads[0] * 1.2, strong=True, before=0, after=body * 0.9),
            replace(text, size=heads[1], leading=heads[1] * 1.28, strong=True, before=body * 2.1, after=body * 0.7),
            replace(text, size=heads[2], leading=heads[2] * 1.32, strong=True, before=body * 1.3, after=body * 0.35),
        ),
        detail=replace(text, size=mid, leading=round(mid * 1.44, 1), colour=QUIET),
        small=replace(text, size=small, leading=round(small * 1.44, 1), colour=QUIET, after=round(body * 0.45, 1)),
        cell=replace(text, size=mid, leading=round(mid * 1.36, 1), after=0),
        cover_title=replace(text, size=heads[0] * 1.14, leading=heads[0] * 1.34, strong=True, colour=WHITE, after=0),
        cover_line=replace(text, size=body * 1.04, leading=round(body * 1.5, 1), colour=WHITE, after=0),
        tile_number=replace(text, size=heads[1] * 1.34, leading=heads[1] * 1.56, strong=True, after=0),
        code=replace(text, size=heads[0], leading=heads[0] * 1.3, mono=True, after=0),
        furniture=replace(text, size=small, leading=small * 1.3, colour=QUIET, after=0),
        tiles_abreast=2 if large else 4,
        foot_lines=2 if large else 1,
        margin_foot=92.0 if large else 66.0,
        large=large,
    )


def sheet(*, large_print: bool, paper: str = "a4") -> Sheet:
    """The styles of ordinary print (10.5 point) or of large print (17 point, nothing under 16).

    On a slide nothing is under 8.8 points of the layout: 14 on a screen of 13.3 inches, as the back row reads it.
    """
    if large_print:
        return _sheet(body=17.0, small=16.0, heads=(28.0, 23.0, 19.0), large=True)
    if paper == "slide":
        usual = _sheet(body=11.0, small=8.8, heads=(26.0, 16.5, 12.5), large=False)
        first, head, *others = usual.headings  # it stands first on its slide: no room is kept for what is above it
        return replace(usual, headings=(first, replace(head, before=0.0), *others))
    return _sheet(body=10.5, small=8.6, heads=(22.0, 15.0, 11.8), large=False)
