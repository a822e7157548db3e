"""A bid and its answers: what the buyer asks, how the buyer counts, what is answered, and who bids together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NewType

BidId = NewType("BidId", int)
BidQuestionId = NewType("BidQuestionId", int)
BidAnswerId = NewType("BidAnswerId", int)

BID_STATES = ("drafting", "sent", "won", "lost", "not_bid")
UNITS = ("words", "characters")
WORD_WAYS = ("between_spaces", "dashes_part", "letters_only")
CHARACTER_WAYS = ("with_spaces", "without_spaces", "web_form")
NUMBERS_SHOWN = ("text", "annex")
POLICY_KINDS = ("policy", "certificate", "insurance", "accreditation", "registration")
BID_ROLES = ("lead", "partner", "subcontractor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One tender, quick quote or application for a grant that is being answered."""

    id: BidId = BidId(0)
    bid_ref: str
    title: str
    buyer: str = ""
    opportunity: str = ""
    """Reference or notice number of the opportunity it answers; nothing hangs on it being there."""
    due_date: date | None = None
    due_time: str = ""
    """`12:00`, where the buyer gives one."""
    lots: str = ""
    status: str = "drafting"
    snapshot: str = ""
    """The kept run its evidence is taken from, `S-0007`; blank: the newest."""
    numbers_shown: str = "text"
    """Whether evidence numbers stand in the answers, and count, or only in the annex."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidQuestion:
    """One question of the buyer, with its limit and the buyer's way of counting."""

    id: BidQuestionId = BidQuestionId(0)
    bid_id: BidId
    number: str = ""
    """As the buyer numbers it: `4.1`."""
    text: str
    most: int | None = None
    """The limit; None where the buyer sets none."""
    unit: str = "words"
    way: str = "between_spaces"
    """How the unit is counted: one of WORD_WAYS or CHARACTER_WAYS."""
    hyphens_part: bool = False
    """Words only: `well-being` counts as two."""
    weight: float | None = None
    """Of the marks, out of a hundred; None where the buyer gives none."""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedFigure:
    """What a live reference in an answer said when it was put there."""

    token: str
    """As it stands in the text: `{E-0123}`, `{E-0123 number}`."""
    words: str
    number: str = ""
    """The one number in it, as it was: `31 of 38 people improved`."""
    quoted_on: date
    kept: str = ""
    """The number of a later day that was seen, and the quoted one kept on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidAnswer:
    """The draft of one answer: typed passages, and live references that stand in it as tokens."""

    id: BidAnswerId = BidAnswerId(0)
    question_id: BidQuestionId
    text: str = ""
    changed_on: date | None = None
    quotes: tuple[QuotedFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """An answer that was given elsewhere, kept to be used again; answers of earlier bids are found without it."""

    id: int = 0
    question: str
    text: str
    source: str = ""
    """Where it was used: `Quick quote for Fife, 2024`."""
    written_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy, certificate or insurance that buyers ask for, and until when it holds."""

    id: int = 0
    name: str
    kind: str = "policy"
    number: str = ""
    """Certificate or policy number, or level: `Cyber Essentials`, `£5m`."""
    issuer: str = ""
    agreed_on: date | None = None
    expires_on: date | None = None
    """The last day it holds, or the day by which it is to be looked at again."""
    file: str = ""
    """Where the document is kept."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPartner:
    """One of those who bid together: what they do, for which share, and which risks they carry."""

    id: int = 0
    bid_id: BidId
    name: str
    role: str = "partner"
    lots: str = ""
    share: Decimal | None = None
    """Of the value of the bid, 0 to 1."""
    does: str = ""
    risks: str = ""
