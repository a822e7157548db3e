"""What a cell reader says when a cell cannot be what its column takes."""

from __future__ import annotations


class Unreadable(Exception):
    """The reason in plain words (without the cell's own text, which may name a person), and what would be accepted."""

    def __init__(self, reason: str, accepted: str) -> None:
        super().__init__(reason)
        self.reason, self.accepted = reason, accepted
