"""Evidence files between two offices: nobody in them, the same again the same bytes, and all that is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bid_office import loneliness
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.core.usecases.joint_offices import COURIER, LEAD, Side, both_sides, one_side, sent_by

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import signing
from sfph_desktop.core.usecases import evidence_files, history, signing_keys
from sfph_desktop.core.usecases.office import close_office


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    lead, courier = both_sides(tmp_path_factory.mktemp("joint"))
    yield lead, courier
    for side in (lead, courier):
        close_office(side.office, backup=False)


@pytest.fixture
def file(sides: tuple[Side, Side], tmp_path: Path) -> Iterator[Path]:
    """The courier's file for the lead; whatever the lead has taken is removed again."""
    lead, courier = sides
    yield sent_by(courier, tmp_path / "courier.sfph-evidence")
    for one in taken(lead):
        evidence_files.remove_taken(lead.office, one.id)


def taken(side: Side) -> tuple[Any, ...]:
    with side.office.reading() as connection:
        return evidence_files.taken_in(connection)


def refused(side: Side, file: Path, says: str) -> None:
    with pytest.raises(UserCanFix, match=says) as told:
        evidence_files.take_evidence(side.office, file)
    assert told.value.do
    assert taken(side) == ()


def test_a_file_is_checked_and_taken_in_and_once_more_changes_nothing(sides: tuple[Side, Side], file: Path) -> None:
    lead, courier = sides
    done = evidence_files.take_evidence(lead.office, file)
    assert (done.value.partner.name, done.value.already, len(done.value.checked)) == (COURIER, False, 4)
    assert done.value.evidence.recipient == LEAD
    lonely = next(one for one in done.value.evidence.figures if one.evidence == loneliness(courier.run))
    assert (lonely.people, lonely.whole, lonely.kind, lonely.key) == (10, 20, "changes", "ucla3.total")
    again = evidence_files.take_evidence(lead.office, file)
    assert (again.value.already, again.unit_id, len(taken(lead))) == (True, 0, 1)
    history.undo(lead.office, done.unit_id)
    assert taken(lead) == ()


def test_the_same_again_is_the_same_file_and_others_count_up(sides: tuple[Side, Side], tmp_path: Path) -> None:
    courier = sides[1]
    first, again = sent_by(courier, tmp_path / "a"), sent_by(courier, tmp_path / "b")
    assert first.read_bytes() == again.read_bytes()
    number = loneliness(courier.run)
    other = sent_by(courier, tmp_path / "c", (number.lower(),))
    found = json.loads(other.read_bytes())["body"]
    assert found["sequence"] == json.loads(first.read_bytes())["body"]["sequence"] + 1
    assert [one["evidence"] for one in found["figures"]] == [number]


def test_nobody_and_no_record_is_in_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not any(f'"P{n}"' in text or f"Name{n}" in text for n in range(1, 21))
    assert '"ids"' not in text and "records" not in json.loads(text)["body"]["figures"][0]


def test_what_may_not_leave_is_left_out_and_alone_makes_no_file(sides: tuple[Side, Side], tmp_path: Path) -> None:
    courier = sides[1]
    out = tmp_path / "none"
    with pytest.raises(UserCanFix, match="None of these figures may leave"):
        sent_by(courier, out, ("E-9999",))
    assert not out.exists()
    made = evidence_files.make_evidence(
        courier.office, courier.other, out, snapshot=courier.run.snapshot, figures=("E-9999", loneliness(courier.run))
    )
    assert made.value.left_out == ("E-9999",)


def test_without_the_partners_key_no_file_is_made(tmp_path: Path) -> None:
    alone = one_side(tmp_path, LEAD, COURIER)
    with pytest.raises(UserCanFix, match="key of Swift Couriers is not accepted yet"):
        sent_by(alone, tmp_path / "out")
    close_office(alone.office, backup=False)
    assert not (tmp_path / "out").exists()


