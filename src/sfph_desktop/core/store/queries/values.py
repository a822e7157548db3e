"""Records as domain values: one by its id, or all of a kind that has few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.kinds import KINDS, Kind
from sfph_desktop.core.store.mapping import columns_of, from_row


def value(connection: Connection, kind: str, record_id: int) -> Any:
    """The record with this id as its domain value; None when there is none."""
    found = _values(connection, KINDS[kind], f"WHERE id {IN_IDS}", id_list([record_id]))
    return found[0] if found else None


def values_of(connection: Connection, kind: str) -> tuple[Any, ...]:
    """All records of a kind as domain values, in the order of their ids. For kinds with few: contracts, targets ..."""
    return _values(connection, KINDS[kind])


def values_by_id(connection: Connection, kind: str, ids: Sequence[int]) -> tuple[Any, ...]:
    """The records with these ids, the lowest id first; those that are not there are left out."""
    return _values(connection, KINDS[kind], f"WHERE id {IN_IDS}", id_list(ids))


def values_about(connection: Connection, kind: str, person_id: int) -> tuple[Any, ...]:
    """One person's records of a kind, in the order of their ids."""
    return _values(connection, KINDS[kind], "WHERE person_id = ?", person_id)


def _values(connection: Connection, kind: Kind, where: str = "", *parameters: Any) -> tuple[Any, ...]:
    if kind.value is None:
        raise KeyError(kind.name)
    listed = ", ".join(f'"{name}"' for name in columns_of(kind.value))
    rows = connection.exec_driver_sql(f"SELECT {listed} FROM {kind.name} {where} ORDER BY id", parameters).all()
    parts: dict[int, dict[str, list[tuple[Any, ...]]]] = {}
    for part in kind.parts if rows else ():
        names = ", ".join(f'"{name}"' for name in part.columns)
        owners = f"SELECT id FROM {kind.name} {where}"
        for owner, *cells in connection.exec_driver_sql(
            f"SELECT {part.owner}, {names} FROM {part.table.name} WHERE {part.owner} IN ({owners})"
            f' ORDER BY {part.owner}, "{part.columns[0]}"',
            parameters,
        ):
            parts.setdefault(owner, {}).setdefault(part.table.name, []).append(tuple(cells))
    return tuple(from_row(kind.name, tuple(row), parts.get(row[0])) for row in rows)
