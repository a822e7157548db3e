"""A person at the real window: keys or clicks, one after the other, each counted; and what they see."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from sfph_desktop.core.usecases.machine import Machine, cheap_key_cost, this_machine
from sfph_desktop.ui.shell.program import Program
from sfph_desktop.ui.shell.start import Start
from sfph_desktop.ui.support.panels import FaultDialog

# One list of fonts for all tests: it takes seconds to build, and it says so as a warning when it takes long.
os.environ.setdefault("MPLCONFIGDIR", str(Path(tempfile.gettempdir()) / "sfph-desktop-tests-matplotlib"))
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

PATIENCE = 60_000
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
OFFSCREEN_CHATTER = "propagateSizeHints"
"""Qt's offscreen screen says of every window of its own that it has no hints for a window manager: harmless."""


@dataclass
class WalkingClock:
    """A day in May 2026, whose last full financial year is the sample's; each look is a second later."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 5, 4, 10, 30, tzinfo=UTC))

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def machine_in(folder: Path) -> Machine:
    """A computer whose every folder is in one, with a key that costs no time."""
    return replace(this_machine(folder, key_cost=cheap_key_cost()), clock=WalkingClock())


class Person:
    """Presses keys where the keyboard is, or clicks what is to be seen, waits for what comes of it, and keeps count."""

    def __init__(self, qtbot: Any, program: Program) -> None:
        self.qtbot, self.program = qtbot, program
        self.presses = 0
        self.screens: list[str] = []

    # --- pressing

    def press(self, *keys: Qt.Key, control: bool = False, alt: bool = False) -> None:
        """Press keys that are no letters, or are held with another, one after the other."""
        held = CONTROL if control else ALT if alt else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.presses += 1
            QTest.keyClick(self.focused(), key, held)
        self.look()

    def type(self, text: str) -> None:
        """Type, each letter where the keyboard then is."""
        for letter in text:
            self.presses += 1
            QTest.keyClick(self.focused(), letter)

    def tab_to(self, name: str, most: int = 12) -> QWidget:
        """Go on with Tab until the keyboard is on the control of that name."""
        for _ in range(most):
            if said_of(self.focused()).startswith(name):
                return self.focused()
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name!r} in {most} presses; it is on {said_of(self.focused())!r}")

    def push(self, name: str, most: int = 12) -> None:
        """Go to a button with Tab, press it with the space bar, and wait for what comes of it."""
        self.tab_to(name, most)
        self.press(Qt.Key.Key_Space)
        self.settle()

    def answering(self, chosen: Path) -> None:
        """The next file dialog gets this answer. The name counts as one press: people pick it, and Enter takes it."""
        waiting = QTimer(self.program, interval=20)

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                return
            waiting.stop()
            self.screens.append(dialog.windowTitle())
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(str(chosen))
            self.presses += 2
            QTest.keyClick(line, Qt.Key.Key_Return)

        waiting.timeout.connect(answer)
        waiting.start()

    # --- clicking

    def click(self, words: str, *, waiting: bool = True) -> None:
        """Click the button that begins so, which must be there to be clicked, and wait for what comes of it."""
        made = [
            one
            for one in self.program.window.findChildren(QAbstractButton)
            if one.isVisible() and said_of(one).startswith(words)
        ]
        assert made, f"no button says {words!r}"
        assert made[0].isEnabled(), words
        self.presses += 1
        QTest.mouseClick(made[0], Qt.MouseButton.LeftButton)
        if waiting:
            self.settle()

    def click_row(self, view: QAbstractItemView, number: int) -> None:
        """Click a row of a list or a table, and wait for what comes of it."""
        assert view.isVisible()
        self.presses += 1
        place = view.visualRect(view.model().index(number, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    # --- seeing

    def focused(self) -> QWidget:
        """What has the keyboard; the window itself where nothing in it has."""
        return QApplication.focusWidget() or self.program.window.focusWidget() or self.program.window

    def settle(self) -> None:
        """Wait until nothing is being done, and what came of it is on the screen."""
        for _ in range(2):  # what has come may ask for more: the newest run after the list of runs
            self.wait(lambda: self.program.jobs.idle)
            QApplication.processEvents()
        if QApplication.activeModalWidget() is None and not self.program.window.isActiveWindow():
            self.program.window.activateWindow()  # offscreen there is no window manager to do so after a dialog
            QApplication.processEvents()
        self.look()

    def wait(self, so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(so, timeout=PATIENCE)

    def look(self) -> None:
        """Remember which screen this is. A dialog about a fault of ours ends the journey."""
        faults = [made for made in QApplication.topLevelWidgets() if isinstance(made, FaultDialog)]
        assert not faults, "the program told of a fault of its own"
        frame = self.program.frame
        here = frame.here if frame is not None else self.step.accessibleName()
        if not self.screens or self.screens[-1] != here:
            self.screens.append(here)

    @property
    def step(self) -> Any:
        """The step at the door."""
        content: Any = self.program.window.content
        return content.step

    @property
    def page(self) -> Any:
        """The place that is shown."""
        assert self.program.frame is not None
        return self.program.frame.pages[self.program.frame.here]

    @property
    def notice(self) -> str:
        """What the notice at the foot says."""
        return str(self.program.window.messages.strip.said)

    def reads(self, root: QWidget | None = None) -> str:
        """All the words that stand on the screen, or on a part of it."""
        room = root or self.program.window
        labels = [one for one in room.findChildren(QLabel) if one.isVisible()]
        return "\n".join(one.accessibleName() or one.text() for one in labels)

    # --- what several journeys do

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase at the door, and come in."""
        self.tab_to("Passphrase")
        self.type(passphrase)
        self.press(Qt.Key.Key_Return)
        self.settle()
        assert self.program.frame is not None, self.reads()

    def leave(self) -> None:
        """Close the window in the orderly way, as its cross does."""
        QTimer.singleShot(0, self.program.window.close)
        assert self.program.run() == 0


def said_of(widget: QWidget) -> str:
    """The name by which a control is known to those who listen."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()).strip() if callable(text) else "")


@contextmanager
def at_the_window(qtbot: Any, folder: Path, machine: Machine | None = None) -> Iterator[Person]:
    """The real program over a folder, shown, with somebody at it; closed at the end unless they closed it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    # The program ends itself; Qt's own wish to quit would arrive late, in the midst of another test.
    application.setQuitOnLastWindowClosed(False)
    program = Program(application, machine or machine_in(folder), Start(folder=folder))
    program.window.resize(1180, 760)
    with qtbot.waitActive(program.window, timeout=PATIENCE):
        program.start()
        program.window.activateWindow()
    person = Person(qtbot, program)
    person.settle()
    yield person
    if program.window.isVisible():
        person.leave()
    for dialog in [made for made in QApplication.topLevelWidgets() if isinstance(made, QDialog)]:
        dialog.deleteLater()
    program.window.deleteLater()
    QApplication.processEvents()


def pdf_text(file: Path) -> list[str]:
    """The words of each page of a PDF, as somebody reads them from paper."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def readable(folder: Path, *names: str) -> list[str]:
    """Files in which one of the names can be read, in either way of writing letters down."""
    return [
        f"{name} in {file.relative_to(folder)}"
        for file in folder.rglob("*")
        if file.is_file()
        for name in names
        if any(name.lower().encode(way) in file.read_bytes().lower() for way in ("utf-8", "utf-16-le"))
    ]
