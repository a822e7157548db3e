"""Records for the environment: what may be recorded, records added, changed and removed, and what each comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.environment import (
    COUNTED,
    KINDS,
    EnvironmentActivity,
    EnvironmentWorked,
    as_said,
    kind_of,
    record_problems,
    tidy,
    units_of,
)
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.domain.impact_facts import GhgFactor
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection

COLUMNS = ("id", "date", "what", "amount", "unit", "kind", "in_place_of", "displacement", "note", "factor")


def activities(library: Library) -> dict[str, EnvironmentActivity]:
    """Everything that may be recorded, by factor: by kind as KINDS has them, then by name."""
    years: dict[str, list[GhgFactor]] = {}
    for factor in library.ghg().values():
        years.setdefault(factor.id, []).append(factor)
    newest = {name: max(found, key=lambda one: one.year) for name, found in years.items()}
    names = {name: _name(name, factor.activity) for name, factor in newest.items()}
    often = Counter(names.values())
    made = [
        EnvironmentActivity(
            factor=name,
            kind=kind_of(name),
            name=names[name] + (f", per {_one(factor.unit)}" if often[names[name]] > 1 else ""),
            unit=factor.unit,
            years=tuple(sorted(one.year for one in years[name])),
        )
        for name, factor in newest.items()
    ]
    made += [
        EnvironmentActivity(factor=factor, kind="count", name=name, unit=unit)
        for factor, (name, unit) in COUNTED.items()
    ]
    order = list(KINDS)
    return {one.factor: one for one in sorted(made, key=lambda one: (order.index(one.kind), one.name))}


_PLAINER = (
    (" (collection and treatment only)", ""), (" (mixed municipal)", ""), (" (not London)", " outside London"),
    (" per kWh gross calorific value", ""), (" per cubic metre", ""), ("Natural gas,", "Natural gas"),
    ("WEEE", "Electrical waste"), ("Electrical items, IT", "Computers and other IT"),
    ("Electrical items, fridges", "Fridges"), ("Electrical items, large", "Large electrical items"),
    ("Electrical items, small", "Small electrical items"), (", average biofuel blend", ""), (", mixed", ""),
    (", average laden", ""), ("HGV, all", "Lorry load"), (", average", ""), ("Average van up to 3.5 t", "Van"),
    ("Average car", "Car"), ("unknown fuel", "fuel not known"), ("battery electric vehicle", "electric"),
    ("combustion / incineration with energy recovery", "incineration"), ("T&D", "transmission and distribution"),
    ("to closed-loop recycling", "to recycling, into the same again"),
    ("to open-loop recycling", "to recycling, into other things"),
    ("Well-to-tank: ", "Making and moving the fuel: "), ("Burning oil", "Heating oil"),
)  # fmt: skip
"""The publisher's words, and what people say."""


def _name(factor: str, activity: str) -> str:
    from sfph_desktop.core.reports.phrases import activity_name

    for theirs, ours in _PLAINER:
        activity = activity.replace(theirs, ours)
    name = activity_name(activity).strip()
    return f"{name}, in miles" if factor.endswith("_mile") else name


def _one(unit: str) -> str:
    said = {"vehicle-km": "km driven", "vehicle-mile": "mile driven", "passenger-km": "km travelled"}
    return (said | {"m3": "cubic metre", "kWh (gross CV)": "kWh", "tonne-km": "tonne carried a km"}).get(unit, unit)


def search_activities(library: Library, text: str = "", kind: str = "") -> tuple[EnvironmentActivity, ...]:
    """Activities of a kind, or of all, in whose words all that is typed occurs."""
    words = text.casefold().split()
    return tuple(
        one
        for one in activities(library).values()
        if kind in {"", one.kind}
        and all(word in f"{one.name} {KINDS[one.kind]} {one.factor}".casefold() for word in words)
    )


# --- the records ------------------------------------------------------------------------------------------------------


