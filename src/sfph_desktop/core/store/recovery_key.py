"""The printed recovery key: 160 random bits as eight groups of five letters and digits, each with its own check.

A group holds four characters of the key and a fifth that checks them, so that a mistyped group is named before anything
is tried. The alphabet is Crockford's: no I, L, O or U, and who types them is understood. The check is a sum in the
field of 32 elements, each character times its own power of the generator: it finds every single wrong character,
every two characters swapped, and every two groups swapped.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sfph_desktop.core.domain.problems import UserCanFix

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
DATA = 4
GROUP_LENGTH = DATA + 1
BYTES = 20
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_FIELD = 0b100101
"""x^5 + x^2 + 1, whose root generates the field of 32 elements."""


def new_recovery_key() -> str:
    """A random recovery key as it is printed: eight groups with hyphens between them."""
    return "-".join(groups_of(secrets.token_bytes(BYTES)))


def groups_of(secret: bytes) -> tuple[str, ...]:
    """The printed groups of a key of 20 bytes."""
    number = int.from_bytes(secret, "big")
    digits = [(number >> (5 * place)) & 31 for place in reversed(range(GROUPS * DATA))]
    parts = [digits[start : start + DATA] for start in range(0, len(digits), DATA)]
    return tuple(
        "".join(ALPHABET[digit] for digit in (*part, check_digit(part, position)))
        for position, part in enumerate(parts)
    )


def read(typed: str) -> bytes:
    """The 20 bytes of a recovery key as somebody typed it; raises UserCanFix naming the group that cannot be right.

    Hyphens, blanks and small letters do not matter. Where the groups are written apart, each is judged by itself.
    """
    groups = _apart(typed)
    number = 0
    for position, group in enumerate(groups):
        for digit in _digits(group, position)[:DATA]:
            number = number << 5 | digit
    if len(groups) != GROUPS:
        raise UserCanFix(
            what=f"The recovery key has {GROUPS} groups; {len(groups)} were typed.",
            do="Type all groups as they stand on the sheet, from the first to the last.",
        )
    return number.to_bytes(BYTES, "big")


def group_of(typed: str, position: int) -> str:
    """One group as it is printed, from what somebody typed; raises UserCanFix when it cannot be right."""
    digits = _digits(clean(typed), position)
    return "".join(ALPHABET[digit] for digit in digits)


def _apart(typed: str) -> list[str]:
    """The groups as they were written apart, or cut by length when they were not."""
    written = [part for part in (clean(part) for part in typed.replace("-", " ").split()) if part]
    if len(written) > 1:
        return written
    whole = "".join(written)
    return [whole[start : start + GROUP_LENGTH] for start in range(0, len(whole), GROUP_LENGTH)]


def clean(typed: str) -> str:
    """What was typed, in capitals and without blanks and hyphens, letters that look alike read as they are printed."""
    return "".join(typed.replace("-", " ").split()).upper().translate(_LOOK_ALIKES)


def _digits(group: str, position: int) -> list[int]:
    """The five digits of a group; raises UserCanFix, with the group's number, when its check does not fit."""
    if position >= GROUPS:
        raise UserCanFix(
            what=f"There are more than {GROUPS} groups.", do="Type the groups of one recovery key, each once."
        )
    digits = [ALPHABET.find(letter) for letter in group]
    if len(digits) != GROUP_LENGTH or -1 in digits or check_digit(digits[:DATA], position) != digits[DATA]:
        raise UserCanFix(
            what=f"Group {position + 1} of the recovery key is not right.",
            why=f"You typed {group or 'nothing'}; its last character checks the four before it, and they do not fit.",
            do=f"Compare group {position + 1} with the printed sheet, letter by letter.",
        )
    return digits


def check_digit(digits: Sequence[int], position: int) -> int:
    """The check digit of a group at a position: position + sum of digit i times generator^(i+1), in the field of 32."""
    total = position + 1
    for power, digit in enumerate(digits, start=1):
        total ^= _times_generator(digit, power)
    return total


def _times_generator(digit: int, power: int) -> int:
    for _ in range(power):
        digit <<= 1
        if digit & 32:
            digit ^= _FIELD
    return digit
