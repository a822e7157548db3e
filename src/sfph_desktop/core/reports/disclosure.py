"""What one document holds back must be held back in all of it: averages, and sentences that others have written.

`small_numbers` is the rule for a count. Here is what would give a held-back count away beside it: an average from
which each person's change can be worked out, and an open question that names the same count again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, ChangeFigure, ImpactRun
from sfph_desktop.core.reports import phrases, small_numbers, wording
from sfph_desktop.core.reports.small_numbers import THRESHOLD, Told

AVERAGE_HELD_BACK = "The average change is not printed: beside the counts it could show how single people answered"


def nobody_at_all(run: ImpactRun) -> bool:
    """Whether the whole office had nobody in the period: it tells nothing of any one person, so it may be printed.

    Not for a run of one service or contract: beside the whole, or another service, `nobody` there is about somebody.
    """
    reach, chosen = run.reach, run.selection
    came = reach.people or reach.contacts or reach.episodes_active or run.changes or run.events
    return not (came or chosen.service or chosen.contract_ref)


def nothing_delivered(run: ImpactRun) -> bool:
    """Whether the whole office had nobody in the period, and no promise has counted anybody in its own, longer span.

    Then that none was delivered may be printed: there is nobody whom it could tell anything about.
    """
    return nobody_at_all(run) and all(not target.delivered for target in run.targets)


def mean_may_be_told(figure: ChangeFigure, *, guard: bool) -> bool:
    """Whether the average, its range and all that is made from them may stand on paper.

    Not where all, or all but a few, moved by the very same amount: the average is then each one's own change. And not
    where the answers have so few steps (yes and no, or one step up or down) that an average is a count in disguise,
    while one of the counts (better, the same, worse, on either side at either time) is held back.
    """
    if not guard or figure.mean_change is None:
        return True
    parts = small_numbers.split(figure.improved or 0, figure.same or 0, figure.worse or 0, guard=True)
    moved = [round(point.after - point.before, 6) for point in figure.points]
    if not moved:
        return _spreads(figure) and parts.improved.exact
    steps = Counter(moved)
    if len(moved) - max(steps.values()) < THRESHOLD or not _spreads(figure):
        return False
    if len(steps) >= THRESHOLD:
        return True
    return parts.worse is not None and _ends_may_be_told(figure)


def _spreads(figure: ChangeFigure) -> bool:
    """Whether the range, as printed at its finest, is wider than nothing."""
    if not figure.sd_change or figure.ci_low is None or figure.ci_high is None:
        return False
    return wording.rounded(figure.ci_low, 2) != wording.rounded(figure.ci_high, 2)


def _ends_may_be_told(figure: ChangeFigure) -> bool:
    """Of a score with two values: whether those on the higher one may be counted, at first and at the latest."""
    values = {value for point in figure.points for value in (point.before, point.after)}
    if len(values) > 2:
        return True
    top, n = max(values), len(figure.points)
    counts = (sum(p.before == top for p in figure.points), sum(p.after == top for p in figure.points))
    return all(small_numbers.tell(count, n, guard=True).exact for count in counts)


def pairs_told(figure: ChangeFigure, *, guard: bool) -> Told:
    """Who of the eligible has two results, as it may be told.

    That nothing is claimed says that the pairs are fewer than MINIMUM_PAIRS. Of 10 to 13 eligible people `more than 8
    of the 13` would then leave a single count open, so all from the threshold up to the minimum are told alike.
    """
    few = figure.pairs < MINIMUM_PAIRS <= figure.eligible < MINIMUM_PAIRS + THRESHOLD - 1
    if guard and few and not figure.claimed and figure.pairs >= THRESHOLD:
        words = f"more than {THRESHOLD - 1} and fewer than {MINIMUM_PAIRS} of the {figure.eligible}"
        return Told(words=words, exact=False, low=THRESHOLD, high=MINIMUM_PAIRS - 1)
    return small_numbers.tell(figure.pairs, figure.eligible, guard=guard)


_UNCLAIMED = re.compile(
    r"^(?P<label>.+?): (?:nobody has|fewer than \d+ people have|[\d,]+ (?:person has|people have)) "
    r"(?P<rest>completed .+)"
)
_GROUP = re.compile(
    r"(?P<name>: .+ are under-represented): (?:fewer than )?([\d,]+) of ([\d,]+) completed both questionnaires, "
    r"against ([\d,]+) of ([\d,]+) of everybody"
)


def guard_sentence(text: str, changes: Sequence[ChangeFigure]) -> str:
    """A finished sentence about a run with its small counts held back, and those that the run's figures hold back."""
    return wording.capital(small_numbers.guard_text(_guard_group(_guard_unclaimed(text, changes))))


def _guard_unclaimed(text: str, changes: Sequence[ChangeFigure]) -> str:
    """`PHQ-2: 9 people have completed both` in the very words in which the figure tells its pairs."""
    found = _UNCLAIMED.match(text)
    if found is None:
        return text
    meant = [one for one in changes if not one.claimed and found["label"] in (phrases.short_name(one), one.instrument)]
    if not meant:
        return text
    # Of several scores of one sheet the sentence is about the one with the lowest completion, the first of equals.
    figure = min(meant, key=lambda one: one.completion_rate or 0)
    told = pairs_told(figure, guard=True)
    return text if told.exact else f"{found['label']}: {told.words} eligible people have {found['rest']}"


def _guard_group(text: str) -> str:
    """A group beside everybody, without its counts where everybody less the group would be a few."""
    found = _GROUP.search(text)
    if found is None:
        return text
    pairs, eligible, all_pairs, all_eligible = (int(part.replace(",", "")) for part in found.groups()[1:])
    counts = ((pairs, eligible), (all_pairs, all_eligible), (all_pairs - pairs, all_eligible - eligible))
    few = "fewer than" in found.group(0)
    if not few and all(small_numbers.tell(part, whole, guard=True).exact for part, whole in counts):
        return text
    return _GROUP.sub(r"\g<name> among those who completed both questionnaires", text)


def unclaimed_reason(figure: ChangeFigure, *, guard: bool) -> str:
    """Why nothing is claimed; without its count of pairs where that is held back."""
    if figure.reason and not pairs_told(figure, guard=guard).exact:
        few = figure.pairs < MINIMUM_PAIRS
        return f"fewer than {MINIMUM_PAIRS} pairs" if few else small_numbers.guard_text(figure.reason)
    return figure.reason
