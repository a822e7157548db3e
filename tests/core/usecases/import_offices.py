"""An empty office with a clock that stands still, workbooks to bring into it, and a look at what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.workbook import Fate, ImportReport, RawSheet
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.office import (
    Office,
    cheap_key_cost,
    create_office,
    default_store_path,
    this_machine,
)

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Noon:
    """Always noon of the same day."""

    day: date = TODAY

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        return self.day


def new_office(folder: Path) -> Office:
    machine = replace(this_machine(folder / "desk", key_cost=cheap_key_cost()), clock=Noon())
    path = default_store_path(machine)
    return create_office(path, name="Braes", passphrase="harbour lantern porridge thistle", machine=machine).office


def sheet(name: str, header: str, *rows: Sequence[Any]) -> RawSheet:
    return RawSheet(name=name, header=tuple(header.split()), rows=rows)


def bring(office: Office, *sheets: RawSheet, as_it_is: bool = False, rehearse: bool = False) -> ImportReport:
    return imports.bring_in(office, sheets, file="test", as_it_is=as_it_is, rehearse=rehearse)


def fates(report: ImportReport, sheet_name: str) -> list[tuple[int, str, str]]:
    return [(f.row, f.fate, f.column) for f in report.fates if f.sheet == sheet_name]


def only(report: ImportReport) -> Fate:
    (fate,) = report.fates
    return fate


def rows(office: Office, sql: str) -> list[tuple[Any, ...]]:
    with office.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


COUNTED = ("people", "episodes", "funding", "sessions", "attendance", "assessments", "answers", "scores", "events",
           "environment", "contracts", "targets", "inputs", "value_lines", "workforce", "comparisons")  # fmt: skip


def counts(office: Office) -> dict[str, int]:
    """How many rows each table holds."""
    return {table: rows(office, f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}


def everything(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of records."""
    tables = (*COUNTED, "imports", "import_rows", "units", "history")
    return {table: rows(office, f"SELECT * FROM {table}") for table in tables}


PEOPLE = sheet("people", "person_ref given_name family_name date_of_birth postcode",
               ("P1", "Ana", "Reid", date(1950, 5, 1), "G1 1AA"), ("P2", "Bo", "Kerr", date(1960, 6, 2), ""),
               ("P3", "Cat", "Ross", None, "G3 3CC"))  # fmt: skip
CONTRACTS = sheet("contracts", "contract_ref title value", ("IJB", "Meals", "£1,250.50"), ("COUNCIL", "Laundry", None))
EPISODES = sheet("episodes", "episode_ref person_ref service start_date end_date contract_ref",
                 ("E1", "P1", "Lunch", "1/4/2025", "1/9/2025", "IJB:60;COUNCIL:40"),
                 (None, "P2", "Lunch", "2/4/2025", None, "IJB"),
                 ("E3", "P3", "Lunch", "3/4/2025", None, None))  # fmt: skip
SESSIONS = sheet("sessions", "session_ref service date minutes unnamed_low unnamed_high",
                 ("S1", "Lunch", "8/4/2025", 90, 2, 3), ("S2", "Lunch", "15/4/2025", "1:30", 1, None))  # fmt: skip
ATTENDANCE = sheet(
    "attendance", "session_ref person_ref minutes", ("S1", "P1", None), ("S1", "P2", 60), ("S2", "P1", None)
)
ASSESSMENTS = sheet("assessments", "person_ref instrument date stage score q1 q2 q3 q4 q5 q6 q7",
                    ("P1", "swemwbs7", "9/4/2025", "baseline", None, 3, 3, 3, 3, 3, 3, 3),
                    ("P1", "SWEMWBS", "9/8/2025", "review", None, 4, 4, 4, 4, 4, 4, 4),
                    ("P2", "ucla3", "9/4/2025", "baseline", None, 2, 2, 3),
                    ("P2", "pam", "9/4/2025", None, 55.5))  # fmt: skip
WHOLE = (PEOPLE, CONTRACTS, EPISODES, SESSIONS, ATTENDANCE, ASSESSMENTS)
