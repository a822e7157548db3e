"""A person's record part by part: what is kept, what cannot be so, and who changed what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.delivery import ActivitySession, Attendance, SessionId
from sfph_desktop.core.domain.measures import Assessment, OutcomeEvent
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Action, Alert, Note, OtherName, PersonLink, Role
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import history, people, person_record
from sfph_desktop.core.usecases.lists import listing
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person_page import person_choices, person_page
from sfph_desktop.core.usecases.person_record import (
    add_to_record,
    change_in_record,
    read_private_note,
    remove_from_record,
)
from sfph_desktop.core.usecases.record_history import person_history, record_history

NUMBERS = count(1)
BORN = date(1980, 5, 17)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all of these: each test has people of its own."""
    yield from plain_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def today(office: Office) -> date:
    return office.clock.today()


def somebody(office: Office, given: str = "Ann", **more: Any) -> ServiceUserId:
    person = ServiceUser(person_ref=f"T-{next(NUMBERS)}", given_name=given, **{"date_of_birth": BORN, **more})
    return people.add_person(office, person).value.id


def session(office: Office, day: date, *people: ServiceUserId) -> int:
    with office.writing("a session") as unit:
        made = ActivitySession(session_ref=f"S-{next(NUMBERS)}", service="Lunch club", date=day)
        record = unit.add("sessions", made)
        for person in people:
            unit.add("attendance", Attendance(session_id=SessionId(record), person_id=person))
    return record


def refused(office: Office, do: Any, *given: Any, **more: Any) -> tuple[str, str]:
    """What a refusal says, and the field it names; nothing was written."""
    before = history.recent(office, 1)
    with pytest.raises(UserCanFix) as trouble:
        do(office, *given, **more)
    assert history.recent(office, 1) == before
    return str(trouble.value), trouble.value.problems[0].column if trouble.value.problems else ""


def test_every_part_is_added_changed_removed_and_each_step_undone(office: Office, today: date) -> None:
    one, other = somebody(office), somebody(office, "Bea")
    parts: list[tuple[Any, str, Any]] = [
        (OtherName(person_id=one, family_name="Reid"), "family_name", "Reed"),
        (Alert(person_id=one, text="Nut allergy", from_date=today), "text", "Nuts"),
        (PersonLink(person_id=one, other_id=other, kind="carer"), "note", "weekends"),
        (Role(person_id=one, role="volunteer", from_date=today), "detail", "kitchen"),
        (Note(person_id=one, date=today, author="", text="Rang."), "text", "Rang twice."),
        (Action(person_id=one, what="Ring the GP"), "due_on", today + timedelta(days=3)),
        (Episode(episode_ref="", person_id=one, service="Lunch club", start_date=today), "end_date", today),
        (OutcomeEvent(person_id=one, date=today, event_type="job_started"), "note", "shop"),
    ]
    before = person_page(office, one)
    for value, field, new in parts:
        added = add_to_record(office, value)
        changed = change_in_record(office, type(value), added.value.id, **{field: new})
        assert getattr(changed.value, field) == new
        assert not change_in_record(office, type(value), added.value.id, **{field: new}).unit_id, "nothing new"
        removed = remove_from_record(office, type(value), added.value.id)
        assert person_page(office, one) == before
        for done in (removed, changed, added):
            history.undo(office, done.unit_id)
        assert person_page(office, one) == before
        gone, _ = refused(office, change_in_record, type(value), added.value.id, **{field: new})
        assert "not in the store any more" in gone


def test_a_note_is_its_writers_and_an_episode_gets_a_reference(office: Office, today: date) -> None:
    one = somebody(office)
    note = add_to_record(office, Note(person_id=one, date=today, author="Somebody else", text=" Rang. "))
    assert (note.value.author, note.value.text) == ("manager", "Rang.")
    first = add_to_record(office, Episode(episode_ref="", person_id=one, service="Lunch club", start_date=today))
    again = Episode(episode_ref=first.value.episode_ref, person_id=one, service="Befriending", start_date=today)
    assert refused(office, add_to_record, again)[1] == "episode_ref"


def test_ten_thousand_characters_are_kept_and_a_book_is_refused(office: Office, today: date) -> None:
    one = somebody(office, "محمد", family_name="الزهراني")
    long = "Ünïcödé \u202e kept as it is.\n" * 420
    note = Note(person_id=one, date=today, author="", text=long)
    added = add_to_record(office, note).value
    assert len(added.text) > 10_000
    page = person_page(office, one)
    assert page.notes[0].text == long.strip()
    assert page.person.display_name == "محمد الزهراني"
    said, field = refused(office, add_to_record, replace(note, text="x" * 50_001))
    assert field == "text"
    assert "50,001 characters" in said


