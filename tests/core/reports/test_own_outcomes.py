"""The full summary by the enterprise's own outcomes: where each figure stands, and what is held back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from make_run import make_run
from plain_text import as_text

from sfph_desktop.core.domain.change_parts import Crossed
from sfph_desktop.core.domain.frameworks import Framework, FrameworkOutcome
from sfph_desktop.core.domain.impact import ChangeFigure, ImpactRun
from sfph_desktop.core.domain.outcome_findings import IndicatorFinding, OutcomeFinding
from sfph_desktop.core.domain.outcomes import OutcomeId, ServedOutcome
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary
from sfph_desktop.core.reports.summaries.outcomes import outcome_rows
from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart

HOME = ServedOutcome(
    outcome_id=OutcomeId(1),
    framework_id="T",
    framework_title="Outcomes of a partnership",
    framework_year="2015",
    status="current (as told)",
    official_id="T-1",
    title="People are well",
    confidence="official-seen",
)


def found(kind: str, key: str, *, known: bool = True) -> IndicatorFinding:
    return IndicatorFinding(kind="change", sentence="so", figure_kind=kind, figure_key=key, known=known)


def framework() -> ImpactRun:
    run = make_run()
    goal = replace(HOME, official_id="T-2", title="Goals of the world", confidence="secondary-seen")
    return replace(
        run,
        outcomes=(
            OutcomeFinding(outcome_ref="O-1", title="People feel better", level="individual",
                           indicators=(found("changes", "swemwbs7.metric"),), serves=(HOME, goal),
                           measured_at=("baseline", "exit")),
            OutcomeFinding(outcome_ref="O-2", title="Nobody sleeps badly", level="individual",
                           indicators=(IndicatorFinding(kind="change", sentence="so", reason="not said"),)),
            OutcomeFinding(outcome_ref="O-3", title="People have company", level="social",
                           indicators=(found("changes", "ucla3.total"), found("changes", "swemwbs7.metric"))),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return as_text(impact_summary(framework(), fonts=root / "resources" / "fonts"))


def part(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def test_each_outcome_has_its_findings_and_whose_outcomes_it_serves(text: str) -> None:
    person = part(text, "## For each person", "## For others")
    assert "### People feel better\n** 31 of the 38" in person
    assert "“People are well” (T-1, Outcomes of a partnership, 2015, current)" in person
    assert "current; not read in the issuing body's own words: check before quoting)" in person
    assert "Measured at the start and at the end." in person
    assert "Also sought, and not yet known: “Nobody sleeps badly”." in person
    assert "### Also found\n* 24 of the 41" in person


def test_a_figure_stands_in_full_once_at_each_level_and_what_is_no_outcomes_at_the_end(text: str) -> None:
    others = part(text, "## For others", "## For the planet")
    assert others.index("### People have company") < others.index("reported less loneliness") < others.index("### Also")
    assert "24 people started volunteering" in others.partition("### Also found")[2]
    planet = part(text, "## For the planet", "## How sure")
    assert "###" not in planet and "Clothing, re-used" in planet


def test_without_a_framework_nothing_is_said_of_one(root: Path) -> None:
    text = as_text(impact_summary(make_run(), fonts=root / "resources" / "fonts"))
    assert "Also found" not in text


def scoped(pairs: int, improved: int, eligible: int) -> tuple[ImpactRun, ChangeFigure]:
    run = framework()
    whole = next(one for one in run.changes if one.instrument == "swemwbs7")
    same = pairs - improved
    mine = replace(
        whole, scope="Lunch", evidence="E-0900", pairs=pairs, improved=improved, same=same, worse=0, eligible=eligible
    )
    first = replace(run.outcomes[0], scope="Lunch", indicators=(found("changes", "swemwbs7.metric of Lunch"),))
    return replace(run, outcome_changes=(mine,), outcomes=(first, *run.outcomes[1:])), mine


@pytest.mark.parametrize(
    ("pairs", "improved", "eligible", "told"),
    [
        (38, 31, 52, True),  # nobody is left over
        (20, 15, 30, False),  # of the 18 left 16 got better: the other two could be pointed to
        (25, 25, 38, True),  # of the 13 left 6 got better, 7 did not
        (35, 30, 40, False),  # three are left over
        (20, 20, 50, False),  # two of the eligible are left over
    ],
)
def test_a_scopes_figure_stands_beside_everybodys_only_where_what_is_left_may_be_told(
    pairs: int, improved: int, eligible: int, told: bool, root: Path
) -> None:
    run, mine = scoped(pairs, improved, eligible)
    assert may_be_told_apart(mine, run) is told
    text = part(as_text(impact_summary(run, fonts=root / "resources" / "fonts")), "## For each person", "## For others")
    assert ("E-0900" in text) is told
    assert ("Of Lunch alone no figures are printed" in text) is not told


def test_a_group_inside_a_service_leaves_nobody_to_be_pointed_to() -> None:
    run, service = scoped(25, 25, 38)
    group = replace(service, scope="Tuesdays", pairs=23, improved=23, eligible=35, evidence="E-0901")
    both = replace(run, outcome_changes=(service, group))
    assert may_be_told_apart(service, run)
    assert not may_be_told_apart(group, both), "two of the service are not of the group"


def test_those_at_risk_who_are_left_over_are_looked_at_by_themselves() -> None:
    run, mine = scoped(25, 25, 38)
    whole = next(one for one in run.changes if one.instrument == "swemwbs7")
    cut = Crossed(at_risk=22, recovered=12, ci_low=None, ci_high=None, fell=0, mcnemar_p=None)
    crossed = replace(whole, crossed=cut)
    part = replace(mine, crossed=replace(cut, at_risk=20, recovered=11))
    changed = replace(
        run, changes=tuple(crossed if one is whole else one for one in run.changes), outcome_changes=(part,)
    )
    assert not may_be_told_apart(part, changed)
    assert may_be_told_apart(mine, run)


def test_the_buyers_table_goes_by_what_we_said_serves_it() -> None:
    official = [
        FrameworkOutcome(framework_id="T", id=name, title="Fair work for everyone", confidence="official-seen")
        for name in ("T-1", "T-9")
    ]
    theirs = Framework(id="T", title="Theirs", jurisdiction="", year="", status="", outcomes=tuple(official))
    served, other = outcome_rows(theirs, framework(), guard=True)
    assert [piece.evidence for piece in served.pieces] == ["E-0412"] and other.pieces == ()
    proposed = outcome_rows(theirs, make_run(), guard=True)
    assert [piece.evidence for row in proposed for piece in row.pieces] == ["E-0416", "E-0416"]
    run, _mine = scoped(25, 25, 38)
    assert [piece.words[:7] for piece in outcome_rows(theirs, run, guard=False)[0].pieces] == ["Lunch: "]
