"""Text into lines: words shaped and measured, lines broken, right-to-left parts put in the order they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sfph_desktop.core.reports.blocks import Span, Text
from sfph_desktop.core.reports.typeset.direction import levels
from sfph_desktop.core.reports.typeset.shaping import Run, Shaper, clusters, tidy
from sfph_desktop.core.reports.typeset.style import ACCENT, QUIET, WHITE, Colour, TextStyle

_BLANKS = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_WORDS = re.compile(f"(?P<blank>[{_BLANKS}]+)|[^{_BLANKS}]+")
_ODD_BLANK = re.compile(f"[{_BLANKS[1:]}]")
# After a hyphen, dash or stroke between letters, and at a zero-width blank; never inside E-0412 or 31/38.
_SOFT = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])|(?<=\u200b)")
_QUIET_SHARE = 0.84


class Manner(NamedTuple):
    """How a piece is set."""

    chain: str
    size: float
    colour: Colour
    tabular: bool
    link: int
    """Which link of the text it belongs to, counted from 1; 0 is none."""


class Piece(NamedTuple):
    """A run in one manner, at its bidirectional level. `width` in points."""

    run: Run
    manner: Manner
    level: int
    width: float


class Word(NamedTuple):
    """What is not broken unless it is longer than a line; the blank after it goes when the line ends."""

    pieces: tuple[Piece, ...]
    width: float
    blank: Piece | None = None


class Line(NamedTuple):
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
    parts = [tidy(span.text) for span in spans]
    whole = parts[0] if len(parts) == 1 else "".join(parts)
    shaper.check(whole)
    addresses = tuple(span.link for span in spans if span.link)
    manners: list[tuple[int, Setting]] = []
    end, links = 0, 0
    for span, part in zip(spans, parts, strict=True):
        end += len(part)
        links += bool(span.link)
        manners.append((end, _setting(shaper, _manner(span, style, links if span.link else 0))))
    paragraphs, start, turned = [], 0, False
    for paragraph in whole.split("\n"):
        depths = levels(paragraph)
        if depths is None and len(manners) == 1 and not _ODD_BLANK.search(paragraph):
            paragraphs.append(_plain_words(paragraph, manners[0][1]))
        else:
            words = tuple(_words(paragraph, start, depths, manners))
            paragraphs.append(words)
            turned = turned or any(piece.level for word in words for piece in word.pieces)
        start += len(paragraph) + 1
    return SetText(tuple(paragraphs), addresses, style, whole, turned)


class Setting:
    """Everything set in one manner in one document: each word is shaped and measured once."""

    def __init__(self, shaper: Shaper, manner: Manner) -> None:
        self._shaper, self.manner = shaper, manner
        self.plain = _Plain(self)
        self.spaced = _Spaced(self)

    def pieces(self, text: str, level: int) -> tuple[Piece, ...]:
        """A part of a word at one level, shaped."""
        manner = self.manner
        runs = self._shaper.shape(text, manner.chain, tabular=manner.tabular, rtl=level % 2 == 1)
        return tuple([Piece(run, manner, level, run.width * manner.size / 1000) for run in runs])

    def blank(self, word: Word, level: int = 0) -> Piece:
        """The blank after a word, in the word's own face: words side by side are then one stretch of text."""
        run = self._shaper.blank(word.pieces[-1].run.face)
        return Piece(run, self.manner, level, run.width * self.manner.size / 1000)


class _Plain(dict[str, tuple[Word, ...]]):
    """What stands between two blanks, by its text, made when first asked for; it may be broken after a hyphen."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting

    def __missing__(self, text: str) -> tuple[Word, ...]:
        parts = [self._setting.pieces(part, 0) for part in _SOFT.split(text)]
        words = self[text] = tuple([Word(pieces, sum([piece.width for piece in pieces])) for pieces in parts])
        return words


class _Spaced(_Plain):
    """The same with a blank after it."""

    def __missing__(self, text: str) -> tuple[Word, ...]:
        *words, last = self._setting.plain[text]
        spaced = self[text] = (*words, Word(last.pieces, last.width, self._setting.blank(last)))
        return spaced


def _setting(shaper: Shaper, manner: Manner) -> Setting:
    """The one setting of that manner."""
    known: Setting | None = shaper.words.get(manner)
    if known is None:
        known = shaper.words[manner] = Setting(shaper, manner)
    return known


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


def _plain_words(paragraph: str, setting: Setting) -> tuple[Word, ...]:
    """The words of a paragraph that runs left to right in one manner: nearly every one."""
    texts = paragraph.split(" ")
    last = texts.pop()
    spaced = setting.spaced
    words = [word for text in texts if text for word in spaced[text]]
    return (*words, *setting.plain[last]) if last else tuple(words)


def _words(
    paragraph: str, start: int, depths: Sequence[int] | None, manners: Sequence[tuple[int, Setting]]
) -> Iterator[Word]:
    """The words of one paragraph, which starts at `start` of the whole text."""
    held: Word | None = None
    for found in _WORDS.finditer(paragraph):
        begin = found.start()
        if found["blank"]:
            if held is not None:
                ((_, setting, level),) = _cuts(" ", begin, start, depths, manners)
                held = Word(held.pieces, held.width, setting.blank(held, level))
            continue
        for part in _SOFT.split(found[0]):
            if held is not None:
                yield held
            cuts = _cuts(part, begin, start, depths, manners)
            pieces = tuple([piece for cut, setting, level in cuts for piece in setting.pieces(cut, level)])
            held = Word(pieces, sum([piece.width for piece in pieces]))
            begin += len(part)
    if held is not None:
        yield held


def _cuts(
    text: str, begin: int, start: int, depths: Sequence[int] | None, manners: Sequence[tuple[int, Setting]]
) -> Iterator[tuple[str, Setting, int]]:
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
                lines.append(_line(row, turned=text.turned))
                row, used = [], 0.0
            row.append(word)
            used += word.width + (word.blank.width if word.blank else 0.0)
        lines.append(_line(row, turned=text.turned))
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


def _line(words: Sequence[Word], *, turned: bool) -> Line:
    """One line of words, in the order it is seen; the blank at its end is dropped."""
    pieces: list[Piece] = []
    for word in words:
        pieces += word.pieces
        if word.blank is not None:
            pieces.append(word.blank)
    if words and words[-1].blank is not None:
        pieces.pop()
    return Line(tuple(as_seen(pieces) if turned else pieces), sum([piece.width for piece in pieces]))


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
