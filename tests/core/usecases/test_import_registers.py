"""A spreadsheet that has a session of a day whose register is taken already says so, and still comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from import_offices import bring, sheet
from tests.core.usecases.hall import TUESDAY, Hall, hall

from sfph_desktop.core.domain.registers import AWAY
from sfph_desktop.core.usecases.registers import mark

HEADER = "session_ref service date"


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def test_a_session_on_a_day_with_a_register_is_told(club: Hall) -> None:
    day, other = f"{TUESDAY:%d/%m/%Y}", "2/11/2026"
    before = bring(club.office, sheet("sessions", HEADER, ("S1", "Lunch club", day)))
    assert before.warnings == (), "there is no register yet"
    mark(club.office, club.at, 1, AWAY)
    rows = [("S2", "LUNCH CLUB", day), ("S3", "Lunch club", other), ("S4", "Choir", day)]
    (said,) = bring(club.office, sheet("sessions", HEADER, *rows)).warnings
    assert said.startswith(f"A register is there already for LUNCH CLUB on {day}, which the file has as well. If it is")
    assert bring(club.office, sheet("sessions", HEADER, *rows)).warnings == (), "they are in, and not new any more"
