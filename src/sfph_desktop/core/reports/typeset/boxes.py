"""Boxes with more in them than one text: the cover strip, tiles, groups of letters, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus.flowables import Flowable

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.reports.drawing import Drawing
from sfph_desktop.core.reports.typeset.drawn import operators
from sfph_desktop.core.reports.typeset.layout import Laid, area, lay
from sfph_desktop.core.reports.typeset.lines import SetText, set_text
from sfph_desktop.core.reports.typeset.marks import draw_mark
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import (
    ACCENT,
    ACCENT_SHADE,
    MARGIN_SIDE,
    PAGE_WIDTH,
    ROLE_COLOURS,
    TINT,
    TextStyle,
    role_colour,
)
from sfph_desktop.core.reports.typeset.tagging import Element

_TILE_GAP = 10.0
_TILE_PAD = 10.0
_BAND = 4.5


class CoverBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The strip across the head of the first page, marks at its foot where there is room for them.

    Its frame starts at the page's upper edge.
    """

    def __init__(
        self, shaper: Shaper, parts: Sequence[tuple[SetText, Element]], gaps: Sequence[float], *, marks: bool
    ) -> None:
        super().__init__()
        self._shaper, self._parts, self._gaps, self._marks = shaper, parts, gaps, marks
        self.spaceAfter = 22

    def _laid(self, width: float) -> list[Laid]:
        """The texts in lines; the marks, or the SAMPLE badge, keep the right."""
        rooms = [width - 96 if self._marks or place == 0 else width for place in range(len(self._parts))]
        return [lay(self._shaper, text, room, part) for (text, part), room in zip(self._parts, rooms, strict=True)]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width = width
        inner = sum(laid.height + gap for laid, gap in zip(self._laid(width), self._gaps, strict=True))
        self.height = 40 + inner + 22 + _BAND
        return width, self.height

    def draw(self) -> None:
        """Draw (ReportLab)."""
        canvas = self.canv
        with canvas.decoration():
            area(canvas, ACCENT, -MARGIN_SIDE, _BAND, PAGE_WIDTH, self.height - _BAND)
            for place, role in enumerate(LEVELS):
                area(canvas, ROLE_COLOURS[role], -MARGIN_SIDE + place * PAGE_WIDTH / 3, 0, PAGE_WIDTH / 3, _BAND)
                if self._marks:
                    draw_mark(canvas, role, self.width - 78 + place * 27, _BAND + 20, 22, (ACCENT_SHADE, ACCENT))
        top = self.height - 40
        for laid, gap in zip(self._laid(self.width), self._gaps, strict=True):
            laid.draw(canvas, 0, top - gap)
            top -= laid.height + gap


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: its number, what it says, its evidence number, and the list item they are the content of."""

    number: str
    number_style: TextStyle
    explanation: SetText
    evidence: SetText | None
    role: BenefitLevel | None
    element: Element


class TilesBox(Flowable):  # type: ignore[misc]
    """Tiles side by side; splits between rows of tiles."""

    def __init__(self, shaper: Shaper, tiles: Sequence[Tile], abreast: int) -> None:
        super().__init__()
        self._shaper, self._tiles, self._abreast = shaper, tuple(tiles), abreast
        self.spaceBefore, self.spaceAfter = 6, 14

    def _rows(self, width: float) -> list[tuple[float, list[tuple[Tile, list[Laid]]]]]:
        """Rows of (height, tiles with their texts laid out)."""
        abreast = self._abreast
        while abreast > 1 and (width - _TILE_GAP * (abreast - 1)) / abreast < 88:
            abreast -= 1
        self._tile_width = (width - _TILE_GAP * (abreast - 1)) / abreast
        rows = []
        for start in range(0, len(self._tiles), abreast):
            row = [(tile, self._lay_tile(tile)) for tile in self._tiles[start : start + abreast]]
            rows.append((max(sum(laid.height for laid in texts) for _, texts in row) + 2 * _TILE_PAD + 3, row))
        return rows

    def _lay_tile(self, tile: Tile) -> list[Laid]:
        """The texts of a tile; a number too wide for it is set smaller, as small as its explanation at most."""
        inner = self._tile_width - 2 * _TILE_PAD
        style = tile.number_style
        text = set_text(self._shaper, tile.number, style)
        if text.natural_width > inner:
            size = max(style.size * inner / text.natural_width - 0.05, tile.explanation.style.size * 1.25)
            text = set_text(self._shaper, tile.number, replace(style, size=size, leading=size * 1.18))
        texts = (text, tile.explanation, *((tile.evidence,) if tile.evidence else ()))
        return [lay(self._shaper, one, inner, tile.element) for one in texts]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width = width
        rows = self._rows(width)
        self.height = sum(height for height, _ in rows) + _TILE_GAP * (len(rows) - 1)
        return width, self.height

    def least(self, width: float) -> float:
        """The first row."""
        return self._rows(width)[0][0]

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut between rows (ReportLab)."""
        used, kept = 0.0, 0
        for own, row in self._rows(width):
            if used + own > height:
                break
            used += own + _TILE_GAP
            kept += len(row)
        if not kept or kept == len(self._tiles):
            return []
        return [TilesBox(self._shaper, part, self._abreast) for part in (self._tiles[:kept], self._tiles[kept:])]

    def draw(self) -> None:
        """Draw (ReportLab)."""
        top = self.height
        for height, row in self._rows(self.width):
            for place, (tile, texts) in enumerate(row):
                left = place * (self._tile_width + _TILE_GAP)
                with self.canv.decoration():
                    area(self.canv, TINT, left, top - height, self._tile_width, height)
                    area(self.canv, role_colour(tile.role), left, top - 3, self._tile_width, 3)
                    if tile.role:
                        mark = 14
                        draw_mark(
                            self.canv,
                            tile.role,
                            left + self._tile_width - _TILE_PAD - mark + 3,
                            top - height + 7,
                            mark,
                            (role_colour(tile.role), TINT),
                        )
                line = top - 3 - _TILE_PAD
                for laid in texts:
                    laid.draw(self.canv, left + _TILE_PAD, line)
                    line -= laid.height
            top -= height + _TILE_GAP


