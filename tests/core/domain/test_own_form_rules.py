"""A questionnaire that is being made is told where it is wrong, and what would be accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sfph_desktop.core.domain.own_form_rules import form_problems, form_remarks, question_problems
from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnBand, OwnForm, OwnQuestion, OwnScore

OFTEN = AnswerList(
    name="often",
    answers=tuple(OwnAnswer(value=n, label=word) for n, word in enumerate(("Never", "Sometimes", "Often"), start=1)),
)
FORM = OwnForm(
    name="Feeling at home",
    short_name="HOME",
    construct="feeling at home",
    questions=(
        OwnQuestion(id="q1", text="I feel at home here", answers="often"),
        OwnQuestion(id="q2", text="I feel like a stranger", answers="often", reverse=True),
        OwnQuestion(id="q3", text="How many evenings did you go out?", kind="number", low=0, high=7),
        OwnQuestion(id="q4", text="What would you change?", kind="words"),
    ),
    lists=(OFTEN,),
    scores=(OwnScore(questions=("q1", "q2")),),
    bands=(OwnBand(low=2, high=3, label="not yet"), OwnBand(low=4, high=6, label="at home")),
)


def places(form: OwnForm) -> list[str]:
    return [problem.column for problem in form_problems(form)]


def test_a_good_form_has_no_problem() -> None:
    assert form_problems(FORM) == ()
    assert form_remarks(FORM) == ()
    assert FORM.range_of(FORM.scores[0]) == (2, 6)
    assert FORM.range_of(OwnScore()) == (2, 13)
    assert FORM.range_of(OwnScore(rule="mean", questions=("q1", "q2"))) == (1, 3)


def changed(**what: object) -> OwnForm:
    return replace(FORM, **what)  # type: ignore[arg-type]


def with_question(place: int, **what: object) -> OwnForm:
    questions = list(FORM.questions)
    questions[place] = replace(questions[place], **what)  # type: ignore[arg-type]
    return replace(FORM, questions=tuple(questions))


def with_list(*answers: OwnAnswer) -> OwnForm:
    return replace(FORM, lists=(AnswerList(name="often", answers=answers),), bands=())


@pytest.mark.parametrize(
    ("form", "place"),
    [
        (changed(name=" "), "name"),
        (changed(short_name=""), "short_name"),
        (changed(short_name="x" * 17), "short_name"),
        (changed(construct=""), "construct"),
        (changed(level="cosmic"), "level"),
        (changed(review_days=0), "review_days"),
        (changed(questions=(), scores=(), bands=()), "questions"),
        (changed(questions=FORM.questions * 60, scores=(), bands=()), "questions"),
        (with_list(OwnAnswer(value=1, label="Never")), "list often"),
        (with_list(OwnAnswer(value=1, label="Never"), OwnAnswer(value=1, label="Often")), "list often"),
        (with_list(OwnAnswer(value=1, label="Never"), OwnAnswer(value=2, label=" never ")), "list often"),
        (with_list(OwnAnswer(value=1, label="Never"), OwnAnswer(value=2, label="")), "list often"),
        (with_list(OwnAnswer(value=1, label="Never"), OwnAnswer(value=1e30, label="Often")), "list often"),
        (changed(lists=(OFTEN, OFTEN)), "list often"),
        (with_question(0, text=""), "question 1"),
        (with_question(0, text="x" * 2001), "question 1"),
        (with_question(1, text="i feel AT home here"), "question 2"),
        (with_question(0, id="q 1"), "question 1"),
        (with_question(1, id="q1"), "question 2"),
        (with_question(0, answers="seldom"), "question 1"),
        (with_question(0, answers=""), "question 1"),
        (with_question(0, kind="picture"), "question 1"),
        (with_question(2, low=8.0), "question 3"),
        (with_question(2, reverse=True, high=None), "question 3"),
        (with_question(3, reverse=True), "question 4"),
        (changed(scores=(OwnScore(rule="median"),)), "score Total"),
        (changed(scores=(OwnScore(questions=("q9",)),)), "score Total"),
        (changed(scores=(OwnScore(questions=("q4",)),), bands=()), "score Total"),
        (changed(scores=(OwnScore(questions=("q1", "q2"), may_miss=2),)), "score Total"),
        (changed(scores=(OwnScore(questions=("q1", "q2"), may_miss=-1),)), "score Total"),
        (changed(scores=(OwnScore(), OwnScore()), bands=()), "score Total"),
        (changed(scores=()), "band 1"),
        (changed(bands=(OwnBand(low=6, high=2, label="x"),)), "band 1"),
        (changed(bands=(OwnBand(low=2, high=9, label="x"),)), "band 1"),
        (changed(bands=(OwnBand(low=2, high=4, label=""),)), "band 1"),
        (changed(bands=(OwnBand(low=2, high=4, label="x"), OwnBand(low=4, high=6, label="y"))), "band 2"),
    ],
)
def test_what_cannot_be_is_told_where_it_is(form: OwnForm, place: str) -> None:
    assert place in places(form)


def test_a_score_of_nothing_but_words_is_impossible() -> None:
    words = changed(questions=(FORM.questions[3],), lists=(), scores=(OwnScore(),), bands=())
    assert places(words) == ["score Total"]
    assert form_problems(replace(words, scores=())) == ()
    assert "no score" in form_remarks(replace(words, scores=()))[0]


def test_one_question_is_looked_at_by_itself() -> None:
    form = with_question(1, text="")
    assert question_problems(form, 0) == ()
    assert [problem.column for problem in question_problems(form, 1)] == ["question 2"]


def test_a_score_without_a_direction_is_remarked() -> None:
    assert "higher Total" in form_remarks(changed(scores=(OwnScore(higher_is_better=None),)))[0]
