"""The theory of change: which activity leads to which outcome, and the whole chain as one picture tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import BenefitLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What was delivered under one name in the period of a run, and what came of it at once."""

    name: str
    """The service."""
    sessions: int = 0
    visits: int = 0
    """Named attendances of service users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An activity leads to an outcome."""

    activity: str
    outcome_ref: str
    assumption: str = ""
    """What must hold for it to lead there; blank where nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryFinding:
    """The theory of change as it stood on the day of a run."""

    activities: tuple[Activity, ...] = ()
    """Those with anything delivered in the period, by name."""
    arrows: tuple[Arrow, ...] = ()


NO_THEORY = TheoryFinding()
"""Of a run without outcomes."""


def arrows_between(
    activities: Iterable[str],
    outcomes: Sequence[tuple[str, str]],
    decided: Mapping[tuple[str, str], tuple[bool, str]] | None = None,
) -> tuple[Arrow, ...]:
    """Which activities lead to which outcomes; `outcomes` are (reference, service) pairs.

    An outcome for the people of one service is led to by that service alone, one for everybody (service blank) by
    every activity, unless it was `decided` otherwise: by (reference, activity) whether there is an arrow, and what it
    assumes.
    """
    found = []
    for ref, service in outcomes:
        for name in activities:
            there, assumption = (decided or {}).get((ref, name), (service in ("", name), ""))
            if there:
                found.append(Arrow(activity=name, outcome_ref=ref, assumption=assumption))
    return tuple(found)


# --- the picture ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainOutcome:
    """One outcome of the picture, with the evidence that its arrows carry."""

    ref: str
    title: str
    level: BenefitLevel
    scope: str = ""
    evidence: str
    """`38 people asked twice, level 2`, or `none yet`."""
    known: bool
    strength: int = 0
    """The level of evidence, 0 to 4."""
    number: str = ""
    """The evidence number of the figure it is taken from."""
    gains: tuple[str, ...] = ()
    """Who gains by it, as named among the benefits; none while it is not valued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The whole chain in words, from what goes in to who gains; nothing in it is left to be worked out."""

    inputs: tuple[tuple[str, str], ...] = ()
    """What, and how much."""
    activities: tuple[tuple[str, str], ...] = ()
    """Name, and what came of it at once."""
    reach: str = ""
    """How many people came in all."""
    outcomes: tuple[ChainOutcome, ...] = ()
    benefits: tuple[tuple[str, str], ...] = ()
    """Who gains, and how much."""
    arrows: tuple[Arrow, ...] = ()
    money: str = ""
    """In what prices the benefits are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxPlace:
    """Where a box stands in the picture, as parts of its width and height; an activity has two."""

    kind: str
    """`activity` or `outcome`."""
    name: str
    """The activity, or the outcome's reference."""
    said: str
    left: float
    top: float
    wide: float
    high: float
