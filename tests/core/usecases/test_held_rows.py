"""Rows that wait are kept with their reason, can be corrected, and come in when they are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from import_offices import SESSIONS, bring, counts, new_office, rows, sheet

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.held_rows import (
    correct_held,
    correct_held_by_id,
    drop_held_row,
    held_row,
    held_row_by_id,
    held_rows,
    try_held_again,
)
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, close_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    bring(
        opened,
        sheet("people", "person_ref given_name family_name date_of_birth", ("P1", "Ana", "Reid", "31/02/1950"),
              (None, "Bo", "Kerr", date(1960, 1, 2)), ("P3", "Cat", "Ross", "1/1/1970"),
              ("P4", "Cath", "Ross", "1/1/2030")),
        SESSIONS,
        sheet("attendance", "session_ref person_ref", ("S1", "P1")),
    )  # fmt: skip
    yield opened
    close_office(opened, backup=False)


def waiting(office: Office) -> list[tuple[str, int, str, str]]:
    return [(row[2], row[3], row[4], row[5]) for row in held_rows(office, "I-0001").rows]


def test_what_waits_is_listed_with_its_cells(office: Office) -> None:
    assert waiting(office) == [
        ("people", 2, "held", "date_of_birth"), ("people", 3, "refused", "person_ref"),
        ("people", 5, "held", "date_of_birth"), ("attendance", 2, "held", "person_ref"),
    ]  # fmt: skip
    assert len(held_rows(office).rows) == 4
    found = held_row(office, "I-0001", "people", 2)
    assert found.kind == "people"
    assert found.cells == {
        "person_ref": "P1", "given_name": "Ana", "family_name": "Reid", "date_of_birth": "31/02/1950",
    }  # fmt: skip
    assert found.fate.value == "31/02/1950"


def test_a_corrected_row_comes_in_and_so_does_what_waited_for_it(office: Office) -> None:
    done = correct_held(office, "I-0001", "people", 2, {"date_of_birth": "28/02/1950"})
    assert done.value.fate == "created"
    assert {"people", "imports"} <= done.changed
    assert rows(office, "SELECT date_of_birth FROM people WHERE person_ref = 'P1'") == [(to_day(date(1950, 2, 28)),)]
    assert done.why.endswith(", and 1 row that waited for it")
    assert counts(office)["attendance"] == 1
    assert [row[:2] for row in waiting(office)] == [("people", 3), ("people", 5)]
    undo(office, done.unit_id)
    assert (counts(office)["attendance"], len(waiting(office))) == (0, 4)


def test_a_refused_row_can_be_corrected_too(office: Office) -> None:
    assert correct_held(office, "I-0001", "people", 3, {"person_ref": "P2"}).value.fate == "created"
    assert rows(office, "SELECT given_name FROM people WHERE person_ref = 'P2'") == [("Bo",)]


def test_a_correction_that_is_not_right_yet_keeps_what_was_typed(office: Office) -> None:
    fate = correct_held(office, "I-0001", "people", 2, {"date_of_birth": "1/1/2040"}).value
    assert (fate.fate, fate.reason) == ("held", "This day lies in the future.")
    found = held_row(office, "I-0001", "people", 2)
    assert found.cells["date_of_birth"] == "1/1/2040"
    assert found.fate.reason == "This day lies in the future."
    assert len(waiting(office)) == 4


def test_what_was_only_doubtful_comes_in_as_it_is(office: Office) -> None:
    assert correct_held(office, "I-0001", "people", 5, {}).value.fate == "held"
    assert correct_held(office, "I-0001", "people", 5, {}, as_it_is=True).value.fate == "created"
    assert correct_held(office, "I-0001", "people", 2, {}, as_it_is=True).value.fate == "held"


def test_undoing_a_correction_makes_the_row_wait_again(office: Office) -> None:
    done = correct_held(office, "I-0001", "people", 2, {"date_of_birth": ""})
    assert done.value.fate == "created"
    assert ("people", 2) not in [row[:2] for row in waiting(office)]
    undo(office, done.unit_id)
    assert ("people", 2) in [row[:2] for row in waiting(office)]
    assert rows(office, "SELECT * FROM people WHERE person_ref = 'P1'") == []
    imports.undo_import(office, "I-0001")
    assert counts(office)["people"] == 0
    assert waiting(office) == []
    with pytest.raises(UserCanFix, match="taken back"):
        correct_held(office, "I-0001", "people", 2, {})


def test_what_is_not_there_is_said(office: Office) -> None:
    with pytest.raises(UserCanFix, match="No row 99"):
        correct_held(office, "I-0001", "people", 99, {})
    with pytest.raises(UserCanFix, match="no import"):
        correct_held(office, "I-7", "people", 2, {})
    with pytest.raises(UserCanFix, match="no column 'shoe'"):
        correct_held(office, "I-0001", "people", 2, {"shoe": "4"})


def test_all_that_waits_is_tried_again_at_once(office: Office) -> None:
    nothing = try_held_again(office, "I-0001")
    assert (nothing.value.came_in, nothing.value.waiting, nothing.unit_id) == (0, 4, 0)
    bring(office, sheet("people", "person_ref", ("P1",)))
    done = try_held_again(office)
    assert [(fate.sheet, fate.row, fate.fate) for fate in done.value.fates if fate.fate == "created"] == [
        ("attendance", 2, "created")
    ]
    assert (done.value.came_in, done.value.waiting) == (1, 3)
    assert len(waiting(office)) == 3
    undo(office, done.unit_id)
    assert counts(office)["attendance"] == 0
    assert len(waiting(office)) == 4


def test_a_row_left_out_waits_no_more_and_the_decision_can_be_undone(office: Office) -> None:
    done = drop_held_row(office, "I-0001", "people", 3)
    assert ("people", 3) not in [row[:2] for row in waiting(office)]
    assert [row[2:4] for row in held_rows(office, "I-0001", dropped=True).rows] == [("people", 3)]
    assert held_row(office, "I-0001", "people", 3).dropped
    undo(office, done.unit_id)
    assert ("people", 3) in [row[:2] for row in waiting(office)]
    drop_held_row(office, "I-0001", "people", 3)
    assert correct_held(office, "I-0001", "people", 3, {"person_ref": "P2"}).value.fate == "created"
    assert not held_rows(office, "I-0001", dropped=True).rows


def test_a_row_is_found_by_its_number_in_the_list_too(office: Office) -> None:
    row_id = held_rows(office).rows[0][0]
    assert isinstance(row_id, int)
    assert held_row_by_id(office, row_id) == held_row(office, "I-0001", "people", 2)
    assert correct_held_by_id(office, row_id, {"date_of_birth": ""}).value.fate == "created"
    with pytest.raises(UserCanFix, match="not held any more"):
        held_row_by_id(office, 99)


def test_an_import_of_which_nothing_came_in_can_be_taken_back(office: Office) -> None:
    report = bring(office, sheet("people", "person_ref", (None,), (" ",), ("TOTAL",)))
    assert len(held_rows(office, report.import_id).rows) == 1
    imports.undo_import(office, report.import_id)
    assert not held_rows(office, report.import_id).rows
