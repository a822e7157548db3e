"""Which way text runs: the bidirectional level of every sign, for lines that hold Arabic or Hebrew letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that are never seen and only say which way text runs."""

_ISOLATES = {"\u2066": 0, "\u2067": 1, "\u2068": None}
_POP_ISOLATE = "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_MAY_TURN = re.compile("[\u0590-\u08ff\u200f-\u2069\ufb1d-\uffff\U00010800-\U0001efff]")
"""Where the letters are that run right to left, and some that do not."""


def levels(text: str) -> tuple[int, ...] | None:
    """The bidirectional level of every sign (even: left to right); None where all of the text runs left to right.

    The paragraph runs left to right unless it holds right-to-left letters only: the documents are in English, and a
    sentence that opens with a name in Arabic stays an English sentence. For the same reason each stretch of
    right-to-left words stands on its own, as if isolated: a number after a name belongs to the sentence.
    """
    if (
        text.isascii()
        or not _MAY_TURN.search(text)
        or not any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
    ):
        return None
    if not any(unicodedata.bidirectional(sign) == "L" for sign in text):
        return tuple(_levels(text, 1))
    if any(sign in DIRECTION_MARKS for sign in text):
        return tuple(_levels(text, 0))
    found = [0] * len(text)
    for start, end in _turned(text):
        found[start:end] = _levels(text[start:end], 1)
    return tuple(found)


def _turned(text: str) -> Iterator[tuple[int, int]]:
    """Where stretches of right-to-left words start and end: from letter to letter, with no other letter between."""
    start = end = -1
    for place, sign in enumerate(text):
        kind = unicodedata.bidirectional(sign)
        if kind in _RIGHT_TO_LEFT or (kind in {"AN", "NSM"} and start >= 0):
            start, end = (place if start < 0 else start), place + 1
        elif kind == "L" and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _levels(text: str, base: int) -> list[int]:
    """Levels of a text whose isolates are resolved on their own (UAX 9), each seen from outside as one neutral sign."""
    outer, inner = _lift_isolates(text)
    outer_levels = _plain_levels("".join(sign for _, sign in outer), base)
    found = [base] * len(text)
    for (place, _), level in zip(outer, outer_levels, strict=True):
        found[place] = level
    for start, end, wanted in inner:
        content = text[start:end]
        direction = _first_strong(content) if wanted is None else wanted
        around = found[start - 1]
        embedded = around + 1 if (around + 1) % 2 == direction else around + 2
        found[start:end] = [level - direction + embedded for level in _levels(content, direction)]
    return found


def _lift_isolates(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, int, int | None]]]:
    """The signs outside isolates with their places, and the (start, end, direction) of what is inside the outermost."""
    outer: list[tuple[int, str]] = []
    inner: list[tuple[int, int, int | None]] = []
    opened: list[tuple[int, int | None]] = []
    for place, sign in enumerate(text):
        if sign in _ISOLATES:
            if not opened:
                outer.append((place, "\ufffc"))
            opened.append((place + 1, _ISOLATES[sign]))
        elif sign == _POP_ISOLATE and opened:
            start, wanted = opened.pop()
            if not opened:
                inner.append((start, place, wanted))
        elif not opened:
            outer.append((place, " " if sign in DIRECTION_MARKS and sign not in "\u200e\u200f\u061c" else sign))
    if opened:
        inner.append((opened[0][0], len(text), opened[0][1]))
    return outer, inner


def _plain_levels(text: str, base: int) -> list[int]:
    """Levels by the Unicode bidirectional algorithm, of text without isolates or embeddings."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    types = [sign["type"] for sign in storage["chars"]]
    for sign, kind in zip(storage["chars"], types, strict=True):
        # What the algorithm would delete keeps its place as a neutral: our levels stay one to a sign.
        if kind == "BN":
            sign["type"] = sign["orig"] = "ON"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [int(sign["level"]) for sign in storage["chars"]]


def _first_strong(text: str) -> int:
    """0 or 1: the direction of the first letter that has one."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            return int(kind != "L")
    return 0
