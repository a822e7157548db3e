"""Directories of services as they come: the example of the standard, pages, lists, and what is no directory."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.domain.partners import Partner, PartnerContact, PartnerId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.openreferral import guessed_kind, partners_json, read_partners

ORGANISATION: dict[str, Any] = {
    "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
    "name": "Leith Medical Practice",
    "description": "A GP surgery",
    "email": "desk@leith.example",
    "website": "https://leith.example",
    "phones": [{"id": "1", "number": '"0131 496 0000"'}],
    "contacts": [{"id": "2", "name": "Ray", "title": "Reception", "phones": [{"number": "0131 496 0001"}]}],
    "locations": [{"addresses": [{"address_1": "2 Quay", "city": "Leith", "postal_code": "EH6 6AA", "country": "GB"}]}],
}
SERVICE = {"id": "ac148810", "name": "Counselling", "status": "active", "organization": ORGANISATION}


def written(folder: Path, document: object) -> Path:
    file = folder / "directory.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "document",
    [ORGANISATION, SERVICE, [SERVICE, SERVICE], {"total_items": 1, "contents": [SERVICE]}, {"content": [ORGANISATION]}],
)
def test_one_organisation_in_every_wrapping(tmp_path: Path, document: object) -> None:
    ((partner, contacts),) = read_partners(written(tmp_path, document)).partners
    assert partner == Partner(
        partner_ref="",
        name="Leith Medical Practice",
        kind="health_professional",
        address="2 Quay\nLeith",
        postcode="EH6 6AA",
        phone="0131 496 0000",
        email="desk@leith.example",
        website="https://leith.example",
        description="A GP surgery",
        source_id="d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
    )
    assert [(one.name, one.job, one.phone) for one in contacts] == [("Ray", "Reception", "0131 496 0001")]


def test_what_cannot_be_read_is_told_and_the_rest_is_in(tmp_path: Path) -> None:
    found = read_partners(
        written(tmp_path, [{"id": "1", "description": "no name"}, ORGANISATION, {"id": "3", "name": 7}])
    )
    assert [partner.name for partner, _ in found.partners] == ["Leith Medical Practice"]
    assert [(problem.row, problem.column) for problem in found.problems] == [(1, "name"), (3, "name")]


SCHEMA = '{"name": "service", "description": "a record", "type": "object", "properties": {}, "required": ["id"]}'


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "7", "null", "[" * 5000, "\x00\x01", '{"contents": []}', SCHEMA]
)
def test_what_is_no_directory_is_refused_with_what_would_be(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserCanFix, match="not a directory of services") as refused:
        read_partners(file)
    assert "HSDS" in refused.value.do


def test_what_is_hidden_in_a_name_is_taken_out_and_what_is_no_name_is_told(tmp_path: Path) -> None:
    entries = [
        {"id": "1", "name": "\u202eLeith\x00 Surgery\ud800"},
        {"id": "2", "name": "N" * 5000},
        {"id": "1", "name": "Somebody else"},
        {"id": "1", "name": "Leith Surgery"},
    ]
    found = read_partners(written(tmp_path, entries))
    assert [partner.name for partner, _ in found.partners] == ["Leith Surgery"]
    assert [(problem.row, problem.column) for problem in found.problems] == [(2, "name"), (3, "id")]
    assert partners_json(found.partners).encode()


def test_a_file_of_more_than_a_country_has_is_refused_and_a_table_is_told_from_json(tmp_path: Path, root: Path) -> None:
    with pytest.raises(UserCanFix, match="20,001 entries"):
        read_partners(written(tmp_path, [{"id": str(number), "name": "N"} for number in range(20_001)]))
    for table in (root / "tests/samples/openreferral").glob("*.csv"):
        with pytest.raises(UserCanFix, match="It is a table"):
            read_partners(table)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*ORGANISATION, "organization", "contents", "status"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(document=_ANY)
def test_whatever_stands_in_a_file_it_is_read_or_refused(document: object, tmp_path_factory: Any) -> None:
    file = written(tmp_path_factory.mktemp("any"), document)
    try:
        found = read_partners(file)
    except UserCanFix:
        return
    assert all(partner.name for partner, _ in found.partners)


def test_what_goes_out_comes_back_and_names_no_contact(tmp_path: Path) -> None:
    partner = Partner(
        partner_ref="PA-001",
        name="Hill Housing",
        kind="housing",
        address="1 Brae\nFlat 2\nLeith",
        postcode="EH6 5AB",
        phone="0131 496 0002",
        email="hill@housing.example",
        website="https://hill.example",
        description="Tenancies kept",
    )
    contact = PartnerContact(partner_id=PartnerId(1), name="Ana Reid", job="Officer", email="ana@housing.example")
    text = partners_json([(partner, (contact,))])
    assert "Ana Reid" not in text
    assert text == partners_json([(partner, (contact,))])
    (organisation,) = json.loads(text)
    assert {"id", "name", "description"} <= organisation.keys()
    UUID(organisation["id"])
    file = tmp_path / "out.json"
    file.write_text(text, encoding="utf-8")
    ((back, contacts),) = read_partners(file).partners
    assert replace(back, partner_ref="PA-001", source_id="") == partner
    assert [(one.name, one.email) for one in contacts] == [("Officer", "ana@housing.example")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Leith Surgery", "health_professional"),
        ("City of Edinburgh Council", "statutory_agency"),
        ("Port of Leith Housing Association", "housing"),
        ("The Thistle Foundation", "third_sector"),
        ("Quayside Print", "other"),
    ],
)
def test_kinds_are_suggested_by_the_words(words: str, kind: str) -> None:
    assert guessed_kind(words) == kind
