"""What a change is worth, what it is compared with, and the runs of the toolkit that are kept for ever."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from sfph_desktop.core.store.tables.columns import (
    day,
    exact,
    metadata,
    needed,
    number,
    record_table,
    whole,
    words,
)

value_lines = record_table(
    "value_lines",
    Column("line_ref", Text, nullable=False, unique=True),
    needed("indicator"),
    needed("unit_value"),
    words("unit_value_checked"),
    exact("duration_years", needed=True),
    exact("deadweight"),
    words("deadweight_reason"),
    words("deadweight_source"),
    exact("displacement"),
    words("displacement_reason"),
    words("displacement_source"),
    exact("attribution"),
    words("attribution_reason"),
    words("attribution_source"),
    exact("drop_off"),
    words("drop_off_reason"),
    words("drop_off_source"),
    exact("cashable"),
    words("cashable_reason"),
    words("cashable_source"),
    words("contract_ref"),
    words("overlap_group"),
)

comparisons = record_table(
    "comparisons",
    Column("comparison_ref", Text, nullable=False, unique=True),
    needed("instrument"),
    words("output"),
    words("kind"),
    whole("pairs"),
    number("mean_change"),
    number("sd_change"),
    number("improved_share"),
    words("source"),
    words("period"),
)

snapshots = record_table(
    "snapshots",
    Column("number", Integer, nullable=False, unique=True),
    needed("made_at"),
    day("period_start", needed=True),
    day("period_end", needed=True),
    words("service"),
    words("contract_ref"),
    Column("document", LargeBinary, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("evidence", Integer, primary_key=True),
    Column("snapshot_id", Integer, ForeignKey("snapshots.id"), nullable=False),
    needed("figure"),
    words("key"),
    Column("records", LargeBinary, nullable=False),
    Index("figures_by_snapshot", "snapshot_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)

kept_facts = Table(
    "kept_facts",
    metadata,
    Column("snapshot_id", Integer, ForeignKey("snapshots.id"), primary_key=True),
    needed("program"),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""What a run was worked out from, without anybody's identity, and the version of the program that did."""
