"""A session from a spreadsheet and the register of a group on the same day: told, used, never counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.usecases.hall import TUESDAY, Hall, hall

from sfph_desktop.core.domain.delivery import ActivitySession, Attendance, Group, SessionId
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Join
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import delivery, groups, history, registers
from sfph_desktop.core.usecases.attaching import attach_session, use_session
from sfph_desktop.core.usecases.today import today


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def from_a_spreadsheet(there: Hall, *people: int, service: str = "Lunch club", ref: str = "S-7") -> int:
    with there.office.writing("Brought in a spreadsheet") as unit:
        session = ActivitySession(session_ref=ref, service=service, date=TUESDAY, place="Hall", unnamed_high=2)
        number = SessionId(unit.add("sessions", session))
        for person in people:
            unit.add("attendance", Attendance(session_id=number, person_id=ServiceUserId(person)))
    return number


def test_a_new_register_tells_of_the_session_that_is_there(here: Hall) -> None:
    assert registers.register_page(here.office, here.at).loose == ()
    from_a_spreadsheet(here, 1, ref="S-6")
    number = from_a_spreadsheet(here, 1, 2, 21)
    from_a_spreadsheet(here, 1, service="Chess", ref="S-8")
    first, second = registers.register_page(here.office, here.at).loose
    assert first.said == "Lunch club (S-7), Hall, with 3 people by name and 0 to 2 unnamed"
    assert (first.id, second.ref) == (number, "S-6")
    assert len(registers.mark(here.office, here.at, 3, "here").value.loose) == 2, "told while it is open"
    assert registers.finish_register(here.office, here.at).value.loose == ()


def test_it_becomes_the_register_of_the_group_and_can_be_taken_back(here: Hall) -> None:
    number = from_a_spreadsheet(here, 1, 2, 21)
    done = use_session(here.office, here.at, number)
    page = done.value
    assert (page.session.register, page.at.group_id, len(page.here)) == ("taken", here.group_id, 3)
    assert [line.person_id for line in page.walk_ins] == [21]
    assert len(page.members) == 20
    assert delivery.session_page(here.office, number).away == (), "a spreadsheet of who came says nobody was away"
    assert not [item for item in today(here.office).due if item.kind == "register" and item.due == TUESDAY]
    assert groups.group_page(here.office, here.group_id).sessions[0].id == number
    history.undo(here.office, done.unit_id)
    assert registers.register_page(here.office, here.at).session.id == 0
    assert not any(one.walk_in for one in delivery.session_page(here.office, number).people)


def test_what_cannot_be_the_groups_is_refused_and_nothing_changes(here: Hall) -> None:
    chess = groups.add_group(here.office, Group(name="Chess", service="Chess", every="none")).value.id
    number = from_a_spreadsheet(here, 1)
    assert delivery.session_page(here.office, number).groups == ((here.group_id, "Tuesday lunch"),)
    with pytest.raises(UserCanFix, match="S-7 is a session of Lunch club, and Chess of Chess"):
        attach_session(here.office, number, chess)
    registers.mark(here.office, here.at, 1, "here")
    with pytest.raises(UserCanFix, match="has a register of 3 November 2026 already"):
        attach_session(here.office, number, here.group_id)
    page = delivery.session_page(here.office, number)
    assert (page.session.group_id, page.session.register, page.groups) == (None, "", ())
    registers.undo_register(here.office, here.at)
    attach_session(here.office, number, here.group_id)
    with pytest.raises(UserCanFix, match="belongs to Tuesday lunch already"):
        attach_session(here.office, number, chess)


def test_one_human_in_a_spreadsheet_twice_is_told(here: Hall) -> None:
    number = from_a_spreadsheet(here, 5, 25)
    with here.office.writing("joined") as unit:
        unit.add("joins", Join(person_id=ServiceUserId(5), other_id=ServiceUserId(25), joined_on=TUESDAY))
    with pytest.raises(UserCanFix, match="P-05 and P-25 are one person's records, and both are written down in S-7"):
        attach_session(here.office, number, here.group_id)
    assert delivery.session_page(here.office, number).session.group_id is None


def test_a_day_that_is_not_the_groups_is_known_as_such(here: Hall) -> None:
    assert registers.register_page(here.office, here.at).usual
    assert not registers.register_page(here.office, replace(here.at, day=TUESDAY - timedelta(days=1))).usual
    free = groups.add_group(here.office, Group(name="Chess", service="Chess", every="none"), (1,)).value
    page = groups.group_page(here.office, free.id)
    assert page.next_meeting is None
    assert registers.register_page(here.office, replace(here.at, group_id=free.id)).usual
    assert not [item for item in today(here.office).due if "Chess" in item.title], "on no fixed day nobody is missed"
