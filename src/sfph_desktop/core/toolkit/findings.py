"""All the change of a run: every scale's pairs, figures, and who is behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sfph_desktop.core.domain.impact import ChangeFigure
from sfph_desktop.core.domain.impact_facts import Comparison, ImpactFacts, ReferenceFacts
from sfph_desktop.core.toolkit.change import Observed, change_figure, comparison_for, observe
from sfph_desktop.core.toolkit.columns import Bools, distinct
from sfph_desktop.core.toolkit.goals import by_person
from sfph_desktop.core.toolkit.groups import Groups
from sfph_desktop.core.toolkit.pairs import Baselines, Pairs, Scores, counted, eligible, find_pairs, in_span, scores
from sfph_desktop.core.toolkit.selection import Episodes, Span

LEVEL_ORDER = ("individual", "social", "environmental")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The change figures, not yet graded, with what the later steps need of them."""

    figures: tuple[ChangeFigure, ...]
    """By level, then instrument, then the instrument's own order of outputs."""
    observed: Mapping[str, Observed]
    """By `instrument.output`, for every scale with scores."""
    comparisons: Mapping[str, Comparison]
    """By `instrument.output`, where a usable one is recorded."""
    improved_people: int
    """Unique people who improved on at least one claimed scale."""
    scores: Scores
    begun: Baselines
    """Of every episode, before any selection."""
    pairs: Pairs
    """Of every episode, as seen from the end of the period, before any selection."""
    orphans: int
    """Questionnaires dated by the end of the period that belong to no episode."""
    not_due: tuple[tuple[str, int], ...]
    """Scales with baselines in the period but nobody eligible yet: label and number of baselines."""


def find_changes(facts: ImpactFacts, reference: ReferenceFacts, of: Episodes, chosen: Bools, span: Span) -> Found:
    """The change of the chosen episodes in a span: one figure for each scale on which somebody was eligible."""
    held = scores(facts.scores, reference.instruments, of)
    begun, pairs = find_pairs(of, held, span.end)
    return _found(facts, of, chosen, span, held, begun, pairs)


def find_again(found: Found, facts: ImpactFacts, of: Episodes, chosen: Bools, span: Span) -> Found:
    """The change of other episodes in the same span, by the pairs that were found already."""
    return _found(facts, of, chosen, span, found.scores, found.begun, found.pairs)


def _found(
    facts: ImpactFacts, of: Episodes, chosen: Bools, span: Span, held: Scores, begun: Baselines, pairs: Pairs
) -> Found:
    counting = counted(of, held, pairs, chosen, span)
    goals = by_person(held, in_span(pairs, chosen, span), counting)
    should_have = eligible(of, held, begun, counting, chosen, span)
    edges = np.searchsorted(counting.scale, np.arange(len(held.scales) + 1))
    groups = Groups(facts.people, span.end)
    observed: dict[str, Observed] = {}
    comparisons: dict[str, Comparison] = {}
    figures = []
    for code, scale in enumerate(held.scales):
        rows = np.arange(edges[code], edges[code + 1])
        seen = observed[scale.key] = observe(scale, counting.take(rows), goals.get(code))
        comparison = comparison_for(scale, facts.comparisons)
        if comparison is not None:
            comparisons[scale.key] = comparison
        if should_have[code].size:
            present = groups.count(of.persons[should_have[code]], of.persons[seen.pairs.person])
            figures.append(
                change_figure(
                    seen, should_have=should_have[code], persons=of.persons, comparison=comparison, groups=present
                )
            )
    late = held.assessment[(held.episode < 0) & (held.day <= span.end)]
    return Found(
        figures=tuple(sorted(figures, key=lambda figure: LEVEL_ORDER.index(figure.level))),
        observed=observed,
        comparisons=comparisons,
        improved_people=_improved_people(figures, observed),
        scores=held,
        begun=begun,
        pairs=pairs,
        orphans=int(distinct(late).size),
        not_due=_not_due(held, begun, chosen, span, [code for code in should_have if not should_have[code].size]),
    )


def _improved_people(figures: Sequence[ChangeFigure], observed: Mapping[str, Observed]) -> int:
    """Unique people better on at least one claimed scale."""
    claimed = [observed[f"{one.instrument}.{one.output}"] for one in figures if one.claimed]
    return int(distinct(np.concatenate([seen.pairs.person[seen.improved] for seen in claimed])).size) if claimed else 0


def _not_due(
    held: Scores, begun: Baselines, chosen: Bools, span: Span, nobody: Sequence[int]
) -> tuple[tuple[str, int], ...]:
    """Baselines dated in the span on scales with nobody eligible."""
    fresh = chosen[begun.episode] & span.holds(begun.day)
    width = int(begun.episode.max(initial=0)) + 1
    # An episode begins on a scale once, however many goals it has.
    once = distinct(held.told_by[begun.scale[fresh]] * width + begun.episode[fresh])
    numbers = np.bincount(once // width, minlength=len(held.scales))
    return tuple((held.scales[code].label, int(numbers[code])) for code in nobody if numbers[code])
