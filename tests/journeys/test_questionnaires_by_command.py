"""A questionnaire of one's own from an XLSForm, printed, entered by its code, superseded: all by command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.journeys.conftest import Terminal

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.people import add_person

FORM = Path(__file__).parents[1] / "samples" / "xlsforms" / "xlsform-review.xlsx"


def test_a_form_is_added_printed_entered_and_superseded(
    terminal: Terminal, new_office: Callable[[Path], Office]
) -> None:
    office = new_office(terminal.folder / "office")
    add_person(office, ServiceUser(person_ref="P-1", given_name="Mary"))
    close_office(office, backup=False)

    added = terminal.json("instrument", "add", FORM, "--higher", "worse", "--short-name", "REVIEW")
    assert (added["id"], added["items"]) == ("own_review", 11)
    assert any("asked once: Visits" in remark for remark in added["remarks"])

    printed = terminal.json(
        "questionnaire", "print", "own_review", "--person", "P-1", "--stage", "review", "--out", "q.pdf"
    )
    assert (terminal.folder / "q.pdf").read_bytes().startswith(b"%PDF")
    answers = ("LS0001", "44", "1", "2", "3", "1", "0", "0", "04/05/2026", "30", ".")
    outside = terminal.run("questionnaire", "enter", printed["code"], *answers[:2], "9", *answers[3:], status=1)
    assert "does not take 9. Accepted: 1, 2 or 3" in outside
    entered = terminal.json("questionnaire", "enter", printed["code"], *answers)
    assert entered["scores"] == {"total": 6.0}
    told = terminal.run("questionnaire", "enter", "ucla3", "3", "3", "3", status=1)
    assert "is the name of a questionnaire" in told and "sfph questionnaire enter ucla3 ANSWER ... --person" in told
    again = terminal.run("questionnaire", "enter", printed["code"], *answers, status=1)
    assert "already" in again

    (terminal.folder / "own.json").write_text(terminal.run("instrument", "show", "own_review"), encoding="utf-8")
    changed = terminal.json("instrument", "change", "own_review", "own.json", "--higher", "better")
    assert changed["id"] == "own_review_2", "it was answered: another direction is another questionnaire"


def test_a_wording_is_filled_in_kept_printed_and_taken_out(
    terminal: Terminal, new_office: Callable[[Path], Office]
) -> None:
    close_office(new_office(terminal.folder / "office"), backup=False)
    terminal.run("questionnaire", "print", "swemwbs7", "--out", "w.pdf", status=1)
    fill_in = json.loads(terminal.run("instrument", "word", "swemwbs7"))
    assert fill_in["items"]["q1"] == {
        "about": "optimism", "text": "",
        "options": {
            "1": "None of the time", "2": "Rarely", "3": "Some of the time", "4": "Often", "5": "All of the time"
        },
    }  # fmt: skip
    file = terminal.folder / "w.json"
    file.write_text(json.dumps(fill_in), encoding="utf-8")
    declared = ("--by", "Ana", "--terms", "Warwick 12")
    assert "Question 1 has no words" in terminal.run("instrument", "word", "swemwbs7", file, *declared, status=1)
    for place, entry in enumerate(fill_in["items"].values(), start=1):
        entry["text"] = f"Statement {place}"
    fill_in["items"]["q1"]["options"]["9"] = "Twice"
    file.write_text(json.dumps(fill_in), encoding="utf-8")
    assert "does not take 9" in terminal.run("instrument", "word", "swemwbs7", file, *declared, status=1)
    del fill_in["items"]["q1"]["options"]["9"]
    file.write_text(json.dumps(fill_in | {"odd": 1}), encoding="utf-8")
    assert "'odd' is not known here" in terminal.run("instrument", "word", "swemwbs7", file, *declared, status=1)
    file.write_text(json.dumps(fill_in), encoding="utf-8")
    assert "who declares" in terminal.run("instrument", "word", "swemwbs7", file, status=1)
    assert terminal.json("instrument", "word", "swemwbs7", file, *declared)["wording_held"] is True
    for layout in ("normal", "large", "pictures"):
        terminal.run("questionnaire", "print", "swemwbs7", "--layout", layout, "--out", "w.pdf")
    assert terminal.json("instrument", "word", "swemwbs7", "--take-out")["wording_held"] is False
