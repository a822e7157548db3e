"""Investing to save: what goes in, who spends less because of it, when that covers the cost, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from sfph_desktop.core.domain.impact import Choices
from sfph_desktop.core.domain.impact_facts import DiscountBand
from sfph_desktop.core.domain.saving_rules import SavingMonth, SavingSwing, SavingWorked, SavingYear
from sfph_desktop.core.domain.savings import SavingCase, SavingLine
from sfph_desktop.core.toolkit.prices import year_weights
from sfph_desktop.core.toolkit.uncertainty import QUANTITY, UNIT_VALUE, Parameter, Terms, monte_carlo

NO_ADJUSTMENTS = {"deadweight": 0.0, "displacement": 0.0, "attribution": 0.0, "drop_off": 0.0}
"""A saving is entered net of them: a value line has taken them off already, and a typed amount is net by its source."""


def work_out(
    case: SavingCase, lines: Sequence[SavingLine], bands: Sequence[DiscountBand], choices: Choices | None = None
) -> SavingWorked:
    """A case worked out.

    Year y (counted from 0) costs `invest` at y = 0 and `running` later; a line saves amount · m(y)/12 in it, m(y) the
    months of the year in which it has begun. Worth today: divided by the product of 1 + r over the years from 1 to y,
    r the standard rate of the reference library (HM Treasury, The Green Book: the first year is not discounted).
    Money released is the saving times its cashable share; the rest is capacity freed, and is never added to money
    without saying so. Range: every line drawn from a triangle of its low, amount and high (`uncertainty.monte_carlo`);
    ± `choices.assumed_range` where an end is not given.
    """
    choices = choices or Choices()
    exact = year_weights(Decimal(case.years), bands, health=False, discount_first_year=choices.discount_first_year)
    weights = tuple(float(weight) for weight in exact)
    shares = {one.id: float(one.cashable or 0) for one in lines}
    by_year = {one.id: savings_by_year(one, case.years) for one in lines}
    years, worths = [], {one.id: 0.0 for one in lines}
    cost = 0.0
    for year, weight in enumerate(weights):
        spent = _spent(case, year)
        cost += spent * weight
        for one in lines:
            worths[one.id] += by_year[one.id][year] * weight
        years.append(
            SavingYear(
                year=year + 1,
                cost=spent,
                cash=sum(by_year[one.id][year] * shares[one.id] for one in lines),
                freed=sum(by_year[one.id][year] * (1 - shares[one.id]) for one in lines),
            )
        )
    cash = sum(worths[one.id] * shares[one.id] for one in lines)
    whole = sum(worths.values())
    terms = [_terms(place, one, by_year[one.id], weights, choices) for place, one in enumerate(lines)]
    spread = monte_carlo(terms, cost, choices)
    months = course(case, lines, shares)
    low, _, high = spread.total or (whole, whole, whole)
    return SavingWorked(
        years=tuple(years),
        cost=cost,
        asked=cost - (case.match.in_pounds if case.match else 0.0),
        cash=cash,
        freed=whole - cash,
        by_payer=_by_payer(lines, worths, shares),
        low=low,
        high=high,
        payback_cash=payback(months, lambda one: one.cash),
        payback_all=payback(months, lambda one: one.whole),
        needed_cash=cost / cash if cash > 0 else None,
        needed_all=cost / whole if whole > 0 else None,
        swings=_swings(lines, terms, whole - cost),
        course=months,
    )


def savings_by_year(line: SavingLine, years: int) -> tuple[float, ...]:
    """Pounds a line saves in each year: its amount by the months of the year in which it has begun."""
    yearly = line.amount.in_pounds
    return tuple(yearly * min(12, max(0, 12 * (year + 1) - line.from_month)) / 12 for year in range(years))


def course(case: SavingCase, lines: Sequence[SavingLine], shares: Mapping[int, float]) -> tuple[SavingMonth, ...]:
    """Spent and saved so far at the start and at the end of each month; not discounted, as payback is commonly told.

    The investment is spent at the start, the running cost of a later year month by month. `shares`: by line, the part
    of it that is money released.
    """
    running = case.running.in_pounds if case.running else 0.0
    spent, cash, whole = case.invest.in_pounds, 0.0, 0.0
    found = [SavingMonth(month=0, spent=spent, cash=cash, whole=whole)]
    for month in range(1, 12 * case.years + 1):
        spent += running / 12 if month > 12 else 0.0
        begun = [one for one in lines if month > one.from_month]
        cash += sum(one.amount.in_pounds * shares[one.id] / 12 for one in begun)
        whole += sum(one.amount.in_pounds / 12 for one in begun)
        found.append(SavingMonth(month=month, spent=spent, cash=cash, whole=whole))
    return tuple(found)


def payback(months: Sequence[SavingMonth], saved: Callable[[SavingMonth], float]) -> int | None:
    """The first month at whose end the savings so far have come to the cost so far; None within the years there are."""
    met = (one.month for one in months[1:] if saved(one) >= one.spent - 0.005)  # half a penny: twelve twelfths are one
    return next(met, None)


def _spent(case: SavingCase, year: int) -> float:
    if year == 0:
        return case.invest.in_pounds
    return case.running.in_pounds if case.running else 0.0


def _terms(place: int, line: SavingLine, by_year: Sequence[float], weights: Sequence[float], choices: Choices) -> Terms:
    """A saving in the shape of a value line, so that it is drawn and swung as one."""
    amount = line.amount.in_pounds
    low = line.low.in_pounds if line.low is not None else amount * (1 - choices.assumed_range)
    high = line.high.in_pounds if line.high is not None else amount * (1 + choices.assumed_range)
    ref = f"{place + 1}"
    parameter = Parameter(
        line_ref=ref,
        name=UNIT_VALUE,
        low=low,
        central=amount,
        high=high,
        assumed=line.low is None or line.high is None,
    )
    return Terms(
        ref=ref,
        payer=line.payer,
        central={QUANTITY: 1.0, UNIT_VALUE: amount, **NO_ADJUSTMENTS},
        weights=tuple(saved / amount * weight for saved, weight in zip(by_year, weights, strict=True)),
        parameters=(parameter,) if low < high else (),
    )


def _by_payer(
    lines: Sequence[SavingLine], worths: dict[int, float], shares: dict[int, float]
) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for one in lines:
        cash, freed = found.get(one.payer, (0.0, 0.0))
        worth = worths[one.id]
        found[one.payer] = (cash + worth * shares[one.id], freed + worth * (1 - shares[one.id]))
    return dict(sorted(found.items(), key=lambda item: -sum(item[1])))


def _swings(lines: Sequence[SavingLine], terms: Sequence[Terms], net: float) -> tuple[SavingSwing, ...]:
    """What is left with each saving at either end of its range; the widest first."""
    found = []
    for line, term in zip(lines, terms, strict=True):
        for one in term.parameters:
            own = float(term.worth())
            low, high = (net - own + float(term.worth({one.name: end})) for end in (one.low, one.high))
            found.append(SavingSwing(what=f"{line.payer}: {line.what}", low=low, high=high, assumed=one.assumed))
    return tuple(sorted(found, key=lambda swing: swing.low - swing.high))
