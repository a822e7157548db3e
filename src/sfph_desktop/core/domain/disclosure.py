"""Small numbers in what leaves: the figures that are judged, how they hang together, and what becomes of each.

One **cell** is one row of a return: `n` people, and for a share `k` of them. Whoever receives the rows knows that
counts are whole and never below nought, how the rows hang together (`Relations`), what was sent before (`Release`),
what each qualifier tells, and how the guard works. `toolkit/disclosure.guard` decides row by row (`Decision`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sfph_desktop.core.domain.network import Qualifier

Key = tuple[str, ...]
"""Names one figure for ever: indicator, window, last day, group, value of the group. Another period is another key."""
Part = Literal["n", "k", "rest"]
"""Of a cell: the people, those of them who are counted, and those who are not (n - k)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure as it truly is. Amounts that belong to nobody (kWh, pounds) are no cells: they are not judged."""

    key: Key
    n: int
    """People; pairs for a mean; for a count the people counted."""
    k: int | None = None
    """For a share, how many of the n; None for counts and means."""
    before: Key | None = None
    """The figure of an earlier release that this one only adds to, because nothing has fallen out of its window since:
    the difference of the two then counts people, and is guarded as a cell of its own. None where something may have
    fallen out. A figure that was released under the same key is compared with it without being named here."""
    empty_may_be_told: bool = False
    """That nobody is in it says nothing of anybody: people whose group was not recorded. Nought is then told."""
    publishable: bool = True
    """False: it exists and is part of a total, but is never told (people whose group nobody recorded, a group without
    lawful basis): the receiver knows nothing of it but what the rest tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Everybody in the total is in exactly one of the parts: n = sum of the n, and k = sum of the k.

    The parts must be complete: whoever's group is not recorded is a part too (unpublishable where it is not asked for).
    """

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Everybody counted in one figure is counted in the other: the quarter in the year, the measured in the reached.

    n of the part <= n of the whole (or its k, with `of_k`).
    """

    part: Key
    whole: Key
    of_k: bool = False
    same: bool = False
    """They are the very same people, told in two ways: equal, not at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What everybody knows of how figures hang together, those of this release and those of earlier ones alike."""

    totals: tuple[Total, ...] = ()
    within: tuple[Within, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One figure as it was told; n and k are None where they were held back."""

    key: Key
    n: int | None = None
    k: int | None = None
    share: bool = False
    """Whether it is k of n, so that a held k is known to exist."""
    qualifier: Qualifier = ""
    true_n: int | None = None
    """What it truly was, which only the ledger at home knows; None: not kept, and every change is then guarded."""
    true_k: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Everything that left together: one return, or the totals that somebody else has published."""

    sent: tuple[Sent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of one cell."""

    key: Key
    n: int | None
    """As it may be told (with `earlier`, as it was told); None: held back."""
    k: int | None = None
    qualifier: Qualifier = ""
    """What the receiver is told. Where telling `few` would narrow a figure down, all held beside it say `beside`."""
    reason: Qualifier = ""
    """Why in truth: for the member's own preview, never sent."""
