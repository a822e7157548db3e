from __future__ import annotations

from datetime import date

import pytest

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import SHEETS, RawSheet, sheet
from sfph_desktop.core.interchange import headers
from sfph_desktop.core.interchange.heading_words import EVERYWHERE, ON_SHEET
from sfph_desktop.core.interchange.heading_words import SHEETS as SHEET_WORDS
from sfph_desktop.core.interchange.reader import ColumnRows, Grid


def raw(*header: str, rows: tuple[tuple[object, ...], ...] = (("x",) * 20,), name: str = "people") -> RawSheet:
    return RawSheet(name=name, header=header, rows=rows)


def grid(*rows: tuple[object, ...], name: str = "Sheet1") -> Grid:
    return Grid(name=name, rows=ColumnRows(list(zip(*rows, strict=True))))


def test_our_own_names_however_they_are_written() -> None:
    found = headers.match(raw("Person_Ref *", "GIVEN NAME", "family-name", "dateOfBirth"), sheet("people"))
    assert found.columns == {"person_ref": 0, "given_name": 1, "family_name": 2, "date_of_birth": 3}
    assert found.unknown == ()


def test_usual_other_words() -> None:
    found = headers.match(
        raw("Client Ref", "Surname", "First name", "D.O.B.", "Post Code", "Tel", "Referred by", "Ref. date", "CHI no"),
        sheet("people"),
    )
    assert list(found.columns) == [
        "person_ref", "family_name", "given_name", "date_of_birth", "postcode", "phone", "referral_source",
        "referral_date",
    ]  # fmt: skip
    assert found.unknown == ("CHI no",)


def test_every_sheets_own_names_fit_and_name_that_sheet() -> None:
    for spec in SHEETS:
        names = tuple(column.name for column in spec.columns)
        assert list(headers.match(raw(*names, name=spec.name), spec).columns) == list(names)
        assert headers.kind_by_headings(names) == (spec.name,)
        assert headers.kind_by_name(spec.name.upper()) == spec.name


def test_every_other_word_is_for_a_column_there_is() -> None:
    there = {column.name for spec in SHEETS for column in spec.columns}
    assert set(EVERYWHERE) <= there
    assert set(SHEET_WORDS) == {spec.name for spec in SHEETS}
    for kind, words in ON_SHEET.items():
        assert set(words) <= {column.name for column in sheet(kind).columns}
    for text in (*EVERYWHERE.values(), *(text for words in ON_SHEET.values() for text in words.values())):
        assert all(headers.key(word) == word for word in text.split()), text


def test_items_of_a_questionnaire() -> None:
    header = ("person_ref", "instrument", "date", "Q1 companionship", "item 2", "Question_03", "Answer 10", "Q101")
    found = headers.match(raw(*header, name="assessments"), sheet("assessments"))
    assert found.items == {1: 3, 2: 4, 3: 5, 10: 6}
    assert found.unknown == ("Q101",)


def test_a_mapping_beats_guessing_and_can_leave_out() -> None:
    mapping = {"Code": "person_ref", "Client Ref": "-", "What we call them": "known_as"}
    found = headers.match(raw("Code", "Client Ref", "what we call them"), sheet("people"), mapping)
    assert found.columns == {"person_ref": 0, "known_as": 2}
    assert found.unknown == ()


def test_our_own_name_beats_another_word_which_is_then_reported() -> None:
    found = headers.match(raw("Client Ref", "person_ref"), sheet("people"))
    assert found.columns == {"person_ref": 1}
    assert found.unknown == ("Client Ref",)


def test_the_same_heading_twice_is_refused_in_plain_words() -> None:
    with pytest.raises(UserCanFix) as refused:
        headers.match(raw("person_ref", "DOB", "Birthdate"), sheet("people"))
    assert "two columns for date_of_birth: 'DOB' and 'Birthdate'" in refused.value.what
    assert "mapping" in refused.value.do


def test_a_needed_column_that_is_missing_is_named_with_what_is_there() -> None:
    with pytest.raises(UserCanFix) as refused:
        headers.match(raw("session_ref", "wer", name="attendance"), sheet("attendance"))
    assert "person_ref" in refused.value.what
    assert "'wer'" in refused.value.why
    assert refused.value.problems[0].column == "person_ref"


def test_a_mapping_to_a_column_there_is_not_is_refused() -> None:
    with pytest.raises(UserCanFix, match="shoe_size"):
        headers.match(raw("person_ref", "Shoes"), sheet("people"), {"Shoes": "shoe_size"})


def test_a_column_without_heading_is_reported_only_when_it_holds_something() -> None:
    with_cells = raw("person_ref", "", "", rows=(("P1", "stray", None), ("P2", None, "")))
    assert headers.match(with_cells, sheet("people")).unknown == ("(column 2, without a heading)",)


def test_the_heading_is_found_beneath_titles() -> None:
    messy = grid(
        ("LOCHSIDE COMMUNITY CARE", "", "", ""),
        ("Last updated", date(2026, 4, 7), "", ""),
        ("", "", "", ""),
        ("Client Ref", "Surname", "First name", "DOB"),
        ("LS1", "Lowe", "Aimee", date(1980, 1, 1)),
    )
    found = headers.with_heading(messy)
    assert found.header == ("Client Ref", "Surname", "First name", "DOB")
    assert found.first_row == 5
    assert [tuple(row) for row in found.rows] == [("LS1", "Lowe", "Aimee", date(1980, 1, 1))]


def test_what_a_sheet_is_by_its_headings() -> None:
    assert headers.kind_by_headings(("Ref", "First name", "Surname", "Keyworker")) == ("people",)
    assert headers.kind_by_headings(("session_ref", "client id", "minutes")) == ("attendance",)
    assert headers.kind_by_headings(("Client", "Questionnaire", "Date completed", "Q1", "Q2")) == ("assessments",)
    assert headers.kind_by_headings(("Charity Number", "Charity Name", "Postcode", "Notes", "Website")) == ()
    assert headers.kind_by_headings(("Name", "Ref", "Left", "Outcome", "Score in", "Score out")) == ()


def test_an_empty_sheet_has_no_heading() -> None:
    assert headers.with_heading(Grid(name="x", rows=ColumnRows([]))).header == ()
    assert headers.with_heading(grid(("", ""), (None, None))).header == ()
