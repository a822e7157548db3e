"""Which sheet of somebody's file is which sheet of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.workbook import SHEET_NAMES, RawSheet
from sfph_desktop.core.domain.workbook import sheet as sheet_spec
from sfph_desktop.core.interchange import headers
from sfph_desktop.core.interchange.reader import Grid, Reading
from sfph_desktop.core.usecases.import_plan import Named

ColumnMapping = Mapping[str, Mapping[str, str]]
"""By sheet (the file's name for it, or the workbook's): their heading, and our column or '-' to leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The sheets of a file that are sheets of the workbook, and the names of those that are not."""

    named: tuple[Named, ...]
    unknown: tuple[str, ...]


def recognise(reading: Reading, file: str, *, as_kind: str, mapping: ColumnMapping | None) -> Recognised:
    """Find out what each sheet is. Raises UserCanFix when none is known, or when `as_kind` leaves it open which."""
    _check_kind(as_kind)
    grids = [grid for grid in reading.grids if headers.key(grid.name) not in headers.OURS]
    if as_kind and len(grids) > 1:
        raise UserCanFix(
            what=f"'{file}' has {len(grids)} sheets, and only one of them can be the {as_kind}.",
            do=f"Say which of them (by command: --sheet): {', '.join(grid.name for grid in grids)}.",
        )
    _check_mapping(mapping, grids)
    named, unknown = [], list(reading.not_read)
    for grid in grids:
        found = _recognise_one(grid, reading.form, as_kind, mapping or {})
        if found is not None:
            named.append(found)
        elif len(grid.rows):
            unknown.append(grid.name)
    if not named:
        raise _nothing_known(file, grids)
    return Recognised(named=tuple(named), unknown=tuple(unknown))


def _recognise_one(grid: Grid, form: str, as_kind: str, mapping: ColumnMapping) -> Named | None:
    kind = as_kind or headers.is_kind(grid.name)
    told = _mapping_of(mapping, grid.name, kind)
    if not kind:
        kind = _guess(headers.with_heading(grid, "", told), told)
        if not kind:
            return None
        told = told or _mapping_of(mapping, grid.name, kind)
    raw = headers.with_heading(grid, kind, told)
    # A .csv has one sheet without a name of its own, so its rows are told by what they are.
    name = grid.name if form in ("xlsx", "ods") else kind
    return Named(
        raw=RawSheet(name=name, header=raw.header, rows=raw.rows, first_row=raw.first_row), kind=kind, mapping=told
    )


def _guess(raw: RawSheet, told: Mapping[str, str] | None) -> str:
    """What a sheet is by its headings; its own name decides where they leave it open."""
    kinds = headers.kind_by_headings(raw.header, told)
    hint = headers.kind_by_name(raw.name)
    if len(kinds) == 1:
        return kinds[0]
    return hint if hint in kinds else ""


def _mapping_of(mapping: ColumnMapping, *names: str) -> Mapping[str, str] | None:
    for name in names:
        for sheet, columns in mapping.items():
            if name and headers.key(sheet) == headers.key(name):
                return columns
    return None


def _check_kind(as_kind: str) -> None:
    if as_kind and as_kind not in SHEET_NAMES:
        raise UserCanFix(
            what=f"There is no sheet '{as_kind}' in the workbook.", do=f"Use one of: {', '.join(SHEET_NAMES)}."
        )


def _check_mapping(mapping: ColumnMapping | None, grids: list[Grid]) -> None:
    there = {headers.key(name) for name in (*SHEET_NAMES, *(grid.name for grid in grids))}
    for name in mapping or {}:
        if headers.key(name) not in there:
            raise UserCanFix(
                what=f"The mapping speaks of a sheet '{name}', which is not in this file.",
                do=f"Its sheets are: {', '.join(grid.name for grid in grids)}.",
            )


def _nothing_known(file: str, grids: list[Grid]) -> UserCanFix:
    filled = [grid for grid in grids if len(grid.rows)]
    if not filled:
        return UserCanFix(
            what=f"'{file}' is empty.",
            do="Give a file with a heading and rows beneath it. Nothing was changed: an empty file deletes nothing.",
            problems=(Problem(reason="There is nothing in it.", file=file),),
        )
    heads = headers.with_heading(filled[0]).header
    needs = "; ".join(
        f"{kind}: {', '.join(column.name for column in sheet_spec(kind).columns if column.needed)}"
        for kind in SHEET_NAMES
    )
    return UserCanFix(
        what=f"'{file}' holds no sheet that this program knows.",
        why=f"The headings of '{filled[0].name}' are: {', '.join(head for head in heads if head) or 'none'}.",
        do=f"Say which sheet it is (by command: --as) and which column is which (--mapping). Each needs: {needs}.",
        problems=(
            Problem(reason="The headings fit no sheet of the workbook.", file=file, sheet=filled[0].name, row=1),
        ),
    )
