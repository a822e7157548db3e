"""What the core needs from outside, as protocols: the time, a way to say how far it is, a way to be stopped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    def now(self) -> datetime:
        """The moment, with its time zone (UTC)."""
        ...

    def today(self) -> date:
        """The day where the person is."""
        ...


class Progress(Protocol):
    """Told how far a long task is; raises Stopped when the person has cancelled."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """`done` of `total` steps are behind us; `what` is being done now, in plain words."""
        ...


def silent(done: int, total: int, what: str) -> None:
    """A Progress that nobody watches."""