def raised(file: Path) -> Path:
    """The file with ten who are less lonely made eighteen, spelt as it should be."""
    text = file.read_text(encoding="utf-8")
    assert '"people":10,' in text
    file.write_text(text.replace('"people":10,', '"people":18,'), encoding="utf-8", newline="")
    return file


def test_a_figure_that_was_raised_on_the_way_is_refused(sides: tuple[Side, Side], file: Path) -> None:
    refused(sides[0], raised(file), "changed since it was signed")


def test_it_is_the_signature_alone_that_finds_it(
    sides: tuple[Side, Side], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the check of signatures off, the raised figure comes in."""
    monkeypatch.setattr(signing, "genuine", lambda *_all: True)
    found = evidence_files.take_evidence(sides[0].office, raised(file)).value.evidence
    assert 18 in [one.people for one in found.figures]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=some.integers(0, 10**6), bit=some.integers(0, 7))
def test_one_bit_changed_anywhere_is_refused(sides: tuple[Side, Side], file: Path, place: int, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[place % len(content)] ^= 1 << bit
    changed = file.with_name("changed.sfph-evidence")
    changed.write_bytes(content)
    with pytest.raises(UserCanFix):
        evidence_files.take_evidence(sides[0].office, changed)
    assert taken(sides[0]) == ()


def test_signed_by_another(sides: tuple[Side, Side], tmp_path: Path) -> None:
    lead = sides[0]
    stranger = one_side(tmp_path / "stranger", COURIER, LEAD)
    key = signing_keys.own_key(lead.office)
    signing_keys.accept_key(stranger.office, stranger.other, key, key.fingerprint)
    file = sent_by(stranger, tmp_path / "stranger.sfph-evidence")
    close_office(stranger.office, backup=False)
    refused(lead, file, "signed by another")


def test_made_for_somebody_else(sides: tuple[Side, Side], file: Path) -> None:
    with pytest.raises(UserCanFix, match=f"made for somebody else \\({LEAD}\\)"):
        evidence_files.take_evidence(sides[1].office, file)


def test_an_older_file_does_not_replace_a_newer(sides: tuple[Side, Side], file: Path, tmp_path: Path) -> None:
    lead, courier = sides
    newer = sent_by(courier, tmp_path / "newer", (courier.run.reach.evidence,))
    numbers = [json.loads(one.read_bytes())["body"]["sequence"] for one in (file, newer)]
    older, newest = sorted(zip(numbers, (file, newer), strict=True))
    evidence_files.take_evidence(lead.office, newest[1])
    with pytest.raises(UserCanFix, match=f"file {older[0]} of Swift Couriers, and file {newest[0]} is here already"):
        evidence_files.take_evidence(lead.office, older[1])
    assert [one.sequence for one in taken(lead)] == [newest[0]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no evidence file"),
        (b"\xff\xfe", "no evidence file"),
        (b"[" * 100_000, "no evidence file"),
        (b"{}", "does not say that it is one"),
        (b'{"format":"sfph evidence file","version":0}', "another, older version"),
        (b'{"format":"sfph evidence file","version":2}', "a newer version"),
        (b'{"format":"sfph evidence file","version":1}', "missing"),
        (b'{"format":"sfph evidence file","version":1,"body":[],"signature":""}', "missing"),
        (b" " * (2**20 + 1), "larger than 1 MB"),
    ],
)
def test_what_is_none_is_told(sides: tuple[Side, Side], tmp_path: Path, content: bytes, says: str) -> None:
    odd = tmp_path / "odd.sfph-evidence"
    odd.write_bytes(content)
    refused(sides[0], odd, says)


def test_a_file_with_more_in_it_than_is_allowed_is_refused(sides: tuple[Side, Side], file: Path) -> None:
    found = json.loads(file.read_bytes())
    found["body"]["figures"][0]["person_ref"] = "P1"
    file.write_bytes(json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
    refused(sides[0], file, "not what belongs there")
