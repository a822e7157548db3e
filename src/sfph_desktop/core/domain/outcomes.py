"""The enterprise's outcome framework: what it wants to change, how it will know, and whose outcomes that serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NewType

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.delivery import GroupId
from sfph_desktop.core.domain.frameworks import CHECK_FIRST, is_official
from sfph_desktop.core.domain.measures import STAGES

OutcomeId = NewType("OutcomeId", int)

IndicatorKind = Literal["change", "crossing", "event", "quantity"]
INDICATOR_KINDS: tuple[IndicatorKind, ...] = ("change", "crossing", "event", "quantity")
"""Change in an instrument's score, people over its threshold, people with a dated event, an amount of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A change sought, in the enterprise's own words."""

    id: OutcomeId = OutcomeId(0)
    outcome_ref: str
    title: str
    level: BenefitLevel
    phrase: str = ""
    """The everyday words it began with."""
    construct: str = ""
    """What it is about, in the words of the field: loneliness, self-efficacy."""
    service: str = ""
    """The service whose people it is for; blank when it is for everybody."""
    group_id: GroupId | None = None
    """The group whose people it is for; it goes before `service`."""
    stages: str = ""
    """When it is measured: words of measures.STAGES in their order, with blanks between; blank when not decided."""
    position: int = 0
    """Its place among the outcomes of its level."""
    note: str = ""

    @property
    def measured_at(self) -> tuple[str, ...]:
        """The stages at which it is measured, in order."""
        said = self.stages.split()
        return tuple(stage for stage in STAGES if stage in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """How we will know: what is counted or scored to show one outcome."""

    id: int = 0
    outcome_id: OutcomeId
    kind: IndicatorKind
    sentence: str
    """In words a reader of the framework understands."""
    instrument: str = ""
    """Of `change` and `crossing`: id of the reference library or of an own questionnaire."""
    output: str = ""
    """Which score of the instrument; blank where it has one."""
    event_type: str = ""
    """Of `event`: the type of event. Of `quantity`: the events whose quantities are added up."""
    factor: str = ""
    """Of `quantity`: the environmental factor, without its `ghg_YYYY_` prefix."""
    position: int = 0

    @property
    def counts(self) -> bool:
        """Whether it is said what the program counts: an indicator kept only in words is not known."""
        return bool(self.instrument or self.event_type or self.factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedOutcome:
    """A buyer's official outcome that one of ours serves, as its framework stood when chosen: never rewritten."""

    id: int = 0
    outcome_id: OutcomeId
    framework_id: str
    framework_title: str
    framework_year: str = ""
    """The version of the framework."""
    status: str = ""
    """What the library said then: current, superseded, proposed ..."""
    official_id: str
    title: str
    confidence: str = ""
    """How the title was found."""

    @property
    def official(self) -> bool:
        """Whether the title may be shown as the issuing body's own."""
        return is_official(self.confidence)

    @property
    def caution(self) -> str:
        """What must stand beside a title that is not official; blank beside one that is."""
        return "" if self.official else CHECK_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFramework:
    """A buyers' framework that the enterprise works to, as the library had it on the day it was chosen."""

    id: int = 0
    framework_id: str
    title: str
    year: str = ""
    status: str = ""
    country: str = ""
    buyer: str = ""
    """The kind of buyer it was chosen for."""
    chosen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryArrow:
    """What somebody decided of an activity and an outcome: that the one leads to the other, or not, and if what holds.

    Without it an activity leads to the outcomes for its own people and to those for everybody.
    """

    id: int = 0
    outcome_id: OutcomeId
    activity: str
    """The name of the service."""
    stands: Literal["yes", "no"] = "yes"
    """Whether there is an arrow."""
    assumption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeParts:
    """One outcome with everything that hangs on it."""

    outcome: Outcome
    indicators: tuple[Indicator, ...] = ()
    serves: tuple[ServedOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFramework:
    """All that the enterprise wants to change: its outcomes by level and place, and the buyers' frameworks it chose."""

    outcomes: tuple[OutcomeParts, ...] = ()
    chosen: tuple[ChosenFramework, ...] = ()
    arrows: tuple[TheoryArrow, ...] = ()
    """What was decided of single arrows of the theory of change."""
    groups: Mapping[int, str] = field(default_factory=dict)
    """The name of every group an outcome is for, by its id."""

    def of_level(self, level: BenefitLevel) -> tuple[OutcomeParts, ...]:
        """The outcomes of one level, in their order."""
        return tuple(one for one in self.outcomes if one.outcome.level == level)

    def scope(self, outcome: Outcome) -> str:
        """Whom an outcome is for: the name of a group or of a service; blank when it is for everybody.

        A group that bears the name of a service an outcome is for is called a group, since figures go by this name.
        """
        if outcome.group_id is None:
            return outcome.service
        name = self.groups.get(outcome.group_id, "")
        services = {one.outcome.service for one in self.outcomes if one.outcome.group_id is None}
        return f"{name} (group)" if name and name in services else name


NOTHING_SOUGHT = OutcomeFramework()
"""An enterprise without a framework."""


def decided_in(framework: OutcomeFramework) -> dict[tuple[str, str], tuple[bool, str]]:
    """What was decided of arrows: by (reference of the outcome, activity) whether there is one, and what it assumes."""
    refs = {one.outcome.id: one.outcome.outcome_ref for one in framework.outcomes}
    return {
        (refs[arrow.outcome_id], arrow.activity): (arrow.stands == "yes", arrow.assumption)
        for arrow in framework.arrows
        if arrow.outcome_id in refs
    }
