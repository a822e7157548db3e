"""What the window and the command are told about the office: lists as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as columns and rows, for a table on screen or JSON."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """The first cell of each row is the record's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """The store as it stands."""

    name: str
    path: str
    sample: bool
    created_at: datetime
    last_saved_at: datetime | None
    last_backup_at: datetime | None
    last_backup_problem: str
    recovery_confirmed: bool
    """A part of the recovery key has been typed back: set-up is finished."""
    schema: str
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitInfo:
    """One unit of work that was saved, as the history tells it."""

    id: int
    at: datetime
    who: str
    why: str
    changed: tuple[str, ...]
    undone: bool = False
    series: str = ""
    """The piece of work it is a step of; blank: it stands by itself."""
    steps: int = 1
    """How many units this line tells of: those of a series that stand, together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupInfo:
    """One backup, proven by opening it."""

    path: str
    made_at: datetime
    size: int
    people: int
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened in a person's record, for their page."""

    day: date
    kind: str
    """episode, attendance, assessment, event, note, action."""
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """Something that wants doing."""

    kind: str
    """recovery_sheet, backup; absences, alert, action, referral, register, register_open; review, target, pace,
    consent, consent_ends; policy; bid, bid_questions, answers (of a bid).
    """
    title: str
    detail: str = ""
    due: date | None = None
    person_id: int | None = None
    instrument: str = ""
    record: int = 0
    """The id of what it is about: an action, an alert, a group (absences, register), a session (register_open),
    an opportunity (bid, bid_questions), a contract (pace)."""
    when: str = "week"
    """first, week (about now), late, ahead, or long (so late that it must not bury the rest)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One thing that was looked at in the store, and how it was found."""

    name: str
    """header, cipher, keys, pages, structure, links."""
    good: bool
    result: str
    """In plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The store's health."""

    path: str
    full: bool
    """Everything was looked at; otherwise what can be seen at once."""
    items: tuple[CheckItem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return all(item.good for item in self.items)
