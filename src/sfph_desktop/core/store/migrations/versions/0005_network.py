"""What goes to the network and comes back; and what is being typed in a register, letter by letter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Each column's tables by a function of its own, further down."""
    _typing()


def _typing() -> None:
    """What stands in a field of a register and has not been left yet; it goes with what it is about."""
    op.create_table(
        "being_typed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id", ondelete="CASCADE")),
        sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE")),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id", ondelete="CASCADE")),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sqlite_strict=True,
    )
