"""What is there already, by the references people use: for matching an import, and for finding a record by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.consent_rules import WORKBOOK_COLUMNS

REF_COLUMNS = {
    "people": "person_ref",
    "episodes": "episode_ref",
    "sessions": "session_ref",
    "contracts": "contract_ref",
    "commissioners": "name",
    "value_lines": "line_ref",
    "comparisons": "comparison_ref",
    "groups": "name",
    "services": "name",
    "partners": "partner_ref",
    "outcomes": "outcome_ref",
    "stories": "story_ref",
}
"""By kind: the column that holds the enterprise's own reference."""

KEY_COLUMNS: dict[str, tuple[str, ...]] = {
    "attendance": ("session_id", "person_id"),
    "assessments": ("person_id", "instrument", "date", "stage"),
    "events": ("person_id", "date", "event_type"),
    "environment": ("date", "factor", "replaces_factor", "note"),
    "inputs": ("date_from", "date_to", "kind", "service", "contract_ref"),
    "targets": ("contract_ref", "indicator", "due_date"),
    "workforce": ("date",),
    "addresses": ("person_id", "from_date"),
    "consents": ("person_id", "purpose", "given_on"),
    "roles": ("person_id", "role", "from_date"),
    "referrals": ("person_id", "direction", "partner_id", "source", "service", "made_on"),
    "partner_contacts": ("partner_id", "name"),
    "involvements": ("person_id", "partner_id", "what", "from_date"),
    "group_members": ("group_id", "person_id", "from_date"),
}
"""By kind: the columns, as stored, that say which record a row of the workbook is, where it has no reference."""


_LATEST_CONSENT = {
    ("people", column): f"(SELECT max(given_on) FROM consents WHERE person_id = people.id AND purpose = '{purpose}')"
    for column, purpose in WORKBOOK_COLUMNS.items()
}


def refs(connection: Connection, kind: str) -> dict[str, int]:
    """The id behind every reference of a kind. KeyError for a kind without references."""
    found = connection.exec_driver_sql(f"SELECT {REF_COLUMNS[kind]}, id FROM {kind}")
    return dict(_fetched(found))


def keys(connection: Connection, kind: str) -> dict[tuple[Any, ...], int]:
    """The id behind every key of a kind without references; of two records with one key, the later."""
    names = KEY_COLUMNS[kind]
    listed = ", ".join(f'"{name}"' for name in names)
    found = connection.exec_driver_sql(f"SELECT id, {listed} FROM {kind} ORDER BY id")
    return {tuple(row[1:]): row[0] for row in _fetched(found)}


def stored_rows(connection: Connection, kind: str, columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
    """By id: the given columns of every record of a kind (or of a part, whose first column is its owner's id).

    Cells as stored; of the workbook's consent columns the latest day that is written down. For a part, whose owner has
    several rows, use `stored_parts`.
    """
    listed = ", ".join(_LATEST_CONSENT.get((kind, name), f'"{name}"') for name in columns)
    found = connection.exec_driver_sql(f"SELECT id, {listed} FROM {kind}")
    return {row[0]: tuple(row[1:]) for row in _fetched(found)}


PART_ORDER = {
    "funding": ("episode_id", "contract_ref", "share_bp"),
    "answers": ("assessment_id", "item", "value"),
    "scores": ("assessment_id", "output", "value"),
}
"""By part: the owner, then what is told of each row, in the order of the rows."""


def stored_parts(connection: Connection, part: str) -> dict[int, tuple[tuple[Any, ...], ...]]:
    """By the id of the owner: its rows of one part, in order, without the owner."""
    owner, *cells = PART_ORDER[part]
    found = connection.exec_driver_sql(f'SELECT {owner}, {", ".join(cells)} FROM {part} ORDER BY {owner}, "{cells[0]}"')
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for row in _fetched(found):
        rows.setdefault(row[0], []).append(tuple(row[1:]))
    return {record_id: tuple(parts) for record_id, parts in rows.items()}


def id_of(connection: Connection, kind: str, ref: str) -> int | None:
    """The id of the record with this reference; None when there is none."""
    found = connection.exec_driver_sql(f"SELECT id FROM {kind} WHERE {REF_COLUMNS[kind]} = ?", (ref,)).scalar()
    return None if found is None else int(found)


def id_of_any_case(connection: Connection, kind: str, ref: str) -> int | None:
    """The id of the record with this reference, capitals or not; None when there is none, or more than one."""
    exact = id_of(connection, kind, ref)
    if exact is not None:
        return exact
    sql = f"SELECT id FROM {kind} WHERE {REF_COLUMNS[kind]} = ? COLLATE NOCASE LIMIT 2"
    found = [int(row[0]) for row in connection.exec_driver_sql(sql, (ref,))]
    return found[0] if len(found) == 1 else None


def _fetched(result: Any) -> list[tuple[Any, ...]]:
    """All rows as the driver's own tuples: a list of 200,000 needs no row objects."""
    rows: list[tuple[Any, ...]] = result.cursor.fetchall()
    return rows
