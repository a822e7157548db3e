"""What a page of the window shows, gathered: one frozen value for each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sfph_desktop.core.domain.delivery import ActivitySession
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.office_facts import DueItem, UnitInfo


class PersonAtSession(NamedTuple):
    """One named person at a session."""

    id: int
    ref: str
    name: str
    minutes: int | None
    """How long they stayed, where that was written down."""
    said: str = ""
    """What was noted; of somebody who did not come, the reason."""
    walk_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """One session and who came."""

    session: ActivitySession
    people: tuple[PersonAtSession, ...] = ()
    """By name."""
    group: str = ""
    """The group whose session it is; blank when it is none's."""
    away: tuple[PersonAtSession, ...] = ()
    """Members of the group who did not come."""
    groups: tuple[tuple[int, str], ...] = ()
    """Id and name of the groups whose session it may have been, where it is none's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One score of a questionnaire, with the published band it lies in."""

    output: str
    value: float
    band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPage:
    """One questionnaire that was filled in."""

    assessment: Assessment
    person_ref: str
    person_name: str
    instrument: Instrument | None
    """None when the library does not have it any more."""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What wants doing, what was done, and how much there is."""

    due: tuple[DueItem, ...] = ()
    changed: tuple[UnitInfo, ...] = ()
    """The latest first."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """By kind: people, open_episodes, sessions, attendance, assessments ..."""
