"""What Today says is due, of every kind, and that what is old does not bury what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.event import listen
from tests.core.usecases.hall import BEGAN, TUESDAY, Hall, hall

from sfph_desktop.core.domain.delivery import Group, GroupId, GroupMember
from sfph_desktop.core.domain.office_facts import DueItem
from sfph_desktop.core.domain.partners import Referral
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Action, Alert, Consent
from sfph_desktop.core.domain.registers import AWAY, HERE
from sfph_desktop.core.domain.schedule import meets_on
from sfph_desktop.core.store.queries.consents import without_consent
from sfph_desktop.core.store.queries.due import due
from sfph_desktop.core.usecases import history, registers
from sfph_desktop.core.usecases.today import finish_action, note_absences, today

ONE, TWO = ServiceUserId(1), ServiceUserId(2)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def items(there: Hall, *kinds: str) -> list[DueItem]:
    return [item for item in today(there.office).due if item.kind in kinds]


def add(there: Hall, kind: str, value: Any) -> None:
    with there.office.writing("added") as unit:
        unit.add(kind, value)


def taken(there: Hall, weeks: int, *away: int) -> None:
    at = replace(there.at, day=TUESDAY - timedelta(weeks=weeks))
    for person in away:
        registers.mark(there.office, at, person, AWAY)
    registers.finish_register(there.office, at)


def test_three_absences_in_a_row_reach_today_until_somebody_has_spoken_to_them(here: Hall) -> None:
    taken(here, 4, 1, 2)
    taken(here, 3, 1, 2)
    assert items(here, "absences") == []
    registers.cancel_session(here.office, replace(here.at, day=TUESDAY - timedelta(weeks=2)))
    taken(here, 1, 1)
    (item,) = items(here, "absences")
    assert (item.title, item.person_id, item.record, item.when) == (
        "N01: away 3 times in a row",
        1,
        here.group_id,
        "week",
    )
    done = note_absences(here.office, 1, here.group_id, spoken=True)
    assert items(here, "absences") == []
    history.undo(here.office, done.unit_id)
    assert len(items(here, "absences")) == 1
    note_absences(here.office, 1, here.group_id, spoken=False)
    assert items(here, "absences") == []
    (action,) = items(here, "action")
    assert "Tuesday lunch" in action.title
    finish_action(here.office, action.record)
    assert items(here, "action") == []


def test_who_came_again_or_left_is_not_asked_for(here: Hall) -> None:
    for weeks in (5, 4, 3):
        taken(here, weeks, 1, 2)
    registers.mark(here.office, here.at, 1, HERE)
    registers.finish_register(here.office, here.at)
    assert [item.person_id for item in items(here, "absences")] == []
    registers.mark(here.office, here.at, 2, AWAY)
    assert [item.person_id for item in items(here, "absences")] == [2]


def test_alerts_actions_consents_and_referrals(here: Hall) -> None:
    add(here, "alerts", Alert(person_id=ONE, text="nuts", from_date=BEGAN, review_on=TUESDAY + timedelta(days=14)))
    add(here, "alerts", Alert(person_id=TWO, text="far", from_date=BEGAN, review_on=TUESDAY + timedelta(days=15)))
    add(here, "alerts", Alert(person_id=TWO, text="over", from_date=BEGAN, review_on=TUESDAY, ended_on=TUESDAY))
    add(here, "actions", Action(person_id=ONE, what="Ring the GP", due_on=TUESDAY, by_whom="Ana"))
    add(here, "actions", Action(person_id=ONE, what="Done", due_on=TUESDAY, done_on=TUESDAY))
    add(here, "referrals", Referral(person_id=TWO, direction="in", source="GP", made_on=TUESDAY - timedelta(days=3)))
    add(here, "referrals", Referral(person_id=TWO, direction="in", made_on=BEGAN, outcome="started"))
    for purpose, days in (("service", 10), ("photo", -2), ("story", 60)):
        end = TUESDAY + timedelta(days=days)
        add(here, "consents", Consent(person_id=ONE, purpose=purpose, given_on=BEGAN, expires_on=end))
    told = {(item.kind, item.title, item.detail) for item in today(here.office).due}
    assert ("alert", "N01: look at an alert again", "nuts") in told
    assert ("action", "N01: Ring the GP", "by Ana") in told
    assert ("referral", "N02 waits to be contacted", "referred by GP, 3 days ago") in told
    assert len(items(here, "alert", "action", "referral")) == 3
    ends = items(here, "consent_ends")
    assert [item.detail for item in ends] == [
        "They agreed to use their photo",
        "They agreed to keep this record and support them",
    ]
    assert items(here, "consent")[0].title == "24 of 25 people have no date for their consent"


def test_registers_that_are_missing_or_not_finished(here: Hall) -> None:
    assert [item.due for item in items(here, "register")] == [TUESDAY - timedelta(days=7), TUESDAY]
    registers.mark(here.office, here.at, 1, AWAY)
    assert [item.due for item in items(here, "register")] == [TUESDAY - timedelta(days=7)]
    (item,) = items(here, "register_open")
    assert item.title == "Tuesday lunch: the register is not finished"
    registers.finish_register(here.office, here.at)
    assert items(here, "register_open") == []


def test_what_is_long_overdue_stands_after_what_is_new(here: Hall) -> None:
    for days in (-400, -20, -3, 2, 6, -900):
        add(here, "actions", Action(person_id=ONE, what=f"{days}", due_on=TUESDAY + timedelta(days=days)))
    told = [(item.when, item.title.split(": ")[1]) for item in items(here, "action")]
    assert told == [("week", "-3"), ("week", "2"), ("week", "6"), ("late", "-20"), ("long", "-400"), ("long", "-900")]


@pytest.mark.parametrize("every", ["week", "fortnight", "month", "once"])
def test_the_query_knows_the_rhythm_of_groups_as_the_calendar_does(here: Hall, every: str) -> None:
    with here.office.writing("groups") as unit:
        for number, begins in enumerate((date(2026, 9, 1), date(2026, 9, 29), date(2026, 10, 7), date(2026, 10, 31))):
            group = Group(name=f"G{number}", service="S", every=every, weekday=(number * 3) % 7, from_date=begins)
            group_id = GroupId(unit.add("groups", group))
            unit.add("group_members", GroupMember(group_id=group_id, person_id=ONE, from_date=BEGAN))
    with here.office.reading() as connection:
        from sfph_desktop.core.store.queries.values import values_of

        groups = [one for one in values_of(connection, "groups") if one.name.startswith("G")]
        for week in range(14):
            day = TUESDAY + timedelta(days=8 * week)
            asked = {
                (one.one, one.due)
                for one in due(connection, day, {}.get)[0]
                if one.kind == "register" and one.one != "Tuesday lunch"
            }
            days = [day - timedelta(days=back) for back in range(8)]
            assert asked == {(one.name, on) for one in groups for on in days if meets_on(one, on)}


def test_one_statement_tells_all_that_is_due_however_much_there_is(here: Hall) -> None:
    """Beside it stand three of what the office says of itself, and at most four of the latest changes."""
    asked: list[str] = []
    listen(here.office.store.reader, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def statements() -> list[str]:
        asked.clear()
        assert today(here.office).due
        return [one for one in asked if one != "BEGIN"]

    taken(here, 1, 1)
    statements()
    few = statements()
    for weeks in (5, 4, 3, 2):
        taken(here, weeks, 1, 2, 3)
    for days in range(20):
        add(here, "actions", Action(person_id=ONE, what="Ring the GP", due_on=TUESDAY - timedelta(days=days)))
    for weeks in (4, 3, 2):
        registers.undo_register(here.office, replace(here.at, day=TUESDAY - timedelta(weeks=weeks)))
    taken(here, 4, 1, 2, 3)
    many = statements()
    assert sum("UNION ALL" in one for one in many) == sum("UNION ALL" in one for one in few) == 1
    assert len(many) <= len(few) + 1 <= 8, "one more for all that was taken back, however many"


def test_the_counts_are_of_what_there_is(here: Hall) -> None:
    taken(here, 1, 1)
    counts = today(here.office).counts
    assert (counts["people"], counts["sessions"], counts["attendance"], counts["open_episodes"]) == (25, 1, 19, 0)


def test_a_consent_that_was_asked_for_again_does_not_run_out(here: Hall) -> None:
    end = TUESDAY + timedelta(days=5)
    for given, expires in ((BEGAN, end), (BEGAN + timedelta(days=1), None)):
        add(here, "consents", Consent(person_id=ONE, purpose="service", given_on=given, expires_on=expires))
        add(here, "consents", Consent(person_id=TWO, purpose="service", given_on=given, expires_on=end))
    gone = Consent(person_id=ServiceUserId(3), purpose="service", given_on=BEGAN, withdrawn_on=TUESDAY)
    add(here, "consents", gone)
    assert [item.person_id for item in items(here, "consent_ends")] == [2]
    assert items(here, "consent")[0].title == "23 of 25 people have no date for their consent"
    with here.office.reading() as connection:
        assert without_consent(connection, TUESDAY) == 23