def list_environment(office: Office, text: str = "") -> Listing:
    """Every record, the latest first; with `text`, those in whose words all that is typed occurs."""
    from sfph_desktop.core.store.queries.delivery import plain
    from sfph_desktop.core.store.queries.values import values_of

    known = activities(office.library)
    with office.reading() as connection:
        found = values_of(connection, "environment")
    rows = [_row(one, known) for one in sorted(found, key=lambda one: (one.date, one.id), reverse=True)]
    words = plain(text).split()
    kept = tuple(row for row in rows if all(word in plain(f"{row[2]} {row[5]} {row[6]} {row[8]}") for word in words))
    return Listing(kind="environment", columns=COLUMNS, rows=kept)


def _row(record: EnvironmentRecord, known: Mapping[str, EnvironmentActivity]) -> tuple[Cell, ...]:
    amount, unit = said_quantity(record, known)
    return (
        record.id,
        record.date,
        name_of(record.factor, known),
        amount,
        unit,
        KINDS[kind_of(record.factor)],
        name_of(record.replaces_factor, known) if record.replaces_factor else "",
        record.displacement_rate,
        record.note,
        record.factor,
    )


def name_of(factor: str, known: Mapping[str, EnvironmentActivity]) -> str:
    """What a factor is called; one that the library does not have any more, by its id with blanks."""
    return known[factor].name if factor in known else factor.replace("_", " ")


def said_quantity(record: EnvironmentRecord, known: Mapping[str, EnvironmentActivity]) -> tuple[float, str]:
    """The amount of a record as people say it, and its unit."""
    own = known.get(record.factor)
    return as_said(record.quantity, own.unit) if own else (record.quantity, "")


def environment_record(office: Office, record_id: int) -> EnvironmentRecord:
    """One record by its id. Raises UserCanFix when it is not in the store any more."""
    with office.reading() as connection:
        return _record(connection, record_id)


def add_record(office: Office, record: EnvironmentRecord) -> Done[EnvironmentRecord]:
    """Write down what was reused, saved or avoided. Raises UserCanFix with a Problem for each field."""
    record, known = _whole(tidy(record), office), activities(office.library)
    refuse(record_problems(record, known, office.clock.today()))
    with office.writing(f"Added to the environment: {_said(record, known)}") as unit:
        record = replace(record, id=unit.add("environment", record))
    return saved(unit, record, unit.why)


def change_record(office: Office, record: EnvironmentRecord) -> Done[EnvironmentRecord]:
    """Keep a record as given. Raises UserCanFix as `add_record`, and when it is not there any more."""
    record, known = _whole(tidy(record), office), activities(office.library)
    with office.writing(f"Changed for the environment: {_said(record, known)}") as unit:
        before = _record(unit.connection, record.id)
        refuse(record_problems(record, known, office.clock.today(), before))
        unit.change("environment", record)
    return saved(unit, record, unit.why)


def remove_record(office: Office, record_id: int) -> Done[EnvironmentRecord]:
    """Remove a record. It can be undone, and rests for 90 days; runs that were kept stay as they were."""
    with office.writing("Removed from the environment") as unit:
        record = _record(unit.connection, record_id)
        unit.remove("environment", record_id)
        unit.why = f"Removed from the environment: {_said(record, activities(office.library))}"
    return saved(unit, record, unit.why)


def _record(connection: Connection, record_id: int) -> EnvironmentRecord:
    from sfph_desktop.core.store.queries.values import value

    found: EnvironmentRecord | None = value(connection, "environment", record_id)
    if found is None:
        raise gone("This entry for the environment")
    return found


def _whole(record: EnvironmentRecord, office: Office) -> EnvironmentRecord:
    """With the amount replaced, where it was left blank for the same in the same unit: sheets say it too."""
    known = activities(office.library)
    own, other = known.get(record.factor), known.get(record.replaces_factor)
    if record.replaces_quantity is None and own and other and own.unit == other.unit and own is not other:
        return replace(record, replaces_quantity=record.quantity)
    return record


def _said(record: EnvironmentRecord, known: Mapping[str, EnvironmentActivity]) -> str:
    amount, unit = said_quantity(record, known)
    return f"{name_of(record.factor, known)}, {amount:,g} {unit}".rstrip()


# --- what a record comes to -------------------------------------------------------------------------------------------


