"""How sheets of an enterprise's own were read: remembered by their headings, for the next file of the same shape."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.import_mappings import ImportMapping
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sheet_plans import ATTENDED, FIRST_DAY, SheetPlan, SheetTold
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.mapping_file import parse_mapping, read_mapping, told_of, write_mapping
from sfph_desktop.core.interchange.reader import Reading
from sfph_desktop.core.interchange.sheet_kinds import LEAST_DAYS
from sfph_desktop.core.interchange.sheet_look import known_heading
from sfph_desktop.core.interchange.sheet_parts import sheets_within
from sfph_desktop.core.interchange.sheet_shape import find_table
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

__all__ = ["read_mapping", "recalled", "remember", "remember_plans", "write_mapping_file"]

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


def shape_of(name: str, headings: Sequence[str], days: int) -> str:
    """A fingerprint of a sheet's headings, in any order; blank where there are too few to tell it by.

    The days of a register are left out, so that next year's has the same; what it is a register of is its name.
    """
    words = sorted({key(heading) for heading in headings if key(heading)})
    if days >= LEAST_DAYS:
        words.append(f"register of {key(name)}")
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32] if len(words) >= 2 else ""


def _shape(plan: SheetPlan) -> str:
    plain = [column.heading for column in plan.columns if column.target != ATTENDED]
    return shape_of(plan.name, plain, len(plan.columns) - len(plain))


def remember(unit: Unit, plans: Sequence[SheetPlan], today: date) -> None:
    """Keep how these sheets were read; what was kept of the same headings before stays, and the latest counts."""
    kept = _latest(unit.connection) if plans else {}
    for plan in plans:
        said = told_of(plan)
        # Which day Week 1 was is asked anew of the next register.
        fixed = {name: value for name, value in said.fixed.items() if name != FIRST_DAY}
        shape, text = _shape(plan), write_mapping({plan.name: replace(said, fixed=fixed)})
        if shape and (shape not in kept or kept[shape].mapping != text):
            unit.add("import_mappings", ImportMapping(name=plan.name, shape=shape, mapping=text, used_on=today))


def _latest(connection: Connection) -> dict[str, ImportMapping]:
    from sfph_desktop.core.store.queries.values import values_of

    return {one.shape: one for one in values_of(connection, "import_mappings")}


def remember_plans(office: Office, plans: Sequence[SheetPlan]) -> Done[int]:
    """Remember how a person said that sheets are to be read, before anything of them is brought in; how many."""
    whole = [plan for plan in plans if plan.kind and _shape(plan)]
    with office.writing("Remembered how a spreadsheet is read") as unit:
        remember(unit, whole, office.clock.today())
    return saved(unit, len(whole), "Remembered how the spreadsheet is read")


def recalled(office: Office, reading: Reading) -> Mapping[str, SheetTold]:
    """By the name of a sheet of this file: how one with the same headings was read before."""
    with office.reading() as connection:
        kept = _latest(connection)
    found: dict[str, SheetTold] = {}
    today = office.clock.today()
    for grid in sheets_within(reading.grids, known_heading, today) if kept else ():
        table = find_table(grid, known_heading, today)
        plain = [heading for heading, day in zip(table.headings, table.dates, strict=True) if day is None]
        one = kept.get(shape_of(grid.name, plain, len(table.headings) - len(plain)))
        if one is not None:
            said = next(iter(parse_mapping(one.mapping, one.name).values()))
            found[grid.name] = replace(said, heading_row=table.number(table.heading))
    return found


def write_mapping_file(path: Path, plans: Sequence[SheetPlan]) -> Path:
    """Write how sheets are read as a mapping that can be edited and given back; raises UserCanFix where it cannot."""
    text = write_mapping({plan.name: told_of(plan) for plan in plans})
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UserCanFix(
            what=f"{path} is there already.", why="It is not replaced.", do="Choose another name."
        ) from None
    except OSError as failure:
        raise UserCanFix(what=f"{path} cannot be written.", why=failure.strerror or "") from None
    return path
