"""Income by route over the years: worked out, listed, drawn."""

from __future__ import annotations

from typing import Any

from sfph_desktop.core.domain.contracts import ROUTES, InputCost
from sfph_desktop.core.domain.income import Income
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.usecases.contracts import contracts
from sfph_desktop.core.usecases.office import Office


def income(office: Office) -> Income:
    """What each financial year brought by each route, from the contracts and the costs in the store."""
    from sfph_desktop.core.store.queries.values import values_of
    from sfph_desktop.core.toolkit.income import income_by_route

    with office.reading() as connection:
        inputs: tuple[InputCost, ...] = values_of(connection, "inputs")
    return income_by_route(contracts(office), inputs)


def income_listing(found: Income) -> Listing:
    """Year by year in pounds: a column for each route that any year has, the whole, and what went in."""
    routes = [route for route in (*ROUTES, "") if any(route in year.by_route for year in found.years)]
    rows: list[tuple[Cell, ...]] = []
    for number, year in enumerate(found.years):
        parts = [year.by_route[route].pence / 100 if route in year.by_route else None for route in routes]
        rows.append((number, year.year, *parts, year.total.pence / 100, year.costs.pence / 100))
    columns = ("id", "year", *(route or "no_route" for route in routes), "total", "costs")
    return Listing(kind="income", columns=columns, rows=tuple(rows))


def income_document(found: Income) -> dict[str, Any]:
    """As `sfph income --json` shows it: pounds as numbers."""
    return {
        "years": [
            {
                "year": year.year,
                "by_route": {route or "unknown": amount.pence / 100 for route, amount in year.by_route.items()},
                "total": year.total.pence / 100,
                "costs": year.costs.pence / 100,
            }
            for year in found.years
        ],
        "left_out": [{"contract_ref": ref, "why": why} for ref, why in found.left_out],
    }


def income_picture(office: Office, found: Income, style: object) -> tuple[str, bytes] | None:
    """The chart in words and as a picture; None where there is no income to draw."""
    from sfph_desktop.core.reports.charts.screen import income_pictures

    return income_pictures(found, style=style, fonts=office.paths.resources / "fonts")
