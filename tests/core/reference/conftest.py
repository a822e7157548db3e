from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from packs_for_tests import a_pack

from sfph_desktop.core.reference.library import Library


@pytest.fixture(scope="session")
def reference_folder(root: Path) -> Path:
    return root / "resources" / "reference"


@pytest.fixture(scope="session")
def shipped_files(reference_folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(reference_folder).as_posix(): p.read_bytes() for p in reference_folder.rglob("*") if p.is_file()
    }


@pytest.fixture(scope="module")
def library(reference_folder: Path) -> Library:
    return Library(reference_folder)


@pytest.fixture
def with_pack(reference_folder: Path) -> Callable[[dict[str, str]], Library]:
    """The shipped library with one pack of these files on top."""

    def make(files: dict[str, str]) -> Library:
        return Library(reference_folder, lambda: (a_pack(files),))

    return make
