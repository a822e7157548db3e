"""How columns are declared: the one metadata, and the few column types the store has.

Every table is STRICT: a date or a decimal that slipped through a bulk insert is refused, not kept as text.
Ids are never used twice (AUTOINCREMENT): history rows and evidence numbers speak of ids for ever.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, Column, ForeignKey, Integer, MetaData, Table, Text, text
from sqlalchemy.sql.schema import SchemaItem

metadata = MetaData()


def record_table(name: str, *columns: SchemaItem) -> Table:
    """A table of records: its own id, the unit of work that made the row, and what is given."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("made_in", Integer, nullable=False),
        *columns,
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def part_table(name: str, *columns: SchemaItem) -> Table:
    """A table of rows that belong to a record, found by the record and their own key: no id of their own."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False, sqlite_strict=True)


def words(name: str) -> Column[Any]:
    """Text that may be blank, never null."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def needed(name: str) -> Column[Any]:
    """Text that must be given."""
    return Column(name, Text, nullable=False)


def day(name: str, *, needed: bool = False) -> Column[Any]:
    """A date as days since 1970-01-01."""
    return Column(name, Integer, nullable=not needed)


def whole(name: str) -> Column[Any]:
    """A whole number that may be unknown."""
    return Column(name, Integer)


def count(name: str) -> Column[Any]:
    """A whole number that is 0 unless given."""
    return Column(name, Integer, nullable=False, server_default=text("0"))


def number(name: str, *, needed: bool = False) -> Column[Any]:
    """A measured number that may be unknown."""
    return Column(name, REAL, nullable=not needed)


def exact(name: str, *, needed: bool = False) -> Column[Any]:
    """A decimal number kept as its digits."""
    return Column(name, Text, nullable=not needed)


def of(name: str, table: str) -> Column[Any]:
    """The record of another table that this row is about; that record cannot go while this row is there."""
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=False)


def owner(name: str, table: str) -> Column[Any]:
    """The record this part belongs to. No cascade: `history.delete` takes parts out first, many times faster."""
    return Column(name, Integer, ForeignKey(f"{table}.id"), primary_key=True)
