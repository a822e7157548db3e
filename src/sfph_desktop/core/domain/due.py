"""Which questionnaires are to be filled in again, and when: one rule for Today, Measures and the command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sfph_desktop.core.domain.measures import Instrument

AHEAD_DAYS = 14
"""Reviews are told this long before they fall due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreviewed:
    """A baseline in an open episode that nothing has followed."""

    person_id: int
    person_ref: str
    name: str
    instrument: str
    service: str
    baseline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestionnaire:
    """One questionnaire that one person is to fill in again."""

    person_id: int
    person_ref: str
    name: str
    instrument: str
    short_name: str
    service: str
    baseline: date | None
    """The day it was first filled in; None for one that was begun and is not due."""
    due: date | None
    """None for one that was begun and is not due."""
    overdue: bool
    stage: str = "review"
    begun: int = 0
    """So many answers are saved of one that was begun."""
    of: int = 0
    """How many questions it has."""
    code: str = ""
    """Of the newest paper that is out for it."""

    draft: int = 0
    """The id of what was begun."""

    @property
    def key(self) -> str:
        """Which line of the list this is."""
        return f"{self.person_id}/{self.instrument}"


def due_reviews(
    waiting: Iterable[Unreviewed], instruments: Mapping[str, Instrument], today: date
) -> tuple[DueQuestionnaire, ...]:
    """First reviews that are due or nearly so (toolkit method, section 2: baseline + review interval), the first first.

    One line for a person and instrument, whatever services they are in: the earliest baseline counts.
    """
    found: dict[tuple[int, str], DueQuestionnaire] = {}
    for one in waiting:
        instrument = instruments.get(one.instrument)
        if instrument is None or (one.person_id, one.instrument) in found:
            continue
        due = one.baseline + timedelta(days=instrument.review_interval_days)
        if due <= today + timedelta(days=AHEAD_DAYS):
            found[one.person_id, one.instrument] = DueQuestionnaire(
                person_id=one.person_id,
                person_ref=one.person_ref,
                name=one.name,
                instrument=one.instrument,
                short_name=instrument.abbreviation or instrument.name,
                service=one.service,
                baseline=one.baseline,
                due=due,
                overdue=due < today,
                of=len(instrument.items),
            )
    return tuple(sorted(found.values(), key=lambda line: (line.due or today, line.name.casefold(), line.short_name)))
