"""Every reason for which a row waits: one line a row, the column that is named behind the arrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from import_offices import WHOLE, bring, new_office, only, rows, sheet

from sfph_desktop.core.domain.workbook import Fate, RawSheet
from sfph_desktop.core.usecases.held_rows import correct_held, held_row
from sfph_desktop.core.usecases.office import Office, close_office

HELD = """
people: person_ref=P9 date_of_birth=1/1/2030 -> date_of_birth
people: person_ref=P9 date_of_birth=31/02/2025 -> date_of_birth
people: person_ref=TOTAL given_name=3 -> person_ref
contracts: contract_ref=C9 title=x start_date=1/4/25 end_date=1/4/24 -> end_date
contracts: contract_ref=C9 title=x value=-1 -> value
contracts: contract_ref=C9 title=x our_share=40 -> our_share
episodes: person_ref=P9 service=Lunch start_date=1/4/25 -> person_ref
episodes: person_ref=P1 service=Lunch start_date=2/4/25 end_date=1/4/25 -> end_date
episodes: person_ref=P1 service=Lunch start_date=1/4/49 -> start_date
episodes: person_ref=P1 service=Lunch start_date=1/4/2049 -> start_date
episodes: person_ref=P1 service=Lunch start_date=1/4/25 contract_ref=NOBODY -> contract_ref
episodes: person_ref=P1 service=x start_date=1/4/25 contract_ref=IJB:60;COUNCIL:50 -> contract_ref
sessions: session_ref=S9 service=Lunch date=1/4/2027 -> date
sessions: session_ref=S9 service=Lunch date=1/4/25 minutes=0 -> minutes
sessions: session_ref=S9 service=Lunch date=1/4/25 unnamed_low=5 unnamed_high=4 -> unnamed_low
attendance: session_ref=S9 person_ref=P1 -> session_ref
attendance: session_ref=S1 person_ref=P9 -> person_ref
attendance: session_ref=S1 person_ref=P1 minutes=long -> minutes
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 item_1=1 item_2=4 item_3=1 -> item_2
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 item_1=1 item_2=1.5 item_3=1 -> item_2
assessments: person_ref=P1 instrument=ucla9 date=1/4/25 item_1=1 -> instrument
assessments: person_ref=P1 instrument=outcomes_star date=1/4/25 item_1=1 -> instrument
assessments: person_ref=P1 instrument=pam date=1/4/25 item_1=1 -> item_1
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 item_1=1 item_4=1 -> item_4
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 item_1= -> score
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 score=99 -> score
assessments: person_ref=P1 instrument=ons4 date=1/4/25 score=5 -> score
assessments: person_ref=P1 instrument=swemwbs7 date=1/4/25 score=24 -> score
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 score=9 item_1=1 item_2=1 item_3=1 -> score
assessments: person_ref=P1 instrument=ucla3 date=1/4/25 stage=x1 item_1=1 -> stage
assessments: person_ref=P1 instrument=ucla3 date=1/4/1949 item_1=1 -> date
assessments: person_ref=P1 instrument=ucla3 date=1/4/2027 item_1=1 -> date
assessments: person_ref=P9 instrument=ucla3 date=1/4/2025 item_1=1 -> person_ref
events: person_ref=P1 date=1/4/1940 event_type=job -> date
events: person_ref=P1 date=1/4/2025 event_type=job quantity=-1 -> quantity
events: person_ref=P9 date=1/4/2025 event_type=job -> person_ref
environment: date=1/4/2025 factor=broomstick_km quantity=1 -> factor
environment: date=1/4/1999 factor=car_avg_unknown_km quantity=1 -> factor
environment: date=1/4/2025 factor=car_avg_unknown_km quantity=-1 -> quantity
environment: date=1/4/2025 factor=van_avg_diesel_km quantity=1 replaces_factor=car_avg_unknown_km -> replaces_quantity
environment: date=1/4/2025 factor=van_avg_diesel_km quantity=1 displacement_rate=1.2 -> displacement_rate
inputs: date_from=1/4/25 date_to=1/3/25 kind=cash amount=5 -> date_to
inputs: date_from=1/4/25 date_to=1/5/25 kind=cash amount=5 contract_ref=NO -> contract_ref
targets: contract_ref=NO indicator=people target=5 -> contract_ref
targets: contract_ref=IJB indicator=happiness target=5 -> indicator
targets: contract_ref=IJB indicator=ons4.improved target=5 -> indicator
value_lines: line_ref=V1 indicator=event:job unit_value=pixie_dust duration_years=1 -> unit_value
value_lines: line_ref=V1 indicator=event:job unit_value=wellby_2019 duration_years=0 -> duration_years
value_lines: line_ref=V1 indicator=people unit_value=wellby_2019 duration_years=1 -> indicator
value_lines: line_ref=V1 indicator=event:job unit_value=wellby_2019 duration_years=1 deadweight=1.1 -> deadweight
value_lines: line_ref=V1 indicator=event:job unit_value=wellby_2019 duration_years=1 contract_ref=NO -> contract_ref
workforce: date=1/4/2027 staff_fte=1 -> date
comparisons: comparison_ref=C1 instrument=ucla3 kind=group source=x -> pairs
comparisons: comparison_ref=C1 instrument=ucla3 output=no kind=published source=x improved_share=0.3 -> output
"""

REFUSED = """
people: person_ref= given_name=Ana -> person_ref
episodes: person_ref=P1 service=Lunch start_date=31/02/2025 -> start_date
assessments: person_ref=P1 instrument=ucla3 date=soon item_1=1 -> date
inputs: date_from=1/4/25 date_to=1/5/25 kind=love amount=5 -> kind
environment: date=1/4/2025 factor=car_avg_unknown_km quantity=1e9999 -> quantity
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that is only rehearsed in, and so is the same for every line."""
    opened = new_office(tmp_path_factory.mktemp("held"))
    bring(opened, *WHOLE)
    yield opened
    close_office(opened, backup=False)


def tried(office: Office, line: str) -> tuple[Fate, str, str]:
    """The fate of the line's row, the sheet, and the column it ought to name."""
    name, rest = line.split(": ", 1)
    row, column = rest.split(" -> ")
    cells = dict(cell.split("=", 1) for cell in row.split(" "))
    raw = RawSheet(name=name, header=tuple(cells), rows=[tuple(cells.values())])
    return only(bring(office, raw, rehearse=True)), name, column


