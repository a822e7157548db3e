"""The office's own key is made once; a partner's is accepted by its fingerprint alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_office import plain_office
from pyrage.x25519 import Identity

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import history, partners, signing_keys
from sfph_desktop.core.usecases.office import Office

THEIRS = signing_keys.key_typed(signing.key_text(signing.public_of(bytes(range(32)))))
OTHER = signing_keys.key_typed(signing.key_text(signing.public_of(bytes(range(1, 33)))))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def partner(office: Office, name: str = "Swift Couriers") -> int:
    return int(partners.add_partner(office, Partner(partner_ref="", name=name)).value.id)


def test_the_own_key_is_made_once_and_its_secret_is_in_one_place(office: Office, tmp_path: Path) -> None:
    key = signing_keys.own_key(office)
    assert signing_keys.own_key(office) == key
    written = signing_keys.write_own_key(office, tmp_path / "ours.sfph-key")
    assert signing_keys.key_in_file(written) == key
    secret, identity = signing_keys.own_secrets(office)
    assert sealing.public_of(identity) == key.seal_key
    with office.reading() as connection:
        kept = connection.exec_driver_sql("SELECT coalesce(before, '') || coalesce(after, '') FROM history").scalars()
        told = [*kept, written.read_text(encoding="utf-8")]
    assert not any(secret.hex() in row or identity in row for row in told)


def test_a_key_file_of_before_there_were_seals_is_still_read(tmp_path: Path) -> None:
    old = tmp_path / "old.sfph-key"
    old.write_text(
        json.dumps({"format": "sfph public key", "version": 1, "name": "Swift", "key": THEIRS.public_key}),
        encoding="utf-8",
    )
    found = signing_keys.key_in_file(old)
    assert (found.name, found.public_key, found.seal_key) == ("Swift", THEIRS.public_key, "")


@pytest.mark.parametrize("part", ["name", "key", "seal_key", "signature", ""])
def test_name_and_keys_are_bound_together(office: Office, tmp_path: Path, part: str) -> None:
    file = signing_keys.write_own_key(office, tmp_path / "ours.sfph-key")
    found = json.loads(file.read_text(encoding="utf-8"))
    others = {
        "name": "Somebody else",
        "key": OTHER.public_key,
        "seal_key": sealing.public_of(str(Identity.generate())),
        "signature": "AAAA",
    }
    if part:
        found[part] = others[part]
    else:
        found["seal_key"] = ""
    file.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(UserCanFix, match="changed since it was written" if part else "one of its keys is missing"):
        signing_keys.key_in_file(file)


def test_a_partners_key_is_accepted_by_the_fingerprint_they_read_out(office: Office) -> None:
    swift = partner(office)
    for heard in ("", OTHER.fingerprint, THEIRS.fingerprint[:-1]):
        with pytest.raises(UserCanFix, match="fingerprint"):
            signing_keys.accept_key(office, swift, THEIRS, heard)
    assert signing_keys.partner_keys(office) == ()
    done = signing_keys.accept_key(office, swift, THEIRS, THEIRS.fingerprint.lower().replace("-", " "))
    assert signing_keys.accept_key(office, swift, THEIRS, THEIRS.fingerprint).unit_id == 0
    assert [one.public_key for one in signing_keys.partner_keys(office, swift)] == [THEIRS.public_key]
    history.undo(office, done.unit_id)
    assert signing_keys.partner_keys(office) == ()


def test_a_newer_key_retires_the_older(office: Office) -> None:
    swift = partner(office)
    for key in (THEIRS, OTHER):
        signing_keys.accept_key(office, swift, key, key.fingerprint)
    first, second = signing_keys.partner_keys(office, swift)
    assert first.retired_on == office.clock.today()
    assert (second.public_key, second.retired_on) == (OTHER.public_key, None)


def test_a_key_is_one_partners_and_not_our_own(office: Office) -> None:
    signing_keys.accept_key(office, partner(office), THEIRS, THEIRS.fingerprint)
    with pytest.raises(UserCanFix, match="accepted as that of Swift Couriers"):
        signing_keys.accept_key(office, partner(office, "Hill Laundrette"), THEIRS, THEIRS.fingerprint)
    own = signing_keys.own_key(office)
    with pytest.raises(UserCanFix, match="your own key"):
        signing_keys.accept_key(office, 1, own, own.fingerprint)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format": "sfph public key"}',
        "x" * 5000,
        '{"format":"sfph public key","version":2}',
        '{"format":"sfph public key","version":3}',
        '{"format":"sfph public key","version":2,"name":"\\ud800","key":"","seal_key":"","signature":""}',
        '{"format":"sfph public key","version":2,"name":"a","key":"","seal_key":"","signature":"*"}',
    ],
)
def test_a_file_that_is_no_key_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "odd.sfph-key"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UserCanFix, match="no public key"):
        signing_keys.key_in_file(file)
    with pytest.raises(UserCanFix, match="cannot be read"):
        signing_keys.key_in_file(tmp_path / "nowhere.sfph-key")
