"""Income of an enterprise by the route it came, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sfph_desktop.core.domain.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeYear:
    """One financial year, from April to March."""

    year: str
    """`2025/26`."""
    by_route: Mapping[str, Money]
    """What came by each route, the routes in the order of the field's list; blank: no route was written down."""
    total: Money
    costs: Money
    """What went in in pounds: cash, staff and what was given in kind; hours of volunteers are not pounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Income by route over the years, and the contracts that could not be placed in it."""

    years: tuple[IncomeYear, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Reference, and why: no value, no first or last day."""
