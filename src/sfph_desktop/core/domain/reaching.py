"""Whether a phone number, a postcode or an email address can be one: lenient to how people write, not to nonsense."""

from __future__ import annotations

import re

from sfph_desktop.core.domain.areas import POSTCODE, tidy_postcode
from sfph_desktop.core.domain.problems import Problem

FEWEST_DIGITS, MOST_DIGITS = 3, 15
"""Of a phone number: a short code such as 101; the longest number that the world's numbering plan allows."""
LONGEST_PHONE = 120
"""Letters: two numbers with what they are for."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_NUMBER = re.compile(r"\+?[\d().\s-]*\d")
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


def phone_problems(phone: str, column: str = "phone") -> tuple[Problem, ...]:
    """What is wrong with a phone number; words beside it (`mornings`, `ext 4`) and a second number are fine."""
    if not phone:
        return ()
    lengths = [sum(c.isdigit() for c in number) for number in _NUMBER.findall(phone)]
    if max(lengths, default=0) >= FEWEST_DIGITS and max(lengths) <= MOST_DIGITS and len(phone) <= LONGEST_PHONE:
        return ()
    reason = f"'{_short(phone)}' is not a phone number."
    return (Problem(reason=reason, accepted="a number as 0131 496 0000", column=column, value=phone),)


def postcode_problems(postcode: str, column: str = "postcode") -> tuple[Problem, ...]:
    """What is wrong with a UK postcode; its first half alone is enough."""
    tidied = tidy_postcode(postcode)
    if not tidied or POSTCODE.fullmatch(tidied) or _DISTRICT.fullmatch(tidied.upper()):
        return ()
    reason = f"'{_short(postcode)}' is not a UK postcode."
    return (Problem(reason=reason, accepted="EH6 5AB, or its first half, EH6", column=column, value=postcode),)


def email_problems(email: str, column: str = "email") -> tuple[Problem, ...]:
    """What is wrong with an email address."""
    if not email or _EMAIL.fullmatch(email):
        return ()
    reason = f"'{_short(email)}' is not an email address."
    return (Problem(reason=reason, accepted="name@place.org", column=column, value=email),)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]} …"
