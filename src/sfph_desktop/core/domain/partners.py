"""Who else supports people: partner organisations, referrals in and out, and who does what for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from sfph_desktop.core.domain.people import ServiceUserId

PartnerId = NewType("PartnerId", int)
ReferralId = NewType("ReferralId", int)

PARTNER_KINDS = ("health_professional", "statutory_agency", "housing", "third_sector", "business", "other")
DIRECTIONS = ("in", "out")
REFERRAL_OUTCOMES = (
    "waiting",
    "contacted",
    "started",
    "declined",
    "withdrawn",
    "unsuitable",
    "no_reply",
    "referred_on",
    "not_known",
)
"""Where a referral stands. `waiting` and `contacted` are open, the others are how it ended; of `not_known` nobody wrote
it down, as where a list of people says only by whom and when each was referred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerContact:
    """A named person or desk at a partner."""

    id: int = 0
    partner_id: PartnerId
    name: str
    job: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation, practice or team that works with the enterprise."""

    id: PartnerId = PartnerId(0)
    partner_ref: str
    name: str
    kind: str = "other"
    council: str = ""
    """Code of the local authority it works in; blank when unknown or wider."""
    health_board: str = ""
    """Code of the health board; offered from the council, and free to be another or none."""
    integration_authority: str = ""
    """Code of the integration authority; offered as the health board is."""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    description: str = ""
    source_id: str = ""
    """Its id in the Open Referral file it came from."""
    retired_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """How somebody came to the enterprise, or was sent on by it, and what became of that."""

    id: ReferralId = ReferralId(0)
    person_id: ServiceUserId
    direction: str
    partner_id: PartnerId | None = None
    source: str = ""
    """Where it is no partner of the directory: self, family, a walk-in."""
    service: str = ""
    reason: str = ""
    made_on: date
    first_contact_on: date | None = None
    outcome: str = "waiting"
    outcome_on: date | None = None
    priority: int = 0
    """Higher waits less: the waiting list stands in this order, then by date."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """What a partner does for one person. Kept and shown only while the person agrees to sharing."""

    id: int = 0
    person_id: ServiceUserId
    partner_id: PartnerId
    contact: str = ""
    what: str = ""
    from_date: date | None = None
    to_date: date | None = None
