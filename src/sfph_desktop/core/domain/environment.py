"""What is recorded for the environment: kinds of activity, amounts in the units people use, and what may be so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import Problem

KINDS: Mapping[str, str] = {
    "reuse": "Reuse: things kept in use",
    "recycling": "Recycling and waste",
    "energy": "Energy and fuel",
    "journeys": "Journeys avoided or shared",
    "food": "Surplus food",
    "water": "Water",
    "count": "Counted only: no carbon figure",
    "other": "Something else",
}
"""The kinds of activity, in the words of the form."""

COUNTED: Mapping[str, tuple[str, str]] = {
    "quantity_meals_from_surplus": ("Meals from surplus food", "meals"),
    "quantity_things_repaired": ("Things repaired", "things"),
    "quantity_trees_planted": ("Trees planted", "trees"),
    "quantity_green_space": ("Green space made or cared for", "square metres"),
    "quantity_rain_water": ("Rain water collected and used", "litres"),
    "quantity_litter": ("Litter picked", "bags"),
}
"""What is told as a quantity, because the library has no cited factor for it: by id, its name and its unit."""

_BEGINNINGS = (
    ("material_food", "food"), ("waste_food", "food"), ("waste_mixed_food", "food"), ("waste_", "recycling"),
    ("elec_", "energy"), ("gas_", "energy"), ("heating_", "energy"), ("lpg_", "energy"), ("diesel_", "energy"),
    ("petrol_", "energy"), ("bus_", "journeys"), ("car_", "journeys"), ("coach", "journeys"), ("rail_", "journeys"),
    ("taxi_", "journeys"), ("tram", "journeys"), ("van_", "journeys"), ("motorbike_", "journeys"),
    ("hgv_", "journeys"), ("water_", "water"), ("quantity_", "count"),
)  # fmt: skip

_UNITS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "tonne": (("kg", 0.001), ("tonnes", 1.0)),
    "vehicle-km": (("km driven", 1.0), ("miles driven", 1.609344)),
    "vehicle-mile": (("miles driven", 1.0), ("km driven", 1 / 1.609344)),
    "passenger-km": (("km travelled", 1.0), ("miles travelled", 1.609344)),
    "kWh": (("kWh", 1.0),),
    "kWh (gross CV)": (("kWh", 1.0),),
    "m3": (("cubic metres", 1.0), ("litres", 0.001)),
    "litre": (("litres", 1.0),),
    "room-night": (("nights", 1.0),),
    "FTE hour": (("hours", 1.0),),
    "tonne-km": (("tonnes carried a km", 1.0),),
}
"""By a factor's own unit: the units in which people may say an amount, and how many of the factor's own each is."""


def kind_of(factor: str) -> str:
    """The kind of a factor by its id: one of KINDS."""
    if factor.startswith("material_") and not factor.startswith("material_food"):
        return "recycling" if factor.endswith("_closed") else "reuse"
    return next((kind for beginning, kind in _BEGINNINGS if factor.startswith(beginning)), "other")


def units_of(unit: str) -> tuple[str, ...]:
    """The units in which an amount of a factor may be said, the usual one first."""
    return tuple(words for words, _ in _UNITS.get(unit, ((unit, 1.0),)))


def in_factor_units(amount: float, said: str, unit: str) -> float:
    """An amount said in `said` as an amount in the factor's own `unit`; as it is where `said` is none of its units."""
    return amount * dict(_UNITS.get(unit, ())).get(said, 1.0)


def as_said(amount: float, unit: str) -> tuple[float, str]:
    """An amount in a factor's own unit as people say it: 0.012 tonne is (12, kg), 3 tonne is (3, tonnes)."""
    known = _UNITS.get(unit, ((unit, 1.0),))
    if (unit == "tonne" and abs(amount) >= 1) or (unit == "m3" and abs(amount) < 1):
        known = known[::-1]
    words, each = known[0]
    return round(amount / each, 9), words


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentActivity:
    """One activity of the reference library that may be recorded, in plain words."""

    factor: str
    kind: str
    name: str
    unit: str
    """The factor's own."""
    years: tuple[int, ...] = ()
    """For which there is a factor; none where it is only counted."""

    @property
    def counted_only(self) -> bool:
        """Whether the library has no cited factor for it: the amount is told, and no carbon."""
        return self.kind == "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentWorked:
    """What one record comes to, by the toolkit's own sums."""

    said: str
    """The finding as a sentence, or why there is none."""
    year: int
    kg: float | None = None
    """Kilograms of CO2e saved as recorded; None where no carbon is claimed."""
    low: float | None = None
    high: float | None = None
    range_said: str = ""
    """Between what the amount lies, and why."""
    factors: tuple[str, ...] = ()
    """The factors used, one sentence each, with their year."""
    notes: tuple[str, ...] = ()


