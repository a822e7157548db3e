"""The lines of a register as a grid: as many columns as fit, filled downwards as names stand on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sfph_desktop.core.domain.registers import HERE, RegisterLine
from sfph_desktop.ui.models.said import counted

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The RegisterLine of a cell; None where the last column ends."""
_NOWHERE = QModelIndex()


class RegisterTable(QAbstractTableModel):
    """The people of a register, each in one cell."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[RegisterLine, ...] = ()
        self._columns = 1

    # --- what is shown

    def show(self, lines: tuple[RegisterLine, ...]) -> None:
        """Show these lines; when they are the same people in the same order, only what differs is drawn again."""
        if [line.person_id for line in lines] == [line.person_id for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self._columns - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def set_columns(self, columns: int) -> None:
        """Arrange the lines in so many columns."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def mark(self, person: int, state: str) -> None:
        """Show somebody as marked, before it is known to be saved: whoever walked in and is away has gone."""
        lines = [line.marked(state) if line.person_id == person else line for line in self.lines]
        self.show(tuple(line for line in lines if line.member or line.person_id != person or state == HERE))

    def add(self, line: RegisterLine) -> None:
        """Show somebody who walked in, before it is known to be saved."""
        self.show((*self.lines, replace(line, mark=HERE, shown=HERE)))

    def place_of(self, person: int) -> QModelIndex:
        """Where somebody stands; an invalid index when they are not in the register."""
        number = next((n for n, line in enumerate(self.lines) if line.person_id == person), -1)
        return self.at(number)

    def at(self, number: int) -> QModelIndex:
        """Where the line of that number stands, the first being 0; an invalid index when there is none."""
        if not 0 <= number < len(self.lines):
            return QModelIndex()
        return self.index(number % self.rowCount(), number // self.rowCount())

    def number_of(self, index: Index) -> int:
        """The number of the line in a cell; -1 where there is none."""
        number = index.column() * self.rowCount() + index.row() if index.isValid() else -1
        return number if number < len(self.lines) else -1

    def line_at(self, index: Index) -> RegisterLine | None:
        """The line in a cell."""
        number = self.number_of(index)
        return self.lines[number] if number >= 0 else None

    # --- Qt's questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As many as the columns need."""
        return 0 if parent.isValid() else -(-len(self.lines) // self._columns)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as were asked for."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, the line, and what those who listen hear."""
        line = self.line_at(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return spoken(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells after the last name cannot be come to."""
        if self.line_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """For those who listen: which column and row they are in."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return f"{'Column' if orientation == Qt.Orientation.Horizontal else 'Row'} {section + 1}"


def spoken(line: RegisterLine) -> str:
    """A line as it is said: the name, how it is marked, and whatever else is known."""
    return ", ".join((line.name, line.shown, *details(line), *(f"alert: {text}" for text in line.alerts)))


def details(line: RegisterLine) -> tuple[str, ...]:
    """What stands under a name: walked in, the reason or the note, minutes, absences before."""
    said = []
    if not line.member:
        said.append("walked in")
    if line.shown == HERE:
        said += [f"{line.minutes} min" if line.minutes is not None else "", line.note]
    else:
        said.append(line.reason)
    if line.missed and line.mark != HERE:
        said.append(f"missed the last {counted(line.missed, 'time').replace('1 time', 'time')}")
    return tuple(text for text in said if text)
