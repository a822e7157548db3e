"""What `stage_of` asks of pytest-qt, for a window in a process without pytest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication


class Pump:
    """Waits, and lets the window do its work meanwhile."""

    def waitUntil(self, so: Callable[[], bool], timeout: int) -> None:
        end = time.monotonic() + timeout / 1000
        while not so():
            if time.monotonic() > end:
                raise SystemExit("waited in vain")
            QApplication.processEvents()
            time.sleep(0.001)

    @contextmanager
    def waitActive(self, _window: object) -> Iterator[None]:
        yield
