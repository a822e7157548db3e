"""J11: the manager has left. A successor opens the file with the recovery sheet and finds, on one page, what runs, what
is due and where everything is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.journeys.at_the_window import OFFSCREEN_CHATTER, at_the_window, machine_in, pdf_text, said_of
from tests.journeys.conftest import Tell

from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.duties import set_duty
from sfph_desktop.core.usecases.machine import default_store_path
from sfph_desktop.core.usecases.office import close_office, create_office
from sfph_desktop.core.usecases.sample import fill_with_sample

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER, extend=True)

LOST, OWN = "otter ladder violet teapot harbour", "walnut bridge seven candles"
MOST_TO_PAGE = 12
"""Presses from the open office to the page."""
MOST_STEPS = 45
"""Presses in all that are no letters of the key, the passphrase or a file's name."""


def test_j11_a_successor_opens_the_file_with_the_sheet_and_finds_the_page(
    qtbot: Any, tmp_path: Path, tell: Tell
) -> None:
    folder = tmp_path / "laptop"
    machine = machine_in(folder)
    created = create_office(default_store_path(machine), name="Hill Street", passphrase=LOST, machine=machine)
    fill_with_sample(created.office, people=30)
    set_duty(created.office, Duty(what="Orders the soap", who="Ally Hussain", note="The key hangs behind the door"))
    close_office(created.office, backup=False)

    with at_the_window(qtbot, folder, machine) as person:
        person.push("I have lost the passphrase")
        person.tab_to("Recovery key")
        person.type(created.recovery_key)
        person.tab_to("New passphrase")
        person.type(OWN)
        person.settle()
        person.tab_to("The same passphrase again")
        person.type(OWN)
        person.wait(person.step.go.isEnabled)
        person.press(Qt.Key.Key_Return)
        person.settle()
        assert person.program.frame is not None, person.reads()
        inside = person.presses
        person.press(Qt.Key.Key_7, control=True)
        person.settle()
        for _ in range(MOST_TO_PAGE):
            if said_of(person.focused()) == "Handing over":
                break
            person.press(Qt.Key.Key_Tab) if person.presses - inside > 20 else person.press(Qt.Key.Key_Backtab)
        person.press(Qt.Key.Key_Space)
        person.settle()
        assert person.program.frame.here == "handover"
        to_page = person.presses - inside
        said = person.reads(person.page)
        for wanted in (
            "What runs", "Tuesday lunch: every Tuesday at 12:30", "What is due", "Who is who", "Moira Kerr leads",
            "Ally Hussain for the office: orders the soap", "Where everything is", str(default_store_path(machine)),
        ):  # fmt: skip
            assert wanted in said, wanted
        assert to_page <= MOST_TO_PAGE, to_page
        out = tmp_path / "pack.pdf"
        person.answering(out)
        person.push("Save the pack")
        person.wait(out.exists)
        person.settle()
        letters = len(created.recovery_key) + 2 * len(OWN)
        steps = person.presses - letters
        tell("J11", steps, 0.0)
        assert steps <= MOST_STEPS, steps
    assert check_pdf(out) == ()
    text = " ".join(" ".join(pdf_text(out)).split())
    assert "To open the records" in text and "The key hangs behind the door" in text
