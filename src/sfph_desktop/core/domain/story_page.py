"""A case study as it stands when it is opened: words beside facts, quotes, agreement, uses, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.contracts import Contract, WorkforceFact
from sfph_desktop.core.domain.delivery import Group, Service
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.measures import OutcomeEvent
from sfph_desktop.core.domain.network import Benchmark
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.people import Episode, ServiceUser
from sfph_desktop.core.domain.stories import Quote, Story, StoryUse
from sfph_desktop.core.domain.story_template import Section
from sfph_desktop.core.domain.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing the record says, in a sentence. Nobody types it."""

    text: str
    evidence: str = ""
    """`E-0412` where it is a figure of a kept run."""
    level: BenefitLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one score of a person went; what a chart is drawn from. Days are told rounded, in `when`."""

    name: str
    """The questionnaire, with the score's name where it gives several."""
    short: str = ""
    """The same by its abbreviation, for the head of a chart."""
    values: tuple[float, ...]
    when: tuple[str, ...]
    """One for each value: `April to June 2025`."""
    lowest: float | None = None
    highest: float | None = None
    higher_is_better: bool = True
    threshold: float | None = None
    """The published cut of this score."""
    threshold_label: str = ""
    at_risk: tuple[bool, bool] | None = None
    """Whether the first and the latest score are on the named side of the cut."""
    reliable: float | None = None
    """The change that is more than the questionnaire's own noise."""
    attribution: str = ""
    """The line its licence asks us to print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What the store holds of a person that their story may tell, gathered when it is opened."""

    person: ServiceUser
    rounding: str
    came_from: str = ""
    """Who referred them; by kind only, where they do not agree to sharing."""
    came_on: date | None = None
    came_to: str = ""
    episodes: tuple[Episode, ...] = ()
    visits: int = 0
    courses: tuple[Course, ...] = ()
    once_only: tuple[str, ...] = ()
    """Questionnaires filled in once so far."""
    events: tuple[OutcomeEvent, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    """Name of a partner and what it does; none where they do not agree to sharing."""
    partners_kept_back: bool = False
    """There are partners, and no agreement to tell of them."""
    agreed_on: date | None = None
    agreed_until: date | None = None
    agreed_how: str = ""
    words_version: str = ""
    worth: tuple[str, ...] = ()
    """What a published value says of an event of theirs, as sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseRecord:
    """What the store holds of the enterprise itself that its story may tell."""

    name: str
    today: date
    services: tuple[Service, ...] = ()
    groups: tuple[Group, ...] = ()
    contracts: tuple[Contract, ...] = ()
    turnover: Money | None = None
    turnover_to: date | None = None
    """The last day of the year it is of."""
    workforce: WorkforceFact | None = None
    partners: tuple[Partner, ...] = ()
    run: ImpactRun | None = None
    """The latest kept run of everybody, as it was kept."""
    benchmarks: tuple[Benchmark, ...] = ()
    """Lines of the network's newest pack that tell something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionShown:
    """One section with what the record says and what somebody wrote."""

    section: Section
    facts: tuple[Fact, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Whether a story may be worked on and printed today."""

    yes: bool
    said: str
    """`Agreed on 4 May 2025, until 3 May 2027.`, or why not and what to do."""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UseShown:
    """One time a story left the office."""

    on: date
    at: str
    how: str
    where_to: str
    title: str
    story_ref: str = ""
    story_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One case study, opened."""

    story: Story
    name: str
    """What it is headed by: the title, else the name chosen, else the reference."""
    person: ServiceUser | None = None
    """Whose story it is; for the window only, never printed."""
    allowed: Allowed
    sections: tuple[SectionShown, ...] = ()
    courses: tuple[Course, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """Those set into it, in order."""
    bank: tuple[Quote, ...] = ()
    """Those that may be set into it as well."""
    uses: tuple[UseShown, ...] = ()
    """The latest first."""
    gaps: tuple[str, ...] = ()
    """What is missing, or must be looked at before it leaves."""
    enterprise: str = ""
    sample: bool = False
    today: date | None = None
    evidence_level: int = 0
    snapshot: str = ""
    """The kept run whose figures an enterprise's story tells."""

    @property
    def words(self) -> int:
        """How many words it has: those written, those quoted and those of the facts."""
        told = [one.words for one in self.sections]
        told += [fact.text for one in self.sections for fact in one.facts]
        told += [one.text for one in self.quotes]
        return sum(len(text.split()) for text in told)


def uses_told(uses: tuple[StoryUse, ...], titles: Mapping[int, str]) -> tuple[UseShown, ...]:
    """Each use once, the latest first, with the reference of its story by id."""
    seen: dict[tuple[int, str, str, str], UseShown] = {}
    for one in uses:
        key = (int(one.story_id), one.used_at, one.how, one.where_to)
        seen[key] = UseShown(
            on=one.used_on,
            at=one.used_at,
            how=one.how,
            where_to=one.where_to,
            title=one.title,
            story_ref=titles.get(int(one.story_id), ""),
            story_id=int(one.story_id),
        )
    latest_kept_first = list(seen.values())[::-1]
    return tuple(sorted(latest_kept_first, key=lambda one: one.at, reverse=True))
