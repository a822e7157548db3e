"""A value line worked out: a change times a unit value, less what is owed to others, over its years.

    net quantity     n = q · (1 - deadweight) · (1 - displacement) · (1 - attribution)
    present value    Σ_t n · unit value · (1 - drop_off)^t · share of year t covered / Π (1 + r)

(SROI Guide; HM Treasury Green Book; toolkit method, section 7.) Every quantity here is gross, never net of a
comparison group, so deadweight is never deducted twice. Decimals throughout, rounded once, to whole pence per line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.benefits import ADJUSTMENTS, LEVELS, Adjustment, BenefitLevel, UnitValue, ValueLine
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.value_counts import unlike
from sfph_desktop.core.domain.value_rules import CARBON, TAKEN_OFF, other_country, other_currency
from sfph_desktop.core.domain.values import said_day, split_pence
from sfph_desktop.core.toolkit.prices import (
    LONGEST,
    ONE,
    Price,
    carbon_price,
    fading,
    price_base,
    to_pence,
    uprated,
    year_weights,
)
from sfph_desktop.core.toolkit.quantities import Measured, NoQuantity, Quantity, quantity

SOCIAL_TOTAL, FISCAL_TOTAL = "wellbeing and social", "public cost avoided"
CARBON_VALUE = UnitValue(
    id=CARBON,
    category="environmental",
    title="Carbon value of the year of the saving, per tonne of CO2e",
    value=Decimal(0),
    unit="GBP per tCO2e",
    geography="UK",
    payer="the planet",
    source_title="Valuation of energy use and greenhouse gas emissions for appraisal",
    publisher="Department for Energy Security and Net Zero",
    confidence="high",
)
"""Stands for the carbon values by year, whose figures are in the reference library's own table."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedLine:
    """A value line with everything it needs, or the reason why it cannot be added."""

    line: ValueLine
    unit: UnitValue | None
    quantity: Quantity | None
    price: Price | None
    weights: tuple[Decimal, ...]
    """Of each year the share covered, discounted, before drop-off."""
    missing: tuple[str, ...]
    """Adjustments without a share or without a reason."""
    reason: str
    """Why it cannot be added; blank while nothing but an overlap can stop it."""

    @property
    def ref(self) -> str:
        """The line's own reference."""
        return self.line.line_ref

    def share(self, name: str) -> Decimal:
        """An adjustment's share; a missing one counts as 0 here, for the break-even only."""
        adjustment: Adjustment = getattr(self.line, name)
        return adjustment.share if adjustment.share is not None and name not in self.missing else ZERO

    @property
    def fiscal(self) -> bool:
        """Whether it is public cost avoided, not wellbeing or social value."""
        return self.unit is not None and self.unit.category == "fiscal"

    @property
    def payer(self) -> str:
        """To whom the value belongs."""
        return (self.unit.payer if self.unit else "") or "the wider community"

    def net_quantity(self) -> Decimal | None:
        """Quantity less deadweight, displacement and attribution; None without a quantity or with one missing."""
        if self.quantity is None or any(name in self.missing for name in ADJUSTMENTS[:3]):
            return None
        return self.quantity.value * _kept(self)

    def by_year(self, **instead: Decimal) -> tuple[Decimal, ...]:
        """Discounted value of each year in pounds; `deadweight` or `attribution` may be given instead of its own."""
        if self.quantity is None or self.price is None:
            return ()
        worth = self.quantity.value * self.price.central * _kept(self, **instead)
        return tuple(worth * weight for weight in fading(self.weights, self.share("drop_off")))

    def pence(self, **instead: Decimal) -> int | None:
        """Present value in whole pence; None where there is nothing to multiply."""
        years = self.by_year(**instead)
        return to_pence(sum(years, ZERO)) if years else None

    def pounds_without(self, name: str) -> Decimal | None:
        """Pounds as if `deadweight` or `attribution` were 0: rounded present value / (1 - share), or worked again."""
        kept, pence = ONE - self.share(name), self.pence()
        if pence is not None and kept:
            return Decimal(pence) / 100 / kept
        again = self.pence(**{name: ZERO})
        return None if again is None else Decimal(again) / 100


def _kept(worked: WorkedLine, **instead: Decimal) -> Decimal:
    kept = ONE
    for name in ADJUSTMENTS[:3]:
        kept *= ONE - instead.get(name, worked.share(name))
    return kept


def in_this_run(line: ValueLine, selection: Selection) -> bool:
    """A line of one contract is not in a run that selects another."""
    return not (line.contract_ref and selection.contract_ref and line.contract_ref != selection.contract_ref)


def work_lines(
    lines: Iterable[ValueLine], selection: Selection, choices: Choices, reference: ReferenceFacts, measured: Measured
) -> tuple[WorkedLine, ...]:
    """Work out the value lines of a run, in order of their references."""
    mine = sorted((line for line in lines if in_this_run(line, selection)), key=lambda line: (line.line_ref, line.id))
    return tuple(_work(line, selection, choices, reference, measured) for line in mine)


