"""Environmental benefits: recorded quantities times the year's conversion factor, and the difference saved.

Source of the factors and of the method: UK Government GHG Conversion Factors; both legs of an exchange are computed
with the factors of the activity's own year (toolkit method, section 6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from sfph_desktop.core.domain.environment import COUNTED
from sfph_desktop.core.domain.impact import EnvironmentFigure, Records
from sfph_desktop.core.domain.impact_facts import EnvironmentColumns, GhgFactor, ReferenceFacts
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.toolkit.selection import Span

JUMP = 0.2
"""A factor that moves by more than this from one year to the next is explained beside the figure."""
ALL_REPLACED = "No displacement rate was stated: every item is taken to have replaced a new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentFound:
    """The figures, and how many records were not counted, by the reason."""

    figures: tuple[EnvironmentFigure, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Leg:
    """Sums of one factor and what it replaced, while the records are read."""

    ids: list[int] = field(default_factory=list)
    quantity: float = 0.0
    own_kg: float = 0.0
    replaced: float = 0.0
    replaced_kg: float = 0.0
    tonnes: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    notes: set[str] = field(default_factory=set)


def environment_figures(columns: EnvironmentColumns, reference: ReferenceFacts, span: Span) -> EnvironmentFound:
    """One figure for each conversion factor and what it took the place of, from the records dated in the period.

    Own kg = quantity x factor of the year. Where something was replaced: saved = replaced quantity x displacement rate
    (1 where not stated) x factor of what was replaced - own kg. Where nothing was replaced the record is what was
    avoided: saved = own kg. A record whose factor is missing for its year is not counted. What has no published factor
    at all (trees, meals) is a figure of its quantity, without carbon.

    In code: in alphabetical order.
    """
    legs: dict[tuple[str, str], _Leg] = defaultdict(_Leg)
    left_out: dict[str, int] = defaultdict(int)
    rows = zip(
        columns.id,
        columns.day,
        columns.factor,
        columns.quantity,
        columns.replaces_factor,
        columns.replaces_quantity,
        columns.displacement_rate,
        strict=True,
    )
    for number, day, factor, quantity, replaces, replaced, rate in sorted(rows, key=lambda row: row[0]):
        if not span.start <= day <= span.end:
            continue
        if factor in COUNTED and isfinite(quantity):
            legs[factor, ""].ids.append(number)
            legs[factor, ""].quantity += quantity
            continue
        year = from_day(day).year
        missing = next((name for name in (factor, replaces) if name and (name, year) not in reference.ghg), "")
        if missing:
            left_out[f"the library has no factor '{missing}' for {year}"] += 1
            continue
        own = reference.ghg[factor, year]
        other = reference.ghg[replaces, year] if replaces else None
        amount = _replaced_amount(own, other, quantity, replaced)
        if not isfinite(quantity) or amount is None:
            left_out[f"'{factor}' replaces '{replaces}' but no quantity replaced was recorded"] += 1
            continue
        _add(legs[factor, replaces], number, own, other, quantity, amount, rate)
    figures = (_figure(key, legs[key], reference) for key in sorted(legs))
    return EnvironmentFound(figures=tuple(figures), left_out=dict(sorted(left_out.items())))


def _replaced_amount(own: GhgFactor, other: GhgFactor | None, quantity: float, replaced: float | None) -> float | None:
    """The quantity replaced: as recorded; else the same quantity where both are counted in the same unit; else None."""
    if other is None:
        return 0.0
    if replaced is not None:
        return replaced if isfinite(replaced) else None
    return quantity if own.unit == other.unit else None


def _add(
    leg: _Leg, number: int, own: GhgFactor, other: GhgFactor | None, quantity: float, amount: float, rate: float | None
) -> None:
    """Add one record to the sums of its factor."""
    own_kg = quantity * own.kgco2e
    saved = own_kg
    if other is not None:
        replaced_kg = amount * (1.0 if rate is None else rate) * other.kgco2e
        saved = replaced_kg - own_kg
        leg.replaced += amount
        leg.replaced_kg += replaced_kg
    elif rate is not None:
        leg.notes.add("A displacement rate was recorded without saying what was replaced; it was not used.")
    if rate is None and (other or own).id.startswith("material_"):
        leg.notes.add(ALL_REPLACED)
    leg.ids.append(number)
    leg.quantity += quantity
    leg.own_kg += own_kg
    leg.tonnes[own.year] += saved / 1000


def _figure(key: tuple[str, str], leg: _Leg, reference: ReferenceFacts) -> EnvironmentFigure:
    factor, replaces = key
    if factor in COUNTED:
        return _counted(factor, leg)
    years = sorted(leg.tonnes)
    named = reference.ghg[factor, years[-1]]
    notes = [*_jumps(factor, years, reference.ghg), *(_jumps(replaces, years, reference.ghg) if replaces else ())]
    saved = leg.replaced_kg - leg.own_kg if replaces else leg.own_kg
    return EnvironmentFigure(
        factor=factor,
        activity=named.activity,
        unit=named.unit,
        quantity=leg.quantity,
        kgco2e=leg.own_kg,
        replaces_factor=replaces,
        replaces_quantity=leg.replaced if replaces else None,
        replaced_kgco2e=leg.replaced_kg if replaces else None,
        saved_kgco2e=saved,
        saved_by_year={str(year): leg.tonnes[year] for year in years},
        factor_years={str(year): reference.ghg[factor, year].kgco2e for year in years},
        note=" ".join([*notes, *sorted(leg.notes)]),
        records=Records(ids={"environment": tuple(sorted(leg.ids))}),
    )


def _counted(factor: str, leg: _Leg) -> EnvironmentFigure:
    """A quantity and nothing else."""
    name, unit = COUNTED[factor]
    return EnvironmentFigure(
        factor=factor,
        activity=name,
        unit=unit,
        quantity=leg.quantity,
        kgco2e=0.0,
        saved_kgco2e=0.0,
        note="Counted only: the reference library has no cited factor for it, so no carbon is claimed.",
        records=Records(ids={"environment": tuple(sorted(leg.ids))}),
    )


def _jumps(factor: str, years: list[int], ghg: Mapping[tuple[str, int], GhgFactor]) -> list[str]:
    """A sentence for each used year whose factor moved by more than JUMP from the year before or the last used."""
    told = []
    for place, year in enumerate(years):
        now = ghg[factor, year]
        for earlier in dict.fromkeys((year - 1, *years[max(0, place - 1) : place])):
            before = ghg.get((factor, earlier))
            if before is not None and before.kgco2e and abs(now.kgco2e / before.kgco2e - 1) > JUMP:
                way = "fell" if now.kgco2e < before.kgco2e else "rose"
                told.append(
                    f"The official factor for {now.activity} {way} from {before.kgco2e:g} kgCO2e per {now.unit} in"
                    f" {earlier} to {now.kgco2e:g} in {year}: part of a difference between years is the factor,"
                    " not the activity."
                )
                break
    return told


def tonnes_by_year(figures: tuple[EnvironmentFigure, ...]) -> dict[str, float]:
    """Tonnes of CO2e saved by calendar year, over all figures."""
    total: dict[str, float] = defaultdict(float)
    for figure in figures:
        for year, tonnes in figure.saved_by_year.items():
            total[year] += tonnes
    return {year: total[year] for year in sorted(total)}
