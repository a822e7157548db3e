"""Finding, registering, changing and removing people, each with its way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.people_rules import problems_of, tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import history, people
from sfph_desktop.core.usecases.office import Office

MARY = ServiceUser(person_ref="P-0012", given_name="Mary", family_name="Campbell", date_of_birth=date(1950, 5, 17))
TODAY = date(2026, 3, 31)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def test_a_person_is_added_found_and_opened(office: Office) -> None:
    done = people.add_person(office, MARY)
    assert done.why == "Added Mary Campbell"
    assert done.changed == {"people"}
    assert done.problems == ()
    found = people.search_people(office, "camp")
    assert found.rows == ((done.value.id, "Mary Campbell", "P-0012", date(1950, 5, 17), "", ""),)
    assert people.person_page(office, done.value.id).person == done.value


def test_the_history_names_no_one(office: Office) -> None:
    added = people.add_person(office, MARY).value
    people.change_person(office, ServiceUser(id=added.id, person_ref="P-0012", given_name="Marie"))
    people.remove_person(office, added.id)
    told = " ".join(unit.why for unit in history.recent(office))
    assert "P-0012" in told
    assert not any(name in told for name in ("Mary", "Campbell", "Marie"))


def test_without_a_reference_the_next_one_is_given(office: Office) -> None:
    nameless = ServiceUser(person_ref=" ")
    assert people.add_person(office, nameless).value.person_ref == "P-0001"
    people.add_person(office, ServiceUser(person_ref="AB099"))
    people.add_person(office, ServiceUser(person_ref="AB101"))
    people.add_person(office, ServiceUser(person_ref="AB099a"))
    assert people.add_person(office, nameless).value.person_ref == "P-0002"
    people.add_person(office, ServiceUser(person_ref="AB100"))
    assert people.add_person(office, nameless).value.person_ref == "AB102"


def test_somebody_elses_reference_is_refused_with_its_column(office: Office) -> None:
    people.add_person(office, MARY)
    with pytest.raises(UserCanFix, match="already somebody else's reference") as refused:
        people.add_person(office, ServiceUser(person_ref=" P-0012 "))
    assert [problem.column for problem in refused.value.problems] == ["person_ref"]
    assert len(people.list_people(office).rows) == 1


def test_the_same_name_and_birth_date_are_asked_about(office: Office) -> None:
    people.add_person(office, MARY)
    twin = ServiceUser(person_ref="P-2", given_name="MARY", family_name="campbell", date_of_birth=date(1950, 5, 17))
    (problem,) = people.add_person(office, twin).problems
    assert "P-0012" in problem.reason


def test_a_change_is_kept_and_undone(office: Office) -> None:
    added = people.add_person(office, MARY).value
    changed = ServiceUser(id=added.id, person_ref="P-0012", given_name="Mary", known_as="Molly", postcode="eh65ab")
    done = people.change_person(office, changed)
    assert people.person_page(office, added.id).person.postcode == "EH6 5AB"
    assert (done.why, done.changed) == ("Changed Molly", frozenset({"people", "addresses"}))
    undone = history.undo(office, done.unit_id)
    assert undone.changed == {"people", "addresses"}
    assert people.person_page(office, added.id).person == added
    assert [row[-1] for row in people.search_people(office, "molly").rows] == ["Mary for Molly"]


def test_a_change_of_nothing_writes_nothing(office: Office) -> None:
    added = people.add_person(office, MARY).value
    before = history.recent(office)
    done = people.change_person(office, added)
    assert (done.unit_id, done.changed) == (0, frozenset())
    assert history.recent(office) == before


def test_a_removal_takes_the_record_and_undo_brings_it_back(office: Office) -> None:
    added = people.add_person(office, MARY).value
    with office.writing("enrolled") as unit:
        unit.add("episodes", Episode(episode_ref="E", person_id=added.id, service="Lunch", start_date=date(2025, 1, 1)))
    before = people.person_page(office, added.id)
    done = people.remove_person(office, added.id)
    assert done.changed == {"people", "episodes"}
    for gone in (lambda: people.person_page(office, added.id), lambda: people.remove_person(office, added.id)):
        with pytest.raises(UserCanFix, match="not in the store any more"):
            gone()
    history.undo(office, done.unit_id)
    assert people.person_page(office, added.id) == before


def test_undo_and_undo_of_undo_are_told_apart(office: Office) -> None:
    done = people.add_person(office, MARY)
    first = history.undo(office, done.unit_id)
    second = history.undo(office, first.unit_id)
    third = history.undo(office, second.unit_id)
    assert [first.why, second.why, third.why] == [
        "Undid: Added person P-0012",
        "Did again: Added person P-0012",
        "Undid: Added person P-0012",
    ]
    with pytest.raises(UserCanFix, match="already been undone"):
        history.undo(office, second.unit_id)
    latest = history.recent(office, limit=2)
    assert [unit.id for unit in latest] == [third.unit_id, second.unit_id]
    assert [unit.undone for unit in latest] == [False, True]


def test_a_long_list_comes_as_ids_and_windows(office: Office) -> None:
    for name in ("Young", "Adams", "Murray"):
        people.add_person(office, ServiceUser(person_ref=name, family_name=name))
    ids = people.people_ids(office)
    window = people.people_window(office, ids[1:])
    assert [row[1] for row in window.rows] == ["Murray", "Young"]
    assert window.columns[-3:] == ("services", "roles", "last_seen")
    assert people.list_people(office).columns == window.columns[:-1]
    assert people.people_ids(office, "person_ref", descending=True) == list(reversed(ids))


# --- what is allowed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person_ref", ""),
        ("date_of_birth", TODAY + timedelta(days=1)),
        ("date_of_birth", date(1899, 1, 1)),
        ("referral_date", TODAY + timedelta(days=1)),
        ("disability", "maybe"),
        ("care_experienced", "Yes"),
        ("email", "mary at home"),
        ("email", "mary@home"),
        ("email", "a b@home.org"),
    ],
)
def test_what_cannot_be_is_named_by_its_column(field: str, value: object) -> None:
    from dataclasses import replace

    (problem,) = problems_of(replace(MARY, **{field: value}), TODAY)  # type: ignore[arg-type]
    assert problem.column == field
    assert problem.accepted


def test_what_can_be_is_left_alone() -> None:
    full = ServiceUser(
        person_ref="P",
        date_of_birth=TODAY,
        referral_date=TODAY,
        disability="prefer not to say",
        email="mary.o'neil+x@hill-street.org.uk",
    )
    assert problems_of(full, TODAY) == ()
    assert problems_of(ServiceUser(person_ref="P"), TODAY) == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("eh65ab", "EH6 5AB"), (" g1 1aa ", "G1 1AA"), ("No fixed abode", "No fixed abode"), ("EH6", "EH6"), ("", "")],
)
def test_postcodes_are_tidied_where_they_are_postcodes(typed: str, kept: str) -> None:
    assert tidy(ServiceUser(person_ref="P", postcode=typed)).postcode == kept


def test_tidying_keeps_the_inside_of_words() -> None:
    tidied = tidy(ServiceUser(id=ServiceUserId(4), person_ref=" P 1 ", notes="  two\n lines "))
    assert (tidied.id, tidied.person_ref, tidied.notes) == (4, "P 1", "two\n lines")
