"""Every sample spreadsheet, as enterprises keep them: read, and every one of its rows accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from import_offices import counts, new_office

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import FATES, ImportReport
from sfph_desktop.core.interchange.parsing import is_empty
from sfph_desktop.core.interchange.reader import read
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.held_rows import try_held_again
from sfph_desktop.core.usecases.imports import plans
from sfph_desktop.core.usecases.office import Office, close_office

SAMPLES = Path(__file__).parents[2] / "samples"
MESSY = "made-here/service-users-messy.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office into which nothing comes."""
    opened = new_office(tmp_path_factory.mktemp("empty"))
    yield opened
    close_office(opened, backup=False)


def told(report: ImportReport) -> dict[str, dict[str, int]]:
    return {sheet: {fate: own[fate] for fate in FATES if own[fate]} for sheet, own in report.counts.items()}


def untold(office: Office, file: Path, report: ImportReport) -> dict[str, list[int]]:
    """Filled rows beneath the headings of the sheets that were read, which have no fate."""
    heads = {plan.name: plan.heading_row for plan in plans(office, file)}
    grids = read(file).grids
    missing = {}
    for grid in grids:
        if grid.name in report.unknown_sheets:
            continue
        name = grid.name if len(grids) > 1 or file.suffix != ".csv" else next(iter(report.counts)).partition(" ›")[0]
        given = {fate.row for fate in report.fates if fate.sheet.partition(" ›")[0] == name}
        filled = [grid.first_row + i for i, row in enumerate(grid.rows) if any(not is_empty(cell) for cell in row)]
        lost = [number for number in filled if number > heads[grid.name] and number not in given]
        if lost:
            missing[grid.name] = lost
    return missing


EXPECTED: dict[str, dict[str, dict[str, int]]] = {
    MESSY: {
        "Clients 2025-26": {"created": 114, "held": 30, "refused": 4},
        "Left service": {"created": 8, "matched": 17},
        "Clients 2025-26 › episodes": {"created": 120, "held": 24},
    },
    "made-here/attendance-register-wide.xlsx": {
        "Lunch club › people": {"created": 28, "refused": 6},
        "Lunch club": {"refused": 1},
        "Lunch club › sessions": {"created": 26},
        "Lunch club › attendance": {"created": 499, "held": 105},
    },
    "made-here/outcome-scores-cp1252-semicolon.csv": {"assessments": {"held": 154}},
    "made-here/kobo-style-export.xlsx": {
        "visits › sessions": {"created": 23}, "visits": {"held": 43}, "Review form": {"held": 30},
    },
    "made-here/odk-central-style-export.zip": {
        "review-visits › sessions": {"created": 23}, "review-visits": {"held": 43}, "review": {"held": 30},
    },
    "made-here/sroi-impact-map.xlsx": {"Impact map": {"held": 5, "refused": 4}},
    "360giving/ABCT-360-Giving-Data.xlsx": {"ABCT data - Jan 2013 - Aug 2020": {"created": 783}},
}  # fmt: skip
"""By file: the fates of its rows in an empty office."""

POINTED = {
    "made-here/xlsform-review.xlsx": "questionnaire form",
    "xlsforms/UCL_Biomass_Plot_Form.xlsx": "questionnaire form",
    "xlsforms/blank_second_row.xls": "questionnaire form",
    "xlsforms/duplicate_columns.xlsx": "questionnaire form",
    "xlsforms/group.xlsx": "questionnaire form",
    "xlsforms/or_other.xlsx": "questionnaire form",
    "xlsforms/specify_other.xlsx": "questionnaire form",
    "xlsforms/xl_date_ambiguous.xlsx": "questionnaire form",
    "xlsforms/xlsform-review.xlsx": "questionnaire form",
    "konote/sample-survey-import.csv": "questions of a survey",
    "konote/metric_library.json": "not spreadsheets",
    "made-here/oscr-shaped-register-extract.csv": "register of charities",
    "openreferral/attributes.csv": "directory of services",
    "openreferral/organizations.csv": "directory of services",
    "openreferral/schedules.csv": "directory of services",
    "openreferral/services.csv": "directory of services",
    "openreferral/taxonomy_terms.csv": "directory of services",
}
"""By file: what is said of one that holds no records of this program."""


