"""The chart of income: a bar for each year, parted by route, with each part named beneath it."""

from __future__ import annotations

from sfph_desktop.core.domain.contract_rules import ROUTE_WORDS
from sfph_desktop.core.domain.income import Income, IncomeYear
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, mix, readable_on

_THICK = 1.5
"""Of a bar, in sizes of the type."""


def income_chart(income: Income, style: ChartStyle = PAPER) -> Drawn:
    """One bar a year. ValueError where no year has any income."""
    most = max((year.total.pence for year in income.years), default=0)
    if most <= 0:
        raise ValueError("there is no income to draw")
    title = _title(income)
    board = Board(style)
    y = board.title(title, "Contracts spread evenly over their days, April to March; our share of each.")
    left = max(board.width_of(year.year, style.size, strong=True) for year in income.years) + 12
    across = Scale(0.0, float(most), left, style.width - style.size)
    for year in income.years:
        y += style.size * 1.2
        middle = y + style.size * _THICK / 2
        board.text(0, middle, year.year, strong=True)
        begin = 0.0
        for place, (route, amount) in enumerate(year.by_route.items()):
            end = begin + amount.pence
            colour, size = _colour(route, place, style), style.size * 0.92
            board.bar(across(begin), across(end), middle, style.size * _THICK, colour, edge=style.paper)
            if board.width_of(name(route), size) + size < across(end) - across(begin):
                board.text(across(begin) + size / 2, middle, name(route), size=size, colour=readable_on(colour, style))
            begin = end
        y = board.paragraph(left, y + style.size * (_THICK + 0.9), _said(year), style.width - left,
                            size=style.size * 0.92)  # fmt: skip
    said = (f"{one.year}: {_said(one)}" for one in income.years)
    return board.drawn(title, wording.sentences(f"Chart: {title}", *said))


def _said(year: IncomeYear) -> str:
    parts = [f"{name(route)} {wording.money(amount.pence / 100)}" for route, amount in year.by_route.items()]
    whole = f" · together {wording.money(year.total.pence / 100)}" if len(parts) > 1 else ""
    return " · ".join(parts) + whole


def name(route: str) -> str:
    """A route in a word for a chart or a table."""
    return wording.capital(ROUTE_WORDS.get(route, route) or "no route written down")


def _colour(route: str, place: int, style: ChartStyle) -> str:
    known = {
        "contract": style.accent,
        "sla": style.individual,
        "grant": style.social,
        "sales": style.environmental,
        "subcontract": mix(style.accent, style.paper, 0.55),
        "psp": mix(style.individual, style.paper, 0.55),
    }
    return known.get(route, mix(style.ink, style.paper, 0.4 + 0.1 * (place % 2)))


def _title(income: Income) -> str:
    last = income.years[-1]
    route, amount = max(last.by_route.items(), key=lambda one: one[1].pence)
    whole = wording.money(last.total.pence / 100)
    by = ROUTE_WORDS.get(route, route) or "a route nobody wrote down"
    if len(last.by_route) == 1:
        return f"In {last.year} all of the {whole} came by {by}"
    return f"In {last.year} {wording.money(amount.pence / 100)} of {whole} came by {by}"
