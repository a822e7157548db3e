"""What the page of one outcome shows besides the outcome: whom it may be for, what may show it, whom it may serve."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.frameworks import Framework
from sfph_desktop.core.domain.outcomes import OutcomeFramework, OutcomeParts
from sfph_desktop.core.domain.suggestions import SuggestedInstrument


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOffered:
    """A measure that could show an outcome, with the scores it gives and whether it has a threshold."""

    measure: SuggestedInstrument
    outputs: tuple[str, ...]
    """Ids of the scores whose change is told; more than one has to be chosen from."""
    crossing: bool
    suggested: bool = False
    """The library names it for the everyday words that the outcome began with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Something recorded in the office that an event or an amount may count: what it is, and in words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage:
    """One outcome and all that may be chosen for it."""

    parts: OutcomeParts
    framework: OutcomeFramework
    services: tuple[str, ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    """Id and name of the groups that meet, and of one it is for already."""
    measures: tuple[MeasureOffered, ...] = ()
    """Those suggested first."""
    event_types: tuple[Counted, ...] = ()
    factors: tuple[Counted, ...] = ()
    """Of the environment: what is recorded, by factor."""
    official: tuple[Framework, ...] = ()
    """The frameworks chosen, as the library has them now."""
