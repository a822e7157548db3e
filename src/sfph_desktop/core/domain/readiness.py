"""Readiness for growth: what an enterprise asks itself before it takes on more, and what to do about the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sfph_desktop.core.domain.network import PracticeCard

ANSWERS: Mapping[str, str] = {
    "yes": "Yes",
    "partly": "Partly",
    "no": "Not yet",
    "not_ours": "Does not apply to us",
}
"""How a question may be answered, and how that is said."""
RETURN_FIELD = "readiness:"
"""How the fields of a return begin that are answers to it; then comes the question's id."""
OPEN = ("no", "partly")
"""Answers that leave something to be done, the more urgent first."""
LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessQuestion:
    """One statement that is true of an enterprise, or not yet."""

    id: str
    number: int
    """Its place in the whole list, from 1."""
    theme: str
    text: str
    next: str
    """The smallest step to a better answer."""
    place: str = ""
    """Where in the window the program helps with it; blank: nowhere."""
    key: bool = False
    """Comes before the others among the next steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessTheme:
    """Questions about one thing, and why it is asked about."""

    id: str
    name: str
    why: str
    questions: tuple[ReadinessQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessAnswer:
    """What the enterprise said to one question."""

    id: int = 0
    question: str
    answer: str
    """One of `ANSWERS`."""
    note: str = ""
    answered_on: date
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the office's own records say to a question: said beside it, never answered for anybody."""

    words: str
    doubts: tuple[str, ...] = ()
    """The answers that these records speak against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessLine:
    """One question with everything that is known about it."""

    question: ReadinessQuestion
    theme: str
    """The theme's name."""
    why: str
    answer: ReadinessAnswer | None = None
    seen: Seen | None = None
    cards: tuple[PracticeCard, ...] = ()
    """Examples of good practice from the network that speak to its theme."""

    @property
    def open(self) -> bool:
        """Whether something is to be done about it."""
        return self.answer is not None and self.answer.answer in OPEN

    @property
    def doubted(self) -> bool:
        """Whether the records speak against the answer that was given."""
        return self.answer is not None and self.seen is not None and self.answer.answer in self.seen.doubts


def next_steps(lines: tuple[ReadinessLine, ...]) -> tuple[ReadinessLine, ...]:
    """The questions that leave something to do: key ones first, `not yet` before `partly`, then in the list's order."""
    return tuple(
        sorted(
            (one for one in lines if one.open),
            key=lambda one: (
                not one.question.key,
                OPEN.index(one.answer.answer) if one.answer else 0,
                one.question.number,
            ),
        )
    )


def said_standing(lines: tuple[ReadinessLine, ...]) -> str:
    """How far the self-check is, as counts: never a score, since the questions do not weigh the same."""
    total = len(lines)
    counts = {name: sum(1 for one in lines if one.answer and one.answer.answer == name) for name in ANSWERS}
    given = sum(counts.values())
    if not given:
        return f"None of the {total} questions is answered yet."
    parts = [f"{counts[name]} {words}" for name, words in _IN_A_SENTENCE.items() if counts[name]]
    rest = "" if given == total else f" {total - given} not answered yet."
    return f"{given} of {total} questions answered: {', '.join(parts)}.{rest}"


_IN_A_SENTENCE = {"yes": "yes", "partly": "partly", "no": "not yet", "not_ours": "not for us"}
