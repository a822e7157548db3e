"""Services, groups and members: made, changed, ended, and told what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.core.usecases.hall import BEGAN, TUESDAY, Hall, hall

from sfph_desktop.core.domain.delivery import Activity, Group, Service
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Join
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import HERE, RegisterAt
from sfph_desktop.core.store.queries.values import value
from sfph_desktop.core.usecases import delivery, groups, history, registers, services


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def refused(there: Hall, group: Group) -> dict[str, str]:
    with pytest.raises(UserCanFix) as refusal:
        groups.add_group(there.office, group)
    return {problem.column: problem.reason for problem in refusal.value.problems}


def test_a_group_has_its_page(here: Hall) -> None:
    registers.mark(here.office, here.at, 1, HERE)
    registers.finish_register(here.office, here.at)
    page = groups.group_page(here.office, here.group_id)
    assert len(page.members) == 20
    assert (page.members[0].ref, page.members[0].came, page.members[0].last_came) == ("P-01", 1, TUESDAY)
    assert [(one.date, one.here, one.away, one.register) for one in page.sessions] == [(TUESDAY, 20, 0, "taken")]
    assert page.next_meeting == TUESDAY + timedelta(days=7)
    (row,) = groups.list_groups(here.office, "lunch").rows
    assert dict(zip(groups.GROUP_COLUMNS, row, strict=True))["meets"] == "every Tuesday at 12:30"
    assert groups.list_groups(here.office, "chess").rows == ()


def test_members_come_and_go(here: Hall) -> None:
    office = here.office
    member = groups.add_member(office, here.group_id, 21, since=TUESDAY).value
    ended = groups.change_member(office, member.id, until=TUESDAY + timedelta(days=3))
    assert ended.why == "N21 has left Tuesday lunch"
    again = groups.add_member(office, here.group_id, 21, since=TUESDAY + timedelta(days=9)).value
    with pytest.raises(UserCanFix, match="belongs to Tuesday lunch already"):
        groups.change_member(office, member.id, open_end=True)
    groups.remove_member(office, again.id)
    assert groups.change_member(office, member.id, open_end=True).value.to_date is None
    rows = groups.list_members(office).rows
    assert [row[2] for row in rows][-1] == "P-21"


def test_nobody_belongs_to_a_group_twice_not_even_by_a_joined_record(here: Hall) -> None:
    with here.office.writing("joined") as unit:
        unit.add("joins", Join(person_id=ServiceUserId(21), other_id=ServiceUserId(1), joined_on=TUESDAY))
    for person in (1, 21):
        with pytest.raises(UserCanFix, match="belongs to Tuesday lunch already"):
            groups.add_member(here.office, here.group_id, person)
    with pytest.raises(UserCanFix, match="end is before the beginning"):
        groups.add_member(here.office, here.group_id, 22, since=TUESDAY, until=BEGAN)
    with pytest.raises(UserCanFix, match="not in the store any more"):
        groups.add_member(here.office, here.group_id, 99)


def test_what_a_group_cannot_be_is_told_by_field(here: Hall) -> None:
    usual = Group(name="Chess", service="Lunch club")
    assert refused(here, Group(name=" ", service="")) == {
        "name": "The group needs a name.",
        "service": "The service needs a name.",
    }
    assert refused(here, replace(usual, name="tuesday LUNCH"))["name"] == "There is a group called Tuesday lunch."
    assert refused(here, replace(usual, every="moon"))["every"] == "This is no rhythm of ours."
    assert "counted from a first day" in refused(here, replace(usual, every="month"))["from_date"]
    assert "needs its day" in refused(here, replace(usual, every="once"))["from_date"]
    assert "before the beginning" in refused(here, replace(usual, from_date=TUESDAY, to_date=BEGAN))["to_date"]
    assert refused(here, replace(usual, starts_at="25:00"))["starts_at"] == "'25:00' is not a time of day."
    assert refused(here, replace(usual, minutes=5000))["minutes"] == "5,000 minutes cannot be right."
    made = groups.add_group(here.office, replace(usual, starts_at="930")).value
    assert made.starts_at == "09:30"


def test_a_group_that_has_met_is_ended_and_not_removed(here: Hall) -> None:
    registers.mark(here.office, here.at, 1, HERE)
    with pytest.raises(UserCanFix, match="End it instead"):
        groups.remove_group(here.office, here.group_id)
    registers.undo_register(here.office, here.at)
    removed = groups.remove_group(here.office, here.group_id)
    assert groups.list_groups(here.office).rows == ()
    history.undo(here.office, removed.unit_id)
    assert len(groups.group_page(here.office, here.group_id).members) == 20


def test_the_registers_of_a_day_begin_with_the_groups_that_meet(here: Hall) -> None:
    office = here.office
    for name, weekday, at in (("Chess", 3, ""), ("Early tea", 1, "09:00"), ("Over", 1, "10:00")):
        ended = TUESDAY - timedelta(days=1) if name == "Over" else None
        groups.add_group(
            office, Group(name=name, service="S", weekday=weekday, starts_at=at, from_date=BEGAN, to_date=ended)
        )
    offers = groups.registers_to_take(office, TUESDAY)
    assert [(one.name, one.meets) for one in offers] == [("Early tea", True), ("Tuesday lunch", True), ("Chess", False)]
    registers.finish_register(office, here.at)
    offers = groups.registers_to_take(office, TUESDAY)
    assert [(one.name, one.state) for one in offers] == [("Early tea", ""), ("Tuesday lunch", "taken"), ("Chess", "")]
    assert offers[1].members == 20


def test_a_group_is_found_by_its_name(here: Hall) -> None:
    assert groups.find_group(here.office, " TUESDAY lunch ").id == here.group_id
    with pytest.raises(UserCanFix, match="Choose one of: Tuesday lunch"):
        groups.find_group(here.office, "chess")


def test_services_and_their_activities(here: Hall) -> None:
    office = here.office
    assert [row[:2] for row in services.list_services(office).rows] == [(0, "Lunch club")]
    assert services.service_page(office, "Lunch club").groups == ((1, "Tuesday lunch", "every Tuesday at 12:30"),)
    kept = services.add_service(
        office,
        Service(name="Lunch club", purpose="Company and a meal"),
        (Activity(service="", name="Lunch", minutes=90),),
    ).value
    page = services.service_page(office, "Lunch club")
    assert (page.service.purpose, [one.name for one in page.activities]) == ("Company and a meal", ["Lunch"])
    with pytest.raises(UserCanFix, match="There is a service called lunch CLUB"):
        services.add_service(office, Service(name="lunch CLUB"))
    with pytest.raises(UserCanFix, match="has an activity called lunch"):
        services.add_activity(office, Activity(service="Lunch club", name="lunch"))
    tea = services.add_activity(office, Activity(service="Lunch club", name="Tea")).value
    services.change_activity(office, replace(tea, name="High tea", minutes=60))
    services.change_service(office, replace(kept, name="Meals"))
    page = services.service_page(office, "Meals")
    assert [one.name for one in page.activities] == ["High tea", "Lunch"]
    assert [name for _, name, _ in page.groups] == ["Tuesday lunch"]
    assert services.activity_names(office, "Meals") == ("High tea", "Lunch")
    services.remove_activity(office, tea.id)
    services.remove_service(office, kept.id)
    assert "Meals" in delivery.services(office), "the group still names it"
    with pytest.raises(UserCanFix, match="not in the store any more"):
        services.service_page(office, "Choir")


def test_who_belonged_from_the_first_day_belongs_from_an_earlier_one_too(here: Hall) -> None:
    """Else the registers of the days between refuse every member."""
    office, earlier = here.office, BEGAN - timedelta(days=28)
    later = groups.add_member(office, here.group_id, 21, since=TUESDAY).value
    before = {one.ref: one.from_date for one in groups.group_page(office, here.group_id).members}
    group = groups.find_group(office, "Tuesday lunch")
    done = groups.change_group(office, replace(group, from_date=earlier))
    members = {one.ref: one.from_date for one in groups.group_page(office, here.group_id).members}
    moved = {ref for ref, day in before.items() if day == BEGAN}
    assert moved and members == {ref: earlier if ref in moved else day for ref, day in before.items()}
    assert members["P-21"] == later.from_date, "who came later came later"
    history.undo(office, done.unit_id)
    assert {one.ref: one.from_date for one in groups.group_page(office, here.group_id).members} == before
    groups.change_group(office, replace(group, from_date=BEGAN + timedelta(days=7)))
    after = {one.ref: one.from_date for one in groups.group_page(office, here.group_id).members}
    assert after == before, "a later first day takes nobody's place"


def test_a_first_day_typed_years_too_early_gives_nobody_a_place_before_their_birth(here: Hall) -> None:
    """Else, when the day is put right, their place could not be ended any more."""
    office, born = here.office, date(2015, 3, 1)
    child = groups.group_page(office, here.group_id).members[0]
    with office.writing("Said when somebody was born") as unit:
        person = value(unit.connection, "people", child.person_id)
        unit.change("people", replace(person, date_of_birth=born))
    group = groups.find_group(office, "Tuesday lunch")
    groups.change_group(office, replace(group, from_date=date(1966, 1, 6)))
    since = {one.ref: one.from_date for one in groups.group_page(office, here.group_id).members}
    assert since[child.ref] == born
    assert {day for ref, day in since.items() if ref != child.ref} == {date(1966, 1, 6)}


def test_a_first_day_moved_back_by_mistake_and_forward_again_leaves_the_places_where_they_were(here: Hall) -> None:
    office, slip = here.office, date(1966, 1, 6)
    by_hand = groups.add_member(office, here.group_id, 21, since=BEGAN - timedelta(days=3)).value
    before = since(here)
    group = groups.find_group(office, "Tuesday lunch")
    back = groups.change_group(office, replace(group, from_date=slip))
    assert back.why == "Changed the group Tuesday lunch. 20 people's places now begin earlier with it"
    typed = next(one for one in groups.group_page(office, here.group_id).members if one.ref == "P-03")
    groups.change_member(office, typed.id, since=slip + timedelta(days=9))
    half_way = BEGAN - timedelta(days=14)
    groups.change_group(office, replace(group, from_date=half_way))
    assert {day for ref, day in since(here).items() if ref not in {"P-03", "P-21"}} == {half_way}
    done = groups.change_group(office, replace(group, from_date=BEGAN + timedelta(days=7)))
    typed_since = slip + timedelta(days=9)
    assert since(here) == before | {"P-03": typed_since, "P-21": by_hand.from_date}, "what was typed stays"
    assert "19 people's places begin later with it again. 21 people's places begin before" in done.why
    assert done.why.endswith("and stay as they are")
    history.undo(office, done.unit_id)
    assert since(here)["P-01"] == half_way


def test_a_place_that_a_register_names_goes_forward_to_that_register_only(here: Hall) -> None:
    office, earlier = here.office, BEGAN - timedelta(days=28)
    group = groups.find_group(office, "Tuesday lunch")
    groups.change_group(office, replace(group, from_date=earlier))
    first = earlier + timedelta(days=7)
    registers.mark(office, RegisterAt(group_id=here.group_id, day=first), 1, HERE)
    groups.change_group(office, replace(group, from_date=BEGAN))
    assert (since(here)["P-01"], since(here)["P-02"]) == (first, BEGAN)
    registers.undo_register(office, RegisterAt(group_id=here.group_id, day=first))
    groups.change_group(office, replace(group, from_date=BEGAN - timedelta(days=1)))
    groups.change_group(office, replace(group, from_date=BEGAN))
    assert set(since(here).values()) == {BEGAN}


def since(there: Hall) -> dict[str, date]:
    return {one.ref: one.from_date for one in groups.group_page(there.office, there.group_id).members}
