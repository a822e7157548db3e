"""What a successor finds on one page: what runs, what is due, who is who, where everything is, and who sees to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sfph_desktop.core.domain.contracts import Commissioner, Contract
from sfph_desktop.core.domain.partners import Partner, PartnerContact

DUTY_WORDS: Mapping[str, str] = {
    "group": "leads a group",
    "contract": "sees to a contract",
    "office": "does something else for the office",
}
"""What a duty may be about, as the window offers it."""
LONGEST = 200
"""Characters of each field of a duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who leads a group, sees to a contract, or does something for the office; and who stands in for them."""

    id: int = 0
    kind: str = "office"
    what: str
    """A group's name, a contract's reference, or what is done: `Pays the wages`."""
    who: str
    stands_in: str = ""
    """Blank: nobody is named."""
    note: str = ""
    """Where the keys, the passwords or the papers for it are: never a password itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningGroup:
    """A group that meets, and how often it has met in the last twelve months."""

    id: int
    name: str
    service: str
    meets: str
    place: str
    members: int
    sessions: int
    """Registers of the last twelve months."""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningService:
    """A service, how many are enrolled today, and its sessions of the last twelve months."""

    name: str
    purpose: str
    enrolled: int
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing that is due; nobody who is supported is named in it, they are told by their reference."""

    kind: str
    when: str
    """As a DueItem's: first, week, late, ahead or long."""
    what: str
    person_ref: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPerson:
    """Somebody of the enterprise's own, staff or volunteer."""

    name: str
    role: str
    detail: str
    since: date
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one thing is kept."""

    what: str
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFacts:
    """Everything the pack is told from, as it stands on one day."""

    enterprise: str
    sample: bool
    made_at: datetime
    services: tuple[RunningService, ...]
    groups: tuple[RunningGroup, ...]
    contracts: tuple[Contract, ...]
    """Those that run today or are to come, the first to end first."""
    promises: Mapping[str, tuple[str, ...]]
    """By a contract's reference: what was promised and how it stands, small numbers held back."""
    due: tuple[DueLine, ...]
    own: tuple[OwnPerson, ...]
    commissioners: tuple[Commissioner, ...]
    partners: tuple[tuple[Partner, tuple[PartnerContact, ...]], ...]
    places: tuple[Place, ...]
    duties: tuple[Duty, ...]
    open_actions: Mapping[str, int]
    """By who is to do it (blank: nobody is named): actions for people that are not done."""
    recovery_confirmed: bool
    people: int
    """People with a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPart:
    """One part of the pack as titled lines."""

    key: str
    """open, runs, due, people, where, depends; for an annexe `annexe_` before it."""
    title: str
    lines: tuple[str, ...]
    """Plain sentences, the weightiest first."""
    annexe: bool = False
