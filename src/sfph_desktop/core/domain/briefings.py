"""Briefings: one evidence for three audiences, and the body a briefing is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Audience = Literal["health", "procurement", "sector"]
AUDIENCES: Mapping[Audience, str] = {
    "health": "health professionals",
    "procurement": "procurement officials",
    "sector": "the third sector",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An integration authority or a health board of the reference library."""

    code: str
    kind: Literal["integration_authority", "health_board"]
    name: str
    full_name: str
    """`NHS Fife`, `Fife integration authority`: tells the two apart where they share a name."""
    about: str = ""
    """What it is and what it covers: `Lead agency; health board: NHS Highland`."""
