"""Keeps widgets from being destroyed on a worker's thread.

Python collects reference cycles on whichever thread happens to allocate when its time has come. A widget in such a
cycle would then be destroyed beside the interface's thread, which ends the program sooner or later. So while there
are workers, the collector is switched off and called from a timer of the interface instead.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000


class Sweeper(QObject):
    """Collects on its own thread, by the collector's own measures of when it is time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the oldest generation whose time has come, if any."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the collector back; for when the workers have ended."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
