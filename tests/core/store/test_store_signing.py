"""Signatures and printed keys: against the vectors of the standard, and every slip of the hand in a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import signing
from sfph_desktop.core.store.recovery_key import ALPHABET

SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
"""The first pair of RFC 8032, section 7.1."""


def test_the_public_key_is_that_of_the_standard() -> None:
    assert signing.public_of(SECRET) == PUBLIC


def test_a_signature_is_good_for_its_content_purpose_and_key_alone() -> None:
    signature = signing.signed(SECRET, "evidence file", b"31 of 38")
    assert signature == signing.signed(SECRET, "evidence file", b"31 of 38")
    assert signing.genuine(PUBLIC, "evidence file", b"31 of 38", signature)
    assert not signing.genuine(PUBLIC, "evidence file", b"32 of 38", signature)
    assert not signing.genuine(PUBLIC, "return", b"31 of 38", signature)
    assert not signing.genuine(signing.public_of(bytes(32)), "evidence file", b"31 of 38", signature)
    assert not signing.genuine(PUBLIC, "evidence file", b"31 of 38", signature[:-1])


@given(some.binary(min_size=32, max_size=32))
def test_a_printed_key_is_read_again_however_it_is_typed(public: bytes) -> None:
    printed = signing.key_text(public)
    assert len(printed.split("-")) == 13
    assert signing.read_key(printed) == public
    assert signing.read_key(printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == public


@given(some.binary(min_size=32, max_size=32), some.integers(0, 64), some.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found_and_its_group_named(public: bytes, place: int, letter: str) -> None:
    printed = signing.key_text(public).replace("-", "")
    wrong = printed[:place] + letter + printed[place + 1 :]
    if wrong == printed:
        assert signing.read_key(wrong) == public
        return
    with pytest.raises(UserCanFix, match=rf"Group {place // 5 + 1} "):
        signing.read_key(wrong)


def test_a_key_that_is_cut_short_is_told() -> None:
    with pytest.raises(UserCanFix, match="13 groups"):
        signing.read_key(signing.key_text(PUBLIC)[:-6])


def test_a_fingerprint_is_compared_by_what_is_said_not_how_it_is_typed() -> None:
    told = signing.fingerprint(PUBLIC)
    assert [len(group) for group in told.split("-")] == [5, 5, 5, 5]
    assert signing.same_fingerprint(PUBLIC, told.replace("-", " ").lower())
    assert not signing.same_fingerprint(signing.public_of(bytes(32)), told)
    assert not signing.same_fingerprint(PUBLIC, told[:-1])
    assert not signing.same_fingerprint(PUBLIC, "")
