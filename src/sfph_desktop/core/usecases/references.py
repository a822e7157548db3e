"""Records that go by a reference of their own (`PSP-003`): the next one that is free, and finding one by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from sfph_desktop.core.domain.partner_rules import next_numbered
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.refusals import problem, refuse


class _Titled(Protocol):
    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=_Titled)


def own_or_next(asked: str, there: Sequence[str], *, column: str, first: str, called: str) -> str:
    """The reference that was asked for, or for a blank the one after the last of `there` (`first` comes before any).

    Raises UserCanFix by field (`column`) where another has it, capitals aside. `called` is what goes by it: promise.
    """
    taken = {ref.casefold() for ref in there}
    if not asked:
        return next_numbered(there[-1] if there else first, lambda ref: ref.casefold() in taken)
    if asked.casefold() in taken:
        reason = f"There is a {called} '{asked}' already."
        refuse((problem(column, asked, reason, "a reference that none has; blank for the next one"),))
    return asked


def by_reference(every: Iterable[T], ref: str, *, column: str, called: str) -> T:
    """The one with this reference, capitals aside. Raises UserCanFix naming some of those there are."""
    found = list(every)
    for one in found:
        if str(getattr(one, column)).casefold() == ref.strip().casefold():
            return one
    there = ", ".join(f"{getattr(one, column)} ({one.title})" for one in found[:10]) or "none yet"
    what = f"There is no {called} '{ref}'." if ref.strip() else f"It is not said which {called} is meant."
    raise UserCanFix(what=what, do=f"Give its reference. There are: {there}.")
