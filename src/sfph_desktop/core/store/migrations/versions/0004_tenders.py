"""What wins and keeps work: contracts in full, notices, bids, promises, stories; and the facts behind a run."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Each column's tables by a function of its own, further down."""
