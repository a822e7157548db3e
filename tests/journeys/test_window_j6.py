"""J6: a person's case study on one page in a quarter of an hour, by their agreement; a withdrawal lists every use."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.core.usecases.story_office import fill_record
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, machine_in, pdf_text
from tests.journeys.conftest import Tell

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.office import close_office, create_office

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "otter ladder violet teapot harbour"
MOST_STEPS = 60
"""Presses that are no letters of the story: finding, opening, going on, saving."""
MOST_TO_LIST = 6
"""From the person's page: take it back, and see where it went."""
LETTERS_A_MINUTE, SECONDS_A_STEP = 120, 4
"""A slow hand that thinks."""
WRITTEN = {
    "What mattered to them": "To be of use again, and to be among people.",
    "What happened": "She began with folding, two mornings a week. After a month she showed others how it is done.",
    "What is still hard": "The bus does not run on Sundays.",
}
SAID = "I had forgotten what it is to laugh over a table."


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    here = machine_in(tmp_path / "office")
    made = create_office(default_store_path(here), name="Hill Street Kitchen", passphrase=PASSPHRASE, machine=here)
    fill_record(made.office)
    with made.office.writing("set up") as unit:
        unit.set("recovery_confirmed", "yes")
    close_office(made.office, backup=False)
    return here


class Teller(Person):
    """Somebody who counts the letters of the story apart from the steps."""

    letters = 0

    def write(self, text: str) -> None:
        before = self.presses
        self.type(text)
        self.presses = before
        self.letters += len(text)


def to_ann(person: Teller) -> Any:
    """From anywhere, by the search box, to the person's page."""
    person.press(Qt.Key.Key_K, control=True)
    person.type("reid")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.program.frame is not None and not person.program.frame.search.hasFocus())
    person.settle()
    return person.page


def tell_it(person: Teller, out: Path) -> None:
    """From the person's page: agreement, the words, a quote, and a PDF."""
    people = person.page
    person.wait(lambda: people.ties.shown is not None)
    story = people.ties.story
    assert not story.tell.isEnabled()
    assert "has not agreed that we tell their story" in story.reason.text()
    person.click("Record that they agree: Tell their story")
    person.press(Qt.Key.Key_Return)
    person.settle()
    person.wait(story.tell.isEnabled)
    person.click("Tell their story")
    person.press(Qt.Key.Key_Return)  # the person is chosen already
    person.settle()
    sheet = person.page.sheet
    assert "Joined Laundry" in person.reads(sheet.sections["happened"])
    person.tab_to("Their name in it", 20)
    person.write("Ina")
    person.press(Qt.Key.Key_Tab)
    person.write("A place at the table")
    for title, text in WRITTEN.items():
        person.tab_to(f"Your words: {title}", 12)
        person.write(text)
    person.settle()
    person.click("Write down a quote")
    person.write(SAID)
    person.click("Keep the quote")
    assert SAID in person.reads(sheet.quotes)
    assert "1 page of paper" in sheet.length.text()
    person.answering(out)
    person.click("Save as a PDF")


def test_j6_one_page_in_a_quarter_of_an_hour_and_where_it_went(
    qtbot: Any, tmp_path: Path, machine: Machine, tell: Tell
) -> None:
    out = tmp_path / "ina.pdf"
    with at_the_window(qtbot, tmp_path / "office", machine) as somebody:
        person = Teller(qtbot, somebody.program)
        person.unlock(PASSPHRASE)
        begun, person.presses, person.letters = time.perf_counter(), 0, 0
        to_ann(person)
        tell_it(person, out)
        steps, seconds = person.presses, time.perf_counter() - begun
        tell("J6", steps + person.letters, seconds)
        assert steps <= MOST_STEPS, steps
        assert steps * SECONDS_A_STEP + person.letters / LETTERS_A_MINUTE * 60 < 15 * 60
        assert check_pdf(out) == ()
        (page,) = pdf_text(out)
        words = " ".join(page.split())
        for expected in ("A place at the table", *WRITTEN, SAID, "SWEMWBS: from 17 to 24", "Started a job ("):
            assert expected in words, expected
        for kept_back in ("Ann", "Reid", "Leith Medical"):
            assert kept_back not in words

        person.click("Open their record")
        person.presses = 0
        person.click("They take it back: Tell their story")
        person.press(Qt.Key.Key_Return)
        person.settle()
        uses = person.page.ties.story.uses
        person.wait(
            lambda: "Used in 1 document: ina.pdf (saved as a PDF, 4 May 2026)" in uses.text() and uses.isVisible()
        )
        assert person.presses <= MOST_TO_LIST, person.presses
        assert date(2026, 5, 4) == person.program.office.clock.today()
        person.click("Open their case study")
        person.wait(lambda: not person.page.sheet.print.isEnabled())
        assert "They took it back" in person.page.sheet.stop.said
        assert not any(made.isEnabled() for made in person.page.sheet.save.values())
