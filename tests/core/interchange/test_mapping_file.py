"""A mapping goes out as TOML and comes back the same; what is wrong in one is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sheet_plans import SheetTold
from sfph_desktop.core.interchange.mapping_file import parse_mapping, read_mapping, write_mapping

TOLD = {
    'Clients "2025"\\26': SheetTold(
        kind="people", heading_row=5, columns={"Client Ref": "people.person_ref", "CHI\nno": "-"},
        fixed={"service": "Befriending"}, not_answered=("99", "dnc"),
    ),
    "Lunch club": SheetTold(kind="register", marks={"x": "absent"}),
    "Lookups": SheetTold(leave_out=True),
}  # fmt: skip


def test_there_and_back(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(write_mapping(TOLD), encoding="utf-8")
    assert read_mapping(file) == TOLD


def test_the_short_form_says_columns_only() -> None:
    assert parse_mapping('["people"]\n"Code" = "person_ref"\n"sheet" = "-"\n') == {
        "people": SheetTold(columns={"Code": "person_ref", "sheet": "-"})
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people", "not TOML"),
        ('people = "x"', "must be a table"),
        ("[people]\nCode = 3", "'Code' must be a column's name"),
        ('[people.sheet]\nkind = "shoes"', "no kind of sheet 'shoes'"),
        ("[people.sheet]\nheading_row = -1", "number of a row"),
        ('[people.marks]\nx = "perhaps"', "'x' must mean present or absent"),
        ("[people.sheet]\nnot_answered = 99", "a list of signs"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(UserCanFix) as wrong:
        parse_mapping(text, "m.toml")
    assert "m.toml" in wrong.value.what
    assert said in wrong.value.why
