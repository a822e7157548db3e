"""Rows of an import that were held or refused: seen, corrected, tried again, let in, or left out for good."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import WAITING, Fate, Fault, HeldRow, RawSheet, SheetSpec, sheet
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.parts import OWN, Part, Who
from sfph_desktop.core.interchange.proposals import about
from sfph_desktop.core.usecases import import_plan
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_plan import Named
from sfph_desktop.core.usecases.import_who import NEW, Names, birth_of, is_stranger
from sfph_desktop.core.usecases.imports import find_import, import_number, kept_faults
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

_REFERENCE = {"people": "person_ref", "sessions": "session_ref", "contracts": "contract_ref"}
"""By kind, the column by which rows of other kinds say which record they belong to."""
LISTED = ("id", "import", "sheet", "row", "fate", "column", "value", "reason", "accepted", "more", "doubt",
          "who", "heading")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What trying rows again came to: the fate of every one of them."""

    by_row: Mapping[int, Fate]
    """By the row's id in the list of held rows."""

    @property
    def fates(self) -> tuple[Fate, ...]:
        """The fates alone."""
        return tuple(self.by_row.values())

    @property
    def came_in(self) -> int:
        """How many rows do not wait any more."""
        return sum(fate.fate not in WAITING for fate in self.fates)

    @property
    def waiting(self) -> int:
        """How many still wait."""
        return len(self.fates) - self.came_in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A row as the store keeps it."""

    id: int
    import_id: int
    fate: Fate
    more: Mapping[str, Any]
    """kind, cells, and in which unit it was settled or dropped."""


# --- seen -------------------------------------------------------------------------------------------------------------


def held_rows(office: Office, name: str = "", *, dropped: bool = False) -> Listing:
    """The rows of one import (`I-0003`), or of all that have not been taken back, which are still held or refused.

    `more` counts the faults beside the one that is listed; `doubt` says that nothing but doubts keeps the row out,
    `who` whom the row is about, `heading` what the sheet itself calls the column.
    With `dropped`, the rows that somebody decided to leave out instead.
    """
    rows = _waiting(office, find_import(office, name)[0] if name else None, dropped=dropped)
    return Listing(kind="held_rows", columns=LISTED, rows=tuple(map(_listed, rows)))


def _listed(row: _Kept) -> tuple[Any, ...]:
    fate = row.fate
    return (row.id, import_number(row.import_id), fate.sheet, fate.row, fate.fate, fate.column, fate.value, fate.reason,
            fate.accepted, len(fate.also), fate.only_doubts, fate.who, fate.heading)  # fmt: skip


def held_row(office: Office, name: str, sheet_name: str, row: int, column: str = "") -> HeldRow:
    """One held or refused row with its cells; raises UserCanFix when there is none at that place.

    `column` tells rows apart that one line of a spreadsheet gave several of: a mark in a register.
    """
    return _shown(_find(office, name, sheet_name, row, column))


def held_row_by_id(office: Office, row_id: int) -> HeldRow:
    """The row of that id in the list of held rows, as `held_row`."""
    return _shown(_by_id(office, row_id))


def _shown(found: _Kept) -> HeldRow:
    return HeldRow(
        import_id=import_number(found.import_id),
        fate=found.fate,
        kind=found.more["kind"],
        cells=found.more["cells"],
        headings=found.more.get("headings", {}),
        dropped="dropped_in" in found.more,
    )


# --- decided ----------------------------------------------------------------------------------------------------------


def correct_held(
    office: Office,
    name: str,
    sheet_name: str,
    row: int,
    corrections: Mapping[str, str],
    *,
    column: str = "",
    as_it_is: bool = False,
) -> Done[Fate]:
    """Correct cells of a held or refused row and try it again, as a unit of work of its own.

    `corrections` gives new text by the workbook's column or the sheet's own heading; none at all tries the row again,
    for one that waited for another row. What waited only for this row comes in with it. `as_it_is` lets in what was
    only doubtful. The fate tells whether it is in now; where it is not, the corrected cells are kept. Raises
    UserCanFix for a row that is not held, or a column that its sheet does not have.
    """
    return _correct(office, _find(office, name, sheet_name, row, column), corrections, as_it_is=as_it_is)


def correct_held_by_id(
    office: Office, row_id: int, corrections: Mapping[str, str], *, as_it_is: bool = False
) -> Done[Fate]:
    """As `correct_held`, for the row of that id in the list of held rows."""
    return _correct(office, _by_id(office, row_id), corrections, as_it_is=as_it_is)


def _correct(office: Office, found: _Kept, corrections: Mapping[str, str], *, as_it_is: bool) -> Done[Fate]:
    corrections = _by_column(sheet(found.more["kind"]), found.more.get("headings", {}), corrections)
    cells = {column: text for column, text in {**found.more["cells"], **corrections}.items() if text.strip()}
    if found.more["kind"] == "people" and cells.get("person_ref", "").strip().casefold() == NEW:
        cells["person_ref"] = _next_ref(office)
    corrected = _Kept(
        id=found.id, import_id=found.import_id, fate=found.fate, more={**_open(found.more), "cells": cells}
    )
    why = f"Corrected row {found.fate.row} of {found.fate.sheet} ({import_number(found.import_id)})"
    hanging = [row for row in _waiting(office, found.import_id) if _hangs_on(row, found, cells)]
    followers = [_following(row, found, cells) for row in hanging]
    done = _try(office, [corrected, *followers], why, vouched=found.id if as_it_is else 0)
    own = done.value.by_row.get(found.id)
    if own is None:
        raise UserCanFix(what="There is nothing left in this row.", do="Fill in the cells that are needed.")
    came = sum(fate.fate not in WAITING for row_id, fate in done.value.by_row.items() if row_id != found.id)
    if came:
        why += f", and {came} {'row' if came == 1 else 'rows'} that waited for it"
    return Done(value=own, changed=done.changed, unit_id=done.unit_id, why=why)


def _hangs_on(row: _Kept, found: _Kept, cells: Mapping[str, str]) -> bool:
    """Whether a row that waits is about the record of another one: then it comes in by itself when that one does."""
    column = _REFERENCE.get(found.more["kind"], "")
    if not column or row.id == found.id or row.more["kind"] == found.more["kind"]:
        return False
    refs = {one.get(column, "").strip().casefold() for one in (cells, found.more["cells"])} - {""}
    if row.more["cells"].get(column, "").strip().casefold() in refs:
        return True
    said = row.more.get("who", {})
    names = (cells.get("given_name", ""), cells.get("family_name", ""))
    return bool(said) and (said["given"].casefold(), said["family"].casefold()) == tuple(map(str.casefold, names))


def _following(row: _Kept, found: _Kept, cells: Mapping[str, str]) -> _Kept:
    """A row that hangs on another, with the reference that this one was given in place of the one that it had."""
    column = _REFERENCE[found.more["kind"]]
    former, given = found.more["cells"].get(column, "").strip(), cells.get(column, "").strip()
    said = row.more["cells"].get(column, "").strip()
    if not (former and given and said.casefold() == former.casefold()):
        return row
    return replace(row, more={**row.more, "cells": {**row.more["cells"], column: given}})


def try_held_again(office: Office, name: str = "", *, progress: Progress = silent) -> Done[Tried]:
    """Try every row that waits once more, of one import or of all: what they waited for may have come in since.

    One unit of work; nothing is written when none of them can come in yet.
    """
    rows = _waiting(office, find_import(office, name)[0] if name else None)
    why = f"Tried held rows again ({name})" if name else "Tried held rows again"
    return _try(office, rows, why, progress=progress)


def drop_held(office: Office, row_ids: Iterable[int]) -> Done[int]:
    """Decide that rows stay out; how many. They can be taken up again, or the decision undone."""
    from sfph_desktop.core.store.queries.imports import replace_row

    rows = [_by_id(office, row_id) for row_id in row_ids]
    why = f"Left {len(rows)} held row{'' if len(rows) == 1 else 's'} out"
    with office.writing(why) as unit:
        for row in rows:
            more = {**_open(row.more), "dropped_in": unit.id}
            replace_row(unit.connection, row.id, json.dumps(more, ensure_ascii=False), None)
        unit.changed.add("imports")
    return Done(value=len(rows), changed=frozenset(unit.changed), unit_id=unit.id, why=why)


def drop_held_row(office: Office, name: str, sheet_name: str, row: int, column: str = "") -> Done[int]:
    """As `drop_held`, for the row at that place."""
    return drop_held(office, [_find(office, name, sheet_name, row, column).id])


# --- the work ---------------------------------------------------------------------------------------------------------


def _open(more: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a row, without an earlier decision about it."""
    return {key: value for key, value in more.items() if key not in ("settled_in", "dropped_in")}


