"""One change for many people: shown before, done whole or not at all, undone as one, told in each history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from tests.core.usecases.plain_office import plain_office

from sfph_desktop.core.domain.bulk import EndForMany, GroupForMany, SourceForMany
from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import bulk, groups, joining, people, person_record
from sfph_desktop.core.usecases.history import recent, undo
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.record_history import person_history

LAST_YEAR = timedelta(days=365)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def _people(office: Office, *refs: str, **given: object) -> list[int]:
    return [people.add_person(office, ServiceUser(person_ref=ref, **given)).value.id for ref in refs]  # type: ignore[arg-type]


def _sources(office: Office, ids: list[int]) -> list[str]:
    return [people.person_page(office, one).person.referral_source for one in ids]


def _fates(look: bulk.BulkLook) -> list[tuple[str, str]]:
    return [(one.person_ref, one.fate) for one in look.lines]


def test_a_referral_source_for_many_is_shown_done_told_and_undone_as_one(office: Office) -> None:
    today = office.clock.today()
    ids = _people(office, "P-1", "P-2")
    ids += _people(office, "P-3", referral_source="Housing", referral_date=today)
    ids += _people(office, "P-4", referral_source="GP")
    wish = SourceForMany(source="  GP ")
    look = bulk.look_at_change(office, ids, wish)
    assert _fates(look) == [("P-1", "set"), ("P-2", "set"), ("P-3", "replace"), ("P-4", "same")]
    assert look.lines[2].now == "Housing"
    assert _sources(office, ids) == ["", "", "Housing", "GP"], "looking writes nothing"
    done = bulk.change_for_many(office, ids, wish)
    assert done.value == look
    assert _sources(office, ids) == ["GP"] * 4
    (referral,) = [one.referral for one in _referrals(office, ids[2])]
    assert referral == "GP", "the referral that the record tells of says the same"
    assert "referred by set to GP" in " ".join(person_history(office, ids[0])[0].said)
    assert "Housing" in " ".join(person_history(office, ids[2])[0].said)
    assert recent(office)[0].why == "Changed the referral source of 3 people at once"
    undo(office, done.unit_id)
    assert _sources(office, ids) == ["", "", "Housing", "GP"]
    assert [one.referral for one in _referrals(office, ids[2])] == ["Housing"]


class _Told:
    def __init__(self, referral: str) -> None:
        self.referral = referral


def _referrals(office: Office, person: int) -> list[_Told]:
    with office.reading() as connection:
        rows = connection.exec_driver_sql("SELECT source FROM referrals WHERE person_id = ?", (person,)).all()
    return [_Told(str(row[0])) for row in rows]


def test_places_in_a_group_and_nothing_half_done_when_one_cannot_be(office: Office) -> None:
    today = office.clock.today()
    group = groups.add_group(office, Group(name="Choir", service="Music")).value
    ids = _people(office, "P-1", "P-2", "P-3")
    ids += _people(office, "P-4", died_on=today - timedelta(days=2))
    groups.add_member(office, group.id, ids[1], since=today - timedelta(days=9))
    joining.say_same(office, "P-1", "P-3")
    wish = GroupForMany(group_id=group.id, since=today)
    look = bulk.look_at_change(office, ids, wish)
    assert _fates(look) == [("P-1", "set"), ("P-2", "same"), ("P-3", "same"), ("P-4", "cannot")], (
        "two records of one human get one place"
    )
    with pytest.raises(UserCanFix, match="cannot be done for 1 of 4 people") as refused:
        bulk.change_for_many(office, ids, wish)
    ((told,), members) = (refused.value.problems, groups.group_page(office, group.id).members)
    assert (told.value, "died on" in told.reason, len(members)) == ("P-4", True, 1)
    done = bulk.change_for_many(office, ids, wish, leave_out=True)
    assert [one.value for one in done.problems] == ["P-4"]
    assert len(groups.group_page(office, group.id).members) == 2
    assert "Choir" in " ".join(person_history(office, ids[0])[0].said)
    undo(office, done.unit_id)
    assert len(groups.group_page(office, group.id).members) == 1


def test_the_end_of_a_service_for_those_who_are_in_it(office: Office) -> None:
    today = office.clock.today()
    begun, over = today - LAST_YEAR, today - timedelta(days=30)
    ids = _people(office, "P-1", "P-2", "P-3", "P-4")
    _enrol(office, ids[0], begun)
    _enrol(office, ids[1], begun, end_date=over)
    _enrol(office, ids[2], today)
    wish = EndForMany(service="lunch CLUB", on=today - timedelta(days=1), reason="Funding ended")
    look = bulk.look_at_change(office, ids, wish)
    assert _fates(look) == [("P-1", "set"), ("P-2", "same"), ("P-3", "cannot"), ("P-4", "cannot")]
    assert "before it began" in look.lines[2].reason
    done = bulk.change_for_many(office, ids, wish, leave_out=True)
    (episode,) = people.person_page(office, ids[0]).episodes
    assert (episode.end_date, episode.end_reason) == (wish.on, "Funding ended")
    (other,) = people.person_page(office, ids[1]).episodes
    assert (other.end_date, other.end_reason) == (over, ""), "what ended before keeps its day"
    assert "Funding ended" in " ".join(person_history(office, ids[0])[0].said)
    undo(office, done.unit_id)
    assert people.person_page(office, ids[0]).episodes[0].end_date is None
    for bad, column in (
        (replace(wish, on=today + timedelta(days=1)), "on"),
        (replace(wish, service=" "), "service"),
        (SourceForMany(source=" "), "source"),
        (SourceForMany(source="x" * 501), "source"),
    ):
        with pytest.raises(UserCanFix) as refused:
            bulk.change_for_many(office, ids, bad)
        assert [one.column for one in refused.value.problems] == [column]


def _enrol(office: Office, person: int, start: date, **more: date) -> None:
    episode = Episode(person_id=ServiceUserId(person), episode_ref="", service="Lunch club", start_date=start, **more)  # type: ignore[arg-type]
    person_record.add_to_record(office, episode)


def test_who_was_removed_meanwhile_is_told_and_nobody_is_refused(office: Office) -> None:
    first, second = _people(office, "P-1", "P-2")
    people.remove_person(office, first)
    look = bulk.look_at_change(office, [first, second, second], SourceForMany(source="GP"))
    assert [one.fate for one in look.lines] == ["set", "cannot"]
    with pytest.raises(UserCanFix, match="Nobody is chosen"):
        bulk.look_at_change(office, [], SourceForMany(source="GP"))


def test_five_thousand_people_in_one_go(office: Office) -> None:
    with office.writing("many") as unit:
        first = unit.next_id("people")
        ids = list(range(first, first + 5000))
        rows = [(one, f"P-{one:05d}", "Ann", f"Reid {one}", (one % 2 and "Housing") or "") for one in ids]
        unit.insert_many("people", ("id", "person_ref", "given_name", "family_name", "referral_source"), rows)
    group = groups.add_group(office, Group(name="Choir", service="Music")).value
    begun = perf_counter()
    done = bulk.change_for_many(office, ids, SourceForMany(source="GP"))
    placed = bulk.change_for_many(office, ids, GroupForMany(group_id=group.id, since=office.clock.today()))
    took = perf_counter() - begun
    assert (len(done.value.of("replace")), len(done.value.of("set"))) == (2500, 2500)
    assert len(placed.value.changing) == len(groups.group_page(office, group.id).members) == 5000
    assert took < 20, f"{took:.1f} s"  # about 1 s on a desk; what grows with the square of the people is seen
    undo(office, done.unit_id)
    with office.reading() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM people WHERE referral_source = 'GP'").scalar()
    assert left == 0


def test_everybody_in_a_service_gets_a_place_in_a_group_made_of_it(office: Office) -> None:
    today = office.clock.today()
    first, second, third = _people(office, "P-1", "P-2", "P-3")
    _enrol(office, first, today - LAST_YEAR)
    _enrol(office, second, today)
    _enrol(office, third, today - LAST_YEAR, end_date=today - timedelta(days=1))
    with pytest.raises(UserCanFix, match="a service with 2 people in it") as told:
        groups.find_group(office, "lunch club")
    assert "--everybody" in told.value.do
    group = groups.add_group(office, Group(name="Tuesday lunch", service="Lunch club")).value
    assert groups.group_page(office, group.id).in_service == 2
    over = Group(name="Last year's lunch", service="Lunch club", to_date=today - timedelta(days=1))
    assert not groups.group_page(office, groups.add_group(office, over).value.id).in_service, "nobody can join it"
    done = bulk.place_all_of_service(office, group)
    page = groups.group_page(office, group.id)
    assert ([one.ref for one in page.members], page.in_service) == (["P-1", "P-2"], 0)
    assert bulk.place_all_of_service(office, group).value.of("same"), "who has a place keeps it"
    undo(office, done.unit_id)
    assert not groups.group_page(office, group.id).members
    begun = today - timedelta(days=30)
    older = groups.add_group(office, Group(name="Thursday lunch", service="Lunch club", from_date=begun)).value
    said = bulk.place_all_of_service(office, older).why
    assert "or from when they joined Lunch club where that was later" in said
    since = {one.ref: one.from_date for one in groups.group_page(office, older.id).members}
    assert since == {"P-1": begun, "P-2": today}, "so that last week's register can be taken of those who came then"
    empty = groups.add_group(office, Group(name="Chess", service="Chess")).value
    with pytest.raises(UserCanFix, match="Nobody is enrolled in Chess"):
        bulk.place_all_of_service(office, empty)
