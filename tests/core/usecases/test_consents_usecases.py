"""Consent: recorded with the words shown, taken back, and a stop for what nobody agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_record import CONSENT_PURPOSES
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import consents, history, people
from sfph_desktop.core.usecases.imports import bring_in
from sfph_desktop.core.usecases.lists import listing
from sfph_desktop.core.usecases.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        people.add_person(made, ServiceUser(person_ref="P-1", given_name="Ann", date_of_birth=date(1980, 1, 1)))
        yield made


def test_every_purpose_has_words_with_the_name_of_the_office(office: Office) -> None:
    words = consents.consent_words(office)
    assert tuple(words) == CONSENT_PURPOSES
    assert all("Hill Street" in one.text and "{" not in one.text for one in words.values())
    assert {one.version for one in words.values()} == {"SFPH 1"}


def test_an_answer_keeps_the_words_it_was_given_to(office: Office) -> None:
    first = consents.give_consent(office, 1, "story", how="written").value
    consents.set_consent_words(office, "story", "May we tell it?")
    second = consents.give_consent(office, 1, "story").value
    consents.set_consent_words(office, "story", "May {name} tell it?")
    third = consents.give_consent(office, 1, "story").value
    assert (first.words_version, second.words_version, third.words_version) == ("SFPH 1", "own 1", "own 2")
    assert (second.words, third.words) == ("May we tell it?", "May Hill Street tell it?")
    assert "changed for you" in first.words
    consents.set_consent_words(office, "story", "")
    assert consents.consent_words(office)["story"].version == "SFPH 1"
    consents.set_consent_words(office, "story", "Once more?")
    assert consents.consent_words(office)["story"].version == "own 3", "no number is used twice"


def test_words_beyond_all_measure_are_refused(office: Office) -> None:
    with pytest.raises(UserCanFix, match="5,001 characters"):
        consents.set_consent_words(office, "photo", "x" * 5_001)
    with pytest.raises(UserCanFix, match="no purpose of consent"):
        consents.set_consent_words(office, "mascot", "x")


def test_what_is_not_agreed_is_stopped_with_its_reason(office: Office) -> None:
    today = office.clock.today()

    def stopped() -> str:
        with pytest.raises(UserCanFix) as stop:
            consents.require_consent(office, 1, "share")
        return str(stop.value)

    assert "never been asked" in stopped()
    done = consents.give_consent(office, 1, "share", on=today - timedelta(days=9), expires_on=today - timedelta(days=2))
    assert "ran out on" in stopped()
    consents.change_consent(office, done.value.id, expires_on=None)
    assert consents.require_consent(office, 1, "share").purpose == "share"
    assert consents.who_allows(office, "share") == {1}
    back = consents.withdraw_consent(office, 1, "share", note="by phone")
    assert "took it back on" in stopped()
    assert consents.who_allows(office, "share") == frozenset()
    with pytest.raises(UserCanFix, match="no consent of Ann"):
        consents.withdraw_consent(office, 1, "share")
    history.undo(office, back.unit_id)
    with office.writing("within a unit of work") as unit:
        assert consents.require_consent(office, 1, "share", unit.connection).note == ""
    with pytest.raises(UserCanFix, match="not in the store"):
        consents.require_consent(office, 99, "share")


@pytest.mark.parametrize(
    ("on", "until", "field"),
    [
        (timedelta(days=1), None, "given_on"),
        (date(1979, 12, 31), None, "given_on"),
        (timedelta(0), timedelta(days=-1), "expires_on"),
    ],
)
def test_a_day_that_cannot_be_is_refused(office: Office, on: object, until: object, field: str) -> None:
    today = office.clock.today()

    def day(one: object) -> date | None:
        return today + one if isinstance(one, timedelta) else one  # type: ignore[return-value]

    with pytest.raises(UserCanFix) as refused:
        consents.give_consent(office, 1, "photo", on=day(on), expires_on=day(until))
    assert [problem.column for problem in refused.value.problems] == [field]
    with pytest.raises(UserCanFix, match="before it was given"):
        consents.give_consent(office, 1, "photo")
        consents.withdraw_consent(office, 1, "photo", on=today - timedelta(days=1))


def test_somebody_new_may_agree_at_once(office: Office) -> None:
    today = office.clock.today()
    done = people.add_person(office, ServiceUser(person_ref="P-2"), agreed_on=today)
    assert done.changed == {"people", "consents"}
    assert consents.require_consent(office, done.value.id, "service").words_version == "SFPH 1"
    with pytest.raises(UserCanFix, match="not come yet") as refused:
        people.add_person(office, ServiceUser(person_ref="P-3"), agreed_on=today + timedelta(days=1))
    assert [problem.column for problem in refused.value.problems] == ["agreed_on"]
    history.undo(office, done.unit_id)
    assert len(people.list_people(office).rows) == 1


# --- the workbook's three columns -------------------------------------------------------------------------------------

HEADER = ("person_ref", "given_name", "consent_record", "consent_share")


def bring(office: Office, *rows: tuple[object, ...]) -> list[str]:
    """Bring these people in; the fate of each row, with its column where it changed something."""
    report = bring_in(office, [RawSheet(name="people", header=HEADER, rows=rows)], file="people.csv")
    return [f"{fate.fate} {fate.column} {fate.value}".strip() for fate in report.fates]


def agreed(office: Office) -> list[tuple[object, ...]]:
    found = listing(office, "people")
    places = [found.columns.index(name) for name in ("person_ref", "consent_record", "consent_share")]
    return sorted(tuple(row[place] for place in places) for row in found.rows)


def test_a_spreadsheet_brings_consents_in_and_the_list_tells_them(office: Office) -> None:
    first, second = date(2025, 1, 3), date(2025, 2, 4)
    assert bring(office, ("P-1", "Ann", first, None), ("P-2", "Bea", first, second)) == [
        "changed consent_record (blank) → 2025-01-03",
        "created",
    ]
    assert agreed(office) == [("P-1", first, None), ("P-2", first, second)]
    assert bring(office, ("P-1", "Ann", first, None), ("P-2", "Bea", first, second)) == ["matched", "matched"]
    assert agreed(office) == [("P-1", first, None), ("P-2", first, second)]


def test_the_same_spreadsheet_gives_nobodys_consent_again(office: Office) -> None:
    day = date(2025, 1, 3)
    bring(office, ("P-1", "Ann", day, day))
    consents.withdraw_consent(office, 1, "share")
    assert bring(office, ("P-1", "Ann", day, day)) == ["matched"]
    assert agreed(office) == [("P-1", day, None)]
    assert bring(office, ("P-1", "Ann", day, date(2025, 1, 2)))[0].startswith("changed consent_share")
    assert agreed(office) == [("P-1", day, None)], "an older form brings back nothing that was taken back"


def test_one_undo_takes_people_and_their_consents_back(office: Office) -> None:
    day = date(2025, 1, 3)
    bring(office, ("P-1", "Anna", day, day), ("P-2", "Bea", day, None))
    unit = history.recent(office, 1)[0]
    history.undo(office, unit.id)
    assert agreed(office) == [("P-1", None, None)]
    assert people.person_page(office, 1).person.given_name == "Ann"
