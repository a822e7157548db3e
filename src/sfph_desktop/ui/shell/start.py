"""How the program is to start: which office, and in which folder everything lives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Read from the command line, or made by a test."""

    folder: Path | None = None
    """Office, settings, cache and log live here; None: in this person's own folders."""
    store: Path | None = None
    """The office to open; None: the one opened last, or the first run."""
    passphrase_file: Path | None = None
    """For the demonstration only: its passphrase is not a secret."""
    throwaway: bool = False
    """The folder goes when the window closes."""
    locked: str = ""
    """Why the program before this one locked: asked, idle or slept; blank for an ordinary start."""
