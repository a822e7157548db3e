"""Work that may be bid for: saved notices and what was heard of by hand, with lots, criteria and deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NewType

from sfph_desktop.core.domain.values import Money

OpportunityId = NewType("OpportunityId", int)

SOURCES = ("pcs", "fts", "cf", "s2w", "other", "hand")
"""Public Contracts Scotland, Find a Tender, Contracts Finder, Sell2Wales, another publisher; entered by hand."""
ROUTES = ("notice", "quick_quote", "invitation", "grant_call", "other")
"""How the work is offered: advertised to all, quotes asked of a few, by invitation, a call for grants."""
JURISDICTIONS = ("Scotland", "England", "Wales", "Northern Ireland", "UK")
BUYER_KINDS = ("central", "council", "health", "other")
"""Which limits a buyer has: central government, a council or other body outside it, an NHS body."""
STAGES = ("planned", "open", "awarded", "cancelled")
"""Where the buyer stands; blank when the notice does not say."""
DECISIONS = ("interested", "bid", "no_bid")
"""What we decided; blank while nothing is decided."""
DETAILS = ("code", "passage", "document")
"""What else a notice tells: codes of what is bought, passages on community benefits, documents and links."""
LIST_KINDS = ("preferred", "quick_quote", "framework", "dynamic")
"""Lists of a buyer: preferred bidders, suppliers asked for quotes, a framework, a dynamic purchasing system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """Work that somebody wants done, as far as it is known."""

    id: OpportunityId = OpportunityId(0)
    opportunity_ref: str
    title: str
    buyer: str = ""
    buyer_kind: str = ""
    buyer_region: str = ""
    """The statistical region the notice gives, as UKM82."""
    description: str = ""
    source: str = "hand"
    jurisdiction: str = ""
    route: str = "notice"
    stage: str = ""
    ocid: str = ""
    """The number of the buyer's process, the same in every notice about it."""
    only_changes: bool = False
    """Only updates have been read: the notice they change has not come yet."""
    language: str = ""
    published_on: date | None = None
    updated_on: date | None = None
    questions_by: date | None = None
    questions_time: str = ""
    tenders_by: date | None = None
    tenders_time: str = ""
    """As the notice writes it, with its zone."""
    contract_start: date | None = None
    contract_end: date | None = None
    duration_days: int | None = None
    extension: str = ""
    value: Money | None = None
    """Without VAT where the notice tells the two apart; None when unknown, which is what 0 means in a notice."""
    value_gross: Money | None = None
    value_low: Money | None = None
    value_words: str = ""
    """What is to be said of the value beside the number: another currency, the sum of the lots."""
    procedure: str = ""
    how_to_apply: str = ""
    who_may_apply: str = ""
    decision: str = ""
    decision_reason: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    decided_with: str = ""
    """What spoke for and against on the day, one on a line."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A part of the work that can be bid for by itself."""

    id: int = 0
    opportunity_id: OpportunityId
    lot: str
    """Its number or letter, as the buyer writes it."""
    title: str = ""
    description: str = ""
    value: Money | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    duration_days: int | None = None
    extension: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What bids are judged by."""

    id: int = 0
    opportunity_id: OpportunityId
    lot: str = ""
    """The lot it is for; blank for all of the work."""
    kind: str = ""
    """quality, cost, price: as the buyer typed it, which is not always what it is."""
    name: str = ""
    weight: Decimal | None = None
    """Points of a hundred; None when not told in numbers."""
    weight_words: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Something else the notice tells: a code of what is bought, a passage, a document."""

    id: int = 0
    opportunity_id: OpportunityId
    kind: str
    code: str = ""
    """Of a code: the CPV number. Of a passage: `asked`, `maybe` or `not_asked`. Of a document: its type."""
    text: str = ""
    place: str = ""
    """Of a passage: where in the notice. Of a document: its link, as text."""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRelease:
    """One publication about an opportunity, kept so that a later update merges right."""

    id: int = 0
    opportunity_id: OpportunityId
    ocid: str
    release_key: str
    """The publication's own id, or its date and tags where it has none."""
    released_at: str = ""
    tags: str = ""
    file: str = ""
    read_on: date
    content: str
    """What matters of its JSON, packed: `interchange/ocds_pack.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidderList:
    """A list of a buyer that we are on, or want to be on."""

    id: int = 0
    buyer: str
    kind: str = "preferred"
    what: str = ""
    up_to: Money | None = None
    """The buyer's own limit for it; None when not known."""
    from_date: date | None = None
    to_date: date | None = None
    source: str = ""
    """Where the list, and its limit, can be read."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidderFact:
    """What buyers ask of a bidder, on one day: turnover, staff, and the two parts of the supported-business test."""

    id: int = 0
    date: date
    turnover: Money | None = None
    """Of the year that ended on the day."""
    employees: int | None = None
    employees_integrated: int | None = None
    """Of them, disabled or disadvantaged, as the rules of reserved contracts count them."""
    main_aim: str = ""
    """yes, no or blank: whether social and professional integration of such people is the main aim."""
    aim_written_in: str = ""
    """Where that is written: the constitution, the articles, a board minute."""
    note: str = ""
