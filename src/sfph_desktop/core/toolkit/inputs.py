"""What went in: pounds and hours inside the period and scope of the benefits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.domain.contracts import INPUT_KINDS, InputCost
from sfph_desktop.core.domain.impact import InputFigure, Selection
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.values import Period

LIVING_WAGE = "rlw_{}"
"""Id of the real Living Wage, UK rate, announced in a year."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputsFound:
    """The inputs of a run, by kind, and how many were left out."""

    figures: tuple[InputFigure, ...] = ()
    total: Decimal = ZERO
    ids: tuple[int, ...] = ()
    out_of_scope: int = 0
    """Inside the period, but naming another service or contract, or none, under a filter."""
    unvalued_hours: Decimal = ZERO
    """Volunteer hours for which the library has no wage."""


def inputs_found(
    inputs: Sequence[InputCost], selection: Selection, reference: ReferenceFacts, wage_id: str
) -> InputsFound:
    """Each cost, and volunteers' hours x their wage, x (its days inside the period / all its days).

    The wage is the one that was chosen, else the real Living Wage of the financial year in which they began, or the
    last before it that is known. Where one service or contract is chosen, only what was entered for it. In the money
    of the period: not brought to other prices.
    """
    pounds: dict[str, Decimal] = {}
    hours, unvalued, outside = ZERO, ZERO, 0
    wages: dict[str, None] = {}
    numbers: list[int] = []
    for one in sorted(inputs, key=lambda cost: (cost.date_from, cost.id)):
        amount = one.amount * share_inside(one.date_from, one.date_to, selection.period)
        if not amount:
            continue
        if not _in_scope(one, selection):
            outside += 1
            continue
        numbers.append(one.id)
        if one.kind == "volunteer_hours":
            wage = hourly_wage(reference, wage_id, one.date_from)
            hours, unvalued = hours + amount, unvalued + (ZERO if wage else amount)
            wages[f"{wage.title or wage.id}, £{wage.value} an hour" if wage else "no wage known"] = None
            amount *= wage.value if wage else ZERO
        pounds[one.kind] = pounds.get(one.kind, ZERO) + amount
    ranked = sorted(pounds, key=lambda kind: (INPUT_KINDS.index(kind) if kind in INPUT_KINDS else 99, kind))
    return InputsFound(
        figures=tuple(_figure(kind, pounds[kind], hours, "; ".join(wages)) for kind in ranked),
        total=sum(pounds.values(), ZERO),
        ids=tuple(sorted(numbers)),
        out_of_scope=outside,
        unvalued_hours=unvalued,
    )


def _figure(kind: str, pounds: Decimal, hours: Decimal, wages: str) -> InputFigure:
    if kind != "volunteer_hours":
        return InputFigure(kind=kind, amount=float(pounds))
    return InputFigure(kind=kind, amount=float(pounds), quantity=float(hours), note=f"Hours valued at {wages}.")


def share_inside(start: date, end: date, period: Period) -> Decimal:
    """The share of a span of days, both ends included, that lies inside the period."""
    whole = (end - start).days + 1
    inside = (min(end, period.end) - max(start, period.start)).days + 1
    return Decimal(inside) / Decimal(whole) if whole > 0 and inside > 0 else ZERO


def _in_scope(one: InputCost, selection: Selection) -> bool:
    service_fits = not selection.service or one.service == selection.service
    return service_fits and (not selection.contract_ref or one.contract_ref == selection.contract_ref)


def hourly_wage(reference: ReferenceFacts, wage_id: str, day: date) -> UnitValue | None:
    """The wage of a volunteer hour: the chosen one, else the real Living Wage of the day's financial year.

    A year the library does not have yet takes the last rate before it. None where there is none.
    """
    if wage_id:
        return reference.unit_values.get(wage_id)
    year = day.year if day.month >= 4 else day.year - 1
    known = (reference.unit_values.get(LIVING_WAGE.format(earlier)) for earlier in range(year, year - 5, -1))
    return next((wage for wage in known if wage is not None), None)
