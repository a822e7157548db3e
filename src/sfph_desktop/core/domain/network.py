"""The network: what its desk asks for, what a member sends, what comes back. The words that both sides share.

A **member** is an enterprise; the **desk** is the network's own office. The desk issues **definitions** (a signed
template with a version); a member answers each quarter with a **return**; the desk collates the returns it accepted and
sends each member a **pack**: the benchmark and the good-practice library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.values import Period

DEFINITIONS_ENDING = ".sfph-definitions"
RETURN_ENDING = ".sfph-return"
PACK_ENDING = ".sfph-pack"
THRESHOLD = 10
"""The smallest count of people that may leave in a return; definitions may set a higher one, never a lower."""
FEWEST_MEMBERS = 5
"""A benchmark of fewer members than this is hidden."""

# What was asked for and how it is counted.
IndicatorKind = Literal["count", "share", "mean", "quantity"]
"""People; people of people; an average change with how many pairs; an amount that belongs to no single person."""
Window = Literal["quarter", "year"]
"""The quarter itself, or the twelve months that end with it."""
GROUPS = ("age_band", "gender", "deprivation")
"""What an indicator may be broken down by: age band, gender, SIMD quintile."""

# Why a number is not there, or is not the newest: the qualifier of a cell. Never a sign in the place of the number.
Qualifier = Literal["", "few", "beside", "everybody", "earlier", "no_basis", "not_measured"]
QUALIFIERS: dict[str, str] = {
    "": "the figure itself",
    "few": "held back: fewer people than may be told, or none",
    "beside": "held back: with the other figures it would tell of a few people",
    "everybody": "held back: it would be true of everybody, or of all but a few",
    "earlier": "as it was sent before: it has changed by so few people that the change would tell of them",
    "no_basis": "left out: no lawful basis is recorded for this field",
    "not_measured": "left out: this enterprise does not measure it",
}

_QUARTER = re.compile(r"(\d{4})\s*-?\s*[Qq]([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year, as it is written in file names and on the command line: `2026Q1`."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def period(self) -> Period:
        """Its first and last day."""
        first = date(self.year, 3 * self.number - 2, 1)
        return Period(start=first, end=_last_day(self.next.year, 3 * self.next.number - 2))

    @property
    def year_to_it(self) -> Period:
        """The twelve months that end with it."""
        after = self.next
        return Period(start=date(after.year - 1, 3 * after.number - 2, 1), end=self.period.end)

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def before(self) -> Quarter:
        """The quarter before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def words(self) -> str:
        """`January to March 2026`."""
        names = ("January to March", "April to June", "July to September", "October to December")
        return f"{names[self.number - 1]} {self.year}"


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(text: str) -> Quarter | None:
    """The quarter in `2026Q1`, `2026-Q1` or `2026 q1`; None when it is none."""
    found = _QUARTER.fullmatch(text.strip())
    if found is None or not 1900 <= int(found[1]) < 9999:
        return None
    return Quarter(int(found[1]), int(found[2]))


def _last_day(year: int, month: int) -> date:
    """The day before the first of this month."""
    return date.fromordinal(date(year, month, 1).toordinal() - 1)


# --- what the desk asks for -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkIndicator:
    """One figure that the network asks every member for."""

    id: str
    """Stable through all versions of the definitions; a member's own begin with `own:`."""
    name: str
    level: BenefitLevel
    kind: IndicatorKind
    measure: str
    """What is counted, in the words of value lines (`swemwbs7.improved`, `event:job_start`, `environment:tco2e`) or
    `reach:people`, `reach:sessions`, `reach:attendances`, `reach:volunteers`."""
    unit: str
    window: Window = "year"
    groups: tuple[str, ...] = ()
    """Which of `GROUPS` it is broken down by besides the total."""
    better: Literal["higher", "lower", ""] = "higher"
    per: str = ""
    """Members are compared by so much for each one of this other indicator, a count, by its id (sessions for each
    person); blank: by the figure as it is. A share is compared as k / n in any case."""
    purpose: str = ""
    """Why the network asks for it: the reason that is shown beside the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """The template the desk issues; a later version replaces an earlier one, and never gives an id another meaning."""

    network: str
    """The network's name."""
    version: int
    issued_on: date
    desk_key: str
    """The desk's public key for signatures, as printed."""
    seal_key: str
    """The desk's public key for sealing (age)."""
    first_quarter: Quarter
    """The first quarter for which this version is used."""
    threshold: int = THRESHOLD
    indicators: tuple[NetworkIndicator, ...] = ()
    agreement: str = ""
    """The words of the agreement under which pseudonymised rows may be sent; blank: none are."""

    def indicator(self, id_: str) -> NetworkIndicator | None:
        """The indicator with this id, if it is asked for."""
        return next((one for one in self.indicators if one.id == id_), None)


