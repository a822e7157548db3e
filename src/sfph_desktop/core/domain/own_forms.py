"""A questionnaire of the office's own while it is being made: its questions, answers, scores and bands."""

from __future__ import annotations

from dataclasses import dataclass

RULES = ("sum", "mean")
KINDS = ("choice", "several", "number", "words", "date")
LEVELS = ("individual", "social", "environmental")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """One answer of a list: its number, its words, and the name that a form on a tablet gives it."""

    value: float
    label: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerList:
    """Answers that several questions may share."""

    name: str
    answers: tuple[OwnAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestion:
    """One question."""

    id: str
    text: str
    kind: str = "choice"
    """choice (one of a list), several (any of a list), number, words, date."""
    answers: str = ""
    """The name of its list, for `choice` and `several`."""
    low: float | None = None
    high: float | None = None
    """Limits of a number; None is open."""
    whole: bool = True
    reverse: bool = False
    """A high answer means less: it is turned round before it is scored."""
    heading: str = ""
    """What stands above it and the questions after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScore:
    """One score and how it is worked out."""

    id: str = "total"
    name: str = "Total"
    rule: str = "sum"
    """sum or mean."""
    questions: tuple[str, ...] = ()
    """The ids of the questions it is made of; none: all that have a number."""
    may_miss: int = 0
    """So many may be unanswered; a sum is then the person's mean times the number of questions."""
    higher_is_better: bool | None = True
    """None: neither is better, and no change is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBand:
    """What a score from `low` to `high` is called."""

    low: float
    high: float
    label: str
    score: str = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnForm:
    """The whole questionnaire as its maker sees it."""

    name: str = ""
    short_name: str = ""
    construct: str = ""
    """What it is to show: confidence, feeling at home."""
    level: str = "individual"
    stem: str = ""
    """What stands above the first question."""
    recall: str = ""
    """The time it asks about: the last two weeks."""
    questions: tuple[OwnQuestion, ...] = ()
    lists: tuple[AnswerList, ...] = ()
    scores: tuple[OwnScore, ...] = (OwnScore(),)
    bands: tuple[OwnBand, ...] = ()
    review_days: int = 91

    def answers_of(self, question: OwnQuestion) -> tuple[OwnAnswer, ...]:
        """The answers of a question's list; none where it has no list."""
        return next((one.answers for one in self.lists if one.name == question.answers), ())

    def limits_of(self, question: OwnQuestion) -> tuple[float, float] | None:
        """The lowest and highest number a question takes; None where it has none, or it is open."""
        if question.kind == "several":
            return 0.0, 1.0
        if question.kind == "choice":
            values = [answer.value for answer in self.answers_of(question)]
            return (min(values), max(values)) if values else None
        if question.kind == "number" and question.low is not None and question.high is not None:
            return question.low, question.high
        return None

    def counted_by(self, score: OwnScore) -> tuple[OwnQuestion, ...]:
        """The questions a score is made of, in their order."""
        if score.questions:
            return tuple(one for one in self.questions if one.id in score.questions)
        return tuple(one for one in self.questions if one.kind in {"choice", "number"})

    def range_of(self, score: OwnScore) -> tuple[float, float] | None:
        """The lowest and highest score there can be; None where a question is open or there is none."""
        parts = [(question, self.limits_of(question)) for question in self.counted_by(score)]
        lows, highs, count = 0.0, 0.0, 0
        for question, limits in parts:
            if limits is None:
                return None
            several = len(self.answers_of(question)) if question.kind == "several" else 1
            lows, highs, count = lows + limits[0] * several, highs + limits[1] * several, count + several
        if not count:
            return None
        return (lows / count, highs / count) if score.rule == "mean" else (lows, highs)
