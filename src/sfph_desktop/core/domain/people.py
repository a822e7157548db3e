"""People supported, and their episodes in services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NewType

ServiceUserId = NewType("ServiceUserId", int)
EpisodeId = NewType("EpisodeId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceUser:
    """A person supported."""

    id: ServiceUserId = ServiceUserId(0)
    person_ref: str
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    date_of_birth: date | None = None
    gender: str = ""
    postcode: str = ""
    ethnic_group: str = ""
    disability: str = ""
    care_experienced: str = ""
    phone: str = ""
    email: str = ""
    referral_source: str = ""
    referral_date: date | None = None
    notes: str = ""
    pronouns: str = ""
    first_language: str = ""
    communication: str = ""
    """What helps them to follow and be followed: large print, an interpreter for BSL, somebody with them."""
    health_conditions: str = ""
    """Codes of the list of long-term conditions, with a space between, or `prefer not to say`."""
    preferred_contact: str = ""
    died_on: date | None = None

    @property
    def display_name(self) -> str:
        """The name to show: as known, else given and family name, else the reference."""
        given = self.known_as or self.given_name
        return " ".join(part for part in (given, self.family_name) if part) or self.person_ref


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingShare:
    """The share of an episode that one contract pays for (0 to 1)."""

    contract_ref: str
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One person's enrolment in one service. All change is measured in an episode."""

    id: EpisodeId = EpisodeId(0)
    episode_ref: str
    person_id: ServiceUserId
    service: str
    start_date: date
    end_date: date | None = None
    end_reason: str = ""
    funding: tuple[FundingShare, ...] = ()
