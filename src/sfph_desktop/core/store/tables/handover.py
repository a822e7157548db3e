"""Who sees to what, and who stands in: what a successor has to know and no other record says."""

from __future__ import annotations

from sqlalchemy import Column, Text, text

from sfph_desktop.core.store.tables.columns import needed, record_table, words

duties = record_table(
    "duties",
    Column("kind", Text, nullable=False, server_default=text("'office'")),
    needed("what"),
    needed("who"),
    words("stands_in"),
    words("note"),
)
