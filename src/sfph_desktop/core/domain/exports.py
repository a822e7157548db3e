"""A copy of everything in open formats: its tables, what each column holds, and what was written."""

from __future__ import annotations

from dataclasses import dataclass, field

WORKBOOK, RECORDS, FILES = "workbook", "records", "files"
"""The folders of a copy: what the import takes back, every table whole, and what is no text."""
WITHHELD = "(withheld)"
"""Stands where something is not copied: secret keys, and the words of private notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """One column of a table."""

    name: str
    kind: str = "string"
    """string, integer, number, date, boolean, pounds (a number), json, file (a path in the folder of files)."""
    meaning: str = ""
    needed: bool = False
    refers_to: str = ""
    """The table whose ids it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """One table, which is one .csv file."""

    name: str
    folder: str
    meaning: str = ""
    columns: tuple[ExportColumn, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it lies within the copy."""
        return f"{self.folder}/{self.name}.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTable:
    """A table as it was written."""

    table: ExportTable
    rows: int
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of the file, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A copy of everything that was written."""

    folder: str
    tables: tuple[WrittenTable, ...] = ()
    files: tuple[str, ...] = field(default=())
    """What is no text, each by its path."""

    @property
    def records(self) -> int:
        """Rows of the whole tables."""
        return sum(one.rows for one in self.tables if one.table.folder == RECORDS)