def test_private_notes_are_for_their_writer_and_managers(office: Office, today: date) -> None:
    one = somebody(office)
    add_to_record(office, Note(person_id=one, date=today, author="", text="for us", private=True))
    add_to_record(office, Note(person_id=one, date=today, author="", text="for all"))
    ana = replace(office, who="Ana")
    page = person_page(ana, one)
    assert ([note.text for note in page.notes], page.notes_kept_back) == (["for all"], 1)
    assert len(person_page(office, one).notes) == 2
    assert all("for us" not in entry.detail for entry in person_page(office, one).timeline)
    own = add_to_record(ana, Note(person_id=one, date=today, author="", text="Ana's", private=True)).value
    assert [note.text for note in person_page(ana, one, read=(own.id,)).notes] == ["Ana's", "for all"]
    secret = next(note for note in person_page(office, one).notes if note.private and note.author != "Ana")
    assert "private" in refused(ana, change_in_record, Note, secret.id, text="seen")[0]
    change_in_record(office, Note, secret.id, text="for us two")
    told = " ".join(said for line in person_history(ana, one) for said in line.said)
    assert "for us" not in told
    assert "changed a private note" in told
    # Nor is it told to a manager: what a history says may be printed or sent on.
    assert "for us" not in " ".join(said for line in person_history(office, one) for said in line.said)
    assert own.author == "Ana"


def test_a_private_note_has_no_words_until_it_is_read_and_who_read_it_stands_in_the_history(
    office: Office, today: date
) -> None:
    one = somebody(office)
    secret = add_to_record(office, Note(person_id=one, date=today, author="", text="for us", private=True)).value
    assert [note.text for note in person_page(office, one).notes] == [""]
    before = len(listing(office, "units").rows)
    assert read_private_note(office, secret.id).text == "for us"
    assert [note.text for note in person_page(office, one, read=(secret.id,)).notes] == ["for us"]
    units = listing(office, "units").rows
    ref = person_page(office, one).person.person_ref
    assert (len(units) - before, units[0][3:5]) == (1, (office.who, f"read a private note of {ref}"))
    assert "private" in refused(replace(office, who="Ana"), read_private_note, secret.id)[0]
    assert len(listing(office, "units").rows) - before == 1, "what was refused was not read"


# --- what cannot be so ------------------------------------------------------------------------------------------------

DAY = date(2025, 3, 3)
TOMORROW = date(9999, 1, 1)


@pytest.mark.parametrize(
    ("part", "given", "field"),
    [
        (OtherName, {"kind": "former"}, "given_name"),
        (OtherName, {"given_name": "A", "kind": "stage"}, "kind"),
        (Alert, {"text": " ", "from_date": DAY}, "text"),
        (Alert, {"text": "x", "from_date": DAY, "review_on": DAY - timedelta(days=1)}, "review_on"),
        (Alert, {"text": "x", "from_date": TOMORROW}, "from_date"),
        (PersonLink, {"kind": "carer"}, "name"),
        (PersonLink, {"kind": "owner", "name": "x"}, "kind"),
        (Role, {"role": "volunteer", "from_date": DAY, "to_date": DAY - timedelta(days=1)}, "to_date"),
        (Role, {"role": "king", "from_date": DAY}, "role"),
        (Note, {"text": "", "date": DAY, "author": ""}, "text"),
        (Note, {"text": "x", "date": TOMORROW, "author": ""}, "date"),
        (Action, {"what": ""}, "what"),
        (Action, {"what": "x", "done_on": TOMORROW}, "done_on"),
        (Episode, {"service": "", "start_date": DAY, "episode_ref": ""}, "service"),
        (Episode, {"service": "x", "start_date": BORN - timedelta(days=1), "episode_ref": ""}, "start_date"),
        (Episode, {"service": "x", "start_date": DAY, "end_date": date(2025, 3, 2), "episode_ref": ""}, "end_date"),
        (OutcomeEvent, {"event_type": "x", "date": BORN - timedelta(days=1)}, "date"),
        (OutcomeEvent, {"event_type": "x", "date": DAY, "quantity": -1}, "quantity"),
        (OutcomeEvent, {"event_type": "x", "date": DAY, "sustained_weeks": -1}, "sustained_weeks"),
    ],
)
def test_what_cannot_be_is_told_with_its_field(office: Office, part: Any, given: dict[str, Any], field: str) -> None:
    assert refused(office, add_to_record, part(person_id=ONE, **given))[1] == field


ONE = ServiceUserId(1)


@pytest.fixture(scope="module", autouse=True)
def first(office: Office) -> None:
    assert somebody(office) == ONE


