"""Which records are offered as perhaps one person, and which are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sfph_desktop.core.domain.likeness import OFFERED, Traits, likely_pairs, likeness, worth_comparing

NICKNAMES = {"peggy": ("margaret",), "margaret": ("peggy",)}
BORN = date(1950, 3, 4)
ONE = Traits(
    id=1,
    given_name="Margaret",
    family_name="MacLeod",
    date_of_birth=BORN,
    gender="woman",
    postcode="EH6 5AB",
    phone="0131 496 0000",
)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({}, "the same date of birth"),
        ({"given_name": "Peggy", "family_name": "McCloud"}, "one given name stands for the other"),
        ({"family_name": "McLeod"}, "family names that sound alike"),
        ({"given_name": "MacLeod", "family_name": "Margaret"}, "the names the other way round"),
        ({"date_of_birth": date(1950, 4, 3)}, "day and month of birth the other way round"),
        ({"date_of_birth": date(1950, 3, 5)}, "dates of birth that differ in one digit"),
        ({"date_of_birth": None}, "the same postcode"),
        ({"date_of_birth": None, "postcode": "", "phone": ""}, "the same given name"),
        ({"family_name": "NicLeòid", "postcode": "", "phone": ""}, "family names that sound alike"),
        ({"given_name": "Marga"}, "given names that are nearly the same"),
        ({"family_name": "Ross", "other_names": "Margaret MacLeod"}, "a family name that one of them has had"),
        ({"given_name": "M", "phone": "+44 131 496 0000"}, "the same phone number"),
    ],
)
def test_offered_with_its_reason(other: dict[str, object], reason: str) -> None:
    found = likeness(ONE, replace(ONE, id=2, **other), NICKNAMES)  # type: ignore[arg-type]
    assert found.score >= OFFERED
    assert reason in found.reasons


@pytest.mark.parametrize(
    "other",
    [
        {"given_name": "Morag", "gender": "man"},  # a twin at the same address
        {"date_of_birth": date(1980, 7, 9)},  # a daughter of the same name at the same address
        {"given_name": "John", "family_name": "Ross", "date_of_birth": date(1971, 1, 1)},  # a neighbour with the phone
        {"given_name": "", "family_name": ""},
    ],
)
def test_not_offered(other: dict[str, object]) -> None:
    other = {"phone": "", **other}
    assert likeness(ONE, replace(ONE, id=2, **other), NICKNAMES).score < OFFERED  # type: ignore[arg-type]


def test_a_pair_is_found_once_and_a_crowd_with_one_birthday_is_not_compared() -> None:
    nobody_knew = [Traits(id=n, given_name=f"N{n}", family_name="X", date_of_birth=date(1900, 1, 1)) for n in range(99)]
    people = [*nobody_knew, replace(ONE, id=100), replace(ONE, id=101, family_name="McCloud", given_name="Peggy")]
    assert [(one.id, other.id) for one, other, _ in likely_pairs(people, NICKNAMES)] == [(100, 101)]


def test_whoever_is_not_compared_could_not_be_offered_by_any_name() -> None:
    """Each way in which two records may differ beside their names, with the most alike names there can be."""
    born = (BORN, date(1950, 4, 3), date(1950, 3, 5), date(1951, 3, 4), date(1961, 12, 31), date(1950, 3, 13), None)
    others = [
        replace(ONE, id=2, date_of_birth=day, postcode=postcode, phone=phone, email=email)
        for day in born
        for postcode in ("EH6 5AB", "EH7 1AA", "")
        for phone in ("+44 131 496 0000", "0131 496 0001", "")
        for email in ("MO@example.org", "other@example.org", "")
    ]
    one = replace(ONE, email="mo@example.org")
    left_out = [other for other in others if not worth_comparing(one, other)]
    assert all(likeness(one, other, NICKNAMES).score < OFFERED for other in left_out)
    assert date(1961, 12, 31) in {other.date_of_birth for other in left_out}
