"""The code on a printed questionnaire: six signs that nobody confuses, the last of which checks the rest."""

from __future__ import annotations

from collections.abc import Callable

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""Without 0 and O, 1, I and L, U and Z, which are taken for one another. Twenty-nine: a prime, so that the check sees
every wrong sign and every two that changed places."""
LENGTH = 6
_READ_AS = str.maketrans({"U": "V", "Z": "2"})
"""What an eye makes of a sign that is used; 0, O, 1, I and L look like none of them."""


def new_code(draw: Callable[[int], int]) -> str:
    """A code drawn at random: `draw(n)` gives a whole number from 0 to n-1."""
    front = "".join(SIGNS[draw(len(SIGNS))] for _ in range(LENGTH - 1))
    return front + check_sign(front)


def check_sign(front: str) -> str:
    """The last sign. A wrong sign, or two that changed places, give another."""
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(front, start=1))
    return SIGNS[total % len(SIGNS)]


def tidy(typed: str) -> str:
    """What was typed as a code: capitals, no blanks or dashes, look-alikes read as what they are taken for."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)


def is_code(typed: str) -> bool:
    """Whether it can be a code: six signs, the last one right."""
    signs = tidy(typed)
    return len(signs) == LENGTH and all(sign in SIGNS for sign in signs) and check_sign(signs[:-1]) == signs[-1]


def said(code: str) -> str:
    """A code as it is printed: K7M 2QH."""
    return f"{code[:3]} {code[3:]}"
