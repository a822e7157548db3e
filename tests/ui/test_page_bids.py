"""Bids in the window: by the keyboard from the first bid to a kept answer; undo; policies; large text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, sample_office, stage_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from test_page_outcomes import to
from test_ui_large_text import cut
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases import bids
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.ui.pages import bid_calls


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    office = sample_office(new_office, tmp_path / "office", people=60)
    run_toolkit(office, Selection(period=Period.parse("2025-04-01:2026-03-31")), Choices(draws=0))
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def page_now(stage: Stage) -> Any:
    """The bid that the test made, beside the sample's."""
    found = bids.list_bids(stage.office, "Befriending").rows
    return bids.bid_page(stage.office, int(str(found[0][0]))) if found else None


def begun(stage: Stage) -> Any:
    """A bid with two questions at its workbench, typed."""
    page = stage.go("bids")
    page.show_new()
    stage.type("Befriending")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.whole.currentWidget() is page.desk)
    stage.settle()
    desk = page.desk
    stage.type("How is loneliness reduced, and what is done for carers")
    to(stage, desk.new.form.rows["most"].editor)
    stage.type("50")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert stage.focused() is desk.new.form.rows["text"].editor
    return page


def test_from_a_new_bid_to_a_kept_answer_without_a_mouse(stage: Stage) -> None:
    page = begun(stage)
    desk = page.desk
    stage.press(Qt.Key.Key_Escape)
    to(stage, desk.answer.editor)
    stage.type("Company ")
    to(stage, desk.shelf.search)
    stage.type("lonel")
    assert desk.shelf.chosen is not None
    key = desk.shelf.chosen.key
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert stage.focused() is desk.answer.editor
    stage.type(" is how")
    assert "of 50 words, counted as Microsoft Word counts" in desk.answer.count.text()
    stage.wait(lambda: not desk.answer.editor.waiting)
    stage.settle()
    (one,) = page_now(stage).answers
    assert one.answer is not None
    assert one.answer.text == f"Company {{{key}}} is how"
    assert one.answer.quotes[0].words in desk.answer.editor.toPlainText().replace(f" ({key})", "")
    assert "carers" in desk.answer.gaps.text()
    assert unnamed(desk.answer) == []


def test_a_pause_and_leaving_keep_what_was_typed(stage: Stage) -> None:
    page = begun(stage)
    stage.press(Qt.Key.Key_Escape)
    page.desk.answer.editor.setFocus()
    stage.type("Half a sen")
    stage.go("today")
    stage.settle()
    assert page_now(stage).answers[0].answer.text == "Half a sen"


def test_a_number_that_is_not_there_is_told_where_the_answer_is_written(stage: Stage) -> None:
    page = begun(stage)
    stage.press(Qt.Key.Key_Escape)
    page.desk.answer.editor.setFocus()
    stage.type("See {E-9999}")
    stage.wait(lambda: not page.desk.answer.editor.waiting)
    stage.settle()
    told = page.desk.answer.unknown
    assert told.isVisible()
    assert "There is no evidence number E-9999" in told.text()
    assert "The nearest that may be quoted here: E-0" in told.text()
    page.leave_desk()
    page.desk.answer.page = None  # as when it is opened another day
    page.show_desk()
    page.load()
    stage.settle()
    assert "Nothing stands behind {E-9999}" in told.text()
    page.desk.answer.editor.clear()
    page.desk.answer.editor.flush()
    stage.settle()
    assert not told.isVisible()


def test_no_first_bid_is_offered_beside_a_list_with_one(stage: Stage) -> None:
    page = stage.go("bids")
    stage.settle()
    assert page.view.list.model().rowCount() > 0
    assert page.first.isHidden()
    for row in bids.list_bids(stage.office).rows:
        bids.remove_bid(stage.office, int(str(row[0])))
    page.load()
    stage.settle()
    assert not page.first.isHidden()


def test_a_pause_does_not_run_the_toolkit_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = begun(stage)
    stage.press(Qt.Key.Key_Escape)
    page.desk.answer.editor.setFocus()
    page.desk.shelf.wanted.emit(page.desk.shelf.list.item(0).data(Qt.ItemDataRole.UserRole), "")
    stage.settle()
    fetched: list[str] = []
    for name in ("evidence", "changed"):
        real = getattr(bid_calls, name)
        monkeypatch.setattr(bid_calls, name, lambda *given, n=name, r=real: (fetched.append(n), r(*given))[1])
    stage.type(" and more")
    page.desk.answer.editor.flush()
    stage.settle()
    assert page_now(stage).answers[0].answer.text.endswith(" and more")
    assert fetched == []
    add_person(stage.office, ServiceUser(person_ref="P-NEW", given_name="Ana"))
    page.load()
    stage.settle()
    assert sorted(fetched) == ["changed", "evidence"]


