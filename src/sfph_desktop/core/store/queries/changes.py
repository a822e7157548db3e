"""What was done to a record, and to what belongs to it, unit of work by unit of work: as values, before and after.

A creation has no row in the history: it is known by the `made_in` of the record, or by that of the record as it was
when it was removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.store.history import IN_IDS, id_list, row_json
from sfph_desktop.core.store.kinds import KINDS, Kind
from sfph_desktop.core.store.mapping import value_fields
from sfph_desktop.core.store.undo import taken_back

BELONGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "outcomes": (("indicators", "outcome_id"), ("served_outcomes", "outcome_id"), ("theory_arrows", "outcome_id")),
    "sessions": (("attendance", "session_id"), ("absences", "session_id")),
    "groups": (("group_members", "group_id"),),
    "partners": (("partner_contacts", "partner_id"),),
    "contracts": (("contract_lots", "contract_id"), ("contract_partners", "contract_id")),
    "report_layouts": (("report_sections", "layout_id"),),
}
"""By kind: the kinds whose records are told with it, and their column that names it."""
BY_NAME: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "contracts": (
        ("targets", "contract_ref", "contract_ref"),
        ("inputs", "contract_ref", "contract_ref"),
        ("value_lines", "contract_ref", "contract_ref"),
        ("report_answers", "contract_ref", "contract_ref"),
    ),
    "services": (("activities", "service", "name"),),
}
"""The same where the column holds not an id, but what the record's own column (the third) holds now."""
CALLED: Mapping[str, tuple[str, ...]] = {
    "people": ("person_ref",),
    "episodes": ("episode_ref",),
    "sessions": ("session_ref",),
    "contracts": ("contract_ref",),
    "commissioners": ("name",),
    "partners": ("partner_ref", "name"),
    "groups": ("name",),
    "services": ("name",),
    "activities": ("name",),
    "value_lines": ("line_ref",),
    "outcomes": ("outcome_ref", "title"),
}
"""By kind: the columns by which people call its records."""
_PERSONAL = tuple(kind for kind in KINDS.values() if kind.person and kind.value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one unit of work did to one record. `before`: None where it made it; `after`: None where it took it out."""

    unit_id: int
    kind: str
    record_id: int
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One unit of work, with what it did."""

    unit_id: int
    at: datetime
    who: str
    undone: bool
    series: str
    """The piece of work it is a step of; blank: it stands by itself."""
    import_said: str
    """What is said of the whole where a file brought it in, with much else; blank: no file did."""
    changes: tuple[Change, ...]


def about_person(connection: Connection, person_id: int, limit: int) -> tuple[Occasion, ...]:
    """The latest units of work that touched anything in a person's record, the newest first."""
    found = list(_noted(connection, "h.person_id = ?", person_id))
    for kind in _PERSONAL:
        found += _made(connection, kind, f't."{kind.person}" = ?', person_id)
    return _occasions(connection, _with_creations(found), limit)


def about_record(connection: Connection, kind: str, record_id: int, limit: int) -> tuple[Occasion, ...]:
    """The latest units of work that touched a record or what belongs to it, the newest first. KeyError: no kind."""
    found = list(_noted(connection, "h.kind = ? AND h.record_id = ?", kind, record_id))
    found += _made(connection, KINDS[kind], "t.id = ?", record_id)
    for child, column in BELONGS.get(kind, ()):
        named = f"h.kind = ? AND coalesce(h.before, h.after) ->> '{column}' = ?"
        found += _noted(connection, named, child, record_id)
        found += _made(connection, KINDS[child], f't."{column}" = ?', record_id)
    for child, column, own in BY_NAME.get(kind, ()):
        name = connection.exec_driver_sql(f"SELECT {own} FROM {kind} WHERE id = ?", (record_id,)).scalar()
        if name is not None:
            found += _noted(connection, f"h.kind = ? AND coalesce(h.before, h.after) ->> '{column}' = ?", child, name)
            found += _made(connection, KINDS[child], f't."{column}" = ?', name)
    return _occasions(connection, _with_creations(found), limit)


def about_units(connection: Connection, unit_ids: Sequence[int]) -> tuple[Occasion, ...]:
    """What these units of work did, the newest first."""
    listed = id_list(unit_ids)
    found = list(_noted(connection, f"h.unit_id {IN_IDS}", listed))
    for kind in KINDS.values():
        if kind.value is not None:
            found += _made(connection, kind, f"t.made_in {IN_IDS}", listed)
    wanted = set(unit_ids)
    told = [one for one in _with_creations(found) if one.unit_id in wanted]
    return _occasions(connection, told, len(unit_ids))


def find_called(connection: Connection, kind: str, name: str) -> list[int]:
    """The ids of the records of a kind that people call so, whatever the case of its letters. KeyError: no kind."""
    kind = KINDS[kind].name
    columns = CALLED.get(kind, ())
    where = " OR ".join(f"{column} = ? COLLATE NOCASE" for column in columns)
    if not where:
        return []
    rows = connection.exec_driver_sql(f"SELECT id FROM {kind} WHERE {where}", (name,) * len(columns))
    return [int(row[0]) for row in rows]


def _noted(connection: Connection, where: str, *bound: object) -> Iterator[Change]:
    rows = connection.exec_driver_sql(
        f"SELECT h.unit_id, h.kind, h.record_id, h.before, h.after FROM history AS h WHERE {where} ORDER BY h.id", bound
    )
    for unit_id, kind, record_id, before, after in rows:
        if kind in KINDS:
            yield Change(
                unit_id=unit_id,
                kind=kind,
                record_id=record_id,
                before=json.loads(before) if before else None,
                after=json.loads(after) if after else None,
            )


def _made(connection: Connection, kind: Kind, where: str, bound: object) -> list[Change]:
    """The records that stand now, as if each had been noted when it was made."""
    rows = connection.exec_driver_sql(
        f"SELECT t.made_in, t.id, {row_json(kind)} FROM {kind.name} AS t WHERE {where}", (bound,)
    )
    return [Change(unit_id=row[0], kind=kind.name, record_id=row[1], after=json.loads(row[2])) for row in rows]


def _with_creations(found: Iterable[Change]) -> list[Change]:
    """The changes with one creation for each record: as it was made, which is how its first change found it."""
    changes = list(found)
    first: dict[tuple[str, int], Change] = {}
    for one in changes:
        if one.before is not None:
            key = (one.kind, one.record_id)
            if key not in first or one.unit_id < first[key].unit_id:
                first[key] = one
    told = []
    made = set()
    for one in changes:
        key = (one.kind, one.record_id)
        if one.before is not None or one.after is None:
            told.append(one)
        elif one.after.get("made_in") == one.unit_id:
            made.add(key)
            was = first[key].before if key in first else one.after
            told.append(Change(unit_id=one.unit_id, kind=one.kind, record_id=one.record_id, after=was))
        else:  # made again by an undo, which is a row of the history
            told.append(one)
    for key, one in first.items():
        if key not in made and one.before is not None:
            told.append(Change(unit_id=one.before["made_in"], kind=key[0], record_id=key[1], after=one.before))
    return told


def _occasions(connection: Connection, changes: Sequence[Change], limit: int) -> tuple[Occasion, ...]:
    by_unit: dict[int, list[Change]] = {}
    for one in changes:
        by_unit.setdefault(one.unit_id, []).append(one)
    latest = sorted(by_unit, reverse=True)[:limit]
    units = connection.exec_driver_sql(
        f"SELECT id, at, who, series, why, changed FROM units WHERE id {IN_IDS}", (id_list(latest),)
    )
    told = {
        row[0]: (
            datetime.fromisoformat(row[1]),
            str(row[2]),
            str(row[3]),
            row[4] if "imports" in row[5].split() else "",
        )
        for row in units
    }
    undone, _ = taken_back(connection)
    return tuple(
        Occasion(
            unit_id=unit,
            at=told[unit][0],
            who=told[unit][1],
            undone=unit in undone,
            series=told[unit][2],
            import_said=told[unit][3],
            changes=tuple(by_unit[unit]),
        )
        for unit in latest
        if unit in told
    )


def values_of_change(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a noted record as the domain has them, dates as dates; columns that came later are left out."""
    spec = KINDS[kind]
    if spec.value is None:
        return {}
    found = {}
    for field in value_fields(spec.value):
        if all(column in row for column in field.columns):
            found[field.name] = field.load(*(row[column] for column in field.columns))
    for part in spec.parts:
        found[part.table.name] = row.get(part.table.name)
    return found
