"""An evidence number, opened: what stands behind a figure, and what has happened to it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sfph_desktop.core.domain.impact import Records, Selection

Happened = Literal["again", "again_changed", "entered", "counted", "corrected", "noted", "joined", "left", "removed"]
"""What may have happened to a record behind a figure since the figure was printed:

again          brought in again after it was taken back or removed, and the same in every field
again_changed  brought in again, with other contents
entered        entered since, and counted now
counted        recorded then already, and counted only now
corrected      counted then and now, and changed since in a field that figures look at
noted          counted then and now, and changed since in fields that no figure looks at
joined         the same person as another record, as somebody has said since: counted as that one
left           still recorded, and not counted any more
removed        not in the store any more
"""


NOUNS: Mapping[str, tuple[str, str]] = {
    "people": ("person", "people"),
    "eligible_people": ("eligible person", "eligible people"),
    "episodes": ("enrolment", "enrolments"),
    "assessments": ("questionnaire", "questionnaires"),
    "events": ("event", "events"),
    "environment": ("environment record", "environment records"),
    "sessions": ("session", "sessions"),
    "attendance": ("visit by name", "visits by name"),
    "inputs": ("record of what went in", "records of what went in"),
    "value_lines": ("value line", "value lines"),
    "comparisons": ("comparison", "comparisons"),
    "targets": ("promise", "promises"),
    "referrals": ("referral", "referrals"),
    "roles": ("role", "roles"),
}
"""By kind of record, in the order in which they are told: one of them, and several."""
_BEHIND = {
    **NOUNS,
    "people": ("person measured or counted", "people measured or counted"),
    "eligible_people": ("person who could have been measured", "people who could have been measured"),
    "events": ("dated event", "dated events"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The same thing that happened to some records of one kind behind a figure. Nobody is named."""

    kind: str
    """As in `Records.ids`: `people`, `eligible_people`, `assessments` ..."""
    what: Happened
    count: int
    on: tuple[date, ...] = ()
    """The days on which it happened, the earliest first; empty where nothing tells."""
    fields: tuple[str, ...] = ()
    """The columns that are different now, in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Then and now, for one figure: what joined, left or was corrected among the records behind it."""

    then: str
    now: str
    reasons: tuple[str, ...] = ()
    """A line for each thing that happened: `+3 questionnaires entered since, on 12 March 2026`."""
    records: tuple[Moved, ...] = ()
    """The same, as data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An evidence number, opened: what the figure means, what it was made from, then and now."""

    evidence: str
    snapshot: str
    made_at: str
    figure: str
    """`changes`, `events`, `environment`, `value_line`, `value`, `reach` or `target`."""
    title: str
    definition: str
    selection: Selection
    then: str
    """The figure's one number as it was printed: `12 of 12 people improved`."""
    values: Mapping[str, float | int | str | bool | None]
    versions: Mapping[str, str]
    records: Records
    people_now: tuple[int, ...] = ()
    """The ids of the people behind it; those who were brought in again have their new one. Blank until then and now is
    known."""
    people: tuple[tuple[int, str], ...] = ()
    """Id and name of those who are still there, by name; blank until somebody asks for them (`with_names`)."""
    movement: Movement | None = None
    """None until it is worked out."""

    @property
    def behind(self) -> tuple[str, ...]:
        """How many records of each kind stand behind the figure: `22 people measured or counted`."""
        return tuple(
            f"{len(ids):,} {_BEHIND[kind][0 if len(ids) == 1 else 1]}" for kind, ids in self.records.ids.items() if ids
        )

    @property
    def technical(self) -> str:
        """The figure in the words of statistics; for one that has none, its numbers by name. Blank for a sum of money.

        The statement of a sum tells all that it is made of.
        """
        if said := self.values.get("statement_technical"):
            return str(said)
        if self.figure == "value":
            return ""
        numbers = (
            f"{name.replace('_', ' ').capitalize()}: {_plain(value)}"
            for name, value in self.values.items()
            if name not in _WORDS and isinstance(value, int | float) and not isinstance(value, bool)
        )
        return "; ".join(numbers)


_WORDS = frozenset(("evidence", "statement", "statement_short", "statement_technical", "evidence_level"))


def _plain(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")