def _next_ref(office: Office) -> str:
    with office.reading() as connection:
        return Names(Known(connection, office.library, office.clock.today())).next_ref()


def _by_column(spec: SheetSpec, headings: Mapping[str, str], corrections: Mapping[str, str]) -> dict[str, str]:
    """The corrections by the workbook's column, where they say the sheet's own heading too."""
    theirs = {key(heading): column for column, heading in headings.items()}
    found: dict[str, str] = {}
    for said, text in corrections.items():
        known = spec.column(said) is not None or (spec.item_columns and said.startswith("item_"))
        column = said if known else theirs.get(key(said), "")
        if not column:
            names = ", ".join([*(repr(heading) for heading in headings.values()), *(c.name for c in spec.columns)])
            raise UserCanFix(what=f"The sheet {spec.name} has no column '{said}'.", do=f"Use one of: {names}.")
        found[column] = text
    return found


def _try(
    office: Office, rows: Sequence[_Kept], why: str, *, vouched: int = 0, progress: Progress = silent
) -> Done[Tried]:
    """Try rows again in one unit of work; those that still do not come in are kept with what is wrong now.

    `vouched`: the id of the row of which a person says that it is right as it is.
    """
    from sfph_desktop.core.store.queries.imports import replace_row

    today = office.clock.today()
    groups = _grouped(rows, vouched)
    named = [_named(group, vouched) for group in groups]
    proposals = import_plan.proposals(named, today, as_it_is=False, progress=progress)
    by_raw = {id(one.raw): group for one, group in zip(named, groups, strict=True)}
    fates: dict[int, Fate] = {}
    people = _people_beside(office, rows)
    with office.writing(why) as unit:
        known = Known(unit.connection, office.library, today, unit.next_id)
        known.strangers.update(_strangers(people, known))
        plan = import_plan.make_plan(proposals, known, progress)
        import_plan.write(plan, unit, office, progress)
        for outcome in plan.outcomes:
            group = by_raw[id(outcome.proposal.raw)]
            for i, fate in import_plan.fates_of(outcome).items():
                row = group[outcome.proposal.places[i]]
                out = fate.fate in WAITING
                more = {**row.more, **kept_faults(fate)} if out else {**row.more, "settled_in": unit.id}
                replace_row(unit.connection, row.id, json.dumps(more, ensure_ascii=False), fate if out else None)
                fates[row.id] = fate
        # A correction that did not let the row in is kept, and is no change that could be undone.
        if any(fate.fate not in WAITING for fate in fates.values()):
            unit.changed.add("imports")
    changed = frozenset(unit.changed)
    return Done(value=Tried(by_row=fates), changed=changed, unit_id=unit.id if changed else 0, why=why)


