from __future__ import annotations

import codecs
import csv
from pathlib import Path

import pytest

from sfph_desktop.core.interchange.caps import Caps, Refused
from sfph_desktop.core.interchange.csv_in import encoding_of, guess_delimiter, rows

TEXT = "person_ref,given_name,notes\r\nP1,Màiri,café £5\r\nP2,Zoë,“quoted”\r\n"
WANTED = [["person_ref", "given_name", "notes"], ["P1", "Màiri", "café £5"], ["P2", "Zoë", "“quoted”"]]


def read(tmp_path: Path, data: bytes, caps: Caps | None = None) -> list[list[str]]:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    return list(rows(path, caps or Caps()))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16 marked", "utf-16-le", "utf-16-be marked", "utf-16-be", "cp1252"],
)
def test_every_encoding_that_spreadsheets_write(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == WANTED


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_also_where_others_stand_in_cells(tmp_path: Path, delimiter: str) -> None:
    lines = [f'ref{delimiter}"a; b, c"{delimiter}cost', f'1{delimiter}"x, y"{delimiter}"36,50"']
    assert read(tmp_path, "\n".join(lines).encode()) == [["ref", "a; b, c", "cost"], ["1", "x, y", "36,50"]]


def test_the_delimiter_that_a_file_tells_itself_is_taken_and_counts_as_a_row(tmp_path: Path) -> None:
    assert read(tmp_path, b"sep=;\r\na;b,c\r\n1;2\r\n") == [[], ["a", "b,c"], ["1", "2"]]


def test_one_column_is_no_delimiter() -> None:
    assert guess_delimiter("person_ref\nP1\n") == ","


def test_line_ends_inside_quotation_marks_stay_in_their_cell(tmp_path: Path) -> None:
    assert read(tmp_path, b'ref,notes\r\n1,"two\r\nlines"\r\n') == [["ref", "notes"], ["1", "two\r\nlines"]]


def test_escaped_cells_come_back_as_they_were(tmp_path: Path) -> None:
    assert read(tmp_path, b"phone,name\n'+44 141,'O'Brien\n") == [["phone", "name"], ["+44 141", "'O'Brien"]]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, b"\xff\xfe\x00", b"a,b\n\x81\x8d,1\n"]
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        encoding_of(data)


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="too long"):
        read(tmp_path, b'a,"' + b"x" * 60_000)


def test_a_quotation_mark_that_never_closes_is_refused_rather_than_swallowing_rows(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="never closed"):
        read(tmp_path, b'person_ref,given_name\nA,"unclosed\nB,b\n')
    assert read(tmp_path, b'ref,note\nA,"two\nlines"\nB,5" pipe\n')[2] == ["B", '5" pipe']


def test_how_long_a_cell_may_be_is_this_reader_s_own_and_no_other_table_is_touched(tmp_path: Path) -> None:
    before = csv.field_size_limit(1_000_000)
    try:
        test_a_cell_without_end_is_refused(tmp_path)
        assert csv.field_size_limit() == 1_000_000
    finally:
        csv.field_size_limit(before)
