"""The same messy file twice: nobody is added, and what waits, was put right or left out is not asked about again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from import_offices import counts, new_office

from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.held_rows import correct_held, drop_held_row, held_rows
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.people import find_person, remove_person

MESSY = """Our members
Client Ref;Name;DOB;Tue 7 April 2026;Tue 14 April 2026;Tue 21 April 2026
M1;Mary Grant;31/02/1950;P;?;A
M2;Iain Kerr;2/3/1951;P;P;P
;Senga Orr;3/4/1952;P;A;P
M4;Piotr Nowak;4/13/1953;A;P;P
Total;;;3;2;3
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    (tmp_path / "members.csv").write_text(MESSY, encoding="utf-8")
    yield opened
    close_office(opened, backup=False)


def places(office: Office) -> list[tuple[str, str, int, str]]:
    return [(row[1], row[2], row[3], row[11]) for row in held_rows(office).rows]


def test_what_waits_is_kept_once(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    imports.import_file(office, file)
    before, there = places(office), counts(office)
    assert before
    again = imports.import_file(office, file).value
    assert (places(office), counts(office)) == (before, there)
    held = [fate for fate in again.fates if fate.faults and not fate.no_record]
    assert len(held) == len(before)
    assert {fate.before for fate in held} == {"I-0001"}
    # Once the first is taken back, the second keeps them itself.
    imports.undo_import(office, "I-0002")
    imports.undo_import(office, "I-0001")
    imports.import_file(office, file)
    assert [row[1:] for row in places(office)] == [row[1:] for row in before]


def test_what_was_decided_is_not_asked_again(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    imports.import_file(office, file)
    waiting = [row[:6] for row in held_rows(office).rows if row[2].endswith("people")]
    (put_right, left_out) = [row for row in waiting if row[3] in (3, 6)]
    done = correct_held(office, "I-0001", put_right[2], 3, {"DOB": "28/02/1950"})
    drop_held_row(office, "I-0001", left_out[2], 6)
    kept, people = len(places(office)), counts(office)["people"]
    again = imports.import_file(office, file).value
    told = {fate.row: fate for fate in again.fates if fate.sheet == put_right[2] and fate.before}
    assert (told[3].fate, "was put right" in told[3].reason) == ("matched", True)
    assert (told[6].fate, "left out for good" in told[6].reason) == ("held", True)
    assert (len(places(office)), counts(office)["people"]) == (kept, people)
    imports.undo_import(office, "I-0002")
    gone = remove_person(office, find_person(office, "M1").id)
    fates = imports.rehearse(office, file).fates
    (removed,) = [fate for fate in fates if (fate.sheet, fate.row) == (put_right[2], 3)]
    assert (removed.fate, "has been removed since" in removed.reason) == ("held", True)
    undo(office, gone.unit_id)
    undo(office, done.unit_id)
    later = imports.rehearse(office, file)
    assert {fate.before for fate in later.fates if fate.row == 3 and fate.fate == "held"} == {"I-0001"}