def test_every_sample_is_tried() -> None:
    """Notices (`interchange/test_notices` reads all of theirs) and the schema of impact data are no spreadsheets."""
    files = {path.relative_to(SAMPLES) for path in SAMPLES.rglob("*") if path.suffix not in ("", ".md")}
    assert {path.as_posix() for path in files if path.parts[0] not in {"ocds", "cids"}} == {*EXPECTED, *POINTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_of_a_sample_has_its_fate(office: Office, name: str) -> None:
    report = imports.import_file(office, SAMPLES / name).value
    assert told(report) == EXPECTED[name]
    assert untold(office, SAMPLES / name, report) == {}
    assert all(fate.reason for fate in report.fates if fate.fate in ("held", "refused"))
    again = imports.import_file(office, SAMPLES / name).value
    assert sum(own["created"] + own["changed"] for own in again.counts.values()) == 0
    imports.undo_import(office, "I-0002")
    imports.undo_import(office, "I-0001")
    assert set(counts(office).values()) == {0}


@pytest.mark.parametrize("name", POINTED)
def test_what_holds_no_records_says_what_it_is_and_where_it_belongs(empty: Office, name: str) -> None:
    with pytest.raises(UserCanFix) as refused:
        imports.import_file(empty, SAMPLES / name)
    assert POINTED[name] in str(refused.value)
    assert refused.value.do
    assert set(counts(empty).values()) == {0}


def test_one_after_the_other_they_meet(office: Office) -> None:
    """The people first, then who came, then the answers: all of one enterprise, by its references and its names."""
    people = imports.import_file(office, SAMPLES / MESSY).value
    assert {(pair.person_ref, pair.other_ref) for pair in people.likely} == {("LS1219", "LS1020"), ("LS1290", "LS1091")}
    register = imports.import_file(office, SAMPLES / "made-here/attendance-register-wide.xlsx").value
    assert told(register)["Lunch club › people"] == {"created": 5, "matched": 29}
    answers = imports.import_file(office, SAMPLES / "made-here/outcome-scores-cp1252-semicolon.csv").value
    assert told(answers) == {"assessments": {"created": 129, "held": 25}}
    assert sum("died" in fate.reason for fate in answers.fates) == 2
    kobo = imports.import_file(office, SAMPLES / "made-here/kobo-style-export.xlsx").value
    odk = imports.import_file(office, SAMPLES / "made-here/odk-central-style-export.zip").value
    assert told(kobo)["Review form"] == {"created": 25, "held": 5}
    assert told(odk)["review"] == {"matched": 25, "held": 5}
    after_death = sum("died" in fate.reason for fate in register.fates)
    assert after_death == 30
    assert told(odk)["review-visits › sessions"] == {"matched": 23}, "the same visits of the same submissions"
    assert told(odk)["review-visits"]["matched"] == told(kobo)["visits"]["created"] == 34
    assert counts(office)["attendance"] == 604 - after_death + 34


def test_whom_a_register_only_names_come_in_when_the_people_have(office: Office) -> None:
    register = imports.import_file(office, SAMPLES / "made-here/attendance-register-wide.xlsx").value
    assert told(register)["Lunch club › attendance"] == {"created": 499, "held": 105}
    imports.import_file(office, SAMPLES / MESSY)
    tried = try_held_again(office, register.import_id).value
    assert (tried.came_in, tried.waiting) == (111, 0)
    assert counts(office)["attendance"] == 604


def test_a_sheet_that_is_said_to_be_people_is_looked_into_all_the_same(empty: Office) -> None:
    report = imports.rehearse(empty, SAMPLES / MESSY, sheet="Clients 2025-26", as_kind="people")
    assert told(report) == {
        "Clients 2025-26": EXPECTED[MESSY]["Clients 2025-26"],
        "Clients 2025-26 › episodes": {"created": 112, "held": 32},
    }
