"""A small sheet with its columns shuffled, gaps, titles and merged headings: every row has its fate and its values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from import_offices import TODAY, new_office

from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import ImportReport
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.reader import ColumnRows, Grid, Reading
from sfph_desktop.core.usecases import import_plan
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_naming import recognise
from sfph_desktop.core.usecases.import_settle import Plan
from sfph_desktop.core.usecases.office import Office, close_office

HEADINGS = ("Client Ref", "First name", "Surname", "DOB", "Post code", "Phone", "Notes")
PEOPLE = [
    (f"M{n}", given, family, f"{n + 3}/0{n + 1}/195{n}", f"G{n + 1} 1AA", f"0141 496 000{n}", "")
    for n, (given, family) in enumerate(
        [("Mary", "Grant"), ("Iain", "Kerr"), ("Senga", "Orr"), ("Piotr", "Nowak"), ("Ayesha", "Khan"), ("Bo", "Reid")]
    )
]
DAYS = tuple(date(2026, 4, n) for n in (7, 14, 21, 28))
MARKS = [(person[0], f"{person[1]} {person[2]}", *("P" if (n + k) % 3 else "A" for k in range(4)))
         for n, person in enumerate(PEOPLE)]  # fmt: skip
Table = list[list[Any]]
QUESTIONNAIRES = Questionnaires({})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office into which nothing comes."""
    opened = new_office(tmp_path_factory.mktemp("fuzz"))
    yield opened
    close_office(opened, backup=False)


@st.composite
def untidy(draw: st.DrawFn, table: Table) -> Table:
    """The table with its columns and rows in any order, empty ones among them, and lines above and beneath."""
    order = draw(st.permutations(range(len(table[0]))))
    rows = [[row[place] for place in order] for row in [table[0], *draw(st.permutations(table[1:]))]]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(1, len(rows[0])))
        rows = [[*row[:at], None, *row[at:]] for row in rows]
    width = len(rows[0])
    for _ in range(draw(st.integers(0, 3))):
        rows.insert(draw(st.integers(1, len(rows))), [None] * width)
    if draw(st.booleans()):
        rows.append(["Total", *[None] * (width - 1)])
    if draw(st.booleans()):  # merged headings: one filled cell over several columns
        cut = draw(st.integers(1, width - 1))
        rows.insert(0, ["Who they are", *[None] * (cut - 1), "And more", *[None] * (width - cut - 1)])
    for title in draw(st.lists(st.sampled_from(["LOCHSIDE (invented)", "", "Printed 2 May 2026"]), max_size=2)):
        rows.insert(0, [title or None, *[None] * (width - 1)])
    return rows


def planned(office: Office, table: Table) -> tuple[Plan, ImportReport]:
    grid = Grid(name="Sheet1", rows=ColumnRows(list(zip(*table, strict=True))))
    found = recognise(Reading(grids=(grid,), form="xlsx"), "Lunch club", QUESTIONNAIRES, TODAY)
    proposals = import_plan.proposals(found.named, TODAY, as_it_is=False, progress=lambda *_: None)
    with office.reading() as connection:
        plan = import_plan.make_plan(proposals, Known(connection, office.library, TODAY), lambda *_: None)
    return plan, import_plan.report(plan, "Lunch club.xlsx", rehearsal=True)


def untold(table: Table, report: ImportReport, heading: str) -> set[int]:
    """Filled rows beneath the headings without a fate."""
    filled = [n for n, row in enumerate(table, 1) if any(cell not in (None, "") for cell in row)]
    head = next(n for n, row in enumerate(table, 1) if heading in row)
    return {n for n in filled if n > head} - {fate.row for fate in report.fates}


def columns(plan: Plan, kind: str, *names: str) -> list[tuple[Any, ...]]:
    batch = plan.batches[kind]
    places = [batch.columns.index(name) + 1 for name in names]
    return sorted(tuple(row[place] for place in places) for row in batch.new)


@settings(max_examples=25, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(table=untidy([list(HEADINGS), *map(list, PEOPLE)]))
def test_a_list_of_people_in_any_order(office: Office, table: Table) -> None:
    plan, report = planned(office, table)
    assert untold(table, report, "Client Ref") == set()
    made = columns(plan, "people", "person_ref", "given_name", "family_name", "date_of_birth", "postcode", "phone")
    assert [(*row[:3], f"{from_day(row[3]):%-d/%m/%Y}", *row[4:]) for row in made] == [row[:6] for row in PEOPLE]


@settings(max_examples=25, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(table=untidy([["Ref", "Name", *DAYS], *map(list, MARKS)]))
def test_a_register_in_any_order(office: Office, table: Table) -> None:
    plan, report = planned(office, table)
    assert untold(table, report, "Name") == set()
    sessions = {row[0]: row[plan.batches["sessions"].columns.index("date") + 1] for row in plan.batches["sessions"].new}
    people = {row[0]: row[plan.batches["people"].columns.index("person_ref") + 1] for row in plan.batches["people"].new}
    came = {(people[person], from_day(sessions[session])) for session, person in
            columns(plan, "attendance", "session_id", "person_id")}  # fmt: skip
    assert came == {(row[0], day) for row in MARKS for day, mark in zip(DAYS, row[2:], strict=True) if mark == "P"}