def test_nobody_is_their_own_forebear(office: Office) -> None:
    a, b, c = (somebody(office, name, date_of_birth=None) for name in ("Ann", "Bea", "Cal"))
    add_to_record(office, PersonLink(person_id=b, other_id=a, kind="parent"))  # Ann is Bea's parent
    add_to_record(office, PersonLink(person_id=b, other_id=c, kind="child"))  # Cal is Bea's child
    said, field = refused(office, add_to_record, PersonLink(person_id=a, other_id=c, kind="parent"))
    assert field == "kind"
    assert "Cal descends from Ann already" in said
    assert "descends" in refused(office, add_to_record, PersonLink(person_id=a, other_id=b, kind="parent"))[0]
    assert "same person" in refused(office, add_to_record, PersonLink(person_id=a, other_id=a, kind="household"))[0]
    # The same link once more, said from the other side.
    twice = PersonLink(person_id=a, other_id=b, kind="child")
    assert "linked like this already" in refused(office, add_to_record, twice)[0]
    add_to_record(office, PersonLink(person_id=a, other_id=b, kind="household"))
    assert "already" in refused(office, add_to_record, PersonLink(person_id=b, other_id=a, kind="household"))[0]


def test_a_parent_is_older_than_their_child(office: Office) -> None:
    child, parent = somebody(office, "Bea", date_of_birth=date(1970, 1, 1)), somebody(office)
    said, field = refused(office, add_to_record, PersonLink(person_id=child, other_id=parent, kind="parent"))
    assert field == "kind"
    assert "was born 17/05/1980, which is not before Bea" in said


def test_a_link_is_seen_from_both_sides_and_kept_once(office: Office) -> None:
    ann, bea = somebody(office), somebody(office, "Bea")
    link = add_to_record(office, PersonLink(person_id=ann, other_id=bea, kind="carer")).value
    (here,), (there,) = person_page(office, ann).links, person_page(office, bea).links
    assert (here.kind, here.name, here.mirrored) == ("carer", "Bea", False)
    assert (there.kind, there.name, there.mirrored, there.other_id) == ("cared_for", "Ann", True, ann)
    remove_from_record(office, PersonLink, link.id)
    assert not person_page(office, bea).links
    add_to_record(office, PersonLink(person_id=ann, kind="next_of_kin", name="Isla Reid", contact="0131 496 0001"))
    assert [one.name for one in person_page(office, ann).links] == ["Isla Reid"]


def test_one_role_at_a_time(office: Office) -> None:
    one = somebody(office)
    role = Role(person_id=one, role="volunteer", from_date=DAY, to_date=date(2025, 6, 1))
    add_to_record(office, role)
    assert refused(office, add_to_record, replace(role, from_date=date(2025, 6, 1), to_date=None))[1] == "from_date"
    add_to_record(office, replace(role, from_date=date(2025, 6, 2), to_date=None))
    add_to_record(office, replace(role, role="staff"))
    assert [one.role for one in person_page(office, one).roles] == ["volunteer", "volunteer", "staff"]


def test_nobody_is_seen_before_their_birth_or_after_their_death(office: Office) -> None:
    one = somebody(office)
    session(office, DAY, one)
    add_to_record(office, Episode(episode_ref="", person_id=one, service="Lunch club", start_date=DAY))
    person = person_page(office, one).person
    said, field = refused(office, people.change_person, replace(person, died_on=date(2025, 3, 2)))
    assert field == "died_on"
    assert "seen on 03/03/2025, after that day" in said
    assert refused(office, people.change_person, replace(person, date_of_birth=date(2025, 3, 4)))[1] == "date_of_birth"
    assert refused(office, people.change_person, replace(person, died_on=date(1979, 1, 1)))[1] == "died_on"
    done = people.change_person(office, replace(person, died_on=DAY))
    assert "still in Lunch club" in str(done.problems[0])
    event = OutcomeEvent(person_id=one, date=date(2025, 3, 4), event_type="job_started")
    assert "after they died (03/03/2025)" in refused(office, add_to_record, event)[0]
    assert person_page(office, one).age == 44


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_gathers_how_things_are_going(office: Office, today: date) -> None:
    one = somebody(office)
    session(office, today, one)
    session(office, today - timedelta(days=400), one)
    with office.writing("filled in") as unit:
        for day, stage, total in ((date(2025, 1, 6), "baseline", 19.0), (date(2025, 7, 7), "review", 24.0)):
            scores = {"raw": total, "metric": total}
            assessed = Assessment(person_id=one, instrument="swemwbs7", date=day, stage=stage, scores=scores)
            unit.add("assessments", assessed)
        unit.add("assessments", Assessment(person_id=one, instrument="ucla3", date=DAY, scores={"total": 6.0}))
    page = person_page(office, one)
    swemwbs = next(line for line in page.measures if line.instrument == "swemwbs7" and line.better is not None)
    assert [point.value for point in swemwbs.points] == [19.0, 24.0]
    assert swemwbs.said == "Up 5 since 6 January 2025, which is better."
    assert next(line.said for line in page.measures if line.instrument == "ucla3") == "6 on 3 March 2025, once so far."
    assert (page.visits.total, page.visits.last) == (2, today)
    assert [number for _, number in page.visits.months] == [0] * 11 + [1]
    choices = person_choices(office)
    assert "Prefer not to say" in choices.ethnic_groups
    assert choices.conditions["LTC01"].startswith("Deafness")
    assert choices.areas is not None
    assert not choices.areas.whole
    assert "Lunch club" in choices.services


