"""What every use case that writes gives back, from the unit of work it wrote in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.done import Done

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit

T = TypeVar("T")


def saved(unit: Unit, value: T, why: str, *, problems: tuple[Problem, ...] = ()) -> Done[T]:
    """The value with what the unit touched; no unit to undo when nothing was changed after all.

    `why` is what the notice says: it may name a person, which the history must not.
    """
    changed = frozenset(unit.changed)
    return Done(value=value, changed=changed, unit_id=unit.id if changed else 0, why=why, problems=problems)
