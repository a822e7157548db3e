"""Questionnaires filled in, their answers and scores; outcome events; environment records."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Text, UniqueConstraint, text

from sfph_desktop.core.store.tables.columns import (
    day,
    needed,
    number,
    of,
    owner,
    part_table,
    record_table,
    whole,
    words,
)

assessments = record_table(
    "assessments",
    of("person_id", "people"),
    needed("instrument"),
    day("date", needed=True),
    words("stage"),
    number("ready_score"),
    UniqueConstraint("person_id", "instrument", "date", "stage"),
    Index("assessments_by_date", "date"),
)

# An item that was asked and not answered has a row with no value, so that the sheet of paper comes back as it was.
answers = part_table(
    "answers",
    owner("assessment_id", "assessments"),
    Column("item", Integer, primary_key=True),
    number("value"),
)

scores = part_table(
    "scores",
    owner("assessment_id", "assessments"),
    Column("output", Text, primary_key=True),
    number("value"),
    words("version"),
)

answer_texts = part_table(
    "answer_texts",
    owner("assessment_id", "assessments"),
    Column("item", Text, primary_key=True),
    needed("words"),
)

events = record_table(
    "events",
    of("person_id", "people"),
    day("date", needed=True),
    needed("event_type"),
    Column("quantity", REAL, nullable=False, server_default=text("1.0")),
    whole("sustained_weeks"),
    words("note"),
    Index("events_by_person", "person_id"),
    Index("events_by_date", "date"),
)

environment = record_table(
    "environment",
    day("date", needed=True),
    needed("factor"),
    number("quantity", needed=True),
    words("replaces_factor"),
    number("replaces_quantity"),
    number("displacement_rate"),
    words("displacement_reason"),
    words("note"),
    Index("environment_by_date", "date"),
)

own_instruments = record_table(
    "own_instruments",
    needed("instrument"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    needed("definition"),
    Column("source", Text, nullable=False, server_default=text("'form'")),
    day("made_on", needed=True),
    day("retired_on"),
    UniqueConstraint("instrument", "version"),
)

wordings = record_table(
    "wordings",
    Column("instrument", Text, nullable=False, unique=True),
    needed("texts"),
    needed("declared_by"),
    day("declared_on", needed=True),
    words("terms"),
)

paper_copies = record_table(
    "paper_copies",
    Column("code", Text, nullable=False, unique=True),
    of("person_id", "people"),
    needed("instrument"),
    words("stage"),
    day("printed_on", needed=True),
    day("answered_on"),
    Index("paper_copies_by_person", "person_id"),
)

answer_drafts = record_table(
    "answer_drafts",
    of("person_id", "people"),
    needed("instrument"),
    day("date", needed=True),
    words("stage"),
    Column("how", Text, nullable=False, server_default=text("'paper'")),
    needed("answers"),
    words("again"),
    words("code"),
    Index("answer_drafts_by_person", "person_id"),
)
