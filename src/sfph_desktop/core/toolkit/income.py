"""Income by route over the years, from the contracts as they are written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.contracts import ROUTES, Contract, InputCost
from sfph_desktop.core.domain.income import Income, IncomeYear
from sfph_desktop.core.domain.values import Money

_POUNDS = ("cash", "staff", "in_kind")


def income_by_route(contracts: Sequence[Contract], inputs: Sequence[InputCost]) -> Income:
    """What each financial year (April to March) brought by each route.

    A contract's value, our share of it where one is written down, is spread evenly over its days; the years of one
    contract add up to it, to the penny. A contract without a value, or without its first or last day, is left out and
    named. Costs are spread over their own days in the same way.
    """
    routes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    costs: dict[int, int] = defaultdict(int)
    left_out = []
    for one in contracts:
        if one.value is None or one.start_date is None or one.end_date is None or one.end_date < one.start_date:
            missing = "no value" if one.value is None else "no first or last day"
            left_out.append((one.contract_ref, missing))
            continue
        ours = Decimal(one.value.pence) * (one.our_share if one.our_share is not None else 1)
        for year, pence in _spread(int(ours.to_integral_value()), one.start_date, one.end_date):
            routes[year][one.route] += pence
    for cost in inputs:
        if cost.kind in _POUNDS and cost.date_to >= cost.date_from:
            for year, pence in _spread(int((cost.amount * 100).to_integral_value()), cost.date_from, cost.date_to):
                costs[year] += pence
    order = {route: place for place, route in enumerate((*ROUTES, ""))}
    years = tuple(
        IncomeYear(
            year=f"{year}/{(year + 1) % 100:02}",
            by_route={
                route: Money(pence) for route, pence in sorted(routes[year].items(), key=lambda one: order[one[0]])
            },
            total=Money(sum(routes[year].values())),
            costs=Money(costs.get(year, 0)),
        )
        for year in sorted(routes)
    )
    return Income(years=years, left_out=tuple(left_out))


def _spread(pence: int, first: date, last: date) -> Iterator[tuple[int, int]]:
    """So many pence over the financial years of a span, by days; they add up exactly."""
    days, given = (last - first).days + 1, 0
    year = first.year - (first < date(first.year, 4, 1))
    while date(year, 4, 1) <= last:
        upto = min(last, date(year + 1, 3, 31))
        so_far = round(Decimal(pence) * ((upto - first).days + 1) / days)
        yield year, so_far - given
        given, year = so_far, year + 1
