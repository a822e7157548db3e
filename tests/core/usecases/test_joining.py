"""Somebody who may be there already comes in all the same, with their record; the pair is offered until decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from import_offices import bring, counts, new_office, rows, sheet

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.imports import find_import, undo_import
from sfph_desktop.core.usecases.joining import duplicates, sameness, say_different, say_same, take_apart
from sfph_desktop.core.usecases.office import Office, close_office

HEADER = "person_ref given_name family_name date_of_birth"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    bring(opened, sheet("people", HEADER, ("P1", "Ana", "Reid", "1/5/1950")))
    yield opened
    close_office(opened, backup=False)


def offered(office: Office, name: str = "") -> list[tuple[object, object]]:
    unit = find_import(office, name)[1] if name else 0
    return [(row[1], row[4]) for row in duplicates(office, unit_id=unit).rows]


@pytest.mark.parametrize(
    ("given", "family", "born", "told"),
    [
        ("ana", "REID", "1/5/50", "the same name"),
        ("Anna", "Reid", "1/5/50", "nearly the same name"),
        ("Reid", "Ana", "1/5/50", "nearly the same name"),
        ("Ána", "Reid ", "1/5/50", "the same name"),
        ("Ana", "Reid", "2/5/50", ""),
        ("Bo", "Kerr", "1/5/50", ""),
    ],
)
def test_who_is_offered(office: Office, given: str, family: str, born: str, told: str) -> None:
    report = bring(office, sheet("people", HEADER, ("P9", given, family, born)))
    assert report.counts["people"] == {"created": 1, "matched": 0, "changed": 0, "held": 0, "refused": 0}
    assert [pair.other_ref for pair in report.likely] == (["P1"] if told else [])
    assert all(pair.reason.endswith(f"{told}.") for pair in report.likely)
    assert [fate.reason != "" for fate in report.fates] == [bool(told)]


def test_nothing_of_theirs_waits_for_the_decision(office: Office) -> None:
    report = bring(
        office,
        sheet("people", HEADER, ("P9", "Anna", "Reid", "1/5/1950")),
        sheet("episodes", "person_ref service start_date", ("P9", "Lunch", "1/4/2025")),
    )
    assert report.counts["episodes"]["created"] == 1
    assert offered(office) == offered(office, "I-0002") == [("P9", "P1")]
    assert offered(office, "I-0001") == []


def test_two_people_are_never_offered_again(office: Office) -> None:
    again = sheet("people", HEADER, ("P9", "Anna", "Reid", "1/5/1950"))
    bring(office, again)
    done = say_different(office, "P9", "P1")
    assert offered(office) == []
    assert bring(office, again).likely == ()
    assert offered(office) == []
    with pytest.raises(UserCanFix, match="decided already"):
        say_same(office, "P9", "P1")
    undo(office, done.unit_id)
    assert offered(office) == [("P9", "P1")]


def test_one_person_is_a_link_that_can_be_undone(office: Office) -> None:
    bring(office, sheet("people", HEADER, ("P8", "Anna", "Reid", "1/5/1950"), ("P9", "Ann", "Reid", "1/5/1950")))
    assert sorted(offered(office)) == [("P8", "P1"), ("P9", "P1"), ("P9", "P8")]
    first = say_same(office, "P8", "P1")
    say_same(office, "P9", "P8")
    assert offered(office) == []
    named = "SELECT p.person_ref, o.person_ref FROM joins JOIN people AS p ON p.id = person_id"
    joined = rows(office, f"{named} JOIN people AS o ON o.id = other_id ORDER BY joins.id")
    assert joined == [("P1", "P8"), ("P1", "P9")]
    assert counts(office)["people"] == 3
    with pytest.raises(UserCanFix, match="decided already"):
        say_same(office, "P8", "P9")
    with pytest.raises(UserCanFix, match="nobody with the reference"):
        say_same(office, "P8", "P77")
    undo(office, first.unit_id)
    assert offered(office) == [("P8", "P1")]
    take_apart(office, "P9")
    assert len(offered(office)) == 3
    with pytest.raises(UserCanFix, match="not joined"):
        take_apart(office, "P9")


def test_an_import_taken_back_offers_nobody(office: Office) -> None:
    report = bring(office, sheet("people", HEADER, ("P9", "Anna", "Reid", "1/5/1950")))
    undo_import(office, report.import_id)
    assert offered(office) == []


def test_the_records_of_one_person_are_told_on_either_of_them(office: Office) -> None:
    bring(office, sheet("people", HEADER, ("P9", "Anna", "Reid", "1/5/1950"), ("P8", "Bo", "Kerr", "1/5/1950")))
    for one, other in ((1, "P9"), (2, "P1")):
        alike = sameness(office, one).alike
        assert [person.person_ref for person, _why in alike] == [other]
        assert alike[0][1].startswith("Score 81 of 100. The same family name, one given name stands for the other")
    assert sameness(office, 3).alike == ()
    done = say_same(office, "P9", "P1")
    assert [person.person_ref for person in sameness(office, 1).joined] == ["P9"]
    counts_as = sameness(office, 2).counts_as
    assert counts_as is not None and counts_as.person_ref == "P1"
    undo(office, done.unit_id)
    say_different(office, "P9", "P1")
    assert sameness(office, 1).alike == ()
