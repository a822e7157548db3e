"""Everyday words compared with the phrases of the reference library, while somebody types.

A word is taken as it was meant: folded, cut to its stem (`lonelier`, `loneliness`), half typed, misspelt by a letter or
two, or said by another word that stands for it (`resources/words/outcome_words.toml`). A phrase is as near as its own
words are met by what was typed, rare words counting more than common ones. Order never matters. Nothing is guessed from
words that say what is done, or what it is done with, alone: those get a question back.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path

from sfph_desktop.core.domain.frameworks import WoollyPhrase
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.problems import UserCanFix

EXACT, HALF_TYPED, MISSPELT, ALIKE = 1.0, 0.9, 0.8, 0.75
"""How surely a typed word is the word of a phrase."""
CONSTRUCT = 0.5
"""What a word of the construct counts, beside a word of the phrase itself."""
NEAR_ENOUGH = 0.42
"""A phrase less near than this is not offered."""
SHORTEST_MISSPELT = 4
"""Letters: a shorter word is too like others to be a misspelling."""
SHORTEST_STEM = 5
LONG = 8
"""From so many letters on, two of them may be wrong."""
UNSPECIFIED = "unspecified"
"""A construct that begins so is no outcome: the phrase gets a question back."""

_AE = re.compile(r"\ba\s*(?:&|and|n)\s*e\b")
_OUT_OF = re.compile(r"\bout of (?!(?:(?:the|their|my|his|her|a) )?(?:house|home|flat|door|bed)s?\b)")
"""Out of the house is out; out of the skip, of work or of debt is not."""
_OWNED = re.compile(r"['’](?:s\b)?")
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = (
    "nesses", "ments", "iness", "ness", "ment", "ations", "ation", "ions", "ion", "ences", "ence", "ances", "ance",
    "encies", "ency", "ent", "ant", "ingly", "ings", "ing", "edly", "ed", "fully", "ful", "iest", "ier", "ies", "ily",
    "est", "ers", "er", "ives", "ive", "ly", "es", "s", "ty", "e", "y", "i",
)  # fmt: skip
_WHOLE = frozenset({"matters", "matter", "moved", "housing"})
"""Words that would be cut to the same as another one that means something else."""
_LEAST = {"ly": 5, "s": 3, "e": 3, "y": 3, "i": 3, "es": 3, "er": 4, "ers": 4, "ed": 3, "ing": 3}
"""Letters that must stand before an ending; 4 before any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Words that tell something other than an outcome, and the question they get back."""

    about: str
    words: frozenset[str]
    phrases: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayWords:
    """The words of `outcome_words.toml`, folded."""

    small: frozenset[str]
    same: tuple[tuple[str, ...], ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The phrases near to what was typed, the nearest first, each with its nearness (0 to 1); or a question back."""

    phrases: tuple[tuple[WoollyPhrase, float], ...] = ()
    question: str = ""
    about: str = ""


@dataclass(slots=True)
class _Known:
    """One phrase of the library with the stems that find it, and what each counts."""

    phrase: WoollyPhrase
    stems: Mapping[str, float]
    """Of the phrase and of its construct."""
    own: float
    """What the phrase's own stems count together."""


@dataclass(slots=True)
class _Typed:
    """One word of the text: the stems it may stand for with how surely, and whether it tells of doing only."""

    meant: Mapping[str, float]
    doing: bool = False
    weight: float = 0.0


