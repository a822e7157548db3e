"""Opportunities listed and opened, the notices they came from, and the deadlines that are still to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.store.mapping import columns_of, from_row

COLUMNS = (
    *("id", "opportunity_ref", "title", "buyer", "source", "jurisdiction", "route", "stage", "value"),
    *("questions_by", "tenders_by", "contract_start", "contract_end", "decision", "ocid"),
)
PARTS = ("opportunity_lots", "opportunity_criteria", "opportunity_details", "notice_releases")
_DAYS = frozenset({9, 10, 11, 12})
_MONEY = 8


def listed(connection: Connection, on: date) -> tuple[tuple[Cell, ...], ...]:
    """Every opportunity as `COLUMNS`: those still open by the nearest deadline, then those without one, then the past.

    The value is in pounds.
    """
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(COLUMNS)} FROM opportunities ORDER BY CASE WHEN tenders_by >= :on THEN 0"
        " WHEN tenders_by IS NULL THEN 1 ELSE 2 END, CASE WHEN tenders_by >= :on THEN tenders_by"
        " ELSE -coalesce(tenders_by, 0) END, id DESC",
        {"on": to_day(on)},
    )
    return tuple(tuple(_cell(place, cell) for place, cell in enumerate(row)) for row in rows)


def _cell(place: int, cell: Any) -> Cell:
    if cell is None:
        return None
    found: Cell = from_day(cell) if place in _DAYS else cell / 100 if place == _MONEY else cell
    return found


def parts_of(connection: Connection, kind: str, opportunity_id: int) -> tuple[Any, ...]:
    """The lots, criteria, details or notices of one opportunity, in their order."""
    value_type = KINDS[kind].value
    if value_type is None:
        raise KeyError(kind)
    names = columns_of(value_type)
    order = "position, id" if "position" in names else "id"
    listed_names = ", ".join(f'"{name}"' for name in names)
    rows = connection.exec_driver_sql(
        f"SELECT {listed_names} FROM {kind} WHERE opportunity_id = ? ORDER BY {order}", (opportunity_id,)
    )
    return tuple(from_row(kind, tuple(row)) for row in rows)


def ids_by_ocid(connection: Connection) -> dict[str, int]:
    """The opportunity of every process that notices have been read of."""
    rows = connection.exec_driver_sql("SELECT ocid, min(id) FROM opportunities WHERE ocid <> '' GROUP BY ocid")
    return {str(ocid): int(number) for ocid, number in rows}


def last_ref(connection: Connection) -> str:
    """The highest reference of the pattern N-0001; blank while there is none."""
    found = connection.exec_driver_sql(
        "SELECT opportunity_ref FROM opportunities WHERE opportunity_ref GLOB 'N-[0-9]*'"
        " ORDER BY length(opportunity_ref) DESC, opportunity_ref DESC LIMIT 1"
    ).scalar()
    return str(found or "")


def has_ref(connection: Connection, ref: str) -> bool:
    """Whether an opportunity has just this reference; quick, for many in a row."""
    found = connection.exec_driver_sql("SELECT 1 FROM opportunities WHERE opportunity_ref = ?", (ref,)).first()
    return found is not None


def ids_called(connection: Connection, called: str) -> tuple[int, ...]:
    """The opportunities with this reference or number of a process."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM opportunities WHERE opportunity_ref = ? COLLATE NOCASE OR (ocid <> '' AND ocid = ?)",
        (called, called),
    )
    return tuple(int(row[0]) for row in rows)
