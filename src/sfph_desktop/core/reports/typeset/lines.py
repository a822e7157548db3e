"""Text into lines: words shaped and measured, lines broken, right-to-left parts put in the order they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sfph_desktop.core.reports.blocks import Span, Text
from sfph_desktop.core.reports.typeset.direction import levels
from sfph_desktop.core.reports.typeset.shaping import Run, Shaper, clusters, tidy
from sfph_desktop.core.reports.typeset.style import ACCENT, QUIET, WHITE, Colour, TextStyle

_BLANKS = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_WORDS = re.compile(f"(?P<blank>[{_BLANKS}]+)|[^{_BLANKS}]+")
# After a hyphen, dash or stroke between letters, and at a zero-width blank; never inside E-0412 or 31/38.
_SOFT = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])|(?<=\u200b)")
_QUIET_SHARE = 0.84


@dataclass(frozen=True, slots=True)
class Manner:
    """How a piece is set."""

    chain: str
    size: float
    colour: Colour
    tabular: bool
    link: int
    """Which link of the text it belongs to, counted from 1; 0 is none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run in one manner, at its bidirectional level. `width` in points."""

    run: Run
    manner: Manner
    level: int
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """What is not broken unless it is longer than a line; the blank after it goes when the line ends."""

    pieces: tuple[Piece, ...]
    width: float
    blank: Piece | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right as they are seen."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class SetText:
    """A text shaped and measured, ready to be broken into lines of any width."""

    paragraphs: tuple[tuple[Word, ...], ...]
    addresses: tuple[str, ...]
    """Of its links, in order."""
    style: TextStyle
    said: str
    turned: bool
    """Part of it runs right to left: the order of what is drawn is not the order of what is read."""

    @property
    def widest_word(self) -> float:
        """Width of the longest word: below it, words are broken."""
        return max((word.width for words in self.paragraphs for word in words), default=0.0)

    @property
    def natural_width(self) -> float:
        """Width of the longest line when none is broken."""
        return max((_width(words) for words in self.paragraphs), default=0.0)


def set_text(shaper: Shaper, text: Text, style: TextStyle) -> SetText:
    """Shape and measure a text. Signs that cannot be printed are remembered by the shaper."""
    spans = (Span(text=text),) if isinstance(text, str) else text
    spans = tuple(replace(span, text=tidy(span.text)) for span in spans)
    whole = "".join(span.text for span in spans)
    shaper.check(whole)
    addresses = tuple(span.link for span in spans if span.link)
    manners: list[tuple[int, Manner]] = []
    end, links = 0, 0
    for span in spans:
        end += len(span.text)
        links += bool(span.link)
        manners.append((end, _manner(span, style, links if span.link else 0)))
    paragraphs, start = [], 0
    for paragraph in whole.split("\n"):
        paragraphs.append(tuple(_words(shaper, paragraph, start, manners)))
        start += len(paragraph) + 1
    turned = any(piece.level for words in paragraphs for word in words for piece in word.pieces)
    return SetText(tuple(paragraphs), addresses, style, whole, turned)


def _manner(span: Span, style: TextStyle, link: int) -> Manner:
    """The manner of a span within a style."""
    strong, italic = span.strong or style.strong, span.italic or style.italic
    chain = (
        "Mono"
        if style.mono
        else {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic"}.get((int(strong), int(italic)), "BoldItalic")
    )
    colour = style.colour
    if colour != WHITE:
        colour = ACCENT if link else QUIET if span.quiet else colour
    size = max(style.least, style.size * _QUIET_SHARE) if span.quiet else style.size
    return Manner(chain, min(size, style.size), colour, style.tabular, link)


def _words(shaper: Shaper, paragraph: str, start: int, manners: Sequence[tuple[int, Manner]]) -> Iterator[Word]:
    """The words of one paragraph, which starts at `start` of the whole text."""
    depths = levels(paragraph)
    held: Word | None = None
    for found in _WORDS.finditer(paragraph):
        begin = found.start()
        if found["blank"]:
            if held is not None:
                held = Word(held.pieces, held.width, _blank(held, begin, start, depths, manners, shaper))
            continue
        for part in _SOFT.split(found[0]):
            if held is not None:
                yield held
            pieces = _pieces(shaper, part, begin, start, depths, manners)
            held = Word(pieces, sum(piece.width for piece in pieces))
            begin += len(part)
    if held is not None:
        yield held


def _blank(
    word: Word,
    begin: int,
    start: int,
    depths: Sequence[int] | None,
    manners: Sequence[tuple[int, Manner]],
    shaper: Shaper,
) -> Piece:
    """The blank after a word, in the word's own face: words side by side are then one stretch of text."""
    (_, manner, level), *_ = _cuts(" ", begin, start, depths, manners)
    run = shaper.blank(word.pieces[-1].run.face)
    return Piece(run, manner, level, run.width * manner.size / 1000)


