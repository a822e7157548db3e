"""The sample can have been: nobody comes, answers or helps after the day on which they died."""

from __future__ import annotations

from datetime import date
from typing import cast

from sfph_desktop.core.interchange.sample.enterprise import sample_sheets


def test_a_death_ends_all_that_is_told_of_a_person() -> None:
    sheets = {sheet.name: [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows] for sheet in
              sample_sheets(1_500, 2008)}  # fmt: skip
    deaths = {row["person_ref"]: cast("date", row["end_date"]) for row in sheets["episodes"] if
              row["end_reason"] == "died"}  # fmt: skip
    assert len(deaths) > 10
    days = {row["session_ref"]: row["date"] for row in sheets["sessions"]}
    told = {
        "episodes": [(row["person_ref"], row["start_date"], row["end_date"]) for row in sheets["episodes"]],
        "attendance": [(row["person_ref"], days[row["session_ref"]]) for row in sheets["attendance"]],
        "assessments": [(row["person_ref"], row["date"]) for row in sheets["assessments"]],
        "events": [(row["person_ref"], row["date"]) for row in sheets["events"]],
        "roles": [(row["person_ref"], row["from_date"], row["to_date"]) for row in sheets["roles"]],
    }
    for name, rows in told.items():
        assert rows
        for ref, *when in rows:
            if ref in deaths:
                assert all(day is not None and cast("date", day) <= deaths[ref] for day in when), (name, ref)
    once = [(row["person_ref"], row["instrument"], row["date"]) for row in sheets["assessments"]]
    assert len(once) == len(set(once)), "nobody answers the same twice on a day"