def test_what_the_single_document_asks_is_copied(stage: Stage) -> None:
    page = stage.go("bids")
    page.show_spd()
    stage.settle()
    page.spd.copy_all.click()
    text = QApplication.clipboard().text()
    assert "4B.5  Insurance" in text and "£10m" in text
    assert unnamed(page.spd) == []


def test_too_long_is_told_and_a_limit_of_nothing_is_refused(stage: Stage) -> None:
    page = begun(stage)
    desk = page.desk
    stage.press(Qt.Key.Key_Escape)
    desk.show_question()
    desk.change_question.click()
    sheet = desk.sheet
    to(stage, sheet.form.rows["most"].editor)
    sheet.form.rows["most"].editor.selectAll()
    stage.type("0")
    stage.press(Qt.Key.Key_Tab)
    stage.settle()
    assert "no room" in sheet.form.rows["most"]._problem.text()
    assert page_now(stage).answers[0].question.most == 50
    sheet.form.rows["most"].editor.setFocus()
    sheet.form.rows["most"].editor.selectAll()
    stage.type("2")
    stage.press(Qt.Key.Key_Tab)
    stage.settle()
    stage.press(Qt.Key.Key_Escape)
    desk.answer.editor.setFocus()
    stage.type("one two three")
    assert desk.answer.count.text().startswith("1 too many: 3 of 2 words")


def test_more_than_the_whole_is_no_share_and_it_is_said_what_would_be(stage: Stage) -> None:
    page = begun(stage)
    page.leave_desk()
    stage.settle()
    row = page.sheet.partner.rows["share"]
    row.editor.setText("101")
    row.commit()
    assert row._problem.text() == "'101' is no part of a whole. Write a number from 0 to 100, as in 30 or 12.5."


def test_removing_a_bid_is_undone_whole(stage: Stage) -> None:
    page = begun(stage)
    page.leave_desk()
    stage.settle()
    page.sheet.remove_wanted.emit()
    stage.settle()
    assert page_now(stage) is None
    stage.window.messages.undo_last()
    stage.settle()
    assert len(page_now(stage).answers) == 1


def test_a_bid_opened_from_elsewhere_is_seen_in_a_narrow_window_and_before_the_policies(stage: Stage) -> None:
    stage.window.resize(640, 640)
    stage.go("bids")
    number = int(str(bids.list_bids(stage.office, "").rows[0][0]))
    stage.go("today")
    page = stage.go("bids", number)
    assert page.sheet.isVisible() and page.sheet.page.bid.id == number
    assert page.isAncestorOf(stage.focused())
    page.show_policies()
    stage.settle()
    assert not page.sheet.isVisible()
    stage.go("bids", number)
    assert page.sheet.isVisible()


def test_a_policy_is_added_and_its_end_told_in_today(stage: Stage) -> None:
    page = stage.go("bids")
    page.show_policies()
    stage.settle()
    stage.type("Insurance")
    to(stage, page.policies.sheet.form.rows["expires_on"].editor)
    day = stage.office.clock.today()
    stage.type(f"{day.day}/{day.month}/{day.year}")
    to(stage, page.policies.sheet.add_button)
    stage.press(Qt.Key.Key_Space)
    stage.settle()
    assert page.policies.sheet.table.rowCount() == 3  # with the sample's two
    from sfph_desktop.core.usecases.today import today

    assert any(one.kind == "policy" for one in today(stage.office).due)


@pytest.mark.parametrize("width", [1200, 700])
def test_nothing_is_cut_or_left_out_of_the_keyboards_way(stage: Stage, width: int) -> None:
    page = begun(stage)
    stage.press(Qt.Key.Key_Escape)
    stage.window.resize(width, 640)
    stage.settle()
    stage.qtbot.wait(50)  # the strip of rooms turns as the width comes
    assert cut(page) == []
    assert not_reached_by_tab(stage.window) == []
    page.desk.area.verticalScrollBar().setValue(0)
    assert out_of_order(page.desk) == []
