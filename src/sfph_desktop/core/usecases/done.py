"""What a use case gives back: the value, and which kinds of record changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sfph_desktop.core.domain.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T]):
    """A task that was done: its value, and what a page must know to show the world as it is now."""

    value: T
    changed: frozenset[str] = frozenset()
    """Kinds of record that were touched: "people", "episodes", "sessions" ... Pages watching them reload."""
    unit_id: int = 0
    """The unit of work that was saved, for Undo; 0 when nothing was written."""
    why: str = ""
    """The task in plain words, for the notice: "Added Mary Campbell"."""
    problems: tuple[Problem, ...] = ()
    """What was not right with the data and was left out, or is worth saying."""
