"""Opportunities with lots, criteria and details, the notices they came from; buyers' lists, facts of the bidder."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text, text

from sfph_desktop.core.store.tables.columns import count, day, exact, needed, of, record_table, whole, words

opportunities = record_table(
    "opportunities",
    Column("opportunity_ref", Text, nullable=False, unique=True),
    needed("title"),
    words("buyer"),
    words("buyer_kind"),
    words("buyer_region"),
    words("description"),
    Column("source", Text, nullable=False, server_default=text("'hand'")),
    words("jurisdiction"),
    Column("route", Text, nullable=False, server_default=text("'notice'")),
    words("stage"),
    words("ocid"),
    count("only_changes"),
    words("language"),
    day("published_on"),
    day("updated_on"),
    day("questions_by"),
    words("questions_time"),
    day("tenders_by"),
    words("tenders_time"),
    day("contract_start"),
    day("contract_end"),
    whole("duration_days"),
    words("extension"),
    whole("value"),
    whole("value_gross"),
    whole("value_low"),
    words("value_words"),
    words("procedure"),
    words("how_to_apply"),
    words("who_may_apply"),
    words("decision"),
    words("decision_reason"),
    day("decided_on"),
    words("decided_by"),
    words("decided_with"),
    words("note"),
    Index("opportunities_by_ocid", "ocid"),
    Index("opportunities_by_deadline", "tenders_by"),
    Index("opportunities_by_questions", "questions_by"),
)

opportunity_lots = record_table(
    "opportunity_lots",
    of("opportunity_id", "opportunities"),
    needed("lot"),
    words("title"),
    words("description"),
    whole("value"),
    day("contract_start"),
    day("contract_end"),
    whole("duration_days"),
    words("extension"),
    count("position"),
    Index("opportunity_lots_by_opportunity", "opportunity_id"),
)

opportunity_criteria = record_table(
    "opportunity_criteria",
    of("opportunity_id", "opportunities"),
    words("lot"),
    words("kind"),
    words("name"),
    exact("weight"),
    words("weight_words"),
    count("position"),
    Index("opportunity_criteria_by_opportunity", "opportunity_id"),
)

opportunity_details = record_table(
    "opportunity_details",
    of("opportunity_id", "opportunities"),
    needed("kind"),
    words("code"),
    words("text"),
    words("place"),
    count("position"),
    Index("opportunity_details_by_opportunity", "opportunity_id"),
)

notice_releases = record_table(
    "notice_releases",
    of("opportunity_id", "opportunities"),
    needed("ocid"),
    needed("release_key"),
    words("released_at"),
    words("tags"),
    words("file"),
    day("read_on", needed=True),
    needed("content"),
    Index("notice_releases_by_opportunity", "opportunity_id"),
)

bidder_lists = record_table(
    "bidder_lists",
    needed("buyer"),
    Column("kind", Text, nullable=False, server_default=text("'preferred'")),
    words("what"),
    whole("up_to"),
    day("from_date"),
    day("to_date"),
    words("source"),
    words("note"),
)

bidder_facts = record_table(
    "bidder_facts",
    day("date", needed=True),
    whole("turnover"),
    whole("employees"),
    whole("employees_integrated"),
    words("main_aim"),
    words("aim_written_in"),
    words("note"),
)
