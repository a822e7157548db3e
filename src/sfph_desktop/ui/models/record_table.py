"""One Qt table model for every list: over a Listing, or over sorted ids whose rows are fetched as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.said import heading, said

Index = QModelIndex | QPersistentModelIndex
Row = tuple[Cell, ...]
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The record's id."""
DETAIL_ROLE = ID_ROLE + 1
"""The second, quieter line of a row in a list of two lines."""
MARK_ROLE = ID_ROLE + 2
"""The name of an icon that stands before the row; blank for none."""
SECTION_ROLE = ID_ROLE + 3
"""What the rows from this one on are headed by, said with the first of them only; blank for the others."""
_BLOCK = 200
_NOWHERE = QModelIndex()
Fetch = Callable[[Sequence[int], Callable[[Sequence[Row]], None]], None]
"""Asked for the rows of some ids; answers later, in the same order, by calling what it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which columns of a listing are shown and how.

    For a list of two lines: `title` and `detail` name the columns that are joined for each. For a table: `columns`
    (all but the id when empty), with `headings` where the plain words of the name will not do.
    """

    title: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    say: Mapping[str, Callable[[Cell], str]] = field(default_factory=dict)
    """Columns that are told in another way than usual."""
    mark: Callable[[Row], str] | None = None
    section: Callable[[Row], str] | None = None
    """Under which heading a row stands; blank: under none. Rows of one heading stand together."""


