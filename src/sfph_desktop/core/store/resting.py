"""What was removed rests for 90 days and can be brought back; then it is erased, wherever the history holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.resting import REST_DAYS, Rested
from sfph_desktop.core.store.history import ERASED
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.store.undo import taken_back

# Ticks and half-done work: to take one away is a change of mind, no removal of a record. They are erased all the same.
_TICKS = ("attendance", "absences", "answer_drafts", "import_mappings", "joins", "different_people")
_FIRST = (
    "people",
    "groups",
    "services",
    "sessions",
    "contracts",
    "report_layouts",
    "partners",
    "assessments",
    "episodes",
)
"""Of several kinds removed together, the one that the others belong to."""


def rested(connection: Connection, now: datetime) -> tuple[Rested, ...]:
    """Removals that can be brought back, the newest first."""
    undone, _ = taken_back(connection)
    marks = ", ".join("?" * len(_TICKS))
    rows = connection.exec_driver_sql(
        "SELECT h.unit_id, u.at, u.who, u.why, h.kind, count(*), h.before FROM history AS h"
        " JOIN units AS u ON u.id = h.unit_id WHERE h.after IS NULL AND h.before <> ? AND u.undoes IS NULL"
        f" AND u.at >= ? AND h.kind NOT IN ({marks}) GROUP BY h.unit_id, h.kind ORDER BY h.unit_id DESC",
        (ERASED, _stamp(now - timedelta(days=REST_DAYS)), *_TICKS),
    ).all()
    found: dict[int, list[Any]] = {}
    for row in rows:
        if row[0] not in undone:
            found.setdefault(row[0], []).append(row)
    return tuple(_told(unit, parts) for unit, parts in found.items())


def to_erase(connection: Connection, now: datetime) -> bool:
    """Whether anything was removed before the time of rest and is still held."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM history AS h JOIN units AS u ON u.id = h.unit_id WHERE h.after IS NULL AND h.before <> ?"
        " AND u.at < ? LIMIT 1",
        (ERASED, _stamp(now - timedelta(days=REST_DAYS))),
    )
    return found.first() is not None


def erase(connection: Connection, now: datetime) -> int:
    """Erase what the history holds of records removed before the time of rest; how many rows it held of them.

    Of a record that is there again, or was removed again since, nothing is touched.
    """
    before, erased = _stamp(now - timedelta(days=REST_DAYS)), 0
    for kind in KINDS.values():
        gone = connection.exec_driver_sql(
            "UPDATE history SET before = iif(before IS NULL, NULL, :erased), after = iif(after IS NULL, NULL, :erased)"
            " WHERE kind = :kind AND (before <> :erased OR after <> :erased) AND record_id IN ("
            "  SELECT h.record_id FROM history AS h JOIN units AS u ON u.id = h.unit_id"
            "  WHERE h.kind = :kind AND h.after IS NULL GROUP BY h.record_id HAVING max(u.at) < :before)"
            f" AND record_id NOT IN (SELECT id FROM {kind.name})",
            {"kind": kind.name, "erased": ERASED, "before": before},
        )
        erased += int(gone.rowcount)
    return erased


def _told(unit: int, parts: list[Any]) -> Rested:
    main = min(parts, key=lambda row: _FIRST.index(row[4]) if row[4] in _FIRST else len(_FIRST))
    at = datetime.fromisoformat(main[1])
    return Rested(
        unit_id=unit,
        at=at,
        who=main[2],
        why=main[3],
        what=_name(json.loads(main[6])),
        records={row[4]: int(row[5]) for row in parts},
        until=(at + timedelta(days=REST_DAYS)).date(),
    )


def _name(record: Mapping[str, Any]) -> str:
    """What a removed record was called."""
    given = record.get("known_as") or record.get("given_name") or ""
    person = " ".join(part for part in (given, record.get("family_name") or "") if part)
    ref = _first(record, "person_ref", "session_ref", "contract_ref", "partner_ref")
    name = person or _first(record, "name", "title", "service", "instrument")
    return f"{name} ({ref})" if name and ref else name or ref


def _first(record: Mapping[str, Any], *names: str) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
