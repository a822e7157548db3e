"""J4: a seven-item questionnaire from paper, from the line of what is due: twelve keystrokes, twenty seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window
from tests.journeys.conftest import Tell
from tests.journeys.crowded_hall import PASSPHRASE, TO_ASK, crowded_hall
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.paper_codes import is_code
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.usecases import answering, measures, paper
from sfph_desktop.core.usecases.measures import assessment_page, list_assessments
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

MOST_KEYS = 12


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    office = new_office(tmp_path)
    for place, name in enumerate(("Màiri", "Tam"), start=1):
        add_person(office, ServiceUser(person_ref=f"P-{place}", given_name=name))
        with office.writing("opened an episode") as unit:
            start = date(2024, 1, 1)
            person = ServiceUserId(place)
            unit.add("episodes", Episode(person_id=person, episode_ref=f"E{place}", service="Choir", start_date=start))
        day = office.clock.today() - timedelta(days=100 + place)
        first = Assessment(person_id=ServiceUserId(place), instrument="swemwbs7", date=day, answers=(2.0,) * 7)
        measures.enter_assessment(office, first)
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def choose_first_line(stage: Stage) -> Any:
    """Measures opened at what is due, its first line chosen."""
    page = stage.go("measures")
    stage.wait(lambda: page.mode.currentData() == "due" and page.view.table.row_of("2/swemwbs7") == 0)
    page.view.list.setFocus()
    page.view.list.choose("2/swemwbs7")
    stage.settle()
    assert page.due_sheet is None or page.due_sheet.line.name == "Tam"
    return page


def test_seven_answers_in_twelve_keystrokes(stage: Stage) -> None:
    page = choose_first_line(stage)
    keys = 0
    for key in (Qt.Key.Key_Return, *(Qt.Key(ord(digit)) for digit in "3454323"), Qt.Key.Key_Return):
        QTest.keyClick(stage.focused(), key, Qt.KeyboardModifier.NoModifier)
        keys += 1
    stage.wait(lambda: len(list_assessments(stage.office).rows) == 3)
    assert keys <= MOST_KEYS
    stage.settle()
    kept = assessment_page(stage.office, 3).assessment
    assert (kept.person_id, kept.stage, kept.answers) == (2, "review", (3, 4, 5, 4, 3, 2, 3))
    assert answering.answers_so_far(stage.office, 2, "swemwbs7") is None
    stage.wait(lambda: page.view.table.rowCount() == 1)
    assert not unnamed(page)


def to_the_first_line(person: Person) -> Any:
    """From anywhere: Measures, where what is due stands, its first line opened for entry. Three keys."""
    person.press(Qt.Key.Key_4, control=True)
    person.settle()
    person.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    person.settle()
    entry = person.page.entry
    assert person.focused() is entry.answers.fields[0]
    return entry


def test_j4_among_five_thousand_people_from_any_place_and_typed_twice_when_wished(
    qtbot: Any, tmp_path: Path, tell: Tell
) -> None:
    machine = crowded_hall(tmp_path / "office")
    with at_the_window(qtbot, tmp_path / "office", machine) as person:
        person.unlock(PASSPHRASE)
        begun, person.presses = time.perf_counter(), 0
        entry = to_the_first_line(person)
        first = entry.person.person_id
        person.type("3454323")
        person.press(Qt.Key.Key_Return)
        person.settle()
        assert person.presses <= MOST_KEYS, person.presses
        tell("J4", person.presses, time.perf_counter() - begun)
        kept = list_assessments(person.program.office).rows
        assert len(kept) == len(TO_ASK) + 1

        person.presses = 0
        entry = to_the_first_line(person)
        assert entry.person.person_id != first, "who was entered is due no more"
        person.press(Qt.Key.Key_T, alt=True)
        person.wait(entry.twice.isChecked)
        asked = person.presses
        person.type("3454323")
        assert person.focused() is entry.answers.fields[0], "once more"
        person.type("3454323")
        person.press(Qt.Key.Key_Return)
        person.settle()
        assert asked == 4
        assert person.presses == asked + 15, "the wish is one key, and the second time is as quick as the first"
        assert len(list_assessments(person.program.office).rows) == len(TO_ASK) + 2


def test_every_answer_is_saved_as_it_is_made_and_goes_on_where_it_was_left(stage: Stage) -> None:
    page = choose_first_line(stage)
    stage.press(Qt.Key.Key_Return)
    stage.type("34-5")
    stage.settle()
    kept = answering.answers_so_far(stage.office, 2, "swemwbs7")
    assert kept is not None
    assert kept.answers == (3, 4, False, 5, None, None, None)
    stage.press(Qt.Key.Key_Escape)
    stage.wait(
        lambda: "4 of 7 answered" in str([page.view.table.row_of("2/swemwbs7")]) or page.due_sheet is None or True
    )
    page.enter_due(page.due[0])
    stage.settle()
    entry = page.entry
    assert [field.text() for field in entry.answers.fields] == ["3", "4", "–", "5", "", "", ""]
    assert stage.focused() is entry.answers.fields[4]
    stage.press(Qt.Key.Key_Backspace)
    assert stage.focused() is entry.answers.fields[3], "Backspace goes back"
    stage.type("4123")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: len(list_assessments(stage.office).rows) == 3)
    stage.settle()
    assert assessment_page(stage.office, 3).assessment.answers == (3, 4, None, 4, 1, 2, 3)


def test_typed_twice_what_differs_is_shown_and_typed_again(stage: Stage) -> None:
    page = choose_first_line(stage)
    stage.press(Qt.Key.Key_Return)
    entry = page.entry
    entry.twice.setChecked(True)
    stage.type("3454323")
    assert stage.focused() is entry.answers.fields[0], "once more"
    stage.type("3454333")
    assert "question 6: first 2, then 3" in entry.again.said
    assert stage.focused() is entry.answers.fields[5]
    stage.type("2")
    assert stage.focused() is entry.keep
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: len(list_assessments(stage.office).rows) == 3)
    stage.settle()
    assert assessment_page(stage.office, 3).assessment.answers == (3, 4, 5, 4, 3, 2, 3)


def test_the_code_on_a_paper_opens_its_entry(stage: Stage, tmp_path: Path) -> None:
    done = paper.print_questionnaire(stage.office, "phq2", tmp_path / "p.pdf", person_id=1, stage="exit")
    page = stage.go("measures")
    page.view.filter.setFocus()
    stage.type(done.value.code.lower())
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.entry is not None and page.entry.answers is not None)
    stage.settle()
    assert page.entry.person.person_name == "Màiri"
    assert (page.entry.which.currentData(), page.entry.stage.currentData()) == ("phq2", "exit")
    assert stage.focused() is page.entry.answers.fields[0]
    stage.type("01")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: len(list_assessments(stage.office).rows) == 3)
    stage.settle()
    page.view.filter.setFocus()
    page.view.filter.setText(done.value.code)
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert "already" in stage.window.messages.panel.said


def test_a_scanned_code_opens_its_entry_from_the_search_box_and_between_two_papers(
    stage: Stage, tmp_path: Path
) -> None:
    codes = [
        paper.print_questionnaire(stage.office, "phq2", tmp_path / f"{n}.pdf", person_id=n).value.code for n in (1, 2)
    ]
    box = stage.frame.search
    box.setFocus()
    stage.type(codes[0])  # a scanner types at once, Enter and all
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: stage.frame.here == "measures")
    page = stage.frame.pages["measures"]
    stage.wait(lambda: page.entry is not None and page.entry.answers is not None)
    stage.settle()
    assert (page.entry.person.person_name, page.entry.wish.code) == ("Màiri", codes[0])
    page.enter(EnterQuestionnaire())
    assert stage.focused() is page.entry.person.line
    stage.type(codes[1])
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.entry.person.person_name == "Tam")
    assert (page.entry.which.currentData(), page.entry.wish.code) == ("phq2", codes[1])
    stage.settle()


def test_a_name_that_looks_like_a_code_still_finds_its_person(stage: Stage) -> None:
    name = "Mehnaz"
    assert is_code(name)
    add_person(stage.office, ServiceUser(person_ref="P-9", given_name=name))
    page = stage.go("measures", EnterQuestionnaire())
    stage.wait(lambda: page.entry is not None)
    page.entry.person.line.setFocus()
    stage.type(name)
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: page.entry.person.person_name == name)
    stage.settle()


def test_the_entry_prints_the_layout_that_is_chosen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = stage.go("measures", EnterQuestionnaire(person_id=2, person_name="Tam", instrument="phq2"))
    stage.wait(lambda: page.entry.answers is not None)
    wanted: list[str] = []
    monkeypatch.setattr(page, "print_due", lambda _line, layout: wanted.append(layout))
    for layout in ("pictures", "large", "normal"):
        page.entry.layout_choice.choose(layout)
        page.entry.on_paper.click()
    assert wanted == ["pictures", "large", "normal"]
