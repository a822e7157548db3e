"""Answers of an own questionnaire as lines of text, there and back."""

from __future__ import annotations

import pytest

from sfph_desktop.core.domain.own_form_words import answer_lines, free_id, list_said, typed_answers
from sfph_desktop.core.domain.own_forms import OwnAnswer, OwnQuestion


@pytest.mark.parametrize(
    ("text", "values", "labels"),
    [
        ("Never\n\n Often ", (1, 2), ("Never", "Often")),
        ("0 = Never\n2,5 = Often", (0, 2.5), ("Never", "Often")),
        ("2 or 3 times\nMore", (1, 2), ("2 or 3 times", "More")),
        ("0 to 3", (0, 1, 2, 3), ("0", "1", "2", "3")),
        ("-1 to 1", (-1, 0, 1), ("-1", "0", "1")),
        ("0 =\n1 = All", (0, 1), ("0", "All")),
        ("", (), ()),
    ],
)
def test_lines_are_answers_and_come_back(text: str, values: tuple[float, ...], labels: tuple[str, ...]) -> None:
    found = typed_answers(text)
    assert tuple(one.value for one in found) == values
    assert tuple(one.label for one in found) == labels
    assert typed_answers(answer_lines(found)) == found


def test_a_scale_without_end_is_cut_where_the_rules_refuse_it_anyway() -> None:
    assert len(typed_answers("0 to 999999")) == 201


def test_an_answer_keeps_the_name_by_which_an_export_finds_it() -> None:
    known = (OwnAnswer(value=1, label="Never", name="n"), OwnAnswer(value=2, label="Often", name="o"))
    assert [one.name for one in typed_answers("Hardly ever\nOften", known)] == ["n", "o"], "other words, same place"
    assert [one.name for one in typed_answers("Often\nHardly ever", known)] == ["o", ""], "a name is given once"


def test_words_that_look_numbered_are_kept_apart() -> None:
    odd = (OwnAnswer(value=1, label="3 = a lot"), OwnAnswer(value=2, label="none"))
    assert typed_answers(answer_lines(odd)) == odd


def test_a_list_is_said_short() -> None:
    assert list_said(typed_answers("0 to 10")) == "0 to 10"
    assert list_said(typed_answers("Never\nOften")) == "Never · Often"
    assert list_said(typed_answers("\n".join(f"Answer number {n}" for n in range(9)))) == (
        "Answer number 0 … Answer number 8"
    )
    assert len(list_said(typed_answers("x" * 500 + "\ny"))) == 44


def test_a_new_question_has_an_id_of_its_own() -> None:
    assert free_id([OwnQuestion(id="q1", text=""), OwnQuestion(id="q3", text="")]) == "q2"
