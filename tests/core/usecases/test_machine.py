"""The computer as the use cases see it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sfph_desktop.core.usecases.machine import this_machine


def test_whoever_draws_first_keeps_the_list_of_fonts_in_the_offices_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    this_machine(tmp_path)
    assert Path(os.environ["MPLCONFIGDIR"]).is_relative_to(tmp_path)
    assert not list(tmp_path.iterdir())
