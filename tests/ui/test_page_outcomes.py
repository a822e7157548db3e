"""Outcomes in the window: from everyday words to a framework by the keyboard alone; frameworks; whole in large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from test_ui_large_text import cut
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.delivery import Service
from sfph_desktop.core.usecases import buyers_outcomes, outcome_words, outcomes
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.services import add_service


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    add_service(real_office, Service(name="Lunch club"))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made_stage:
        yield made_stage


def lonely(office: Office) -> int:
    draft = outcome_words.draft_outcome(office.library, "less lonley", "feels less lonely")
    return int(outcomes.add_outcome(office, draft).value.outcome.id)


def kept(stage: Stage) -> Any:
    return outcomes.outcome_framework(stage.office).outcomes


def to(stage: Stage, wanted: Any) -> None:
    """Tab until something has the keyboard."""
    for _ in range(60):
        if stage.focused() is wanted:
            return
        stage.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {wanted.accessibleName() or wanted}")


def test_from_words_to_an_outcome_without_a_mouse(stage: Stage) -> None:
    stage.go("impact")
    to(stage, stage.frame.pages["impact"].outcomes)
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    page = stage.frame.pages["outcomes"]
    ask = page.overview.ask
    assert stage.focused() is ask.line
    stage.type("folk less lonley")
    stage.wait(lambda: bool(ask.cards) and ask.cards[0].suggestion.phrase.phrase == "feels less lonely")
    assert "3 questions, free to use" in ask.cards[0].accessibleName()
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    stage.wait(lambda: page.sheet is not None and page.sheet.isVisible())
    stage.settle()
    assert stage.focused() is page.sheet.form.rows["title"].editor
    stage.type("People have company")
    to(stage, page.sheet.form.rows["who"].editor)
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    stage.settle()
    to(stage, page.sheet.stages["exit"])
    stage.press(Qt.Key.Key_Space)
    stage.settle()
    (one,) = kept(stage)
    assert (one.outcome.title, one.outcome.phrase, one.outcome.level) == (
        "People have company",
        "folk less lonley",
        "social",
    )
    assert (one.outcome.stages, [i.kind for i in one.indicators]) == ("baseline review exit", ["change", "crossing"])
    stage.press(Qt.Key.Key_Escape)
    stage.settle()
    assert stage.focused() is page.overview.cards[int(one.outcome.id)]
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert page.sheet.isVisible()


def test_for_whom_an_outcome_is_is_chosen_and_kept(stage: Stage) -> None:
    page = stage.go("outcomes", lonely(stage.office))
    row = page.sheet.form.rows["who"]
    row.editor.setCurrentText("People of Lunch club")
    row.editor.activated.emit(row.editor.currentIndex())
    stage.settle()
    assert kept(stage)[0].outcome.service == "Lunch club"


def test_what_is_no_outcome_gets_a_question_and_may_be_kept_in_ones_own_words(stage: Stage) -> None:
    page = stage.go("outcomes")
    ask = page.overview.ask
    stage.type("we run a lunch club")
    stage.wait(lambda: ask.question.isVisible() and "what you do" in ask.question.said)
    assert ask.cards == []
    stage.press(Qt.Key.Key_Return)
    assert stage.focused() is ask.own
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.sheet is not None)
    stage.settle()
    (one,) = kept(stage)
    assert (one.outcome.title, one.indicators) == ("We run a lunch club", ())
    page.sheet.measure.setCurrentIndex(0)
    page.sheet.add_measure.click()
    stage.settle()
    assert len(kept(stage)[0].indicators) == 1 and len(page.sheet.boxes) == 1


def test_what_shows_it_is_changed_refused_and_taken_away(stage: Stage) -> None:
    page = stage.go("outcomes", lonely(stage.office))
    box = next(iter(page.sheet.boxes.values()))
    line = box.form.rows["sentence"]
    line.editor.setText("How lonely people say they are")
    line.editor.editingFinished.emit()
    stage.settle()
    assert kept(stage)[0].indicators[0].sentence == "How lonely people say they are"
    title = page.sheet.form.rows["title"]
    title.editor.setText("  ")
    title.editor.editingFinished.emit()
    stage.settle()
    assert kept(stage)[0].outcome.title == "Feels less lonely"
    next(iter(page.sheet.boxes.values())).remove.click()
    stage.settle()
    assert [one.kind for one in kept(stage)[0].indicators] == ["crossing"]
    stage.window.messages.undo_last()
    stage.settle()
    assert len(kept(stage)[0].indicators) == 2


def test_a_framework_is_chosen_by_country_and_buyer_and_served(stage: Stage) -> None:
    number = lonely(stage.office)
    page = stage.go("outcomes", number)
    assert not page.sheet.official.isVisible()
    page.sheet.buyers_wanted.emit()
    stage.settle()
    page.buyers.asked.emit("Scotland", "integration_authority")
    stage.settle()
    assert next(iter(page.buyers.buttons)) == "SCO-NHWO"
    page.buyers.buttons["SCO-NHWO"].click()
    stage.settle()
    chosen = outcomes.outcome_framework(stage.office).chosen[0]
    assert (chosen.framework_id, chosen.country, chosen.buyer) == ("SCO-NHWO", "Scotland", "integration_authority")
    page.view.choose(number)
    stage.settle()
    page.sheet.official.choose("NHWO-4")
    page.sheet.add_official.click()
    stage.settle()
    assert [one.official_id for one in kept(stage)[0].serves] == ["NHWO-4"]


def test_a_title_that_is_not_official_says_so(stage: Stage) -> None:
    number = lonely(stage.office)
    buyers_outcomes.choose_framework(stage.office, "UN-SDG")
    buyers_outcomes.serve(stage.office, number, [("UN-SDG", "SDG-03")])
    page = stage.go("outcomes", number)
    told = [label.text() for label in page.sheet.findChildren(QLabel)]
    assert any("Not official" in text for text in told)
    assert "not official wording" in page.sheet.official.itemText(0)


def test_an_outcome_is_removed_and_comes_back(stage: Stage) -> None:
    page = stage.go("outcomes", lonely(stage.office))
    page.sheet.remove_wanted.emit()
    stage.settle()
    assert kept(stage) == () and page.overview.isVisible()
    stage.window.messages.undo_last()
    stage.settle()
    assert len(page.overview.cards) == 1


def test_an_outcome_opened_from_elsewhere_is_seen_in_a_narrow_window_and_chosen_in_the_list(stage: Stage) -> None:
    number = lonely(stage.office)
    stage.frame.shell.theme.apply("light", 200)
    stage.window.resize(760, 560)
    page = stage.go("outcomes")
    assert not page.rooms.isVisible(), "a narrow window shows the list first"
    stage.go("outcomes", number)
    stage.wait(lambda: page.sheet is not None and page.sheet.isVisible())
    assert page.view.chosen_record == number


@pytest.mark.parametrize("large", [False, True])
def test_every_part_is_whole_named_and_reached(stage: Stage, large: bool) -> None:
    number = lonely(stage.office)
    buyers_outcomes.choose_framework(stage.office, "SCO-NHWO")
    buyers_outcomes.serve(stage.office, number, [("SCO-NHWO", "NHWO-4")])
    if large:
        stage.frame.shell.theme.apply("light", 200)
        stage.window.resize(760, 560)
    page = stage.go("outcomes")
    page.overview.ask.line.setText("less lonely")
    stage.wait(lambda: bool(page.overview.ask.cards))
    page.view.show_page()

    def judge(part: str) -> None:
        stage.settle()
        stage.qtbot.wait(60)
        assert cut(page) == [], part
        assert unnamed(page) == [], part
        assert not_reached_by_tab(page) == [], part
        assert out_of_order(page) == [], part

    judge("all outcomes")
    page.view.choose(number)
    stage.wait(lambda: page.sheet is not None and page.sheet.isVisible())
    judge("one outcome")
    page.show_buyers()
    judge("the buyers")
