"""Evidence files between two offices: nobody in them, the same again the same bytes, and all that is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bid_office import loneliness
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.core.usecases.joint_offices import COURIER, LEAD, Side, both_sides, one_side, sent_by, unsealed

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import sealing, signing
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


@pytest.fixture
def plain(sides: tuple[Side, Side], file: Path) -> Path:
    """The same without its seal, as it would have been of before there were seals."""
    return unsealed(sides[0], file)


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


def test_it_is_sealed_and_without_its_seal_the_same_file(sides: tuple[Side, Side], file: Path, plain: Path) -> None:
    lead = sides[0]
    assert file.read_bytes().startswith(sealing.HEAD)
    assert b"figures" not in file.read_bytes()
    assert evidence_files.take_evidence(lead.office, plain).value.already is False
    assert evidence_files.take_evidence(lead.office, file).value.already is True


def test_the_newer_key_file_is_asked_for_and_an_unsealed_number_is_sealed(tmp_path: Path) -> None:
    alone, other = one_side(tmp_path / "a", LEAD, COURIER), one_side(tmp_path / "b", COURIER, LEAD)
    key = signing_keys.own_key(other.office)
    close_office(other.office, backup=False)
    out = tmp_path / "out"
    signing_keys.accept_key(alone.office, alone.other, replace(key, seal_key=""), key.fingerprint)
    with pytest.raises(UserCanFix, match="newer key file of Swift Couriers is needed"):
        sent_by(alone, out)
    assert not out.exists()
    done = signing_keys.accept_key(alone.office, alone.other, key, key.fingerprint)
    assert (done.unit_id > 0, done.value.seal_key) == (True, key.seal_key)
    sent_by(alone, out)
    with alone.office.writing("as files were that were made before there were seals") as unit:
        (before,) = evidence_files.sent_in(unit.connection)
        unit.change("joint_sent", replace(before, seal_key="", content=b""))
    again = sent_by(alone, tmp_path / "again")
    with alone.office.reading() as connection:
        (sent,) = evidence_files.sent_in(connection)
    assert (sent.sequence, sent.content) == (before.sequence, again.read_bytes())
    close_office(alone.office, backup=False)


def test_the_same_again_is_the_same_file_and_others_have_another_number(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    lead, courier = sides
    first, again = sent_by(courier, tmp_path / "a"), sent_by(courier, tmp_path / "b")
    assert first.read_bytes() == again.read_bytes()
    number = loneliness(courier.run)
    other = sent_by(courier, tmp_path / "c", (number.lower(),))
    found = json.loads(unsealed(lead, other).read_bytes())["body"]
    assert found["sequence"] != json.loads(unsealed(lead, first).read_bytes())["body"]["sequence"]
    assert [one["evidence"] for one in found["figures"]] == [number]


def test_what_was_sent_before_something_else_is_taken_when_it_is_sent_again(
    sides: tuple[Side, Side], file: Path, tmp_path: Path
) -> None:
    lead, courier = sides
    for number, figures in enumerate(((), (loneliness(courier.run),), ())):
        evidence_files.take_evidence(lead.office, sent_by(courier, tmp_path / f"{number}", figures))
    assert len(taken(lead)) == 3


def test_nobody_and_no_record_is_in_it(plain: Path) -> None:
    text = plain.read_text(encoding="utf-8")
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


def test_a_figure_that_was_raised_on_the_way_is_refused(sides: tuple[Side, Side], plain: Path) -> None:
    refused(sides[0], raised(plain), "changed since it was signed")
    plain.write_bytes(sealing.sealed(plain.read_bytes(), signing_keys.own_key(sides[0].office).seal_key))
    refused(sides[0], plain, "changed since it was signed")


def test_it_is_the_signature_alone_that_finds_it(
    sides: tuple[Side, Side], plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the check of signatures off, the raised figure comes in."""
    monkeypatch.setattr(signing, "genuine", lambda *_all: True)
    found = evidence_files.take_evidence(sides[0].office, raised(plain)).value.evidence
    assert 18 in [one.people for one in found.figures]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=some.integers(0, 10**6), bit=some.integers(0, 7), seal=some.booleans())
def test_one_bit_changed_anywhere_is_refused(
    sides: tuple[Side, Side], file: Path, plain: Path, place: int, bit: int, seal: bool
) -> None:
    content = bytearray((file if seal else plain).read_bytes())
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


def test_made_for_somebody_else(sides: tuple[Side, Side], file: Path, plain: Path) -> None:
    with pytest.raises(UserCanFix, match=f"made for somebody else \\({LEAD}\\)"):
        evidence_files.take_evidence(sides[1].office, plain)
    with pytest.raises(UserCanFix, match="cannot be opened with your key"):
        evidence_files.take_evidence(sides[1].office, file)


def test_an_older_file_does_not_replace_a_newer(sides: tuple[Side, Side], file: Path, tmp_path: Path) -> None:
    lead, courier = sides
    newer = sent_by(courier, tmp_path / "newer", (courier.run.reach.evidence,))
    numbers = [json.loads(unsealed(lead, one).read_bytes())["body"]["sequence"] for one in (file, newer)]
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


def test_a_file_with_more_in_it_than_is_allowed_is_refused(sides: tuple[Side, Side], plain: Path) -> None:
    found = json.loads(plain.read_bytes())
    found["body"]["figures"][0]["person_ref"] = "P1"
    plain.write_bytes(json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
    refused(sides[0], plain, "not what belongs there")


def test_a_number_that_would_fill_the_memory_is_refused_unspelt(sides: tuple[Side, Side], plain: Path) -> None:
    found = json.loads(plain.read_bytes())
    found["body"]["figures"][0]["quantity"] = "1E-9"  # with more digits it would be a thousand million noughts
    plain.write_bytes(json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
    refused(sides[0], plain, "not what belongs there")
