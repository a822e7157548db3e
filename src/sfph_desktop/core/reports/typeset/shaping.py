"""From text to glyphs: which face covers it, how its letters join; or which sign cannot be printed.

HarfBuzz shapes (joins Arabic letters, places marks, kerns). A sign that no face covers is remembered, and the document
is refused by name before anything is written: an empty box is never printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz
from bidi.mirror import MIRRORED

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.reports.typeset.direction import DIRECTION_MARKS
from sfph_desktop.core.reports.typeset.fonts import Face, Typeface

_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset({"Mn", "Me", "Mc"})
_FIRST_MARK = "\u0300"
_LAM_ALEF = re.compile("\u0644[\u064b-\u065f]*[\u0622\u0623\u0625\u0627]")
_LIGATURES = {"\u0644\u0622": "\ufef5", "\u0644\u0623": "\ufef7", "\u0644\u0625": "\ufef9", "\u0644\u0627": "\ufefb"}
_TIDIED = {
    **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys((0x09, 0x1F), " "),
    **dict.fromkeys((0x2007, 0x202F), "\u00a0"),
}
_ACCEPTED = "letters of the Latin, Greek, Cyrillic or Arabic alphabet"


class Stretch(NamedTuple):
    """Glyphs as they stand between the brackets of the PDF operator TJ.

    `told` is the text of a cluster of several glyphs, which has to be told beside them; blank where every glyph spells
    its own text. The steps are (rise in thousandths of the type size, what is shown): marks may be raised.
    """

    told: str
    steps: tuple[tuple[int, str], ...]


class Run(NamedTuple):
    """Glyphs of one face in the order they are drawn, and the text they stand for."""

    face: Face
    text: str
    width: int
    """In thousandths of the type size."""
    stretches: tuple[Stretch, ...]
    plain: str = ""
    """What TJ shows, where that is all there is to it: nothing raised, no text told beside a group of glyphs."""


def invisible(sign: str) -> bool:
    """Whether a sign is never seen: joiners, direction marks, soft hyphens, variation selectors."""
    code = ord(sign)
    if code < 0xAD:
        return False
    return (
        sign in DIRECTION_MARKS
        or sign in "\u00ad\u034f\u180e\ufeff"
        or 0x200B <= code <= 0x200F
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
    )


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that stay together: a letter with the marks, joiners and selectors that follow it."""
    if text.isascii():
        yield from text
        return
    start = 0
    for here in range(1, len(text)):
        sign = text[here]
        follows = unicodedata.category(sign) in _MARKS or sign in _JOINERS or 0xFE00 <= ord(sign) <= 0xFE0F
        if not follows:
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


def tidy(text: str) -> str:
    """Text with one line feed for every kind of line end, tabs as blanks and one kind of unbreakable blank."""
    return text if text.isprintable() else text.replace("\r\n", "\n").translate(_TIDIED)


# --- which face, and which glyphs ------------------------------------------------------------------


