"""Questionnaires themselves: made in a form, brought in from a file, worded under a declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.core.usecases.own_forms import HOME
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.pages import Reading
from sfph_desktop.core.usecases.measures import preview_scores
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.own_measures import ReadForm, add_instrument
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

FORM = Path(__file__).parents[1] / "samples" / "xlsforms" / "xlsform-review.xlsx"


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, new_office(tmp_path), tmp_path) as made:
        yield made


def questionnaires(stage: Stage) -> Any:
    page = stage.go("measures")
    page.show_mode("questionnaires")
    stage.wait(lambda: page.view.table.row_of("swemwbs7") >= 0)
    return page


def begun(page: Any) -> Any:
    """The form for a new one, its head filled in."""
    page.themselves.make()
    form = page.themselves.form
    for line, text in ((form.name, "Feeling at home"), (form.short, "HOME"), (form.construct, "feeling at home")):
        line.setText(text)
    return form


def choose(row: Any, way: str) -> None:
    row.how.choose(way)
    row.how.activated.emit(row.how.currentIndex())


def test_questions_of_every_kind_two_scores_and_bands_are_made_with_a_live_preview(stage: Stage) -> None:
    page = questionnaires(stage)
    form = begun(page)
    assert not unnamed(form)
    assert not form.keep.isEnabled()
    assert "no question yet" in form.wrong.said
    rows = form.questions
    rows.rows[0].line.setFocus()
    stage.type("I feel at home")
    assert "needs two answers" in form.wrong.said
    form.lists.cards[0].lines.setPlainText("Never\nnever")
    assert "is there twice" in form.wrong.said
    form.lists.cards[0].lines.setPlainText("Never\nSometimes\nOften")
    assert form.keep.isEnabled()
    rows.rows[0].line.setFocus()
    stage.press(Qt.Key.Key_Return)
    stage.type("I feel a stranger")
    rows.rows[1].turned.setChecked(True)
    for text, way in (
        ("Do you have a key?", "ready:yes_no"), ("How sure are you?", "ready:zero_to_ten"),
        ("How many do you know?", "number"), ("What would you change?", "words"),
    ):  # fmt: skip
        rows.rows[-1].line.setFocus()
        stage.press(Qt.Key.Key_Return)
        stage.type(text)
        choose(rows.rows[-1], way)
    number = rows.rows[4]
    number.low.setText("none")
    assert "is no number" in number.wrong.text()
    assert not form.keep.isEnabled()
    number.low.setText("0")
    number.high.setText("20")
    total = form.scores.cards[0]
    total.may_miss.setText("9")
    assert "may not be missing" in form.wrong.said
    total.may_miss.setText("1")
    total.which.choose("some")
    total.which.activated.emit(1)
    assert "No question is ticked" in form.wrong.said
    assert list(total.boxes) == ["q1", "q2", "q3", "q4", "q5"], "words are in no score"
    for name in ("q1", "q2"):
        total.boxes[name].setChecked(True)
    form.scores.add_button.click()
    trust = form.scores.cards[1]
    assert stage.focused() is trust.name
    stage.type("Trust in others")
    trust.boxes["q4"].setChecked(True)
    for low, high, label in (("2", "3", "not yet"), ("3", "6", "at home")):
        total.add_band.click()
        band = total._bands[-1]
        band.low.setText(low)
        band.high.setText(high)
        band.label.setText(label)
    assert "lies over" in form.wrong.said
    total._bands[1].low.setText("4")
    stage.wait(lambda: "What would you change?" in form.drawn.said and "A number from 0 to 20" in form.drawn.said)
    assert "Sometimes" in form.drawn.said
    assert "Total runs from 2 to 6. Of these: 2 to 3 not yet; 4 to 6 at home" in form.facts.said
    assert not unnamed(form)
    form.keep.click()
    stage.wait(lambda: "own_home" in stage.office.library.instruments())
    stage.settle()
    made = stage.office.library.instruments()["own_home"]
    assert [(item.kind, item.reverse, len(item.options)) for item in made.items] == [
        ("number", False, 3), ("number", True, 3), ("number", False, 2), ("number", False, 11), ("number", False, 0),
        ("words", False, 0),
    ]  # fmt: skip
    assert [output.id for output in made.outputs] == ["total", "trust_in_others"]
    assert preview_scores(made, (3, 1, 1, 7, 12, None))[:2] == (
        Reading(output="total", value=6, band="at home"),
        Reading(output="trust_in_others", value=7, band=""),
    )
    stage.wait(lambda: page.themselves.sheet is not None and page.themselves.sheet.instrument.id == "own_home")
    assert page.themselves.form is None


def test_it_is_changed_in_the_same_form_and_pasted_lines_are_questions(stage: Stage) -> None:
    add_instrument(stage.office, HOME)
    page = questionnaires(stage)
    page.themselves.change("own_home_3")
    stage.wait(lambda: page.themselves.form is not None)
    form = page.themselves.form
    assert form.form == HOME, "nothing of it is lost on the way through the form"
    QGuiApplication.clipboard().setText("I would ask a neighbour\nI feel safe at night\n")
    rows = form.questions
    rows.rows[2].line.setFocus()
    stage.press(Qt.Key.Key_Return)
    QTest.keyClick(stage.focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [one.text for one in form.form.questions][3:5] == ["I would ask a neighbour", "I feel safe at night"]
    assert [one.id for one in form.form.questions] == ["q1", "q2", "q3", "q5", "q6", "q4"]
    QTest.keyClick(stage.focused(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in form.form.questions] == ["q1", "q2", "q3", "q6", "q5", "q4"]
    rows.rows[3].line.clear()
    stage.press(Qt.Key.Key_Backspace)
    assert len(rows.rows) == 5
    form.keep.click()
    stage.wait(lambda: len(stage.office.library.instruments()["own_home_3"].items) == 5)
    stage.settle()


def test_a_long_form_is_shown_at_once_and_whole_before_all_its_rows_are_made(stage: Stage) -> None:
    many = replace(
        HOME,
        scores=(),
        bands=(),
        questions=tuple(replace(HOME.questions[0], id=f"q{n}", text=f"No. {n}") for n in range(30)),
    )
    page = questionnaires(stage)
    page.themselves.make(ReadForm(form=many), "many.json")
    form = page.themselves.form
    assert len(form.questions.rows) < 30
    assert form.form == many
    assert not form.questions.add_button.isEnabled(), "a question added now would not stand at the end"
    stage.wait(lambda: len(form.questions.rows) == 30)
    assert form.form == many
    form.questions.add_button.click()
    assert stage.focused() is form.questions.rows[30].line


def test_in_a_narrow_window_the_form_or_what_a_person_sees_is_shown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = questionnaires(stage)
    form = begun(page)
    stage.window.resize(900, 640)
    stage.wait(lambda: form.change.isVisible())
    form.change.click()
    assert form.drawn.isVisible()
    assert not form.name.isVisible()
    stage.press(Qt.Key.Key_Escape)
    assert form.name.isVisible()
    stage.window.resize(1200, 760)
    stage.wait(lambda: form.name.isVisible() and form.drawn.isVisible())
    page.enter(EnterQuestionnaire())
    page.leave_entry()
    assert stage.focused() is form.name, "what was begun is there again"
    page.show_mode("questionnaires")
    page.themselves.make()
    assert page.themselves.form is form
    asked: list[str] = []
    monkeypatch.setattr(
        stage.window.messages, "ask", lambda title, _text, **answers: (asked.append(title), answers["then"]())
    )
    form.left.emit()
    assert asked == ["Leave this questionnaire?"]
    assert page.themselves.form is None
    page.themselves.make()
    page.themselves.form.left.emit()
    assert len(asked) == 1, "nothing was typed, nothing is asked"
    assert page.themselves.form is None


def test_an_xlsform_is_shown_before_it_is_kept(stage: Stage) -> None:
    page = questionnaires(stage)
    page.themselves.bring(FORM)
    stage.wait(lambda: page.themselves.form is not None)
    form = page.themselves.form
    assert "9 questions" in form.facts.said
    assert "not said whether a higher" in form.facts.said
    assert not any(one.own for one in stage.office.library.instruments().values())
    form.scores.cards[0].better.choose(False)
    form.keep.click()
    stage.wait(lambda: "own_review" in stage.office.library.instruments())
    stage.settle()


def opened(page: Any, name: str, stage: Stage) -> Any:
    page.themselves.open(name)
    stage.wait(lambda: page.themselves.sheet is not None and page.themselves.sheet.instrument.id == name)
    return page.themselves.sheet


def test_wording_is_typed_under_a_declaration(stage: Stage) -> None:
    page = questionnaires(stage)
    sheet = opened(page, "swemwbs7", stage)
    form = sheet.wording
    assert "Warwick" in "".join(told.said for told in sheet.findChildren(Told)), "where it is had from"
    assert not unnamed(sheet)
    assert len(form.lines) == 7
    form.stem.setText("Below are some statements.")
    for place, line in enumerate(form.lines):
        line.setText(f"Statement {place}")
    form.answers.setPlainText("Not once\nNow and then\nSometimes\nMostly\nAlways")
    press(form, "I declare it")
    stage.wait(lambda: "who declares" in form.wrong.said)
    assert stage.focused() is form.who
    form.who.setText("Ana")
    form.terms.setText("Warwick 12")
    form.item_answers["q2"].setPlainText("9 = Far too often")
    form.item_answers["q2"].show()
    press(form, "I declare it")
    stage.wait(lambda: "Question 2 does not take 9" in form.wrong.said)
    form.item_answers["q2"].setPlainText("1 = Not at all")
    press(form, "I declare it")
    stage.wait(lambda: stage.office.library.instruments()["swemwbs7"].wording_held)
    stage.settle()
    held = stage.office.library.instruments()["swemwbs7"]
    assert held.stem == "Below are some statements."
    assert [held.items[n].options[0].label for n in (0, 1, 2)] == ["Not once", "Not at all", "Not once"]
    stage.wait(lambda: page.themselves.sheet is not sheet)
    again = page.themselves.sheet.wording
    assert (again.terms.text(), again.who.text(), again.lines[0].text()) == ("Warwick 12", "Ana", "Statement 0")
    assert not again.item_answers["q2"].isHidden()


def test_answers_of_a_scale_given_by_its_ends_get_words_too(stage: Stage) -> None:
    page = questionnaires(stage)
    form = opened(page, "gse3", stage).wording
    for place, line in enumerate(form.lines):
        line.setText(f"Statement {place}")
    form.answers.setPlainText("Does not apply\nHardly\nPartly\nMostly\nApplies fully")
    form.who.setText("Ana")
    form.terms.setText("GESIS zis294")
    press(form, "I declare it")
    stage.wait(lambda: stage.office.library.instruments()["gse3"].wording_held)
    stage.settle()
    options = stage.office.library.instruments()["gse3"].items[2].options
    assert [(one.value, one.label) for one in options][::4] == [(1, "Does not apply"), (5, "Applies fully")]


def press(form: Any, said: str) -> None:
    next(one for one in form.findChildren(QPushButton) if one.text().startswith(said)).click()
