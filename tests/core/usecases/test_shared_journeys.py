"""Journeys that a group shared: offered from the register, with the distance asked for; written down once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.usecases.hall import TUESDAY, Hall, hall

from sfph_desktop.core.domain.person_record import Address, PersonLink
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.shared_journeys import INSTEAD, VEHICLES, SharedJourneys
from sfph_desktop.core.usecases import environment as planet
from sfph_desktop.core.usecases import shared_journeys as shared
from sfph_desktop.core.usecases.delivery import list_sessions, session_page
from sfph_desktop.core.usecases.register_whole import Said, take_register

SAID = SharedJourneys(people=12, km_each=8.0, km_driven=30.0)


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Hall]:
    for made in hall(tmp_path):
        take_register(made.office, made.at, Said(unnamed=(2, 4)))
        yield made


def test_the_register_says_how_many_and_a_person_how_far(club: Hall) -> None:
    number = int(str(list_sessions(club.office).rows[0][0]))
    offer = shared.journey_offer(club.office, number)
    assert (offer.people, offer.day, offer.written) == (22, TUESDAY, 0), "twenty by name, at least two without"
    assert (offer.homes, offer.places) == (22, ())
    made = shared.share_journeys(club.office, offer, SAID).value
    assert (made.quantity, made.replaces_factor, made.replaces_quantity) == (30.0, INSTEAD, 96.0)
    factors = club.office.library.ghg()
    saved = 96 * factors[INSTEAD, 2026].kgco2e - 30 * factors["van_avg_diesel_km", 2026].kgco2e
    assert planet.worked(club.office.library, made).kg == pytest.approx(saved)
    assert offer.session_ref in made.note

    again = shared.offer_of(club.office, offer.session_ref)
    assert again.written == made.id
    with pytest.raises(UserCanFix, match="written down already"):
        shared.share_journeys(club.office, again, SAID)
    with pytest.raises(UserCanFix, match="There is no session 'X'"):
        shared.offer_of(club.office, "X")


def test_addresses_of_that_day_say_from_how_many_homes_they_came_and_from_where(club: Hall) -> None:
    office = club.office
    number = int(str(list_sessions(office).rows[0][0]))
    came = [one.id for one in session_page(office, number).people]
    two_streets = [
        ("1 Shore Road", "EH6 5AB"),
        ("1  shore road", "eh65ab"),
        ("2 Shore Road", "EH6 5AB"),
        ("", "EH7 4AA"),
    ]
    moved = Address(person_id=came[4], lines="1 Shore Road", postcode="EH6 5AB", to_date=TUESDAY - timedelta(days=1))
    with office.writing("Where they live") as unit:
        for person, (street, code) in zip(came, two_streets, strict=False):
            unit.add("addresses", Address(person_id=person, lines=street, postcode=code))
        unit.add("addresses", moved)
        unit.add("links", PersonLink(person_id=came[3], other_id=came[5], kind="household"))
        parted = PersonLink(person_id=came[6], other_id=came[7], kind="household", to_date=TUESDAY - timedelta(days=1))
        unit.add("links", parted)
    offer = shared.journey_offer(office, number)
    assert offer.people == 22
    assert offer.homes == 20, (
        "two in one flat, two of one household; a postcode is a street, who moved or parted is not"
    )
    assert offer.places == (("EH6", 3), ("EH7", 1))
    assert "from at most 20 homes by their addresses (3 from EH6, 1 from EH7)" in offer.words


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"people": 23}, "people"),
        ({"people": 0}, "people"),
        ({"km_each": 0.0}, "km_each"),
        ({"km_each": 5000.0}, "km_each"),
        ({"km_driven": -1.0}, "km_driven"),
        ({"vehicle": "broom"}, "vehicle"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(club: Hall, change: dict[str, object], column: str) -> None:
    offer = shared.journey_offer(club.office, int(str(list_sessions(club.office).rows[0][0])))
    with pytest.raises(UserCanFix) as refused:
        shared.share_journeys(club.office, offer, replace(SAID, **change))  # type: ignore[arg-type]
    assert [one.column for one in refused.value.problems] == [column]
    assert planet.list_environment(club.office).rows == ()


def test_every_vehicle_is_in_the_library(club: Hall) -> None:
    assert {*VEHICLES, INSTEAD} <= set(planet.activities(club.office.library))
