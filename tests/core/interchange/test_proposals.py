from __future__ import annotations

from datetime import date

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.domain.workbook import RawSheet, sheet
from sfph_desktop.core.interchange.proposals import Proposal, propose

TODAY = date(2026, 11, 22)


def proposal(kind: str, header: str, *rows: tuple[object, ...], first_row: int = 2) -> Proposal:
    raw = RawSheet(name=kind, header=tuple(header.split()), rows=rows, first_row=first_row)
    return propose(raw, sheet(kind), TODAY)


def test_good_rows_become_columns() -> None:
    found = proposal(
        "sessions",
        "session_ref service date minutes",
        ("S1", "Lunch", "1/4/25", 90),
        ("S2", "Lunch", date(2025, 4, 2), ""),
    )
    assert found.columns["session_ref"] == ["S1", "S2"]
    assert found.columns["date"] == [to_day(date(2025, 4, 1)), to_day(date(2025, 4, 2))]
    assert found.columns["minutes"] == [90, None]
    assert found.column("place") == ["", ""]
    assert found.column("unnamed_low") == [None, None]
    assert list(found.good()) == [0, 1]


def test_a_broken_needed_cell_refuses_and_another_broken_cell_holds() -> None:
    found = proposal(
        "sessions",
        "session_ref service date minutes unnamed_low",
        ("S1", "Lunch", "31/02/2025", "many", 3),
        ("S2", "Lunch", "1/4/25", "many", -1),
        ("", "Lunch", "1/4/25", 90, 0),
        ("S4", "Lunch", "1/4/25", 90, 0),
    )
    fates = found.troubles
    assert {i: (f.fate, f.column, f.row) for i, f in fates.items()} == {
        0: ("refused", "date", 2), 1: ("held", "minutes", 3), 2: ("refused", "session_ref", 4),
    }  # fmt: skip
    assert fates[0].value == "31/02/2025"
    assert "31/03/2025" in fates[0].accepted
    assert list(found.good()) == [3]


def test_blank_rows_are_no_rows_and_numbers_of_rows_stay() -> None:
    found = proposal("people", "person_ref notes", ("P1", ""), (None, "  "), ("", None), ("P2", "x"), first_row=6)
    assert list(found.rows) == [6, 9]
    assert found.columns["person_ref"] == ["P1", "P2"]


def test_short_rows_are_filled_up() -> None:
    found = proposal("people", "person_ref given_name notes", ("P1",), ("P2", "Ana"))
    assert found.columns["given_name"] == ["", "Ana"]
    assert found.column("notes") == ["", ""]


def test_items_are_numbers_or_hold_the_row() -> None:
    found = proposal("assessments", "person_ref instrument date item_1 item_2", ("P1", "ucla3", "1/4/25", 2, ""),
                     ("P1", "ucla3", "2/4/25", "often", 1))  # fmt: skip
    assert found.items == {1: [2.0, None], 2: [None, 1.0]}
    assert found.troubles[1].column == "item_1"


def test_the_first_trouble_is_the_one_that_is_told_and_doubts_can_be_waived() -> None:
    found = proposal("people", "person_ref", ("P1",), ("P2",))
    found.hold(0, "person_ref", "first")
    found.hold(0, "person_ref", "second")
    assert found.troubles[0].reason == "first"
    found.as_it_is = True
    found.hold(1, "person_ref", "a doubt", doubt=True)
    assert 1 not in found.troubles
    found.hold(1, "person_ref", "a fault")
    assert found.troubles[1].reason == "a fault"


def test_the_cells_of_a_row_are_kept_as_text() -> None:
    found = proposal("people", "person_ref date_of_birth notes shoes", ("P1", date(1950, 1, 2), None, 42))
    assert found.texts(0) == {"person_ref": "P1", "date_of_birth": "1950-01-02"}
    assert found.unknown == ("shoes",)


def test_an_empty_sheet_proposes_nothing_and_a_missing_column_refuses_the_sheet() -> None:
    assert len(proposal("people", "person_ref")) == 0
    assert len(proposal("people", "")) == 0
    with pytest.raises(UserCanFix, match="service"):
        proposal("sessions", "session_ref date", ("S1", "1/4/25"))
