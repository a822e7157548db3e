"""Numbers as people and spreadsheets write them: with pounds and commas, as per cent, as hours and minutes."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

from sfph_desktop.core.interchange.unreadable import Unreadable

A_NUMBER = "a number such as 1250 or 1,250.50"
A_WHOLE_NUMBER = "a whole number, 0 or more"
A_SHARE = "a share between 0 and 1, such as 0.25, or 25%"
A_FUNDING = "a contract's reference, or several with per cent, such as A:60;B:40, at most 100 together"
LARGEST = 1e12

_SIGNS = re.compile(r"[£$€\s_]|GBP", re.IGNORECASE)
_ENGLISH = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d{1,2}", re.ASCII)
_HOURS = re.compile(r"(\d{1,3}):([0-5]\d)(?::\d{2})?", re.ASCII)
_SPOKEN = re.compile(
    r"(?:(\d{1,3})\s*(?:hours?|hrs?|h))?\s*(?:(\d{1,4})\s*(?:minutes?|mins?|m)?)?", re.ASCII | re.IGNORECASE
)


def read_number(cell: Any) -> float:
    """A number; raises Unreadable for what is none, or is beyond a million million."""
    if not isinstance(cell, (int, float)):
        text = _SIGNS.sub("", str(cell))
        if _ENGLISH.fullmatch(text):
            cell = float(text.replace(",", ""))
        elif _DECIMAL_COMMA.fullmatch(text):
            cell = float(text.replace(",", "."))
        else:
            raise Unreadable("This is not a number.", A_NUMBER)
    if not math.isfinite(cell) or abs(cell) > LARGEST:
        raise Unreadable("This number is too large to be meant.", A_NUMBER)
    return float(cell) + 0.0  # -0.0 becomes 0.0


def read_whole(cell: Any) -> int:
    """A whole number, 0 or more; raises Unreadable."""
    number = read_number(cell)
    if number != int(number):
        raise Unreadable("This is not a whole number.", A_WHOLE_NUMBER)
    if number < 0:
        raise Unreadable("This is below zero.", A_WHOLE_NUMBER)
    return int(number)


def read_minutes(cell: Any) -> int:
    """Minutes: a whole number, 1:30, 1h 30, 90 mins; raises Unreadable."""
    if isinstance(cell, str):
        text = cell.strip()
        found = _HOURS.fullmatch(text) or _SPOKEN.fullmatch(text)
        if found and any(found.groups()):
            return 60 * int(found[1] or 0) + int(found[2] or 0)
    return read_whole(cell)


def read_share(cell: Any) -> Decimal:
    """A share from 0 to 1, to six places; raises Unreadable."""
    text = str(cell).strip()
    percent = text.endswith("%")
    share = Decimal(repr(read_number(text[:-1] if percent else cell))) / (100 if percent else 1)
    if not 0 <= share <= 1:
        raise Unreadable("A share lies between 0 and 1.", A_SHARE)
    return round(share, 6).normalize() + 0


def read_funding(cell: Any) -> tuple[tuple[str, int], ...]:
    """Who pays: (contract reference, basis points) in the order given; raises Unreadable.

    One reference alone pays for all of it. Several need their per cent, at most 100 together.
    """
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    parts = [part.strip() for part in re.split("[;,]" if ":" in text else ";", text) if part.strip()]
    if len(parts) == 1 and ":" not in parts[0]:
        return ((parts[0], 10_000),)
    shares = [_part(part) for part in parts]
    if len({ref for ref, _ in shares}) != len(shares):
        raise Unreadable("The same contract is named twice.", A_FUNDING)
    if sum(share for _, share in shares) > 10_000:
        raise Unreadable("The shares are more than 100 per cent together.", A_FUNDING)
    return tuple(shares)


def _part(part: str) -> tuple[str, int]:
    ref, colon, percent = part.rpartition(":")
    if not colon or not ref.strip():
        raise Unreadable("Several contracts are named without the share each pays.", A_FUNDING)
    share = read_number(percent.strip().removesuffix("%"))
    if not 0 < share <= 100:
        raise Unreadable("A contract's share must be more than 0 and at most 100 per cent.", A_FUNDING)
    return ref.strip(), round(share * 100)
