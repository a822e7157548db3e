"""A sheet of somebody's own carried out as its plan says: the same rows, as sheets of the workbook.

One row may give a person, their episode and two questionnaires; a row of a register gives a mark for every day. Each
part knows the row it came from, so that every row of the file can be told its fate.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sfph_desktop.core.domain.sheet_plans import REGISTER, SheetPlan
from sfph_desktop.core.domain.workbook import Cell, sheet
from sfph_desktop.core.interchange import extract_people, extract_register
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.parts import Extracted
from sfph_desktop.core.interchange.sheet_cells import SheetCells
from sfph_desktop.core.interchange.sheet_shape import Table
from sfph_desktop.core.interchange.targets import has_identity


def extract(plan: SheetPlan, table: Table, today: date, *, name: str = "") -> Extracted:
    """Carry out the plan of a sheet. `name` is what its rows are told under; the sheet's own by default."""
    cells = SheetCells(plan, table, today, name or plan.name)
    if has_identity(plan.kind):
        _about_people(cells)
    else:
        _plain(cells)
    return cells.out


def _about_people(cells: SheetCells) -> None:
    kind = cells.plan.kind
    extract_people.who_is_meant(cells)
    extract_people.people(cells, kind)
    if kind in ("people", "episodes"):
        extract_people.episodes(cells, kind)
    if kind in ("people", "assessments"):
        extract_people.assessments(cells, kind)
    if kind == "events":
        cells.direct("events", cells.own_columns("events"))
    if kind == "attendance":
        extract_register.long_attendance(cells)
    if kind == REGISTER:
        extract_register.register(cells)


def _plain(cells: SheetCells) -> None:
    """A sheet whose rows are the workbook's, under other headings."""
    kind, fixed, count = cells.plan.kind, cells.plan.fixed, len(cells.rows)
    columns: dict[str, Sequence[Cell]] = {}
    for column in sheet(kind).columns:
        found = cells.cells(f"{kind}.{column.name}")
        if found is not None:
            columns[column.name] = _shares(found) if column.kind == "share" else found
        elif fixed.get(column.name):
            columns[column.name] = [fixed[column.name]] * count
    keep = None
    if kind == "value_lines":
        keep = _inputs(cells, columns)
        columns["line_ref"] = [
            cell if not is_empty(cell) else f"{cells.name} {number}"
            for cell, number in zip(columns.get("line_ref", [None] * count), cells.numbers, strict=True)
        ]
    if kind == "sessions" and "session_ref" not in columns:
        columns["session_ref"] = extract_register.session_refs(cells)
    if kind == "sessions":
        columns["service"] = cells.filled("sessions.service", "service")
    cells.add(kind, columns, keep)


def _inputs(cells: SheetCells, columns: dict[str, Sequence[Cell]]) -> Sequence[int] | None:
    """The inputs of an impact map as records of their own; which rows are left as value lines."""
    amounts = cells.cells("inputs.amount")
    start, end = cells.plan.fixed.get("date_from", ""), cells.plan.fixed.get("date_to", "")
    if amounts is None or not (start and end):
        if amounts is not None:
            cells.out.notes.append("The column of inputs is not brought in: say from which day to which it was spent.")
        return None
    spent = [i for i, cell in enumerate(amounts) if not is_empty(cell) and cell != 0 and shown(cell) != "0"]
    kind = cells.plan.fixed.get("kind") or "cash"
    made = {"date_from": start, "date_to": end, "kind": kind}
    cells.add("inputs", {**{n: [v] * len(amounts) for n, v in made.items()}, "amount": amounts}, spent)
    core = [columns[name] for name in ("indicator", "unit_value", "duration_years") if name in columns]
    only = {i for i in spent if all(is_empty(column[i]) for column in core)}
    return [i for i in range(len(cells.rows)) if i not in only]


def _shares(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Shares that are written in per cent, as per cent; where every one is at most 1, they are shares already."""
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if not numbers or max(numbers) <= 1:
        return cells
    return [f"{cell}%" if isinstance(cell, int | float) else cell for cell in cells]
