"""How each funder wants its monitoring report, and what was written in it."""

from __future__ import annotations

from sqlalchemy import Index

from sfph_desktop.core.store.tables.columns import count, needed, of, record_table, words

report_layouts = record_table(
    "report_layouts",
    needed("name"),
    words("contract_ref"),
    words("commissioner"),
    words("title"),
)

report_sections = record_table(
    "report_sections",
    of("layout_id", "report_layouts"),
    needed("kind"),
    words("heading"),
    words("fields"),
    words("question"),
    count("position"),
    Index("report_sections_by_layout", "layout_id"),
)

report_answers = record_table(
    "report_answers",
    of("section_id", "report_sections"),
    needed("contract_ref"),
    needed("quarter"),
    words("text"),
    Index("report_answers_by_section", "section_id"),
)
