"""What wins and keeps work: contracts in full, notices, bids, promises, stories; and the facts behind a run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Each column's tables by a function of its own, further down."""
    _kept_facts()


def _kept_facts() -> None:
    """What a run was worked out from, without anybody's identity; runs of before have none."""
    op.create_table(
        "kept_facts",
        sa.Column("snapshot_id", sa.Integer, sa.ForeignKey("snapshots.id"), primary_key=True),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
