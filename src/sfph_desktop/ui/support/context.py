"""What the shell lends to every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sfph_desktop.core.usecases.machine import Machine
    from sfph_desktop.ui.support.folder_watch import FolderWatch
    from sfph_desktop.ui.support.jobs import Jobs
    from sfph_desktop.ui.support.messages import Messages
    from sfph_desktop.ui.support.preferences import Preferences
    from sfph_desktop.ui.theme.apply import Theme


class Room(NamedTuple):
    """One room of a place: the page it leads to, and its word in the strip at the head of the page."""

    place: str
    word: str


class ShellContext(NamedTuple):
    """Handed to a page when it is made: `XPage(office, shell)`."""

    jobs: Jobs
    messages: Messages
    theme: Theme
    preferences: Preferences
    navigate: Callable[[str, object], None]
    """`navigate("people", 12)` shows a place and, unless None, one record in it (an id, or an evidence number)."""
    lock: Callable[[], None]
    """Lock the program: the office is closed and the door is shown."""
    rooms: tuple[tuple[Room, ...], ...] = ()
    """The rooms of each place that has more than its own page; the first is the place of the side bar itself."""
    folder: FolderWatch | None = None
    """The folder that is looked into for the network's files; None where there is no frame round the page."""


class DoorContext(NamedTuple):
    """Handed to the pages before the office is open: unlocking, the first run, bringing back a backup."""

    machine: Machine
    lanes: Callable[[], Jobs]
    """Makes the lanes when the first work is given to them, which is after the first window has been painted."""
    messages: Messages
    theme: Theme
    preferences: Preferences

    @property
    def jobs(self) -> Jobs:
        """The lanes."""
        return self.lanes()
