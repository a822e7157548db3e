"""J5 in the window: a tender answer with five evidenced figures, counted as the buyer counts, to Word in two clicks.

Everything up to the document is done by the keyboard. Afterwards a questionnaire comes in late, and the figure it moves
turns amber, with what it was and what it is.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, machine_in, said_of
from tests.journeys.conftest import Tell
from tests.journeys.test_window_j10 import bring_in_late, late_questionnaire

from sfph_desktop.core.domain.impact import ImpactRun, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.bids import bid_page, list_bids
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.office import close_office, create_office
from sfph_desktop.core.usecases.sample import SAMPLE_PERIOD, fill_with_sample

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "otter ladder violet teapot harbour"
QUESTION = "What difference do you make to wellbeing and loneliness, and what do you do for carers?"
TYPED = "People come for a hot meal and stay for the company. "
MOST_PRESSES = 40
"""Besides the letters that somebody has to type in any program."""
DRAFT_WORDS, LETTERS_A_WORD = 500, 6
"""A whole answer, of which the walk types the first sentence; the figures in it are quoted and not typed."""
LETTERS_A_MINUTE, SECONDS_A_STEP = 200, 4
"""A manager's hand, and a thought before each step; what they think before they write is their own."""


@dataclass(frozen=True)
class Ready:
    """An office with a run, and a questionnaire that is found later."""

    folder: Path
    machine: Machine
    run: ImpactRun
    late: Path


@pytest.fixture
def ready(tmp_path: Path) -> Ready:
    folder = tmp_path / "office"
    machine = machine_in(folder)
    made = create_office(default_store_path(machine), name="Hill Street", passphrase=PASSPHRASE, machine=machine)
    fill_with_sample(made.office, people=60)
    run = run_toolkit(made.office, Selection(period=Period.parse(SAMPLE_PERIOD))).value
    figure = next(one for one in run.changes if one.claimed)
    late = late_questionnaire(made.office, figure, tmp_path / "from the drawer.xlsx")
    close_office(made.office, backup=False)
    return Ready(folder=folder, machine=machine, run=run, late=late)


def tab_until(person: Person, so: Callable[[QWidget], bool], most: int = 40) -> None:
    """Go on with Tab until the keyboard is where it is wanted."""
    for _ in range(most):
        if so(person.focused()):
            return
        person.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come there; it is on {said_of(person.focused())!r}")


def to_the_bids(person: Person) -> Any:
    person.press(Qt.Key.Key_6, control=True)
    person.settle()
    person.push("Other rooms", most=60)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(12):
        if (chosen := menu.activeAction()) is not None and chosen.text() == "Bids":
            break
        person.presses += 1
        QTest.keyClick(menu, Qt.Key.Key_Down)
    person.presses += 1
    QTest.keyClick(menu, Qt.Key.Key_Return)
    person.settle()
    assert person.program.frame is not None and person.program.frame.here == "bids"
    return person.page


def a_question(person: Person) -> None:
    """A bid and its question, from the tender's text."""
    for _ in range(3):  # the button stands before the filter, which has the keyboard
        if said_of(person.focused()) != "Add a bid":
            person.press(Qt.Key.Key_Backtab)
    person.push("Add a bid", most=1)
    person.type("Company in Fife")
    person.press(Qt.Key.Key_Return)
    person.settle()
    person.type(QUESTION)
    tab_until(person, lambda one: said_of(one).startswith("How long the answer may be"))
    person.type("500")
    person.press(Qt.Key.Key_Return)
    person.settle()
    person.press(Qt.Key.Key_Escape)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the menu of rooms, offscreen
def test_j5_a_tender_answer_with_five_figures(qtbot: Any, ready: Ready, tmp_path: Path, tell: Tell) -> None:
    with at_the_window(qtbot, ready.folder, ready.machine) as person:
        person.unlock(PASSPHRASE)
        page = to_the_bids(person)
        began, letters, started = person.presses, 0, time.perf_counter()
        a_question(person)
        letters += len("Company in Fife") + len(QUESTION) + len("500")
        desk = page.desk
        assert "no evidence here speaks to: carers" in desk.answer.gaps.text()
        tab_until(person, lambda one: one is desk.answer.editor)
        person.type(TYPED)
        letters += len(TYPED)
        claimed = [one for one in ready.run.changes if one.claimed][:4]
        wanted = [ready.run.reach.evidence, *(one.evidence for one in claimed)]
        for number in wanted:
            tab_until(person, lambda one: one is desk.shelf.search)
            person.type(number)
            letters += len(number)
            person.press(Qt.Key.Key_Return)
            person.settle()
            assert person.focused() is desk.answer.editor
            desk.shelf.search.clear()
        assert len(desk.answer.editor.chips()) == 5
        count = desk.answer.count.text()
        assert re.fullmatch(r"\d+ of 500 words, counted as Microsoft Word counts", count), count
        steps = person.presses - began - letters
        tell("J5", steps + letters, time.perf_counter() - started)
        assert steps <= MOST_PRESSES, steps
        typed = letters + DRAFT_WORDS * LETTERS_A_WORD
        assert steps * SECONDS_A_STEP + typed / LETTERS_A_MINUTE * 60 < 20 * 60, (steps, typed)

        word = tmp_path / "answer.docx"
        before = person.presses
        person.answering(word)
        person.click("To Word")
        person.wait(word.exists)
        person.settle()
        clicks = person.presses - before - 1  # the file's name is picked, and Enter takes it: one click more
        assert clicks == 2
        read = "\n".join(one.text for one in docx.Document(str(word)).paragraphs)
        assert all(number in read for number in wanted)
        assert "Evidence annex" in read
        assert TYPED.strip() in read

        bring_in_late(person, ready.late)
        page = to_the_bids(person)
        desk = page.desk
        figure = claimed[0]
        person.wait(lambda: bool(desk.changed))
        changed = next(one for one in desk.changed if figure.evidence in one.token)
        assert f"then {figure.improved} of {figure.pairs} people improved, today {figure.improved + 1}" in changed.words
        page.show_desk()
        person.settle()
        assert changed.words in person.reads(desk)
        assert "changed since" in desk.answer.editor.accessibleDescription()
        person.click("Use today's figure")
        person.wait(lambda: not any(figure.evidence in one.token for one in desk.changed))
        person.settle()
        frame = person.program.frame
        assert frame is not None
        number = next(int(str(row[0])) for row in list_bids(frame.office).rows if row[2] == "Company in Fife")
        answer = bid_page(frame.office, number).answers[0].answer
        assert answer is not None
        assert figure.evidence not in answer.text
        assert any(f"{figure.improved + 1} of {figure.pairs + 1}" in one.number for one in answer.quotes)
