"""How the columns of a spreadsheet of the enterprise's own were read: remembered for the next file of its shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapping:
    """A mapping that was used, found again by the headings of the sheet."""

    id: int = 0
    name: str
    shape: str
    """Fingerprint of the sheet's headings."""
    mapping: str
    """TOML, as `--mapping FILE.toml` takes it."""
    used_on: date
