"""What changed: pairs read as better, the same or worse, and the figures made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.change_parts import Crossed, DifferenceInDifferences
from sfph_desktop.core.domain.impact import (
    MINIMUM_PAIRS,
    ChangeFigure,
    Group,
    PairPoint,
    Records,
)
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.measures import Caseness, Instrument
from sfph_desktop.core.toolkit import statistics as stats
from sfph_desktop.core.toolkit.columns import Bools, Floats, Ints, average, finite, ids, total
from sfph_desktop.core.toolkit.goals import count_goals, forms_behind
from sfph_desktop.core.toolkit.pairs import GOALS, Pairs, Scale

BETTER, SAME, WORSE = 1, 0, -1
_DESCRIBED = {">=": np.greater_equal, ">": np.greater, "<=": np.less_equal, "<": np.less}
"""Operators a published cut may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """The counted pairs of one scale, read. Row i is one person, in order of id."""

    scale: Scale
    pairs: Pairs
    change: Floats
    """Oriented: positive is better; full precision."""
    verdict: Ints
    """BETTER, SAME or WORSE."""
    was_at_risk: Bools | None
    """On the risk side of the published cut at baseline; None where the scale has no cut."""
    is_at_risk: Bools | None
    goals: Pairs | None = None
    """The pairs of single goals behind these, where the scale is the mean over a person's own goals."""

    @property
    def n(self) -> int:
        """How many pairs."""
        return int(self.change.size)

    @property
    def improved(self) -> Bools:
        """Who is better, by the scale's own rule."""
        return np.asarray(self.verdict == BETTER)

    @property
    def recovered(self) -> Bools | None:
        """Who crossed from the risk side to the other; None where the scale has no cut."""
        if self.was_at_risk is None or self.is_at_risk is None:
            return None
        return self.was_at_risk & ~self.is_at_risk


def observe(scale: Scale, pairs: Pairs, goals: Pairs | None = None) -> Observed:
    """Read the pairs of one scale. Differences are rounded to six decimals before they are compared with anything."""
    change = (pairs.after - pairs.before) * scale.sign
    cut = published_cut(scale)
    return Observed(
        scale=scale,
        pairs=pairs,
        change=change,
        verdict=_verdicts(scale, np.round(change, stats.SAME)),
        was_at_risk=None if cut is None else at_risk(cut, scale.sign > 0, pairs.before),
        is_at_risk=None if cut is None else at_risk(cut, scale.sign > 0, pairs.after),
        goals=goals,
    )


def published_cut(scale: Scale) -> Caseness | None:
    """The published cut of a scale; None without one, or where it was only remembered, never seen in its source."""
    cut = scale.instrument.caseness
    if cut is None or cut.output != scale.output.id or cut.status == "remembered" or cut.operator not in _DESCRIBED:
        return None
    return cut


def _verdicts(scale: Scale, change: Floats) -> Ints:
    """BETTER, SAME or WORSE: by reliable change, else by the published meaningful change, else by any change."""
    reliable, size = scale.instrument.reliable_change, np.abs(change)
    if reliable is not None:
        enough = size >= reliable.threshold if reliable.operator == ">=" else size > reliable.threshold
    elif scale.instrument.meaningful_change is not None:
        enough = size >= abs(scale.instrument.meaningful_change)
    else:
        enough = size > 0
    return np.where(enough, np.sign(change), 0).astype(np.int64)


def improved_rule(scale: Scale) -> str:
    """The rule by which people of this scale count as improved, in words."""
    return rule_of(scale.instrument, goals=scale.output.op == GOALS)


def rule_of(instrument: Instrument, *, goals: bool = False) -> str:
    """The rule by which people of an instrument count as improved, in words; `goals`: its answers are goals."""
    reliable, meaningful = instrument.reliable_change, instrument.meaningful_change
    if reliable is not None:
        edge = "at least" if reliable.operator == ">=" else "more than"
        return f"{reliable.name}: a change of {edge} {reliable.threshold:g} points"
    if meaningful is not None:
        return f"published meaningful change: at least {abs(meaningful):g} points"
    if goals:
        return "any change of the mean over the goals that a person rated both times"
    return "any change of the score"