_SINGLE = {"are", "were", "have", "do"}
"""Words after `who` that one person takes another form of."""


def one_of(name: str) -> str:
    """What a count counts, one of it: `People supported` is `person supported`, `People who kept a job` `person who …`.

    A name that does not begin with people is quoted: `one of “Carers who had a break”`.
    """
    words = name.split()
    verb = words[2] if words[1:2] == ["who"] and len(words) > 2 else ""
    if words[:1] == ["People"] and len(words) > 1 and verb not in _SINGLE:
        return " ".join(["person", *words[1:]])
    return f"one of “{name}”"


# --- what a member sends ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCell:
    """One row of `aggregates.csv`: one indicator for one group in one window."""

    indicator: str
    group: str = ""
    """Blank for the total, else one of `GROUPS`."""
    group_value: str = ""
    window: Window
    period_start: date
    period_end: date
    n: int | None = None
    """People (pairs, for a change) behind the value; None where it is held back, or belongs to nobody."""
    value: Decimal | None = None
    """People; of n, how many (a share is k of n, never a percentage); mean change; amount. None where held back."""
    unit: str
    qualifier: Qualifier = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFact:
    """One row of `organisation.csv`: a named fact about the enterprise, nobody in it."""

    field: str
    value: str
    unit: str = ""
    qualifier: Qualifier = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """One row of `items.csv`: two answers of somebody who agreed, under a pseudonym made for this recipient alone."""

    pseudonym: str
    age_band: str
    gender: str
    instrument: str
    first_quarter: str
    first_score: Decimal
    latest_quarter: str
    latest_score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Everything one return says, before it is signed and sealed. The same records give the same return."""

    member: str
    """The member's name."""
    member_key: str
    """The member's public key for signatures, as printed: by it the desk knows who sends."""
    network: str
    desk_key: str
    """For whom it is."""
    definitions: int
    quarter: Quarter
    sequence: int
    """Counts the different returns of this member to this desk from 1."""
    sample: bool = False
    """Made of invented records."""
    cells: tuple[ReturnCell, ...] = ()
    organisation: tuple[OrganisationFact, ...] = ()
    rows: tuple[ReturnRow, ...] = ()
    program: str = ""


# --- what comes back --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One indicator over the network, as one member may see it."""

    indicator: str
    name: str
    unit: str
    kind: IndicatorKind
    """How the figures are said: a share as so many of 100, a mean as a change."""
    quarter: Quarter
    alike: str = ""
    """Which members are compared: blank for all, else what they share (`size:6-20`, `client_group:older people`)."""
    members: int
    """How many members are behind it."""
    per: str = ""
    """What there are so many of the unit for, one of it (`person supported`); blank: the figures are as they are."""
    low_quarter: Decimal | None = None
    median: Decimal | None = None
    high_quarter: Decimal | None = None
    """Quartiles and median of members' own values; None where it is hidden."""
    own: Decimal | None = None
    position: str = ""
    """Where the member stands: one of `POSITIONS`; blank where nothing is told."""
    hidden: str = ""
    """Why nothing is told; blank where it is."""

    @property
    def of_what(self) -> str:
        """The unit of its figures: `people`, `sessions for each person supported`."""
        return f"{self.unit} for each {self.per}" if self.per else self.unit


POSITIONS = ("lowest quarter", "below the middle", "in the middle", "above the middle", "highest quarter")
"""Under the lower quartile; from it up to the median; at the median; up to the upper quartile; over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorTotal:
    """What all members together sent for one cell of one quarter, as it may be published."""

    indicator: str
    name: str
    unit: str
    kind: IndicatorKind
    quarter: Quarter
    group: str = ""
    group_value: str = ""
    members: int
    """How many members' figures are in it."""
    value: Decimal | None = None
    """People; of n, how many; mean change over all pairs; amount. None where it is hidden."""
    n: int | None = None
    """People or pairs; one person with two members is in it twice."""
    hidden: str = ""
    """Why nothing is told; blank where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCard:
    """One example of good practice: a case study told with consent, made short enough for a card."""

    ref: str
    title: str
    member: str
    """Whose it is, as they wish to be called; blank where they wish not to be."""
    themes: tuple[str, ...] = ()
    """What it helps with: ids of readiness themes and of outcomes."""
    words: str
    learned: str = ""
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What the desk sends to one member."""

    network: str
    desk_key: str
    member_key: str
    definitions: int
    quarter: Quarter
    sequence: int
    benchmarks: tuple[Benchmark, ...] = ()
    cards: tuple[PracticeCard, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeOffer:
    """An example of good practice on its way from a member to the desk; or the wish that one be withdrawn."""

    member_key: str
    desk_key: str
    card: PracticeCard
    """Its `ref` is that of the member's own case study."""
    agreed: str
    """How everybody told of agreed; blank when it is withdrawn."""
    withdrawn: bool = False
