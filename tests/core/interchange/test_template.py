from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import SHEETS
from sfph_desktop.core.interchange import headers
from sfph_desktop.core.interchange.reader import read
from sfph_desktop.core.interchange.template import ITEMS, Choices, workbook_bytes, write_workbook

CHOICES = Choices(
    instruments=(("swemwbs7", "Short WEMWBS"), ("ucla3", "UCLA three items")),
    factors=(("car_avg_unknown_km", "Average car, km"),),
    unit_values=(("wellby_2019", "WELLBY"), ("=danger", "=1+1")),
)


def test_it_has_every_sheet_with_exactly_the_columns_names(tmp_path: Path) -> None:
    reading = read(write_workbook(tmp_path / "t.xlsx", CHOICES))
    grids = {grid.name: grid for grid in reading.grids}
    assert list(grids) == ["Start here", *(spec.name for spec in SHEETS), "Lists"]
    for spec in SHEETS:
        header = headers.with_heading(grids[spec.name], spec.name).header
        items = tuple(f"item_{n}" for n in range(1, ITEMS + 1)) if spec.item_columns else ()
        assert header == (*(column.name for column in spec.columns), *items)
        assert len(grids[spec.name].rows) == 1
    assert {headers.key(name) for name in ("Start here", "Lists")} == headers.OURS


def test_it_offers_lists_and_help_and_marks_what_is_needed() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(CHOICES))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".vml"))}
    assessments = parts[f"xl/worksheets/sheet{2 + [s.name for s in SHEETS].index('assessments')}.xml"]
    assert '"baseline,review,exit,follow_up"' in assessments
    assert "Lists!$A$2:$A$3" in assessments
    notes = [text for name, text in parts.items() if name.startswith("xl/comments")]
    assert len(notes) == len(SHEETS)
    assert "Needed." in "".join(notes)
    assert "@&quot; *&quot;" in parts["xl/styles.xml"]


def test_nothing_in_it_runs() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(CHOICES))) as book:
        names, sheets = book.namelist(), [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not [name for name in names if "vba" in name.lower() or "externalLink" in name or "connections" in name]
        for name in sheets:
            text = book.read(name).decode()
            assert "<f>" not in text
            assert "<hyperlink" not in text


def test_the_same_choices_give_the_same_bytes() -> None:
    assert workbook_bytes(CHOICES) == workbook_bytes(CHOICES)


def test_where_it_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match=r"ends in \.xlsx"):
        write_workbook(tmp_path / "t.pdf", CHOICES)
    with pytest.raises(UserCanFix, match="cannot be written"):
        write_workbook(tmp_path / "no" / "t.xlsx", CHOICES)
