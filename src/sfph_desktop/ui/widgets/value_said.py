"""How unit values and value lines are said in lists: price, price year, country, who gains, licence, standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sfph_desktop.core.domain.benefits import UnitValue, ValueLine
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.source_notes import reader_note
from sfph_desktop.core.domain.value_rules import other_currency, printed, standing_words
from sfph_desktop.core.domain.worth import Candidate, LineTold, WorthTold
from sfph_desktop.ui.widgets.findings import payer, sentence
from sfph_desktop.ui.widgets.person_words import capital

LINES = ("id", "title", "one", "two", "mark")
ALL_TOGETHER = 0
"""Stands in the list of lines for all of them."""
_LEVEL_MARKS = {"individual": "person", "social": "two-people", "environmental": "leaf"}


def price_words(unit: UnitValue) -> str:
    """`£9,537 per person per year`; the carbon values differ by year."""
    per = unit.unit.removeprefix("GBP ").removeprefix("£ ").replace("tCO2e", "tonne of CO2e")
    if other_currency(unit):
        per = per[per.find("per ") :] if "per " in per else ""
    return f"a value for each year, {per}" if unit.id == "carbon" else f"{printed(unit.value, unit)} {per}".strip()


def year_words(unit: UnitValue) -> str:
    """Which year's prices: `2019 prices`; a value without one says so."""
    return f"{unit.price_year} prices" if unit.price_year.strip() else "no price year"


def value_lines_listed(found: Sequence[UnitValue]) -> Listing:
    """Unit values as lines of a list; the id is the place, since Qt's lists carry numbers."""
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(found):
        standing = standing_words(one)
        check = "" if standing == "offered" else standing
        told = " · ".join(
            part for part in (price_words(one), year_words(one), one.geography, f"to {payer(one.payer)}", check) if part
        )
        rows.append((number, one.title, told, "", "warning" if check else ""))
    return Listing(kind="values", columns=LINES, rows=tuple(rows))


def value_facts(unit: UnitValue) -> list[tuple[str, str]]:
    """Everything about a unit value that a person must have in view before using it."""
    source = ", ".join(part for part in (unit.publisher, unit.source_title, unit.year_published) if part)
    span = "" if unit.low is None or unit.high is None else f"{printed(unit.low, unit)} to {printed(unit.high, unit)}"
    return [
        ("Price", price_words(unit)),
        ("Published range", span),
        ("Price year", year_words(unit)),
        ("For", unit.geography or "not said"),
        ("Who gains", sentence(payer(unit.payer)).rstrip(".")),
        ("Licence", unit.licence or "not said"),
        ("Source", source),
        ("Loaded from", "" if unit.pack == "shipped" else unit.pack),
        ("Notes", reader_note(unit.notes)),
    ]


def lines_listed(lines: Sequence[ValueLine], told: WorthTold | None, units: Mapping[str, UnitValue | None]) -> Listing:
    """The value lines as lines of a list, all of them together first."""
    said: Mapping[str, LineTold] = {one.line_ref: one for one in told.lines} if told is not None else {}
    rows: list[tuple[Cell, ...]] = [(ALL_TOGETHER, "All lines together", "Totals, scenarios, how sure", "", "sum")]
    for line in lines:
        one, unit = said.get(line.line_ref), units.get(line.unit_value)
        title = capital(one.what) if one is not None else line.line_ref
        state = "" if one is None else f"{line.line_ref}, {one.worth if one.counted else 'not added'}"
        name = unit.title if unit is not None else line.unit_value
        mark = "" if one is None else "check" if one.counted else "minus"
        rows.append((line.id, title, state, name, mark))
    return Listing(kind="value lines", columns=LINES, rows=tuple(rows))


def candidates_listed(found: Sequence[Candidate], text: str) -> Listing:
    """What may be valued, as lines of a list; only those that hold every word of `text`."""
    wanted = text.casefold().split()
    rows: list[tuple[Cell, ...]] = [
        (number, one.said, "", "", _LEVEL_MARKS[one.level])
        for number, one in enumerate(found)
        if all(word in one.said.casefold() for word in wanted)
    ]
    return Listing(kind="changes", columns=LINES, rows=tuple(rows))
