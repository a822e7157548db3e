"""Small values that everything is built of: periods, money in pence, shares as decimals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from sfph_desktop.core.domain.problems import UserCanFix


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise UserCanFix(
                what=f"The period ends ({self.end}) before it starts ({self.start}).",
                do="Give the earlier date first, as in 2025-04-01:2026-03-31.",
            )

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read FROM:TO with ISO dates; raises UserCanFix naming what would be accepted."""
        start, colon, end = text.partition(":")
        try:
            if not colon:
                raise ValueError
            return cls(date.fromisoformat(start.strip()), date.fromisoformat(end.strip()))
        except ValueError:
            raise UserCanFix(
                what=f"'{text}' is not a period.", do="Write FROM:TO with dates, as in 2025-04-01:2026-03-31."
            ) from None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        return f"{self.start.isoformat()}:{self.end.isoformat()}"


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole pence."""

    pence: int

    @classmethod
    def pounds(cls, amount: Decimal | float | str) -> Money:
        """An amount given in pounds, rounded half up to the penny; raises UserCanFix when it is no number."""
        try:
            exact = Decimal(str(amount)) * 100
            return cls(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
        except (InvalidOperation, ValueError, OverflowError):
            raise UserCanFix(what=f"'{amount}' is not an amount of money.", do="Write pounds, as in 1250.50.") from None

    @property
    def in_pounds(self) -> float:
        """The amount in pounds, for statistics only."""
        return self.pence / 100


EPOCH = date(1970, 1, 1)


def to_day(day: date) -> int:
    """Days since 1970-01-01: how dates are kept in the store and travel in columns."""
    return (day - EPOCH).days


def from_day(number: int) -> date:
    """The date that `to_day` turned into a number."""
    return EPOCH + timedelta(days=number)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def said_day(day: date) -> str:
    """A day in words, whatever language the computer speaks: `4 May 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def split_pence(total: int, weights: tuple[Decimal, ...]) -> tuple[int, ...]:
    """Split whole pence by weights so that the parts add up to the whole exactly (largest remainder).

    Ties go to the earlier part. All weights zero, or none: nothing can be split and every part is 0.
    """
    whole = sum(weights, Decimal(0))
    if not whole:
        return tuple(0 for _ in weights)
    sign, size = (-1, -total) if total < 0 else (1, total)
    exact = [size * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return tuple(sign * part for part in parts)
