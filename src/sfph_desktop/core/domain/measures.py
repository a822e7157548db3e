"""Instruments as data, and one person's assessment with one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NewType

from sfph_desktop.core.domain.people import ServiceUserId

AssessmentId = NewType("AssessmentId", int)
STAGES = ("baseline", "review", "exit", "follow_up")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseOption:
    """One answer a person may give."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. `text` is there only where the licence lets us ship it, or an office has typed its own copy."""

    id: str
    text: str | None
    theme: str = ""
    reverse: bool = False
    min: float | None = None
    max: float | None = None
    options: tuple[ResponseOption, ...] = ()
    """Every answer that is accepted; empty where any number from `min` to `max` is."""
    stem: str = ""
    whole: bool = True
    """Only whole numbers are accepted (where there are no options)."""
    kind: str = "number"
    """`number`, or what has no number and is in no score: `words` (a free answer) and `date`."""
    several: str = ""
    """The question of which this is one of several answers that may be ticked; their items stand in a row."""

    @property
    def in_words(self) -> bool:
        """The answer is kept as words, not as a number."""
        return self.kind != "number"

    @property
    def label(self) -> str:
        """What to show for the question: its wording, else our own short theme, else its id."""
        return self.text or self.theme or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One score an instrument gives."""

    id: str
    op: str
    higher_is_better: bool | None
    min: float | None = None
    max: float | None = None
    report: bool = True
    numeric: bool = True
    """False for profiles and categories, which have no mean and no change."""
    ordinal: bool = False
    """The numbers are ranks or categories: report counts and shares, the mean means little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChange:
    """When a person's change is more than the instrument's own noise: |d| operator threshold."""

    threshold: float
    operator: str
    """`>` or `>=`."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseness:
    """The published cut: a score is on the named side when `score operator value`."""

    output: str
    operator: str
    value: float
    label: str
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A questionnaire or scale, with how it is scored and how its change is read."""

    id: str
    name: str
    abbreviation: str
    construct: str
    level: str
    items: tuple[Item, ...]
    outputs: tuple[Output, ...]
    use: str
    """`scored`, `import_only` (ready totals only) or `not_usable` (never offered)."""
    stem: str = ""
    recall_period: str = ""
    reliable_change: ReliableChange | None = None
    meaningful_change: float | None = None
    """A numeric, published, individual-level meaningful change that was seen in its source; else None."""
    caseness: Caseness | None = None
    minimum_interval_days: int = 28
    review_interval_days: int = 91
    licence: str = ""
    licence_class: str = ""
    attribution: str = ""
    user_must_do: str = ""
    wording_held: bool = False
    confidence: str = ""
    version: str = ""
    """Fingerprint of the definition: a definition is never edited, only superseded."""
    definition: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The definition as the reference library holds it, for the scorer."""
    own: bool = False
    """Made by the office itself, not one of the library's."""
    retired: bool = False
    """Superseded or put away: what was answered stays, and a person who began with it may be reviewed with it."""
    own_wording: bool = False
    """The wording was typed by the office under its owner's terms."""
    own_goals: bool = False
    """What is rated are goals in the person's own words: there is no wording to hold."""

    def output(self, output_id: str) -> Output:
        """The output of that id; KeyError when there is none."""
        for output in self.outputs:
            if output.id == output_id:
                return output
        raise KeyError(output_id)

    @property
    def changes(self) -> tuple[Output, ...]:
        """The outputs whose change over time is reported."""
        return tuple(o for o in self.outputs if o.report and o.numeric and o.higher_is_better is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One person, one instrument, one date, one stage; item answers or a ready score."""

    id: AssessmentId = AssessmentId(0)
    person_id: ServiceUserId
    instrument: str
    date: date
    stage: str = ""
    answers: tuple[float | None, ...] = ()
    """In the order of the instrument's items; None where not answered; empty when only a ready score came."""
    ready_score: float | None = None
    scores: Mapping[str, float | None] = field(default_factory=dict)
    version: str = ""
    """Fingerprint of the instrument's definition that gave the scores."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """By item: answers that are words or dates (as 2026-05-04); only an office's own questionnaires ask for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeEvent:
    """A dated event with evidence attached: a job started, a tenancy kept, volunteering."""

    id: int = 0
    person_id: ServiceUserId
    date: date
    event_type: str
    quantity: float = 1.0
    sustained_weeks: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentRecord:
    """A quantity recorded, with the factor that turns it into kgCO2e, and what it replaced."""

    id: int = 0
    date: date
    factor: str
    """Id of the factor without its `ghg_YYYY_` prefix; the year is the date's."""
    quantity: float
    replaces_factor: str = ""
    replaces_quantity: float | None = None
    displacement_rate: float | None = None
    """Share of re-used goods that really replaced a new one (0 to 1); blank: not stated."""
    displacement_reason: str = ""
    """How that share is known."""
    note: str = ""
