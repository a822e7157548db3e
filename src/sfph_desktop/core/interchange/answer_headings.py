"""Headings of answers and scores: which question, which questionnaire, and at which stage they were given.

`Q3 isolated`, `SWEMWBS 4 (start)`, `Score out`, `Loneliness before`, or the wording of a question itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.interchange.column_values import Values

_STAGES = {
    "baseline": "baseline start starting initial pre before first entry intake in beginning t1 time1 registration",
    "review": "review interim mid midpoint midway progress during t2 time2",
    "exit": "exit end ending final post after last discharge out leaving close closing completion t3 time3",
    "follow_up": "followup follow-up fu later",
}
_STAGE_OF = {word: stage for stage, words in _STAGES.items() for word in words.split()}
_SCORE = re.compile(r"\b(?:score|total|sum|result|overall)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\b(?:q|qu|question|item|answer|a)[ _.:-]*|[ _.:-]|(?<=[a-z]))0*([1-9]\d?)\b", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(?:q(?:uestion)?|item)?[ _.]*0*([1-9]\d?)(?:[ _.:)-]+(.*)|$)", re.IGNORECASE)
ALIKE = 0.72
"""How like a question's wording a heading must be to be taken for it."""
_STOP = frozenset(
    "how often do you feel that i have been the a of to in with my me is it was over last two weeks".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a heading says of an answer."""

    item: int = 0
    """0: a score."""
    stage: str = ""
    instrument: str = ""
    sure: bool = False
    """The heading names a question by its number or its words, and is not only like one."""


def stage_in(text: str) -> str:
    """The stage that a heading speaks of; blank when it speaks of none, or of two."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)?\d?", text.casefold().replace("follow up", "followup"))
    found = {_STAGE_OF[word] for word in words if word in _STAGE_OF}
    return next(iter(found)) if len(found) == 1 else ""


class Questionnaires:
    """The instruments that headings may speak of."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.all = {name: one for name, one in instruments.items() if one.use != "not_usable"}
        self._names: dict[str, str] = {}
        for name, one in self.all.items():
            for word in (name, one.abbreviation, *_shorter(one.abbreviation)):
                squeezed = _squeezed(word)
                if len(squeezed) >= 3:
                    self._names.setdefault(squeezed, name)
        self._wordings = [
            (name, number, _content(item.text or item.theme))
            for name, one in self.all.items()
            for number, item in enumerate(one.items, 1)
            if len(_content(item.text or item.theme)) >= 1
        ]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Every instrument that may be chosen, by its id, with what it is called."""
        named = ((name, f"{one.abbreviation}: {one.name}") for name, one in self.all.items())
        return tuple(sorted(named, key=lambda pair: pair[1].casefold()))

    def named_in(self, text: str) -> str:
        """The instrument whose name stands in a text; blank when none does."""
        words = re.findall(r"[a-z]+[\w-]*", text.casefold())
        tries = [*words, *(a + b for a, b in pairwise(words))]
        found = {self._names[_squeezed(word)] for word in tries if _squeezed(word) in self._names}
        bare = {self._names[re.sub(r"\d+$", "", _squeezed(word))] for word in words
                if re.sub(r"\d+$", "", _squeezed(word)) in self._names}  # fmt: skip
        return next(iter(found)) if len(found) == 1 else next(iter(bare)) if len(bare) == 1 and not found else ""

    def by_wording(self, headings: Sequence[str]) -> tuple[str, dict[int, int]]:
        """The instrument whose questions these headings word, and by place which question; blank when there is none."""
        best: tuple[float, str, dict[int, int]] = (0.0, "", {})
        asked = [_content(heading) for heading in headings]
        for name in self.all:
            places: dict[int, int] = {}
            for number, words in ((number, words) for one, number, words in self._wordings if one == name):
                like = [(_likeness(words, heading), place) for place, heading in enumerate(asked) if heading]
                score, place = max(like, default=(0.0, -1))
                if score >= ALIKE and place not in places:
                    places[place] = number
            size = len(self.all[name].items)
            if size >= 2 and len(places) >= max(2, 0.6 * size) and len(places) / size > best[0]:
                best = (len(places) / size, name, places)
        _, name, places = best
        return name, places | self._by_one_word(name, asked, places)

    def _by_one_word(self, name: str, asked: Sequence[frozenset[str]], places: Mapping[int, int]) -> dict[int, int]:
        """Of a questionnaire known by its other questions, those a heading has only a word or two of: `isolated`."""
        left = {number: words for one, number, words in self._wordings if one == name and number not in places.values()}
        offers: dict[int, list[int]] = {}
        for place, heading in enumerate(asked):
            meant = [number for number, words in left.items() if heading and heading <= words]
            if place not in places and len(meant) == 1:
                offers.setdefault(meant[0], []).append(place)
        return {those[0]: number for number, those in offers.items() if len(those) == 1}

    def by_shape(self, items: Mapping[int, Values], words: Mapping[int, str]) -> str:
        """The scored instrument with so many questions that takes these answers; blank when there is not just one.

        `words` are the headings, which may have a word of the question in them.
        """
        if len(items) < 2:
            return ""
        fitting: list[tuple[float, str]] = []
        for name, one in self.all.items():
            if one.use != "scored" or len(one.items) != max(items):
                continue
            if not all(_takes(one, number, values) for number, values in items.items()):
                continue
            worded = sum(
                bool(_content(words.get(number, "")) & _content(item.text or item.theme))
                for number, item in enumerate(one.items, 1)
            )
            fitting.append((worded / len(one.items) + _whole_range(one, items), name))
        fitting.sort(reverse=True)
        if not fitting or (len(fitting) > 1 and fitting[0][0] - fitting[1][0] < 0.3):
            return ""
        return fitting[0][1]