def everyday_words(file: Path) -> EverydayWords:
    """Read the words; UserCanFix when the installation lacks them."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return EverydayWords(
            small=frozenset(words_of(told["small"])),
            same=tuple(tuple(words_of(line)) for line in told["same"]),
            asks=tuple(
                Ask(
                    about=one["about"],
                    words=frozenset(words_of(one.get("words", ""))),
                    phrases=tuple(" ".join(words_of(phrase)) for phrase in one.get("phrases", ())),
                    question=" ".join(one["question"].split()),
                )
                for one in told["asks"]
            ),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        raise UserCanFix(
            what="The program's own list of everyday words is missing or damaged.", do="Install the program again."
        ) from None


def words_of(text: str) -> list[str]:
    """The words of a text, folded; `A&E` is one word, an apostrophe is none."""
    plain = _OUT_OF.sub("of ", _OWNED.sub("", _AE.sub("emergency", folded(text))))
    return _WORD.findall(plain)


def stem(word: str) -> str:
    """What is left of a folded English word without its endings: `lonely`, `loneliness` and `lonelier` are one."""
    while word not in _WHOLE:
        for ending in _ENDINGS:
            rest = len(word) - len(ending)
            if word.endswith(ending) and rest >= _LEAST.get(ending, 4) and not (ending == "s" and word[-2] in "su"):
                word = word[:rest]
                break
        else:
            return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word
    return word


def apart(one: str, other: str, most: int) -> int:
    """How many letters are missing, too many, wrong or swapped with the next; `most` + 1 when more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = list(range(len(other) + 1)), []  # type: list[int], list[int]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        last, before = before, row
    return before[-1]


@dataclass(slots=True)
class Phrases:
    """The library's phrases, ready to be asked at every key."""

    known: Sequence[_Known]
    words: EverydayWords
    rare: Mapping[str, float]
    alike: Mapping[str, frozenset[str]]
    """By stem: the stems that stand for it."""
    raw: Mapping[str, str]
    """Every word that may be meant, with its stem."""
    _kept: dict[tuple[str, bool], _Typed] = field(default_factory=dict)

    def near(self, text: str, limit: int = 6) -> Near:
        """The phrases nearest to a text, or the question it gets back. A blank text gets neither."""
        typed = words_of(text)
        if not typed:
            return Near()
        if vague := self._vague(typed):
            return Near(question=vague.question, about=vague.about)
        meant = [self._typed(word, last=place == len(typed) - 1) for place, word in enumerate(typed)]
        meant = [one for one in meant if one.meant or one.doing]
        scored = sorted(self._scored(meant), key=lambda pair: (-pair[1], len(pair[0].phrase)))
        best = [pair for pair in scored if pair[1] >= max(NEAR_ENOUGH, scored[0][1] * 0.5)][:limit]
        if best and best[0][0].construct.startswith(UNSPECIFIED):
            ask = self.words.asks[0]
            return Near(question=ask.question, about=ask.about)
        best = [pair for pair in best if not pair[0].construct.startswith(UNSPECIFIED)]
        if best:
            return Near(phrases=tuple(best))
        return self._asked(typed)

    def _vague(self, typed: Sequence[str]) -> Ask | None:
        """The question for a text that is nothing but a phrase which says too little."""
        for ask in self.words.asks:
            for phrase in ask.phrases:
                rest = f" {' '.join(typed)} ".replace(f" {phrase} ", " ", 1).split()
                if len(rest) < len(typed) and all(word in self.words.small or word in ask.words for word in rest):
                    return ask
        return None

    def _asked(self, typed: Sequence[str]) -> Near:
        for ask in self.words.asks:
            if not ask.words or any(word in ask.words for word in typed):
                half = not ask.words and len(typed) == 1 and len(typed[0]) < SHORTEST_MISSPELT
                return Near() if half else Near(question=ask.question, about=ask.about)
        return Near()

    # --- what each word means

    def _typed(self, word: str, *, last: bool) -> _Typed:
        found = self._kept.get((word, last))
        if found is None:
            found = self._kept[word, last] = self._meaning(word, last=last)
            if len(self._kept) > 5_000:
                self._kept.clear()
        return found

    def _meaning(self, word: str, *, last: bool) -> _Typed:
        if word in self.words.small:
            return _Typed(meant={})
        surely = dict(self._stands_for(word, last=last))
        for known, sure in list(surely.items()):
            for other in self.alike.get(known, ()):
                surely[other] = max(surely.get(other, 0.0), sure * ALIKE)
        doing = any(word in ask.words for ask in self.words.asks)
        weight = max((self.rare.get(one, 1.0) for one in surely), default=0.0)
        return _Typed(meant=surely, doing=doing, weight=weight)

    def _stands_for(self, word: str, *, last: bool) -> Iterator[tuple[str, float]]:
        """The known stems that a word may be: itself, else what it begins, else what it misspells."""
        cut = stem(word)
        if word in self.raw or cut in self.rare or cut in self.alike:
            yield cut, EXACT
            return
        if last and len(word) >= 3:
            begun = [known for raw, known in self.raw.items() if raw.startswith(word)]
            if begun:
                yield from ((known, HALF_TYPED) for known in begun)
                return
        if len(word) < SHORTEST_MISSPELT:
            return
        most = 2 if len(word) >= LONG else 1
        # Hardly anybody gets the first letter wrong, other than by swapping it with the second.
        likely = [(raw, known) for raw, known in self.raw.items() if raw[0] == word[0] or raw[:2] == word[1] + word[0]]
        near = [(apart(word, raw, most), known) for raw, known in likely]
        if len(cut) >= SHORTEST_STEM and not any(distance <= most for distance, _ in near):
            most = 1
            near = [(apart(cut, known, most), known) for _, known in likely]
        nearest = min((distance for distance, _ in near), default=most + 1)
        if nearest <= most:
            yield from ((known, MISSPELT) for distance, known in near if distance == nearest)

    # --- how near a phrase is

    def _scored(self, typed: Sequence[_Typed]) -> Iterator[tuple[WoollyPhrase, float]]:
        said = sum(one.weight for one in typed if not one.doing)
        for known in self.known:
            met: dict[str, float] = {}
            heard, means = 0.0, False
            for one in typed:
                best = max(
                    ((sure * known.stems[s], s) for s, sure in one.meant.items() if s in known.stems), default=None
                )
                if best is None:
                    continue
                worth, which = best
                met[which] = max(met.get(which, 0.0), worth)
                if not one.doing:
                    means = True
                    heard += one.weight * min(1.0, worth / self.rare.get(which, 1.0))
            if means:
                of_phrase = min(1.0, sum(met.values()) / known.own)
                yield known.phrase, 0.6 * of_phrase + 0.4 * (heard / said if said else 0.0)