@pytest.mark.parametrize("line", HELD.strip().splitlines())
def test_a_doubtful_row_is_held_with_its_place_and_reason(office: Office, line: str) -> None:
    fate, name, column = tried(office, line)
    assert (fate.sheet, fate.row, fate.fate, fate.column) == (name, 2, "held", column)
    assert fate.reason.endswith(".")
    assert fate.accepted


@pytest.mark.parametrize("line", REFUSED.strip().splitlines())
def test_a_row_whose_needed_cells_are_broken_is_refused(office: Office, line: str) -> None:
    fate, name, column = tried(office, line)
    assert (fate.sheet, fate.fate, fate.column) == (name, "refused", column)
    assert fate.reason.endswith(".")
    assert fate.accepted


def test_every_fault_of_a_row_is_told(office: Office) -> None:
    report = bring(
        office,
        sheet("people", "person_ref date_of_birth disability referral_date",
              ("P8", "31/02/1950", "perhaps", "#N/A"), (None, "soon", "no", None)),
        sheet("assessments", "person_ref instrument date stage q1 q2 q3",
              ("P1", "ucla3", "1/1/1949", "sometime", 2, 9, 7), ("P9", "nothing", "", "", 1, 1, 1)),
    )  # fmt: skip
    told = {(fate.sheet, fate.row): (fate.fate, [fault.column for fault in fate.faults]) for fate in report.fates}
    assert told == {
        ("people", 2): ("held", ["date_of_birth", "disability", "referral_date"]),
        ("people", 3): ("refused", ["person_ref", "date_of_birth"]),
        ("assessments", 2): ("held", ["stage", "date", "item_2", "item_3"]),
        ("assessments", 3): ("refused", ["date", "person_ref", "instrument"]),
    }
    assert all(fault.reason and fault.accepted for fate in report.fates for fault in fate.faults)
    kept = held_row(office, report.import_id, "people", 2).fate
    assert kept == next(fate for fate in report.fates if (fate.sheet, fate.row) == ("people", 2))
    partly = correct_held(office, report.import_id, "people", 2, {"date_of_birth": "1/2/1950"}).value
    assert [fault.column for fault in partly.faults] == ["disability", "referral_date"]
    assert held_row(office, report.import_id, "people", 2).fate == partly


def test_a_row_that_is_only_doubtful_says_so(office: Office) -> None:
    report = bring(office, sheet("people", "person_ref date_of_birth", ("P8", "1/1/2040"), ("P9", "1/13/2040")),
                   as_it_is=False)  # fmt: skip
    assert [fate.only_doubts for fate in report.fates] == [True, False]


def test_a_day_of_death_comes_in_and_a_visit_after_it_waits(office: Office) -> None:
    report = bring(
        office,
        sheet("people", "person_ref given_name died", ("P71", "Ana", "1/3/2025"), ("P72", "Bo", None)),
        sheet("sessions", "session_ref service date", ("S71", "Lunch", "2/3/2025")),
        sheet("attendance", "session_ref person_ref", ("S71", "P71"), ("S71", "P72")),
    )
    assert report.unknown_columns == ()
    held = [fate for fate in report.fates if fate.fate == "held"]
    assert [(fate.sheet, fate.row) for fate in held] == [("attendance", 2)]
    assert rows(office, "SELECT count(*) FROM people WHERE died_on IS NOT NULL") == [(1,)]
