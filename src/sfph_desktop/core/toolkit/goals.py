"""Goals that are a person's own: each is compared only with itself, and a person's change is the mean over the goals.

Goal-Based Outcomes has no score of one form. What is kept of each form is the rating of every goal; a goal has a first
and a latest rating as any scale has, and one that was rated once only says nothing. The goals of a person are no
independent people: intervals and tests are worked out on the person's mean, and goals are only counted.
"""

from __future__ import annotations

import numpy as np

from sfph_desktop.core.domain.impact import GoalCount
from sfph_desktop.core.toolkit.columns import Bools, Floats, Ints
from sfph_desktop.core.toolkit.pairs import Pairs, Scores
from sfph_desktop.core.toolkit.statistics import SAME


def by_person(held: Scores, goals: Pairs, counting: Pairs) -> dict[int, Pairs]:
    """Of each scale that tells of goals: the pairs of single goals behind the counted pairs of people."""
    if not held.goal_of:
        return {}
    scale = held.told_by[goals.scale]
    width = int(max(goals.episode.max(initial=0), counting.episode.max(initial=0))) + 1
    behind = np.isin(scale * width + goals.episode, counting.scale * width + counting.episode)
    return {code: goals.take(behind & (scale == code)) for code in sorted(set(held.goal_of))}


def count_goals(goals: Pairs, top: float | None) -> GoalCount:
    """How many goals were rated twice, and which way they went; `top` is the rating of a goal that is reached."""
    moved: Floats = np.round(goals.after - goals.before, SAME)
    forward, back = int(np.count_nonzero(moved > 0)), int(np.count_nonzero(moved < 0))
    reached = 0 if top is None else int(np.count_nonzero(goals.after >= top))
    return GoalCount(
        goals=int(moved.size), forward=forward, same=int(moved.size) - forward - back, back=back, reached=reached
    )


def forms_behind(pairs: Pairs, goals: Pairs | None, rows: Bools | None = None) -> Ints:
    """Ids of the assessments behind some pairs of one scale (all of them without `rows`), goals included."""
    chosen = pairs if rows is None else pairs.take(rows)
    found = [chosen.first_id, chosen.last_id]
    if goals is not None:
        mine = goals.take(np.isin(goals.episode, chosen.episode))
        found += [mine.first_id, mine.last_id]
    return np.concatenate(found)
