"""J7 in the window: the return to the network, from Share to the file on a stick, by mouse and by keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.core.usecases.desk_offices import an_office, joined
from tests.core.usecases.import_offices import new_office
from tests.core.usecases.return_office import fill
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, at_the_window, machine_in

from sfph_desktop.core.domain.returns import FIELDS, SPECIAL
from sfph_desktop.core.usecases import desk, lawful_bases
from sfph_desktop.core.usecases.network_return import open_return
from sfph_desktop.core.usecases.office import Office, close_office

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

PASSPHRASE = "harbour lantern porridge thistle"
MOST_CLICKS = 6
LONGEST = 5 * 60.0
READING = 60.0
"""Seconds that somebody takes to read what would leave, besides the machine's own."""
PLANTED = (b"Given", b"Family", b"P00001", b"P00012", b"G1 1AA", b"G11AA", b"Lunch club")
"""What is in the records and names somebody, or would lead to them."""


def _joined_member(folder: Path) -> tuple[Office, Path]:
    """A desk whose questions begin with 2025, and the folder of a member that has joined it, its store closed."""
    network = an_office(folder / "network", "Fit for Purpose Network", is_desk=True)
    head, *asked = desk.present_toml(network).split("[[indicator]]")
    begun = next(line for line in head.splitlines() if line.startswith("first_quarter"))
    few = "[[indicator]]".join([head.replace(begun, 'first_quarter = "2025Q1"'), *asked[:6]])  # few are judged faster
    file = folder / "asked.toml"
    file.write_text(few, encoding="utf-8")
    desk.define(network, file)
    member = new_office(folder / "member")
    fill(member, 24, seed=7)
    for field in FIELDS:  # from before the day at the window
        condition = "explicit_consent" if field in SPECIAL else ""
        lawful_bases.set_basis(member, field, "consent", condition=condition, on=date(2025, 4, 1))
    joined(member, network, folder)
    close_office(member, backup=False)
    return network, folder / "member" / "desk"


def test_j7_the_return_to_the_network(qtbot: Any, tmp_path: Path) -> None:
    network, folder = _joined_member(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    first, second = stick / "first.sfph-return", stick / "second.sfph-return"
    with at_the_window(qtbot, folder, machine_in(folder)) as person:
        person.unlock(PASSPHRASE)
        person.click("Share")
        begun, person.presses = perf_counter(), 0
        person.click("Network")
        assert person.page.sheet.chosen == "2026Q1"  # the last that has ended is proposed
        person.click("Look at what would leave")
        read = person.reads(person.page.sheet)
        assert "Nothing has left yet" in read and "Why: " in read
        assert "held back: fewer than 10 people, or none" in read
        assert "did not agree, or were not asked, and are left out" in read
        person.answering(first)
        person.click("Write the file")
        assert person.presses <= MOST_CLICKS, person.screens
        assert perf_counter() - begun + READING < LONGEST
        assert first.exists()
        assert person.page.view.table.row_of(1_000_001) >= 0  # its receipt is in the list

        # The same once more, without a mouse: nothing has changed, so it is the same file.
        person.press(Qt.Key.Key_7, control=True)
        person.settle()
        person.push("Network", most=20)
        person.push("Look at what would leave", most=20)
        assert "It was made before" in person.reads(person.page.sheet)
        person.answering(second)
        person.press(Qt.Key.Key_Space)  # the keyboard is on Write the file once there is something to write
        person.settle()
        assert second.read_bytes() == first.read_bytes()
    opened = open_return(network, first)
    assert opened.genuine and opened.content.cells
    assert not [one for one in PLANTED if one in opened.container]
    close_office(network, backup=False)
