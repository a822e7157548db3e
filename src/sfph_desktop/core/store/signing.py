"""Signatures (Ed25519): the office's own key, the public key as text that can be printed and typed, and the check.

A public key is 13 groups of five letters and digits, the fifth of each checking the four before it as on the recovery
sheet. Its fingerprint is four groups to be read out: 100 bits of its SHA-256.
"""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store.recovery_key import ALPHABET, DATA, GROUP_LENGTH, check_digit, clean
from sfph_desktop.core.store.unit_of_work import Unit

KEY = "signing_key"
BYTES = 32
GROUPS = 13
FINGERPRINT_GROUPS = 4
_SPARE_BITS = GROUPS * DATA * 5 - BYTES * 8


def own_secret(connection: Connection) -> bytes | None:
    """The office's own secret key; None while it has none."""
    found = connection.exec_driver_sql("SELECT value FROM settings WHERE key = ?", (KEY,)).scalar()
    return bytes.fromhex(str(found)) if found else None


def make_secret(unit: Unit) -> bytes:
    """The office's own secret key, made now if it has none. It is kept in this one place, and not in the history."""
    there = own_secret(unit.connection)
    if there is not None:
        return there
    secret = secrets.token_bytes(BYTES)
    unit.connection.exec_driver_sql(
        "INSERT INTO settings (key, value, changed_in) VALUES (?, ?, ?)", (KEY, secret.hex(), unit.id)
    )
    unit.changed.add("settings")
    return secret


def public_of(secret: bytes) -> bytes:
    """The public key (32 bytes) that belongs to a secret one."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def signed(secret: bytes, purpose: str, content: bytes) -> bytes:
    """The signature (64 bytes) of a content for one purpose: it is good for no other. The same gives the same."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(_framed(purpose, content))


def genuine(public: bytes, purpose: str, content: bytes, signature: bytes) -> bool:
    """Whether the holder of this key signed this very content for this purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _framed(purpose, content))
    except (InvalidSignature, ValueError):
        return False
    return True


def key_text(public: bytes) -> str:
    """A public key as it is printed: 13 groups with hyphens between them."""
    digits = _digits(int.from_bytes(public, "big") << _SPARE_BITS, GROUPS * DATA)
    groups = (digits[start : start + DATA] for start in range(0, len(digits), DATA))
    return "-".join(
        "".join(ALPHABET[digit] for digit in (*group, check_digit(group, place))) for place, group in enumerate(groups)
    )


def read_key(typed: str) -> bytes:
    """The public key in a text as it was typed or pasted. Raises UserCanFix naming the group that cannot be right."""
    whole = clean(typed)
    if len(whole) != GROUPS * GROUP_LENGTH:
        raise UserCanFix(
            what=f"A public key has {GROUPS} groups of {GROUP_LENGTH} letters and digits; this has "
            f"{len(whole):,} characters.",
            do="Copy the whole key, from the first group to the last.",
        )
    number = 0
    for place in range(GROUPS):
        group = whole[place * GROUP_LENGTH : (place + 1) * GROUP_LENGTH]
        digits = [ALPHABET.find(letter) for letter in group]
        if -1 in digits or check_digit(digits[:DATA], place) != digits[DATA]:
            raise UserCanFix(
                what=f"Group {place + 1} of the public key ({group}) is not right.",
                why="Its last character checks the four before it, and they do not fit.",
                do=f"Compare group {place + 1} with the partner's, letter by letter.",
            )
        for digit in digits[:DATA]:
            number = number << 5 | digit
    if number & ((1 << _SPARE_BITS) - 1):
        raise UserCanFix(what="This is no public key of this program.", do="Ask the partner for it once more.")
    return (number >> _SPARE_BITS).to_bytes(BYTES, "big")


def fingerprint(public: bytes) -> str:
    """Four groups that stand for a public key when it is compared by voice: `4T7QZ-...`."""
    bits = FINGERPRINT_GROUPS * GROUP_LENGTH * 5
    number = int.from_bytes(hashlib.sha256(b"sfph fingerprint v1\0" + public).digest(), "big") >> (256 - bits)
    letters = "".join(ALPHABET[digit] for digit in _digits(number, bits // 5))
    return "-".join(letters[start : start + GROUP_LENGTH] for start in range(0, len(letters), GROUP_LENGTH))


def same_fingerprint(public: bytes, typed: str) -> bool:
    """Whether what somebody typed is the fingerprint of this key; hyphens, blanks and small letters do not matter."""
    return clean(typed) == clean(fingerprint(public))


def _digits(number: int, count: int) -> list[int]:
    return [(number >> (5 * place)) & 31 for place in reversed(range(count))]


def _framed(purpose: str, content: bytes) -> bytes:
    return f"sfph {purpose} v1\0".encode() + content
