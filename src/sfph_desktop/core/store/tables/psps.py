"""Public social partnerships: who takes part, and the dated record of each stage."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text, text

from sfph_desktop.core.store.tables.columns import day, needed, of, record_table, whole, words

psps = record_table(
    "psps",
    Column("psp_ref", Text, nullable=False, unique=True),
    needed("title"),
    words("public_body"),
    words("contract_ref"),
    Column("stage", Text, nullable=False, server_default=text("'design'")),
    day("starts_on"),
    day("pilot_from"),
    day("pilot_to"),
    day("tender_by"),
    whole("pilot_cost"),
    words("note"),
)

psp_partners = record_table(
    "psp_partners",
    of("psp_id", "psps"),
    needed("name"),
    words("role"),
    Index("psp_partners_by_psp", "psp_id"),
)

psp_entries = record_table(
    "psp_entries",
    of("psp_id", "psps"),
    needed("stage"),
    needed("kind"),
    day("date", needed=True),
    needed("text"),
    words("by_whom"),
    words("evidence"),
    whole("cost"),
    Index("psp_entries_by_psp", "psp_id"),
)
