"""A window in parts: theme, preferences, lanes, messages, and a real office with a cheap key."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import FakeOffice, fake_machine
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.drawn import DRAWN

from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.core.usecases.office import Office, close_office, create_office, open_office
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import DoorContext, ShellContext
from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme

PASSPHRASE = "otter ladder violet teapot harbour"


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    """There before any piece of a window is made: without it Qt ends the process, whichever test comes first."""
    return qapp


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return fake_machine(tmp_path / "office")


@pytest.fixture
def theme(qapp: QApplication, machine: Machine) -> Theme:
    made = Theme(machine.paths.resources, DRAWN)
    made.apply("light", 100)
    return made


@pytest.fixture
def preferences(machine: Machine) -> Preferences:
    return Preferences(machine)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Window:
    made = Window(theme, preferences)
    qtbot.addWidget(made, before_close_func=lambda one: setattr(one, "_may_close", True))
    made.resize(1024, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def jobs(window: Window) -> Iterator[Jobs]:
    made = Jobs(window.messages)
    yield made
    made.stop()


@pytest.fixture
def door(machine: Machine, jobs: Jobs, window: Window, theme: Theme, preferences: Preferences) -> DoorContext:
    return DoorContext(
        machine=machine, lanes=lambda: jobs, messages=window.messages, theme=theme, preferences=preferences
    )


@pytest.fixture
def gone() -> list[tuple[str, object]]:
    """Where the shell was asked to go."""
    return []


@pytest.fixture
def shell(
    jobs: Jobs, window: Window, theme: Theme, preferences: Preferences, gone: list[tuple[str, object]]
) -> ShellContext:
    return ShellContext(
        jobs=jobs,
        messages=window.messages,
        theme=theme,
        preferences=preferences,
        navigate=lambda place, record: gone.append((place, record)),
        lock=lambda: gone.append(("lock", None)),
    )


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def still(qtbot: QtBot, jobs: Jobs) -> Callable[[], None]:
    """Waits until both lanes are still and what they brought home has been shown."""

    def wait() -> None:
        qtbot.waitUntil(lambda: jobs.idle, timeout=20_000)
        QApplication.processEvents()

    return wait


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a new, empty, encrypted office that is closed, and its recovery key. To be copied."""
    machine = fake_machine(tmp_path_factory.mktemp("made-once") / "office")
    made = create_office(default_store_path(machine), name="Braes Laundry", passphrase=PASSPHRASE, machine=machine)
    close_office(made.office, backup=False)
    return machine.paths.office, made.recovery_key


@pytest.fixture
def store(machine: Machine, made_once: tuple[Path, str]) -> tuple[Path, str]:
    """An office of this test's own, closed, and its recovery key."""
    shutil.copytree(made_once[0], machine.paths.office, dirs_exist_ok=True)
    return default_store_path(machine), made_once[1]


@pytest.fixture
def real_office(machine: Machine, store: tuple[Path, str]) -> Iterator[Office]:
    """An empty, encrypted office, open; closed at the end."""
    made = open_office(store[0], passphrase=PASSPHRASE, machine=machine)
    yield made
    close_office(made, backup=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen screen says of every window of its own that it has no hints for a window manager: harmless."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
