"""Ready for growth in the window: a question answered by keyboard, what comes next, the paper for the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, sample_office, stage_of
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.usecases import readiness
from sfph_desktop.ui.pages import record_room
from sfph_desktop.ui.pages.readiness import NEXT


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Any], tmp_path: Path) -> Iterator[Stage]:
    office = sample_office(new_office, tmp_path / "office")
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def test_a_question_is_answered_and_leads_to_what_comes_next(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = stage.go("readiness", 1)
    stage.wait(lambda: page.sheet is not None)
    answer = page.sheet.form.rows["answer"].editor
    answer.setFocus()
    stage.type("N")
    stage.wait(lambda: (kept := readiness.line_numbered(stage.office, 1).answer) is not None and kept.answer == "no")
    page.sheet.form.rows["note"].editor.setFocus()
    stage.type("Ask Bo.")
    page.view.filter.setFocus()
    stage.wait(lambda: getattr(readiness.line_numbered(stage.office, 1).answer, "note", "") == "Ask Bo.")
    stage.settle()
    assert not unnamed(page) and not not_reached_by_tab(page) and not out_of_order(page)

    page.show_next()
    stage.wait(lambda: page.sheet.property("record") == NEXT)
    assert not page.sheet.form.isVisibleTo(page)
    out = tmp_path / "board.pdf"
    monkeypatch.setattr(record_room.QFileDialog, "getSaveFileName", lambda *_args: (str(out), "PDF (*.pdf)"))
    page._document()
    stage.wait(out.exists)
