"""Baselines and latest assessments: which two scores of a person make a pair, and who was eligible for one.

The pairs of every episode as seen from the end of the period are found once for all instruments; a selection then
takes from them. "Scale" is one reported output of one instrument. Where a scale is the mean change of a person's own
goals (Goal-Based Outcomes), each goal has a code of its own after those of the scales, and pairs of its own; a
selection makes one pair of a person out of them (`goals` has the rest).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sfph_desktop.core.domain.impact_facts import ScoreColumns
from sfph_desktop.core.domain.measures import Instrument, Output
from sfph_desktop.core.toolkit.columns import DAY_SPAN, DAY_ZERO, Bools, Floats, Ints, codes, distinct, real, whole
from sfph_desktop.core.toolkit.selection import Episodes, Span, belonging

GOALS, RATING = "mean_of_differences", "rating"
"""Operations of the output that tells of a person's goals, and of those that keep each goal's rating."""
UNLABELLED, BASELINE, LATER = 0, 1, 2
"""How a stage is read: no label, `baseline`, or any other label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One output whose change is reported."""

    instrument: Instrument
    output: Output

    @property
    def key(self) -> str:
        """`phq9.total`: how value lines and examples name it in full."""
        return f"{self.instrument.id}.{self.output.id}"

    @property
    def sign(self) -> int:
        """1 where higher is better, -1 where lower is: turns a difference so that positive is better."""
        return 1 if self.output.higher_is_better else -1

    @property
    def top_rating(self) -> float | None:
        """The rating of a goal that is reached, where the scale is about goals."""
        return next((one.max for one in self.instrument.outputs if one.op == RATING), None)

    @property
    def label(self) -> str:
        """The instrument's short name, with the output where it has several."""
        name = self.instrument.abbreviation or self.instrument.name
        return f"{name} {self.output.id.replace('_', ' ')}" if len(self.instrument.changes) > 1 else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of reported outputs as arrays, each with the episode (its place, -1 none) it belongs to."""

    scales: tuple[Scale, ...]
    assessment: Ints
    scale: Ints
    day: Ints
    stage: Ints
    value: Floats
    episode: Ints
    unknown_instruments: tuple[str, ...]
    """Instruments with scores that the reference library does not hold."""
    goal_of: tuple[int, ...] = ()
    """Of each code after those of the scales, a goal, the scale that tells of its change."""

    @property
    def told_by(self) -> Ints:
        """Of each code the scale it is told by: a scale by itself, a goal by the scale over all goals."""
        return np.array([*range(len(self.scales)), *self.goal_of], dtype=np.int64)

    def by_scale(self, days: Sequence[int]) -> Ints:
        """A number of days for each scale, as a number for each code."""
        return np.array([*days, 0], dtype=np.int64)[self.told_by]


def scores(columns: ScoreColumns, instruments: Mapping[str, Instrument], of: Episodes) -> Scores:
    """Turn the score columns into arrays in order of assessment, and find the episode of each.

    Left out: scores of outputs whose change is not reported, of instruments not in the library, and anything that
    is not a finite number.
    """
    instrument, names = codes(columns.instrument)
    output, outputs = codes(columns.output)
    scales, table, goal_of = _scales(names, outputs, instruments)
    scale, value = table[instrument, output], real(columns.value)
    keep = np.flatnonzero((scale >= 0) & np.isfinite(value))
    assessment = whole(columns.assessment_id)[keep]
    if (assessment[1:] < assessment[:-1]).any():
        order = np.argsort(assessment, kind="stable")
        keep, assessment = keep[order], assessment[order]
    stage, stages = codes(columns.stage)
    read = np.array([UNLABELLED if not name else BASELINE if name == "baseline" else LATER for name in stages] or [0])
    day = whole(columns.day)[keep]
    return Scores(
        scales=scales,
        assessment=assessment,
        scale=scale[keep],
        day=day,
        stage=read[stage[keep]],
        value=value[keep],
        episode=_episode_of_each(of, assessment, whole(columns.person_id)[keep], day),
        unknown_instruments=tuple(sorted(name for name in names if name not in instruments)),
        goal_of=goal_of,
    )


def reported(instrument: Instrument) -> frozenset[str]:
    """The outputs whose scores a run may read: those whose change is told, and the ratings of single goals."""
    told = {one.id for one in instrument.changes}
    goals = any(one.op == GOALS for one in instrument.changes)
    return frozenset(told | {one.id for one in instrument.outputs if goals and one.op == RATING})


def _scales(
    names: tuple[str, ...], outputs: tuple[str, ...], instruments: Mapping[str, Instrument]
) -> tuple[tuple[Scale, ...], Ints, tuple[int, ...]]:
    """The scales that occur, by instrument and the instrument's own order; a table (name, output) -> code; goals."""
    place = {name: code for code, name in enumerate(outputs)}
    table = np.full((max(1, len(names)), max(1, len(outputs))), -1, dtype=np.int64)
    scales: list[Scale] = []
    goals: list[tuple[int, int, int]] = []
    for name in sorted(name for name in names if name in instruments):
        for output in instruments[name].changes:
            if output.id in place:
                table[names.index(name), place[output.id]] = len(scales)
                scales.append(Scale(instrument=instruments[name], output=output))
            elif output.op == GOALS:
                rated = [one.id for one in instruments[name].outputs if one.op == RATING and one.id in place]
                goals += [(names.index(name), place[one], len(scales)) for one in rated]
                scales += [Scale(instrument=instruments[name], output=output)] * bool(rated)
    for code, (row, column, _) in enumerate(goals, len(scales)):
        table[row, column] = code
    return tuple(scales), table, tuple(scale for _, _, scale in goals)


