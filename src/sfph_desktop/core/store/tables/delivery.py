"""Services, activities, groups and their members; sessions, who came, and who of the group did not."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from sfph_desktop.core.store.tables.columns import count, day, metadata, needed, of, record_table, whole, words

services = record_table(
    "services",
    Column("name", Text, nullable=False, unique=True),
    words("purpose"),
    words("who_for"),
    day("from_date"),
    day("to_date"),
)

activities = record_table(
    "activities",
    needed("service"),
    needed("name"),
    whole("minutes"),
    words("place"),
    UniqueConstraint("service", "name"),
)

groups = record_table(
    "groups",
    Column("name", Text, nullable=False, unique=True),
    needed("service"),
    words("activity"),
    words("place"),
    Column("every", Text, nullable=False, server_default=text("'week'")),
    count("weekday"),
    words("starts_at"),
    whole("minutes"),
    Column("present_by_default", Integer, nullable=False, server_default=text("1")),
    day("from_date"),
    day("to_date"),
    words("note"),
)

group_members = record_table(
    "group_members",
    of("group_id", "groups"),
    of("person_id", "people"),
    day("from_date", needed=True),
    day("to_date"),
    Index("group_members_by_group", "group_id"),
    Index("group_members_by_person", "person_id"),
)

# A group that a session names cannot be removed: it is ended instead.
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
    Column("group_id", Integer, ForeignKey("groups.id")),
    words("starts_at"),
    words("register"),
    words("note"),
    Index("sessions_by_date", "date"),
    Index("sessions_by_group", "group_id", "date"),
)

attendance = record_table(
    "attendance",
    of("session_id", "sessions"),
    of("person_id", "people"),
    whole("minutes"),
    count("walk_in"),
    words("note"),
    UniqueConstraint("session_id", "person_id"),
    Index("attendance_by_person", "person_id"),
)

absences = record_table(
    "absences",
    of("session_id", "sessions"),
    of("person_id", "people"),
    words("reason"),
    UniqueConstraint("session_id", "person_id"),
    Index("absences_by_person", "person_id"),
)

# What stands in a field of a register and has not been left yet: no record, so no unit of work makes it and the history
# knows nothing of it. It goes with what it is about. A group's register is known by its day, since its session is made
# by its first mark.
being_typed = Table(
    "being_typed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", Integer, ForeignKey("groups.id", ondelete="CASCADE")),
    Column("session_id", Integer, ForeignKey("sessions.id", ondelete="CASCADE")),
    day("day", needed=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE")),
    needed("field"),
    needed("words"),
    needed("who"),
    sqlite_strict=True,
)
