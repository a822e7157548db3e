"""A manager in the window: from an empty framework to a first valued, ranged, evidence-numbered summary, unaided.

The walk is described in `docs/walks/first-valued-summary.md`; run this with `-s` for the steps, presses and seconds.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window, machine_in, pdf_text, said_of

from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases import buyers_outcomes, outcomes, value_lines
from sfph_desktop.core.usecases.machine import default_store_path
from sfph_desktop.core.usecases.office import close_office, create_office
from sfph_desktop.core.usecases.sample import fill_with_sample

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "otter ladder violet teapot harbour"
SHARES = (
    ("20", "The waiting list survey of 2024", "One in five of those who waited felt better too"),
    ("0", "Our register of groups", "Nobody had to leave another group to come to ours"),
    ("25", "Our partners' directory", "The health visitors see a quarter of the same people"),
    ("0", "We count one year only", "Nothing is claimed for later years"),
)
"""What the manager answers to each of the four questions: how many of 100, where from, why."""
MOST_PRESSES = 560
"""Passphrase, sentences and all; 30 minutes have 1,800 seconds."""


@pytest.fixture
def empty_framework(tmp_path: Path) -> Path:
    """The sample with no outcome, no value line and no buyer's framework."""
    folder = tmp_path / "office"
    machine = machine_in(folder)
    store = default_store_path(machine)
    office = create_office(store, name="Hill Street Kitchen", passphrase=PASSPHRASE, machine=machine).office
    fill_with_sample(office)
    held = outcomes.outcome_framework(office)
    for parts in held.outcomes:
        outcomes.remove_outcome(office, int(parts.outcome.id))
    for chosen in held.chosen:
        buyers_outcomes.drop_framework(office, chosen.framework_id)
    for line in value_lines.value_lines(office):
        value_lines.remove_line(office, line.id)
    close_office(office, backup=False)
    return folder


class Walk:
    """The steps of a manager: what, the presses, the words that newly stand on the screen, the machine's seconds."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.steps: list[tuple[str, int, int, float]] = []
        self._read: set[str] = set()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        presses, begun = self.person.presses, time.perf_counter()
        yield
        self.person.settle()
        took = time.perf_counter() - begun
        fresh = set(self.person.reads().splitlines()) - self._read
        self._read |= fresh
        words = sum(len(line.split()) for line in fresh)
        self.steps.append((what, self.person.presses - presses, words, took))

    def told(self) -> str:
        """A table to read; seconds depend on the machine and are never asserted."""
        in_all = ("in all", *(sum(step[part] for step in self.steps) for part in (1, 2, 3)))
        lines = [f"{what:<48} {keys:4} presses {words:5} words {took:6.1f} s"
                 for what, keys, words, took in (*self.steps, in_all)]  # fmt: skip
        return "\n".join(["", *lines])


def test_from_an_empty_framework_to_a_first_valued_summary(qtbot: Any, empty_framework: Path) -> None:
    key = Qt.Key
    with at_the_window(qtbot, empty_framework) as person:
        walk = Walk(person)
        with walk.step("Unlock"):
            person.unlock(PASSPHRASE)
        with walk.step("Go to Impact; it says the four steps"):
            person.press(key.Key_5, control=True)
        assert "A first summary in four steps" in person.reads()
        assert said_of(person.focused()) == "Your outcomes", "the first step has the keyboard"
        with walk.step("Open Your outcomes"):
            person.press(key.Key_Space)
        with walk.step("Say what changes, in everyday words"):
            person.type("satisfied with their life")
            person.wait(lambda: bool(person.page.overview.ask.cards))
        with walk.step("Pick the first suggestion: it is an outcome now"):
            person.press(key.Key_Down, key.Key_Return)
        assert person.notice == "Added “More satisfied with life”."
        assert "ONS4: 4 questions, free to use" in person.reads()
        with walk.step("Go on to what it is worth"):
            person.push("Next: what it is worth", most=40)
        assert said_of(person.focused()) == "Value a change"
        with walk.step("Value a change"):
            person.press(key.Key_Space)
        with walk.step("Find what changed, and choose it"):
            person.type("satisf")
            person.press(key.Key_Down, key.Key_Down)
        with walk.step("Take the value that the library offers for it"):
            person.tab_to("Values found")
        assert "WELLBY" in person.page.new.search.value.title
        with walk.step("Say how long it lasts, and add the line"):
            person.tab_to("How many years")
            person.type("1")
            person.press(key.Key_Return)
        assert "This line is not added to any total." in person.reads()
        for share, source, reason in SHARES:
            title = said_of(person.focused()).partition(":")[0]
            with walk.step(f"Answer: {title}"):
                for said in (share, source, reason):
                    person.type(said)
                    person.press(key.Key_Tab)
        assert "This line is not added to any total." not in person.reads()
        assert "times what went in" in person.reads(person.page.strip)
        with walk.step("Run the toolkit and keep it"):
            person.push("Run the toolkit and keep it", most=30)
        assert person.notice == "Kept as S-0001. Every figure has its evidence number."
        assert "More satisfied with life" in person.reads()
        with walk.step("Make the summary: to Share"):
            for _ in range(4):  # past the other actions of the page
                if said_of(person.focused()) != "Make the summary":
                    person.press(key.Key_Backtab)
            assert said_of(person.focused()) == "Make the summary"
            person.press(key.Key_Space)
        with walk.step("Make it"):
            person.push("Make the summary")
        assert person.notice.startswith("Made: ")
        assert said_of(person.focused()) == "Print"
        sys.stdout.write(walk.told())
        assert len(walk.steps) == 17
        assert person.presses <= MOST_PRESSES
    summary(next((empty_framework / "summaries").glob("*.pdf")))


def summary(file: Path) -> None:
    """What is in the hand at the end: valued, with its range, numbered, an outcome of ours, and open to everybody."""
    assert check_pdf(file) == ()
    said = " ".join(" ".join(pdf_text(file)).split())
    found = r"More satisfied with life More than 14 of the 19 people .{,90} E-\d{4} On average .{,60} points"
    assert re.search(found + r" \([\d.]+ to [\d.]+\)", said), (
        "the outcome that was set down, with its finding and likely range"
    )
    assert "More satisfied with life £260,000" in said, "the outcome is valued"
    assert re.search(r"worth about £260,000 \(likely range £[\d,]+ to £[\d,]+\)", said)
    assert len(set(re.findall(r"E-\d{4}", said))) >= 10