def read_heading(heading: str, group: str, known: Questionnaires, values: Values) -> Answer | None:
    """What a heading says of an answer; None when it says nothing of one, or the values are no answers."""
    if values.filled and values.share("number") < 0.5:
        return None
    both = f"{group} {heading}".strip()
    stage = stage_in(heading) or stage_in(group)
    instrument = known.named_in(both)
    leading = _LEADING.match(heading)
    if leading and (heading.strip()[:1].casefold() in "qi" or values.share("answer") > 0.6):
        return Answer(item=int(leading[1]), stage=stage, instrument=instrument, sure=heading.strip()[:1] in "qQiI")
    numbered = _NUMBERED.search(_without_name(heading, known))
    if numbered and values.share("answer") > 0.6 and values.share("year") < 0.2:
        return Answer(item=int(numbered[1]), stage=stage, instrument=instrument, sure=bool(instrument))
    if _SCORE.search(heading) or (instrument and (stage or values.share("number") > 0.8)):
        return Answer(stage=stage, instrument=instrument, sure=bool(_SCORE.search(heading)))
    return None


def _without_name(heading: str, known: Questionnaires) -> str:
    """A heading without the name of the questionnaire, whose own figure (UCLA-3) is no number of a question."""
    instrument = known.named_in(heading)
    if not instrument:
        return heading
    one = known.all[instrument]
    for word in sorted((instrument, one.abbreviation, *_shorter(one.abbreviation)), key=len, reverse=True):
        pattern = r"[\s_-]*".join(re.escape(part) for part in re.findall(r"[A-Za-z]+|\d+", word))
        found = re.search(rf"\b{pattern}", heading, re.IGNORECASE)
        if found:
            return heading[: found.start()] + " " + heading[found.end() :]
    return heading


def repeated_numbers(answers: Sequence[Answer]) -> bool:
    """Whether the same question is asked more than once in a row of the sheet: before and after."""
    counted = Counter(answer.item for answer in answers if answer.item)
    return any(number > 1 for number in counted.values())


def _shorter(abbreviation: str) -> tuple[str, ...]:
    """What people leave of an abbreviation: UCLA of UCLA-3, SWEMWBS."""
    bare = re.sub(r"[- ]?\d+\w?$", "", abbreviation)
    return (bare,) if len(bare) >= 4 and bare != abbreviation else ()


def _takes(instrument: Instrument, number: int, values: Values) -> bool:
    """Whether a question could have been answered so, but for a few cells."""
    item = instrument.items[number - 1]
    allowed = {option.value for option in item.options}
    good = total = 0
    for word, count in values.common:
        try:
            answer = float(word)
        except ValueError:
            continue
        total += count
        if (
            (answer in allowed)
            if allowed
            else ((item.min or 0) <= answer <= (item.max if item.max is not None else 1e9))
        ):
            good += count
    return total > 0 and good >= 0.75 * total


def _whole_range(instrument: Instrument, items: Mapping[int, Values]) -> float:
    """How much of the range of answers is used: a questionnaire of 1 to 3 is told from one of 1 to 5."""
    used = {word for values in items.values() for word, count in values.common if count >= 2}
    shares = []
    for number in items:
        allowed = {f"{option.value:g}" for option in instrument.items[number - 1].options}
        if allowed:
            shares.append(len(allowed & used) / len(allowed))
    return sum(shares) / len(shares) if shares else 0.0


def _content(text: str | None) -> frozenset[str]:
    """The words of a question that say what it asks, cut to their stems."""
    folded = unicodedata.normalize("NFKD", text or "").casefold()
    words = re.findall(r"[a-z]{3,}", folded)
    return frozenset(re.sub(r"(?:ship|ness|ing|ism|ed|s|ly)$", "", word) for word in words if word not in _STOP)


def _likeness(asked: frozenset[str], heading: frozenset[str]) -> float:
    if not asked or not heading:
        return 0.0
    both = len(asked & heading)
    return max(2 * both / (len(asked) + len(heading)),
               SequenceMatcher(None, " ".join(sorted(asked)), " ".join(sorted(heading))).ratio() - 0.1)  # fmt: skip


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
