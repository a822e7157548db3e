"""What this computer remembers for a person: their preferences, and how they left the window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from sfph_desktop.core.usecases.machine import Machine, load_settings, save_settings

_RECENT = "recent/stores"
_MOST_RECENT = 6


class Preferences(QObject):
    """Preferences are kept whole by the core; sizes, places and widths beside them, in a file of Qt's own kind.

    Neither holds anything about a person supported. `changed` is sent when a preference was chosen anew.
    """

    changed = Signal()

    def __init__(self, machine: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._machine = machine
        self.settings = load_settings(machine)
        file = machine.paths.settings_file.with_name("window.ini")
        self._kept = QSettings(str(file), QSettings.Format.IniFormat, self)

    def change(self, **what: Any) -> None:
        """Change preferences by name and keep them; raises UserCanFix when one is not allowed or cannot be kept."""
        self.settings = replace(self.settings, **what)
        save_settings(self._machine, self.settings)
        self.changed.emit()

    def remember(self, name: str, value: object) -> None:
        """Remember how something was left."""
        self._kept.setValue(name, value)

    def number(self, name: str, otherwise: int) -> int:
        """A number remembered."""
        found = self._kept.value(name, otherwise)
        return int(found) if isinstance(found, int | str) and str(found).lstrip("-").isdigit() else otherwise

    def text(self, name: str, otherwise: str = "") -> str:
        """A text remembered."""
        found = self._kept.value(name, otherwise)
        return found if isinstance(found, str) else otherwise

    def shape(self, name: str) -> QByteArray:
        """The shape of a window or a splitter remembered; empty when there is none."""
        found = self._kept.value(name)
        return found if isinstance(found, QByteArray) else QByteArray()

    @property
    def recent_stores(self) -> tuple[str, ...]:
        """Stores opened lately on this computer, the last one first."""
        found = self._kept.value(_RECENT)
        listed = [found] if isinstance(found, str) else found
        return tuple(path for path in listed if isinstance(path, str) and path) if isinstance(listed, list) else ()

    def opened(self, path: str) -> None:
        """Put a store first in the list of those opened lately."""
        kept = [path, *(one for one in self.recent_stores if one != path)]
        self._kept.setValue(_RECENT, kept[:_MOST_RECENT])
        self.change(last_store=path)

    def settle(self) -> None:
        """Write what is remembered to the disk."""
        self._kept.sync()
