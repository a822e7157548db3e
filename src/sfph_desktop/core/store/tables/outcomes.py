"""The enterprise's outcome framework: outcomes, their indicators, the buyers' outcomes they serve."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text

from sfph_desktop.core.store.tables.columns import count, day, needed, of, record_table, words

# A group that an outcome is for cannot be removed: the outcome is given to somebody else first.
outcomes = record_table(
    "outcomes",
    Column("outcome_ref", Text, nullable=False, unique=True),
    needed("title"),
    needed("level"),
    words("phrase"),
    words("construct"),
    words("service"),
    Column("group_id", Integer, ForeignKey("groups.id")),
    words("stages"),
    count("position"),
    words("note"),
    Index("outcomes_by_group", "group_id"),
)

indicators = record_table(
    "indicators",
    of("outcome_id", "outcomes"),
    needed("kind"),
    needed("sentence"),
    words("instrument"),
    words("output"),
    words("event_type"),
    words("factor"),
    count("position"),
    Index("indicators_by_outcome", "outcome_id"),
)

served_outcomes = record_table(
    "served_outcomes",
    of("outcome_id", "outcomes"),
    needed("framework_id"),
    needed("framework_title"),
    words("framework_year"),
    words("status"),
    needed("official_id"),
    needed("title"),
    words("confidence"),
    Index("served_outcomes_by_outcome", "outcome_id"),
)

theory_arrows = record_table(
    "theory_arrows",
    of("outcome_id", "outcomes"),
    needed("activity"),
    needed("stands"),
    words("assumption"),
    Index("theory_arrows_by_outcome", "outcome_id"),
)

chosen_frameworks = record_table(
    "chosen_frameworks",
    needed("framework_id"),
    needed("title"),
    words("year"),
    words("status"),
    words("country"),
    words("buyer"),
    day("chosen_on", needed=True),
)
