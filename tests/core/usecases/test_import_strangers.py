"""A list that counts its rows gives 1 to its first person, and so does the next list: nobody becomes somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from import_offices import new_office, rows

from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.held_rows import correct_held, drop_held_row, held_rows, try_held_again
from sfph_desktop.core.usecases.office import Office, close_office

SPRING = """No.,Name,DOB,Joined
1,Ann Baird,03/04/1950,02/03/2026
2,Bill Carr,05/06/1961,09/03/2026
3,Cora Dunn,07/08/1972,16/03/2026
"""
AUTUMN = """No.,Name,DOB,Joined
1,Elsie Frame,01/02/1944,05/10/2026
2,Bill Carr,05/06/1961,05/10/2026
3,Gus Hardie,11/12/1939,12/10/2026
"""
REGISTER = """Client Ref,Name,Mon 5 Oct 2026,Mon 12 Oct 2026,Mon 19 Oct 2026
1,Elsie Frame,P,P,P
2,Bill Carr,P,A,P
"""
PART = "people › episodes"
JOINED = "SELECT family_name, count(*) FROM people JOIN episodes ON person_id = people.id GROUP BY 1 ORDER BY 1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with the list of the spring, and that of the autumn brought in after it."""
    opened = new_office(tmp_path)
    for name, text in (("spring", SPRING), ("autumn", AUTUMN)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        imports.import_file(opened, tmp_path / f"{name}.csv", fixed={"service": "Lunch club"})
    yield opened
    close_office(opened, backup=False)


def named(office: Office) -> list[str]:
    return [name for (name,) in rows(office, "SELECT family_name FROM people ORDER BY person_ref")]


def waiting(office: Office) -> set[tuple[str, int]]:
    return {(row[2], row[3]) for row in held_rows(office).rows}


def test_nobody_is_renamed_and_nothing_of_a_stranger_is_theirs(office: Office) -> None:
    assert named(office) == ["Baird", "Carr", "Dunn"]
    assert rows(office, JOINED) == [("Baird", 1), ("Carr", 2), ("Dunn", 1)]
    assert waiting(office) == {("people", 2), ("people", 4), (PART, 2), (PART, 4)}
    (said,) = {row[7] for row in held_rows(office).rows if (row[2], row[3]) == ("people", 2)}
    assert said == "1 is somebody of another name in the store: is 'Elsie Frame' meant?"


def test_somebody_new_takes_what_hangs_on_them_along(office: Office) -> None:
    done = correct_held(office, "I-0002", "people", 2, {"person_ref": "new"})
    assert done.value.fate == "created"
    assert named(office) == ["Baird", "Carr", "Dunn", "Frame"]
    assert rows(office, JOINED) == [("Baird", 1), ("Carr", 2), ("Dunn", 1), ("Frame", 1)]
    assert waiting(office) == {("people", 4), (PART, 4)}


@pytest.mark.parametrize("left_out", [False, True])
def test_tried_again_alone_it_still_is_nobody_elses(office: Office, *, left_out: bool) -> None:
    if left_out:
        drop_held_row(office, "I-0002", "people", 4)
    assert correct_held(office, "I-0002", PART, 4, {}).value.fate == "held"
    try_held_again(office)
    assert rows(office, JOINED) == [("Baird", 1), ("Carr", 2), ("Dunn", 1)]
    assert named(office) == ["Baird", "Carr", "Dunn"]


def test_who_is_meant_after_all_is_renamed_with_what_is_theirs(office: Office) -> None:
    assert correct_held(office, "I-0002", "people", 4, {}, as_it_is=True).value.fate == "changed"
    assert named(office) == ["Baird", "Carr", "Hardie"]
    assert rows(office, JOINED) == [("Baird", 1), ("Carr", 2), ("Hardie", 2)]


def test_a_new_family_name_alone_is_no_other_person(office: Office, tmp_path: Path) -> None:
    (tmp_path / "married.csv").write_text("No.,Name,DOB\n3,Cora Ellis,07/08/1972\n", encoding="utf-8")
    imports.import_file(office, tmp_path / "married.csv")
    assert named(office) == ["Baird", "Carr", "Ellis"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("3,Cora Ellis,01/02/1944", "Dunn"),  # the same first name, born another day: somebody else
        ("3,Cora Dunn,08/07/1972", "Dunn"),  # the same name: the day is put right
        ("3,C. Dunne,01/02/1944", "Dunne"),
        ("3,Dunn Cora,01/02/1944", "Cora"),
        ("3,Cora,01/02/1944", "Dunn"),
    ],
)
def test_half_a_name_and_another_day_of_birth_is_another_person(
    office: Office, tmp_path: Path, line: str, kept: str
) -> None:
    (tmp_path / "one.csv").write_text(f"No.,Name,DOB\n{line}\n", encoding="utf-8")
    imports.import_file(office, tmp_path / "one.csv")
    held = [row for row in held_rows(office).rows if row[1] == "I-0003"]
    assert named(office)[2] == kept
    assert bool(held) == (line.split(",")[1] in ("Cora Ellis", "Cora"))


def test_a_register_marks_nobody_who_only_has_the_number(office: Office, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    imports.import_file(office, tmp_path / "register.csv", fixed={"service": "Lunch club"})
    came = "SELECT DISTINCT family_name FROM attendance JOIN people ON people.id = person_id"
    assert rows(office, came) == [("Carr",)]
