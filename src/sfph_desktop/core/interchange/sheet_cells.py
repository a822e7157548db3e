"""A sheet's columns and rows as its plan reads them, and the parts made of them so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sfph_desktop.core.domain.sheet_plans import REGISTER, SheetPlan
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import Cell, RawSheet
from sfph_desktop.core.interchange.cell_dates import read_date
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.parts import Extracted, Part, Who
from sfph_desktop.core.interchange.reader import ColumnRows
from sfph_desktop.core.interchange.register_marks import unnamed_rows
from sfph_desktop.core.interchange.sheet_shape import Table
from sfph_desktop.core.interchange.targets import FULL_NAME, column_of, group_of
from sfph_desktop.core.interchange.unreadable import Unreadable
from sfph_desktop.core.interchange.whole_names import Name


class SheetCells:
    """One sheet while it is carried out: what its plan says, which rows are records, and the cells by target."""

    def __init__(self, plan: SheetPlan, table: Table, today: date, name: str) -> None:
        self.plan, self.table, self.today, self.name = plan, table, today, name
        self.by_target = {column.target: column.place for column in plan.columns if column.target}
        self.out = Extracted(
            unknown=tuple(c.heading for c in plan.columns if not c.target and not c.left_out and c.examples)
        )
        self.unnamed = unnamed_rows(table) if plan.kind == REGISTER else frozenset()
        self.rows = self._rows()
        self.numbers = [table.number(row) for row in self.rows]
        self._columns: dict[int, list[Cell]] = {}
        self.refs: list[Cell] = []
        """The reference of whom each row is about, where it gives one."""
        self.who: list[Who | None] = []
        """Whom each row names, where it gives no reference."""
        self.names: list[Name] = []
        self.born: list[Cell] = []

    def _rows(self) -> list[int]:
        """The rows that are records; the others are told what they are."""
        for row, what in self.table.no_records:
            told = f"'{self._first(row)}': {what.replace('row', 'column')}" if self.table.grid.turned else what
            self.out.left_out.append((self.table.number(row), "refused", f"This is {told}, and no record."))
        wanted, column = self.plan.fixed.get("only_value", ""), self.plan.fixed.get("only_column", "")
        place = next((c.place for c in self.plan.columns if c.heading == column), -1) if wanted else -1
        rows = []
        for row in self.table.records:
            if row in self.unnamed:
                continue
            if place >= 0 and shown(self.table.grid.rows.columns[place][row]).strip().casefold() != wanted.casefold():
                what = f"This is left out, because '{column}' is not '{wanted}'."
                self.out.left_out.append((self.table.number(row), "refused", what))
            else:
                rows.append(row)
        return rows

    def _first(self, row: int) -> str:
        return shown(next((cell for cell in self.table.grid.rows[row] if not is_empty(cell)), "")).strip()

    def cells(self, target: str) -> list[Cell] | None:
        """The cells of the column that is a target; None when no column is."""
        place = self.by_target.get(target)
        if place is None:
            return None
        if place not in self._columns:
            column = self.table.grid.rows.columns[place]
            self._columns[place] = [column[row] for row in self.rows]
        return self._columns[place]

    def filled(self, target: str, fixed: str) -> list[Cell]:
        """The cells of a target, with the fixed answer where the sheet has none."""
        answer = self.plan.fixed.get(fixed, "") or None
        cells = self.cells(target)
        if cells is None:
            return [answer] * len(self.rows)
        return [answer if answer and is_empty(cell) else cell for cell in cells]

    def own_columns(self, kind: str) -> dict[str, Sequence[Cell]]:
        """The columns that go to a sheet of the workbook, without those that say who."""
        found: dict[str, Sequence[Cell]] = {}
        for target in self.by_target:
            part, column = column_of(target)
            if part == kind and not group_of(target):
                found[column] = self.cells(target) or []
        return found

    def named_of(self, keep: Sequence[int] | None) -> Sequence[str]:
        """The names of whom the rows are about, all of them or those at the places `keep`; none where all are blank."""
        said = [" ".join(part for part in (name.given, name.family) if part) for name in self.names]
        if not any(said):
            return ()
        return said if keep is None else [said[i] for i in keep]

    def who_of(self, keep: Sequence[int] | None) -> Sequence[Who | None]:
        """Whom the rows name, all of them or those at the places `keep`."""
        return self.who if keep is None else [self.who[i] for i in keep]

    def add(
        self, kind: str, columns: dict[str, Sequence[Cell]], keep: Sequence[int] | None = None, **more: Any
    ) -> None:
        """Add a part, of all rows or of those at the places `keep`."""
        if keep is not None:
            columns = {name: [cells[i] for i in keep] for name, cells in columns.items()}
        numbers = self.numbers if keep is None else [self.numbers[i] for i in keep]
        self.add_made(kind, columns, numbers, **more)

    def add_made(self, kind: str, columns: dict[str, Sequence[Cell]], numbers: Sequence[int], **more: Any) -> None:
        """Add a part of which every row says its own number."""
        if not numbers:
            return
        primary = kind == self.plan.kind
        raw = RawSheet(
            name=self.name if primary else f"{self.name} › {kind.replace('_', ' ')}",
            header=tuple(columns),
            rows=ColumnRows(list(columns.values())),
            first_row=numbers[0],
            numbers=numbers,
        )
        self.out.parts.append(Part(kind=kind, raw=raw, headings=self._headings(kind, columns), **more))

    def _headings(self, kind: str, columns: Iterable[str]) -> dict[str, str]:
        """What the sheet itself calls the columns of a part."""
        found: dict[str, str] = {}
        for column in self.plan.columns:
            part, name = column_of(column.target)
            if column.target == FULL_NAME:
                for half in ("given_name", "family_name"):
                    found.setdefault(half, column.heading)
            elif part in (kind, "people") and (part == kind or name == "person_ref"):
                found.setdefault(name, column.heading)
        return {name: found[name] for name in columns if name in found}

    def direct(
        self, kind: str, columns: dict[str, Sequence[Cell]], keep: Sequence[int] | None = None, **more: Any
    ) -> None:
        """Add a part whose rows are about the person of the row."""
        who, named = self.who_of(keep), self.named_of(keep)
        self.add(kind, {"person_ref": self.refs, **columns}, keep, who=who, named=named, **more)

    def day(self, cell: Cell) -> date | None:
        """The day that a cell says; None when it says none."""
        try:
            return None if is_empty(cell) else from_day(read_date(cell, self.today, may_lie_ahead=False))
        except Unreadable:
            return None


def why_no_day(cell: Cell, today: date) -> str:
    """Why a cell says no day, in a sentence; blank where it says one."""
    if is_empty(cell):
        return "The day is not filled in."
    try:
        read_date(cell, today, may_lie_ahead=False)
    except Unreadable as wrong:
        return f"The day '{shown(cell)[:40]}' cannot be read: {wrong.reason[:1].lower()}{wrong.reason[1:]}"
    return ""


def text_of(cell: Cell) -> str:
    """A cell's text, without needless blanks."""
    return " ".join(shown(cell).split())