def worked(library: Library, record: EnvironmentRecord) -> EnvironmentWorked:
    """What one record saves by the toolkit's own sums, with the bounds that the displacement leaves open.

    The published factors have no range of their own. Where goods took the place of new ones, the least is what would
    be so if none of them had, the most if all of them had.
    """
    known, year = activities(library), record.date.year
    own = known.get(record.factor)
    if own is None or not record.quantity > 0:
        return EnvironmentWorked(said="Say what it was and how much, and what it comes to stands here.", year=year)
    central = _saved(library, record)
    if central is None:
        told = f"Nothing can be worked out for {year}: {_why_not(record, known)}"
        return EnvironmentWorked(said=told, year=year)
    if own.counted_only:
        return EnvironmentWorked(said=f"{_said(record, known)}.", year=year, notes=central[1])
    goods = bool(record.replaces_factor) and record.replaces_factor.startswith("material_")
    bounds = [_saved(library, replace(record, displacement_rate=rate)) for rate in (0.0, 1.0)] if goods else []
    kilograms = [found[0] for found in bounds if found is not None] or [central[0]]
    return EnvironmentWorked(
        said=f"{_said(record, known)}{_instead(record, known)}: {_kg(central[0])}.",
        year=year,
        kg=central[0],
        low=min(kilograms),
        high=max(kilograms),
        range_said=_range(min(kilograms), max(kilograms), goods=goods),
        factors=tuple(_factor_said(library, name, year) for name in (record.factor, record.replaces_factor) if name),
        notes=central[1],
    )


def _saved(library: Library, record: EnvironmentRecord) -> tuple[float, tuple[str, ...]] | None:
    """Kilograms saved, and notes; None where the toolkit leaves the record out."""
    from sfph_desktop.core.domain.impact_facts import EnvironmentColumns, ReferenceFacts
    from sfph_desktop.core.domain.values import to_day
    from sfph_desktop.core.toolkit.environment import environment_figures
    from sfph_desktop.core.toolkit.selection import Span

    columns = EnvironmentColumns(
        id=(1,),
        day=(to_day(record.date),),
        factor=(record.factor,),
        quantity=(record.quantity,),
        replaces_factor=(record.replaces_factor,),
        replaces_quantity=(record.replaces_quantity,),
        displacement_rate=(record.displacement_rate,),
    )
    span = Span(start=to_day(record.date), end=to_day(record.date))
    found = environment_figures(columns, ReferenceFacts(ghg=library.ghg()), span).figures
    if not found:
        return None
    figure = found[0]
    return figure.saved_kgco2e, (figure.note,) if figure.note else ()


def _instead(record: EnvironmentRecord, known: Mapping[str, EnvironmentActivity]) -> str:
    if not record.replaces_factor:
        return " avoided"
    name = name_of(record.replaces_factor, known)
    return f" in place of {name[:1].lower()}{name[1:]}"


def _why_not(record: EnvironmentRecord, known: Mapping[str, EnvironmentActivity]) -> str:
    for name in (record.factor, record.replaces_factor):
        if name in known and known[name].years and record.date.year not in known[name].years:
            there = ", ".join(str(year) for year in known[name].years)
            return f"the library has the factor of {known[name].name} for {there} only."
    other = known.get(record.replaces_factor)
    return f"say how much was replaced, in {units_of(other.unit)[0]}." if other else "what was replaced is not known."


def _range(low: float, high: float, *, goods: bool) -> str:
    if not goods:
        return "The official factor has no range of its own, so the least and the most are the same."
    return (
        f"At least {_kg(low)} if none of the goods took the place of a new one, at most {_kg(high)} if all of them did."
    )


def _kg(kilograms: float) -> str:
    from sfph_desktop.core.reports.wording import quantity

    amount = f"{quantity(abs(kilograms))} kg of CO2e"
    return f"{amount} saved" if kilograms >= 0 else f"{amount} given off on balance"


def _factor_said(library: Library, name: str, year: int) -> str:
    factor = library.ghg()[name, year]
    check = "" if factor.confidence == "high" else " Check before quoting: seen in one secondary source."
    return (
        f"{_name(name, factor.activity)}: {factor.kgco2e:,g} kg of CO2e per {_one(factor.unit)},"
        f" official factor of {year}.{check}"
    )
