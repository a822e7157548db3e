"""What the network's desk collates, and what one quarter comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sfph_desktop.core.domain.network import Benchmark, Quarter, Return, SectorTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One return that the desk has accepted, and what it knows of the member in that quarter."""

    member: str
    """By what the desk knows the member for ever: not its name, not its key."""
    number: int
    """In the order in which the desk accepted them: of a member's returns for a quarter the last counts."""
    sent: Return
    size: str = ""
    area: str = ""
    client_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """What one quarter comes to. Whatever may not be told is in it with the reason and without the figure."""

    quarter: Quarter
    members: int
    """How many members' returns counted."""
    benchmarks: Mapping[str, tuple[Benchmark, ...]] = field(default_factory=dict)
    """By member: every indicator, among all and among each kind of members like it; as its pack may say it."""
    network: tuple[Benchmark, ...] = ()
    """The same without anybody's own value, for every kind of members."""
    totals: tuple[SectorTotal, ...] = ()
