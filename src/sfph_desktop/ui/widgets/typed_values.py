"""What a person types, read as a value, and a value as they would type it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import share_of_hundred
from sfph_desktop.core.domain.values import Money
from sfph_desktop.ui.models.said import said_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HUNDRED = re.compile(r"-?\d{1,6}(\.\d{1,6})?")
_ACCEPTED = "Write it as 3/11/2025, 3 Nov 2025 or 2025-11-03."


def read_date(text: str) -> date | None:
    """A date in ISO or UK order, None for nothing; raises UserCanFix saying what would be accepted."""
    wanted = text.strip()
    if not wanted:
        return None
    parts = [part for part in re.split(r"[\s/.\-,]+", wanted) if part]
    try:
        if len(parts) != 3:
            raise ValueError
        first, month, last = parts
        if len(first) == 4:
            return date(int(first), _month(month), int(last))
        if len(last) != 4:
            raise UserCanFix(what=f"'{wanted}' has no year of four figures.", do=_ACCEPTED)
        return date(int(last), _month(month), int(re.sub(r"(st|nd|rd|th)$", "", first.lower())))
    except ValueError:
        raise UserCanFix(what=f"'{wanted}' is not a date.", do=_ACCEPTED) from None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text.lower()[:3]) + 1


def read_money(text: str) -> Money | None:
    """Pounds, with or without the sign and commas; None for nothing; raises UserCanFix."""
    wanted = text.replace("£", "").replace(",", "").strip()
    return Money.pounds(wanted) if wanted else None


def read_number(text: str) -> float | None:
    """A number; None for nothing; raises UserCanFix."""
    wanted = text.replace(",", "").strip()
    try:
        return float(wanted) if wanted else None
    except ValueError:
        raise UserCanFix(what=f"'{text.strip()}' is not a number.", do="Write it in figures, as in 12.5.") from None


def read_amount(text: str) -> float | None:
    """A number that may be of pounds, with or without their sign; None for nothing; raises UserCanFix."""
    return read_number(text.strip().removeprefix("£"))


def read_whole(text: str) -> int | None:
    """A whole number; None for nothing; raises UserCanFix."""
    wanted = text.replace(",", "").strip()
    try:
        return int(wanted) if wanted else None
    except ValueError:
        raise UserCanFix(what=f"'{text.strip()}' is not a whole number.", do="Write it in figures, as in 12.") from None


def read_hundred(text: str) -> object:
    """So many of 100, as a share of the whole (`30` is 0.3); None for nothing; raises UserCanFix above 100."""
    wanted = text.replace("%", "").strip()
    if not wanted:
        return None
    trouble = "" if _HUNDRED.fullmatch(wanted) else f"'{text.strip()}' is not a number."
    share, said = share_of_hundred(wanted) if not trouble else (None, trouble)
    if said:
        raise UserCanFix(what=said, do="Write a number from 0 to 100, as in 30 or 12.5.")
    return share


def read_share(text: str) -> object:
    """A part of something, as so many of 100; None for nothing; raises UserCanFix for more than the whole."""
    try:
        return read_hundred(text)
    except UserCanFix:
        raise UserCanFix(
            what=f"'{text.strip()}' is no part of a whole.", do="Write a number from 0 to 100, as in 30 or 12.5."
        ) from None


def read_flag(text: str) -> bool:
    """`yes` or `no`, as a choice of two says it."""
    return text.strip() == "yes"


READERS: dict[str, Callable[[str], object]] = {
    "text": str.strip,
    "lines": str.strip,
    "choice": str.strip,
    "suggest": str.strip,
    "date": read_date,
    "money": read_money,
    "number": read_number,
    "amount": read_amount,
    "whole": read_whole,
    "flag": read_flag,
    "hundred": read_hundred,
    "share": read_share,
}
"""By kind of field."""


def typed(value: object) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return said_day(value)  # as every other day on the page, and it may be typed so as well
    if isinstance(value, Money):
        pounds, pence = divmod(abs(value.pence), 100)
        sign = "-" if value.pence < 0 else ""
        return f"{sign}{pounds:,}.{pence:02}"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
