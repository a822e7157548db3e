"""Lines of text into the operators of a PDF page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sfph_desktop.core.reports.typeset.lines import Line, Piece
from sfph_desktop.core.reports.typeset.style import Colour, rgb


class Stroke(NamedTuple):
    """Part of a line that belongs together: all one link, or none. Coordinates in points."""

    link: int
    left: float
    width: float
    baseline: float
    size: float
    code: str
    """The operators, from BT to ET."""
    said: str
    """The words of a link; blank for what is none."""


def strokes(line: Line, left: float, baseline: float) -> Iterator[Stroke]:
    """The parts of a line whose first glyph stands at `left` on the baseline."""
    for link, pieces in _by_link(line.pieces):
        width = sum([piece.width for piece in pieces])
        code = f"BT 1 0 0 1 {number(left)} {number(baseline)} Tm {''.join(_shows(pieces))}ET"
        said = "".join([piece.run.text for piece in pieces]) if link else ""
        yield Stroke(link, left, width, baseline, pieces[0].manner.size, code, said)
        left += width


def _by_link(pieces: Sequence[Piece]) -> Iterator[tuple[int, Sequence[Piece]]]:
    """The pieces cut where a link begins or ends."""
    if pieces and not any(piece.manner.link for piece in pieces):
        yield 0, pieces
        return
    for link, group in groupby(pieces, key=lambda piece: piece.manner.link):
        yield link, list(group)


def _shows(pieces: Sequence[Piece]) -> Iterator[str]:
    """Operators for pieces side by side."""
    for same in _alike(pieces):
        manner, runs = same[0].manner, [piece.run for piece in same]
        yield f"/{runs[0].face.name} {number(manner.size)} Tf {fill(manner.colour)} "
        plain = [run.plain for run in runs]
        if all(plain):
            yield f"[{''.join(plain).replace('><', '')}] TJ "
            continue
        stretches = [stretch for run in runs for stretch in run.stretches]
        for told, group in groupby(stretches, key=lambda stretch: stretch.told):
            if not told:
                yield from _show([step for stretch in group for step in stretch.steps], manner.size)
                continue
            for stretch in group:
                yield f"/Span <</ActualText <FEFF{told.encode('utf-16-be').hex().upper()}>>> BDC "
                yield from _show(stretch.steps, manner.size)
                yield "EMC "


def _alike(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces cut where the face or the manner changes; a document has one value for each manner."""
    same: list[Piece] = []
    for piece in pieces:
        if same and (piece.run.face is not same[0].run.face or piece.manner is not same[0].manner):
            yield same
            same = []
        same.append(piece)
    if same:
        yield same


def _show(steps: Sequence[tuple[int, str]], size: float) -> Iterator[str]:
    """Operators for glyphs of one face and size, step by step."""
    for up, group in groupby(steps, key=lambda step: step[0]):
        shown = "".join(code for _, code in group).replace("><", "")
        risen = f"{number(up * size / 1000)} Ts " if up else ""
        yield f"{risen}[{shown}] TJ {'0 Ts ' if up else ''}"


@lru_cache(maxsize=256)
def fill(colour: Colour) -> str:
    """The operator that sets the colour text and areas are filled with."""
    return " ".join(f"{part:.3f}" for part in rgb(colour)) + " rg"


def number(value: float) -> str:
    """A number as PDF wants it: three decimals at most, no exponent."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"
