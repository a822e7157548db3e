"""An open tiny store for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny_store import TinyStore, tiny_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    opened = tiny_store(tmp_path / "office.sfph")
    yield opened
    opened.close()