def tidy(record: EnvironmentRecord) -> EnvironmentRecord:
    """The record without blanks around its words."""
    return replace(
        record,
        factor=record.factor.strip(),
        replaces_factor=record.replaces_factor.strip(),
        displacement_reason=" ".join(record.displacement_reason.split()),
        note=record.note.strip(),
    )


def record_problems(
    record: EnvironmentRecord,
    known: Mapping[str, EnvironmentActivity],
    today: date,
    before: EnvironmentRecord | None = None,
) -> tuple[Problem, ...]:
    """Everything about a tidied record that cannot be so, by field; `before`: as it was kept until now."""
    found: list[Problem] = []
    if record.date > today:
        found.append(_problem("date", str(record.date), "This day has not come yet.", "today or a day before"))
    found += _factor("factor", record.factor, record.date, known)
    if record.replaces_factor:
        found += _factor("replaces_factor", record.replaces_factor, record.date, known)
    if not isfinite(record.quantity) or record.quantity <= 0:
        told = "There is no amount above nothing."
        found.append(_problem("quantity", f"{record.quantity:g}", told, "a number above 0, as 12.5"))
    return (*found, *_replaced(record, known), *_displaced(record, before))


def _factor(column: str, factor: str, day: date, known: Mapping[str, EnvironmentActivity]) -> tuple[Problem, ...]:
    activity = known.get(factor)
    if activity is None:
        told = f"The reference library has nothing called '{factor}'." if factor else "It is not said what was done."
        return (_problem(column, factor, told, "one of the activities of the list"),)
    if activity.years and day.year not in activity.years:
        years = ", ".join(str(year) for year in activity.years)
        told = f"There is no official factor for {activity.name} in {day.year}."
        return (_problem(column, factor, told, f"a day in one of {years}, or a pack with the newer factors"),)
    return ()


def _replaced(record: EnvironmentRecord, known: Mapping[str, EnvironmentActivity]) -> tuple[Problem, ...]:
    amount, own, other = record.replaces_quantity, known.get(record.factor), known.get(record.replaces_factor)
    if not record.replaces_factor:
        if amount is None:
            return ()
        told = "There is an amount replaced, and nothing that was replaced."
        return (_problem("replaces_factor", "", told, "what it took the place of, or no amount"),)
    if record.replaces_factor == record.factor:
        told = "Nothing takes the place of itself."
        return (_problem("replaces_factor", record.replaces_factor, told, "something else, or nothing"),)
    if (own and own.counted_only) or (other and other.counted_only):
        told = "What is only counted has no carbon figure to set against another."
        return (_problem("replaces_factor", record.replaces_factor, told, "nothing"),)
    if amount is not None and (not isfinite(amount) or amount <= 0):
        told = "The amount replaced must be above nothing."
        return (_problem("replaces_quantity", f"{amount:g}", told, "a number above 0, or nothing for the same"),)
    if amount is None and own and other and own.unit != other.unit:
        told = "The two are counted in different units, so the amount replaced must be said."
        return (_problem("replaces_quantity", "", told, f"a number of {units_of(other.unit)[0]}"),)
    return ()


def _displaced(record: EnvironmentRecord, before: EnvironmentRecord | None) -> tuple[Problem, ...]:
    rate, reason = record.displacement_rate, record.displacement_reason
    if rate is None:
        if not reason:
            return ()
        told = "There is a reason, and no share that it is for."
        return (_problem("displacement_rate", "", told, "0 to 100 of 100"),)
    if not isfinite(rate) or not 0 <= rate <= 1:
        told = "No more than 100 of 100 can take the place of new ones, and no fewer than none."
        return (_problem("displacement_rate", f"{rate * 100:g}", told, "0 to 100 of 100"),)
    kept = before is not None and (before.displacement_rate, before.displacement_reason) == (rate, reason)
    if kept:
        return ()  # a row of a spreadsheet may have come without them: it is not held up over something else
    found: list[Problem] = []
    if not record.replaces_factor:
        told = "The share is of goods that took the place of something, and that is not said."
        found.append(_problem("replaces_factor", "", told, "what they took the place of"))
    if not reason:
        told = "A share needs its reason, so that a reader can judge it."
        found.append(_problem("displacement_reason", "", told, "how you know, as: asked 40 buyers in May"))
    return tuple(found)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(column=column, value=value, reason=reason, accepted=accepted)
