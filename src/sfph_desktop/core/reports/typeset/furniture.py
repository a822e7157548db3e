"""What stands on every page beside its content, for the eye only: running head, foot, page number, SAMPLE stamp."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.reports.blocks import Document
from sfph_desktop.core.reports.typeset.ink import fill, number, strokes
from sfph_desktop.core.reports.typeset.lines import Line, SetText, break_lines, set_text
from sfph_desktop.core.reports.typeset.papers import PAPERS
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import (
    ATTENTION,
    LINE,
    MARGIN_SIDE,
    PAGE_WIDTH,
    STAMP,
    WHITE,
    Sheet,
    TextStyle,
)

_FOOT = 34.0
_STAMP_SIZE = 132.0


@dataclass(frozen=True, slots=True)
class Furniture:
    """Operators to be drawn beneath the content of a page, and above it."""

    beneath: bytes
    above: bytes


class Furnisher:
    """Makes the furniture of every page of one document."""

    def __init__(self, shaper: Shaper, sheet: Sheet, document: Document) -> None:
        self._shaper, self._style, self._document = shaper, sheet.furniture, document
        self._high = PAPERS[document.paper].height
        low = document.paper == "slide"
        self._foot_lines, self._foot_at = 1 if low else sheet.foot_lines, 22.0 if low else _FOOT
        self._head_at = self._high - (30.0 if low else 40.0)
        self._stamp_size = _STAMP_SIZE * (0.66 if low else 1.0)

    def page(self, place: int, pages: int) -> Furniture:
        """The furniture of page `place`, counted from 0, of so many."""
        document = self._document
        first = place == 0
        above = [self._foot(place, pages)]
        if not first:
            above.append(self._head())
        if document.sample:
            above.append(self._badge())
        beneath = [self._stamp()] if document.sample else []
        return Furniture("\n".join(beneath).encode("ascii"), "\n".join(above).encode("ascii"))

    def _foot(self, place: int, pages: int) -> str:
        """A rule, where the figures come from, and the page's number."""
        page = self._set(f"Page {place + 1} of {pages}")
        room = PAGE_WIDTH - 2 * MARGIN_SIDE - page.natural_width - 24
        top = self._foot_at + self._style.leading * (self._foot_lines - 1)
        code = _rule(top + self._style.size * 1.7)
        code += self._lines(self._document.footer, top, room, self._foot_lines)
        code += _show(self._shaper, page, PAGE_WIDTH - MARGIN_SIDE - page.natural_width, top)
        return _artifact(code, "Footer")

    def _head(self) -> str:
        """Whose document it is and what it is called."""
        document = self._document
        room = PAGE_WIDTH - 2 * MARGIN_SIDE - (90 if document.sample else 0)
        said = " · ".join(part for part in (document.author, document.title) if part)
        return _artifact(self._lines(said, self._head_at, room, 1) + _rule(self._head_at - 9), "Header")

    def _lines(self, text: str, baseline: float, room: float, most: int) -> str:
        """Text in so many lines at most, ended by three dots where there is no room for more."""
        words = text.split()
        lines = break_lines(self._shaper, self._set(" ".join(words)), room)
        while len(lines) > most and len(words) > 1:
            words.pop()
            lines = break_lines(self._shaper, self._set(" ".join(words) + " …"), room)
        drops = (baseline - place * self._style.leading for place in range(most))
        return "".join(_line(line, MARGIN_SIDE, height) for line, height in zip(lines, drops, strict=False))

    def _set(self, text: str) -> SetText:
        """Text in the style of head and foot."""
        return set_text(self._shaper, text, self._style)

    def _badge(self) -> str:
        """A small plate with SAMPLE at the top right of the page."""
        size = max(10.0, self._style.size)
        style = TextStyle(size=size, leading=size * 1.3, strong=True, colour=WHITE)
        text = set_text(self._shaper, "SAMPLE", style)
        width, high = text.natural_width + 16, size + 9
        left, foot = PAGE_WIDTH - MARGIN_SIDE - width, self._head_at - size * 0.36 - 2
        plate = f"{fill(ATTENTION)} {number(left)} {number(foot)} {number(width)} {number(high)} re f "
        baseline = foot + high / 2 - size * 0.335
        return _artifact(plate + _show(self._shaper, text, left + 8, baseline), "Watermark")

    def _stamp(self) -> str:
        """SAMPLE across the page, behind its text."""
        style = TextStyle(size=self._stamp_size, leading=self._stamp_size, strong=True, colour=STAMP)
        text = set_text(self._shaper, "SAMPLE", style)
        height = self._high / 2 - self._stamp_size * 0.3
        middle = f"0.7071 0.7071 -0.7071 0.7071 {number(PAGE_WIDTH / 2)} {number(height)} cm"
        shown = _show(self._shaper, text, -text.natural_width / 2, -self._stamp_size * 0.33)
        return _artifact(f"{middle} {shown}", "Watermark")


def _show(shaper: Shaper, text: SetText, left: float, baseline: float) -> str:
    """Operators for a text of one line."""
    return _line(break_lines(shaper, text, 1e6)[0], left, baseline)


def _line(line: Line, left: float, baseline: float) -> str:
    """Operators for a line."""
    return "".join(f"{stroke.code} " for stroke in strokes(line, left, baseline))


def _rule(height: float) -> str:
    """A thin line across the column."""
    return f"{fill(LINE)} {number(MARGIN_SIDE)} {number(height)} {number(PAGE_WIDTH - 2 * MARGIN_SIDE)} 0.6 re f "


def _artifact(code: str, kind: str) -> str:
    """Operators marked as furniture of the page."""
    return f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC q {code}Q EMC"
