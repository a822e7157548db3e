"""Figure 18 of the trust document, small cut: text on its way to a spreadsheet and back."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.interchange.caps import Caps
from sfph_desktop.core.interchange.csv_in import rows
from sfph_desktop.core.interchange.csv_out import csv_text, escape, unescape, write_cell

HARD = [
    "=1+1", "=cmd|' /C calc'!A0", "+44 141 496 0000", "-5", "-", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "''=1", "'",
    "O'Brien", "'tis", "=", "+", "", "plain", "%0A=1", "|calc", "\ufeff=1", "＝1+1", "a=1", "'a", "'''@x", "\n-1",
    "Màiri", "نور", "👩\u200d👧", '"=1"', ";=1", ",=1",
]  # fmt: skip
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "%", "|")


def strings() -> list[str]:
    draw = random.Random(18)
    letters = "=+-@'\"|%;,\t\r\n ab1é＝نZ"
    return HARD + ["".join(draw.choices(letters, k=draw.randrange(0, 9))) for _ in range(10_000)]


def live(cell: str) -> bool:
    """Whether a spreadsheet could take a .csv cell for a formula: blanks before the sign do not hinder it."""
    return cell.lstrip(" \t\r\n\ufeff\x0b\x0c").startswith(DANGEROUS) or cell.startswith(("\t=", "\r="))


def test_ten_thousand_strings_none_live_all_come_back() -> None:
    texts = strings()
    document = csv_text(["n", "text"], list(enumerate(texts)))
    cells = [row[1] for row in csv.reader(io.StringIO(document, newline=""))][1:]
    assert not [cell for cell in cells if live(cell)]
    assert [unescape(cell) for cell in cells] == texts


def test_without_the_escaping_many_would_be_live() -> None:
    assert sum(live(text) for text in strings()) > 1_000


def test_our_own_reader_takes_our_own_file_back(tmp_path: Path) -> None:
    texts = [text for text in strings()[:500] if text]
    path = tmp_path / "people.csv"
    path.write_bytes(csv_text(["n", "text"], list(enumerate(texts))).encode("utf-8-sig"))
    assert [row[1] for row in rows(path, Caps())][1:] == texts


@given(st.text(max_size=20))
def test_any_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


def test_numbers_and_dates_are_not_text() -> None:
    assert csv_text(["a", "b", "c", "d"], [(-5, date(2025, 3, 31), None, True)]) == "a,b,c,d\r\n-5,2025-03-31,,yes\r\n"


def test_a_workbook_gets_text_as_text() -> None:
    import python_calamine
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, day = book.add_worksheet("x"), book.add_format({"num_format": "yyyy-mm-dd"})
    texts = [text for text in strings()[:400] if text.strip() and "\r" not in text]
    for row, text in enumerate(texts):
        write_cell(page, row, 0, text, day)
        write_cell(page, row, 1, -5, day)
    write_cell(page, 0, 2, date(2025, 3, 31), day)
    book.close()
    assert b"<f>" not in out.getvalue()
    read = python_calamine.load_workbook(io.BytesIO(out.getvalue())).get_sheet_by_name("x").to_python()
    assert [row[0] for row in read] == texts
    assert read[0][1:] == [-5.0, date(2025, 3, 31)]
