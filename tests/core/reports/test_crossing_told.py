"""A club where nearly all were at risk at first, read by somebody who sets every number beside every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from make_run import change, make_run
from plain_text import as_text

from sfph_desktop.core.domain import small_numbers as rule
from sfph_desktop.core.domain.change_parts import Crossed
from sfph_desktop.core.domain.contract_rules import ContractPage
from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.impact import ChangeFigure, TargetFigure
from sfph_desktop.core.domain.monitoring_rules import offered_layout
from sfph_desktop.core.domain.pace import Pace
from sfph_desktop.core.domain.small_numbers import THRESHOLD, Open, crossing_open
from sfph_desktop.core.reports.change_words import change_words
from sfph_desktop.core.reports.monitoring import Monitoring, monitoring_report
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.statements import with_statements
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary
from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
from sfph_desktop.core.reports.summaries.telling import Telling, told_run


def club(pairs: int, at_risk: int, recovered: int, fell: int = 0, better: int = 0, worse: int = 0) -> ChangeFigure:
    """A change without averages; `better` and `worse` count those who crossed the cut too."""
    better, worse = max(better, recovered), max(worse, fell)
    crossed = Crossed(
        at_risk=at_risk, recovered=recovered, ci_low=0.3, ci_high=0.7, fell=fell, mcnemar_p=0.05, label="Lonely"
    )
    figure = change(improved=better, same=pairs - better - worse, worse=worse, eligible=pairs + 20)
    return replace(
        figure, instrument="ucla3", output="total", improved_rule="any change of the score", crossed=crossed, points=(),
        mean_change=None, pairs=pairs,
    )  # fmt: skip


# --- worked out by hand ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "at_risk", "recovered", "told"),
    [
        (20, 20, 10, Open(10, 10, True)),  # of sixteen at the least six still are
        (20, 16, 11, Open(11, 11, True)),
        (20, 20, 11, Open(11, 11, True)),
        (20, 20, 12, Open(12, 20, False)),  # of sixteen only four would be left
        (20, 20, 20, Open(12, 20, False)),
        (20, 20, 4, Open(0, 4, False)),
        (20, 20, 0, Open(0, 4, False)),
        (13, 13, 5, Open(5, 13, False)),  # of nine four would be left
        (12, 12, 6, Open(0, 12, False)),  # of eight nothing is told
        (20, 4, 4, Open(0, 4, False)),
        (25, 14, 9, Open(9, 9, True)),  # told of how many, as ever
        (25, 14, 10, Open(10, 14, False)),
    ],
)
def test_how_far_those_who_are_no_longer_at_risk_stay_open(
    pairs: int, at_risk: int, recovered: int, told: Open
) -> None:
    found = crossing_open(replace(club(pairs, at_risk, recovered, better=pairs), improved_rule="reliable change"))
    assert found is not None and found.recovered == told


def test_the_ten_who_are_no_longer_lonely_are_told_beside_a_number_at_risk_that_is_not() -> None:
    figure = with_statements(make_run(changes=(replace(club(20, 20, 10), mean_change=1.0),)), guard=True).changes[0]
    assert (
        "At the start more than 15 of the 20 were lonely by the usual cut; later 10 of them no longer were, and fewer "
        "than 5 others were newly so."
    ) in figure.statement
    assert "at risk at baseline more than 15 of the 20; off it at latest 10 of them." in figure.statement_technical


def test_nobody_at_risk_reads_as_a_few() -> None:
    assert {change_words(club(20, few, 0), guard=True).crossing for few in range(THRESHOLD)} == {
        "At the start fewer than 5 of the 20 were lonely by the usual cut."
    }


def test_better_than_told_as_a_second_end_is_never_the_number_itself() -> None:
    """12 are better, and so at most 12 of the 16 are no longer lonely: `more than 11` would be those twelve."""
    found = crossing_open(club(25, 16, 12, better=12, worse=6))
    assert found is not None and found.recovered == Open(8, 12, False)
    assert "later more than 7 of the 16 no longer were" in change_words(club(25, 16, 12, 0, 12, 6), guard=True).crossing


@pytest.mark.parametrize(
    ("delivered", "said"),
    [(10, "C1: 10 delivered; 12 promised"), (11, "C1: what was delivered is not printed; 12 promised")],
)
def test_a_promise_gives_the_number_that_the_change_gives_and_not_of_how_many(delivered: int, said: str) -> None:
    target = TargetFigure(
        contract_ref="C1", indicator="ucla3.recovered", target=12, due_date=None, delivered=delivered, measured=20
    )
    run = make_run(changes=(club(20, 20, 10),), targets=(target,))
    told = with_statements(run, guard=True).targets[0].statement
    assert told.startswith(said) and "20" not in told
    words = as_text(impact_summary(run, fonts=font_folder()))
    row = next(line for line in words.splitlines() if "| 12 |" in line and "no longer are" in line)
    assert row.endswith("| 10 | not yet" if delivered == 10 else "| not printed | ")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ((16, 16, 6), True),  # of the 16 left, 12 to 16 were at risk, 6 no longer are, six at least still are
        ((16, 16, 7), True),
        ((27, 27, 7), False),  # five are left over, one to five of them at risk, and five no longer are
        ((22, 12, 6), False),  # all ten who are left were at risk, or contradicts: never printed
    ],
)
def test_a_services_figure_stands_beside_everybodys_by_what_is_left_open(
    part: tuple[int, int, int], told: bool
) -> None:
    whole, mine = club(32, 32, 12, better=22), club(*part, better=part[0] * 11 // 16)
    mine = replace(mine, scope="Lunch", eligible=part[0] + 10)
    run = replace(make_run(changes=(whole,)), outcome_changes=(mine,))
    assert may_be_told_apart(mine, run) == told


def test_a_monitoring_report_does_not_give_in_its_table_what_its_findings_hold_back() -> None:
    target = TargetFigure(
        evidence="E-0431", contract_ref="C1", indicator="ucla3.improved", target=30, due_date=None, delivered=18,
        measured=20,
    )  # fmt: skip
    run = make_run(changes=(club(20, 14, 6, better=18),), targets=(target,))
    promise = Target(contract_ref="C1", indicator="ucla3.improved", target=30)
    pace = Pace(target=promise, on=date(2026, 3, 31), delivered=18, in_period=18, standing="on_pace")
    page = ContractPage(contract=Contract(contract_ref="C1", title="Lunch"))
    layout = offered_layout()
    told = Monitoring(telling=Telling(run=told_run(run)), page=page, layout=layout, quarter="2026Q1", paces=(pace,))
    words = as_text(monitoring_report(told))
    row = next(line for line in words.splitlines() if "E-0431" in line)
    assert "not printed" in row and "18" not in row
    assert "18" in as_text(monitoring_report(replace(told, telling=Telling(run=told_run(make_run(targets=(target,)))))))


# --- the attack ------------------------------------------------------------------------------------------------------


def truths(pairs: int, better: int, worse: int) -> Iterator[tuple[int, int, int]]:
    """At risk, no longer, newly: all that so many people can be, of whom so many are better and so many worse.

    Those worse are known where they are told apart; where they are told as one with those who stayed, only that sum is.
    """
    most = worse if min(better, pairs - better - worse, worse) >= THRESHOLD else pairs - better
    for at_risk in range(pairs + 1):
        for recovered in range(min(at_risk, better) + 1):
            for fell in range(min(pairs - at_risk, most) + 1):
                yield at_risk, recovered, fell


def narrow(pairs: int, better: int, worse: int) -> list[tuple[str, set[int]]]:
    """Every sentence that leaves of a few people, or of the few left over, fewer counts than the threshold."""
    open_to = defaultdict(set)
    alike = {better} if better <= pairs - THRESHOLD else range(pairs - THRESHOLD + 1, pairs + 1)
    for one in alike:
        for truth in truths(pairs, one, worse):
            words = change_words(club(pairs, *truth, one, worse), guard=True)
            open_to[f"{words.headline} {words.split} {words.crossing}"].add(truth)
    found = []
    for said, group in open_to.items():
        for name, count in (
            ("not at risk", lambda t: pairs - t[0]),
            ("at risk", lambda t: t[0]),
            ("no longer", lambda t: t[1]),
            ("still", lambda t: t[0] - t[1]),
            ("newly", lambda t: t[2]),
        ):
            values = {count(truth) for truth in group}
            if min(values) < THRESHOLD and len(values) < THRESHOLD:
                found.append((f"{name}: {said}", values))
    return found


CLUBS = [(12, 6, 0), (14, 14, 0), (18, 12, 0), (18, 9, 6), (18, 6, 6), (16, 9, 1)]


@pytest.mark.parametrize(("pairs", "better", "worse"), CLUBS)
def test_no_sentence_leaves_a_few_people_of_a_club_fewer_counts_than_the_threshold(
    pairs: int, better: int, worse: int
) -> None:
    assert narrow(pairs, better, worse) == []


def test_the_attack_finds_a_few_where_those_who_are_better_are_not_set_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "_ends", lambda _figure: (None, None))
    assert narrow(18, 12, 0)


def test_the_attack_finds_a_few_where_five_are_told_whoever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def plain(count: int, _at_risk: Open) -> Open:
        return Open(count, count, True) if count >= THRESHOLD else rule.left_open(count)

    monkeypatch.setattr(rule, "_of_a_number_held_back", plain)
    assert narrow(14, 14, 0)
