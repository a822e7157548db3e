"""What is being typed in a field of a register: kept letter by letter, so that no stop of the program loses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNNAMED = "unnamed"
WALK_IN = "walk_in"
FIELDS = ("minutes", "note", "reason", UNNAMED, WALK_IN)
"""Of a person's line, and of the register as a whole: how many came unnamed, and who is being looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPlace:
    """Which register, whether or not anything has been marked in it: a group's on a day, or a session of no group."""

    group_id: int = 0
    session_id: int = 0
    """0 for a group's: its session is made by its first mark, and what was typed before is found all the same."""
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BeingTyped:
    """What stands in one field and has not been left yet."""

    person_id: int = 0
    """Whose line it is on; 0 for a field of the whole register."""
    field: str
    words: str
    who: str = ""
    """Who typed it, by the name they sign in with."""
