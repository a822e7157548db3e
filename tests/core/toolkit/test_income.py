"""Income by route: spread over the days of a contract, to the penny; what cannot be placed is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.contracts import Contract, InputCost
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.reports.charts.income import income_chart
from sfph_desktop.core.toolkit.income import income_by_route


def contract(
    ref: str, route: str, pounds: int | None, first: date | None, last: date | None, share: str = ""
) -> Contract:
    value, part = (None if pounds is None else Money(pounds * 100)), Decimal(share) if share else None
    facts = {"start_date": first, "end_date": last, "our_share": part}
    return Contract(contract_ref=ref, title=ref, route=route, value=value, **facts)  # type: ignore[arg-type]


YEAR = (date(2025, 4, 1), date(2026, 3, 31))


def test_a_contract_is_spread_by_its_days_and_adds_up_to_the_penny() -> None:
    over_two = contract("A", "contract", 1000, date(2026, 1, 1), date(2026, 6, 30))  # 90 days, then 91
    found = income_by_route([over_two, contract("B", "grant", 500, *YEAR), contract("C", "sla", 900, *YEAR, "0.5")], [])
    assert [year.year for year in found.years] == ["2025/26", "2026/27"]
    first, second = found.years
    assert first.by_route == {"contract": Money(49724), "sla": Money(45000), "grant": Money(50000)}
    assert list(first.by_route) == ["contract", "sla", "grant"]
    assert second.by_route == {"contract": Money(50276)} and first.total == Money(144724)


def test_costs_stand_beside_it_and_hours_are_no_pounds() -> None:
    costs = [
        InputCost(date_from=date(2026, 3, 1), date_to=date(2026, 4, 30), kind="staff", amount=Decimal(610)),
        InputCost(date_from=YEAR[0], date_to=YEAR[1], kind="volunteer_hours", amount=Decimal(900)),
    ]
    found = income_by_route([contract("A", "", 100, *YEAR)], costs)
    assert [(year.costs, year.by_route) for year in found.years] == [(Money(31000), {"": Money(10000)})]


def test_what_cannot_be_placed_is_named() -> None:
    found = income_by_route([contract("A", "sales", None, *YEAR), contract("B", "sales", 5, None, YEAR[1])], [])
    assert found.years == () and found.left_out == (("A", "no value"), ("B", "no first or last day"))


def test_the_chart_says_how_most_of_it_came() -> None:
    drawn = income_chart(income_by_route([contract("A", "grant", 300, *YEAR), contract("B", "sla", 100, *YEAR)], []))
    assert drawn.title == "In 2025/26 £300 of £400 came by grant"
    assert "Service level agreement £100" in drawn.alt
