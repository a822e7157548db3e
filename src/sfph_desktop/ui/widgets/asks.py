"""What a page of a person asks to be done to a part of the record, and where the answer goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sfph_desktop.core.domain.problems import UserCanFix


def _nothing(*_given: object) -> None:
    """Nobody waits for the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Add, change or remove one part of a person's record (an Alert, an Address, a Consent ...)."""

    verb: str
    """add, change, remove, withdraw (a consent), read (a private note)."""
    part: type[Any]
    record_id: int = 0
    """Of what is changed or removed."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """By field."""
    then: Callable[[], object] = _nothing
    """Called once it is done."""
    failed: Callable[[UserCanFix], bool] = lambda _failure: False
    """Called with what a person can mend; whether it was told beside the field it is about."""
