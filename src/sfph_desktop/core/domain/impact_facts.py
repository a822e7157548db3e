"""What a run of the toolkit may see: the office's records as columns, and what it may use of the reference library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sfph_desktop.core.domain.benefits import UnitValue, ValueLine
from sfph_desktop.core.domain.contracts import Contract, InputCost, Target, WorkforceFact
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.outcomes import NOTHING_SOUGHT, OutcomeFramework

# Columns, not objects: row i of every column belongs together.


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleColumns:
    """Everyone in the store. Row i is one person."""

    id: Sequence[int] = ()
    birth_day: Sequence[int | None] = ()
    gender: Sequence[str] = ()
    disability: Sequence[str] = ()
    ethnic_group: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeColumns:
    """Enrolments. Days are `values.to_day` numbers; `end_day` None while open."""

    id: Sequence[int] = ()
    person_id: Sequence[int] = ()
    service: Sequence[str] = ()
    start_day: Sequence[int] = ()
    end_day: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingColumns:
    """Shares of episodes paid by contracts; `share_bp` in basis points (10000 is the whole), an integer."""

    episode_id: Sequence[int] = ()
    contract_ref: Sequence[str] = ()
    share_bp: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionColumns:
    """Occasions of activities, with unnamed people as a low and a high count."""

    id: Sequence[int] = ()
    service: Sequence[str] = ()
    day: Sequence[int] = ()
    minutes: Sequence[int | None] = ()
    unnamed_low: Sequence[int] = ()
    unnamed_high: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceColumns:
    """Named people at sessions."""

    id: Sequence[int] = ()
    session_id: Sequence[int] = ()
    person_id: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreColumns:
    """Scores: one row per assessment and numeric output; only where a score was given."""

    assessment_id: Sequence[int] = ()
    person_id: Sequence[int] = ()
    instrument: Sequence[str] = ()
    output: Sequence[str] = ()
    day: Sequence[int] = ()
    stage: Sequence[str] = ()
    """'' or one of measures.STAGES."""
    value: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """Dated outcome events. `sustained_weeks` 0 where none was recorded."""

    id: Sequence[int] = ()
    person_id: Sequence[int] = ()
    day: Sequence[int] = ()
    event_type: Sequence[str] = ()
    quantity: Sequence[float] = ()
    sustained_weeks: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralColumns:
    """Referrals in and out. A day is None where it is not known; `kind` is the partner's, blank without one."""

    id: Sequence[int] = ()
    person_id: Sequence[int] = ()
    direction: Sequence[str] = ()
    partner_id: Sequence[int | None] = ()
    kind: Sequence[str] = ()
    service: Sequence[str] = ()
    day: Sequence[int] = ()
    contact_day: Sequence[int | None] = ()
    outcome: Sequence[str] = ()
    outcome_day: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleColumns:
    """What people were here, from a day to a day: `service_user`, `volunteer` or `staff`; `to_day` None while so."""

    id: Sequence[int] = ()
    person_id: Sequence[int] = ()
    role: Sequence[str] = ()
    from_day: Sequence[int] = ()
    to_day: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberColumns:
    """Places in groups; `to_day` None while open. Of each group the service it is of."""

    group_id: Sequence[int] = ()
    person_id: Sequence[int] = ()
    from_day: Sequence[int] = ()
    to_day: Sequence[int | None] = ()
    service: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentColumns:
    """Quantities recorded, and what each replaced; nan-free: None where nothing was recorded."""

    id: Sequence[int] = ()
    day: Sequence[int] = ()
    factor: Sequence[str] = ()
    quantity: Sequence[float] = ()
    replaces_factor: Sequence[str] = ()
    replaces_quantity: Sequence[float | None] = ()
    displacement_rate: Sequence[float | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A comparison group, or a published comparison rate, for one instrument's output."""

    id: int = 0
    comparison_ref: str
    instrument: str
    output: str = ""
    kind: str = "group"
    """`group` (a recorded group: pairs, mean and sd of the oriented change) or `published` (a rate with its source)."""
    pairs: int | None = None
    mean_change: float | None = None
    """Oriented: positive is better."""
    sd_change: float | None = None
    improved_share: float | None = None
    source: str = ""
    period: str = ""
    """When it was measured, as people say it: `2023`, `April 2024 to March 2025`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactFacts:
    """All that a run may see. Columns for the many, values for the few."""

    people: PeopleColumns = PeopleColumns()
    episodes: EpisodeColumns = EpisodeColumns()
    funding: FundingColumns = FundingColumns()
    sessions: SessionColumns = SessionColumns()
    attendance: AttendanceColumns = AttendanceColumns()
    scores: ScoreColumns = ScoreColumns()
    events: EventColumns = EventColumns()
    environment: EnvironmentColumns = EnvironmentColumns()
    referrals: ReferralColumns = ReferralColumns()
    roles: RoleColumns = RoleColumns()
    members: MemberColumns = MemberColumns()
    """Only of groups that an outcome is for."""
    sought: OutcomeFramework = NOTHING_SOUGHT
    """What the enterprise wants to change."""
    inputs: tuple[InputCost, ...] = ()
    contracts: tuple[Contract, ...] = ()
    targets: tuple[Target, ...] = ()
    value_lines: tuple[ValueLine, ...] = ()
    workforce: tuple[WorkforceFact, ...] = ()
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GhgFactor:
    """kgCO2e per unit of an activity in one year."""

    id: str
    """Without the `ghg_YYYY_` prefix."""
    year: int
    activity: str
    unit: str
    kgco2e: float
    confidence: str = ""
    source: str = ""
    url: str = ""
    scope: str = ""
    pack: str = "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarbonValue:
    """Pounds per tonne of CO2e emitted in one year, low, central and high, in the prices of `price_year`."""

    year: int
    low: float
    central: float
    high: float
    price_year: int
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountBand:
    """A discount rate for years `from_year` to `to_year` (None: for ever) from the start."""

    kind: str
    from_year: int
    to_year: int | None
    rate: float
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFacts:
    """What a run may use of the reference library."""

    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    unit_values: Mapping[str, UnitValue] = field(default_factory=dict)
    ghg: Mapping[tuple[str, int], GhgFactor] = field(default_factory=dict)
    """By (id without prefix, year)."""
    carbon: Mapping[int, CarbonValue] = field(default_factory=dict)
    deflator: Mapping[int, float] = field(default_factory=dict)
    discount: tuple[DiscountBand, ...] = ()
    expired: Mapping[str, str] = field(default_factory=dict)
    """Packs whose licence has ended, by their label (as in `UnitValue.pack`), with its last day as ISO date."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Fingerprint of each part of the library, by its name."""
