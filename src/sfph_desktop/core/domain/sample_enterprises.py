"""Worked profiles of invented enterprises, to try the case study of an enterprise on before there is one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import BenefitLevel

MAIN_ROUTES = ("tender", "sell", "sla", "grant")
"""How most of the income comes: by tender, by selling, by service level agreement, by grants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEnterprise:
    """One invented enterprise."""

    number: int
    """Its place in the set, from 1: `X-01`."""
    name: str
    country: str
    place: str
    legal_form: str
    began: int
    """The year."""
    years: int
    """How old it is, in the year the set speaks of."""
    field: str
    """Its field of work."""
    staff: int
    fte: float
    volunteers: int
    former_service_users: int
    """Of the staff."""
    turnover: int
    """Pounds a year."""
    main_route: str
    routes: Mapping[str, int]
    """Parts of 100 of the income by route (contract, sla, grant, sales)."""
    largest_contract: int = 0
    """Pounds a year; 0 where there is none."""
    purpose: str
    why: str
    serves: str
    does: str
    outcomes: tuple[tuple[BenefitLevel, str], ...] = ()
    added: str
    commissioners: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    barriers: str
    helped: str
    network: str
    learning: str

    @property
    def ref(self) -> str:
        """`X-01`."""
        return f"X-{self.number:02d}"
