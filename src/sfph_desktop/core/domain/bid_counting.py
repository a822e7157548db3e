"""How long an answer is, counted as the buyer counts: words or characters, and what makes one of them.

Buyers differ. A word processor counts what stands between spaces; one of them also parts at a long dash; a marker by
hand leaves out a dash that stands alone; a web form counts each line end as two characters and an emoji as two.
`tests/core/domain/bid_counts.yaml` has worked examples of each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sfph_desktop.core.domain.bids import CHARACTER_WAYS, WORD_WAYS

WAY_WORDS: dict[str, str] = {
    "between_spaces": "as Microsoft Word counts",
    "dashes_part": "as LibreOffice counts, parting at long dashes",
    "letters_only": "without signs that stand alone",
    "with_spaces": "with spaces",
    "without_spaces": "without spaces",
    "web_form": "as most web forms count, a new line as two",
}
"""How each way is said on screen and on paper, behind the word *counted*."""

_SPACE = re.compile(r"[\s\u200b\u2060\ufeff]+")
"""Every kind of space and line end, non-breaking and zero-width ones too."""
_BULLET = re.compile(r"^[ \t]*[-*•–▪◦][ \t]+", re.MULTILINE)
"""The mark of a list at the beginning of a line: a word processor draws it, and counts it nowhere."""
_DASH = re.compile("[–—―]")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_JOINER = "\u200d"
_VARIANTS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
"""What only changes how the sign before it looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How long an answer is, beside its limit."""

    number: int
    unit: str
    most: int | None
    way: str
    hyphens_part: bool = False

    @property
    def left(self) -> int | None:
        """How many may still be added; below 0 when it is too long; None without a limit."""
        return None if self.most is None else self.most - self.number

    @property
    def over(self) -> bool:
        """Whether it is longer than the buyer allows."""
        return self.left is not None and self.left < 0

    @property
    def words(self) -> str:
        """`312 of 500 words`, `1 word`."""
        one = self.unit.removesuffix("s")
        if self.most is None:
            return f"{self.number:,} {one if self.number == 1 else self.unit}"
        return f"{self.number:,} of {self.most:,} {one if self.most == 1 else self.unit}"

    @property
    def counted_as(self) -> str:
        """How it was counted, in words."""
        hyphens = "; a word with a hyphen counts as two" if self.hyphens_part else ""
        return f"{WAY_WORDS[self.way]}{hyphens}"


def counted(text: str, *, unit: str, way: str, most: int | None = None, hyphens_part: bool = False) -> Count:
    """The count of a text in one unit and way. KeyError for a way there is not."""
    number = _words(text, way, hyphens_part) if unit == "words" else _characters(text, way)
    return Count(number=number, unit=unit, most=most, way=way, hyphens_part=hyphens_part and unit == "words")


def _words(text: str, way: str, hyphens_part: bool) -> int:
    if way not in WORD_WAYS:
        raise KeyError(way)
    text = _BULLET.sub("", text)
    if way == "dashes_part":
        text = _DASH.sub(" ", text)
    if hyphens_part:
        text = _HYPHEN.sub(" ", text)
    found = [word for word in _SPACE.split(text) if word]
    return sum(any(sign.isalnum() for sign in word) for word in found) if way == "letters_only" else len(found)


def _characters(text: str, way: str) -> int:
    if way not in CHARACTER_WAYS:
        raise KeyError(way)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if way == "web_form":
        # What a browser sends: UTF-16 units, each line end as carriage return and line feed.
        return len(lines.replace("\n", "\r\n").encode("utf-16-le", "surrogatepass")) // 2
    if way == "without_spaces":
        lines = _SPACE.sub("", lines)
    return len(_as_seen(lines.replace("\n", "")))


def _as_seen(text: str) -> str:
    """The text with one character for each sign that a reader sees: a family emoji is one, not seven."""
    import unicodedata

    text = _VARIANTS.sub("", unicodedata.normalize("NFC", text))
    return re.sub(f"{_JOINER}.", "", text)
