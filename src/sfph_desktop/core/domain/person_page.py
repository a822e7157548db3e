"""Everything about one person, gathered for their page, and what was changed in it by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sfph_desktop.core.domain.areas import AreaSource
from sfph_desktop.core.domain.measures import Assessment, OutcomeEvent
from sfph_desktop.core.domain.office_facts import TimelineEntry
from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.person_record import (
    Action,
    Address,
    Alert,
    Consent,
    ConsentWords,
    Note,
    OtherName,
    PersonLink,
    Role,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPerson:
    """Somebody who belongs to the person, seen from their page."""

    link: PersonLink
    kind: str
    """What the other is to this person; on the page of the other the mirror of what was written down."""
    name: str
    other_id: int | None = None
    """The other's record, where they have one."""
    other_ref: str = ""

    @property
    def mirrored(self) -> bool:
        """It was written down on the other's page, and is changed there."""
        return self.other_id == int(self.link.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentNow:
    """One purpose as it stands today."""

    purpose: str
    words: ConsentWords
    allowed: bool
    latest: Consent | None = None
    """The answer that counts, in force or not; None: never asked."""
    earlier: tuple[Consent, ...] = ()
    """The answers before it, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressShown:
    """An address with the names of its areas."""

    address: Address
    council: str = ""
    health_board: str = ""
    integration_authority: str = ""
    fifth: int | None = None
    """1 is the most deprived fifth of Scotland."""
    likely_council: str = ""
    """Where nothing is known: the council that all postcodes known nearby lie in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePoint:
    """One score on a day."""

    day: date
    value: float
    stage: str = ""
    assessment_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """How one score of one questionnaire went, the earliest first."""

    instrument: str
    name: str
    output: str = ""
    """What the score is called, where the questionnaire gives more than one."""
    points: tuple[MeasurePoint, ...]
    lowest: float | None = None
    highest: float | None = None
    """What the score can be."""
    higher_is_better: bool | None = None
    said: str = ""
    """The change in a sentence: `Up 7 since 3 April 2024, which is better.`"""
    better: bool | None = None
    """Of the change from first to latest; None: the same, one score only, or no side is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """How often the person came, month by month."""

    months: tuple[tuple[date, int], ...] = ()
    """The first day of each of the last twelve months, and the visits in it."""
    total: int = 0
    """Ever."""
    last: date | None = None

    @property
    def lately(self) -> int:
        """Visits in those twelve months."""
        return sum(number for _, number in self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person's record."""

    person: ServiceUser
    today: date
    age: int | None = None
    """Today, or at their death."""
    other_names: tuple[OtherName, ...] = ()
    addresses: tuple[AddressShown, ...] = ()
    """The present one first."""
    consents: tuple[ConsentNow, ...] = ()
    alerts: tuple[Alert, ...] = ()
    """Those that stand first, the most urgent review on top; then those that have ended."""
    links: tuple[LinkedPerson, ...] = ()
    roles: tuple[Role, ...] = ()
    episodes: tuple[Episode, ...] = ()
    groups: tuple[str, ...] = ()
    """The groups they belong to today, by name."""
    assessments: tuple[Assessment, ...] = ()
    """The latest first."""
    measures: tuple[MeasureLine, ...] = ()
    visits: Visits = field(default_factory=Visits)
    events: tuple[OutcomeEvent, ...] = ()
    notes: tuple[Note, ...] = ()
    """The latest first; private ones only where whoever looks may read them, and without words until they do."""
    notes_kept_back: int = 0
    """Private notes of others that are not among them."""
    actions: tuple[Action, ...] = ()
    """What is to be done first, by its day; then what has been done."""
    timeline: tuple[TimelineEntry, ...] = ()
    """The latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoices:
    """What may be chosen in the fields of a person's page; other words are taken in most of them too."""

    ethnic_groups: tuple[str, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)
    """Label by code."""
    councils: Mapping[str, str] = field(default_factory=dict)
    """Name by code."""
    services: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    end_reasons: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    areas: AreaSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One saved change of a record, in plain words."""

    unit_id: int
    at: datetime
    who: str
    said: tuple[str, ...]
    """`postcode EH6 5AB became EH7 1AA`; one for each thing that was done."""
    undone: bool = False
    steps: int = 1
    """How many saved changes this line tells of: the steps of one piece of work, undone as one; `unit_id` is one."""
    came_with: str = ""
    """What is said of the whole file that brought it in with much else, all of which an undo takes back."""
