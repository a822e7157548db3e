"""The computer's own clock, behind the protocol that the core asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class SystemClock:
    """Tells this computer's time."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        from datetime import UTC, datetime  # here, because the window that comes first asks no time

        return datetime.now(UTC)  # noqa: TID251 - the one place that may read the machine's time

    def today(self) -> date:
        """The day where the person is, by the computer's own time zone."""
        return self.now().astimezone().date()
