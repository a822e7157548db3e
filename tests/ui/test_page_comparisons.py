"""Comparisons in Measures: added in a form, told at the field what is wrong, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from tests.core.usecases.plain_office import plain_office
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.comparisons import compared_scores, comparisons
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.pages import comparisons as pages
from sfph_desktop.ui.widgets.not_read import NotRead


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


@pytest.fixture
def stage(qtbot: Any, office: Office, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def test_a_comparison_is_added_changed_and_removed(stage: Stage) -> None:
    measures = stage.go("measures")
    measures.show_mode("comparisons")
    stage.settle()
    assert measures.view.filter.placeholderText() == "Filter comparisons"
    measures.compared.add()
    stage.settle()
    new = measures.compared.form
    name = compared_scores(stage.office.library)["swemwbs7.metric"].name
    new.form.rows["output"].editor.setEditText(name)
    for field, text in (("pairs", "9"), ("mean_change", "0.7"), ("sd_change", "3.1"), ("source", "waiting list")):
        new.form.rows[field].editor.setText(text)
    new.want()
    stage.settle()
    assert "from 10 people on" in new.form.rows["pairs"].editor.accessibleDescription()
    assert comparisons(stage.office) == ()
    new.form.rows["pairs"].editor.setText("40")
    new.want()
    stage.settle()
    stage.wait(lambda: measures.compared.sheet is not None)
    sheet = measures.compared.sheet
    assert "less the change of these" in sheet.does.said
    assert measures.view.table.rowCount() == 1
    assert not unnamed(measures)

    sheet.form.rows["mean_change"].editor.setText("-0.5")
    sheet.form.rows["mean_change"].commit()
    stage.settle()
    assert [one.mean_change for one in comparisons(stage.office)] == [-0.5]
    sheet.remove_wanted.emit(sheet.comparison.id)
    stage.settle()
    assert comparisons(stage.office) == ()
    assert measures.compared.sheet is None


def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_asked: object) -> None:
        raise UserCanFix(what="The disk is full.", do="Make room on it.")

    measures = stage.go("measures")
    with monkeypatch.context() as patch:
        patch.setattr(pages, "_listed", refused)
        measures.show_mode("comparisons")
        stage.wait(lambda: any(one.isVisible() for one in measures.findChildren(NotRead)))
        stage.settle()
    (told,) = (one for one in measures.findChildren(NotRead) if one.isVisible())
    assert not unnamed(measures)
    told.again.click()
    stage.settle()
    stage.wait(lambda: not measures.findChildren(NotRead))
    assert "Add a comparison" in [one.text() for one in measures.findChildren(QPushButton) if one.isVisible()]