def _pieces(
    shaper: Shaper,
    text: str,
    begin: int,
    start: int,
    depths: Sequence[int] | None,
    manners: Sequence[tuple[int, Manner]],
) -> tuple[Piece, ...]:
    """A word cut where the manner or the direction changes, each part shaped."""
    pieces: list[Piece] = []
    for cut, manner, level in _cuts(text, begin, start, depths, manners):
        runs = shaper.shape(cut, manner.chain, tabular=manner.tabular, rtl=level % 2 == 1)
        pieces.extend(Piece(run, manner, level, run.width * manner.size / 1000) for run in runs)
    return tuple(pieces)


def _cuts(
    text: str, begin: int, start: int, depths: Sequence[int] | None, manners: Sequence[tuple[int, Manner]]
) -> Iterator[tuple[str, Manner, int]]:
    """The parts of a word that share manner and level."""
    here = 0
    while manners[here][0] <= start + begin:
        here += 1
    if depths is None and manners[here][0] >= start + begin + len(text):
        yield text, manners[here][1], 0
        return
    first = 0
    for place in range(1, len(text) + 1):
        level = depths[begin + first] if depths else 0
        ended = place == len(text)
        turned = not ended and depths is not None and depths[begin + place] != level
        changed = not ended and start + begin + place >= manners[here][0]
        if ended or turned or changed:
            yield text[first:place], manners[here][1], level
            first = place
        while not ended and start + begin + place >= manners[here][0]:
            here += 1


# --- lines -----------------------------------------------------------------------------------------


def break_lines(shaper: Shaper, text: SetText, width: float) -> tuple[Line, ...]:
    """Lines no wider than `width` points, each paragraph at least one; a word longer than a line is broken."""
    lines: list[Line] = []
    for words in text.paragraphs:
        row: list[Word] = []
        used = 0.0
        for word in _short_enough(shaper, words, width):
            if row and used + word.width > width + 0.01:
                lines.append(_line(row))
                row, used = [], 0.0
            row.append(word)
            used += word.width + (word.blank.width if word.blank else 0.0)
        lines.append(_line(row))
    return tuple(lines)


def _short_enough(shaper: Shaper, words: Sequence[Word], width: float) -> Iterator[Word]:
    """The words, those longer than a line cut into parts that fit."""
    for word in words:
        if word.width <= width + 0.01:
            yield word
        else:
            yield from _broken(shaper, word, width)


def _broken(shaper: Shaper, word: Word, width: float) -> Iterator[Word]:
    """A word cut between letters wherever the line is full."""
    row: list[Piece] = []
    used = 0.0
    for piece in word.pieces:
        for cluster in clusters(piece.run.text):
            for run in shaper.shape(
                cluster, piece.manner.chain, tabular=piece.manner.tabular, rtl=piece.level % 2 == 1
            ):
                part = Piece(run, piece.manner, piece.level, run.width * piece.manner.size / 1000)
                if row and used + part.width > width:
                    yield Word(tuple(row), used)
                    row, used = [], 0.0
                row.append(part)
                used += part.width
    yield Word(tuple(row), used, word.blank)


def _line(words: Sequence[Word]) -> Line:
    """One line of words, in the order it is seen; the blank at its end is dropped."""
    pieces: list[Piece] = []
    for place, word in enumerate(words):
        pieces.extend(word.pieces)
        if word.blank is not None and place < len(words) - 1:
            pieces.append(word.blank)
    return Line(tuple(as_seen(pieces)), sum(piece.width for piece in pieces))


def as_seen(pieces: list[Piece]) -> list[Piece]:
    """Reverse every stretch at each level and above, from the deepest up (UAX 9, rule L2)."""
    deepest = max((piece.level for piece in pieces), default=0)
    for level in range(deepest, 0, -1):
        start = 0
        while start < len(pieces):
            if pieces[start].level < level:
                start += 1
                continue
            end = start
            while end < len(pieces) and pieces[end].level >= level:
                end += 1
            pieces[start:end] = pieces[start:end][::-1]
            start = end
    return pieces


def _width(words: Sequence[Word]) -> float:
    """Width of words set on one line."""
    return sum(word.width + (word.blank.width if word.blank else 0.0) for word in words)
