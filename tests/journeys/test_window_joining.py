"""Two records of one person at the window: offered with reasons, joined, looked at, taken apart, said to be two.

On a store of 5,000 people and 200,000 visits, from Today on, without a mouse; the keys counted.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, Person, at_the_window
from tests.journeys.conftest import Tell
from tests.journeys.crowded_hall import PASSPHRASE, TWICE, crowded_hall

from sfph_desktop.core.usecases.joining import duplicates

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

(FIRST, _), (LATER, _) = TWICE
MOST_KEYS = 16
"""For a decision, from any place: find somebody by their reference, see the other record, say what is so."""


def find(person: Person, ref: str) -> Any:
    """By the search box: their page."""
    person.press(Qt.Key.Key_K, control=True)
    person.type(ref)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.program.frame.search.hasFocus())
    person.settle()
    return person.page.ties.same


def offered(same: Any) -> list[str]:
    return [panel.said for panel in same.panels if panel.isVisible()]


def test_offered_joined_looked_at_taken_apart_and_two_people_for_ever(qtbot: Any, tmp_path: Path, tell: Tell) -> None:
    machine = crowded_hall(tmp_path / "office")
    with at_the_window(qtbot, tmp_path / "office", machine) as person:
        person.unlock(PASSPHRASE)

        begun, person.presses = perf_counter(), 0
        same = find(person, LATER)
        why = "The same family name, given names that are nearly the same, the same date of birth."
        assert offered(same) == [f"May be the same as Catriona Urquhart, {FIRST}. Score 77 of 100. {why}"]
        person.push(f"Look at {FIRST} and decide")
        assert "31 Jan 1950" in person.reads(person.page.sheet), "the two are looked at side by side"
        person.push("It is the same person")
        assert "count as one person" in person.notice
        assert person.presses <= MOST_KEYS, person.presses
        tell("Joined", person.presses, perf_counter() - begun)

        begun, person.presses = perf_counter(), 0
        same = find(person, LATER)
        assert person.page.sheet.facts.page.person.person_ref == FIRST, "whoever is looked for is found as one"
        assert offered(same) == [f"{LATER} counts as this record. Cat Urquhart"]
        person.push(f"Open {LATER}")
        assert person.page.sheet.facts.page.person.person_ref == LATER, "both records stay"
        assert offered(same) == [f"This record counts as {FIRST}, Catriona Urquhart."]
        person.push("Take apart")
        assert person.presses <= MOST_KEYS, person.presses
        tell("Looked at and taken apart", person.presses, perf_counter() - begun)

        begun, person.presses = perf_counter(), 0
        person.push(f"Look at {FIRST} and decide")
        person.push("They are two people")
        assert "they are not offered again" in person.notice
        assert person.presses <= MOST_KEYS, person.presses
        tell("Said to be two people", person.presses, perf_counter() - begun)

    with at_the_window(qtbot, tmp_path / "office", machine) as person:
        person.unlock(PASSPHRASE)
        for ref in (LATER, FIRST):
            same = find(person, ref)
            assert person.page.sheet.facts.page.person.person_ref == ref
            assert same.isHidden(), "remembered for ever"
        assert duplicates(person.program.office).rows == ()
