"""What a run found for each outcome of the enterprise's own framework, as the framework stood on the day of the run."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.outcomes import IndicatorKind, ServedOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFinding:
    """How one indicator came out: the figure of the run that tells of it, or why there is none."""

    kind: IndicatorKind
    sentence: str
    figure_kind: str = ""
    """As in `domain.figures`: changes, events or environment; blank where there is no figure."""
    figure_key: str = ""
    known: bool = False
    """The figure claims something: a change of enough pairs, somebody with the event, an amount."""
    reason: str = ""
    """Why nothing is known, when nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFinding:
    """One outcome with its indicators in order, and the buyers' outcomes it serves."""

    outcome_ref: str
    title: str
    level: BenefitLevel
    scope: str = ""
    """Whose outcome it is: the name of a service or a group; blank for everybody the run looks at."""
    measured_at: tuple[str, ...] = ()
    indicators: tuple[IndicatorFinding, ...] = ()
    serves: tuple[ServedOutcome, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything is known about it."""
        return any(one.known for one in self.indicators)

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Kind and key of its figures, each once."""
        return tuple(dict.fromkeys((one.figure_kind, one.figure_key) for one in self.indicators if one.figure_kind))
