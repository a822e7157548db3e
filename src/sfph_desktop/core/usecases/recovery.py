"""The recovery sheet: the one piece of paper that opens the store when the passphrase is forgotten."""

from __future__ import annotations

from datetime import date
from pathlib import Path


def recovery_sheet(office_name: str, recovery_key: str, out: Path, *, made_on: date) -> Path:
    """Write the sheet to print, as a PDF; where it is. Raises UserCanFix when it cannot be drawn or written."""
    from sfph_desktop.core.reports.recovery_sheet import write_recovery_sheet

    write_recovery_sheet(office_name, tuple(recovery_key.split("-")), out, made_on=made_on)
    return out
