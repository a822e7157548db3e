"""Lines of text into the operators of a PDF page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sfph_desktop.core.reports.typeset.lines import Line, Piece
from sfph_desktop.core.reports.typeset.style import Colour, rgb


@dataclass(frozen=True, slots=True)
class Stroke:
    """Part of a line that belongs together: all one link, or none. Coordinates in points."""

    link: int
    left: float
    width: float
    baseline: float
    size: float
    code: str
    """The operators, from BT to ET."""
    said: str


def strokes(line: Line, left: float, baseline: float) -> Iterator[Stroke]:
    """The parts of a line whose first glyph stands at `left` on the baseline."""
    for link, group in groupby(line.pieces, key=lambda piece: piece.manner.link):
        pieces = list(group)
        width = sum(piece.width for piece in pieces)
        code = f"BT 1 0 0 1 {number(left)} {number(baseline)} Tm {''.join(_shows(pieces))}ET"
        yield Stroke(
            link, left, width, baseline, pieces[0].manner.size, code, "".join(piece.run.text for piece in pieces)
        )
        left += width


def _shows(pieces: Sequence[Piece]) -> Iterator[str]:
    """Operators for pieces side by side."""
    for _, alike in groupby(pieces, key=lambda piece: (piece.run.face.name, piece.manner)):
        same = list(alike)
        manner = same[0].manner
        yield f"/{same[0].run.face.name} {number(manner.size)} Tf {fill(manner.colour)} "
        stretches = [stretch for piece in same for stretch in piece.run.stretches]
        for told, group in groupby(stretches, key=lambda stretch: stretch.told):
            if not told:
                yield from _show([step for stretch in group for step in stretch.steps], manner.size)
                continue
            for stretch in group:
                yield f"/Span <</ActualText <FEFF{told.encode('utf-16-be').hex().upper()}>>> BDC "
                yield from _show(stretch.steps, manner.size)
                yield "EMC "


def _show(steps: Sequence[tuple[int, str]], size: float) -> Iterator[str]:
    """Operators for glyphs of one face and size, step by step."""
    for up, group in groupby(steps, key=lambda step: step[0]):
        shown = "".join(code for _, code in group).replace("><", "")
        risen = f"{number(up * size / 1000)} Ts " if up else ""
        yield f"{risen}[{shown}] TJ {'0 Ts ' if up else ''}"


def fill(colour: Colour) -> str:
    """The operator that sets the colour text and areas are filled with."""
    return " ".join(f"{part:.3f}" for part in rgb(colour)) + " rg"


def number(value: float) -> str:
    """A number as PDF wants it: three decimals at most, no exponent."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"