def _people_beside(office: Office, rows: Sequence[_Kept]) -> list[_Kept]:
    """People of the imports of these rows who wait or were left out, and are not tried now."""
    tried = {row.id for row in rows}
    return [
        row
        for import_id in {row.import_id for row in rows}
        for dropped in (False, True)
        for row in _waiting(office, import_id, dropped=dropped)
        if row.more["kind"] == "people" and row.id not in tried
    ]


def _strangers(people: Sequence[_Kept], known: Known) -> dict[str, tuple[str, int]]:
    """By reference: those of them whose reference is somebody else's in the store."""
    found: dict[str, tuple[str, int]] = {}
    for row in people:
        ref, given, family = (
            row.more["cells"].get(name, "").strip() for name in ("person_ref", "given_name", "family_name")
        )
        born = birth_of(row.more["cells"].get("date_of_birth", ""), known)
        if ref and is_stranger(known, ref, given, family, born):
            found[ref.casefold()] = (row.fate.sheet, row.fate.row)
    return found


def _grouped(rows: Sequence[_Kept], vouched: int) -> list[list[_Kept]]:
    """Rows of one import, sheet and kind together: they are tried as one sheet; one that is vouched for is apart."""
    groups: dict[tuple[int, str, str, str, bool], list[_Kept]] = {}
    for row in rows:
        alike = (row.import_id, row.fate.sheet, row.more["kind"], row.more.get("mode", OWN), row.id == vouched)
        groups.setdefault(alike, []).append(row)
    return list(groups.values())


def _named(group: Sequence[_Kept], vouched: int) -> Named:
    """Kept rows as a sheet to be tried, with whom those name that have no reference of theirs."""
    raw, first = _raw(group), group[0].more
    who = [Who(**row.more["who"]) if "who" in row.more else None for row in group]
    part = Part(
        kind=first["kind"],
        raw=raw,
        who=who if any(who) else (),
        at=[row.fate.at for row in group] if any(row.fate.at for row in group) else (),
        named=[str(row.more.get("named", "")) for row in group],
        headings=_headings(group),
        mode=first.get("mode", OWN),
    )
    return Named(raw=raw, kind=first["kind"], part=part, as_it_is=group[0].id == vouched)


