"""What every test may lean on; and what makes a test fail that would otherwise pass quietly."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent


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
