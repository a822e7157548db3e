"""What may stand in a proof pack beside a guarded statement, and what today's number may say of the one printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from make_run import change, make_run

from sfph_desktop.core.domain.figures import Figure
from sfph_desktop.core.domain.impact import ChangeFigure, Crossed, Records
from sfph_desktop.core.reports.proof_today import today_told
from sfph_desktop.core.reports.proof_words import pair_rows, records_told


def test_a_row_needs_every_kind_of_row_to_be_many() -> None:
    def crossed(at_risk: int, recovered: int, fell: int) -> Crossed:
        return Crossed(at_risk=at_risk, recovered=recovered, ci_low=0, ci_high=1, fell=fell, mcnemar_p=None)

    whole = replace(change(), pairs=38, improved=20, same=9, worse=9, crossed=None)
    headings, found, why = pair_rows(whole)
    assert (headings, len(found), why) == (("result",), 38, "")
    sided = pair_rows(replace(whole, crossed=crossed(20, 12, 6)))
    assert sided[0] == ("at first", "at latest")
    assert sorted(Counter(sided[1]).values()) == [6, 8, 12, 12]
    few = pair_rows(replace(whole, crossed=crossed(20, 12, 4)))
    assert few[0] == ("result",)
    merged = pair_rows(replace(whole, improved=20, same=15, worse=3))
    assert Counter(merged[1]) == {("better",): 20, ("the same or worse",): 18}
    assert pair_rows(replace(whole, improved=36, same=1, worse=1))[1] == ()


@pytest.mark.parametrize(
    ("better", "pairs", "eligible", "told"),
    [
        (20, 38, 45, "The same as printed."),
        (19, 37, 44, "not told"),
        (25, 38, 45, "not told"),  # as many pairs: five more, of whom nobody was added, moved for the better
        (26, 50, 45 + 12, "not told"),  # everybody who came has both results
        (26, 50, 70, "26 of 50"),
    ],
)
def test_today_is_told_where_every_part_moved_by_many_or_none(
    better: int, pairs: int, eligible: int, told: str
) -> None:
    def figure(better: int, pairs: int, eligible: int) -> Figure:
        value = replace(change(), improved=better, pairs=pairs, eligible=eligible, same=pairs - better, worse=0)
        return Figure(kind="changes", key="one", value=value)

    run = make_run()
    same, words = today_told(figure(20, 38, 45), run, figure(better, pairs, eligible), run)
    assert told in words
    assert same == told.startswith("The same")


def behind(figure: ChangeFigure) -> dict[str, int | None]:
    ids = {"people": figure.pairs, "assessments": 2 * figure.pairs, "eligible_people": figure.eligible}
    records = Records(ids={kind: tuple(range(many)) for kind, many in ids.items()})
    told = records_told(Figure(kind="changes", key="one", value=replace(figure, records=records)), make_run())
    return {one.what: one.count for one in told}


def test_counts_behind_a_change_give_away_no_more_than_its_statement() -> None:
    whole = replace(change(), pairs=38, eligible=50)
    assert behind(whole) == {"people": 38, "questionnaires": 76, "eligible people": 50}
    assert behind(replace(whole, eligible=40)) == {"people": 38, "questionnaires": 76, "eligible people": None}
    few = replace(whole, pairs=3, claimed=False)
    assert behind(few) == {"people": None, "questionnaires": None, "eligible people": 50}
