"""An open tiny store for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import quick_stores
from tiny_store import TinyStore, tiny_store

from sfph_desktop.core.store import opening


@pytest.fixture(autouse=True)
def made_as_in_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new store goes through every step of the schema here; the tests of other parts copy one (quick_stores.py)."""
    monkeypatch.setattr(opening, "_build", quick_stores.as_in_the_program)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    opened = tiny_store(tmp_path / "office.sfph")
    yield opened
    opened.close()
