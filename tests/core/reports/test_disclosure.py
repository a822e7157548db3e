"""One document read as a whole by somebody who sets every sentence and every chart beside the others."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from dataclasses import replace

import pytest
from make_run import change, make_run, too_few, value_lines, wilson

from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure, ImpactRun, PairPoint, Reach, ValueSummary
from sfph_desktop.core.reports import indicators
from sfph_desktop.core.reports.charts import change_chart, completion_chart, verdict_chart
from sfph_desktop.core.reports.disclosure import AVERAGE_HELD_BACK, guard_sentence, mean_may_be_told
from sfph_desktop.core.reports.small_numbers import NOTHING_BELOW, THRESHOLD
from sfph_desktop.core.reports.summaries.telling import told_run
from sfph_desktop.core.toolkit.change import too_few as toolkit_reason
from sfph_desktop.core.toolkit.unknowns import Gaps, not_known


def figure_of(points: list[PairPoint], eligible: int = 60, **more: object) -> ChangeFigure:
    """A claimed change with the statistics of just these points, higher being better, any change counting."""
    n = len(points)
    moved = [p.after - p.before for p in points]
    improved = sum(m > 0 for m in moved)
    worse = sum(m < 0 for m in moved)
    mean, sd = statistics.fmean(moved), statistics.stdev(moved)
    half = 2.2 * sd / n**0.5
    low, high = wilson(improved, n)
    whole = change(eligible=eligible, **more)  # type: ignore[arg-type]
    return replace(
        whole,
        pairs=n,
        points=tuple(points),
        improved=improved,
        worse=worse,
        same=n - improved - worse,
        baseline_mean=statistics.fmean(p.before for p in points),
        latest_mean=statistics.fmean(p.after for p in points),
        mean_change=mean,
        sd_change=sd,
        ci_low=mean - half,
        ci_high=mean + half,
        improved_share_low=low,
        improved_share_high=high,
        evidence_reason="",
    )


def pair(before: float, after: float) -> PairPoint:
    return PairPoint(before=before, after=after, verdict=(after > before) - (after < before))


def on_paper(run: ImpactRun) -> list[str]:
    """Every sentence of a guarded run about its changes, open questions included, and the words of two charts."""
    told = told_run(run)
    said = [t for one in told.changes for t in (one.statement, one.statement_short, one.statement_technical)]
    charts = (verdict_chart(told.changes, guard=True).alt, completion_chart(told.changes, guard=True).alt)
    return [*said, *told.not_known, *charts]


def unclaimed(pairs: int, eligible: int) -> ImpactRun:
    """A run whose only measure has too few pairs, with the very sentences that the toolkit writes about it."""
    figure = too_few(
        instrument="phq2",
        output="total",
        abbreviation="PHQ-2",
        pairs=pairs,
        eligible=eligible,
        completion_rate=pairs / eligible if eligible else None,
        reason=toolkit_reason(pairs),
        evidence_reason="",
    )
    run = make_run(changes=(figure,), events=(), value=ValueSummary(), reach=Reach(people=80))
    return replace(run, not_known=not_known(run, Gaps(labels={"phq2": "PHQ-2"})))


# --- counts in sentences of others -----------------------------------------------------------------------------------


def test_what_the_statement_holds_back_no_other_sentence_tells() -> None:
    said = on_paper(unclaimed(9, 9))
    assert said[0].startswith("More than 4 of the 9 eligible people completed both questionnaires")
    assert "PHQ-2: more than 4 of the 9 eligible people have completed both questionnaires; at least 10" in said[3]
    for text in said:
        assert not re.search(r"(?<!of )\b9 (people|pairs|measured|of)|\b9 of the 9\b", text), text


def test_no_pairs_below_the_threshold_can_be_worked_out_from_all_the_sentences_together() -> None:
    """All that 0 to 14 eligible people could have done, sorted by all that is said of it."""
    open_to = defaultdict(set)
    for eligible in (0, 1, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14):
        for pairs in range(min(9, eligible) + 1):
            open_to["\n".join(on_paper(unclaimed(pairs, eligible)))].add((pairs, eligible))
    for text, truths in open_to.items():
        counts = {pairs for pairs, _ in truths}
        eligible = max(whole for _, whole in truths)
        few = min(counts) < THRESHOLD or eligible - max(counts) < THRESHOLD
        assert not few or len(counts) >= min(THRESHOLD, eligible + 1), (truths, text)
        assert eligible >= NOTHING_BELOW or len(counts) == eligible + 1 or eligible < THRESHOLD


def test_the_eligible_do_not_stand_beside_the_pairs_where_a_few_are_missing() -> None:
    figure = change(improved=25, same=8, worse=5, eligible=40)
    for text in on_paper(make_run(changes=(figure,), events=(), not_known=())):
        assert not re.search(r"\b40\b", text), text


def test_a_group_goes_without_counts_where_everybody_else_would_be_a_few() -> None:
    text = "UCLA-3: Men are under-represented: 5 of 12 completed both questionnaires, against 30 of 38 of everybody."
    assert guard_sentence(text, ()) == (
        "UCLA-3: Men are under-represented among those who completed both questionnaires."
    )
    open_one = text.replace("30 of 38", "30 of 60")
    assert guard_sentence(open_one, ()) == open_one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("GAD-2: 2 first questionnaires were filled in.", "GAD-2: fewer than 5 first questionnaires were filled in."),
        ("Between 2 and 4 attendances were unnamed.", "Fewer than 5 attendances were unnamed."),
        ("PHQ-2: 7 people have completed both.", "PHQ-2: 7 people have completed both."),
    ],
)
def test_other_sentences_keep_their_own_rule(text: str, said: str) -> None:
    assert guard_sentence(text, (too_few(),)) == said


# --- averages --------------------------------------------------------------------------------------------------------


def test_where_everybody_moved_alike_no_average_and_no_course_is_on_paper() -> None:
    figure = figure_of([pair(20 + k % 3, 21 + k % 3) for k in range(12)])
    assert not mean_may_be_told(figure, guard=True)
    assert mean_may_be_told(figure, guard=False)
    run = make_run(changes=(figure,), events=(), not_known=())
    for text in on_paper(run):
        assert "1.00" not in text and "SD of change" not in text and "rose" not in text
    assert AVERAGE_HELD_BACK in told_run(run).changes[0].statement
    with pytest.raises(ValueError, match="held back"):
        change_chart(figure, guard=True)
    assert "Average" in change_chart(figure, guard=False).alt or "average" in change_chart(figure, guard=False).alt


def test_one_who_moved_otherwise_does_not_open_the_others() -> None:
    assert not mean_may_be_told(figure_of([pair(20, 21)] * 11 + [pair(20, 23)]), guard=True)


def test_an_average_of_many_steps_stays() -> None:
    figure = figure_of([pair(20, 18 + k % 9) for k in range(38)])
    assert mean_may_be_told(figure, guard=True)
    assert mean_may_be_told(change(), guard=True)
    assert mean_may_be_told(too_few(), guard=True)


def test_without_points_an_average_stands_only_beside_a_share_that_is_told() -> None:
    assert mean_may_be_told(replace(change(), points=()), guard=True)
    assert not mean_may_be_told(replace(change(improved=36, same=1, worse=1), points=()), guard=True)


def test_no_part_of_a_yes_and_no_answer_can_be_worked_out_through_its_average() -> None:
    """Everything that 10 to 17 people could answer: an average that is printed must not pin down a small part."""
    open_to = defaultdict(list)
    for n in (10, 12, 15, 17):
        for improved in range(n + 1):
            for same in range(n - improved + 1):
                worse = n - improved - same
                points = [pair(0, 1)] * improved + [pair(0, 0)] * same + [pair(1, 0)] * worse
                told = told_run(make_run(changes=(figure_of(points),), events=(), not_known=())).changes[0]
                said = (told.statement, told.statement_short, told.statement_technical)
                open_to[said].append((improved, same, worse))
    for said, truths in open_to.items():
        for place in range(3):
            values = {truth[place] for truth in truths}
            assert min(values) >= THRESHOLD or len(values) >= THRESHOLD, (truths, said)


def test_a_value_line_of_an_average_that_is_held_back_is_held_back_too() -> None:
    line = replace(value_lines()[0], indicator="swemwbs7.change_sum")
    plain = make_run(changes=(change(),))
    alike = make_run(changes=(figure_of([pair(20, 21)] * 12),))
    assert not indicators.hidden(line, plain)
    assert indicators.hidden(line, alike)


# --- events named in sentences of the toolkit ------------------------------------------------------------------------


def test_kinds_of_events_are_named_in_plain_words_in_every_sentence() -> None:
    event = EventFigure(event_type="job_26_weeks", people=0, events=0, quantity=0, pending=7)
    run = make_run(changes=(), events=(event,), value=ValueSummary())
    run = replace(
        run,
        not_known=not_known(run, Gaps()),
        evidence_reason="started job: 13 people have a dated, recorded event; there is no comparison group.",
    )
    told = told_run(run)
    assert "events of the kind “kept a job for 26 weeks or more”, because" in " ".join(told.not_known)
    assert told.evidence_reason.startswith("Started a job: 13 people have a dated, recorded event")
