"""Rows of an import that were held or refused: seen, corrected, let in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.ports import silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import Fate, RawSheet, sheet
from sfph_desktop.core.usecases import import_plan
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_plan import Named
from sfph_desktop.core.usecases.import_settle import Plan
from sfph_desktop.core.usecases.imports import find_import, import_number
from sfph_desktop.core.usecases.office import Office

LISTED = ("id", "import", "sheet", "row", "fate", "column", "value", "reason", "accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """One row that is kept outside, with its cells as text by the workbook's columns."""

    import_id: str
    fate: Fate
    kind: str
    """The sheet of the workbook that it belongs to."""
    cells: Mapping[str, str]


def held_rows(office: Office, name: str = "") -> Listing:
    """The rows of one import (`I-0003`), or of all that have not been taken back, which are still held or refused."""
    from sfph_desktop.core.store.queries.imports import kept_imports, kept_rows
    from sfph_desktop.core.store.undo import units

    import_id = find_import(office, name)[0] if name else None
    with office.reading() as connection:
        standing = {info.id for info in units(connection) if not info.undone}
        units_of = {row[0]: row[1] for row in kept_imports(connection)}
        rows = kept_rows(connection, import_id)
    waiting = [
        row for row in rows if units_of[row[1]] in standing and json.loads(row[9]).get("settled_in") not in standing
    ]
    return Listing(
        kind="held_rows",
        columns=LISTED,
        rows=tuple((row[0], import_number(row[1]), *row[2:9]) for row in waiting),
    )


def held_row(office: Office, name: str, sheet_name: str, row: int) -> HeldRow:
    """One held or refused row with its cells; raises UserCanFix when there is none at that place."""
    found, kept = _find(office, name, sheet_name, row)
    return HeldRow(import_id=import_number(found[1]), fate=_fate(found), kind=kept["kind"], cells=kept["cells"])


def correct_held(
    office: Office,
    name: str,
    sheet_name: str,
    row: int,
    corrections: Mapping[str, str],
    *,
    as_it_is: bool = False,
) -> Done[Fate]:
    """Correct cells of a held or refused row and try it again, as a unit of work of its own.

    `corrections` gives new text by the workbook's column; none at all tries the row again, for one that waited for
    another row. `as_it_is` lets in what was only doubtful. The fate tells whether it is in now; where it is not, the
    corrected cells are kept. Raises UserCanFix for a row that is not held, or a column that its sheet does not have.
    """
    found, kept = _find(office, name, sheet_name, row)
    spec = sheet(kept["kind"])
    for column in corrections:
        if spec.column(column) is None and not (spec.item_columns and column.startswith("item_")):
            names = ", ".join(c.name for c in spec.columns)
            raise UserCanFix(what=f"The sheet {spec.name} has no column '{column}'.", do=f"Use one of: {names}.")
    cells = {column: text for column, text in {**kept["cells"], **corrections}.items() if text.strip()}
    needed = {column.name: "" for column in spec.columns if column.needed}
    asked = {**needed, **cells}
    raw = RawSheet(name=sheet_name, header=tuple(asked), rows=[tuple(asked.values())], first_row=row)
    why = f"Corrected row {row} of {sheet_name} ({import_number(found[1])})"
    return _try_again(office, Named(raw=raw, kind=spec.name), found, {**kept, "cells": cells}, why, as_it_is=as_it_is)


def _try_again(
    office: Office, named: Named, found: tuple[Any, ...], kept: dict[str, Any], why: str, *, as_it_is: bool
) -> Done[Fate]:
    from sfph_desktop.core.store.queries.imports import replace_row

    today = office.clock.today()
    proposals = import_plan.proposals([named], today, as_it_is=as_it_is, progress=silent)
    with office.writing(why) as unit:
        plan = import_plan.make_plan(proposals, Known(unit.connection, office.library, today, unit.next_id), silent)
        fate = _only_fate(plan)
        import_plan.write(plan, unit, silent)
        still_out = fate.fate in ("held", "refused")
        if not still_out:
            kept = {**kept, "settled_in": unit.id}
        replace_row(unit.connection, found[0], json.dumps(kept, ensure_ascii=False), fate if still_out else None)
        unit.changed.add("imports")
    return Done(value=fate, changed=frozenset(unit.changed), unit_id=unit.id, why=why)


def _only_fate(plan: Plan) -> Fate:
    fates = import_plan.report(plan, "", rehearsal=False).fates
    if not fates:
        raise UserCanFix(what="There is nothing left in this row.", do="Fill in the cells that are needed.")
    return fates[0]


def _find(office: Office, name: str, sheet_name: str, row: int) -> tuple[tuple[Any, ...], dict[str, Any]]:
    from sfph_desktop.core.store.queries.imports import kept_row
    from sfph_desktop.core.store.undo import unit_info

    import_id, unit_id = find_import(office, name)
    with office.reading() as connection:
        found = kept_row(connection, import_id, sheet_name, row)
        undone = unit_info(connection, unit_id).undone
    if undone:
        raise UserCanFix(
            what=f"{import_number(import_id)} was taken back, and its held rows with it.",
            do="Bring the file in again.",
        )
    if found is None:
        raise UserCanFix(
            what=f"No row {row} of sheet '{sheet_name}' is held from {name}.",
            do="Choose one from the list of held rows.",
        )
    return found, json.loads(found[9])


def _fate(found: tuple[Any, ...]) -> Fate:
    _, _, sheet_name, row, fate, column, value, reason, accepted, _ = found
    return Fate(sheet=sheet_name, row=row, fate=fate, column=column, value=value, reason=reason, accepted=accepted)
