"""What is sealed opens for whom it was sealed, whole, and for nobody else."""

from __future__ import annotations

import pytest
from pyrage import x25519

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import sealing

CONTENT = b"aggregates.csv and the rest"


def someone() -> str:
    return str(x25519.Identity.generate())


def test_it_opens_for_each_of_those_it_was_sealed_for_and_for_nobody_else() -> None:
    one, other, stranger = someone(), someone(), someone()
    sealed = sealing.sealed(CONTENT, sealing.public_of(one), sealing.public_of(other))
    assert sealed.startswith(sealing.HEAD)
    assert CONTENT not in sealed
    assert sealing.opened(sealed, one) == sealing.opened(sealed, other) == CONTENT
    assert sealing.opened(sealed, stranger) is None


def test_no_changed_byte_opens() -> None:
    own = someone()
    sealed = bytearray(sealing.sealed(CONTENT, sealing.public_of(own)))
    for place in range(len(sealed)):
        sealed[place] ^= 1
        assert sealing.opened(bytes(sealed), own) is None, place
        sealed[place] ^= 1
    assert sealing.opened(bytes(sealed), own) == CONTENT
    assert sealing.opened(b"", own) is None
    assert sealing.opened(bytes(sealed[:-1]), own) is None


def test_why_it_does_not_open_is_told_apart() -> None:
    own = someone()
    sealed = sealing.sealed(CONTENT * 9_000, sealing.public_of(own))
    changed = bytearray(sealed)
    changed[len(sealed) // 2] ^= 1
    endless = sealing.HEAD + b"\n-> X25519 " + b"A" * 2**20
    for content, says in (
        (b"", "It is empty."),
        (b"first_quarter = 2026Q1", "It is not sealed"),
        (sealing.sealed(CONTENT, sealing.public_of(someone())), "It is sealed for somebody else"),
        (bytes(changed), "It was changed on its way, or cut off"),
        (sealed[: len(sealed) // 2], "It was changed on its way, or cut off"),
        (sealed[:60], "It was changed on its way, or cut off"),
        (endless, "It was changed on its way, or cut off"),
    ):
        assert sealing.opened(content, own) is None
        assert sealing.why_unopened(content, own).startswith(says)


def test_what_is_no_key_is_refused() -> None:
    assert not sealing.is_public_key("age1nothing")
    assert not sealing.is_public_key(someone())
    assert sealing.is_public_key(sealing.public_of(someone()))
    with pytest.raises(UserCanFix, match="no key for sealing"):
        sealing.sealed(CONTENT, "age1nothing")


@pytest.mark.parametrize("endless", [b"[" * 2**20, b"\n-> X25519 " + b"A" * 2**20, b"\n--- " + b"A" * 2**20])
def test_a_header_without_end_is_given_up_at_once(endless: bytes) -> None:
    """By itself the library reads the first of these for minutes."""
    assert sealing.opened(sealing.HEAD + endless, someone()) is None


def test_a_header_of_many_is_short_enough_to_be_read() -> None:
    many = [someone() for _ in range(60)]
    assert sealing.opened(sealing.sealed(CONTENT, *map(sealing.public_of, many)), many[-1]) == CONTENT
