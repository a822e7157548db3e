"""The official directory of postcodes is read line by line, whatever stands in its lines."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.area_packs import LONGEST_LINE, directory_lines, scottish_rows

DIRECTORY = "pcds,oslaua,lsoa11\nZZ1 1AB,S12000014,S01009128\n"


@pytest.mark.parametrize("packed", [False, True])
def test_no_line_is_held_whole_that_no_directory_has(tmp_path: Path, packed: bool) -> None:
    text = DIRECTORY + "x" * (3 * LONGEST_LINE) + "\nZZ1 1AC,S12000036,S01008677\n"
    path = tmp_path / "ONSPD_MAY_2026_UK.csv"
    path.write_text(text, encoding="utf-8")
    if packed:
        archive = tmp_path / "ONSPD_MAY_2026.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            made.write(path, "Data/ONSPD_MAY_2026_UK.csv")
        path = archive
    lines = list(directory_lines(path))
    assert max(map(len, lines)) < 2 * LONGEST_LINE
    assert [row[0] for row in scottish_rows(lines)] == ["ZZ1 1AB", "ZZ1 1AC"]


def test_an_archive_without_a_table_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as made:
        made.writestr("readme.txt", "nothing")
    with pytest.raises(UserCanFix, match=r"empty\.zip holds no CSV"):
        list(directory_lines(tmp_path / "empty.zip"))