class Shaper:
    """Shapes words for one document, remembers each word once shaped, and every sign that no face covers."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._known: dict[tuple[str, str, bool, bool], tuple[Run, ...]] = {}
        self._blanks: dict[str, Run] = {}
        self._missing: dict[str, list[str]] = {}
        self.words: dict[Any, Any] = {}
        """What `lines.py` remembers of words it has set in this document."""

    def shape(self, text: str, manner: str, *, tabular: bool = False, rtl: bool = False) -> tuple[Run, ...]:
        """Runs of glyphs for a text without line feeds, in logical order."""
        key = (text, manner, tabular, rtl)
        runs = self._known.get(key)
        if runs is None:
            chosen = self._faces(text, self._typeface.chain(manner))
            runs = self._known[key] = tuple(_shape(face, part, tabular=tabular, rtl=rtl) for face, part in chosen)
        return runs

    def blank(self, face: Face) -> Run:
        """A blank of a face; of the house face where it has none."""
        run = self._blanks.get(face.name)
        if run is None:
            own = face if 0x20 in face.covers else self._typeface.chain("Regular")[0]
            run = self._blanks[face.name] = _shape(own, " ", tabular=False, rtl=False)
        return run

    def check(self, text: str) -> None:
        """Remember the signs of a whole text that cannot be printed, so that the text can be named with them."""
        chain = self._typeface.chain("Regular")
        if chain[0].letters.issuperset(text if text.isprintable() else text.replace("\n", "")):
            return
        for cluster in clusters(text):
            if cluster != "\n" and not any(_covers(face, cluster) for face in chain):
                self._missing.setdefault(text, []).append(cluster)

    def refuse_what_is_missing(self) -> None:
        """Raise UserCanFix naming every text that holds a sign no face covers; return when there is none."""
        if not self._missing:
            return
        said = [_refusal(text, missing) for text, missing in self._missing.items()]
        more = f" (and {len(said) - 1} more such texts)" if len(said) > 1 else ""
        raise UserCanFix(
            what=f"The document cannot be printed: {said[0]}{more}.",
            why="The typeface of the program has no such sign, and an empty box is never printed in place of a name.",
            do=f"Write it in {_ACCEPTED} and make the document again. Nothing was written and nothing was lost.",
            problems=tuple(Problem(reason=f"{line}, which cannot be printed.", accepted=_ACCEPTED) for line in said),
        )

    def _faces(self, text: str, chain: Sequence[Face]) -> list[tuple[Face, str]]:
        """The text in parts, each with the face it is set in: one face for all of it where one covers all."""
        if _simple(text) and chain[0].letters.issuperset(text):
            return [(chain[0], text)]
        parts = list(clusters(text))
        for face in chain:
            if all(_covers(face, part) for part in parts):
                return [(face, text)]
        chosen: list[tuple[Face, str]] = []
        for part in parts:
            face = next((face for face in chain if _covers(face, part)), chain[0])
            if chosen and (chosen[-1][0] is face or all(invisible(sign) for sign in part)):
                chosen[-1] = (chosen[-1][0], chosen[-1][1] + part)
            else:
                chosen.append((face, part))
        return chosen


def _covers(face: Face, cluster: str) -> bool:
    """Whether a face has all signs of a cluster, composed or taken apart."""
    if len(cluster) == 1:
        return ord(cluster) in face.covers or invisible(cluster)
    return any(
        all(ord(sign) in face.covers or invisible(sign) for sign in unicodedata.normalize(form, cluster))
        for form in ("NFC", "NFD")
    )


_NOTHING_INVISIBLE = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_EVERY_SIGN = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
_WITH_MARKS = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES


def _simple(text: str) -> bool:
    """Whether every sign stands for itself: no marks, no joiners, nothing that is never seen."""
    return text.isascii() or (max(text) < _FIRST_MARK and "\u00ad" not in text)


def _shape(face: Face, text: str, *, tabular: bool, rtl: bool) -> Run:
    """Shape text that one face covers, and note in the face which glyph stands for what."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    # The language of the computer must not choose the forms of letters: the same document gives the same bytes.
    buffer.language = "en"
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    simple = _simple(text)
    if not simple:
        buffer.flags = _NOTHING_INVISIBLE
        # Left to right a letter is told together with its marks; right to left readers want every sign by itself.
        buffer.cluster_level = _EVERY_SIGN if rtl else _WITH_MARKS
    uharfbuzz.shape(face.font, buffer, _features(text, tabular=tabular, rtl=rtl))
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    if simple and not rtl and len(infos) == len(text):
        plain = _plain(face, text, infos, places)
        if plain is not None:
            return plain
    pen = _Pen(face)
    for first, end, said in _groups([info.cluster for info in infos], text, rtl=rtl):
        pen.draw(infos[first:end], places[first:end], said)
    return Run(face=face, text=text, width=sum(place.x_advance for place in places), stretches=pen.stretches())


def _plain(face: Face, text: str, infos: Sequence[Any], places: Sequence[Any]) -> Run | None:
    """Letters with a glyph each, none of them raised: nearly every word. None where it is not so."""
    shown: list[str] = []
    width = back = 0
    for number, (sign, info, place) in enumerate(zip(text, infos, places, strict=True)):
        if info.cluster != number or place.y_offset:
            return None
        glyph, aside, step = info.codepoint, place.x_offset, place.x_advance
        if back != aside:
            shown.append(str(back - aside))
        shown.append(face.spelled(glyph, " " if sign == "\u00a0" else sign))
        back = aside + face.advance(glyph) - step
        width += step
    if back:
        shown.append(str(back))
    told = "".join(shown).replace("><", "")
    return Run(face=face, text=text, width=width, stretches=(Stretch("", ((0, told),)),), plain=told)


