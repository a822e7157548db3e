from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from spreadsheets import ods, with_a_cell_far_away, write_xlsx, xlsx

from sfph_desktop.core.domain.ports import silent
from sfph_desktop.core.domain.problems import Stopped, UserCanFix
from sfph_desktop.core.interchange import reader, reader_child
from sfph_desktop.core.interchange.caps import Caps
from sfph_desktop.core.interchange.reader import ColumnRows, read

DAY = date(2025, 3, 31)
ROWS = [["person_ref", "date_of_birth", "minutes"], ["P1", DAY, 90], ["P2", None, 2.5], ["P3", "31/02/2025", None]]


def test_a_workbook_comes_over_with_its_types(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"people": ROWS, "empty": [], "More": [[None, None], [None, "x"]]})
    reading = read(path)
    people, empty, more = reading.grids
    assert reading.form == "xlsx"
    assert [tuple(row) for row in people.rows] == [
        ("person_ref", "date_of_birth", "minutes"), ("P1", DAY, 90.0), ("P2", "", 2.5), ("P3", "31/02/2025", ""),
    ]  # fmt: skip
    assert len(empty.rows) == 0
    assert (more.first_row, list(more.rows)) == (2, [("x",)])


def test_one_sheet_alone_and_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"people": ROWS, "Clients": ROWS})
    assert [grid.name for grid in read(path, sheet="clients").grids] == ["Clients"]
    with pytest.raises(UserCanFix, match="no sheet 'Staff'"):
        read(path, sheet="Staff")


def test_open_documents_too(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(ods({"people": ROWS}))
    (people,) = read(path).grids
    assert list(people.rows)[1:3] == [("P1", DAY, 90.0), ("P2", "", 2.5)]


def test_a_folder_gives_only_files_with_the_names_of_sheets(tmp_path: Path) -> None:
    for name in ("people.csv", "Sessions.CSV", "secret.csv", "people.txt"):
        (tmp_path / name).write_text("person_ref,session_ref,service,date\n1,2,3,4\n", encoding="utf-8")
    (tmp_path / "events.csv").symlink_to(tmp_path / "secret.csv")
    reading = read(tmp_path)
    assert [grid.name for grid in reading.grids] == ["people", "sessions"]
    assert reading.not_read == ("events.csv", "secret.csv")
    with pytest.raises(UserCanFix, match="has the name of a sheet"):
        (tmp_path / "none").mkdir()
        read(tmp_path / "none")


OLE = b"\xd0\xcf\x11\xe0" + b"x" * 600
"""How old Excel files begin, and new ones that are locked."""


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("gone.xlsx", None, "no such file"),
        ("empty.xlsx", b"", "empty"),
        ("old.xls", OLE, "damaged"),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("locked.xls", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("old.csv", OLE, "an old Excel file, but ends in .csv"),
        ("old.xlsx", OLE, "Rename it to end in .xls"),
        ("text.xlsx", b"person_ref\nP1\n", "something else"),
        ("book.csv", xlsx({"people": ROWS}), "something else"),
        ("paper.pdf", b"%PDF-1.7", "not spreadsheets"),
        ("nothing", b"person_ref\n", "not spreadsheets"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_file_and_what_would_be(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UserCanFix) as refused:
        read(path)
    assert name in refused.value.what
    assert said in refused.value.why
    assert ".ods" in refused.value.do
    assert refused.value.problems[0].file == name


def test_a_file_over_the_size_is_not_even_opened(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"people": ROWS})
    with pytest.raises(UserCanFix, match="larger than 0 MB"):
        read(path, caps=Caps(file_size=100))


def test_too_many_rows_columns_and_cells_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"people": ROWS})
    for caps in (Caps(rows=3), Caps(columns=2), Caps(cells=11)):
        with pytest.raises(UserCanFix, match="larger than"):
            read(path, caps=caps)


def test_a_child_that_runs_out_of_memory_is_a_refused_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_a_cell_far_away(xlsx({"people": ROWS})))
    with pytest.raises(UserCanFix, match="memory"):
        read(path)


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"people": [["person_ref"], *(["P"] for _ in range(20_000))]})
    calls = []

    def stop(done: int, total: int, what: str) -> None:
        calls.append(what)
        if len(calls) > 1:
            raise Stopped

    with pytest.raises(Stopped):
        read(path, progress=stop)


def test_an_answer_that_is_none_is_a_refused_file(tmp_path: Path) -> None:
    sheet, done = b'{"sheet": "a", "row": 1}', b'{"done": true}'
    for lines in (
        [],
        [b"{"],
        [b"[]"],
        [b'{"rows": 1, "columns": []}'],
        [sheet],
        [sheet, b'{"rows": 2, "columns": [["p", [1]]]}', done],
        [sheet, b'{"rows": 1, "columns": [["d", [1e99]]]}', done],
    ):
        with pytest.raises(UserCanFix):
            reader._grids(tmp_path / "a.xlsx", lines)


def test_the_childs_own_answers_to_bad_requests() -> None:
    for request in ("", "{}", '{"caps": {"no": 1}}'):
        answer = io.StringIO()
        assert reader_child.main(io.StringIO(request), answer) == 0
        assert "refused" in json.loads(answer.getvalue())


def test_a_bundled_program_reads_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader.child_command()[1:] == ["-P", "-m", "sfph_desktop.core.interchange.reader_child"]
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert reader.child_command()[1:] == ["--read-spreadsheet"]


def test_rows_are_made_of_columns_when_they_are_asked_for() -> None:
    rows = ColumnRows([[1, 2, 3], ["a", "b", "c"]])
    assert len(rows) == 3
    assert rows[1] == (2, "b")
    assert list(rows[1:]) == [(2, "b"), (3, "c")]
    assert list(ColumnRows([])) == []
    silent(0, 1, "")
