"""Which kept run speaks for the enterprise where nobody chose one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from import_offices import bring, new_office, sheet

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.kept_runs import newest_run, newest_whole_run, run_named
from sfph_desktop.core.usecases.next_steps import latest_run
from sfph_desktop.core.usecases.office import Office, close_office

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    bring(
        opened,
        sheet("people", "person_ref given_name", ("P1", "Ann")),
        sheet("episodes", "person_ref service start_date", ("P1", "Lunch", date(2025, 5, 1))),
    )
    yield opened
    close_office(opened, backup=False)


def kept(office: Office, service: str = "") -> str:
    return run_toolkit(office, Selection(period=YEAR, service=service), Choices(draws=0)).value.snapshot


def test_a_run_of_everybody_speaks_though_one_of_a_part_is_newer(office: Office) -> None:
    assert newest_run(office) is newest_whole_run(office) is None
    with pytest.raises(UserCanFix, match="No run of the toolkit"):
        run_named(office)
    with pytest.raises(UserCanFix, match="has not been run yet"):
        latest_run(office)
    part = kept(office, "Lunch")
    assert (run_named(office).snapshot, newest_whole_run(office)) == (part, None), "better than none"
    whole, later = kept(office), kept(office, "Lunch")
    assert run_named(office).snapshot == whole
    assert run_named(office, later).snapshot == later
    assert latest_run(office).snapshot == whole, "the theory of change and what to measure next speak of everybody too"
