from __future__ import annotations

from pathlib import Path

import pytest
from spreadsheets import archive, lying_about_size, ods, with_members, xlsx

from sfph_desktop.core.interchange.caps import MB, Caps, Refused, check_archive

PEOPLE = {"people": [["person_ref", "given_name"], ["P1", "Ana"]]}
NOUGHTS = b"\0" * (20 * MB)


def check(tmp_path: Path, data: bytes, caps: Caps | None = None) -> str:
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    return check_archive(path, caps or Caps())


def test_real_workbooks_pass_and_are_told_apart(tmp_path: Path) -> None:
    assert check(tmp_path, xlsx(PEOPLE)) == "xlsx"
    assert check(tmp_path, ods(PEOPLE)) == "ods"


def test_a_bomb_is_refused_by_its_ratio_and_only_by_that(tmp_path: Path) -> None:
    bomb = with_members(xlsx(PEOPLE), {"xl/media/a.bin": NOUGHTS})
    with pytest.raises(Refused, match="times its size"):
        check(tmp_path, bomb)
    assert check(tmp_path, bomb, Caps(ratio=10_000)) == "xlsx"


def test_a_bomb_is_refused_by_its_size_and_only_by_that(tmp_path: Path) -> None:
    bomb = with_members(xlsx(PEOPLE), {"xl/media/a.bin": NOUGHTS})
    with pytest.raises(Refused, match="unpacks to more than 10 MB"):
        check(tmp_path, bomb, Caps(ratio=10_000, unpacked=10 * MB))


def test_a_directory_that_lies_about_a_size_is_found_out(tmp_path: Path) -> None:
    bomb = with_members(xlsx(PEOPLE), {"xl/media/a.bin": NOUGHTS})
    with pytest.raises(Refused, match="not as large as"):
        check(tmp_path, lying_about_size(bomb, "xl/media/a.bin", 1_000))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    many = with_members(xlsx(PEOPLE), {f"xl/media/{n}.bin": b"" for n in range(60)})
    with pytest.raises(Refused, match="parts"):
        check(tmp_path, many, Caps(members=50))


def test_parts_on_top_of_each_other_are_refused(tmp_path: Path) -> None:
    data = bytearray(archive({"xl/workbook.xml": b"x" * 900, "b": b"y" * 900}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = (3).to_bytes(4, "little")
    with pytest.raises(Refused):
        check(tmp_path, bytes(data))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 500, archive({"a.txt": b"x"}), xlsx(PEOPLE)[:-40], b""]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refused):
        check(tmp_path, data)


def test_larger_files_may_take_longer() -> None:
    assert Caps().time_for(0) == 20
    assert Caps().time_for(10 * MB) == 40
