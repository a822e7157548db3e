"""What a sheet of the workbook is made of: its columns, what each takes, and which record a row is."""

from __future__ import annotations

from dataclasses import dataclass

Cell = object
"""What a cell holds once read: str, int, float, bool, datetime.date, or None when empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet."""

    name: str
    kind: str
    """text, ref, date, number, whole, share (0 to 1), choice, yes_no, funding (`A:60;B:40`)."""
    needed: bool = False
    choices: tuple[str, ...] = ()
    help: str = ""
    personal: bool = False
    """Identifies a person: never in a fate's printed value outside the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """One sheet of the workbook."""

    name: str
    key: tuple[str, ...]
    """Columns that say which record a row is; on repeat import the row is matched by them."""
    columns: tuple[Column, ...]
    help: str
    item_columns: bool = False
    """Takes item_1 ... item_n as well."""

    def column(self, name: str) -> Column | None:
        """The column of that name, None when the sheet has none."""
        return next((c for c in self.columns if c.name == name), None)


def col(name: str, kind: str = "text", help: str = "", *, needed: bool = False, **more: object) -> Column:  # noqa: A002
    """One column, said shortly."""
    return Column(name=name, kind=kind, help=help, needed=needed, **more)  # type: ignore[arg-type]
