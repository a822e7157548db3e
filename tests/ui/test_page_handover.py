"""Handing over and Briefings in the window: the page for a successor, a duty by keyboard, a briefing made and saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, sample_office, stage_of
from PySide6.QtCore import Qt
from test_page_outcomes import to
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases import duties
from sfph_desktop.core.usecases.impact import run_toolkit


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Any], tmp_path: Path) -> Iterator[Stage]:
    office = sample_office(new_office, tmp_path / "office", people=60)
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a list that opens, offscreen
def test_the_page_tells_the_parts_and_a_duty_written_by_keyboard_stands_in_it(stage: Stage) -> None:
    page = stage.go("handover")
    assert stage.focused() is page.save
    assert all(line.text() for line in page.lines.values())
    assert "Moira Kerr leads" in page.lines["depends"].text()
    assert not out_of_order(page), "looked at before Tab scrolls the page"
    assert not unnamed(page) and not not_reached_by_tab(page)
    before = len(duties.duties(stage.office))
    sheet = page.duties
    sheet.form.rows["kind"].show_value("office")
    to(stage, sheet.form.rows["what"].editor)
    stage.type("Orders the soap")
    to(stage, sheet.form.rows["who"].editor)
    stage.type("Ally Hussain")
    to(stage, sheet.keep_button)
    stage.press(Qt.Key.Key_Space)
    stage.settle()
    assert len(duties.duties(stage.office)) == before + 1
    page.load()
    stage.settle()
    assert "Ally Hussain for the office: orders the soap" in page.lines["depends"].text()
    one = next(found for found in duties.duties(stage.office) if found.who == "Ally Hussain")
    sheet.choose(one.id)
    sheet.removed.emit(one.id)
    stage.settle()
    assert len(duties.duties(stage.office)) == before


def test_a_wrong_duty_is_told_beside_its_field(stage: Stage) -> None:
    page = stage.go("handover")
    sheet = page.duties
    sheet.form.rows["kind"].show_value("office")
    sheet.form.rows["what"].show_value("Post")
    sheet.form.rows["who"].show_value("Ann")
    sheet.form.rows["stands_in"].show_value("ann")
    sheet.keep_button.click()
    stage.settle()
    assert sheet.form.rows["stands_in"].editor.property("problem")


def test_the_pack_is_saved_as_pdf_and_as_word(stage: Stage, tmp_path: Path) -> None:
    page = stage.go("handover")
    for name in ("pack.pdf", "pack.docx"):
        page.save_as(tmp_path / name)
        stage.settle()
        assert (tmp_path / name).stat().st_size > 5_000


def test_without_a_run_briefings_lead_to_impact_and_with_two_they_are_made(stage: Stage, tmp_path: Path) -> None:
    page = stage.go("briefings")
    assert page._nothing.isVisible() and not page._choices.isVisible()
    for period in ("2024-04-01:2025-03-31", "2025-04-01:2026-03-31"):
        run_toolkit(stage.office, Selection(period=Period.parse(period)), Choices(draws=0))
    page.load()
    stage.settle()
    assert page._choices.isVisible() and stage.focused() is not None
    assert not out_of_order(page), "looked at before Tab scrolls the page"
    assert not unnamed(page) and not not_reached_by_tab(page)
    page.whom.setCurrentText("NHS Lothian")
    page.make()
    stage.settle()
    assert page.made is not None and len(page.made.pages) == 2 and page.sample.isVisible()
    page.save_as(tmp_path / "b.docx")
    stage.settle()
    assert (tmp_path / "b.docx").exists()
    for kind in ("slides", "twelve"):
        page.kind.choose(kind)
        page.make()
        stage.settle()
        assert page.made.wanted.kind == kind
    assert (page.made.wanted.earlier, page.made.wanted.snapshot) == ("S-0001", "S-0002")
