"""What happened in one person's record, the latest first."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from sfph_desktop.core.domain.office_facts import TimelineEntry
from sfph_desktop.core.domain.values import from_day

# Of things on one day, what began is told after what came of it, since the latest stands on top.
_ORDER = ("note", "action", "event", "assessment", "attendance", "episode")

_THINGS = """
SELECT 'episode' AS kind, start_date AS day, service || ' began' AS title, '' AS detail
    FROM episodes WHERE person_id = :person
UNION ALL
SELECT 'episode', end_date, service || ' ended', end_reason
    FROM episodes WHERE person_id = :person AND end_date IS NOT NULL
UNION ALL
SELECT 'attendance', s."date", iif(s.activity <> '', s.activity, s.service),
        coalesce(coalesce(a.minutes, s.minutes) || ' minutes', '') || iif(s.place <> '', ' at ' || s.place, '')
    FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id WHERE a.person_id = :person
UNION ALL
SELECT 'event', "date", replace(event_type, '_', ' '), iif(quantity <> 1, printf('%g', quantity), '')
    FROM events WHERE person_id = :person
UNION ALL
SELECT 'note', "date", 'Note by ' || author, substr(replace(text, char(10), ' '), 1, 200)
    FROM notes WHERE person_id = :person AND NOT private
UNION ALL
SELECT 'action', done_on, 'Done: ' || what, by_whom
    FROM actions WHERE person_id = :person AND done_on IS NOT NULL
"""
_ASSESSMENTS = """
SELECT a."date", a.instrument, a.stage,
        (SELECT group_concat(s.output || ' ' || printf('%g', s.value), ', ' ORDER BY s.output)
            FROM scores AS s WHERE s.assessment_id = a.id AND s.value IS NOT NULL)
    FROM assessments AS a WHERE a.person_id = :person
"""
STAGE_WORDS = {"": "", "baseline": "at the start", "review": "review", "exit": "at the end", "follow_up": "follow-up"}


def timeline(connection: Connection, person_id: int, instruments: Mapping[str, str]) -> tuple[TimelineEntry, ...]:
    """Everything dated in a person's record but private notes; `instruments` gives the short name by id."""
    found = [
        TimelineEntry(day=from_day(day), kind=kind, title=title, detail=detail.strip())
        for kind, day, title, detail in connection.exec_driver_sql(_THINGS, {"person": person_id})
    ]
    for day, instrument, stage, scores in connection.exec_driver_sql(_ASSESSMENTS, {"person": person_id}):
        name, when = instruments.get(instrument, instrument), STAGE_WORDS.get(stage, stage)
        title = f"{name}, {when}" if when else name
        found.append(TimelineEntry(day=from_day(day), kind="assessment", title=title, detail=scores or "no score"))
    return tuple(sorted(found, key=lambda entry: (-entry.day.toordinal(), _ORDER.index(entry.kind), entry.title)))
