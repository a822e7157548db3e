"""Before and after of every change, written in the same transaction as the change.

A creation is known by the `made_in` of the row itself; a change or a removal leaves a history row with the whole record
as JSON: its own columns by name, its parts as lists, blobs as hexadecimal. The database writes that JSON itself: noting
200,000 rows costs one statement, and what is written back is what was there, to the last digit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, LargeBinary

from sfph_desktop.core.store.kinds import Kind, Link, Part

ERASED = "{}"
"""What stands in the place of a record that was removed so long ago that it has been erased."""

IN_IDS = "IN (SELECT value FROM json_each(?))"
"""Membership in a list of ids given as one parameter by `id_list`."""


def id_list(ids: Iterable[int]) -> str:
    """A list of ids as the one parameter that `IN_IDS` takes, however many they are."""
    return json.dumps(list(ids))


def note_before(connection: Connection, unit_id: int, kind: Kind, ids: Sequence[int]) -> int:
    """Write how these records stand, before they are changed or removed; how many of them there are."""
    person = f't."{kind.person}"' if kind.person else "NULL"
    written = connection.exec_driver_sql(
        "INSERT INTO history (unit_id, kind, record_id, person_id, before)"
        f" SELECT ?, ?, t.id, {person}, {row_json(kind)} FROM {kind.name} AS t WHERE t.id {IN_IDS}",
        (unit_id, kind.name, id_list(ids)),
    )
    return int(written.rowcount)


def note_after(connection: Connection, unit_id: int, kind: Kind, ids: Sequence[int]) -> int:
    """Complete what `note_before` wrote with how the records stand now; how many of them really changed.

    Rows of records that stand exactly as before are taken out again: nothing happened to them.
    """
    where = (unit_id, kind.name, id_list(ids))
    noted = connection.exec_driver_sql(
        f"UPDATE history SET after = (SELECT {row_json(kind)} FROM {kind.name} AS t WHERE t.id = history.record_id)"
        f" WHERE unit_id = ? AND kind = ? AND record_id {IN_IDS} AND after IS NULL",
        where,
    )
    same = connection.exec_driver_sql(
        f"DELETE FROM history WHERE unit_id = ? AND kind = ? AND record_id {IN_IDS} AND before = after", where
    )
    return int(noted.rowcount) - int(same.rowcount)


def note_made(connection: Connection, unit_id: int, kind: Kind, ids: Sequence[int]) -> None:
    """Note records that came into being with a `made_in` that is not this unit's, or without one."""
    person = f't."{kind.person}"' if kind.person else "NULL"
    connection.exec_driver_sql(
        "INSERT INTO history (unit_id, kind, record_id, person_id, after)"
        f" SELECT ?, ?, t.id, {person}, {row_json(kind)} FROM {kind.name} AS t WHERE t.id {IN_IDS}",
        (unit_id, kind.name, id_list(ids)),
    )


def delete(connection: Connection, kind: Kind, ids: Sequence[int]) -> None:
    """Delete records with their parts. What is noted about them is the caller's."""
    for part in kind.parts:
        clear_parts(connection, kind, part.table.name, ids)
    connection.exec_driver_sql(f"DELETE FROM {kind.name} WHERE id {IN_IDS}", (id_list(ids),))


def clear_parts(connection: Connection, kind: Kind, part: str, ids: Sequence[int]) -> None:
    """Delete one part of these records, before other rows take its place."""
    for spec in kind.parts:
        if spec.table.name == part:
            connection.exec_driver_sql(f"DELETE FROM {part} WHERE {spec.owner} {IN_IDS}", (id_list(ids),))


def followers(connection: Connection, link: Link, ids: Sequence[int]) -> list[int]:
    """The records that name one of these parents by this link, as ids of their kind (of the owner, for a part)."""
    child = link.child
    owner = "id" if "id" in child.columns else next(c.name for c in child.columns if c.foreign_keys)
    named = f"SELECT {link.key} FROM {link.parent} WHERE id {IN_IDS}"
    found = connection.exec_driver_sql(
        f"SELECT DISTINCT {owner} FROM {child.name} WHERE {link.column} IN ({named})", (id_list(ids),)
    )
    return [int(row[0]) for row in found]


def row_json(kind: Kind) -> str:
    """SQL for one record, aliased `t`, as a JSON object."""
    members = []
    for column in kind.table.columns:
        cell = f't."{column.name}"'
        members.append(f"'{column.name}', {f'hex({cell})' if isinstance(column.type, LargeBinary) else cell}")
    members.extend(f"'{part.table.name}', {_part_json(part)}" for part in kind.parts)
    return f"json_object({', '.join(members)})"


def _part_json(part: Part) -> str:
    cells = ", ".join(f'p."{name}"' for name in part.columns)
    # In the order of the part's own key, so that nothing has to be sorted for each record.
    rows = f'SELECT * FROM {part.table.name} AS q WHERE q.{part.owner} = t.id ORDER BY q."{part.columns[0]}"'
    return f"json((SELECT json_group_array(json_array({cells})) FROM ({rows}) AS p))"