class RecordTable(QAbstractTableModel):
    """Rows of frozen values, shown as they are. Filtering is the query's work; this model holds what came of it."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self._shape = shape or Shape()
        self._columns: tuple[str, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._title: tuple[int, ...] = ()
        self._detail: tuple[int, ...] = ()
        self._ids: Sequence[int] = ()
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._fetch: Fetch | None = None
        self._generation = 0

    # --- what is shown

    def show(self, listing: Listing) -> None:
        """Show a whole listing."""
        self.beginResetModel()
        self._take_columns(listing.columns)
        self._rows = dict(enumerate(listing.rows))
        self._ids = range(len(listing.rows))
        self._fetch = None
        self.endResetModel()

    def show_ids(self, columns: tuple[str, ...], ids: Sequence[int], fetch: Fetch) -> None:
        """Show rows that are fetched by blocks of ids when they come into view; `ids` are in the order wanted."""
        self.beginResetModel()
        self._take_columns(columns)
        self._rows = {}
        self._asked = set()
        self._ids = ids
        self._fetch = fetch
        self._generation += 1
        self.endResetModel()

    def record_at(self, number: int) -> Cell:
        """The id of the record in a row; None when the row is not there."""
        if not 0 <= number < len(self._ids):
            return None
        if self._fetch is not None:
            return self._ids[number]
        row = self._rows[number]
        return row[0] if row else None

    @property
    def whole(self) -> bool:
        """Whether every row is here, and none is fetched as it is seen."""
        return self._fetch is None

    def place_of(self, column: str) -> int:
        """Where a column is shown; -1 when it is not."""
        return next((place for place, at in enumerate(self._shown) if self._columns[at] == column), -1)

    def row_of(self, record: Cell) -> int:
        """The row in which a record stands; -1 when it is not in the list."""
        return next((n for n in range(len(self._ids)) if self.record_at(n) == record), -1)

    def row(self, number: int) -> Row | None:
        """A whole row; None while it is still being fetched."""
        if number not in self._rows and self._fetch is not None:
            self._ask(number // _BLOCK)
        return self._rows.get(number)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort a whole listing by a column; what is fetched by ids is sorted by its query instead."""
        if self._fetch is not None or not 0 <= column < len(self._shown):
            return
        at = self._shown[column]
        self.layoutAboutToBeChanged.emit()
        ordered = sorted(self._rows.values(), key=lambda row: _sortable(row[at]))
        if order == Qt.SortOrder.DescendingOrder:
            ordered.reverse()
        self._rows = dict(enumerate(ordered))
        self.layoutChanged.emit()

    # --- Qt's questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many records."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns are shown; one for a list of two lines."""
        if parent.isValid():
            return 0
        return 1 if self._title else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and what it says to those who listen."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self.record_at(index.row())
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == SECTION_ROLE:
            return self._section(index.row(), row)
        if self._title:
            return self._data_of_lines(index.row(), row, role)
        at = self._shown[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._said(row, at)
        if role == Qt.ItemDataRole.TextAlignmentRole and _is_number(row[at]):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Column headings in words; a row is headed by its first cell, for those who listen."""
        speaks = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if orientation == Qt.Orientation.Horizontal and not self._title and 0 <= section < len(self._shown):
            at = self._shown[section]
            if speaks:
                name = self._columns[at]
                return self._shape.headings.get(name, heading(name))
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self._ids and _is_number((self._rows.get(0) or (None,) * (at + 1))[at])
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        if orientation == Qt.Orientation.Vertical and speaks:
            row = self._rows.get(section)
            return self._said(row, self._shown[0]) if row and self._shown else str(section + 1)
        return None

    # --- inside

    def _take_columns(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        place = {name: number for number, name in enumerate(columns)}
        wanted = self._shape.columns or columns[1:]
        self._shown = tuple(place[name] for name in wanted if name in place)
        self._title = tuple(place[name] for name in self._shape.title if name in place)
        self._detail = tuple(place[name] for name in self._shape.detail if name in place)

    def _said(self, row: Row, at: int) -> str:
        say = self._shape.say.get(self._columns[at])
        return say(row[at]) if say is not None else said(row[at])

    def _section(self, number: int, row: Row) -> str:
        """The heading over a row, if it is the first of its own."""
        if self._shape.section is None:
            return ""
        own, before = self._shape.section(row), self.row(number - 1) if number else None
        return "" if before is not None and self._shape.section(before) == own else own

    def _data_of_lines(self, number: int, row: Row, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._joined(row, self._title, " ")
        if role == DETAIL_ROLE:
            return self._joined(row, self._detail, " · ")
        if role == MARK_ROLE:
            return self._shape.mark(row) if self._shape.mark is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            lines = (self._joined(row, self._title, " "), self._joined(row, self._detail, ", "))
            heading = self._section(number, row)
            return (f"{heading}: " if heading else "") + ", ".join(line for line in lines if line)
        return None

    def _joined(self, row: Row, places: tuple[int, ...], between: str) -> str:
        return between.join(text for at in places if (text := self._said(row, at)))

    def _ask(self, block: int) -> None:
        """Ask once for a block of rows; what arrives for a list that has been replaced is dropped."""
        if block in self._asked or self._fetch is None:
            return
        self._asked.add(block)
        first, generation = block * _BLOCK, self._generation

        def take(rows: Sequence[Row]) -> None:
            if generation != self._generation or not rows:
                return
            self._rows.update(enumerate(rows, first))
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, self.columnCount() - 1))

        self._fetch(self._ids[first : first + _BLOCK], take)


def matching(listing: Listing, text: str) -> Listing:
    """The rows in which every word of the text occurs somewhere, whatever the case; for lists that have no query.

    To be called where the list is fetched, not on the interface's thread.
    """
    wanted = text.casefold().split()
    if not wanted:
        return listing
    kept = (row for row in listing.rows if _holds(" ".join(said(cell) for cell in row[1:]).casefold(), wanted))
    return Listing(kind=listing.kind, columns=listing.columns, rows=tuple(kept))


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _sortable(cell: Cell) -> tuple[int, float, str]:
    """Numbers, then dates, then words; what is not there comes last."""
    if cell is None or cell == "":
        return (3, 0.0, "")
    if isinstance(cell, bool | int | float):
        return (0, float(cell), "")
    if isinstance(cell, date):
        return (1, float(cell.toordinal()), "")
    return (2, 0.0, cell.casefold())