def at_risk(cut: Caseness, higher_is_better: bool, score: Floats) -> Bools:
    """Who stands on the risk side of a published cut.

    The described side (`score operator value`) is the risk side when the operator points to the worse scores; when
    it points to the better ones (five portions a day, good or very good health) the risk side is everybody else.
    """
    described = _DESCRIBED[cut.operator](score, cut.value)
    return described if _describes_risk(cut, higher_is_better) else ~described


def _describes_risk(cut: Caseness, higher_is_better: bool) -> bool:
    return (cut.operator in ("<", "<=")) == higher_is_better


def _risk_label(cut: Caseness, higher_is_better: bool) -> str:
    """What the risk side is called: the published label, or its opposite where the label is the good side."""
    return cut.label if _describes_risk(cut, higher_is_better) else f"not {cut.label[:1].lower()}{cut.label[1:]}"


def change_figure(
    seen: Observed, *, should_have: Ints, persons: Ints, comparison: Comparison | None, groups: Sequence[Group]
) -> ChangeFigure:
    """The figure of one scale; below MINIMUM_PAIRS only the counts and the reason.

    `should_have`: places of the eligible people among `persons` (ids). Level of evidence and words are added later.
    """
    due, people = int(should_have.size), persons[seen.pairs.person]
    figure = ChangeFigure(
        instrument=seen.scale.instrument.id,
        output=seen.scale.output.id,
        abbreviation=seen.scale.instrument.abbreviation,
        level=level_of(seen.scale.instrument.level),
        eligible=due,
        pairs=seen.n,
        completion_rate=seen.n / due if due else None,
        groups=tuple(groups),
        claimed=seen.n >= MINIMUM_PAIRS,
        records=Records(
            ids={
                "people": ids(people),
                "assessments": ids(forms_behind(seen.pairs, seen.goals)),
                "eligible_people": ids(persons[should_have]),
                "comparisons": () if comparison is None else (comparison.id,),
            }
        ),
    )
    if figure.claimed:
        return _claim(figure, seen, comparison)
    return replace(figure, reason=too_few(seen.n))


def too_few(n: int) -> str:
    """The sentence about fewer than MINIMUM_PAIRS pairs: how many there are and how many are needed."""
    who = "Nobody has" if n == 0 else "Only 1 person has" if n == 1 else f"Only {n} people have"
    return f"{who} completed both questionnaires; at least {MINIMUM_PAIRS} are needed before a change is claimed."


def level_of(word: str) -> BenefitLevel:
    """The level of benefit a word names; `individual` for anything else."""
    return next((level for level in LEVELS if level == word), "individual")


def _claim(figure: ChangeFigure, seen: Observed, comparison: Comparison | None) -> ChangeFigure:
    """The figure with everything that ten pairs or more allow."""
    mean = stats.mean_change(seen.change)
    if mean is None or mean.sd is None:
        raise ValueError("a claim needs pairs")
    better, worse = (int(np.count_nonzero(seen.verdict == way)) for way in (BETTER, WORSE))
    share = stats.wilson(better, seen.n)
    test = stats.wilcoxon(seen.change)
    weeks = (seen.pairs.last_day - seen.pairs.first_day) / 7
    return replace(
        _with_effect_sizes(figure, seen, mean),
        baseline_mean=finite(average(seen.pairs.before)),
        latest_mean=finite(average(seen.pairs.after)),
        mean_change=finite(mean.mean),
        ci_low=finite(mean.low),
        ci_high=finite(mean.high),
        sd_change=finite(mean.sd),
        wilcoxon_p=test.p if test else None,
        improved=better,
        same=seen.n - better - worse,
        worse=worse,
        improved_share_low=share[0] if share else None,
        improved_share_high=share[1] if share else None,
        improved_rule=improved_rule(seen.scale),
        crossed=_crossed(seen),
        goals=None if seen.goals is None else count_goals(seen.goals, seen.scale.top_rating),
        cautious_share=better / figure.eligible if figure.eligible else None,
        change_sum=finite(total(seen.change)),
        median_weeks=float(np.median(weeks)),
        difference_in_differences=_against(comparison, mean),
        points=_points(seen),
    )


