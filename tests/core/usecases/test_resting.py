"""Removed records rest for 90 days, come back whole, and are erased after that wherever the history held them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.usecases.hall import TUESDAY, Hall, hall

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import AWAY, HERE
from sfph_desktop.core.store.queries.values import value
from sfph_desktop.core.usecases import history, registers, resting
from sfph_desktop.core.usecases.delivery import remove_session
from sfph_desktop.core.usecases.people import change_person, list_people, remove_person


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def held(there: Hall) -> str:
    with there.office.reading() as connection:
        rows = connection.exec_driver_sql("SELECT before, after FROM history").all()
    return " ".join(str(cell) for row in rows for cell in row)


def test_a_removed_person_rests_and_comes_back_with_all_that_was_theirs(here: Hall) -> None:
    registers.mark(here.office, here.at, 1, HERE)
    registers.mark(here.office, here.at, 2, AWAY)
    removed = remove_person(here.office, 1)
    (one,) = resting.rested_records(here.office)
    assert (one.unit_id, one.what, one.until) == (removed.unit_id, "N01 (P-01)", TUESDAY + timedelta(days=90))
    assert one.records["people"] == 1
    resting.bring_back(here.office, one.unit_id)
    assert resting.rested_records(here.office) == ()
    line = registers.register_page(here.office, here.at).lines[0]
    assert (line.ref, line.mark) == ("P-01", HERE)
    with pytest.raises(UserCanFix, match="nothing removed under the number"):
        resting.bring_back(here.office, one.unit_id)


def test_a_changed_mark_is_no_removal_and_a_session_is_one(here: Hall) -> None:
    registers.mark(here.office, here.at, 1, AWAY)
    registers.mark(here.office, here.at, 1, HERE)
    assert resting.rested_records(here.office) == ()
    remove_session(here.office, registers.register_page(here.office, here.at).session.id)
    assert [one.what for one in resting.rested_records(here.office)] == ["Lunch club (R-20261103-1)"]


def test_after_ninety_days_nothing_of_them_is_left(here: Hall) -> None:
    with here.office.reading() as connection:
        person = value(connection, "people", 21)
    change_person(here.office, replace(person, family_name="Żółkiewska", notes="likes tea"))
    removed = remove_person(here.office, 21)
    assert "likes tea" in held(here)
    later = here.on(TUESDAY + timedelta(days=90)).office
    assert resting.erase_rested(later) == 0
    later = here.on(TUESDAY + timedelta(days=91)).office
    assert resting.erase_rested(later) == 2
    assert "likes tea" not in held(here)
    assert "Żółkiewska" not in held(here)
    assert resting.rested_records(here.office) == ()
    with pytest.raises(UserCanFix, match=r"rests for 90 days\. They are over"):
        history.undo(later, removed.unit_id)
    assert len(list_people(here.office).rows) == 24
    assert resting.erase_rested(later) == 0


def test_what_was_brought_back_is_not_erased(here: Hall) -> None:
    removed = remove_person(here.office, 21)
    back = resting.bring_back(here.office, removed.unit_id)
    later = here.on(TUESDAY + timedelta(days=200)).office
    assert resting.erase_rested(later) == 0
    assert len(list_people(here.office).rows) == 25
    history.undo(later, back.unit_id)
    assert len(list_people(here.office).rows) == 24
