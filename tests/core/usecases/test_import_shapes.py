"""Shapes that enterprises keep their registers in: read as they are, or one plain question asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from import_offices import counts, new_office, rows

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import ImportReport
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.import_look import lacking, look, questions, told
from sfph_desktop.core.usecases.office import Office, close_office

Table = Sequence[Sequence[Any]]
PEOPLE = ("Mary Grant", "Iain Kerr", "Senga Orr", "Piotr Nowak")
WEEKS = [
    ["Name", *(f"Week {n}" for n in range(1, 6))],
    ["Mary Grant", "P", "P", "A", "P", ""],
    ["Iain Kerr", "A", "P", "P", "P", "P"],
    ["Senga Orr", "P", "", "P", "A", "P"],
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


def book(folder: Path, name: str, **sheets: Table) -> Path:
    file = folder / name
    made = xlsxwriter.Workbook(str(file), {"default_date_format": "dd/mm/yyyy"})
    for title, table in sheets.items():
        page = made.add_worksheet(title.replace("_", " "))
        for n, row in enumerate(table):
            page.write_row(n, 0, row)
    made.close()
    return file


def came(office: Office) -> set[tuple[str, str, str]]:
    """(service, day, name) of everybody who came."""
    found = rows(
        office,
        "SELECT s.service, s.date, p.given_name || ' ' || p.family_name FROM attendance a "
        "JOIN sessions s ON s.id = a.session_id JOIN people p ON p.id = a.person_id",
    )
    return {(service, f"{from_day(day):%d/%m/%Y}", name) for service, day, name in found}


def untold(report: ImportReport, table: Table, heading_row: int, sheet: str = "") -> set[int]:
    """Filled rows beneath the headings that have no fate."""
    filled = {n for n, row in enumerate(table, 1) if n > heading_row and any(cell not in (None, "") for cell in row)}
    return filled - {fate.row for fate in report.fates if fate.sheet.startswith(sheet)}


def test_dates_down_and_people_across(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Tuesday lunch club 2025", None],
        [],
        ["Date", *PEOPLE, "Total", "Cook"],
        ["01/04/2025", "x", "x", "", "", 2, "Bo"],
        ["08/04/2025", "x", "", "x", "x", 3, "Bo"],
        ["15/04/2025", None, None, None, None, 0, "Cy"],
        ["22/04/2025", "?", "x", "", "x", 2, "Bo"],
        ["Total", 2, 2, 1, 2, 7, None],
    ]
    file = book(tmp_path, "club.xlsx", Sheet1=table)
    seen = look(office, file).sheets[0]
    assert any("read the other way round" in note for note in seen.plan.notes)
    assert any("'Cook'" in note for note in seen.plan.notes)
    report = imports.import_file(office, file).value
    assert came(office) == {
        ("Tuesday lunch club", day, name)
        for day, names in (
            ("01/04/2025", PEOPLE[:2]), ("08/04/2025", (PEOPLE[0], *PEOPLE[2:])), ("22/04/2025", PEOPLE[1::2]),
        )
        for name in names
    }  # fmt: skip
    assert untold(report, table, 3) <= {8}
    by_row = {(fate.row, fate.at) for fate in report.fates if fate.sheet == "Sheet1 › attendance"}
    assert (5, "08/04/2025") in by_row
    # Mary's own total says what the question mark in her column means.
    again = imports.import_file(office, file).value
    assert sum(own["created"] + own["held"] for own in again.counts.values()) == 0


def test_visitors_are_counted_and_not_made_a_person_and_a_day_of_no_calendar_is_told(
    office: Office, tmp_path: Path
) -> None:
    table: Table = [
        ["Name", "DOB", "07/01/2025", "14/01/2025", "31/02/2025", "21/01/2025"],
        ["Mary Grant", "01/02/1940", "x", "x", "x", ""],
        ["Iain Kerr", "03/04/1951", "x", "", "x", "x"],
        ["+ 3 visitors", "", "2-3", 1, "", ""],
        ["Guests", "", 1, "", "", ""],
    ]
    report = imports.import_file(office, book(tmp_path, "hall.xlsx", Lunch=table)).value
    assert rows(office, "SELECT count(*) FROM people") == [(2,)]
    found = rows(office, "SELECT date, unnamed_low, unnamed_high FROM sessions ORDER BY date")
    assert [(f"{from_day(day):%d/%m}", low, high) for day, low, high in found] == [
        ("07/01", 3, 4), ("14/01", 1, 1), ("21/01", 0, 0),
    ]  # fmt: skip
    assert any("'31/02/2025' is no day of the calendar" in warning for warning in report.warnings)


def test_weeks_whose_first_day_a_title_says(office: Office, tmp_path: Path) -> None:
    table: Table = [["Walking group", "starts Tuesday 14 April 2026"], *WEEKS]
    report = imports.import_file(office, book(tmp_path, "walk.xlsx", Sheet1=table)).value
    assert any("Week 1 is taken to be Tuesday 14 April 2026" in said for said in report.warnings)
    assert {day for _, day, name in came(office) if name == "Iain Kerr"} == {
        "21/04/2026", "28/04/2026", "05/05/2026", "12/05/2026",
    }  # fmt: skip


def test_a_title_does_not_say_when_a_later_week_was(office: Office, tmp_path: Path) -> None:
    later = [["Name", *(f"Week {n}" for n in range(13, 18))], *WEEKS[1:]]
    file = book(tmp_path, "Walking group.xlsx", Sheet1=[["Walking group", "starts Tuesday 14 April 2026"], *later])
    assert lacking(look(office, file).sheets[0].plan) == "On which day was the first of these weeks?"


def test_weeks_without_a_day_ask_one_plain_question(office: Office, tmp_path: Path) -> None:
    file = book(tmp_path, "Walking group.xlsx", Sheet1=WEEKS)
    plan = look(office, file).sheets[0].plan
    assert lacking(plan) == "On which day was the first of these weeks?"
    assert [one.name for one in questions(office, plan)] == ["service", "first_day"]
    assert lacking(plan.with_fixed("first_day", "soon")) != ""
    with pytest.raises(UserCanFix, match="first of these weeks"):
        imports.import_file(office, file)
    said = told([plan.with_fixed("first_day", "3/3/2026")])
    imports.import_file(office, file, mapping=said)
    assert {day for _, day, _ in came(office)} == {"03/03/2026", "10/03/2026", "17/03/2026", "24/03/2026", "31/03/2026"}
    assert {service for service, _, _ in came(office)} == {"Walking group"}
    # Which day it was is no part of what is remembered: the next file has another.
    assert "first of these weeks" in lacking(look(office, file).sheets[0].plan)
    by_option = imports.rehearse(office, file, fixed={"first_day": "3/3/2026"})
    assert by_option.counts["Sheet1 › attendance"]["matched"] == 10
    with pytest.raises(UserCanFix, match="is no day"):
        imports.rehearse(office, file, fixed={"first_day": "soon"})


def test_scores_of_several_weeks_are_no_register(office: Office, tmp_path: Path) -> None:
    table = [["Name", "Week 1", "Week 2", "Week 3"], *([name, 14 + n, 19, 22 + n] for n, name in enumerate(PEOPLE))]
    assert look(office, book(tmp_path, "scores.xlsx", Sheet1=table)).sheets[0].plan.kind != "register"


def test_months_as_headings(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Befriending 2025-26"],
        ["Name", "Ref", "Nov", "Dec", "Jan", "Feb"],
        ["Mary Grant", "M1", "y", "", "y", 3],
        ["Iain Kerr", "M2", "", "y", "y", "y"],
    ]
    report = imports.import_file(office, book(tmp_path, "befriending.xlsx", Sheet1=table)).value
    assert came(office) == {
        ("Befriending", day, name)
        for day, name in (
            ("01/11/2025", "Mary Grant"), ("01/01/2026", "Mary Grant"), ("01/12/2025", "Iain Kerr"),
            ("01/01/2026", "Iain Kerr"), ("01/02/2026", "Iain Kerr"),
        )
    }  # fmt: skip
    assert any("the first of each month" in said for said in report.warnings)
    held = [fate for fate in report.fates if fate.fate == "held"]
    assert [(fate.who, fate.at, "how often" in fate.reason) for fate in held] == [("Mary Grant", "Feb", True)]


def test_a_tab_for_each_month(office: Office, tmp_path: Path) -> None:
    april: Table = [["Name", 3, 10, 17, 24], ["Mary Grant", "P", "P", "", "P"], ["Iain Kerr", "", "P", "P", "P"]]
    may: Table = [
        ["Name", "1st", "8th", "15th", "22nd"],
        ["Mary Grant", "P", "", "", "P"],
        ["Piotr Nowak", 1, 1, 1, ""],
    ]
    file = book(tmp_path, "Lunch club 2025.xlsx", April=april, May=may, Notes=[["Bring the keys"]])
    imports.import_file(office, file)
    assert {day for _, day, name in came(office) if name == "Mary Grant"} == {
        "03/04/2025", "10/04/2025", "24/04/2025", "01/05/2025", "22/05/2025",
    }  # fmt: skip
    assert {service for service, _, _ in came(office)} == {"Lunch club"}
    assert counts(office)["people"] == 3


SIDE: Table = [
    ["Monday group", None, None, None, "Friday group"],
    ["Name", "Phone", "DOB", None, "Name", "Phone", "DOB"],
    ["Mary Grant", "0141 496 0001", "1/2/1950", None, "Senga Orr", "0141 496 0003", "4/5/1961"],
    ["Iain Kerr", "0141 496 0002", "2/3/1951", None, "Piotr Nowak", "0141 496 0004", "31/2/1970"],
    [None, None, None, None, "Ayesha Khan", "0141 496 0005", "5/6/1972"],
]


@pytest.mark.parametrize("gap", [True, False])
def test_two_tables_side_by_side(office: Office, tmp_path: Path, gap: bool) -> None:
    table = SIDE if gap else [[*row[:3], *row[4:]] for row in SIDE]
    report = imports.import_file(office, book(tmp_path, "groups.xlsx", Groups=table)).value
    named = rows(office, "SELECT given_name, phone FROM people ORDER BY given_name")
    assert named == [
        ("Ayesha", "0141 496 0005"), ("Iain", "0141 496 0002"), ("Mary", "0141 496 0001"), ("Senga", "0141 496 0003"),
    ]  # fmt: skip
    (held,) = [fate for fate in report.fates if fate.fate == "held"]
    assert (held.sheet, held.row, held.who) == ("Groups, table 2", 4, "Piotr Nowak")
    assert untold(report, table, 2) == set()
    assert any("There are 2 tables on this sheet" in said for said in report.warnings)


def test_a_column_left_empty_does_not_cut_a_table_in_two(office: Office, tmp_path: Path) -> None:
    table = [
        ["Name", "DOB", None, "Emergency contact", "Contact phone"],
        ["Mary Grant", "1/2/1950", None, "Jim Grant", "0141 496 0001"],
        ["Iain Kerr", "2/3/1951", None, "Una Kerr", "0141 496 0002"],
        ["Senga Orr", "3/3/1951", None, "Lou Orr", "0141 496 0003"],
    ]
    imports.import_file(office, book(tmp_path, "people.xlsx", Sheet1=table))
    assert counts(office)["people"] == 3


def test_two_tables_beneath_one_another(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Tuesday lunch"],
        ["Name", "1/4/2025", "8/4/2025", "15/4/2025"],
        ["Mary Grant", "P", "P", "A"],
        ["Iain Kerr", "A", "P", "P"],
        [],
        ["Thursday lunch"],
        ["Name", "3/4/2025", "10/4/2025", "17/4/2025"],
        ["Mary Grant", "P", "A", "A"],
        ["Senga Orr", "P", "P", "P"],
    ]
    report = imports.import_file(office, book(tmp_path, "registers.xlsx", Sheet1=table)).value
    assert {(service, day) for service, day, name in came(office) if name == "Mary Grant"} == {
        ("Tuesday lunch", "01/04/2025"), ("Tuesday lunch", "08/04/2025"), ("Thursday lunch", "03/04/2025"),
    }  # fmt: skip
    assert counts(office)["people"] == 3
    assert {fate.row for fate in report.fates if fate.sheet == "Sheet1, table 2 › attendance"} == {8, 9}


def test_who_came_is_more_than_what_was_held(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Client no.", "Client name", "Date of session", "Project", "How long (minutes)"],
        ["M1", "Mary Grant", "1/4/2026", "Lunch", 60],
        ["M2", "Iain Kerr", "1/4/2026", "Lunch", 45],
        ["M1", "Mary Grant", "8/4/2026", "Walks", 90],
        ["M2", "Iain Kerr", "31/2/2026", "Walks", 90],
        ["M2", "Iain Kerr", "", "Walks", 90],
    ]
    report = imports.import_file(office, book(tmp_path, "who came.xlsx", Sheet1=table)).value
    assert [(fate.row, fate.fate, fate.reason) for fate in report.fates if fate.faults] == [
        (5, "held", "The day '31/2/2026' cannot be read: this day does not exist in the calendar."),
        (6, "held", "The day is not filled in."),
    ]
    assert came(office) == {
        ("Lunch", "01/04/2026", "Mary Grant"), ("Lunch", "01/04/2026", "Iain Kerr"),
        ("Walks", "08/04/2026", "Mary Grant"),
    }  # fmt: skip


def test_people_above_and_their_groups_beneath(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Client ref", "First name", "Surname", "DOB"],
        ["M1", "Mary", "Grant", date(1950, 2, 1)],
        ["M2", "Iain", "Kerr", date(1951, 3, 2)],
        [],
        ["Client ref", "Service", "Start date", "End date"],
        ["M1", "Lunch", date(2025, 4, 1), None],
        ["M2", "Walks", date(2025, 5, 1), date(2025, 9, 1)],
    ]
    imports.import_file(office, book(tmp_path, "all.xlsx", Sheet1=table))
    assert counts(office) | {"people": 2, "episodes": 2} == counts(office)


def test_members_by_number_and_sheets_by_name_are_the_same_people(office: Office, tmp_path: Path) -> None:
    """The usual folder: a list with numbers, a register and answers with nothing but names."""
    members = [["No.", "Name", "DOB", "Joined"]]
    members += [[n, name, f"0{n}/03/195{n}", "01/04/2025"] for n, name in enumerate(PEOPLE, 1)]
    visits = [["Name", "03/06/2025", "10/06/2025", "17/06/2025"], *([name, "P", "A", "P"] for name in PEOPLE)]
    answers: list[list[Any]] = [["Name", "Date", "lack companionship", "left out", "isolated"]]
    answers += [[name, "20/05/2025", 1 + n % 3, 3, 2] for n, name in enumerate(PEOPLE)]
    file = book(tmp_path, "club.xlsx", Members=members, Visits=visits, UCLA_first=answers)
    imports.import_file(office, file)
    assert rows(office, "SELECT count(*) FROM people") == [(len(PEOPLE),)]
    born = "JOIN people p ON p.id = of.person_id WHERE p.date_of_birth IS NOT NULL"
    assert rows(office, f"SELECT count(*) FROM attendance of {born}") == [(2 * len(PEOPLE),)]
    scored = f"SELECT count(*) FROM assessments of JOIN scores s ON s.assessment_id = of.id {born}"
    assert rows(office, scored) == [(len(PEOPLE),)]


SCORES = ("Loneliness at start (UCLA 3)", "Loneliness now (UCLA 3)")
STARTED, LATER = date(2026, 1, 12), date(2026, 6, 15)


def dated(office: Office) -> set[tuple[float, str]]:
    found = rows(office, "SELECT ready_score, date FROM assessments")
    return {(score, f"{from_day(day):%d/%m/%Y}") for score, day in found}


@pytest.mark.parametrize("side", ["right", "left"])
def test_each_of_two_scores_has_the_day_beside_it(office: Office, tmp_path: Path, side: str) -> None:
    """Else both are of the day the person started, and nobody has completed both."""
    pairs = [(SCORES[0], "Date asked"), (SCORES[1], "Date asked again")]
    heads = [name for pair in pairs for name in (pair if side == "right" else pair[::-1])]
    days = [(9, STARTED), (5, LATER)]
    cells = [cell for pair in days for cell in (pair if side == "right" else pair[::-1])]
    table: Table = [
        ["Name", "Started", "Group", *heads, "Next review due"],
        *([name, date(2026, 1, 5), "Lunch", *cells, date(2026, 12, 1)] for name in PEOPLE),
    ]
    imports.import_file(office, book(tmp_path, "lunch.xlsx", Sheet1=table))
    assert dated(office) == {(9.0, "12/01/2026"), (5.0, "15/06/2026")}


def test_a_later_score_without_a_day_is_not_dated_by_the_first(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Name", "Started", "Group", *SCORES],
        *([name, STARTED, "Lunch", 9, 5] for name in PEOPLE),
    ]
    file = book(tmp_path, "lunch.xlsx", Sheet1=table)
    report = imports.rehearse(office, file)
    out = [(fate.column, fate.row) for fate in report.fates if fate.faults]
    assert out == [("date", n) for n in range(2, 6)]
    assert any(f"'{SCORES[1]}': the sheet does not say when it was answered" in said for said in report.warnings)
    imports.import_file(office, file)
    assert dated(office) == {(9.0, "12/01/2026")}


def test_what_must_be_known_of_somebody_is_kept_and_told(office: Office, tmp_path: Path) -> None:
    table: Table = [
        ["Name", "Started", "Group", "Allergies", "Notes"],
        *([name, STARTED, "Lunch", *two] for name, two in zip(
            PEOPLE, (("nuts", ""), ("none", "likes bingo"), ("", "has an EpiPen"), ("", "")), strict=True)),
    ]  # fmt: skip
    report = imports.import_file(office, book(tmp_path, "lunch.xlsx", Sheet1=table)).value
    assert report.unknown_columns == ()
    kept = rows(office, "SELECT given_name, notes FROM people ORDER BY id")
    assert dict(kept) == {
        "Mary": "Allergies: nuts", "Iain": "Allergies: none\nNotes: likes bingo", "Senga": "Notes: has an EpiPen",
        "Piotr": "",
    }  # fmt: skip
    (told_of,) = [said for said in report.warnings if "allergy" in said]
    assert "rows 2, 4: what is kept as a note" in told_of
    assert "nuts" not in told_of, "what a note says stays with the person"


NAMES = ["Mary Grant", "O'Neil, Sean", "Agnieszka Nowak-Wilk", "SENGA ORR", "Ludwig van Beek"]


@pytest.mark.parametrize("heading", [["Name"], ["No.", "Name", "Signature"], ["Members", ""]])
def test_a_list_of_bare_names_is_taken_for_people_and_that_is_said(
    office: Office, tmp_path: Path, heading: list[str]
) -> None:
    beside = {"No.": lambda n: n + 1}
    cells = [[name if head in ("Name", "Members") else beside.get(head, lambda _n: "")(n) for head in heading]
             for n, name in enumerate(NAMES)]  # fmt: skip
    file = book(tmp_path, "list.xlsx", Sheet1=[heading, *cells])
    (seen,) = look(office, file).sheets
    assert (seen.plan.kind, lacking(seen.plan)) == ("people", "")
    assert {column.sure for column in seen.plan.columns if column.target} == {"likely"}
    report = imports.import_file(office, file).value
    assert rows(office, "SELECT count(*) FROM people") == [(5,)]
    assert any("looks like names of people" in note for note in report.warnings), "nobody said so: it is told"
    assert rows(office, "SELECT family_name FROM people WHERE given_name = 'Sean'") == [("O'Neil",)]


def test_the_numbers_of_a_list_of_names_are_nobodys_reference(office: Office, tmp_path: Path) -> None:
    """Else the first of the next list would take the place, and the name, of the first of this one."""
    first = book(tmp_path, "one.xlsx", Sheet1=[["No.", "Name"], [1, "Mary Grant"], [2, "Iain Kerr"]])
    imports.import_file(office, first)
    second = book(tmp_path, "two.xlsx", Sheet1=[["No.", "Name"], [1, "Alan Burns"], [2, "Mary Grant"]])
    imports.import_file(office, second)
    assert set(rows(office, "SELECT given_name FROM people")) == {("Alan",), ("Iain",), ("Mary",)}
    kept = book(tmp_path, "refs.xlsx", Sheet1=[["Ref", "Name"], ["B12", "Una Bell"], ["B15", "Mo Ash"]])
    imports.import_file(office, kept)
    assert rows(office, "SELECT given_name FROM people WHERE person_ref = 'B15'") == [("Mo",)]


@pytest.mark.parametrize(
    "names",
    [("Bread", "Milk", "Rice"), ("Tea bags", "Oat milk", "Brown rice"), ("Highland Council", "Lorn Carers Trust"),
     ("12 High Street", "4 Shore Road"), ("Mary Grant", "Lunch club", "Walking group", "Men's shed")],
)  # fmt: skip
def test_a_list_of_other_names_is_not_taken_for_people(office: Office, tmp_path: Path, names: tuple[str, ...]) -> None:
    file = book(tmp_path, "list.xlsx", Sheet1=[["Name"], *([name] for name in names)])
    assert look(office, file).sheets[0].plan.kind == ""
    with pytest.raises(UserCanFix, match="does not say of whom"):
        imports.import_file(office, file)


@pytest.mark.parametrize(
    ("file", "sheet", "above"),
    [("volunteers_2026.xlsx", "Sheet1", []), ("list.xlsx", "Our staff", []),
     ("list.xlsx", "Sheet1", [["Trustees of the hall"], []])],
)  # fmt: skip
def test_names_of_those_who_help_are_not_taken_for_people_supported(
    office: Office, tmp_path: Path, file: str, sheet: str, above: Table
) -> None:
    names = book(tmp_path, file, **{sheet: [*above, ["Name"], *([name] for name in NAMES)]})
    assert look(office, names).sheets[0].plan.kind == ""
    with pytest.raises(UserCanFix, match="does not say of whom"):
        imports.import_file(office, names)


def test_names_beside_a_sheet_that_says_what_it_is_are_left_out_as_before(office: Office, tmp_path: Path) -> None:
    file = book(
        tmp_path, "club.xlsx", Clients=[["First name", "Surname", "DOB"], ["Una", "Bell", "03/02/1961"]],
        Staff=[["Name"], *([name] for name in NAMES)],
    )  # fmt: skip
    report = imports.import_file(office, file).value
    assert (rows(office, "SELECT count(*) FROM people"), report.unknown_sheets) == ([(1,)], ("Staff",))
    two = book(tmp_path, "two.xlsx", First=[["Name"], *([n] for n in NAMES)], Second=[["Name"], ["Mo Ash"], ["Di Fox"]])
    with pytest.raises(UserCanFix, match="does not say of whom"):
        imports.import_file(office, two)


def test_names_without_a_heading_say_that_one_is_wanted(office: Office, tmp_path: Path) -> None:
    file = book(tmp_path, "list.xlsx", Sheet1=[[name] for name in NAMES])
    with pytest.raises(UserCanFix, match="has no heading: its first row is 'Mary Grant'"):
        imports.import_file(office, file)
