"""What a comparison may be: a group that did not have the service, or a published rate, for one score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite

from sfph_desktop.core.domain.impact import MINIMUM_PAIRS
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.problems import Problem

KINDS: Mapping[str, str] = {"group": "a group without the service", "published": "a published rate"}
LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedScore:
    """A score that may be compared: of one questionnaire, by the output's id."""

    instrument: str
    output: str
    name: str
    span: float | None = None
    """From its least to its most, in points: no change can be larger."""

    @property
    def key(self) -> str:
        """`swemwbs7.metric`."""
        return f"{self.instrument}.{self.output}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """One comparison, what it does to the figures, and the scores there are."""

    comparison: Comparison
    says: str
    scores: tuple[ComparedScore, ...]


def tidy(one: Comparison) -> Comparison:
    """The comparison with its texts trimmed, and without the numbers of the other kind."""
    words = {
        field.name: " ".join(getattr(one, field.name).split())
        for field in fields(one)
        if isinstance(getattr(one, field.name), str)
    }
    return replace(one, **words)  # type: ignore[arg-type]


def comparison_problems(one: Comparison, scores: Mapping[str, ComparedScore]) -> tuple[Problem, ...]:
    """Everything about a tidied comparison that cannot be so, by field."""
    found: list[Problem] = []
    score = scores.get(f"{one.instrument}.{one.output}")
    if score is None:
        told = "It is not said which score is compared, or there is none of that name."
        found.append(_said("output", one.output, told, ", ".join(_scores_of(one.instrument, scores))))
    if one.kind not in KINDS:
        found.append(_said("kind", one.kind, "This is no kind of comparison.", " or ".join(KINDS)))
    if not one.source:
        told = "A comparison counts only with its source."
        found.append(_said("source", "", told, "where the numbers come from: a list, a report, its author and year"))
    found += [
        _said(name, "", f"This text has more than {LONGEST_TEXT} letters.", f"up to {LONGEST_TEXT}")
        for name in ("source", "period")
        if len(getattr(one, name)) > LONGEST_TEXT
    ]
    return (*found, *(_group(one) if one.kind == "group" else _published(one)), *_numbers(one, score))


def _scores_of(instrument: str, scores: Mapping[str, ComparedScore]) -> tuple[str, ...]:
    own = tuple(one.key for one in scores.values() if one.instrument == instrument)
    return own or ("a score of the list of questionnaires, as swemwbs7.metric",)


def _group(one: Comparison) -> list[Problem]:
    found: list[Problem] = []
    if one.pairs is None or one.pairs < MINIMUM_PAIRS:
        told = f"A group counts from {MINIMUM_PAIRS} people on who were asked both times."
        found.append(_said("pairs", one.pairs, told, f"{MINIMUM_PAIRS} or more"))
    if one.mean_change is None:
        found.append(_said("mean_change", None, "A group needs its average change.", "points, above 0 for the better"))
    if one.sd_change is None:
        told = "A group needs how far its changes spread (the standard deviation)."
        found.append(_said("sd_change", None, told, "points, 0 or more"))
    return found


def _published(one: Comparison) -> list[Problem]:
    if one.improved_share is None and one.mean_change is None:
        told = "A published rate needs how many of 100 improved, or their average change."
        return [_said("improved_share", None, told, "0 to 100 of 100")]
    return []


def _numbers(one: Comparison, score: ComparedScore | None) -> list[Problem]:
    found: list[Problem] = []
    share, mean, spread = one.improved_share, one.mean_change, one.sd_change
    if share is not None and (not isfinite(share) or not 0 <= share <= 1):
        found.append(_said("improved_share", f"{share * 100:g}", "No such share can be.", "0 to 100 of 100"))
    if mean is not None and not isfinite(mean):
        found.append(_said("mean_change", mean, "This is no number.", "points, above 0 for the better"))
    elif mean is not None and score is not None and score.span and abs(mean) > score.span:
        told = f"The score goes over {score.span:g} points in all: no average change is larger."
        found.append(_said("mean_change", f"{mean:g}", told, f"{-score.span:g} to {score.span:g}"))
    if spread is not None and (not isfinite(spread) or spread < 0):
        found.append(_said("sd_change", spread, "A spread is never less than 0.", "points, 0 or more"))
    if one.kind == "published" and one.pairs is not None and one.pairs < 1:
        found.append(_said("pairs", one.pairs, "This is no number of people.", "1 or more, or nothing"))
    return found


def _said(column: str, value: object, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value="" if value is None else str(value), reason=reason, accepted=accepted)