def _episode_of_each(of: Episodes, assessment: Ints, person: Ints, day: Ints) -> Ints:
    """The episode of each score: looked up once per assessment, whose scores stand together."""
    if not assessment.size:
        return np.zeros(0, dtype=np.int64)
    fresh = np.concatenate([[True], assessment[1:] != assessment[:-1]])
    first = np.flatnonzero(fresh)
    found = belonging(of, person[first], day[first])
    return np.asarray(found[np.cumsum(fresh) - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Baselines:
    """One baseline per episode and scale, dated by the end of the period."""

    scale: Ints
    episode: Ints
    day: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Baseline and latest of an episode on a scale, as seen from the end of the period. Row i is one pair."""

    scale: Ints
    episode: Ints
    """Place of the episode."""
    person: Ints
    """Place of the person among `Episodes.persons`: ascending with the person's id."""
    before: Floats
    after: Floats
    first_day: Ints
    last_day: Ints
    first_id: Ints
    """Assessment ids."""
    last_id: Ints

    def take(self, rows: Ints | Bools) -> Pairs:
        """Some of the pairs."""
        return Pairs(**{name: getattr(self, name)[rows] for name in self.__slots__})


def find_pairs(of: Episodes, held: Scores, end: int) -> tuple[Baselines, Pairs]:
    """First and latest score of each scale in each enrolment, as known at the end of the period; none later.

    First: the earliest score marked as a first one, else the earliest with no mark. Latest: the last other score not
    marked as a first one, at least as long after the first as the questionnaire asks. Of two first scores on one day
    the one recorded earlier counts, of two latest the one recorded later.

    In code: `end` is the last day looked at; the mark is the stage `baseline`.
    """
    mine = np.flatnonzero((held.episode >= 0) & (held.day <= end))
    key = held.episode[mine] * max(1, held.told_by.size) + held.scale[mine]
    order = np.argsort(key * DAY_SPAN + held.day[mine] + DAY_ZERO, kind="stable")
    base, last = _baseline_and_latest(held, mine[order], key[order])
    both = (base >= 0) & (last >= 0)
    begun, first_row, last_row = base[base >= 0], base[both], last[both]
    episode = held.episode[first_row]
    return (
        Baselines(scale=held.scale[begun], episode=held.episode[begun], day=held.day[begun]),
        Pairs(
            scale=held.scale[first_row],
            episode=episode,
            person=of.person_place[episode],
            before=held.value[first_row],
            after=held.value[last_row],
            first_day=held.day[first_row],
            last_day=held.day[last_row],
            first_id=held.assessment[first_row],
            last_id=held.assessment[last_row],
        ),
    )


def _baseline_and_latest(held: Scores, rows: Ints, key: Ints) -> tuple[Ints, Ints]:
    """Of each group (rows of one key, by day) the row of `held` that is its baseline and its latest, -1 for none."""
    starts = np.append(np.ones(min(1, key.size), dtype=np.bool_), key[1:] != key[:-1])
    group, count = np.cumsum(starts) - 1, int(np.count_nonzero(starts))
    stage, day = held.stage[rows], held.day[rows]
    unlabelled = _first_of_each(group, stage == UNLABELLED, count)
    labelled = _first_of_each(group, stage == BASELINE, count)
    base = np.where(labelled >= 0, labelled, unlabelled)

    interval = held.by_scale([scale.instrument.minimum_interval_days for scale in held.scales])
    own = base[group]
    late_enough = day >= day[own] + interval[held.scale[rows]]
    may = (own >= 0) & (stage != BASELINE) & late_enough & (np.arange(rows.size) != own)
    last = np.full(count, -1, dtype=np.int64)
    last[group[may]] = np.flatnonzero(may)  # rows ascend, so the last of each group stays
    back = np.append(rows, -1)
    return back[base], back[last]


def _first_of_each(group: Ints, where: Bools, count: int) -> Ints:
    """The first row of each group where the condition holds, -1 where none does."""
    first = np.full(count, -1, dtype=np.int64)
    rows = np.flatnonzero(where)[::-1]
    first[group[rows]] = rows  # of repeated groups the assignment that comes last, the earliest row, stays
    return first


def in_span(pairs: Pairs, chosen: Bools, span: Span) -> Pairs:
    """The pairs of chosen episodes whose latest lies in a span, those of single goals among them."""
    return pairs.take(chosen[pairs.episode] & span.holds(pairs.last_day))


def counted(of: Episodes, held: Scores, pairs: Pairs, chosen: Bools, span: Span) -> Pairs:
    """Of the chosen enrolments, the pairs whose latest score lies inside the period: one for each person and scale.

    Of several, the one with the latest score on the later day; then of the enrolment that began later, then of the one
    recorded later. The goals of one enrolment are one pair: the means of those rated twice.

    In code: in order of scale, then person.
    """
    inside = _goals_together(held, in_span(pairs, chosen, span))
    key = inside.scale * max(1, of.persons.size) + inside.person
    order = np.argsort(key, kind="stable")
    again = key[order][1:] == key[order][:-1]
    if not again.any():
        return inside.take(order)
    order = np.lexsort((of.id[inside.episode], of.start[inside.episode], inside.last_day, key))
    return inside.take(order[np.concatenate([key[order][1:] != key[order][:-1], [True]])])


def _goals_together(held: Scores, pairs: Pairs) -> Pairs:
    """The pairs of scales as they are; of the goals of an episode one pair, from the first rating to the latest."""
    single = pairs.scale >= len(held.scales)
    if not single.any():
        return pairs
    goals, scales = pairs.take(single), pairs.take(~single)
    width = int(goals.episode.max()) + 1
    keys, group = np.unique(held.told_by[goals.scale] * width + goals.episode, return_inverse=True)
    begins, ends = np.lexsort((goals.first_id, goals.first_day)), np.lexsort((goals.last_id, goals.last_day))
    first, last = np.zeros(keys.size, dtype=np.int64), np.zeros(keys.size, dtype=np.int64)
    # Of repeated groups the assignment that comes last stays: the earliest first rating, and the latest last one.
    first[group[begins[::-1]]], last[group[ends]] = begins[::-1], ends
    number = np.bincount(group)
    together = Pairs(
        scale=keys // width,
        episode=keys % width,
        person=goals.person[first],
        before=np.bincount(group, weights=goals.before) / number,
        after=np.bincount(group, weights=goals.after) / number,
        first_day=goals.first_day[first],
        last_day=goals.last_day[last],
        first_id=goals.first_id[first],
        last_id=goals.last_id[last],
    )
    return Pairs(**{name: np.concatenate([getattr(scales, name), getattr(together, name)]) for name in Pairs.__slots__})


def eligible(of: Episodes, held: Scores, begun: Baselines, pairs: Pairs, chosen: Bools, span: Span) -> dict[int, Ints]:
    """The people who should have a pair of a scale.

    Those with a first score in a chosen enrolment whose first review fell due in the period or which ended in it, and
    those with a pair that counts.

    In code: of each scale their places, ascending (toolkit method, section 2).
    """
    review = held.by_scale([scale.instrument.review_interval_days for scale in held.scales])
    due = span.holds(begun.day + review[begun.scale]) | span.holds(of.end[begun.episode])
    rows = np.flatnonzero(chosen[begun.episode] & due)
    width = max(1, of.persons.size)
    keys = distinct(
        np.concatenate(
            [
                held.told_by[begun.scale[rows]] * width + of.person_place[begun.episode[rows]],
                pairs.scale * width + pairs.person,
            ]
        )
    )
    scale, person = keys // width, keys % width
    edges = np.searchsorted(scale, np.arange(len(held.scales) + 1))
    return {code: person[edges[code] : edges[code + 1]] for code in range(len(held.scales))}
