"""What the toolkit needs to think with: the outcome framework, and where shares and comparisons come from."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _outcomes()
    _value_lines()
    op.add_column("environment", _words("displacement_reason"))
    op.add_column("comparisons", _words("period"))


def _record(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_in", sa.Integer, nullable=False),
        *columns,
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"))


def _needed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def _of(name: str, table: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False)


def _outcomes() -> None:
    _record(
        "outcomes",
        sa.Column("outcome_ref", sa.Text, nullable=False, unique=True),
        _needed("title"),
        _needed("level"),
        _words("phrase"),
        _words("construct"),
        _words("service"),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id")),
        _words("stages"),
        _count("position"),
        _words("note"),
    )
    op.create_index("outcomes_by_group", "outcomes", ["group_id"])
    _record(
        "indicators",
        _of("outcome_id", "outcomes"),
        _needed("kind"),
        _needed("sentence"),
        _words("instrument"),
        _words("output"),
        _words("event_type"),
        _words("factor"),
        _count("position"),
    )
    op.create_index("indicators_by_outcome", "indicators", ["outcome_id"])
    _record(
        "served_outcomes",
        _of("outcome_id", "outcomes"),
        _needed("framework_id"),
        _needed("framework_title"),
        _words("framework_year"),
        _words("status"),
        _needed("official_id"),
        _needed("title"),
        _words("confidence"),
    )
    op.create_index("served_outcomes_by_outcome", "served_outcomes", ["outcome_id"])
    _record(
        "theory_arrows",
        _of("outcome_id", "outcomes"),
        _needed("activity"),
        _needed("stands"),
        _words("assumption"),
    )
    op.create_index("theory_arrows_by_outcome", "theory_arrows", ["outcome_id"])
    _record(
        "chosen_frameworks",
        _needed("framework_id"),
        _needed("title"),
        _words("year"),
        _words("status"),
        _words("country"),
        _words("buyer"),
        sa.Column("chosen_on", sa.Integer, nullable=False),
    )


def _value_lines() -> None:
    for name in ("deadweight", "displacement", "attribution", "drop_off", "cashable"):
        op.add_column("value_lines", _words(f"{name}_source"))
    op.add_column("value_lines", _words("unit_value_checked"))
