"""A bid as it is looked at: its questions with their answers, what has changed since, what was answered before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.bid_counting import Count
from sfph_desktop.core.domain.bids import Bid, BidAnswer, BidPartner, BidQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """One question with its answer and how long that is."""

    question: BidQuestion
    answer: BidAnswer | None
    count: Count

    @property
    def written(self) -> bool:
        """Whether anything is answered yet."""
        return bool(self.answer and self.answer.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPage:
    """One bid with all that belongs to it."""

    bid: Bid
    answers: tuple[AnswerPage, ...] = ()
    partners: tuple[BidPartner, ...] = ()

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(one.written for one in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """A live reference whose figure is another today."""

    question_id: int
    token: str
    then: str
    now: str
    """The number today, in the words of the proof; `nothing` where no record of it is left."""
    reasons: tuple[str, ...] = ()
    """What happened to the records behind it, in plain words."""
    kept: bool = False
    """It was seen, and the quoted figure kept on purpose."""

    @property
    def words(self) -> str:
        """`then 31 of 38 people improved, today 33 of 40 people improved`."""
        return f"then {self.then}, today {self.now}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier answer that may do again."""

    question: str
    text: str
    source: str
    written_on: date | None
    age: str
    """`two years old`."""
    nearness: float
