"""The one window: first the door (unlock, first run), then the frame of the open office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from sfph_desktop.ui.support.messages import Messages
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

TITLE = "SFPH Desktop"
_SMALLEST = QSize(480, 320)
_USUAL = QSize(1180, 760)


class Window(QMainWindow):
    """Holds one thing at a time and remembers its size and place. `close_wanted` asks to close in an orderly way."""

    close_wanted = Signal()

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._may_close = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowTitle(TITLE)
        self.setMinimumSize(_SMALLEST)
        self.messages = Messages(theme, self._stack)
        self._take_place()

    def say_whose(self, name: str) -> None:
        """Put the enterprise's name in the title of the window."""
        self.setWindowTitle(f"{name} – {TITLE}" if name else TITLE)

    def show_only(self, content: QWidget) -> None:
        """Show this and put away for good whatever was there."""
        former = self._stack.currentWidget()
        self.messages.clear()
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)
        if former is not None and former is not content:
            self._stack.removeWidget(former)
            former.hide()
            former.deleteLater()
        self.messages.raise_strip()
        self.say_whose("")

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._stack.currentWidget()

    def close_now(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the program to close in an orderly way; close when it says so."""
        self._remember_place()
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_wanted.emit()

    def _take_place(self) -> None:
        kept = self._preferences.shape("window/geometry")
        if not kept.isEmpty() and self.restoreGeometry(kept):
            return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else _USUAL
        self.resize(_USUAL.boundedTo(QSize(room.width() - 40, room.height() - 60)).expandedTo(_SMALLEST))

    def _remember_place(self) -> None:
        self._preferences.remember("window/geometry", self.saveGeometry())
        self._preferences.settle()
