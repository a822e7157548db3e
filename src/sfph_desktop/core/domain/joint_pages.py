"""A joint bid as it is looked at: who bids together, what each of them shows, and what that comes to together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sfph_desktop.core.domain.bids import Bid
from sfph_desktop.core.domain.joint import SharedEvidence, SharedFigure, TakenEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class JointSide:
    """One of those who bid together, with the evidence that is there of theirs."""

    name: str
    role: str
    lots: str = ""
    share: Decimal | None = None
    does: str = ""
    risks: str = ""
    ours: bool = False
    evidence: SharedEvidence | None = None
    taken: TakenEvidence | None = None
    """The file it came in; None of our own."""
    fingerprint: str = ""
    """Of the key it was signed with."""
    missing: str = ""
    """Why there is no evidence of theirs, and what to do; blank when there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """Figures of two or more about the same thing: what may be said of them together, or why nothing may."""

    title: str
    each: tuple[tuple[str, SharedFigure], ...]
    """Whose figure, and the figure."""
    words: str = ""
    """Blank when they are only set side by side."""
    low: int | None = None
    high: int | None = None
    """Of people: the true number lies between the two, both included."""
    total: Decimal | None = None
    """Of what cannot overlap."""
    why_not: str = ""

    @property
    def beside(self) -> str:
        """Each with its origin: `31 people (E-0007 of Swift Couriers); 21 people (E-0003 of Hill Laundrette)`."""
        return "; ".join(f"{one.number or one.words} ({one.evidence} of {who})" for who, one in self.each)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPage:
    """One joint bid."""

    bid: Bid
    sides: tuple[JointSide, ...]
    combined: tuple[Combined, ...] = ()

    @property
    def share_left(self) -> Decimal | None:
        """What of the whole nobody has a share in yet, 0 to 1; None while no share is given."""
        given = [one.share for one in self.sides if one.share is not None]
        return 1 - sum(given, start=Decimal(0)) if given else None

    @property
    def sample(self) -> bool:
        """Whether any of the evidence is invented."""
        return any(one.evidence.sample for one in self.sides if one.evidence is not None)
