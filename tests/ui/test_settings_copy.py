"""A copy of everything from Settings: asked before, written into a new folder, told; a failure is told in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from tests.ui.page_stage import sample_office, stage_of

from sfph_desktop.core.usecases.office import Office


def test_a_copy_is_asked_about_written_and_told(
    qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, there, file = sample_office(new_office, tmp_path / "office"), tmp_path / "there", tmp_path / "file"
    there.mkdir()
    file.write_text("no folder")
    asked: list[tuple[str, Callable[[], None]]] = []

    def ask(_title: str, text: str, **answers: Any) -> None:
        asked.append((text, answers["then"]))

    with stage_of(qtbot, office, tmp_path) as stage:
        section = stage.go("settings", "copy")._section
        monkeypatch.setattr(stage.window.messages, "ask", ask)
        for chosen in (there, file):
            monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, chosen=chosen: str(chosen))
            section.go.click()
        assert str(there) in asked[0][0]
        assert not any(there.iterdir()), "nothing is written before the answer"
        asked[0][1]()
        stage.settle()
        (folder,) = there.iterdir()
        assert (folder / "workbook" / "people.csv").stat().st_size > 500
        assert "The copy is written." in section._told.accessibleName()
        asked[1][1]()
        stage.settle()
        assert "could not be written" in section._told.accessibleName()
        assert section.go.isEnabled()
