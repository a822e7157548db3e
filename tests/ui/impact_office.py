"""One office filled with the sample, one frame round it, and how to wait: for the tests of Impact and Share."""

from __future__ import annotations

import logging
import os
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fakes import FixedClock
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from tests.drawn import DRAWN

from sfph_desktop.core.domain.impact import ImpactRun, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample import fill_with_sample
from sfph_desktop.ui.shell.frame import Frame
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.run_chooser import FINANCIAL

# One list of fonts for all tests: it takes seconds to build, and it says so as a warning when it takes long.
os.environ.setdefault("MPLCONFIGDIR", str(Path(tempfile.gettempdir()) / "sfph-desktop-tests-matplotlib"))
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

MADE = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
"""The sample's financial year 2025/26 is the last full one on this day."""
PATIENCE = 60_000
SAMPLE_YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))


@pytest.fixture(scope="module")
def filled_office(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The sample enterprise with 60 people, and no run of the toolkit yet."""
    office = replace(new_office(tmp_path_factory.mktemp("impact")), clock=FixedClock(MADE))
    fill_with_sample(office, people=60)
    return office


@pytest.fixture(scope="module")
def window_of_office(qapp: QApplication, filled_office: Office) -> Iterator[Desk]:
    """A window with the frame of the filled office in it; one for all tests of a module, since charts take time."""
    made = Desk(filled_office)
    yield made
    made.settle()
    made.jobs.stop()
    made.window.close_now()
    # Now, while the application lives: a window left to the end of the interpreter may outlive it.
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    QApplication.processEvents()


@pytest.fixture
def desk(window_of_office: Desk) -> Desk:
    """The window as a person finds it: of the usual size, with nothing open in Impact."""
    window_of_office.put_in_order()
    return window_of_office


class Desk:
    """The window, and what a person does with it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        machine = office.machine
        self.theme = Theme(machine.paths.resources, DRAWN)
        self.theme.apply("light", 100)
        preferences = Preferences(machine)
        self.window = Window(self.theme, preferences)
        self.jobs = Jobs(self.window.messages)
        self.faults: list[str] = []
        self.window.messages.fault = self._hear_fault  # type: ignore[method-assign]
        self.frame = Frame(
            office, jobs=self.jobs, messages=self.window.messages, theme=self.theme, preferences=preferences
        )
        self.window.show_only(self.frame)
        self.window.resize(1366, 768)
        self.window.show()

    def _hear_fault(self, failure: BaseException) -> None:
        """A fault of ours fails whatever test waits next, with its place."""
        self.faults.append("".join(traceback.format_exception(failure)))

    def go(self, place: str, record: object = None) -> Any:
        """Show a place and wait until it is filled; its page."""
        self.frame.go(place, record)
        self.settle()
        return self.frame.pages[place]

    def run(self, period: Period) -> ImpactRun:
        """Run the toolkit outside the pages, and announce it as the lanes would."""
        done = run_toolkit(self.office, Selection(period=period))
        self.jobs.changed.emit(done.changed)
        self.settle()
        return done.value

    def settle(self) -> None:
        """Wait until nothing is being done, and what came of it is on the screen."""
        calm = 0
        while calm < 2:  # what has come may ask for more: the newest run after the list of runs
            self.wait_until(lambda: self.jobs.idle)
            QApplication.processEvents()
            calm = calm + 1 if self.jobs.idle else 0

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Let the window work until something is so; an assertion fails when it takes a minute."""
        loop, found = QEventLoop(), False

        def seen() -> None:
            nonlocal found
            found = found or done()
            if found:
                loop.quit()

        look, end = QTimer(interval=20), QTimer(singleShot=True, interval=PATIENCE)
        look.timeout.connect(seen)
        end.timeout.connect(loop.quit)
        look.start()
        end.start()
        loop.exec()
        assert not self.faults, self.faults
        assert found  # to ask once more would be another moment: a page may have begun on something further by then

    def put_in_order(self) -> None:
        """The usual size, theme and choices, and no evidence open."""
        self.settle()
        self.window.resize(1366, 768)
        if self.theme.name != "light":
            self.theme.apply("light", 100)
        self.window.messages.clear()
        impact = self.frame.pages.get("impact")
        if impact is not None:
            impact.panel.put_away()
            impact.pack.panel.put_away()
            impact.chooser.period.choose(FINANCIAL)
        share = self.frame.pages.get("share")
        if share is not None:
            share.form.large.setChecked(False)
        self.settle()

    @property
    def notice(self) -> str:
        """What the notice strip says."""
        return str(self.window.messages.strip.said)


def unnamed(page: QWidget) -> list[str]:
    """Controls that can have the keyboard and say nothing to those who listen."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QScrollArea

    silent = []
    for widget in page.findChildren(QWidget):
        focusable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inner = isinstance(widget.parentWidget(), QAbstractScrollArea) and not isinstance(widget, QAbstractButton)
        if not focusable or inner or isinstance(widget, QScrollArea):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text):
            silent.append(f"{type(widget).__name__} {widget.objectName()}")
    return silent