def _features(text: str, *, tabular: bool, rtl: bool) -> dict[str, Any]:
    """The features of the typeface that are wanted, or not.

    Letters are not taken apart where no marks follow them, and of the ligatures of Arabic only lam with alef stays:
    so that nearly every glyph stands for one letter, and text that is copied from the page reads as it was written.
    Readers take the kerning of some pairs of Arabic letters for blanks, so there is none.
    """
    if not rtl:
        if text.isascii():
            return {"tnum": True} if tabular else {}
        return {"tnum": tabular, "ccmp": any(unicodedata.category(sign) in _MARKS for sign in text)}
    wanted = [(0, len(text), 0), *((*found.span(), 1) for found in _LAM_ALEF.finditer(text))]
    return {"tnum": tabular, "liga": False, "rlig": wanted, "kern": False}


def _groups(starts: Sequence[int], text: str, *, rtl: bool) -> Iterator[tuple[int, int, str]]:
    """(first glyph, end, text) of every cluster, in the order drawn; `starts` is where each glyph's text starts."""
    ends = sorted({*starts, len(text)})
    after = dict(pairwise(ends))
    first = 0
    for place in range(1, len(starts) + 1):
        if place == len(starts) or starts[place] != starts[first]:
            said = _printed(text[starts[first] : after[starts[first]]])
            yield first, place, _as_copied(said) if rtl else said
            first = place


class _Pen:
    """Writes glyphs as PDF shows them, with the pen set right between them where kerning or marks ask for it."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._back = 0
        self._done: list[tuple[str, list[tuple[int, list[str]]]]] = []

    def draw(self, infos: Sequence[Any], places: Sequence[Any], said: str) -> None:
        """Draw the glyphs of one cluster, which stand for what is said."""
        alone = len(infos) == 1 and said != ""
        told = "" if alone else said
        if not self._done or self._done[-1][0] or told:
            self._done.append((told, []))
        steps = self._done[-1][1]
        for info, place in zip(infos, places, strict=True):
            if not steps or steps[-1][0] != place.y_offset:
                steps.append((place.y_offset, []))
            out = steps[-1][1]
            if self._back - place.x_offset:
                out.append(str(self._back - place.x_offset))
            code = self._face.code(info.codepoint, said, alone=alone)
            out.append(f"<{code:04X}>")
            self._back = place.x_offset + self._face.advance(info.codepoint) - place.x_advance

    def stretches(self) -> tuple[Stretch, ...]:
        """Everything drawn, the last step of the pen included."""
        if self._back and self._done:
            self._done[-1][1][-1][1].append(str(self._back))
        return tuple(
            Stretch(told, tuple((up, "".join(out).replace("><", "")) for up, out in steps))
            for told, steps in self._done
        )


def _as_copied(said: str) -> str:
    """The text of a right-to-left cluster for readers that turn lines around: mirrored, lam with alef as one sign."""
    return _LIGATURES.get(said) or MIRRORED.get(said, said)


def _printed(text: str) -> str:
    """Text as it is read back from paper: composed, unbreakable blanks as blanks, nothing that is never seen."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")
    return text if text.isascii() else "".join(sign for sign in text if not invisible(sign))


def _refusal(text: str, missing: Sequence[str]) -> str:
    """`“... text ...” holds ‘sign’ (its code and name)`, with how many more there are."""
    others = len(set(missing)) - 1
    more = f" and {others} more such sign{'s' if others > 1 else ''}" if others else ""
    return f"“{_around(text, missing[0])}” holds {_spelled_out(missing[0])}{more}"


def _around(text: str, cluster: str, reach: int = 24) -> str:
    """The text, or so much of it around a cluster that a person finds the place."""
    place = text.find(cluster)
    start, end = max(0, place - reach), min(len(text), place + reach)
    shown = "".join(sign if sign.isprintable() else " " for sign in text[start:end])
    return ("…" if start else "") + " ".join(shown.split()) + ("…" if end < len(text) else "")


def _spelled_out(cluster: str) -> str:
    """The first sign of a cluster, shown and named."""
    code = f"U+{ord(cluster[0]):04X}"
    name = unicodedata.name(cluster[0], "")
    shown = f"‘{cluster}’ " if cluster.isprintable() else "a sign that cannot be shown "
    return f"{shown}({f'{code}, {name.lower()}' if name else code})"