class CodeBox(Flowable):  # type: ignore[misc]
    """Numbered groups of letters, four to a row, in large type that is equally wide throughout."""

    def __init__(
        self, shaper: Shaper, groups: Sequence[tuple[tuple[SetText, Element], tuple[SetText, Element]]]
    ) -> None:
        super().__init__()
        self._shaper, self._groups = shaper, groups
        self.spaceBefore, self.spaceAfter = 8, 16

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        widest = max(letters.natural_width for _, (letters, _) in self._groups)
        self._abreast = max(1, min(4, int((width + _TILE_GAP) / (widest + 2 * _TILE_PAD + _TILE_GAP))))
        number, letters = self._groups[0][0][0].style, self._groups[0][1][0].style
        self._high = number.leading + letters.leading + 2 * _TILE_PAD - 4
        rows = -(-len(self._groups) // self._abreast)
        self.width, self.height = width, rows * (self._high + _TILE_GAP) - _TILE_GAP
        return width, self.height

    def draw(self) -> None:
        """Draw (ReportLab)."""
        own = (self.width - _TILE_GAP * (self._abreast - 1)) / self._abreast
        for place, ((counted, label), (letters, body)) in enumerate(self._groups):
            left = place % self._abreast * (own + _TILE_GAP)
            top = self.height - place // self._abreast * (self._high + _TILE_GAP)
            with self.canv.decoration():
                area(self.canv, TINT, left, top - self._high, own, self._high)
            lay(self._shaper, counted, own, label).draw(self.canv, left + _TILE_PAD, top - _TILE_PAD + 4)
            under = top - _TILE_PAD + 2 - counted.style.leading
            lay(self._shaper, letters, own - 2 * _TILE_PAD + 1, body).draw(self.canv, left + _TILE_PAD, under)


class FigureBox(Flowable):  # type: ignore[misc]
    """A chart as vectors, scaled to a share of the column, its caption beneath."""

    def __init__(
        self,
        shaper: Shaper,
        *,
        drawing: Drawing,
        share: float,
        figure: Element,
        caption: tuple[SetText, Element] | None,
    ) -> None:
        super().__init__()
        self._shaper, self._drawing, self._share = shaper, drawing, share
        self._figure, self._caption = figure, caption
        self.spaceBefore, self.spaceAfter = 6, 12

    def _scale(self, width: float) -> float:
        """What the chart is scaled by: to its share of the width, and never higher than three quarters of a page."""
        return min(width * self._share / self._drawing.width, 520 / self._drawing.height)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width = width
        self._laid = lay(self._shaper, self._caption[0], width, self._caption[1]) if self._caption else None
        self.height = self._drawing.height * self._scale(width) + (self._laid.height + 4 if self._laid else 0.0)
        return width, self.height

    def draw(self) -> None:
        """Draw (ReportLab)."""
        canvas, scale = self.canv, self._scale(self.width)
        high = self._drawing.height * scale
        foot = self.height - high
        with canvas.content_of(self._figure):
            canvas.addLiteral(operators(self._shaper, self._drawing, scale, foot))
        left, low = canvas.absolutePosition(0, foot)
        self._figure.box = (left, low, left + self._drawing.width * scale, low + high)
        if self._laid:
            self._laid.draw(canvas, 0, foot - 4)
