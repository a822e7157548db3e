"""What every test may lean on; and what makes a test fail that would otherwise pass quietly."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import quick_stores

from sfph_desktop.core.store import connection, opening
from sfph_desktop.core.usecases.office import Office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
# One list of fonts for the whole run: made anew for each office it would take seconds each time.
os.environ.setdefault("MPLCONFIGDIR", str(ROOT / "build" / "matplotlib"))

# Half of the time of every test with a store would go to locking its memory. For the whole process: once on, it stays.
# The command in its own process, the kills and a test of its own (test_store_opening) have it as on a real machine.
connection.LOCKED_MEMORY = False
opening._build = quick_stores.by_copy

_status = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_status] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End at once when all is told: at interpreter exit Qt's widgets are taken down in no order, which can crash."""
    if "PySide6" in sys.modules and _status in config.stash:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[_status])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """When a test is over its windows are gone: left to Qt, the next one's theme would first be put on all of them."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class _Loud(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def a_stray_warning_fails() -> Iterator[None]:
    """A log line of level WARNING or above, from anywhere, fails the test that made it."""
    loud = _Loud()
    logging.getLogger().addHandler(loud)
    yield
    logging.getLogger().removeHandler(loud)
    assert not loud.records, [record.getMessage() for record in loud.records]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


PASSPHRASE = "harbour-lantern-porridge-thistle"


@pytest.fixture(scope="session")
def new_office() -> Iterator[Callable[[Path], Office]]:
    """Makes an empty office in a folder; the key is stretched cheaply, everything else is as on a real machine."""
    from sfph_desktop.core.usecases import office as offices

    made: list[Office] = []

    def make(folder: Path) -> Office:
        here = offices.this_machine(folder, key_cost=offices.cheap_key_cost())
        office = offices.create_office(
            folder / "enterprise.sfph", name="Hill Street Kitchen", passphrase=PASSPHRASE, machine=here
        ).office
        made.append(office)
        return office

    yield make
    for office in made:
        offices.close_office(office)
