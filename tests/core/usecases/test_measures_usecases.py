"""Questionnaires entered from paper: checked, scored, kept, opened, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import history, measures, people
from sfph_desktop.core.usecases.office import Office

PHQ = Assessment(
    person_id=ServiceUserId(1), instrument="phq9", date=date(2025, 5, 1), stage="baseline", answers=(1.0,) * 8 + (0.0,)
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    mary = ServiceUser(person_ref="P-1", given_name="Mary", known_as="Mo", date_of_birth=date(1950, 5, 17))
    for made in plain_office(tmp_path):
        people.add_person(made, mary)
        yield made


def test_answers_are_scored_and_kept(office: Office) -> None:
    done = measures.enter_assessment(office, PHQ)
    assert done.value.scores == {"total": 8.0}
    assert done.value.version == office.library.instruments()["phq9"].version != ""
    assert (done.why, done.problems, done.changed) == ("Entered PHQ-9 for Mo", (), frozenset({"assessments"}))
    page = measures.assessment_page(office, done.value.id)
    assert page.assessment == done.value
    assert (page.person_ref, page.person_name) == ("P-1", "Mo")
    assert page.instrument is not None
    assert [(one.output, one.value, one.band) for one in page.readings] == [("total", 8.0, "Mild")]
    assert people.person_page(office, 1).assessments == (done.value,)


def test_an_answer_that_is_none_of_the_answers_names_its_item(office: Office) -> None:
    with pytest.raises(UserCanFix, match="item 2") as refused:
        measures.enter_assessment(office, replace(PHQ, answers=(1.0, 7.0) + (0.0,) * 7))
    assert refused.value.problems[0].column == "item_2"
    with pytest.raises(UserCanFix, match="item_10"):
        measures.enter_assessment(office, replace(PHQ, answers=(1.0,) * 10))
    assert measures.list_assessments(office).rows == ()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"answers": ()}, "item_1"),
        ({"answers": (None,) * 9}, "item_1"),
        ({"stage": "later"}, "stage"),
        ({"date": date(1950, 5, 16)}, "date"),
        ({"person_id": ServiceUserId(99)}, "person"),
        ({"instrument": "no_such"}, None),
    ],
)
def test_what_cannot_be_is_refused_with_its_column(
    office: Office, change: dict[str, object], column: str | None
) -> None:
    with pytest.raises(UserCanFix) as refused:
        measures.enter_assessment(office, replace(PHQ, **change))  # type: ignore[arg-type]
    assert [problem.column for problem in refused.value.problems] == ([column] if column else [])
    assert measures.list_assessments(office).rows == ()


def test_a_day_that_has_not_come_is_refused(office: Office) -> None:
    tomorrow = office.clock.today() + timedelta(days=1)
    with pytest.raises(UserCanFix, match="has not come yet"):
        measures.enter_assessment(office, replace(PHQ, date=tomorrow))


def test_nobody_answers_after_their_death(office: Office) -> None:
    measures.enter_assessment(office, PHQ)
    (mary,) = [people.find_person(office, "P-1")]
    people.change_person(office, replace(mary, died_on=PHQ.date))
    with pytest.raises(UserCanFix, match=r"Mo died on 01/05/2025, before 02/05/2025") as refused:
        measures.enter_assessment(office, replace(PHQ, stage="review", date=PHQ.date + timedelta(days=1)))
    assert [problem.column for problem in refused.value.problems] == ["date"]
    measures.enter_assessment(office, replace(PHQ, stage="exit"))


def test_the_same_again_is_refused_and_another_stage_is_not(office: Office) -> None:
    measures.enter_assessment(office, PHQ)
    with pytest.raises(UserCanFix, match="already"):
        measures.enter_assessment(office, PHQ)
    measures.enter_assessment(office, replace(PHQ, stage="review"))
    assert len(measures.list_assessments(office, "mary", "phq9").rows) == 2


def test_a_questionnaire_with_too_little_is_kept_without_a_score(office: Office) -> None:
    done = measures.enter_assessment(office, replace(PHQ, answers=(1.0,) + (None,) * 8))
    assert done.value.scores == {}
    page = measures.assessment_page(office, done.value.id)
    assert page.assessment.answers == (1.0,) + (None,) * 8
    assert page.readings == ()


def test_an_answer_that_asks_for_care_is_told(office: Office) -> None:
    done = measures.enter_assessment(office, replace(PHQ, answers=(0.0,) * 8 + (1.0,)))
    (prompt,) = done.problems
    assert prompt.column == "item_9"
    assert "safe" in prompt.reason


def test_an_instrument_scored_elsewhere_takes_its_ready_score(office: Office) -> None:
    elsewhere = next(one for one in measures.offered_instruments(office) if one.use == "import_only")
    bare = Assessment(person_id=ServiceUserId(1), instrument=elsewhere.id, date=date(2025, 5, 1))
    with pytest.raises(UserCanFix, match="scored elsewhere"):
        measures.enter_assessment(office, bare)
    with pytest.raises(UserCanFix):
        measures.enter_assessment(office, replace(bare, answers=(1.0, 2.0)))


def test_a_ready_score_is_kept_under_its_output(office: Office) -> None:
    done = measures.enter_assessment(office, replace(PHQ, answers=(), ready_score=12.0))
    assert done.value.scores == {"total": 12.0}
    with pytest.raises(UserCanFix, match="28 is not a score"):
        measures.enter_assessment(office, replace(PHQ, answers=(), ready_score=28.0, stage="exit"))


def test_scores_can_be_looked_at_before_saving(office: Office) -> None:
    phq = office.library.instruments()["phq9"]
    assert measures.preview_scores(phq, (None,) * 9) == ()
    assert measures.preview_scores(phq, (3.0,)) == ()
    (reading,) = measures.preview_scores(phq, (3.0,) * 9)
    assert (reading.value, reading.band) == (27.0, "Severe")
    with pytest.raises(UserCanFix, match="item 1"):
        measures.preview_scores(phq, (9.0,))


def test_offered_are_those_that_may_be_used_those_in_use_first(office: Office) -> None:
    offered = measures.offered_instruments(office)
    assert all(one.use != "not_usable" for one in offered)
    assert [one.name.casefold() for one in offered] == sorted(one.name.casefold() for one in offered)
    measures.enter_assessment(office, PHQ)
    assert measures.offered_instruments(office)[0].id == "phq9"
    assert {one.id for one in measures.offered_instruments(office)} == {one.id for one in offered}


def test_an_instrument_that_may_not_be_held_here_is_refused(office: Office) -> None:
    forbidden = [one for one in office.library.instruments().values() if one.use == "not_usable"]
    for one in forbidden:
        with pytest.raises(UserCanFix, match="cannot be used"):
            measures.enter_assessment(office, replace(PHQ, instrument=one.id))


def test_a_removal_is_undone_with_answers_and_scores(office: Office) -> None:
    kept = measures.enter_assessment(office, PHQ).value
    done = measures.remove_assessment(office, kept.id)
    for gone in (measures.assessment_page, measures.remove_assessment):
        with pytest.raises(UserCanFix, match="not in the store any more"):
            gone(office, kept.id)
    history.undo(office, done.unit_id)
    assert measures.assessment_page(office, kept.id).assessment == kept


def test_a_goal_is_read_beside_its_own_first_rating(office: Office) -> None:
    """The second goal was set later than the first, and the third was never rated before."""
    form = replace(PHQ, instrument="gbo", stage="", answers=(3.0, None, None))
    measures.enter_assessment(office, form)
    measures.enter_assessment(office, replace(form, date=date(2025, 6, 1), answers=(4.0, 6.0, None)))
    last = measures.enter_assessment(office, replace(form, date=date(2025, 9, 1), answers=(7.0, 5.0, 2.0))).value
    page = measures.assessment_page(office, last.id)
    assert [(one.output, one.value, one.band) for one in page.readings] == [
        ("goal_1", 7.0, "first rated 3, on 1 May 2025"),
        ("goal_2", 5.0, "first rated 6, on 1 June 2025"),
        ("goal_3", 2.0, ""),
    ]
    listed = measures.list_assessments(office)
    assert listed.rows[0][listed.columns.index("scores")] == "goal_1 7, goal_2 5, goal_3 2"
    assert page.instrument is not None
    assert [one.output for one in measures.preview_scores(page.instrument, (1.0, None, 2.0))] == ["goal_1", "goal_3"]
