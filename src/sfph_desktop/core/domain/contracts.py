"""Who pays, for what, and what was promised; what went in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NewType

from sfph_desktop.core.domain.partners import PartnerId
from sfph_desktop.core.domain.values import Money

ContractId = NewType("ContractId", int)

COMMISSIONER_KINDS = (
    *("health_board", "integration_authority", "council", "nhs_trust", "charity", "company", "other"),
)
PARTNER_ROLES = ("lead", "partner", "subcontractor")
ROUTES = ("contract", "sla", "grant", "sales", "subcontract", "psp")
INPUT_KINDS = ("cash", "staff", "volunteer_hours", "in_kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commissioner:
    """Who buys or funds: contracts name it by its name, whichever way they came in."""

    id: int = 0
    name: str
    kind: str = "other"
    area: str = ""
    """The council, health board or integration authority area it buys for, in words."""
    contact: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """An agreement with a commissioner, by the route it came."""

    id: ContractId = ContractId(0)
    contract_ref: str
    title: str
    commissioner: str = ""
    """The name of the commissioner's record."""
    route: str = ""
    value: Money | None = None
    start_date: date | None = None
    end_date: date | None = None
    lead_partner: str = ""
    our_share: Decimal | None = None
    ocid: str = ""
    extension: str = ""
    """What the option to extend says: `two further years, by letter`."""
    extended_to: date | None = None
    """The last day if the whole option is taken up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractLot:
    """A part of a contract that was bought by itself."""

    id: int = 0
    contract_id: ContractId
    lot: str
    title: str = ""
    value: Money | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPartner:
    """Who else delivers a contract, in which part of it."""

    id: int = 0
    contract_id: ContractId
    partner_id: PartnerId | None = None
    """Its record in the directory, where it has one."""
    name: str
    role: str = "partner"
    share: Decimal | None = None
    """Of the contract's value, 0 to 1."""
    lot: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A promised number under a contract."""

    id: int = 0
    contract_ref: str
    indicator: str
    target: float
    due_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputCost:
    """What went in over a span of days: pounds, or hours for `volunteer_hours`."""

    id: int = 0
    date_from: date
    date_to: date
    kind: str
    amount: Decimal
    service: str = ""
    contract_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkforceFact:
    """The workforce on one day."""

    id: int = 0
    date: date
    staff_headcount: int | None = None
    staff_fte: float | None = None
    leavers_in_year: int | None = None
    staff_former_service_users: int | None = None
    volunteers: int | None = None
    living_wage: str = ""
