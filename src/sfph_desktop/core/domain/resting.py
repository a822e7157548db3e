"""What was removed and can still be brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

REST_DAYS = 90
"""What is removed rests so long; then it is erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """One removal: a record with what belonged to it."""

    unit_id: int
    """The change that removed it: undoing that brings it back."""
    at: datetime
    who: str
    why: str
    what: str = ""
    """The name and the reference of what was removed; blank where it had none."""
    records: Mapping[str, int] = field(default_factory=dict)
    """By kind: how many records went together."""
    until: date
    """The last day on which it can be brought back."""
