"""What has been recorded that a target may count."""

from __future__ import annotations

from sqlalchemy import Connection


def recorded(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of event, and the questionnaires filled in, each in the order of the alphabet."""
    events = connection.exec_driver_sql("SELECT DISTINCT event_type FROM events ORDER BY 1").scalars().all()
    used = connection.exec_driver_sql("SELECT DISTINCT instrument FROM assessments ORDER BY 1").scalars().all()
    return tuple(map(str, events)), tuple(map(str, used))
