"""Sessions of activities, and who came."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text, UniqueConstraint

from sfph_desktop.core.store.tables.columns import count, day, needed, of, record_table, whole, words

sessions = record_table(
    "sessions",
    Column("session_ref", Text, nullable=False, unique=True),
    needed("service"),
    words("activity"),
    day("date", needed=True),
    whole("minutes"),
    words("place"),
    count("unnamed_low"),
    count("unnamed_high"),
    Index("sessions_by_date", "date"),
)

attendance = record_table(
    "attendance",
    of("session_id", "sessions"),
    of("person_id", "people"),
    whole("minutes"),
    UniqueConstraint("session_id", "person_id"),
    Index("attendance_by_person", "person_id"),
)
