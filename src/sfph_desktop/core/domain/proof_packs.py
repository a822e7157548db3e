"""A proof pack: the evidence behind chosen figures of one kept run as it may be handed to a commissioner.

Everything in it is what leaves: no name, reference, date of birth or day of anybody, and no count that could point to a
few people. Where something is held back it says so, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sfph_desktop.core.domain.impact import ImpactRun


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCount:
    """How many records of one kind stand behind a figure, as far as it may be told."""

    what: str
    """`people measured or counted`, `questionnaires`."""
    count: int | None
    """None where it is held back."""
    words: str
    """`38`, `fewer than 5`, `not told`."""
    reason: str = ""
    """Why it is held back; blank where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSince:
    """One thing that happened to some of the records behind a figure since it was printed."""

    what: str
    """`questionnaires entered since`."""
    count: int | None
    words: str
    quarter: str
    """`in July to September 2026`, `between January 2025 and March 2026`; blank where nothing tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGroup:
    """Some people with much the same first result, never fewer than the threshold: averages, to one decimal."""

    people: int
    first: float
    latest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFigure:
    """The evidence behind one figure."""

    evidence: str
    kind: str
    """As in `domain.figures.Figure`."""
    title: str
    """`SWEMWBS`, `Value against cost`."""
    statement: str
    technical: str
    definition: str
    behind: tuple[ToldCount, ...]
    groups: tuple[ToldGroup, ...] = ()
    groups_reason: str = ""
    """Of a change: why there are no groups."""
    row_headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """A row for each pair, in an order that says nothing; blank where rows could point to somebody."""
    rows_reason: str = ""
    today: str
    """The same figure on today's records, in a sentence that gives no few people away."""
    same: bool
    """Whether it is still the number that was printed."""
    since: tuple[ToldSince, ...] = ()
    since_words: str = ""
    """What else is to be said of then and now; of a figure that stands as it did, that nothing has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPack:
    """Evidence behind chosen figures of one kept run."""

    run: ImpactRun
    """As it may be told on paper; for its head, its versions and its charts. Holds no record ids."""
    figures: tuple[PackFigure, ...]
    made_at: datetime
    threshold: int
    """Counts of fewer people than this are held back."""
    left_out: tuple[str, ...] = ()
    """Evidence numbers that were asked for and do not leave: set beside everybody's they could point to a few."""

    @property
    def left_out_words(self) -> str:
        """What was left out, and why; blank where nothing was."""
        if not self.left_out:
            return ""
        which = " and ".join(filter(None, (", ".join(self.left_out[:-1]), self.left_out[-1])))
        said = "is left out: it is" if len(self.left_out) == 1 else "are left out: each is"
        return f"{which} {said} of a part of the people, and set beside everybody's could point to single people."

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        return f"Proof pack {self.run.snapshot}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTable:
    """One table of the pack, as it is written as CSV."""

    name: str
    """The file's name."""
    about: str
    header: tuple[str, ...]
    meanings: tuple[str, ...]
    """What stands in each column."""
    rows: tuple[tuple[object, ...], ...] = field(repr=False)