def test_actions_stand_by_their_day_and_are_finished(office: Office, today: date) -> None:
    one = somebody(office)
    for what, due in (("last", None), ("second", today), ("first", today - timedelta(days=1))):
        add_to_record(office, Action(person_id=one, what=what, due_on=due))
    first_one = person_page(office, one).actions[0]
    person_record.finish_action(office, first_one.id)
    assert [one.what for one in person_page(office, one).actions] == ["second", "last", "first"]
    assert person_page(office, one).timeline[0].title == "Done: first"


# --- who changed what -------------------------------------------------------------------------------------------------


def told(office: Office, one: int) -> list[str]:
    return [said for line in person_history(office, one) for said in line.said]


def test_the_history_says_in_plain_words_who_changed_what(office: Office, today: date) -> None:
    one = somebody(office, phone="0131 496 0000")
    person = person_page(office, one).person
    people.change_person(office, replace(person, phone="", known_as="Annie", died_on=None))
    ana = replace(office, who="Ana")
    people.change_person(ana, replace(person_page(office, one).person, known_as="Nan"))
    alert = add_to_record(office, Alert(person_id=one, text="Nuts", from_date=DAY)).value
    change_in_record(office, Alert, alert.id, review_on=date(2026, 1, 2))
    done = remove_from_record(office, Alert, alert.id)
    lines = person_history(office, one)
    assert [list(line.said) for line in lines] == [
        ["took out an alert (Nuts)"],
        ["alert (Nuts): day to look at it again set to 2 January 2026"],
        ["added an alert (Nuts)"],
        ["known-as name Annie became Nan"],
        ["known-as name set to Annie", "phone 0131 496 0000 taken out"],
        ["added this person"],
    ]
    assert [line.who for line in lines] == ["manager"] * 3 + ["Ana"] + ["manager"] * 2
    history.undo(office, done.unit_id)
    lines = person_history(office, one)
    assert (lines[0].said, lines[1].undone) == (("added an alert (Nuts)",), True)


def test_much_at_once_is_counted(office: Office, today: date) -> None:
    one = somebody(office)
    with office.writing("many visits") as unit:
        for number in range(5):
            record = unit.add("sessions", ActivitySession(session_ref=f"M{number}", service="Choir", date=DAY))
            unit.add("attendance", Attendance(session_id=SessionId(record), person_id=one))
    assert told(office, one)[0] == "added 5 visits"


def test_a_session_tells_its_own_history_with_the_people_in_it(office: Office) -> None:
    ann, bea = somebody(office), somebody(office, "Bea")
    record = session(office, DAY, ann)
    with office.writing("Bea came too") as unit:
        came = unit.add("attendance", Attendance(session_id=SessionId(record), person_id=bea))
    with office.writing("no she did not") as unit:
        unit.remove("attendance", came)
    lines = record_history(office, "sessions", record)
    assert [list(line.said) for line in lines] == [
        ["took out a visit (Bea)"],
        ["added a visit (Bea)"],
        ["added this session", "added a visit (Ann)"],
    ]
    assert told(office, ann)[0] == "added a visit (Lunch club, 03/03/2025)"
    assert record_history(office, "people", ann) == person_history(office, ann)
    with pytest.raises(UserCanFix, match="no history of 'settings'"):
        record_history(office, "settings", 1)


def test_what_stood_over_somebody_may_be_ended_once_they_have_died(office: Office, today: date) -> None:
    one = somebody(office)
    alert = add_to_record(office, Alert(person_id=one, text="Lone visits", from_date=today - timedelta(days=9))).value
    person = person_page(office, one).person
    people.change_person(office, replace(person, died_on=today - timedelta(days=2)))
    assert change_in_record(office, Alert, alert.id, ended_on=today).value.ended_on == today
    said, field = refused(office, change_in_record, Alert, alert.id, ended_on=today + timedelta(days=1))
    assert (field, "has not come" in said) == ("ended_on", True)
