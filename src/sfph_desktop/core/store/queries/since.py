"""What has happened to the records behind a printed figure since its run was kept.

A run keeps ids and nothing else of anybody. Whether a record that has gone is there again under another id is found
when somebody asks, by what the record is: its own reference, or whose it is, which questionnaire, which day. What it
was is read from the history, so nothing about a person outlives the history of that person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import Connection

from sfph_desktop.core.domain.proofs import Happened, Moved
from sfph_desktop.core.store.history import IN_IDS, id_list, row_json
from sfph_desktop.core.store.kinds import KINDS, Kind
from sfph_desktop.core.store.queries.refs import KEY_COLUMNS, REF_COLUMNS
from sfph_desktop.core.store.undo import taken_back

SEEN: Mapping[str, frozenset[str]] = {
    "people": frozenset({"date_of_birth", "gender", "disability", "ethnic_group"}),
    "episodes": frozenset({"person_id", "service", "start_date", "end_date", "funding"}),
    "sessions": frozenset({"service", "date", "minutes", "unnamed_low", "unnamed_high", "register"}),
    "attendance": frozenset({"session_id", "person_id"}),
    "assessments": frozenset({"person_id", "instrument", "date", "stage", "scores"}),
    "events": frozenset({"person_id", "date", "event_type", "quantity", "sustained_weeks"}),
    "environment": frozenset(
        {"date", "factor", "quantity", "replaces_factor", "replaces_quantity", "displacement_rate"}
    ),
}
"""By kind: what a run of the toolkit looks at (`queries/facts`); of a kind that is not here, everything."""

_OWN = frozenset({"id", "made_in"})
_BY_ID = {"person_id": "people", "session_id": "sessions", "group_id": "groups"}
"""Columns that name another record by its id: it has a new one when both were brought in again."""

Record = dict[str, Any]
"""A record as the history keeps it, but with references in place of the ids of other records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What happened to the records of one kind, and under which id the same record is there again."""

    moved: tuple[Moved, ...] = ()
    again: Mapping[int, int] = field(default_factory=dict)


def since_snapshot(connection: Connection, number: int, kind: str, then: Sequence[int], now: Sequence[int]) -> Since:
    """What happened, since that snapshot, to the records of a kind (as in `Records.ids`) behind one of its figures.

    `then`: the ids behind the figure when it was kept; `now`: those behind the same figure worked out today.
    """
    spec = KINDS.get("people" if kind.endswith("people") else kind)
    if spec is None:
        return Since()
    past = _Past(connection, spec, number)
    old, new, tally = set(then), set(now), _Tally()
    for unit, names in past.corrections(old & new):
        tally.add("corrected" if names & SEEN.get(spec.name, names) else "noted", unit, names)
    gone = (old - new) - past.there(old - new)
    again = dict(past.brought_again(gone))
    for came in again.values():
        if came.id in new:
            tally.add("again_changed" if came.differs else "again", came.unit, came.differs)
    linked = past.joins(old - new - gone) if spec.name == "people" else {}
    for unit in linked.values():
        tally.add("joined", unit)
    # What is there, under its own id or another, and is not counted, has not gone: it is still recorded.
    tally.add("left", count=len(old - new - gone - set(linked)) + sum(came.id not in new for came in again.values()))
    for unit in past.removals(gone - set(again)):
        tally.add("removed", unit)
    for unit in past.arrivals((new - old) - {came.id for came in again.values()}):
        tally.add("entered" if unit else "counted", unit)
    return Since(
        moved=tally.told(connection, kind), again={was: came.id for was, came in again.items() if came.id in new}
    )


def untouched(connection: Connection, number: int, program: str) -> bool:
    """Whether this version of the program kept that snapshot and nothing was written since, but runs and readings.

    Then every figure of it is today's figure too, and need not be worked out again to be known.
    """
    found = connection.exec_driver_sql(
        "SELECT 1 FROM snapshots JOIN kept_facts ON kept_facts.snapshot_id = snapshots.id"
        " WHERE snapshots.number = ? AND kept_facts.program = ? AND NOT EXISTS"
        " (SELECT 1 FROM units WHERE units.id > snapshots.made_in AND units.changed NOT IN ('', 'snapshots'))",
        (number, program),
    )
    return found.first() is not None


def last_change(connection: Connection) -> int:
    """The last unit of work in which a record was changed: not one of those that only kept a run or read names."""
    found = connection.exec_driver_sql("SELECT max(id) FROM units WHERE changed NOT IN ('', 'snapshots')").scalar()
    return int(found or 0)


class _Tally:
    """How often each thing happened, in which units of work, and to which fields."""

    def __init__(self) -> None:
        self._count: dict[Happened, int] = defaultdict(int)
        self._units: dict[Happened, set[int]] = defaultdict(set)
        self._fields: dict[Happened, set[str]] = defaultdict(set)

    def add(self, what: Happened, unit: int = 0, fields: Iterable[str] = (), *, count: int = 1) -> None:
        """One more; unit 0 is one that nobody knows."""
        self._count[what] += count
        self._units[what] |= {unit} - {0}
        self._fields[what].update(fields)

    def told(self, connection: Connection, kind: str) -> tuple[Moved, ...]:
        """All of it, in the order of `Happened`."""
        return tuple(
            Moved(
                kind=kind,
                what=what,
                count=self._count[what],
                on=_days(connection, self._units[what]),
                fields=tuple(sorted(self._fields[what])),
            )
            for what in get_args(Happened)
            if self._count.get(what)
        )


def _days(connection: Connection, units: Iterable[int]) -> tuple[date, ...]:
    """The days of some units of work, on the calendar of whoever sits here."""
    found = connection.exec_driver_sql(f"SELECT at FROM units WHERE id {IN_IDS}", (id_list(units),))
    return tuple(sorted({datetime.fromisoformat(row[0]).astimezone().date() for row in found}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """The same record, brought in again since: its id now, the unit that brought it, the fields that differ."""

    id: int
    unit: int
    differs: frozenset[str] = frozenset()


class _Past:
    """The records of one kind as they stood when a snapshot was kept, beside how they stand now."""

    def __init__(self, connection: Connection, spec: Kind, number: int) -> None:
        self._connection, self._spec = connection, spec
        self._unit = int(
            connection.exec_driver_sql("SELECT made_in FROM snapshots WHERE number = ?", (number,)).scalar_one()
        )
        undone, undoing = taken_back(connection)
        self._passed_over = id_list(undone | undoing)
        self._references: dict[str, dict[int, str]] = {}

    def there(self, ids: Iterable[int]) -> set[int]:
        """Those of the ids that are still in the store."""
        found = self._connection.exec_driver_sql(f"SELECT id FROM {self._spec.name} WHERE id {IN_IDS}", (id_list(ids),))
        return {row[0] for row in found}

    def corrections(self, ids: set[int]) -> Iterator[tuple[int, frozenset[str]]]:
        """Of the records that stand otherwise than they did: the unit that touched each last, and what differs."""
        noted = {record_id: (unit, before) for record_id, unit, before in self._noted(ids) if before}
        for record_id, _, record in self._live(f"id {IN_IDS}", id_list(noted)):
            unit, before = noted[record_id]
            if differs := _differing(json.loads(before), record):
                yield unit, differs

    def joins(self, ids: set[int]) -> dict[int, int]:
        """By the id of a joined record, of these: the unit of work that joined it."""
        rows = self._connection.exec_driver_sql(
            f"SELECT other_id, made_in FROM joins WHERE other_id {IN_IDS}", (id_list(ids),)
        )
        return dict(tuple(row) for row in rows)

    def removals(self, ids: set[int]) -> list[int]:
        """The unit that removed each record, 0 where the history does not tell (any more)."""
        noted = {record_id: unit for record_id, unit, _ in self._noted(ids)}
        return [noted.get(record_id, 0) for record_id in sorted(ids)]

    def arrivals(self, ids: set[int]) -> list[int]:
        """The unit that each record came with, 0 for one that was recorded when the snapshot was kept."""
        # A record that was made before the snapshot, was gone then and is back has no `before` of that time.
        back = {record_id: unit for record_id, unit, before in self._noted(ids) if not before}
        made = self._connection.exec_driver_sql(
            f"SELECT id, made_in FROM {self._spec.name} WHERE id {IN_IDS}", (id_list(ids),)
        )
        return [unit if unit > self._unit else back.get(record_id, 0) for record_id, unit in made]

    def brought_again(self, gone: set[int]) -> Iterator[tuple[int, _Came]]:
        """Of the records that are gone, those that are there again, each with what it has become.

        Of several that could be the same (two events of one day) one that is equal is taken first, then the nearest.
        """
        stood = [(record_id, json.loads(before)) for record_id, _, before in self._noted(gone) if before]
        if not stood:
            return
        came: dict[tuple[Any, ...], list[tuple[int, int, Record]]] = defaultdict(list)
        for record_id, unit, record in self._live("made_in > ?", self._unit):
            came[self._identity(record)].append((record_id, unit, self._named(record)))
        for most in (0, len(self._spec.table.columns) + len(self._spec.parts)):
            left = []
            for record_id, before in stood:
                found = self._nearest(before, came.get(self._identity(before), []), most)
                if found is None:
                    left.append((record_id, before))
                else:
                    yield record_id, found
            stood = left

    # --- inside

    def _nearest(self, before: Record, came: list[tuple[int, int, Record]], most: int) -> _Came | None:
        """Take the record that differs least, and in at most so many fields, from those that could be the same."""
        was = self._named(before)
        nearest = min(came, key=lambda one: len(_differing(was, one[2])), default=None)
        if nearest is None or len(differs := _differing(was, nearest[2])) > most:
            return None
        came.remove(nearest)
        return _Came(id=nearest[0], unit=nearest[1], differs=differs)

    def _noted(self, ids: Iterable[int]) -> list[tuple[int, int, str | None]]:
        """Of those that the history speaks of since the snapshot: id, the unit that touched it last, how it stood."""
        found = self._connection.exec_driver_sql(
            "SELECT g.record_id, g.last, nullif(h.before, '{}')"
            " FROM (SELECT record_id, min(id) AS first, coalesce(max(unit_id)"
            f" FILTER (WHERE unit_id NOT {IN_IDS}), max(unit_id)) AS last FROM history"
            f" WHERE kind = ? AND unit_id > ? AND record_id {IN_IDS} GROUP BY record_id) AS g"
            " JOIN history AS h ON h.id = g.first ORDER BY g.record_id",
            (self._passed_over, self._spec.name, self._unit, id_list(ids)),
        )
        return [(int(record_id), int(unit), before) for record_id, unit, before in found]

    def _live(self, where: str, bound: object) -> Iterator[tuple[int, int, Record]]:
        """Id, the unit that made it, and the whole record of some that are in the store."""
        found = self._connection.exec_driver_sql(
            f"SELECT t.id, t.made_in, {row_json(self._spec)} FROM {self._spec.name} AS t WHERE t.{where} ORDER BY t.id",
            (bound,),
        )
        return ((int(record_id), int(unit), json.loads(record)) for record_id, unit, record in found)

    def _identity(self, record: Record) -> tuple[Any, ...]:
        """What a record is, whatever its id: its own reference, or the key by which an import would know it."""
        kind = self._spec.name
        names = (REF_COLUMNS[kind],) if kind in REF_COLUMNS else KEY_COLUMNS.get(kind, ("id",))
        return tuple(self._reference(name, record[name]) for name in names)

    def _named(self, record: Record) -> Record:
        return {name: self._reference(name, cell) for name, cell in record.items()}

    def _reference(self, column: str, cell: Any) -> Any:
        """The reference of the record that a cell names by its id; any other cell as it is."""
        if column not in _BY_ID:
            return cell
        kind = _BY_ID[column]
        if kind not in self._references:
            self._references[kind] = self._all_references(kind)
        return self._references[kind].get(cell, cell)

    def _all_references(self, kind: str) -> dict[int, str]:
        """By id: the reference of each record of a kind that is there, and of those that were there."""
        name = REF_COLUMNS[kind]
        gone = self._connection.exec_driver_sql(
            f"SELECT record_id, before ->> '{name}' FROM history WHERE kind = ? AND before <> '{{}}' ORDER BY id",
            (kind,),
        ).all()
        there = self._connection.exec_driver_sql(f"SELECT id, {name} FROM {kind}").all()
        return {int(record_id): str(reference) for record_id, reference in (*gone, *there)}


def _differing(before: Record, after: Record) -> frozenset[str]:
    """The columns that differ; one that came with a later version of the program is not in an old record."""
    return frozenset(name for name in before.keys() & after.keys() if name not in _OWN and before[name] != after[name])
