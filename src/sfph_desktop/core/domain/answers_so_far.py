"""What has been answered of a questionnaire that is not finished, and how two typings of one paper differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.people import ServiceUserId

Given = float | str | bool | None
"""A number, words (a date as 2026-05-04), False where it was left out on purpose, None where nothing is said yet."""

LEFT_OUT = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersSoFar:
    """One questionnaire being filled in. Saved at every answer."""

    id: int = 0
    """0 while nothing has been saved of it."""
    person_id: ServiceUserId
    instrument: str
    date: date
    stage: str = ""
    how: str = "paper"
    """paper, self."""
    answers: tuple[Given, ...] = ()
    again: tuple[Given, ...] = ()
    """Typed a second time; empty where nobody asked for that."""
    code: str = ""
    """The code of the paper it is typed from."""

    @property
    def settled(self) -> bool:
        """Everything is answered, or left out on purpose."""
        return bool(self.answers) and all(one is not None for one in self.answers)

    @property
    def said(self) -> int:
        """How many questions are settled."""
        return sum(one is not None for one in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question that the two typings answer differently."""

    place: int
    """The first question is 0."""
    first: Given
    second: Given


def differences(first: tuple[Given, ...], second: tuple[Given, ...]) -> tuple[Difference, ...]:
    """Where two typings of the same paper differ, in the order of the questions. A missing end counts as nothing said.

    0 and False are told apart: an answer of nought is not a question left out.
    """
    width = max(len(first), len(second))
    one, other = ((*given, *(None,) * (width - len(given))) for given in (first, second))
    return tuple(
        Difference(place=place, first=a, second=b)
        for place, (a, b) in enumerate(zip(one, other, strict=True))
        if not _same(a, b)
    )


def _same(one: Given, other: Given) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other


def said_answer(given: Given) -> str:
    """An answer as it was typed; `left out` where there is none."""
    if given is None or isinstance(given, bool):
        return "left out"
    return given if isinstance(given, str) else f"{given:g}"