def _headings(group: Sequence[_Kept]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in group:
        found.update(row.more.get("headings", {}))
    return found


def _raw(group: Sequence[_Kept]) -> RawSheet:
    """Kept rows as a sheet: the columns that are needed, and every one that a row has a cell for."""
    spec = sheet(group[0].more["kind"])
    names = {column.name: None for column in spec.columns if column.needed}
    for row in group:
        names.update(dict.fromkeys(row.more["cells"]))
    return RawSheet(
        name=group[0].fate.sheet,
        header=tuple(names),
        rows=[tuple(row.more["cells"].get(name) for name in names) for row in group],
        numbers=[row.fate.row for row in group],
    )


def _waiting(office: Office, import_id: int | None, *, dropped: bool = False) -> list[_Kept]:
    """Kept rows that nothing has settled yet; or, `dropped`, those that somebody left out."""
    from sfph_desktop.core.store.queries.imports import kept_rows

    with office.reading() as connection:
        standing, units_of = _units(connection)
        rows = [_kept(row) for row in kept_rows(connection, import_id)]
    return [
        row
        for row in rows
        if units_of[row.import_id] in standing
        and row.more.get("settled_in") not in standing
        and (row.more.get("dropped_in") in standing) == dropped
    ]


def _units(connection: Connection) -> tuple[set[int], dict[int, int]]:
    """The units of work that stand, and the unit of every import."""
    from sfph_desktop.core.store.queries.imports import kept_imports
    from sfph_desktop.core.store.undo import units

    standing = {info.id for info in units(connection) if not info.undone}
    return standing, {row[0]: row[1] for row in kept_imports(connection)}


def _find(office: Office, name: str, sheet_name: str, row: int, column: str) -> _Kept:
    from sfph_desktop.core.store.queries.imports import rows_at

    import_id, unit_id = find_import(office, name)
    with office.reading() as connection:
        found = [_kept(one) for one in rows_at(connection, import_id, sheet_name, row)]
    _check_standing(office, import_id, unit_id)
    if column:
        found = [one for one in found if one.fate.column == column]
    if not found:
        raise UserCanFix(
            what=f"No row {row} of sheet '{sheet_name}' is held from {name}.",
            do="Choose one from the list of held rows.",
        )
    if len(found) > 1:
        there = ", ".join(one.fate.column for one in found)
        raise UserCanFix(what=f"Row {row} of '{sheet_name}' is held {len(found)} times.", do=f"Say which: {there}.")
    return found[0]


def _by_id(office: Office, row_id: int) -> _Kept:
    from sfph_desktop.core.store.queries.imports import row_of_id

    with office.reading() as connection:
        found = row_of_id(connection, row_id)
    if found is None:
        raise UserCanFix(what="This row is not held any more.", do="Open the list again.")
    row = _kept(found)
    _check_standing(office, *find_import(office, import_number(row.import_id)))
    return row


def _check_standing(office: Office, import_id: int, unit_id: int) -> None:
    from sfph_desktop.core.store.undo import unit_info

    with office.reading() as connection:
        undone = unit_info(connection, unit_id).undone
    if undone:
        raise UserCanFix(
            what=f"{import_number(import_id)} was taken back, and its held rows with it.",
            do="Bring the file in again.",
        )


def _kept(found: tuple[Any, ...]) -> _Kept:
    row_id, import_id, sheet_name, row, fate, column, value, reason, accepted, text = found
    more = json.loads(text)
    also = tuple(Fault(**fault) for fault in more.get("also", ()))
    told = Fate(
        sheet=sheet_name, row=row, fate=fate, column=column, value=value, reason=reason, accepted=accepted,
        doubt=bool(more.get("doubt")), also=also, at=str(more.get("at", "")), heading=str(more.get("heading", "")),
        who=about(more["cells"]) if not more.get("named") else str(more["named"]),
    )  # fmt: skip
    return _Kept(id=row_id, import_id=import_id, fate=told, more=more)


def as_document(row: HeldRow) -> dict[str, Any]:
    """A held row as the command gives it to other programs."""
    cells, headings = dict(row.cells), dict(row.headings)
    return {"import": row.import_id, "kind": row.kind, **asdict(row.fate), "cells": cells, "headings": headings}
