"""What the shell lends to every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.messages import Messages
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme

if TYPE_CHECKING:
    from sfph_desktop.core.usecases.machine import Machine


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellContext:
    """Handed to a page when it is made: `XPage(office, shell)`."""

    jobs: Jobs
    messages: Messages
    theme: Theme
    preferences: Preferences
    navigate: Callable[[str, object], None]
    """`navigate("people", 12)` shows a place and, unless None, one record in it (an id, or an evidence number)."""
    lock: Callable[[], None]
    """Lock the program: the office is closed and the door is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorContext:
    """Handed to the pages before the office is open: unlocking, the first run, bringing back a backup."""

    machine: Machine
    jobs: Jobs
    messages: Messages
    theme: Theme
    preferences: Preferences
