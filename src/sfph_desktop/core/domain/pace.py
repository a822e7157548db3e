"""How a promise under a contract goes on: delivered so far, what it would come to at this pace, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.contracts import Target

STANDINGS = (
    *("met", "missed", "behind", "at_risk", "on_pace", "too_few", "no_day", "no_start", "not_begun", "not_known"),
)
"""`met` and `missed`: the day has passed, or all of it is delivered. `behind`: even the upper end of the likely range
falls short. `at_risk`: the middle of it does. The rest say why nothing is forecast."""
FALLING_SHORT = ("missed", "behind", "at_risk")

NEVER_RECORDED = "No event is recorded under this name yet: see that the target has the name it is recorded by."
"""Of a target that stands at nought because its name is nobody's; added to what is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a promise would come to by its day at the pace so far, with the likely range (the middle 90 in 100)."""

    amount: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One target as it stands on a day."""

    target: Target
    on: date
    begins: date | None = None
    """The first day of its contract."""
    delivered: float | None = None
    """From the contract's first day to `on`; None where nothing can be said, with the reason in `note`."""
    in_period: float | None = None
    """Of it, since the first day that was asked for."""
    points: tuple[tuple[date, float], ...] = ()
    """Delivered by the end of each month, and by `on`."""
    wanted_by_now: float | None = None
    """What an even pace would have delivered by `on`."""
    forecast: Forecast | None = None
    standing: str = "not_known"
    shared: int | None = None
    """Of the people counted, those whose enrolment another contract pays for as well."""
    by_share: float | None = None
    """The people counted, each as the share this contract pays: over all contracts these add up without counting
    anybody twice."""
    note: str = ""
