"""Promises, Fair Work, Best value and Invest to save in the window: by the keyboard, and nothing cut in large text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, sample_office, stage_of
from PySide6.QtCore import Qt
from test_page_outcomes import to
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.value_rules import why_check
from sfph_desktop.core.usecases import best_value, contracts, fair_work, promises, savings
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.pages import record_room
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    office = sample_office(new_office, tmp_path / "office", people=12)
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def sound(page: Any) -> None:
    assert not unnamed(page)
    assert not not_reached_by_tab(page)
    assert not out_of_order(page)


def test_a_promise_is_made_delivered_and_told_without_a_mouse(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = len(promises.register(stage.office))
    page = stage.go("promises")
    stage.settle()
    page.show_new()
    stage.type("Placements for school leavers")
    form = page.new.form
    to(stage, form.rows["number"].editor)
    stage.type("4")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert "what is counted" in form.rows["unit"]._problem.text()
    to(stage, form.rows["unit"].editor)
    stage.type("placements")
    ref = contracts.contracts(stage.office)[0].contract_ref
    form.rows["contract_ref"]._write(
        next(said for key, said in form.rows["contract_ref"].field.words.items() if key == ref)
    )
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.sheet is not None)
    assert len(promises.register(stage.office)) == there + 1
    part = page.sheet.parts["deliveries"]
    part.form.rows["number"].editor.setFocus()
    stage.type("1.5")
    to(stage, part.form.rows["proof"].editor)
    stage.type("Signed by the school")
    to(stage, part.add_button)
    stage.press(Qt.Key.Key_Space)
    stage.wait(lambda: promises.held(stage.office, page.record).delivered == 1.5)
    stage.settle()
    sound(page)
    page.changes.panel.show_button.click()
    stage.settle()
    assert page.changes.panel.lines[-1].said == ("added this promise",)
    out = tmp_path / "statement.docx"
    monkeypatch.setattr(record_room.QFileDialog, "getSaveFileName", lambda *_args: (str(out), "Word document (*.docx)"))
    page._statement()
    stage.wait(out.exists)


def test_a_case_without_a_saver_is_not_written_and_fair_work_keeps_words(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = stage.go("savings")
    stage.settle()
    page.show_new()
    stage.type("Fewer falls")
    to(stage, page.new.form.rows["invest"].editor)
    stage.type("30,000")
    to(stage, page.new.form.rows["years"].editor)
    stage.type("3")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.sheet is not None)
    out = tmp_path / "case.pdf"
    monkeypatch.setattr(record_room.QFileDialog, "getSaveFileName", lambda *_args: (str(out), "PDF (*.pdf)"))
    page._document()
    stage.settle()
    assert not out.exists()
    part = page.sheet.parts["lines"]
    for name, text in (("what", "falls"), ("amount", "24000"), ("source", "the ward")):
        part.form.rows[name].editor.setFocus()
        stage.type(text)
    to(stage, part.add_button)
    stage.press(Qt.Key.Key_Space)
    stage.wait(lambda: bool(savings.case_page(stage.office, page.record).lines))
    stage.settle()
    assert "covered after 15 months" in page.sheet.findChildren(FigureCanvas)[-1].accessibleDescription()
    page._document()
    stage.wait(out.exists)
    sound(page)

    room = stage.go("fair_work")
    room.open_record(2)
    stage.wait(lambda: room.sheet is not None)
    room.sheet.form.rows["text"].editor.setFocus()
    stage.type("A forum meets every month.")
    room.view.filter.setFocus()
    stage.wait(lambda: fair_work.criterion_numbered(stage.office, 2).text != "")
    sound(room)
    sound(stage.go("best_value"))
    psp = stage.go("psps")
    stage.settle()
    psp.open_record(1)
    stage.wait(lambda: psp.sheet is not None)
    sound(psp)


def test_a_cost_of_the_library_is_taken_with_its_source_and_one_to_be_checked_first_is_not(stage: Stage) -> None:
    there = len(best_value.costs(stage.office))
    page = stage.go("best_value")
    page.library.click()
    stage.settle()
    sheet = page.library_sheet
    sheet.want()
    assert sheet.problem.text() == "Choose a cost in the list."
    stage.type("inpatient")
    sheet.search.search()  # at once, not after the pause for typing
    stage.settle()
    places = {one.id: place for place, one in enumerate(sheet.search._found)}
    doubtful = next(one.id for one in sheet.search._found if why_check(one))
    sheet.form.rows["per"]._write(next(iter(sheet.form.rows["per"].field.words.values())))
    sheet.search.list.choose(places[doubtful])
    assert sheet.search.checked.isHidden()
    sound(page)
    sheet.want()
    stage.settle()
    assert "may not be quoted as it is" in sheet.problem.text()
    assert len(best_value.costs(stage.office)) == there
    sheet.search.list.choose(places["scot_inpatient_stay_1415"])
    sheet.want()
    stage.settle()
    stage.wait(lambda: len(best_value.costs(stage.office)) == there + 1)
    stage.settle()
    kept = best_value.costs(stage.office)[-1]
    assert (kept.unit_value, kept.per) == ("scot_inpatient_stay_1415", "person")
    assert kept.source
    assert page.sheet.isVisible()
