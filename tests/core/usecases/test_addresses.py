"""Where people live: dated addresses with their area, and the one postcode that is true today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.areas import address_on, fifth, fifth_of, tenth
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Address
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import addresses, history, people
from sfph_desktop.core.usecases.imports import bring_in
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person_page import person_page

NUMBERS = count(1)
LEITH, FALKIRK, NOWHERE = "EH6 5AB", "FK2 7ZA", "ZZ1 1AB"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    yield from plain_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def today(office: Office) -> date:
    return office.clock.today()


def somebody(office: Office, **more: Any) -> ServiceUserId:
    return people.add_person(office, ServiceUser(person_ref=f"T-{next(NUMBERS)}", **more)).value.id


def lived(office: Office, one: int) -> list[tuple[date | None, date | None, str]]:
    found = [shown.address for shown in person_page(office, one).addresses]
    return [(address.from_date, address.to_date, address.postcode) for address in found]


def postcode(office: Office, one: int) -> str:
    return person_page(office, one).person.postcode


def test_tenths_and_fifths_are_as_large_as_can_be() -> None:
    counts = [sum(tenth(rank, 6976) == part for rank in range(1, 6977)) for part in range(1, 11)]
    assert set(counts) == {697, 698}
    assert (tenth(1, 6976), tenth(6976, 6976), fifth(1, 6976), fifth(6976, 6976)) == (1, 10, 1, 5)
    address = Address(person_id=ServiceUserId(1), simd_rank=812, simd_version="2020v2")
    assert fifth_of(address) == 1
    assert fifth_of(replace(address, simd_version="2099")) is None


def test_a_postcode_by_itself_is_an_address_with_its_area(office: Office, today: date) -> None:
    one = somebody(office, postcode="fk27za")
    (shown,) = person_page(office, one).addresses
    assert (shown.address.postcode, shown.address.from_date) == (FALKIRK, None)
    assert (shown.council, shown.health_board, shown.integration_authority) == ("Falkirk", "Forth Valley", "Falkirk")
    assert shown.address.simd_version == "2020v2"
    assert shown.address.simd_rank is not None
    assert shown.fifth in range(1, 6)
    assert "Sample of Scottish postcodes" in shown.address.area_source
    person = person_page(office, one).person
    done = people.change_person(office, replace(person, postcode=NOWHERE))
    assert lived(office, one) == [(today, None, NOWHERE), (None, today - DAY, FALKIRK)]
    people.change_person(office, replace(person_page(office, one).person, postcode="ZZ1 1AD"))
    assert lived(office, one)[0] == (today, None, "ZZ1 1AD"), "a slip of the pen makes nobody move twice"
    with pytest.raises(UserCanFix):
        history.undo(office, done.unit_id)  # corrected since
    people.change_person(office, replace(person_page(office, one).person, postcode=""))
    assert lived(office, one)[0] == (today, None, "")


def test_moving_ends_the_address_before_and_keeps_its_area(office: Office, today: date) -> None:
    one = somebody(office, postcode=FALKIRK)
    moved = today - timedelta(days=30)
    done = addresses.add_address(office, Address(person_id=one, from_date=moved, postcode=NOWHERE, lines="1 Mill Lane"))
    assert done.changed == {"addresses", "people"}
    assert lived(office, one) == [(moved, None, NOWHERE), (None, moved - DAY, FALKIRK)]
    assert postcode(office, one) == NOWHERE
    own = [shown.address for shown in person_page(office, one).addresses]
    before = address_on(own, moved - DAY)
    assert before is not None
    assert before.simd_version == "2020v2", "a contact of that time keeps its area"
    history.undo(office, done.unit_id)
    assert lived(office, one) == [(None, None, FALKIRK)]
    assert postcode(office, one) == FALKIRK


def test_an_address_of_the_past_fits_between_the_others(office: Office, today: date) -> None:
    one = somebody(office)
    first, second = date(2020, 1, 1), date(2022, 1, 1)
    addresses.add_address(office, Address(person_id=one, from_date=second, postcode=FALKIRK))
    addresses.add_address(office, Address(person_id=one, from_date=first, postcode=NOWHERE))
    assert lived(office, one) == [(second, None, FALKIRK), (first, second - DAY, NOWHERE)]
    assert postcode(office, one) == FALKIRK
    with pytest.raises(UserCanFix, match="lived at another address then") as twice:
        addresses.add_address(office, Address(person_id=one, from_date=second, postcode=LEITH))
    assert [problem.column for problem in twice.value.problems] == ["from_date"]
    left = person_page(office, one).addresses[0].address
    addresses.change_address(office, left.id, to_date=today - DAY)
    assert postcode(office, one) == "", "they moved on, and nobody knows where to"
    addresses.remove_address(office, left.id)
    assert lived(office, one) == [(first, second - DAY, NOWHERE)]


def test_a_council_is_chosen_where_the_postcode_tells_none(office: Office) -> None:
    one = somebody(office)
    added = addresses.add_address(office, Address(person_id=one, lines="No fixed abode", council="Edinburgh")).value
    assert (added.council, added.health_board, added.area_source) == ("S12000036", "S08000024", "typed")
    corrected = addresses.change_address(office, added.id, postcode=FALKIRK).value
    assert (corrected.council, corrected.data_zone[:3]) == ("S12000014", "S01")
    chosen = addresses.change_address(office, added.id, council="S12000035").value
    assert (chosen.council, chosen.data_zone, chosen.simd_rank) == ("S12000035", "", None)
    neighbours = somebody(office, postcode="EH6 9XX")
    (shown,) = person_page(office, neighbours).addresses
    assert shown.likely_council == "S12000036", "every postcode of EH6 that is known lies in Edinburgh"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "lines"),
        ({"lines": "x", "from_date": date(9999, 1, 1)}, "from_date"),
        ({"lines": "x", "from_date": date(1979, 1, 1)}, "from_date"),
        ({"lines": "x", "from_date": date(2025, 1, 2), "to_date": date(2025, 1, 1)}, "to_date"),
        ({"lines": "x" * 501}, "lines"),
    ],
)
def test_what_cannot_be_is_told_with_its_field(office: Office, given: dict[str, Any], field: str) -> None:
    one = somebody(office, date_of_birth=date(1980, 1, 1))
    with pytest.raises(UserCanFix) as refused:
        addresses.add_address(office, Address(person_id=one, **given))
    assert [problem.column for problem in refused.value.problems] == [field]
    assert lived(office, one) == []


def test_areas_are_found_later_and_known_ones_stay(office: Office) -> None:
    one = somebody(office, postcode=FALKIRK)
    (shown,) = person_page(office, one).addresses
    with office.writing("an old store knew no areas") as unit:
        unit.change("addresses", replace(shown.address, council="", data_zone="", simd_rank=None, simd_version=""))
    assert addresses.fill_areas(office).value == 1
    assert person_page(office, one).addresses[0].council == "Falkirk"
    assert addresses.fill_areas(office).unit_id == 0


# --- brought in -------------------------------------------------------------------------------------------------------


def bring(
    office: Office, sheet: str, header: tuple[str, ...], *rows: tuple[object, ...], **more: RawSheet
) -> list[str]:
    sheets = [*more.values(), RawSheet(name=sheet, header=header, rows=rows)]
    report = bring_in(office, sheets, file="test.xlsx")
    return [fate.fate for fate in report.fates if fate.sheet == sheet]


def test_a_spreadsheets_postcodes_become_addresses(office: Office, today: date) -> None:
    header = ("person_ref", "given_name", "postcode")
    assert bring(office, "people", header, ("I-1", "Ann", FALKIRK), ("I-2", "Bea", None)) == ["created"] * 2
    one = int(str(people.search_people(office, "I-1").rows[0][0]))
    assert lived(office, one) == [(None, None, FALKIRK)]
    assert person_page(office, one).addresses[0].council == "Falkirk"
    assert bring(office, "people", header, ("I-1", "Ann", FALKIRK)) == ["matched"]
    assert bring(office, "people", header, ("I-1", "Ann", NOWHERE)) == ["changed"]
    assert lived(office, one) == [(today, None, NOWHERE), (None, today - DAY, FALKIRK)]
    history.undo(office, history.recent(office, 1)[0].id)
    assert lived(office, one) == [(None, None, FALKIRK)]


def test_a_sheet_of_addresses_counts_before_the_postcode_alone(office: Office) -> None:
    person = RawSheet(name="people", header=("person_ref", "postcode"), rows=[("I-9", "ZZ9 9ZZ")])
    header = ("person_ref", "from_date", "lines", "postcode", "council", "data_zone")
    rows = (
        ("I-9", date(2020, 1, 1), "1 Hill", "ZZ1 1AA", "Fife", "S01009481"),
        ("I-9", date(2024, 1, 1), "2 Hill", FALKIRK, "", ""),
        ("I-9", date(2025, 1, 1), "3 Hill", "", "Atlantis", ""),
    )
    assert bring(office, "addresses", header, *rows, people=person) == ["created", "created", "held"]
    one = int(str(people.search_people(office, "I-9").rows[0][0]))
    assert [row[2] for row in lived(office, one)] == [FALKIRK, "ZZ1 1AA"]
    assert postcode(office, one) == FALKIRK
    first = person_page(office, one).addresses[1]
    assert (first.council, first.address.to_date, first.address.area_source) == (
        "Fife",
        date(2024, 12, 31 - 0),
        "typed",
    ) or (first.address.to_date == date(2023, 12, 31))
    assert bring(office, "addresses", header, *rows[:2]) == ["matched"] * 2
