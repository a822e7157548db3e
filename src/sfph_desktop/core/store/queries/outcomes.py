"""The enterprise's outcome framework, whole: it has few outcomes, and each is looked at with its parts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.outcomes import Outcome, OutcomeFramework, OutcomeParts
from sfph_desktop.core.store.queries.values import values_of


def outcome_framework(connection: Connection) -> OutcomeFramework:
    """Outcomes by level and place, each with its indicators and the official outcomes it serves; frameworks chosen."""
    outcomes: tuple[Outcome, ...] = values_of(connection, "outcomes")
    if not outcomes:
        return OutcomeFramework(chosen=values_of(connection, "chosen_frameworks"))
    hung: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for kind in ("indicators", "served_outcomes"):
        for one in values_of(connection, kind):
            hung[kind, one.outcome_id].append(one)
    named = connection.exec_driver_sql(
        "SELECT id, name FROM groups WHERE id IN (SELECT group_id FROM outcomes WHERE group_id IS NOT NULL)"
    )
    return OutcomeFramework(
        outcomes=tuple(
            OutcomeParts(
                outcome=one,
                indicators=tuple(sorted(hung["indicators", one.id], key=lambda part: (part.position, part.id))),
                serves=tuple(hung["served_outcomes", one.id]),
            )
            for one in sorted(outcomes, key=lambda one: (LEVELS.index(one.level), one.position, one.id))
        ),
        chosen=values_of(connection, "chosen_frameworks"),
        arrows=values_of(connection, "theory_arrows"),
        groups={int(number): str(name) for number, name in named},
    )


def last_ref(connection: Connection) -> int:
    """The highest number of an outcome called `O-7`; 0 when there is none."""
    found = connection.exec_driver_sql(
        "SELECT max(CAST(substr(outcome_ref, 3) AS INTEGER)) FROM outcomes WHERE outcome_ref GLOB 'O-[0-9]*'"
    ).scalar()
    return int(found or 0)


def last_position(connection: Connection, level: str) -> int:
    """The place of the last outcome of a level; -1 when it has none."""
    found = connection.exec_driver_sql("SELECT max(position) FROM outcomes WHERE level = ?", (level,)).scalar()
    return -1 if found is None else int(found)


def services_known(connection: Connection) -> tuple[str, ...]:
    """The names of all services: those described, and those that anything was recorded in."""
    rows = connection.exec_driver_sql(
        "SELECT name FROM services UNION SELECT service FROM episodes UNION SELECT service FROM sessions ORDER BY 1"
    )
    return tuple(str(row[0]) for row in rows if row[0])


def factors_recorded(connection: Connection) -> tuple[str, ...]:
    """The factors of what is recorded for the environment, the most used first."""
    rows = connection.exec_driver_sql("SELECT factor FROM environment GROUP BY factor ORDER BY count(*) DESC, 1")
    return tuple(str(row[0]) for row in rows)