def _work(
    line: ValueLine, selection: Selection, choices: Choices, reference: ReferenceFacts, measured: Measured
) -> WorkedLine:
    unit = _carbon_unit(reference) if line.unit_value == CARBON else reference.unit_values.get(line.unit_value)
    found, reason = None, _unit_reason(line, unit, reference)
    try:
        found = quantity(line.indicator, measured, selection.contract_ref or line.contract_ref)
    except NoQuantity as why:
        reason = reason or str(why)
    price = None if reason or unit is None or found is None else _price(unit, found, choices, reference)
    if price is None and not reason:
        reason = "Nothing was saved on balance, or the library has no carbon value for a year of the saving."
    weights = year_weights(
        line.duration_years,
        reference.discount,
        health=unit is not None and unit.health_rate,
        discount_first_year=choices.discount_first_year,
    )
    if not weights and not reason:
        reason = f"The duration must be above 0 and at most {LONGEST} years."
    missing = tuple(name for name in ADJUSTMENTS if not getattr(line, name).given)
    if missing and not reason:
        names = " and ".join(", ".join(TAKEN_OFF[name] for name in missing).rsplit(", ", 1))
        reason = f"It needs a share and a reason for {names}; 0 is a share too, but it must be said."
    return WorkedLine(
        line=line, unit=unit, quantity=found, price=price, weights=weights, missing=missing, reason=reason
    )


def _carbon_unit(reference: ReferenceFacts) -> UnitValue:
    """The carbon values as one unit value, in the prices in which their table was published."""
    years = sorted({value.price_year for value in reference.carbon.values()})
    return replace(CARBON_VALUE, price_year=str(years[0]) if len(years) == 1 else "")


def _unit_reason(line: ValueLine, unit: UnitValue | None, reference: ReferenceFacts) -> str:
    """Why the line's unit value cannot be used, blank when it can."""
    if unit is None:
        return f"The reference library has no value '{line.unit_value}'."
    if unit.category == "parameter":
        return f"'{unit.title or unit.id}' is a figure for working with, not the value of a benefit."
    if other := unlike(line.indicator, unit):
        return other
    if unit.pack in reference.expired:
        ended = said_day(date.fromisoformat(reference.expired[unit.pack]))
        return f"The licence of {unit.pack} ended on {ended}: load a pack that still runs, or choose another value."
    if other_currency(unit):
        return f"The value is in {other_currency(unit)}, and cannot be added to pounds: choose one in pounds."
    if other_country(unit) and not line.unit_value_checked:
        return f"It is a value for {unit.geography}: say how you made sure that it may stand here, or choose another."
    return ""


def _price(unit: UnitValue, found: Quantity, choices: Choices, reference: ReferenceFacts) -> Price | None:
    base = price_base(choices.price_base, reference.deflator)
    if unit.id == CARBON:
        return carbon_price(found.tonnes, reference.carbon, base, reference.deflator)
    return uprated(unit, base, reference.deflator, choices.assumed_range)


def level_of_line(worked: WorkedLine) -> BenefitLevel:
    """Individual, social or environmental by the unit value; a public cost avoided is social."""
    category = worked.unit.category if worked.unit else ""
    if category == "fiscal":
        return "social"
    named = next((level for level in LEVELS if level == category), None)
    return named or (worked.quantity.level if worked.quantity else "individual")


def notes_of(worked: WorkedLine) -> tuple[str, ...]:
    """What must be said beside a line: the state of its price, its grade, its place, its unit."""
    unit, notes = worked.unit, list(worked.price.notes if worked.price else ())
    if unit is None:
        return tuple(notes)
    if unit.confidence and unit.confidence != "high":
        notes.append("Check before quoting: seen in one secondary source.")
    if unit.geography and not unit.geography.startswith(("UK", "Scotland")):
        notes.append(f"A value for {unit.geography}.")
    if unit.unit:
        notes.append(f"Unit: {unit.unit}.")
    if worked.price is not None and worked.price.assumed:
        notes.append("No range was published: range assumed by this program.")
    if worked.fiscal and not worked.line.cashable.given:
        notes.append("No share is recorded as cash released, so none is counted as cashable.")
    return tuple(notes)


def split_by_contract(pence: int, funding: Iterable[tuple[str, Decimal]]) -> dict[str, int]:
    """A value split by each contract's part of the quantity, to the penny and adding up exactly (largest remainder).

    Where somebody's change for the worse makes a part negative, the gains and the losses are split each by itself.

    In code: in pence.
    """
    parts = tuple(funding)
    gains = tuple(max(part, ZERO) for _, part in parts)
    losses = tuple(max(-part, ZERO) for _, part in parts)
    whole = sum(gains, ZERO) - sum(losses, ZERO)
    if not whole:
        return {name: 0 for name, _ in parts[:-1]} | {name: pence for name, _ in parts[-1:]}
    gained = to_pence(Decimal(pence) / 100 * sum(gains, ZERO) / whole)
    shares = zip(split_pence(gained, gains), split_pence(gained - pence, losses), strict=True)
    return {name: up - down for (name, _), (up, down) in zip(parts, shares, strict=True)}


def sum_up(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Pence by name, added over several mappings, in order of first appearance."""
    total: dict[str, int] = {}
    for part in parts:
        for name, pence in part.items():
            total[name] = total.get(name, 0) + pence
    return total
