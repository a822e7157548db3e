"""Notices that nobody is there: no key and no pointer for some minutes, or a computer that slept."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 5_000
_SLEPT = 45_000
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletMove,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """`idle` is sent once nothing has been pressed or moved for `minutes`; `slept` when the computer was asleep.

    It listens to windows only, not to every widget, so that it costs nothing while a list is scrolled.
    """

    idle = Signal()
    slept = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._since = QElapsedTimer()
        self._since.start()
        self._wall = QDateTime.currentMSecsSinceEpoch()
        self._heard: list[QWindow] = []
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
        for window in QGuiApplication.topLevelWindows():
            self._on_window(window)
        self._since.restart()
        self._wall = QDateTime.currentMSecsSinceEpoch()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def look(self) -> None:
        """Judge now; called every few seconds."""
        wall = QDateTime.currentMSecsSinceEpoch()
        slept = wall - self._wall > _LOOK_EVERY + _SLEPT
        self._wall = wall
        if slept:
            self.stop()
            self.slept.emit()
        elif self._since.elapsed() >= self.minutes * 60_000:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key, a click or a movement begins the time anew."""
        if event.type() in _SIGNS_OF_LIFE:
            self._since.restart()
        return super().eventFilter(watched, event)

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None and window not in self._heard:
            self._heard.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._heard.remove(window) if window in self._heard else None)
