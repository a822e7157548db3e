"""By what right something leaves for the network: lawful bases by field, and agreements on rows."""

from __future__ import annotations

from sqlalchemy import Index

from sfph_desktop.core.store.tables.columns import day, needed, record_table, words

lawful_bases = record_table(
    "lawful_bases",
    needed("purpose"),
    needed("field"),
    needed("basis"),
    words("condition"),
    words("reason"),
    day("from_date", needed=True),
    words("decided_by"),
    day("ended_on"),
    Index("lawful_bases_by_purpose", "purpose", "field"),
)

row_agreements = record_table(
    "row_agreements",
    needed("desk_key"),
    day("agreed_on", needed=True),
    words("agreed_by"),
    needed("words"),
    day("ended_on"),
)
