"""Pairs and eligibility against a plain reading of the rules, row by row, on invented records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.toolkit.cases import INSTRUMENTS, YEAR, Enterprise, reference

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.toolkit.pipeline import run_impact

START, END = to_day(YEAR.start), to_day(YEAR.end)
near = st.integers(START - 200, END + 60)
people = st.integers(1, 4)
one_episode = st.tuples(people, near, st.one_of(st.none(), st.integers(0, 250)), st.sampled_from(["Lunch", "Choir"]))
one_score = st.tuples(
    people,
    near,
    st.sampled_from(["", "", "", "baseline", "review", "exit"]),
    st.integers(0, 27),
    st.sampled_from(["phq9.total", "swemwbs7.metric"]),
)


def plain_reading(made: Enterprise, service: str) -> dict[str, tuple[set[int], dict[int, tuple[float, float]]]]:
    """(eligible people, pairs by person) of each scale, by loops over rows: decisions 1 to 6 word for word."""
    by_episode: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for number, person, name, output, day, stage, value in made.scores:
        mine = [
            e for e in made.episodes
            if e[1] == person and e[3] - 28 <= day and (e[4] is None or day <= e[4] + 91)
        ]  # fmt: skip
        if mine and day <= END:
            home = max(mine, key=lambda e: (e[3], e[0]))
            by_episode[f"{name}.{output}", home].append((day, number, stage, value))
    found: dict[str, tuple[set[int], dict[int, Any]]] = defaultdict(lambda: (set(), {}))
    for (scale, home), rows in by_episode.items():
        if service and home[2] != service:
            continue
        eligible, pairs = found[scale]
        interval = INSTRUMENTS[scale.split(".")[0]]
        rows.sort()
        first = next((r for r in rows if r[2] == "baseline"), None) or next((r for r in rows if not r[2]), None)
        if first is None:
            continue
        if START <= first[0] + interval.review_interval_days <= END or (
            home[4] is not None and START <= home[4] <= END
        ):
            eligible.add(home[1])
        later = [r for r in rows if r[2] != "baseline" and r[0] >= first[0] + interval.minimum_interval_days]
        if later and later[-1][0] >= START:
            eligible.add(home[1])
            rank = (later[-1][0], home[3], home[0])
            if home[1] not in pairs or rank > pairs[home[1]][0]:
                pairs[home[1]] = (rank, (first[3], later[-1][3]), (first[1], later[-1][1]))
    return {scale: (who, {p: x[1:] for p, x in pairs.items()}) for scale, (who, pairs) in found.items() if who}


@settings(max_examples=150, deadline=None)
@given(st.lists(one_episode, max_size=9), st.lists(one_score, max_size=24), st.sampled_from(["", "Lunch"]))
def test_pairs_and_eligible_are_as_the_rules_read(episodes: Any, scores: Any, service: str) -> None:
    made = Enterprise()
    for person, start, length, name in episodes:
        made.episode(person, from_day(start), None if length is None else from_day(start + length), name)
    for person, day, stage, value, scale in scores:
        made.score(person, scale, from_day(day), value, stage)
    run = run_impact(made.facts(), reference(), Selection(period=YEAR, service=service), Choices(draws=0))
    expected = plain_reading(made, service)
    found = {f"{one.instrument}.{one.output}": one for one in run.changes}
    assert set(found) == set(expected)
    for scale, (eligible, pairs) in expected.items():
        one = found[scale]
        assert (one.eligible, one.pairs) == (len(eligible), len(pairs))
        assert one.records.ids["eligible_people"] == tuple(sorted(eligible))
        assert one.records.ids["people"] == tuple(sorted(pairs))
        assert one.records.ids["assessments"] == tuple(sorted(n for _, ids in pairs.values() for n in ids))


def test_the_edges_of_belonging() -> None:
    """28 days before the start and 91 after the end belong; a day beyond does not."""
    made = Enterprise()
    start, end = to_day(YEAR.start) + 100, to_day(YEAR.start) + 150
    for person in range(1, 15):
        made.episode(person, from_day(start), from_day(end))
        made.score(person, "who5.percent", from_day(start - 28 - (person > 12)), 40)
        made.score(person, "who5.percent", from_day(end + 91 + (person > 11)), 60)
    run = run_impact(made.facts(), reference(), Selection(period=YEAR), Choices(draws=0))
    change = run.changes[0]
    assert change.pairs == 11
    assert change.eligible == 12  # the twelfth has a baseline, and the episode ended
    assert any("5 questionnaires lie outside every episode" in sentence for sentence in run.not_known)


def test_points_are_the_pairs_and_equal_points_are_one() -> None:
    made = Enterprise()
    for person, (before, after) in enumerate([(18, 8)] * 6 + [(9, 15), (9, 9), (9, 12), (18, 11)], 1):
        made.episode(person, "2025-05-01")
        made.pair(person, "phq9.total", before, after)
    points = run_impact(made.facts(), reference(), Selection(period=YEAR), Choices(draws=0)).changes[0].points
    assert [(p.before, p.after, p.verdict) for p in points[5:]] == [
        (18, 8, 1),
        (9, 15, -1),
        (9, 9, 0),
        (9, 12, 0),
        (18, 11, 1),
    ]
    assert points[0] is points[5]


def test_of_two_pairs_the_later_latest_counts_whichever_episode_started_later() -> None:
    made = Enterprise()
    for person in range(1, 11):
        lunch = made.episode(person, "2025-04-01", "2025-11-01", "Lunch")
        made.episode(person, "2025-08-01", "2025-08-31", "Choir")
        made.score(person, "who5.percent", "2025-04-01", 10)
        made.score(person, "who5.percent", "2025-08-02", 20)  # both hold it: Choir started later
        made.score(person, "who5.percent", "2025-09-15", 25)  # Choir's latest
        made.score(person, "who5.percent", "2026-01-10", 70)  # beyond Choir: Lunch's latest, and the later
    change = run_impact(made.facts(), reference(), Selection(period=YEAR), Choices(draws=0)).changes[0]
    assert (lunch, change.pairs, change.baseline_mean, change.latest_mean) == (19, 10, 10, 70)


def test_a_baseline_is_never_its_own_latest() -> None:
    """Even where an instrument has no minimum interval."""
    daily = replace(INSTRUMENTS["who5"], minimum_interval_days=0)
    made = Enterprise()
    for person in range(1, 13):
        made.episode(person, "2025-05-01")
        made.score(person, "who5.percent", "2025-05-01", 10)
        if person < 12:
            made.score(person, "who5.percent", "2025-05-01", 40)
    library = reference(instruments={"who5": daily})
    change = run_impact(made.facts(), library, Selection(period=YEAR), Choices(draws=0)).changes[0]
    assert (change.pairs, change.mean_change) == (11, 30)
