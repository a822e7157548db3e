"""Questionnaires themselves: made in a form, brought in from a file, worded under a declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.usecases.office import Office

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


def test_one_is_made_in_a_form_with_a_live_preview(stage: Stage) -> None:
    page = questionnaires(stage)
    page.themselves.make()
    form = page.themselves.form
    assert not unnamed(form)
    assert not form.keep.isEnabled()
    assert "needs a name" in form.wrong.said
    for line, text in ((form.name, "Feeling at home"), (form.short, "HOME"), (form.construct, "feeling at home")):
        line.setText(text)
    assert "needs two answers" in form.wrong.said
    form.questions.setPlainText("I feel at home\n(R) I feel a stranger\n")
    form.answers.setPlainText("Never\nnever\n")
    assert "is there twice" in form.wrong.said
    form.answers.setPlainText("Never\nSometimes\nOften")
    form.may_miss.setText("2")
    assert "may not be missing" in form.wrong.said
    form.may_miss.setText("1")
    assert "Total runs from 2 to 6" in form.preview.said
    form.keep.click()
    stage.wait(lambda: "own_home" in stage.office.library.instruments())
    stage.settle()
    made = stage.office.library.instruments()["own_home"]
    assert [(item.text, item.reverse) for item in made.items] == [
        ("I feel at home", False),
        ("I feel a stranger", True),
    ]
    assert page.themselves.sheet.instrument.id == "own_home"
    page.themselves.change("own_home")
    stage.wait(lambda: page.themselves.form is not form)
    again = page.themselves.form
    assert again.questions.toPlainText() == "I feel at home\n(R) I feel a stranger"
    again.questions.appendPlainText("I know my neighbours")
    again.keep.click()
    stage.wait(lambda: len(stage.office.library.instruments()["own_home"].items) == 3)
    stage.settle()


def test_an_xlsform_is_shown_before_it_is_kept(stage: Stage) -> None:
    page = questionnaires(stage)
    page.themselves.bring(FORM)
    stage.wait(lambda: page.themselves.form is not None)
    form = page.themselves.form
    assert "9 questions" in form.preview.said
    assert "not said whether a higher" in form.preview.said
    assert not any(one.own for one in stage.office.library.instruments().values())
    form.better.choose(False)
    form.keep.click()
    stage.wait(lambda: "own_review" in stage.office.library.instruments())
    stage.settle()


def test_wording_is_typed_under_a_declaration(stage: Stage) -> None:
    page = questionnaires(stage)
    page.themselves.open("swemwbs7")
    stage.wait(lambda: page.themselves.sheet is not None)
    sheet = page.themselves.sheet
    assert len(sheet.lines) == 7
    for place, line in enumerate(sheet.lines):
        line.setText(f"Statement {place}")
    sheet.worded.emit(sheet_wording(sheet), "", "")
    stage.wait(lambda: "who declares" in sheet.wrong.said)
    sheet.worded.emit(sheet_wording(sheet), "Ana", "Warwick 12")
    stage.wait(lambda: stage.office.library.instruments()["swemwbs7"].wording_held)
    stage.settle()


def sheet_wording(sheet: Any) -> Any:
    from sfph_desktop.core.domain.own_measures import TypedWording

    items = zip(sheet.instrument.items, sheet.lines, strict=True)
    return TypedWording(items={item.id: line.text() for item, line in items})
