"""Worked profiles of invented enterprises, to try the case study of an enterprise on before there is one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMember:
    """What an invented enterprise tells a sample network: its records are drawn from this."""

    number: int
    """Of the enterprise."""
    council: str = ""
    health_board: str = ""
    """By name; blank in England, of whose councils the program has no list."""
    legal_form: str
    """A code of the list `legal_forms`."""
    client_groups: str
    people: int
    ages: tuple[int, int, int]
    """The youngest, the oldest, and the age around which most are."""
    women: float
    """The part of its people who are women."""
    week: int
    """Sessions in a week."""
    visits: int
    """How often one person comes in a quarter."""
    asked: Mapping[str, float] = field(default_factory=dict)
    """By questionnaire, the part of its people who answer it twice."""
    events: Mapping[str, float] = field(default_factory=dict)
    """By kind of event, the part of its people to whom it happens within a year."""
    green: tuple[tuple[str, str, float], ...] = ()
    """What is passed on or driven in a month: the factor, the factor of what it replaces, the quantity."""
    jump: int = 1
    """In the newest quarter so many times what it was before: something for the desk to ask about."""
    silent: bool = False
    """It has not reported the newest quarter."""
    title: str = ""
    """Of its example of good practice; blank: it offers none."""
    themes: tuple[str, ...] = ()
    """What the example helps with."""
