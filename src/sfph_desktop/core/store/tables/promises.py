"""Community benefits that were offered and delivered, answers on fair work, and costs to hold ours against."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, text

from sfph_desktop.core.store.tables.columns import day, needed, number, of, record_table, whole, words

promises = record_table(
    "promises",
    Column("promise_ref", Text, nullable=False, unique=True),
    needed("title"),
    words("benefit"),
    words("contract_ref"),
    words("bid_ref"),
    number("number", needed=True),
    needed("unit"),
    day("due_date"),
    day("made_on", needed=True),
    words("deliverer"),
    whole("cost"),
    words("note"),
    Index("promises_by_due", "due_date"),
)

promise_deliveries = record_table(
    "promise_deliveries",
    of("promise_id", "promises"),
    day("date", needed=True),
    number("number", needed=True),
    words("proof"),
    words("file"),
    Index("promise_deliveries_by_promise", "promise_id"),
)

fair_work_answers = record_table(
    "fair_work_answers",
    Column("criterion", Text, nullable=False, unique=True),
    needed("text"),
    day("changed_on", needed=True),
)

costs_beside = record_table(
    "costs_beside",
    needed("what"),
    Column("cost", Integer, nullable=False),
    Column("per", Text, nullable=False, server_default=text("'person'")),
    needed("source"),
    words("unit_value"),
    words("contract_ref"),
    words("note"),
)
