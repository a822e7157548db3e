"""A cell that shows an error is not an empty cell: its row is held, with what the spreadsheet shows."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from spreadsheets import ods, with_members, xlsx

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet, sheet
from sfph_desktop.core.interchange.proposals import propose
from sfph_desktop.core.interchange.reader import read


def with_errors() -> bytes:
    """A workbook whose table begins in B3, with errors as Excel keeps them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("First").write(0, 0, "nothing wrong here")
    page = book.add_worksheet("People & more")
    page.write_row(2, 1, ["person_ref", "date_of_birth", "gender"])
    page.write(3, 1, "P1")
    page.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    page.write_formula(4, 1, "=NA()", None, "#N/A")
    page.write_row(5, 1, ["P3", "1/2/1950"])
    page.write_formula(5, 3, "=nothing", None, "#NAME?")
    book.close()
    return out.getvalue()


def test_errors_of_a_workbook_come_over_as_what_they_show(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(with_errors())
    first, people = read(tmp_path / "a.xlsx").grids
    assert list(first.rows) == [("nothing wrong here",)]
    assert list(people.rows) == [
        ("person_ref", "date_of_birth", "gender"),
        ("P1", "#DIV/0!", ""),
        ("#N/A", "", ""),
        ("P3", "1/2/1950", "#NAME?"),
    ]


def test_errors_of_a_document_come_over_too(tmp_path: Path) -> None:
    plain = ods({"people": [["person_ref", "notes"], ["P1", "ERROR"], ["P2", "formula"]]})
    string = 'office:value-type="string" office:string-value=""'
    wrong = f'<table:table-cell table:formula="of:=1/0" {string} calcext:value-type="error"><text:p>#DIV/0!</text:p>'
    older = f'<table:table-cell table:formula="of:=x" {string}><text:p>Err:508</text:p>'
    with zipfile.ZipFile(io.BytesIO(plain)) as opened:
        text = opened.read("content.xml").decode()
    for word, cell in (("ERROR", wrong), ("formula", older)):
        text = text.replace(f'<table:table-cell office:value-type="string"><text:p>{word}</text:p>', cell)
    text = text.replace('office:version="1.2"', 'office:version="1.2" xmlns:calcext="urn:calcext"')
    (tmp_path / "a.ods").write_bytes(with_members(plain, {"content.xml": text.encode()}))
    (people,) = read(tmp_path / "a.ods").grids
    assert list(people.rows) == [("person_ref", "notes"), ("P1", "#DIV/0!"), ("P2", "Err:508")]


@pytest.mark.parametrize("column", ["date_of_birth", "gender", "disability", "notes", "postcode"])
def test_an_error_in_any_kind_of_column_holds_the_row(column: str) -> None:
    raw = RawSheet(name="people", header=("person_ref", column), rows=[("P1", "#REF!"), ("P2", "")])
    found = propose(raw, sheet("people"), date(2026, 5, 4)).troubles
    assert {(i, fate.fate, fate.column, fate.reason) for i, fate in found.items()} == {
        (0, "held", column, "The spreadsheet shows an error here.")
    }


def test_a_needed_cell_with_an_error_refuses_the_row() -> None:
    raw = RawSheet(name="people", header=("person_ref",), rows=[("#N/A",), ("#hashtag",)])
    found = propose(raw, sheet("people"), date(2026, 5, 4)).troubles
    assert [(i, fate.fate, fate.value) for i, fate in found.items()] == [(0, "refused", "#N/A")]


def test_declared_entities_are_refused_with_the_file(tmp_path: Path) -> None:
    book = xlsx({"people": [["person_ref"], ["P1"]]})
    laughing = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><workbook><sheets/></workbook>'
    (tmp_path / "a.xlsx").write_bytes(with_members(book, {"xl/workbook.xml": laughing}))
    with pytest.raises(UserCanFix, match="entities"):
        read(tmp_path / "a.xlsx")
