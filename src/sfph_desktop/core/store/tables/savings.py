"""Cases for investing to save, and the savings in them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, text

from sfph_desktop.core.store.tables.columns import count, day, exact, needed, of, record_table, whole, words

saving_cases = record_table(
    "saving_cases",
    Column("case_ref", Text, nullable=False, unique=True),
    needed("title"),
    words("asked_of"),
    words("contract_ref"),
    Column("invest", Integer, nullable=False),
    whole("running"),
    whole("match"),
    words("match_from"),
    day("starts_on"),
    Column("years", Integer, nullable=False, server_default=text("3")),
    words("conditions"),
    words("note"),
)

saving_lines = record_table(
    "saving_lines",
    of("case_id", "saving_cases"),
    needed("payer"),
    needed("what"),
    whole("low"),
    Column("amount", Integer, nullable=False),
    whole("high"),
    exact("cashable"),
    words("cashable_why"),
    count("from_month"),
    words("source"),
    words("evidence"),
    Index("saving_lines_by_case", "case_id"),
)
