"""Questionnaires as a list, what is there already on a day, and which reviews have not been done."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.due import Unreviewed
from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.queries.finding import match
from sfph_desktop.core.store.queries.people import DISPLAY_NAME

ASSESSMENT_COLUMNS = ("id", "date", "name", "person_ref", "instrument", "stage", "scores")

BEFORE_START = 28
"""Days before an episode's start from which an assessment belongs to it (toolkit method, section 2)."""
WITHOUT_REVIEW = """
SELECT i.instrument FROM indicators AS i JOIN outcomes AS o ON o.id = i.outcome_id WHERE i.instrument <> ''
GROUP BY i.instrument HAVING max(o.stages = '' OR o.stages LIKE '%review%') = 0
"""
"""Instruments of which no review is due: each outcome they show says when it is measured, and none of them then."""


def assessments(connection: Connection, text: str = "", instrument: str = "") -> tuple[tuple[Cell, ...], ...]:
    """Questionnaires as `ASSESSMENT_COLUMNS`, the latest first.

    `text` keeps those of the people whom a search for it finds, `instrument` those with one instrument.
    """
    wanted: list[str] = []
    bound: list[str] = []
    if text.strip():
        wanted.append("a.person_id IN (SELECT rowid FROM people_search WHERE people_search MATCH ?)")
        bound.append(match(text) or '""')
    if instrument:
        wanted.append("a.instrument = ?")
        bound.append(instrument)
    chosen = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    scores = _scores(connection, chosen, bound)
    rows = connection.exec_driver_sql(
        f'SELECT a.id, a."date", {DISPLAY_NAME}, p.person_ref, a.instrument, a.stage FROM assessments AS a'
        f' JOIN people AS p ON p.id = a.person_id {chosen} ORDER BY a."date" DESC, a.id DESC',
        tuple(bound),
    )
    return tuple((row[0], from_day(row[1]), *row[2:], scores.get(row[0], "")) for row in rows)


def _scores(connection: Connection, chosen: str, bound: list[str]) -> dict[int, str]:
    """By assessment: its scores in words, `metric 21.5, raw 22`. One query: asking for each takes ten times as long."""
    rows = connection.exec_driver_sql(
        "SELECT s.assessment_id, replace(s.output, 'rating_q', 'goal_') || ' ' || printf('%g', s.value)"
        " FROM scores AS s"
        f" JOIN assessments AS a ON a.id = s.assessment_id {chosen or 'WHERE TRUE'} AND s.value IS NOT NULL"
        " ORDER BY s.assessment_id, s.output",
        tuple(bound),
    )
    told: dict[int, str] = {}
    for assessment_id, score in rows:
        told[assessment_id] = f"{told[assessment_id]}, {score}" if assessment_id in told else score
    return told


def instruments_used(connection: Connection) -> tuple[str, ...]:
    """The instruments there is an assessment with, the most used first."""
    rows = connection.exec_driver_sql(
        "SELECT instrument FROM assessments GROUP BY instrument ORDER BY count(*) DESC, 1"
    )
    return tuple(str(row[0]) for row in rows)


def assessment_on(connection: Connection, person_id: int, instrument: str, day: date, stage: str) -> int | None:
    """The id of a person's assessment with this instrument, day and stage; None when there is none."""
    found = connection.exec_driver_sql(
        'SELECT id FROM assessments WHERE person_id = ? AND instrument = ? AND "date" = ? AND stage = ?',
        (person_id, instrument, to_day(day), stage),
    ).scalar()
    return None if found is None else int(found)


def unreviewed(connection: Connection, today: date) -> tuple[Unreviewed, ...]:
    """Scored assessments in an open episode after which there is none with the same instrument, the earliest first.

    Only a first assessment can wait for its review: one that followed another is itself a review.
    """
    rows = connection.exec_driver_sql(
        f'SELECT p.id, p.person_ref, {DISPLAY_NAME}, a.instrument, e.service, min(a."date")'
        " FROM episodes AS e JOIN people AS p ON p.id = e.person_id"
        " JOIN assessments AS a ON a.person_id = e.person_id"
        ' AND a."date" BETWEEN e.start_date - ? AND coalesce(e.end_date, ?)'
        " WHERE (e.end_date IS NULL OR e.end_date >= ?) AND e.start_date <= ?"
        " AND EXISTS (SELECT 1 FROM scores AS s WHERE s.assessment_id = a.id AND s.value IS NOT NULL)"
        f" AND a.instrument NOT IN ({WITHOUT_REVIEW})"
        ' GROUP BY e.id, a.instrument HAVING min(a."date") = max(a."date") ORDER BY 6, 1',
        (BEFORE_START, to_day(today), to_day(today), to_day(today)),
    )
    return tuple(
        Unreviewed(
            person_id=person, person_ref=ref, name=name, instrument=instrument, service=service, baseline=from_day(day)
        )
        for person, ref, name, instrument, service, day in rows
    )
