"""A real office with the sample in it, and the real frame round it, for the tests of the places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from tests.drawn import DRAWN

from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.network_role import is_desk
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.shell.frame import Frame
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme


@dataclass
class Stage:
    """The window with its frame, and what a test does to it."""

    qtbot: Any
    office: Office
    window: Window
    frame: Frame
    jobs: Jobs

    def go(self, place: str, record: object = None) -> Any:
        """Open a place and wait for what it fetches; the place."""
        self.frame.go(place, record)
        self.settle()
        return self.frame.pages[place]

    def settle(self) -> None:
        """Wait until nothing is being done."""
        self.qtbot.waitUntil(lambda: self.jobs.idle, timeout=20_000)

    def wait(self, so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(so, timeout=20_000)

    def focused(self) -> QWidget:
        """What has the keyboard."""
        found = self.window.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        """Type, each letter where the keyboard then is."""
        for letter in text:
            QTest.keyClick(self.focused(), letter)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys that are no letters."""
        for key in keys:
            QTest.keyClick(self.focused(), key)


@contextmanager
def stage_of(qtbot: Any, office: Office, folder: Path) -> Iterator[Stage]:
    """The frame round an office, shown without a screen."""
    machine = this_machine(folder, key_cost=cheap_key_cost())
    preferences = Preferences(machine)
    theme = Theme(machine.paths.resources, DRAWN)
    theme.apply()
    window = Window(theme, preferences)
    jobs = Jobs(window.messages)
    frame = Frame(
        office, jobs=jobs, messages=window.messages, theme=theme, preferences=preferences, desk=is_desk(office)
    )
    window.show_only(frame)
    window.resize(1200, 760)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Stage(qtbot, office, window, frame, jobs)
    jobs.stop()
    window.close_now()
    window.deleteLater()


def sample_office(new_office: Callable[[Path], Office], folder: Path, people: int = 12) -> Office:
    """A new office with a small sample in it."""
    from sfph_desktop.core.usecases.sample import fill_with_sample

    office = new_office(folder)
    fill_with_sample(office, people=people)
    return office


def unnamed(root: QWidget) -> list[str]:
    """The controls on screen that have neither words nor a name for those who listen."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    found = []
    for kind in kinds:
        for made in root.findChildren(kind):
            named = made.accessibleName() or (made.text() if isinstance(made, QAbstractButton) else "")
            inner = made.objectName().startswith("qt_") or isinstance(made.parent(), QComboBox | QAbstractItemView)
            popup = made.window() is not root.window()
            if not named and not inner and not popup and made.focusPolicy() != Qt.FocusPolicy.NoFocus:
                found.append(f"{type(made).__name__} in {type(made.parent()).__name__}")
    return found
