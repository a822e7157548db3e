"""What the changes are worth while somebody works on it: the figures, scenarios side by side, open decisions."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import BenefitLevel
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step from what changed to what it is worth, in words."""

    said: str
    amount: str
    """What is left after it; blank where it is not known yet."""
    strong: bool = False
    missing: bool = False
    """Something still has to be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """A value line in words."""

    line_ref: str
    name: str = ""
    """What it is called where room is short: `less loneliness`."""
    what: str
    """`12 people who were lonely at first and no longer are, of 31`; without a figure what would be counted."""
    counted: bool
    worth: str = ""
    """`£35,000`; blank while it cannot be worked out."""
    reason: str = ""
    """Why it is not added, and what to do."""
    marks: tuple[str, ...] = ()
    """What must be known of its price: undated, another country, check before quoting, a source missing."""
    rungs: tuple[Rung, ...] = ()
    paid_by: tuple[tuple[str, str], ...] = ()
    """Contract and its part, where several pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A change, an event or a saving of the findings that can be valued."""

    indicator: str
    said: str
    level: BenefitLevel
    hint: str = ""
    """Words worth looking for among the unit values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a figure is missing or may mislead, and what to do about it."""

    what: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthTold:
    """Everything about the worth of a selection that is said in words."""

    lines: tuple[LineTold, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    totals: str = ""
    """The three totals: wellbeing and social value, public cost avoided, and the cash within it; who gains."""
    cautious: str = ""
    central: str = ""
    even: str = ""
    """What would have to be true."""
    tornado: str = ""
    trials: str = ""
    break_even: str = ""
    per_person: str = ""
    paid_by: tuple[tuple[str, str], ...] = ()
    """Contract and its part of the total: the parts add up to the whole."""
