"""What the changes are worth while somebody works on it: the figures, scenarios side by side, open decisions."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.impact import ImpactRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The totals in one view of the world, in pounds; `ratio` None without inputs."""

    social: float
    fiscal: float
    cashable: float
    total: float
    ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """How the ratio falls as one share, the same for every line that counts, is set higher and higher."""

    name: str
    """`deadweight` or `attribution`."""
    own: float
    """The share as it stands, taken over all lines that count: each weighs by its pounds before the share."""
    at_none: float
    """The ratio if nothing were taken off for it; it falls in a straight line to 0 at a share of 1."""
    at_one: float | None
    """The share at which value and cost are equal; None where even a share of 0 does not reach the cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenarios:
    """Cautious and central side by side, and what would have to be true for value to equal cost."""

    cautious: Scenario
    """Every number at the end of its own range that makes the value less."""
    central: Scenario
    needed: float | None = None
    """Inputs / value: the part of what is counted that would have to be true (above 1: how many times as much)."""
    break_evens: tuple[BreakEven, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapPair:
    """Two lines that may value the same change in the same people, and what was decided about them."""

    one: str
    other: str
    people: int
    """Who stand behind both; 0 where both count environmental records."""
    same_change: bool
    """Both count the same change; otherwise both values contain the person's own wellbeing."""
    decided: str = ""
    """`same` (only the larger counts), `different` (both count) or blank."""
    open: bool = False
    """Nothing was decided, and there is no total until it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The value of a selection as the lines stand now. Nothing is kept and nothing has an evidence number."""

    run: ImpactRun
    """Changes, events, environment and value; everything else is blank."""
    scenarios: Scenarios | None = None
    """None while there is no total."""
    overlaps: tuple[OverlapPair, ...] = ()
