"""What the network's desk has published of a quarter, edition by edition, and the returns each edition stands on.

A quarter published twice with one return more between would tell that member's figures by the difference. So an edition
is worked out once, and a later one holds back what the difference with any earlier one would tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.network import Benchmark, SectorTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One edition of a quarter: packs, sector report and open data, as often as they are written again."""

    id: int = 0
    quarter: str
    """`2026Q1`."""
    edition: int
    """From 1 for each quarter; editions of invented returns count by themselves."""
    definitions: int
    """The version of the definitions it answers."""
    members: int
    """How many returns it stands on."""
    published_on: date
    sample: bool = False
    """Worked out from invented returns: it tells nothing of anybody."""
    held: str = ""
    """Ids, with blanks between them, of the indicators that stand as the edition before told them."""
    facts_held: bool = False
    """Whether what it tells of the enterprises themselves stands as the edition before told it."""
    content: str
    """What it told (`Told`), spelt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReturn:
    """A return that an edition stands on."""

    id: int = 0
    publication_id: int
    return_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The figures of an edition, as packs, sector report and open data have them; nobody's own are among them."""

    network: tuple[Benchmark, ...] = ()
    totals: tuple[SectorTotal, ...] = ()
