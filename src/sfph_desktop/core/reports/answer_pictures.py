"""Which drawing stands beside an answer: a face where answers say good or bad, a growing pile where they say how much.

A face beside `every day` or `four drinks` would judge the person who answers, so how much and how often are piles.
Which end is which is read off the words: published scales run in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sfph_desktop.core.domain.measures import ResponseOption
from sfph_desktop.core.reports.blocks import Picture

_GLAD = re.compile(r"\b(very good|good|excellent|satisfied|happy|happier|better|great|well)\b")
_SAD = re.compile(r"\b(very bad|bad|poor|dissatisfied|unhappy|worse|worst|terrible)\b")
_LITTLE = re.compile(r"\b(never|none|no|not at all|at no time|hardly|rarely|little|disagree|false|nothing|least)\b")
_MUCH = re.compile(r"\b(always|all|often|every|extremely|exactly|completely|agree|true|most|daily|definitely)\b")


def answer_pictures(options: Sequence[ResponseOption]) -> tuple[Picture, ...]:
    """One drawing for each answer, in their order."""
    by_value = sorted(options, key=lambda option: option.value)
    words = [option.label.casefold() for option in by_value]
    faces = bool(
        (_GLAD.search(words[0]) and _SAD.search(words[-1])) or (_SAD.search(words[0]) and _GLAD.search(words[-1]))
    )
    falling = _falls(words, _SAD, _GLAD) if faces else _falls(words, _LITTLE, _MUCH)
    low, high = by_value[0].value, by_value[-1].value
    shares = [(option.value - low) / (high - low) if high > low else 0.0 for option in options]
    return tuple(Picture(kind="face" if faces else "steps", share=1 - share if falling else share) for share in shares)


def _falls(words: Sequence[str], less: re.Pattern[str], more: re.Pattern[str]) -> bool:
    """Whether the highest number is the end that says less; where the words say nothing, numbers mean themselves."""
    if less.search(words[0]):
        return False
    return bool(less.search(words[-1]) or more.search(words[0]))