def phrases(found: Iterable[WoollyPhrase], words: EverydayWords) -> Phrases:
    """The phrases made ready: stems, how rare each is, and what stands for what."""
    listed = tuple(found)
    own = [_stems(one.phrase, words.small) for one in listed]
    about = [_stems(one.construct, words.small) for one in listed]
    often = Counter(s for mine, more in zip(own, about, strict=True) for s in {*mine, *more})
    rare = {s: log(1 + len(listed) / count) for s, count in often.items()}
    known = []
    for one, mine, more in zip(listed, own, about, strict=True):
        counts = {s: rare[s] * CONSTRUCT for s in more} | {s: rare[s] for s in mine}
        known.append(_Known(phrase=one, stems=counts, own=sum(rare[s] for s in mine) or 1.0))
    alike: dict[str, set[str]] = {}
    raw = {word: stem(word) for one in listed for word in words_of(f"{one.phrase} {one.construct}")}
    for group in words.same:
        stems = {stem(word) for word in group}
        raw.update((word, stem(word)) for word in group)
        for s in stems:
            alike.setdefault(s, set()).update(stems - {s})
    raw = {word: s for word, s in raw.items() if word not in words.small}
    return Phrases(
        known=known, words=words, rare=rare, alike={s: frozenset(others) for s, others in alike.items()}, raw=raw
    )


def _stems(text: str, small: frozenset[str]) -> tuple[str, ...]:
    """The stems of a text in order, each once; of a text of small words alone, those."""
    words = words_of(text)
    telling = [word for word in words if word not in small] or words
    return tuple(dict.fromkeys(stem(word) for word in telling))
