"""How the program is to start: which office, and in which folder everything lives."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Start(NamedTuple):
    """Read from the command line, or made by a test.

    A named tuple, as all that is made before the first window: a dataclass takes four times as long to prepare.
    """

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
