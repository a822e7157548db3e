"""The computer's own clock, behind the protocol that the core asks."""

from __future__ import annotations

from datetime import UTC, date, datetime


class SystemClock:
    """Tells this computer's time."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may read the machine's time

    def today(self) -> date:
        """The day where the person is, by the computer's own time zone."""
        return self.now().astimezone().date()
