"""What a run finds for the enterprise's own outcomes: for everybody, one service, one group; and what it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.core.toolkit.cases import YEAR, Enterprise, day, reference

from sfph_desktop.core.domain.delivery import GroupId
from sfph_desktop.core.domain.figures import figures_of, with_evidence
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import MemberColumns
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeFramework, OutcomeId, OutcomeParts
from sfph_desktop.core.interchange.impact_json import pack, unpack
from sfph_desktop.core.reports.definitions import define
from sfph_desktop.core.reports.statements import with_statements
from sfph_desktop.core.toolkit.pipeline import run_impact

ALL = Selection(period=YEAR)


def sought(ref: str, *indicators: dict[str, Any], **facts: Any) -> OutcomeParts:
    outcome = Outcome(**{"outcome_ref": ref, "title": f"Title {ref}", "level": "individual", **facts})
    made = [Indicator(**{"outcome_id": OutcomeId(0), "sentence": "so", **one}) for one in indicators]
    return OutcomeParts(outcome=outcome, indicators=tuple(made))


LONELY = {"kind": "change", "instrument": "ucla3", "output": "total"}
CROSSED = {**LONELY, "kind": "crossing"}
JOB = {"kind": "event", "event_type": "job"}


def two_services() -> Enterprise:
    """12 people in Lunch, all better; 11 in Choir, none better; one job in each."""
    made = Enterprise()
    for person in range(1, 24):
        lunch = person <= 12
        made.episode(person, "2025-05-01", None, "Lunch" if lunch else "Choir")
        made.pair(person, "ucla3.total", 8, 4 if lunch else 8)
    made.event(1, "2025-08-01", "job")
    made.event(20, "2025-08-01", "job")
    return made


def run(made: Enterprise, *outcomes: OutcomeParts, selection: Selection = ALL, **more: Any) -> ImpactRun:
    made.rest = {"sought": OutcomeFramework(outcomes=outcomes, groups={3: "Monday soup"}), **more}
    return run_impact(made.facts(), reference(), selection, Choices(draws=0))


def test_an_outcome_for_everybody_is_told_by_the_runs_own_figures() -> None:
    found = run(two_services(), sought("O-1", LONELY, CROSSED, JOB))
    (one,) = found.outcomes
    assert one.known and one.figures == (("changes", "ucla3.total"), ("events", "job"))
    assert (found.outcome_changes, found.outcome_events) == ((), ())


def test_an_outcome_for_one_service_has_figures_of_its_people_alone() -> None:
    found = run(two_services(), sought("O-1", LONELY, JOB, service="Choir"), sought("O-2", LONELY))
    choir, everybody = found.outcomes
    assert (choir.scope, choir.figures) == ("Choir", (("changes", "ucla3.total of Choir"), ("events", "job of Choir")))
    assert everybody.figures == (("changes", "ucla3.total"),)
    (mine,) = found.outcome_changes
    (whole,) = found.changes
    assert ((mine.pairs, mine.improved, mine.scope), (whole.pairs, whole.improved)) == ((11, 0, "Choir"), (23, 12))
    assert [one.people for one in found.outcome_events] == [1]
    alone = run(two_services(), selection=replace(ALL, service="Choir")).changes[0]
    assert replace(mine, scope="") == alone


def test_a_figure_of_the_very_same_records_is_not_made_twice() -> None:
    made = two_services()
    for person in range(1, 13):
        made.pair(person, "swemwbs7.metric", 20, 24)
    found = run(made, sought("O-1", {"kind": "change", "instrument": "swemwbs7", "output": "metric"}, service="Lunch"))
    assert found.outcomes[0].figures == (("changes", "swemwbs7.metric"),)
    assert found.outcome_changes == ()


def test_an_outcome_for_a_group_counts_those_who_had_a_place_in_it_in_the_period() -> None:
    days = [day("2025-05-01")] * 12
    members = MemberColumns(
        group_id=(3,) * 12,
        person_id=tuple(range(1, 13)),
        from_day=(*days[:10], day("2026-04-01"), days[0]),
        to_day=(*[None] * 11, day("2025-03-01")),
        service={3: "Lunch"},
    )
    parts = sought("O-1", LONELY, group_id=GroupId(3))
    found = run(two_services(), parts, members=members)
    assert (found.outcomes[0].scope, found.outcome_changes[0].pairs) == ("Monday soup", 10)
    assert run(two_services(), parts, members=members, selection=replace(ALL, service="Choir")).outcomes == ()


def test_a_run_for_a_service_leaves_out_outcomes_of_other_services() -> None:
    parts = (sought("O-1", LONELY, service="Choir"), sought("O-2", LONELY, service="Lunch"), sought("O-3", LONELY))
    found = run(two_services(), *parts, selection=replace(ALL, service="Lunch"))
    assert [one.outcome_ref for one in found.outcomes] == ["O-2", "O-3"]
    assert found.outcome_changes == ()


def test_what_is_not_known_says_why() -> None:
    made = two_services()
    made.score(1, "who5.percent", "2026-02-01", 40)
    made.pair(1, "phq9.total", 18, 8)
    found = run(
        made,
        sought("O-1"),
        sought("O-2", {"kind": "event"}),
        sought("O-3", {"kind": "change", "instrument": "swemwbs7", "output": "metric"}),
        sought("O-4", {"kind": "change", "instrument": "who5"}),
        sought("O-5", {"kind": "change", "instrument": "phq9"}),
        sought("O-6", {"kind": "event", "event_type": "tenancy"}),
        sought("O-7", {"kind": "quantity", "factor": "water"}),
        sought("O-8", LONELY),
    )
    assert not any(one.known for one in found.outcomes[:-1]) and found.outcomes[-1].known
    told = found.not_known[:7]
    for sentence, why in zip(
        told,
        (
            "because nothing shows it yet.",
            "because it is not said yet what shows it.",
            "because SWEMWBS: nobody has filled it in yet.",
            "because WHO-5: nobody was due a second one in this period.",
            "because PHQ-9: too few have filled it in twice to say what changed.",
            "because nothing called 'tenancy' is recorded in this period.",
            "because no amount is recorded in this period.",
        ),
        strict=True,
    ):
        assert sentence.endswith(why), sentence
    assert not any("Title O-8" in sentence for sentence in found.not_known)


def test_nobody_over_a_threshold_at_the_start_is_nothing_to_cross() -> None:
    made = Enterprise()
    for person in range(1, 13):
        made.episode(person, "2025-05-01")
        made.pair(person, "ucla3.total", 4, 3)
    found = run(made, sought("O-1", CROSSED))
    assert found.outcomes[0].indicators[0].reason == "UCLA-3: nobody was over its threshold at the start"


def test_without_a_framework_a_run_is_as_it_was() -> None:
    found = run(two_services())
    assert (found.outcomes, found.outcome_changes, found.outcome_events) == ((), (), ())
    assert not any("“" in sentence for sentence in found.not_known)


def test_a_kept_run_comes_back_and_its_own_figures_open_by_their_number() -> None:
    found = with_statements(with_evidence(run(two_services(), sought("O-1", LONELY, JOB, service="Choir")), 7))
    back = unpack(pack(found))
    assert back.outcomes == found.outcomes
    figures = {(one.kind, one.key): one for one in figures_of(found)}
    assert len({one.evidence for one in figures.values()}) == len(figures)
    own = figures["changes", "ucla3.total of Choir"]
    assert own.value.statement.startswith("Choir: ")
    assert "Only people of 'Choir' are counted" in define(own.kind, own.value, found)


def test_an_activity_leads_to_the_outcomes_of_its_own_people_and_to_those_of_everybody() -> None:
    made = two_services()
    made.session("2025-06-01", "Choir", came=[13, 14])
    made.session("2024-06-01", "Choir", came=[13])
    outcomes = (sought("O-1", LONELY, service="Choir"), sought("O-2", LONELY), sought("O-3", LONELY, group_id=3))
    theory = run(made, *outcomes, members=MemberColumns(service={3: "Lunch"})).theory
    assert [(one.name, one.sessions, one.visits) for one in theory.activities] == [("Choir", 1, 2), ("Lunch", 0, 0)]
    assert {(one.activity, one.outcome_ref) for one in theory.arrows} == {
        ("Choir", "O-1"), ("Choir", "O-2"), ("Lunch", "O-2"), ("Lunch", "O-3"),
    }  # fmt: skip
    alone = run(made, *outcomes, selection=replace(ALL, service="Choir")).theory
    assert [one.name for one in alone.activities] == ["Choir"]
    assert run(two_services()).theory.activities == ()
