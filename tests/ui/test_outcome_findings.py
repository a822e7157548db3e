"""The findings of a run under the enterprise's own outcomes, as the page of Impact shows them."""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.impact import ChangeFigure, Choices, EventFigure, ImpactRun, Reach, Selection
from sfph_desktop.core.domain.outcome_findings import IndicatorFinding, OutcomeFinding
from sfph_desktop.core.domain.outcomes import OutcomeId, ServedOutcome
from sfph_desktop.core.domain.values import Period
from sfph_desktop.ui.widgets.findings import findings
from sfph_desktop.ui.widgets.outcome_findings import by_outcome


def change(instrument: str, evidence: str) -> ChangeFigure:
    return ChangeFigure(
        evidence=evidence,
        instrument=instrument,
        output="total",
        eligible=20,
        pairs=12,
        completion_rate=0.6,
        claimed=True,
        improved=9,
        statement=f"{instrument} rose",
    )


def shown(kind: str, key: str) -> IndicatorFinding:
    return IndicatorFinding(kind="change", sentence="so", figure_kind=kind, figure_key=key, known=True)


SERVED = ServedOutcome(
    outcome_id=OutcomeId(1), framework_id="F", framework_title="Theirs", official_id="F-1", title="Well"
)
RUN = ImpactRun(
    selection=Selection(period=Period.parse("2025-04-01:2026-03-31")),
    choices=Choices(),
    reach=Reach(),
    changes=(change("aa", "E-0001"), change("bb", "E-0002")),
    events=(EventFigure(evidence="E-0003", event_type="job", people=3, events=3, quantity=3, statement="3 got a job"),),
    outcomes=(
        OutcomeFinding(
            outcome_ref="O-1",
            title="Well",
            level="individual",
            indicators=(shown("changes", "aa.total"),),
            serves=(SERVED,),
        ),
        OutcomeFinding(outcome_ref="O-2", title="Rested", level="individual", scope="Lunch"),
        OutcomeFinding(
            outcome_ref="O-3",
            title="Together",
            level="social",
            indicators=(
                shown("changes", "aa.total"),
                IndicatorFinding(kind="event", sentence="so", reason="nothing is recorded"),
            ),
        ),
    ),
)


def test_each_finding_stands_once_under_the_first_outcome_it_tells_of() -> None:
    found = findings(RUN)
    person = by_outcome(RUN, found, "individual")
    assert [(part.title, [one.evidence for one in part.findings]) for part in person] == [
        ("Well", ["E-0001"]),
        ("Rested (Lunch)", []),
        ("Also found", ["E-0002"]),
    ]
    assert (person[0].beneath, person[1].missing) == (
        "Serves: Well (Theirs, not official wording)",
        ("Not known yet: nothing shows it yet",),
    )
    together, besides = by_outcome(RUN, found, "social")
    assert (together.findings, together.beneath) == ((), "Told as well by E-0001")
    assert together.missing == ("Not known yet: nothing is recorded",)
    assert [one.evidence for one in besides.findings] == ["E-0003"]
    assert by_outcome(RUN, found, "environmental") == ()


def test_what_tells_of_no_outcome_has_no_heading_where_the_level_has_none() -> None:
    alone = replace(RUN, outcomes=RUN.outcomes[:1])
    (only,) = by_outcome(alone, findings(alone), "social")
    assert (only.title, [one.evidence for one in only.findings]) == ("", ["E-0003"])


def test_beside_a_figure_of_one_service_no_chart_of_everybody_stands() -> None:
    mine = replace(change("aa", "E-0004"), scope="Lunch")
    event = replace(RUN.events[0], evidence="E-0005", scope="Lunch")
    found = {one.evidence: one for one in findings(replace(RUN, outcome_changes=(mine,), outcome_events=(event,)))}
    assert [found[number].chart for number in ("E-0001", "E-0003")] == ["change:aa.total", "events"]
    assert [found[number].chart for number in ("E-0004", "E-0005")] == ["", ""]