def _with_effect_sizes(figure: ChangeFigure, seen: Observed, mean: stats.MeanChange) -> ChangeFigure:
    """SRM, d_av with its interval, g_av: each None where what it is divided by is 0."""
    sd_av, sd = stats.average_spread(seen.pairs.before, seen.pairs.after), mean.sd or 0.0
    d = stats.d_av(mean.mean, sd_av)
    figure = replace(figure, srm=stats.standardised_response_mean(mean.mean, sd) if sd else None)
    if d is None or not sd_av:
        return figure
    low, high = stats.d_av_interval(d, sd, mean.n, sd_av)
    return replace(figure, d_av=d, d_av_low=finite(low), d_av_high=finite(high), g_av=stats.g_av(d, mean.n))


def _crossed(seen: Observed) -> Crossed | None:
    """Who left the risk side and who fell onto it; None where the scale has no published cut."""
    cut, was, now = published_cut(seen.scale), seen.was_at_risk, seen.is_at_risk
    if cut is None or was is None or now is None:
        return None
    started, left, fell = (int(np.count_nonzero(who)) for who in (was, was & ~now, ~was & now))
    share = stats.wilson(left, started)
    return Crossed(
        at_risk=started,
        recovered=left,
        ci_low=share[0] if share else None,
        ci_high=share[1] if share else None,
        fell=fell,
        mcnemar_p=stats.mcnemar_exact(left, fell),
        label=_risk_label(cut, seen.scale.sign > 0),
    )


def _against(comparison: Comparison | None, mean: stats.MeanChange) -> DifferenceInDifferences | None:
    """Difference in differences against a recorded comparison group; a published rate alone has none."""
    if comparison is None or comparison.pairs is None or comparison.mean_change is None or comparison.sd_change is None:
        return None
    found = stats.difference_in_differences(
        (mean.n, mean.mean, mean.sd or 0.0), (comparison.pairs, comparison.mean_change, comparison.sd_change)
    )
    if found is None:
        return None
    return DifferenceInDifferences(
        difference=found[0],
        ci_low=found[1],
        ci_high=found[2],
        comparison_pairs=comparison.pairs,
        source=comparison.source,
    )


def _points(seen: Observed) -> tuple[PairPoint, ...]:
    """One point per pair, in order of person. Equal points are one object: there are far fewer than pairs."""
    first, before = np.unique(seen.pairs.before, return_inverse=True)
    last, after = np.unique(seen.pairs.after, return_inverse=True)
    kinds, rows, which = np.unique(before * last.size + after, return_index=True, return_inverse=True)
    verdicts = seen.verdict[rows].tolist()
    points = [
        PairPoint(before=float(first[kind // last.size]), after=float(last[kind % last.size]), verdict=verdict)
        for kind, verdict in zip(kinds.tolist(), verdicts, strict=True)
    ]
    return tuple(map(points.__getitem__, which.tolist()))


def comparison_for(scale: Scale, recorded: Sequence[Comparison]) -> Comparison | None:
    """Which comparison is held beside a scale: the first by its reference that can be used.

    A group needs its number of pairs, at least MINIMUM_PAIRS, its mean and its spread; a published rate needs its share
    or mean and its source.

    In code: a comparison with a blank output stands for an instrument's only output; None where there is none.
    """
    for candidate in sorted(recorded, key=lambda one: (one.comparison_ref, one.id)):
        named = candidate.output == scale.output.id or (not candidate.output and len(scale.instrument.changes) == 1)
        if candidate.instrument == scale.instrument.id and named and _usable(candidate):
            return candidate
    return None


def _usable(candidate: Comparison) -> bool:
    if candidate.kind == "group":
        return (
            (candidate.pairs or 0) >= MINIMUM_PAIRS
            and candidate.mean_change is not None
            and candidate.sd_change is not None
        )
    stated = candidate.improved_share is not None or candidate.mean_change is not None
    return stated and bool(candidate.source.strip())
