"""Each answer is saved as it is given; drafts, papers that come back by their code, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from own_forms import HOME
from plain_office import plain_office

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar
from sfph_desktop.core.domain.due import AHEAD_DAYS
from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.own_measures import TypedWording
from sfph_desktop.core.domain.paper_codes import is_code, new_code
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import (
    answering,
    due,
    history,
    measures,
    own_measures,
    paper,
    people,
    today,
    typed_answers,
    wordings,
)
from sfph_desktop.core.usecases.office import Office

MARY = ServiceUserId(1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        people.add_person(made, ServiceUser(person_ref="P-1", given_name="Mary"))
        people.add_person(made, ServiceUser(person_ref="P-2", given_name="Tam"))
        yield made


def begun(*answers: object, **more: object) -> AnswersSoFar:
    return AnswersSoFar(
        person_id=MARY,
        instrument="phq2",
        date=date(2025, 5, 1),
        answers=answers,
        **more,  # type: ignore[arg-type]
    )


# --- drafts


def test_what_was_answered_is_there_again_and_becomes_a_questionnaire(office: Office) -> None:
    first = answering.keep_answers(office, begun(2.0, None, stage="review", again=(2.0,))).value
    answering.keep_answers(office, replace(first, answers=(2.0, False)))
    there = answering.answers_so_far(office, 1, "phq2")
    assert there == replace(first, answers=(2.0, False))
    assert answering.answers_so_far(office, 2, "phq2") is None
    done = answering.enter_answers(office, replace(first, answers=(2.0, 1.0)))
    assert done.value.answers == (2, 1)
    assert done.value.stage == "review"
    assert answering.answers_so_far(office, 1, "phq2") is None
    (line,) = [one for one in history.recent(office) if "PHQ-2" in one.why]
    assert (line.why, line.steps) == ("PHQ-2 for person P-1", 3)
    history.undo(office, done.unit_id)
    assert answering.answers_so_far(office, 1, "phq2") == replace(first, answers=(2.0, False)), "nothing typed is lost"


def test_a_refused_questionnaire_stays_a_draft(office: Office) -> None:
    kept = answering.keep_answers(office, begun(2.0, 7.0)).value
    with pytest.raises(UserCanFix, match="item 2"):
        answering.enter_answers(office, kept)
    assert answering.answers_so_far(office, 1, "phq2") == kept


def test_a_draft_is_thrown_away_and_comes_back(office: Office) -> None:
    kept = answering.keep_answers(office, begun(2.0)).value
    done = answering.drop_answers(office, kept.id)
    with pytest.raises(UserCanFix, match="not in the store any more"):
        answering.drop_answers(office, kept.id)
    again = answering.keep_answers(office, kept).value
    assert again.id != kept.id, "what somebody types goes on although another window threw it away"
    answering.drop_answers(office, again.id)
    history.undo(office, done.unit_id)
    assert answering.answers_so_far(office, 1, "phq2") == kept


def test_words_and_dates_are_kept_by_question(office: Office) -> None:
    name = own_measures.add_instrument(office, HOME).value.id
    so_far = AnswersSoFar(
        person_id=MARY, instrument=name, date=date(2025, 5, 1), answers=(3.0, 1.0, False, "  The door ")
    )
    done = answering.enter_answers(office, so_far)
    assert (done.value.answers, dict(done.value.texts)) == ((3, 1, None, None), {"q4": "The door"})


# --- typed in a row


def test_answers_in_a_row() -> None:
    home = own_measures.preview_form(HOME)
    assert typed_answers.read_answers(home, ("3", "1", ".", "The door")) == ((3, 1, None, None), {"q4": "The door"})
    for wrong, said in (
        (("3",), "has 4 questions, but 1 answer was given"),
        (("x", "1", "1", ""), "'x' is not a number"),
    ):
        with pytest.raises(UserCanFix, match=said):
            typed_answers.read_answers(home, wrong)
    assert typed_answers.read_day("4.5.2026") == typed_answers.read_day("2026-05-04") == date(2026, 5, 4)
    assert typed_answers.read_day("31/02/2026") is None


# --- paper


def test_a_code_opens_exactly_that_entry_and_only_once(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    done = paper.print_questionnaire(office, "ucla3", out, person_id=1, stage="review")
    code = done.value.code
    assert out.read_bytes().startswith(b"%PDF")
    found = paper.find_paper(office, f" {code[:3].lower()} {code[3:]}")
    assert (found.person_ref, found.instrument.id, found.paper.stage) == ("P-1", "ucla3", "review")
    filled = Assessment(
        person_id=MARY, instrument="ucla3", date=date(2025, 5, 1), stage="review", answers=(1.0, 2.0, 3.0)
    )
    with pytest.raises(UserCanFix, match="No paper of this person"):
        measures.enter_assessment(office, replace(filled, person_id=ServiceUserId(2)), code=code)
    entered = measures.enter_assessment(office, filled, code=code)
    with pytest.raises(UserCanFix, match="was entered on"):
        paper.find_paper(office, code)
    with pytest.raises(UserCanFix, match="was entered on"):
        measures.enter_assessment(office, replace(filled, date=date(2025, 5, 2)), code=code)
    history.undo(office, entered.unit_id)
    assert paper.find_paper(office, code).paper.answered_on is None


@pytest.mark.parametrize("typed", ["phq2", "PHQ-2", "ucla3"])
def test_the_name_of_a_questionnaire_is_not_called_a_mistyped_code(office: Office, typed: str) -> None:
    with pytest.raises(UserCanFix, match="is the name of a questionnaire") as refused:
        paper.find_paper(office, typed)
    assert "mistyped" not in str(refused.value)
    assert "printed for one person" in str(refused.value), "where a code is found"


def test_what_is_no_code_is_told_apart(office: Office) -> None:
    good = new_code(lambda signs: signs - 1)
    assert is_code(good)
    for typed, said in (
        (good, "No paper from this office"),
        ("ABCDEF", "the last checks"),
        ("OOOOOO", "'O' is in no code"),
    ):
        with pytest.raises(UserCanFix, match=said):
            paper.find_paper(office, typed)


def test_a_paper_for_anybody_has_no_code_and_a_failed_one_keeps_none(office: Office, tmp_path: Path) -> None:
    assert paper.print_questionnaire(office, "ucla3", tmp_path / "a.pdf").value.code == ""
    with pytest.raises(UserCanFix, match="could not be written"):
        paper.print_questionnaire(office, "ucla3", tmp_path / "none" / "a.pdf", person_id=1)
    for wrong in ({"stage": "later"}, {"layout": "tiny"}, {"person_id": 99}):
        with pytest.raises(UserCanFix):
            paper.print_questionnaire(office, "ucla3", tmp_path / "b.pdf", **wrong)  # type: ignore[arg-type]
    with office.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM paper_copies").scalar() == 0
    assert not (tmp_path / "b.pdf").exists()


# --- wording


def test_wording_that_may_not_be_shipped_is_typed_under_a_declaration(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match="wording of SWEMWBS is not held"):
        paper.print_questionnaire(office, "swemwbs7", tmp_path / "s.pdf")
    page = wordings.wording_page(office, "swemwbs7")
    assert page.may_type
    assert "SWEMWBS" in page.declaration
    version = page.instrument.version
    typed = TypedWording(
        stem="Below are statements.",
        items={item.id: f"Statement {place}" for place, item in enumerate(page.instrument.items, start=1)},
        options={"1": "Not once"},
    )
    with pytest.raises(UserCanFix, match="Question 1 has no words"):
        wordings.type_wording(office, "swemwbs7", TypedWording(), declared_by="Ana", terms="W-1")
    with pytest.raises(UserCanFix, match="who declares"):
        wordings.type_wording(office, "swemwbs7", typed, declared_by=" ", terms="W-1")
    done = wordings.type_wording(office, "swemwbs7", typed, declared_by="Ana", terms="Warwick registration 12")
    held = office.library.instruments()["swemwbs7"]
    assert (held.wording_held, held.own_wording, held.stem) == (True, True, "Below are statements.")
    assert (held.items[0].text, held.items[0].options[0].label) == ("Statement 1", "Not once")
    assert held.version == version, "the same answers give the same score"
    assert wordings.wording_page(office, "swemwbs7").typed == typed
    paper.print_questionnaire(office, "swemwbs7", tmp_path / "s.pdf", layout="large")
    history.undo(office, done.unit_id)
    assert not office.library.instruments()["swemwbs7"].wording_held


def test_wording_that_is_here_or_may_not_be_is_not_typed(office: Office) -> None:
    for name in ("phq9", "pam", "gbo"):
        assert not wordings.wording_page(office, name).may_type, name
        with pytest.raises(UserCanFix):
            wordings.type_wording(office, name, TypedWording(), declared_by="Ana", terms="x")
    with pytest.raises(UserCanFix, match="cannot be used"):
        wordings.wording_page(office, "outcomes_star")
    with pytest.raises(UserCanFix, match="not in the store"):
        wordings.take_out_wording(office, "swemwbs7")


# --- due


def test_what_is_due_is_what_today_says(office: Office, tmp_path: Path) -> None:
    now = office.clock.today()
    with office.writing("opened episodes") as unit:
        for person in (1, 2):
            episode = Episode(
                person_id=ServiceUserId(person), episode_ref=f"E{person}", service="Lunch", start_date=date(2024, 1, 1)
            )
            unit.add("episodes", episode)
    interval = office.library.instruments()["ucla3"].review_interval_days
    for person, ago in ((1, interval + 1), (2, interval - AHEAD_DAYS - 1)):
        day = now - timedelta(days=ago)
        filled = Assessment(person_id=ServiceUserId(person), instrument="ucla3", date=day, answers=(1.0, 2.0, 3.0))
        measures.enter_assessment(office, filled)
    (line,) = due.due_questionnaires(office)
    assert (line.person_ref, line.short_name, line.overdue, line.due) == (
        "P-1",
        "UCLA-3",
        True,
        now - timedelta(days=1),
    )
    reviews = [item for item in today.today(office).due if item.kind == "review"]
    assert [(item.person_id, item.instrument, item.due) for item in reviews] == [(1, "ucla3", line.due)]
    code = paper.print_questionnaire(office, "ucla3", tmp_path / "p.pdf", person_id=1, stage="review").value.code
    answering.keep_answers(office, replace(begun(1.0, None, None), instrument="ucla3"))
    answering.keep_answers(office, begun(1.0, None))
    only, line = due.due_questionnaires(office)
    assert (only.short_name, only.due, only.begun, only.of) == ("PHQ-2", None, 1, 2)
    assert (line.code, line.begun, line.of) == (code, 1, 3)
    assert [row[8] for row in due.list_due(office).rows] == ["begun", "overdue"]
    filled = Assessment(person_id=MARY, instrument="ucla3", date=now, stage="review", answers=(1.0, 1.0, 1.0))
    measures.enter_assessment(office, filled, draft=line.draft, code=code)
    assert [one.short_name for one in due.due_questionnaires(office)] == ["PHQ-2"]
