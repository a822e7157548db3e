"""Questionnaires of an office's own: made, scored like the library's, changed until answered, then only superseded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from own_forms import HOME
from plain_office import plain_office

from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.own_forms import OwnQuestion, OwnScore
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import history, measures, own_measures, people
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import list_instruments
from sfph_desktop.core.usecases.scoring import score_file

SAMPLES = Path(__file__).parents[2] / "samples" / "xlsforms"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        people.add_person(made, ServiceUser(person_ref="P-1", given_name="Mary"))
        yield made


def answered(office: Office, name: str, *answers: float | None, day: int = 1) -> Assessment:
    numbers = (*answers, None)
    filled = Assessment(
        person_id=ServiceUserId(1), instrument=name, date=date(2025, 5, day), answers=numbers, texts={"q4": "The door"}
    )
    return measures.enter_assessment(office, filled).value


def test_it_scores_and_is_listed_like_one_of_the_library(office: Office, tmp_path: Path) -> None:
    done = own_measures.add_instrument(office, HOME)
    assert (done.value.id, done.why) == ("own_home_3", "Made the questionnaire HOME-3")
    kept = answered(office, "own_home_3", 3, 1, 2)
    assert kept.scores == {"total": 3 + (1 + 3 - 1) + 2}
    page = measures.assessment_page(office, kept.id)
    assert [(one.output, one.value, one.band) for one in page.readings] == [("total", 8, "at home")]
    assert page.assessment.texts == {"q4": "The door"}
    assert answered(office, "own_home_3", 3, None, 3, day=2).scores == {"total": 9}, "the mean times three"
    assert answered(office, "own_home_3", 3, None, None, day=3).scores == {}, "two may not be missing"
    listed = list_instruments(office.library, "own_home_3").rows
    assert [(row[0], row[1], row[4], row[5]) for row in listed] == [("own_home_3", "HOME-3", "social", 4)]
    assert measures.offered_instruments(office)[0].id == "own_home_3"
    sheet = tmp_path / "answers.csv"
    sheet.write_text("item_1,item_2,item_3\n3,1,2\n3,4,2\n", encoding="utf-8")
    good, bad = score_file(office.library, "own_home_3", sheet)
    assert good.scores == {"total": 8}
    assert "item 2" in str(bad.error)


def test_an_answer_outside_its_scale_is_refused(office: Office) -> None:
    own_measures.add_instrument(office, HOME)
    with pytest.raises(UserCanFix, match=r"item 1.*does not take 4"):
        answered(office, "own_home_3", 4, 1, 1)
    wrong = Assessment(person_id=ServiceUserId(1), instrument="own_home_3", date=date(2025, 5, 1), answers=(1, 1, 1))
    with pytest.raises(UserCanFix, match="does not ask 'q1' in words"):
        measures.enter_assessment(office, replace(wrong, texts={"q1": "often"}))


def test_a_form_that_cannot_be_is_refused_whole(office: Office) -> None:
    with pytest.raises(UserCanFix, match="no question yet"):
        own_measures.add_instrument(office, replace(HOME, questions=(), scores=(), bands=()))
    with pytest.raises(UserCanFix, match="is called PHQ-9 already"):
        own_measures.add_instrument(office, replace(HOME, short_name="phq-9"))
    assert not any(one.own for one in office.library.instruments().values())


def test_before_it_is_answered_it_is_changed_in_its_place(office: Office) -> None:
    own_measures.add_instrument(office, HOME)
    done = own_measures.change_instrument(
        office, "own_home_3", replace(HOME, scores=(OwnScore(rule="mean"),), bands=())
    )
    assert done.value.id == "own_home_3"
    page = own_measures.own_page(office, "own_home_3")
    assert (page.version, page.used, page.form.scores[0].rule) == (1, False, "mean")
    history.undo(office, done.unit_id)
    assert own_measures.own_page(office, "own_home_3").form == HOME
    assert office.library.instruments()["own_home_3"].outputs[0].op == "sum_prorated"


def test_once_answered_new_words_are_an_edition_and_the_old_answer_keeps_its_words(office: Office) -> None:
    own_measures.add_instrument(office, HOME)
    kept = answered(office, "own_home_3", 3, 1, 2)
    better = replace(HOME, questions=(replace(HOME.questions[0], text="I feel at home"), *HOME.questions[1:]))
    done = own_measures.change_instrument(office, "own_home_3", better)
    assert done.value.id == "own_home_3"
    assert own_measures.own_page(office, "own_home_3").version == 2
    assert done.value.version == kept.version, "it scores alike, so the two are compared"
    later = answered(office, "own_home_3", 3, 3, 3, day=9)
    told = [measures.assessment_page(office, one.id).instrument for one in (kept, later)]
    assert [one.items[0].text if one else "" for one in told] == ["I feel at home here", "I feel at home"]


def test_once_answered_another_scoring_is_another_questionnaire(office: Office) -> None:
    own_measures.add_instrument(office, HOME)
    kept = answered(office, "own_home_3", 3, 1, 2)
    longer = replace(HOME, questions=(*HOME.questions, OwnQuestion(id="q5", text="I would stay", answers="often")))
    done = own_measures.change_instrument(office, "own_home_3", longer)
    assert done.value.id == "own_home_3_2"
    old = office.library.instruments()["own_home_3"]
    assert old.retired
    assert len(old.items) == 4
    assert measures.assessment_page(office, kept.id).assessment == kept
    offered = [one.id for one in measures.offered_instruments(office)]
    assert offered[-1] == "own_home_3", "who began with it may be reviewed with it"
    history.undo(office, done.unit_id)
    assert not office.library.instruments()["own_home_3"].retired
    assert "own_home_3_2" not in office.library.instruments()


def test_it_is_put_away_and_comes_back(office: Office) -> None:
    own_measures.add_instrument(office, HOME)
    own_measures.put_away_instrument(office, "own_home_3")
    assert "own_home_3" not in {one.id for one in measures.offered_instruments(office)}
    assert own_measures.put_away_instrument(office, "own_home_3", away=False).value.retired is False
    assert "own_home_3" in {one.id for one in measures.offered_instruments(office)}
    for gone in (own_measures.own_page, own_measures.put_away_instrument):
        with pytest.raises(UserCanFix, match="not in the store any more"):
            gone(office, "own_nothing")
    with pytest.raises(UserCanFix, match="not one of your own"):
        own_measures.must_be_own("phq9")


def test_a_form_goes_out_as_json_and_comes_back_the_same(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "home.json"
    file.write_text(own_measures.form_as_json(HOME), encoding="utf-8")
    assert own_measures.form_from_file(file).form == HOME
    read = own_measures.form_from_file(SAMPLES / "xlsform-review.xlsx")
    file.write_text(own_measures.form_as_json(read.form), encoding="utf-8")
    assert own_measures.form_from_file(file).form == read.form
    made = own_measures.add_instrument(office, read.form, "xlsform-review.xlsx").value
    page = own_measures.own_page(office, made.id)
    assert (page.form, page.source) == (read.form, "xlsform-review.xlsx")
    assert [item.id for item in made.items if item.several] == [
        "support/lunch",
        "support/transport",
        "support/befriending",
    ]


def test_a_short_json_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "short.json"
    file.write_text(
        '{"name": "Day", "short_name": "DAY", "construct": "how the day was", "answers": ["Bad", "Fair", "Good"],'
        ' "questions": ["Morning", {"text": "Evening", "reverse": true}, {"text": "Hours", "from": 0, "to": 24}]}',
        encoding="utf-8",
    )
    form = own_measures.form_from_file(file).form
    assert [(one.id, one.kind, one.answers) for one in form.questions] == [
        ("q1", "choice", "answers"),
        ("q2", "choice", "answers"),
        ("q3", "number", ""),
    ]
    assert own_measures.preview_form(form).outputs[0].max == 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[1]", "no JSON object"),
        ('{"name": 1}', "'name' is no text"),
        ('{"colour": "red"}', "'colour' is not a part"),
        ('{"questions": [{"text": "x", "size": 1}]}', "'size' is not known"),
        ('{"questions": [7]}', "not laid out"),
        ('{"questions": "many"}', "no list"),
        ('{"questions": [{"text": "x", "from": "low"}]}', "'from' is no number"),
        ('{"answers": {"a": [{"value": NaN}]}}', "not JSON"),
        ('{"scores": [{"higher_is_better": "yes"}]}', "neither true nor false"),
        ('{"bands": [{"label": "x"}]}', "needs both ends"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_json_that_is_not_laid_out_is_told_where(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserCanFix, match=said):
        own_measures.form_from_file(file)
    with pytest.raises(UserCanFix, match="cannot be read"):
        own_measures.form_from_file(tmp_path / "none.json")
