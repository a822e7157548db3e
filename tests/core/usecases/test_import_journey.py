"""J3 of the product page: last year's messy spreadsheet, rehearsed, brought in, brought in again, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from import_offices import counts, everything, new_office
from messy_spreadsheet import ANSWER_HEADINGS, ANSWERS, CLIENT_HEADINGS, CLIENTS, Messy, messy_spreadsheet

from sfph_desktop.core.domain.workbook import ImportReport
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.office import Office, close_office

CLIENT_SHEET, ANSWER_SHEET = "Clients 2025-26", "Wellbeing"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


def written(messy: Messy, path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"})
    for name, rows in messy.sheets.items():
        page = book.add_worksheet(name)
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    book.close()
    return path


def rows_with(report: ImportReport, sheet: str, *fates: str) -> set[int]:
    return {fate.row for fate in report.fates if fate.sheet == sheet and fate.fate in fates}


@pytest.mark.parametrize("seed", [3, 2008])
def test_last_years_spreadsheet(office: Office, tmp_path: Path, seed: int) -> None:
    messy = messy_spreadsheet(seed)
    file = written(messy, tmp_path / "clients FINAL v2 (copy).xlsx")
    before = everything(office)

    rehearsal = imports.rehearse(office, file)
    assert everything(office) == before

    # Most columns are guessed, the others named; a sheet that is none is named.
    unknown = {column for _, column in rehearsal.unknown_columns}
    assert unknown == {"Keyworker", "CHI no", "Initials of volunteer"}
    assert len(unknown) <= 0.2 * (len(CLIENT_HEADINGS) + len(ANSWER_HEADINGS))
    assert rehearsal.unknown_sheets == ("Lookups",)

    # Every row has its fate, once.
    assert sum(rehearsal.counts[CLIENT_SHEET].values()) == CLIENTS
    assert sum(rehearsal.counts[ANSWER_SHEET].values()) == ANSWERS
    assert len({(fate.sheet, fate.row) for fate in rehearsal.fates}) == len(rehearsal.fates) == CLIENTS + ANSWERS
    assert all(fate.reason and fate.column for fate in rehearsal.fates if fate.fate in ("held", "refused"))

    # Everything planted is found, and nothing else.
    assert rows_with(rehearsal, CLIENT_SHEET, "matched") == set(messy.same_person)
    assert rows_with(rehearsal, CLIENT_SHEET, "refused") == set(messy.without_reference)
    assert rows_with(rehearsal, CLIENT_SHEET, "held") == set(messy.bad_dates)
    assert {pair.row for pair in rehearsal.likely} == set(messy.other_reference)
    assert len(messy.same_person) + len(messy.other_reference) == 25
    assert rows_with(rehearsal, ANSWER_SHEET, "held") >= {*messy.bad_answers, *messy.unknown_people}

    done = imports.import_file(office, file)
    assert done.value.counts == rehearsal.counts
    people = counts(office)["people"]
    assert people == CLIENTS - len(messy.same_person) - len(messy.bad_dates) - len(messy.without_reference)

    again = imports.import_file(office, file)
    assert sum(own["created"] + own["changed"] for own in again.value.counts.values()) == 0
    assert counts(office)["people"] == people

    imports.undo_import(office, done.value.import_id)
    assert set(counts(office).values()) == {0}
