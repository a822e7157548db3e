"""What one sheet gives: its rows as sheets of the workbook, the rows that are no records, and what is worth saying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sfph_desktop.core.domain.workbook import Cell, RawSheet

OWN, FOUND = "own", "found"
"""How people come in: as this sheet keeps them, or found (and made where nobody is) because something names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whom a row names, where it gives no reference of theirs."""

    given: str
    family: str
    born: Cell = None

    @property
    def text(self) -> str:
        """The name as one would say it."""
        return " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one sheet gives of one sheet of the workbook."""

    kind: str
    raw: RawSheet
    """Columns are the workbook's own."""
    who: Sequence[Who | None] = ()
    """For each row whom it names, where its reference is blank; empty when every row has one or none is asked for."""
    at: Sequence[str] = ()
    """For each row the heading of the cell it came from, where a line gives several: the day of a register."""
    mode: str = OWN
    named: Sequence[str] = ()
    """For each row the name of whom it is about, so that it can be told; empty where no row says one."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """By the workbook's column: what the sheet itself calls it."""
    no_day: Sequence[str] = ()
    """For each row why the day of its session cannot be read; blank where it can, or none is asked for."""
    unclear: Sequence[str] = ()
    """For each row the sign that may mean either; blank for those that are clear."""


@dataclass(slots=True, kw_only=True)
class Extracted:
    """Everything a sheet gives."""

    parts: list[Part] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)
    """(row, fate, what it is) of rows that are no records."""
    unknown: tuple[str, ...] = ()
    """Headings that are taken for nothing, and that nobody said to leave out."""
    notes: list[str] = field(default_factory=list)
    """What a person should know of how the sheet was read."""
