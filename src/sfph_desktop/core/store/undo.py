"""Taking a unit of work back, as a new unit, provided nothing later touched the same records."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary
from sqlalchemy.exc import IntegrityError

from sfph_desktop.core.domain.office_facts import UnitInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import history
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.kinds import KINDS, LINKS, OWNER_OF, Kind
from sfph_desktop.core.store.unit_of_work import Unit


class TouchedSince(UserCanFix):
    """Later work has to do with the records of what should be undone; it would have to be undone first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What has to be done to the records of one kind so that they stand as before the unit."""

    kind: Kind
    gone: tuple[int, ...]
    """Ids of records the unit made: to be removed."""
    back: tuple[int, ...]
    """Ids of history rows of records that are there, and stand otherwise than before."""
    again: tuple[int, ...]
    """Ids of history rows of records that are there no more."""
    touched: tuple[int, ...]
    """Ids of all records of the kind that the unit made, changed or removed."""


def units(connection: Connection, limit: int | None = None, *, together: bool = False) -> tuple[UnitInfo, ...]:
    """Units of work that changed something, the newest first; `together` tells those of a series on one line."""
    undone, _ = taken_back(connection)
    told: list[UnitInfo] = []
    seen: set[str] = set()
    rows = connection.exec_driver_sql(f"{_UNITS} WHERE changed <> '' ORDER BY id DESC")
    for row in rows:
        if len(told) == limit:
            break
        info = _info(row, undone)
        step = together and info.series and not info.undone and not row[6]
        if step and info.series in seen:
            continue
        if step:
            seen.add(info.series)
        told.append(info)
    rows.close()
    steps = _steps(connection, seen, undone)
    newest = {each[-1][0] for each in steps.values() if each}
    return tuple(_whole(info, steps[info.series]) if info.id in newest else info for info in told)


def unit_info(connection: Connection, unit_id: int) -> UnitInfo:
    """One unit of work; raises UserCanFix when there is none of that number, or it changed nothing."""
    found = connection.exec_driver_sql(f"{_UNITS} WHERE changed <> '' AND id = ?", (unit_id,)).first()
    if found is None:
        raise UserCanFix(what=f"There is no saved change number {unit_id}.", do="Choose one from the list of changes.")
    return _info(found, taken_back(connection)[0])


_UNITS = "SELECT id, at, who, why, changed, series, undoes FROM units"


def _info(row: Any, undone: set[int]) -> UnitInfo:
    return UnitInfo(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        who=row[2],
        why=row[3],
        changed=tuple(row[4].split()),
        undone=row[0] in undone,
        series=row[5],
    )


def _whole(newest: UnitInfo, steps: Sequence[tuple[int, str]]) -> UnitInfo:
    """The line that tells all steps of a series that stand."""
    changed = {kind for _, kinds in steps for kind in kinds.split()}
    title = newest.why.rpartition(": ")[0] if len(steps) > 1 else newest.why
    return replace(newest, why=title or newest.why, steps=len(steps), changed=tuple(sorted(changed)))


def _steps(connection: Connection, series: Collection[str], undone: set[int]) -> dict[str, list[tuple[int, str]]]:
    """By series: id and kinds touched of its units that stand, the earliest first. One statement for all."""
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in series if name}
    if found:
        rows = connection.exec_driver_sql(
            "SELECT id, changed, series FROM units WHERE series IN (SELECT value FROM json_each(?))"
            " AND series <> '' AND undoes IS NULL AND changed <> '' ORDER BY id",
            (json.dumps(sorted(found)),),
        )
        for unit_id, changed, name in rows:
            if unit_id not in undone:
                found[name].append((unit_id, changed))
    return found


def last_of_series(connection: Connection, series: str) -> int:
    """The newest unit of a series that stands; 0 when there is none."""
    steps = _steps(connection, [series], taken_back(connection)[0]).get(series)
    return steps[-1][0] if steps else 0


def take_back(unit: Unit, target: int, *, whole: bool = False) -> UnitInfo:
    """Undo the unit `target` inside `unit`; with `whole` every unit of its series that stands. What was taken back.

    Raises UserCanFix, with nothing changed, when that cannot be done.
    """
    connection = unit.connection
    info, targets = asked_for(connection, target, whole=whole)
    unit.series = info.series if len(targets) > 1 else ""
    plan = plan_of(connection, targets)
    check_may(connection, info, targets, plan)
    later = later_work(connection, targets, plan)
    if later:
        raise _touched_since(connection, max(later))
    connection.exec_driver_sql("UPDATE units SET undoes = ? WHERE id = ?", (target, unit.id))
    carry_out(unit, plan)
    return info


def asked_for(connection: Connection, target: int, *, whole: bool) -> tuple[UnitInfo, list[int]]:
    """What is asked to be undone, and the units that are: one, or with `whole` those of its series that stand."""
    info = unit_info(connection, target)
    if not whole or not info.series or info.undone:
        return info, [target]
    undone, _ = taken_back(connection)
    steps = _steps(connection, [info.series], undone)[info.series]
    ids = [step for step, _ in steps]
    if target not in ids:  # it took the series back itself
        return info, [target]
    return _whole(info, steps), ids


def carry_out(unit: Unit, plan: Sequence[Wanted]) -> None:
    """Let the records stand as they stood before; raises UserCanFix when they cannot."""
    connection = unit.connection
    # Rows come back in any order; whether every row still has the one it names is looked at when all are there.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    try:
        for wanted in plan:
            _remove_made(unit, wanted)
        for wanted in plan:
            _write_back(unit, wanted)
            _make_again(unit, wanted)
    except IntegrityError as failure:
        raise UserCanFix(
            what="This cannot be undone any more.",
            why="A record that was saved later now uses a reference that would come back.",
            do="Give the later record another reference, then undo again. Nothing was changed.",
        ) from failure
    _check_whole(connection, plan)


# --- what has to be done ----------------------------------------------------------------------------------------------


def plan_of(connection: Connection, targets: Sequence[int]) -> list[Wanted]:
    """What has to be done, kind by kind, so that everything stands as before these units."""
    return [_wanted(connection, kind, targets) for kind in KINDS.values()]


def _wanted(connection: Connection, kind: Kind, targets: Sequence[int]) -> Wanted:
    if kind.kept:
        return Wanted(kind=kind, gone=(), back=(), again=(), touched=())
    listed = id_list(targets)
    made, since_removed = list[int](), list[int]()
    if "made_in" in kind.table.columns:
        found = connection.exec_driver_sql(f"SELECT id FROM {kind.name} WHERE made_in {IN_IDS}", (listed,))
        made = [row[0] for row in found]
        removed = connection.exec_driver_sql(
            "SELECT record_id FROM history WHERE kind = ? AND unit_id > ? AND after IS NULL"
            f" AND before ->> 'made_in' {IN_IDS} AND record_id NOT IN (SELECT id FROM {kind.name})",
            (kind.name, min(targets), listed),
        )
        since_removed = [row[0] for row in removed]
    # A record may be changed twice: only how it stood at first counts. One made in these units has no before.
    rows = connection.exec_driver_sql(
        "SELECT min(h.id), h.record_id, h.before IS NULL, t.id IS NULL FROM history AS h"
        f" LEFT JOIN {kind.name} AS t ON t.id = h.record_id WHERE h.unit_id {IN_IDS} AND h.kind = ?"
        f" AND (h.before IS NULL OR h.before ->> 'made_in' IS NULL OR h.before ->> 'made_in' NOT {IN_IDS})"
        " GROUP BY h.record_id",
        (listed, kind.name, listed),
    ).all()
    return Wanted(
        kind=kind,
        gone=tuple(dict.fromkeys([*made, *(record for _, record, new, missing in rows if new and not missing)])),
        back=tuple(row_id for row_id, _, new, missing in rows if not new and not missing),
        again=tuple(row_id for row_id, _, new, missing in rows if not new and missing),
        touched=tuple({*made, *since_removed, *(record for _, record, _, _ in rows)}),
    )


def taken_back(connection: Connection) -> tuple[set[int], set[int]]:
    """The units that stand taken back, and the units that took them back and stand themselves."""
    undone: set[int] = set()
    undoing: set[int] = set()
    rows = connection.exec_driver_sql(
        "SELECT id, undoes, series FROM units WHERE undoes IS NOT NULL ORDER BY id DESC"
    ).all()
    steps = _steps(connection, {series for _, _, series in rows}, undone)
    for unit_id, undoes, series in rows:
        if unit_id in undone or _main(series) in undone:
            continue
        undone.add(undoes)
        undoing.add(unit_id)
        undone.update(step for step, _ in steps.get(series, ()) if step < unit_id)
    return undone, undoing


TOGETHER = "with-"
"""How the series of a unit begins that only notes that another one took this back as well: `with-412`."""


def _main(series: str) -> int:
    return int(series.removeprefix(TOGETHER)) if series.startswith(TOGETHER) else 0


# --- whether it may be done -------------------------------------------------------------------------------------------


def check_may(connection: Connection, info: UnitInfo, targets: Sequence[int], plan: Sequence[Wanted]) -> None:
    """Raise UserCanFix when these units are undone already, or of a kind that cannot be undone (any more)."""
    if info.undone:
        raise UserCanFix(what=f'"{info.why}" has already been undone.', do="There is nothing more to do.")
    # An import of which every row waits, and a decision about such a row, touch no record: the unit stands or not.
    if not any(wanted.touched for wanted in plan) and "imports" not in info.changed:
        raise UserCanFix(what=f'"{info.why}" is nothing that can be undone.', do="Change it where it was set.")
    for wanted in plan:
        if wanted.kind.final and _first_made(connection, wanted, targets):
            raise UserCanFix(what=f'"{info.why}" cannot be undone.', why=wanted.kind.final)
    erased = connection.exec_driver_sql(
        f"SELECT 1 FROM history WHERE unit_id {IN_IDS} AND before = ? LIMIT 1", (id_list(targets), history.ERASED)
    )
    if erased.first() is not None:
        raise UserCanFix(
            what=f'"{info.why}" cannot be undone any more.',
            why="What was removed rests for 90 days. They are over, and it has been erased.",
            do="Enter it again if it is needed. Nothing was changed.",
        )


def _first_made(connection: Connection, wanted: Wanted, targets: Sequence[int]) -> bool:
    """Whether one of these units made a record of the kind; to bring one back is not to make it."""
    name = wanted.kind.name
    made = f"SELECT 1 FROM {name} WHERE id {IN_IDS} AND made_in {IN_IDS} LIMIT 1"
    return connection.exec_driver_sql(made, (id_list(wanted.gone), id_list(targets))).first() is not None


def later_work(
    connection: Connection, targets: Sequence[int], plan: Sequence[Wanted], besides: Collection[int] = ()
) -> set[int]:
    """The units in force that came later and touched the same records, or are built on one that would go."""
    undone, undoing = taken_back(connection)
    passed_over = id_list(undone | undoing | {*targets, *besides})
    touched = {wanted.kind.name: set(wanted.touched) for wanted in plan}
    later: set[int] = set()
    for wanted in plan:
        if wanted.touched:
            found = connection.exec_driver_sql(
                "SELECT DISTINCT unit_id FROM history WHERE unit_id > ? AND kind = ?"
                f" AND record_id {IN_IDS} AND unit_id NOT {IN_IDS}",
                (min(targets), wanted.kind.name, id_list(wanted.touched), passed_over),
            )
            later.update(row[0] for row in found)
        for link in LINKS if wanted.gone else ():
            if link.parent == wanted.kind.name:
                child = OWNER_OF[link.child.name] if link.child.name in OWNER_OF else KINDS[link.child.name]
                built_on = set(history.followers(connection, link, wanted.gone)) - touched[child.name]
                later.update(_last_units(connection, child, built_on, passed_over))
    return later.difference(besides)


def _last_units(connection: Connection, kind: Kind, ids: set[int], passed_over: str) -> set[int]:
    """The last unit in force that had to do with each of these records; where none is, the last of all.

    A record that has just been brought back was touched last by the unit that brought it: that one is passed over.
    """
    if not ids:
        return set()
    touched = "SELECT max(h.unit_id) FROM history AS h WHERE h.kind = ? AND h.record_id = t.id"
    rows = connection.exec_driver_sql(
        f"SELECT coalesce(nullif(max(iif(t.made_in {IN_IDS}, 0, t.made_in),"
        f" coalesce(({touched} AND h.unit_id NOT {IN_IDS}), 0)), 0), max(t.made_in, coalesce(({touched}), 0)))"
        f" FROM {kind.name} AS t WHERE t.id {IN_IDS}",
        (passed_over, kind.name, passed_over, kind.name, id_list(ids)),
    )
    return {row[0] for row in rows}


def _touched_since(connection: Connection, later: int) -> TouchedSince:
    info = unit_info(connection, later)
    return TouchedSince(
        what="This cannot be undone by itself.",
        why=f'"{info.why}" ({info.at:%d %B %Y}) came later and has to do with the same records.',
        do="Undo that first, or put the records right by hand. Nothing was changed.",
    )


def _check_whole(connection: Connection, plan: Sequence[Wanted]) -> None:
    """Every record that came back must still have the record it belongs to."""
    for wanted in plan:
        for link in LINKS:
            if link.child is wanted.kind.table and link.key == "id" and wanted.again + wanted.back:
                lone = connection.exec_driver_sql(
                    f"SELECT count(*) FROM {wanted.kind.name} WHERE id {IN_IDS}"
                    f" AND {link.column} IS NOT NULL AND {link.column} NOT IN (SELECT id FROM {link.parent})",
                    (id_list(wanted.touched),),
                ).scalar()
                if lone:
                    raise UserCanFix(
                        what="This cannot be undone any more.",
                        why="What would come back belongs to a record that has been removed since.",
                        do="Undo that removal first. Nothing was changed.",
                    )


# --- doing it: each step leaves its own history, so that an undo can be undone ----------------------------------------


def _remove_made(unit: Unit, wanted: Wanted) -> None:
    if wanted.gone:
        history.note_before(unit.connection, unit.id, wanted.kind, wanted.gone)
        history.delete(unit.connection, wanted.kind, wanted.gone)
        unit.search_index.touched(wanted.kind.name, wanted.gone)
        unit.changed.add(wanted.kind.name)


def _write_back(unit: Unit, wanted: Wanted) -> None:
    if not wanted.back:
        return
    kind, rows = wanted.kind, id_list(wanted.back)
    ids = _record_ids(unit.connection, wanted.back)
    history.note_before(unit.connection, unit.id, kind, ids)
    sets = ", ".join(f'"{c.name}" = {_cell(c)}' for c in kind.table.columns if c.name != "id")
    unit.connection.exec_driver_sql(
        f"UPDATE {kind.name} SET {sets} FROM history AS h WHERE h.id {IN_IDS} AND h.record_id = {kind.name}.id", (rows,)
    )
    unit.search_index.touched(kind.name, ids)
    for part in kind.parts:
        history.clear_parts(unit.connection, kind, part.table.name, ids)
    _parts_back(unit.connection, kind, rows)
    history.note_after(unit.connection, unit.id, kind, ids)
    unit.changed.add(kind.name)


def _make_again(unit: Unit, wanted: Wanted) -> None:
    if not wanted.again:
        return
    kind, rows = wanted.kind, id_list(wanted.again)
    names = ", ".join(f'"{c.name}"' for c in kind.table.columns)
    cells = ", ".join(_cell(c) for c in kind.table.columns)
    unit.connection.exec_driver_sql(
        f"INSERT INTO {kind.name} ({names}) SELECT {cells} FROM history AS h WHERE h.id {IN_IDS}", (rows,)
    )
    _parts_back(unit.connection, kind, rows)
    ids = _record_ids(unit.connection, wanted.again)
    unit.search_index.touched(kind.name, ids)
    history.note_made(unit.connection, unit.id, kind, ids)
    unit.changed.add(kind.name)


def _parts_back(connection: Connection, kind: Kind, rows: str) -> None:
    for part in kind.parts:
        names = ", ".join(f'"{name}"' for name in (part.owner, *part.columns))
        cells = ", ".join(f"j.value ->> {place}" for place in range(len(part.columns)))
        connection.exec_driver_sql(
            f"INSERT INTO {part.table.name} ({names}) SELECT h.record_id, {cells}"
            f" FROM history AS h, json_each(h.before, '$.{part.table.name}') AS j WHERE h.id {IN_IDS}",
            (rows,),
        )


def _record_ids(connection: Connection, history_ids: Sequence[int]) -> list[int]:
    found = connection.exec_driver_sql(f"SELECT record_id FROM history WHERE id {IN_IDS}", (id_list(history_ids),))
    return [int(row[0]) for row in found]


def _cell(column: Column[object]) -> str:
    """SQL for one column out of the `before` of the history row `h`.

    A column that came with a later version of the program is not in an old `before`: it gets what it gets by default.
    """
    cell = f"h.before ->> '{column.name}'"
    if isinstance(column.type, LargeBinary):
        return f"unhex({cell})"
    default = getattr(column.server_default, "arg", None)
    if default is not None and not column.nullable:
        return f"coalesce({cell}, {getattr(default, 'text', repr(default))})"
    return cell
