"""What a run of the toolkit may see, what it chose, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.change_parts import Crossed, DifferenceInDifferences
from sfph_desktop.core.domain.contracts import WorkforceFact
from sfph_desktop.core.domain.outcome_findings import OutcomeFinding
from sfph_desktop.core.domain.theory import NO_THEORY, TheoryFinding
from sfph_desktop.core.domain.values import Period

MINIMUM_PAIRS = 10
"""Below this many pairs no change is claimed and no mean is given (toolkit method, section 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which people and records a run looks at."""

    period: Period
    service: str = ""
    contract_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What changes a result besides the data: kept with every snapshot."""

    price_base: int | None = None
    """Calendar year of the prices; None is the last year of the deflator series."""
    draws: int = 10_000
    seed: int = 20_080_417
    discount_first_year: bool = False
    """The SROI Guide's convention: the first year's value is divided by 1 + r as well."""
    wage_id: str = ""
    """Unit value for a volunteer hour; blank is the real Living Wage of the input's year."""
    assumed_range: float = 0.25
    """Spread of a parameter with no published range: marked 'range assumed by this program'."""
    evidence_cap: int | None = None
    """A person may lower the level of evidence, never raise it."""


# --- what a run found: full precision; rounded only when printed -----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The ids of the records behind a figure, by kind: `people`, `assessments`, `events`, `environment` ..."""

    ids: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Who came, named and unnamed. Unnamed people are contacts and a range, never unique people."""

    evidence: str = ""
    people: int = 0
    contacts: int = 0
    """Named attendances."""
    sessions: int = 0
    unnamed_low: int = 0
    unnamed_high: int = 0
    contacts_low: int = 0
    contacts_high: int = 0
    episodes_active: int = 0
    episodes_started: int = 0
    episodes_ended: int = 0
    statement: str = ""
    records: Records = Records()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCount:
    """People's own goals with a first and a latest rating, each compared only with itself."""

    goals: int
    forward: int
    same: int
    back: int
    reached: int
    """Goals whose latest rating says that they are reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPoint:
    """One pair, for the charts: baseline, latest, and whether it is better, the same or worse."""

    before: float
    after: float
    verdict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How a group of people is present among the eligible and among the pairs."""

    name: str
    eligible: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFigure:
    """Change in one output of one instrument. Nothing but the counts is there when it is not claimed."""

    evidence: str = ""
    instrument: str
    output: str
    abbreviation: str = ""
    scope: str = ""
    """Of a figure for one outcome: the service or group whose people it is of; blank is all that the run looks at."""
    level: BenefitLevel = "individual"
    eligible: int
    pairs: int
    completion_rate: float | None
    baseline_mean: float | None = None
    latest_mean: float | None = None
    mean_change: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    sd_change: float | None = None
    srm: float | None = None
    d_av: float | None = None
    d_av_low: float | None = None
    d_av_high: float | None = None
    g_av: float | None = None
    wilcoxon_p: float | None = None
    improved: int | None = None
    same: int | None = None
    worse: int | None = None
    improved_share_low: float | None = None
    """Wilson 95 % interval of improved / pairs."""
    improved_share_high: float | None = None
    improved_rule: str = ""
    crossed: Crossed | None = None
    goals: GoalCount | None = None
    """Where the score is the mean over a person's own goals."""
    cautious_share: float | None = None
    change_sum: float | None = None
    median_weeks: float | None = None
    difference_in_differences: DifferenceInDifferences | None = None
    groups: tuple[Group, ...] = ()
    points: tuple[PairPoint, ...] = ()
    claimed: bool
    reason: str = ""
    """Why nothing is claimed, when nothing is."""
    evidence_level: int = 0
    evidence_reason: str = ""
    statement: str = ""
    statement_short: str = ""
    statement_technical: str = ""
    records: Records = Records()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFigure:
    """One type of event: unique people, events and the sum of quantities are three different figures."""

    evidence: str = ""
    event_type: str
    scope: str = ""
    """As of a ChangeFigure."""
    level: BenefitLevel = "social"
    people: int
    events: int
    quantity: float
    sustained_weeks: int = 0
    """The longest duration all counted events of this type have behind them; 0 where none was recorded."""
    pending: int = 0
    """Events whose duration has not elapsed inside the period: not counted."""
    evidence_level: int = 0
    evidence_reason: str = ""
    statement: str = ""
    statement_short: str = ""
    statement_technical: str = ""
    records: Records = Records()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentFigure:
    """One factor over the period: the quantity, what it emitted and what it replaced, and the difference saved."""

    evidence: str = ""
    factor: str
    activity: str
    unit: str
    level: BenefitLevel = "environmental"
    quantity: float
    kgco2e: float
    """Of the recorded activity itself."""
    replaces_factor: str = ""
    replaces_quantity: float | None = None
    replaced_kgco2e: float | None = None
    saved_kgco2e: float
    saved_by_year: Mapping[str, float] = field(default_factory=dict)
    """Tonnes saved by calendar year."""
    factor_years: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    """A year-on-year jump in the factor, a displacement rate not stated, a factor missing for a year."""
    statement: str = ""
    statement_short: str = ""
    statement_technical: str = ""
    records: Records = Records()

    @property
    def counted_only(self) -> bool:
        """Whether it is a quantity without a cited factor: no carbon is claimed of it."""
        return not self.factor_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One bar of the tornado: the ratio when one parameter stands at its low and at its high."""

    parameter: str
    low: float
    central: float
    high: float
    ratio_low: float
    ratio_high: float
    assumed: bool
    """The range was assumed by this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLineFigure:
    """One value line, worked out."""

    evidence: str = ""
    line_ref: str
    indicator: str
    level: BenefitLevel
    unit_value_id: str
    unit_value_title: str = ""
    unit_value_printed: float | None = None
    """As published, before uprating."""
    price_year: str = ""
    geography: str = ""
    confidence_grade: str = ""
    quantity: float | None
    quantity_low: float | None = None
    quantity_high: float | None = None
    deadweight: float | None
    displacement: float | None
    attribution: float | None
    drop_off: float | None
    confidence: float = 1.0
    duration_years: float
    net_quantity: float | None
    unit_value: float | None
    """In the price base."""
    pv: float | None
    """Present value in pounds, before shared overlap; a whole number of pence."""
    total: str = ""
    """`wellbeing and social` or `public cost avoided`: which total it belongs to."""
    payer: str = ""
    cashable: float = 0.0
    overlap_group: str | None = None
    proposed_overlap: tuple[str, ...] = ()
    """Refs of lines that may value the same change in the same people."""
    counted: bool
    reason: str = ""
    """Why it is not added, when it is not."""
    break_even_deadweight: float | None = None
    by_contract: Mapping[str, float] = field(default_factory=dict)
    source: str = ""
    because: Mapping[str, str] = field(default_factory=dict)
    """By adjustment (and `cashable`): its reason, and its source in brackets; of an older run nothing."""
    checked: str = ""
    """How somebody made sure of a unit value marked "check before quoting"."""
    notes: tuple[str, ...] = ()
    statement: str = ""
    records: Records = Records()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFigure:
    """What went in, by kind, in pounds."""

    kind: str
    amount: float
    quantity: float | None = None
    """Hours, for volunteers."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSummary:
    """Value, never as one heap and never as a lone ratio. Pounds."""

    evidence: str = ""
    price_base: str = ""
    inputs_pv: float = 0.0
    inputs: tuple[InputFigure, ...] = ()
    lines: tuple[ValueLineFigure, ...] = ()
    total_pv: float | None = None
    """Wellbeing and social value plus public cost avoided; None while a proposed overlap is undecided."""
    total_social: float | None = None
    total_fiscal: float | None = None
    total_cashable: float | None = None
    net_present_value: float | None = None
    ratio: float | None = None
    ratio_p05: float | None = None
    ratio_p50: float | None = None
    ratio_p95: float | None = None
    total_p05: float | None = None
    total_p50: float | None = None
    total_p95: float | None = None
    told_p05: float | None = None
    """For paper: the percentiles for any number of people that paper leaves open; None where it leaves none open, where
    contracts share the people, and in a run from before these were worked out."""
    told_p95: float | None = None
    share_of_draws_above_1: float | None = None
    break_even_deadweight: float | None = None
    break_even_attribution: float | None = None
    payback_months: float | None = None
    cost_per_person: float | None = None
    cost_per_improved_person: float | None = None
    by_payer: Mapping[str, float] = field(default_factory=dict)
    by_payer_low: Mapping[str, float] = field(default_factory=dict)
    """5th percentile of the draws."""
    by_payer_high: Mapping[str, float] = field(default_factory=dict)
    fiscal_return_by_payer: Mapping[str, float] = field(default_factory=dict)
    by_contract: Mapping[str, float] = field(default_factory=dict)
    tornado: tuple[Swing, ...] = ()
    undecided_overlaps: tuple[tuple[str, ...], ...] = ()
    reason: str = ""
    """Why there is no total, or no ratio, when there is none."""
    draws: int = 0
    seed: int = 0
    statement: str = ""
    records: Records = Records()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipFigure:
    """Who the enterprise worked with in the period, and what became of the referrals made in it."""

    evidence: str = ""
    partners: Mapping[str, int] = field(default_factory=dict)
    """By kind: different partners that referred somebody, or to whom somebody was referred, in the period."""
    referred_in: int = 0
    """Referrals in that were made in the period."""
    people_in: int = 0
    in_by_kind: Mapping[str, int] = field(default_factory=dict)
    """Referrals in by the kind of partner they came from; `none` where it was no partner (self, family)."""
    contacted: int = 0
    """Of the referrals in, those with a first contact by the end of the period."""
    median_days: float | None = None
    """Days from the referral to that contact; half waited no longer. None while there is none."""
    waiting: int = 0
    """Of the referrals in, those open and without a contact at the end of the period."""
    not_known: int = 0
    """Of the referrals in, those of which nobody wrote down what became: neither a contact nor an outcome."""
    started: int = 0
    """Of the referrals in, those that had led to a start by the end of the period."""
    referred_out: int = 0
    people_out: int = 0
    out_by_kind: Mapping[str, int] = field(default_factory=dict)
    statement: str = ""
    records: Records = Records()

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.referred_in or self.referred_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesFigure:
    """People in more than one role in the period: supported by the enterprise, and helping it, paid or not.

    The figures of the whole enterprise are None where the run looks at one service or contract: a role has neither.
    """

    evidence: str = ""
    also_volunteer: int = 0
    """Of the people reached, those who were volunteers in the period as well."""
    also_staff: int = 0
    """Of the people reached, those who were members of staff in the period as well."""
    volunteers: int | None = None
    staff: int | None = None
    volunteers_supported: int | None = None
    """Of the volunteers, those who were service users in the period or before it."""
    staff_supported: int | None = None
    helping_marks: int | None = None
    """Marks in registers of people who were there only to help; in no other figure."""
    statement: str = ""
    records: Records = Records()

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.also_volunteer or self.also_staff or self.volunteers or self.staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactRun:
    """One run: the selection, the choices, every figure, and what we do not yet know. Kept as a snapshot for ever."""

    snapshot: str = ""
    made_at: str = ""
    selection: Selection
    choices: Choices
    versions: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False
    enterprise: str = ""
    reach: Reach
    changes: tuple[ChangeFigure, ...] = ()
    events: tuple[EventFigure, ...] = ()
    environment: tuple[EnvironmentFigure, ...] = ()
    tco2e_saved: Mapping[str, float] = field(default_factory=dict)
    value: ValueSummary = ValueSummary()
    targets: tuple[TargetFigure, ...] = ()
    partnership: PartnershipFigure = PartnershipFigure()
    roles: RolesFigure = RolesFigure()
    outcomes: tuple[OutcomeFinding, ...] = ()
    """What was found for each outcome of the enterprise's own framework; empty where it has none."""
    outcome_changes: tuple[ChangeFigure, ...] = ()
    """Change of the people of one service or group, for outcomes that are for them alone."""
    outcome_events: tuple[EventFigure, ...] = ()
    theory: TheoryFinding = NO_THEORY
    """Which activity leads to which outcome, as it stood on the day; empty where there are no outcomes."""
    workforce: WorkforceFact | None = None
    evidence_level: int = 0
    evidence_reason: str = ""
    not_known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFigure:
    """A promise under a contract beside what was delivered by the end of the period."""

    evidence: str = ""
    contract_ref: str
    indicator: str
    target: float
    due_date: date | None
    delivered: float | None
    measured: int | None = None
    """Where the promise is about people who changed: of how many who were measured twice (or were at risk at first)."""
    note: str = ""
    statement: str = ""
    records: Records = Records()
