"""What the enterprise answered to the questions on its readiness for growth."""

from __future__ import annotations

from sqlalchemy import Column, Text

from sfph_desktop.core.store.tables.columns import day, needed, record_table, words

readiness_answers = record_table(
    "readiness_answers",
    Column("question", Text, nullable=False, unique=True),
    needed("answer"),
    words("note"),
    day("answered_on", needed=True),
    words("answered_by"),
)
