"""What goes to the network and comes back; and what is being typed in a register, letter by letter."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Each column's tables by a function of its own, further down."""
