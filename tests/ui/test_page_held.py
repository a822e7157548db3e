"""What an import left to be decided, in the window and by the keyboard: corrected in place, let in, left out, said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtCore import Qt

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases.held_rows import held_rows
from sfph_desktop.core.usecases.imports import bring_in
from sfph_desktop.core.usecases.joining import duplicates
from sfph_desktop.core.usecases.lists import listing
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.pages import import_held
from sfph_desktop.ui.widgets.held_row_sheet import HeldRowSheet, PairSheet
from sfph_desktop.ui.widgets.not_read import NotRead
from sfph_desktop.ui.widgets.wishes import OpenPair

PEOPLE = RawSheet(
    name="people",
    header=("person_ref", "given_name", "family_name", "date_of_birth", "disability"),
    rows=[
        ("P1", "Ana", "Reid", "31/02/1950", "perhaps"),
        (None, "Bo", "Kerr", "2/1/1960", "no"),
        ("P3", "Cat", "Ross", "1/1/1970", ""),
        ("P4", "Cath", "Ross", "1/1/1970", ""),
        ("P5", "Dougal", "Orr", "1/1/2055", ""),
    ],
)


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    bring_in(real_office, [PEOPLE], file="register.xlsx", as_it_is=False)
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        yield made


@pytest.fixture
def page(stage: Stage) -> Any:
    return stage.go("held", "I-0001")


def in_it(office: Office) -> set[object]:
    return {row[2] for row in listing(office, "people").rows} | {row[1] for row in listing(office, "people").rows}


def titles(page: Any) -> list[str]:
    return [str(page.view.table.index(row, 0).data()) for row in range(page.view.table.rowCount())]


def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_asked: object) -> None:
        raise UserCanFix(what="The disk is full.", do="Make room on it.")

    with monkeypatch.context() as patch:
        patch.setattr(import_held, "_waiting", refused)
        page = stage.go("held", "I-0001")
        stage.wait(lambda: bool(page.findChildren(NotRead)))
        stage.settle()
    (told,) = (one for one in page.findChildren(NotRead) if one.isVisible())
    assert not unnamed(page)
    told.again.click()
    stage.wait(lambda: isinstance(page.sheet, HeldRowSheet) and not page.findChildren(NotRead))
    assert len(titles(page)) == 4


def test_a_row_is_corrected_where_it_stands(stage: Stage, page: Any) -> None:
    assert titles(page) == [
        "people, row 2: Ana Reid", "people, row 3: Bo Kerr", "people, row 6: Dougal Orr", "Cath Ross and Cat Ross",
    ]  # fmt: skip
    assert isinstance(page.sheet, HeldRowSheet)
    assert list(page.sheet.wrong.rows) == ["date_of_birth", "disability"]
    first = page.sheet.first_stop()
    first.setFocus()
    first.selectAll()
    stage.type("28/02/1950")
    stage.press(Qt.Key.Key_Tab)
    stage.settle()
    # One of two faults is mended: the row still waits, what was typed stands, the sign has gone.
    assert len(held_rows(stage.office).rows) == 3
    assert page.sheet.wrong.rows["date_of_birth"].text == "28/02/1950"
    assert not page.sheet.wrong.rows["date_of_birth"].editor.property("problem")
    assert page.sheet.wrong.rows["disability"].editor.property("problem")
    assert stage.focused() is page.sheet.wrong.rows["disability"].editor
    stage.focused().selectAll()  # type: ignore[attr-defined]
    stage.type("no")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    # It is in, and the next one stands there with the keyboard in it.
    assert "P1" in in_it(stage.office)
    assert titles(page)[0] == "people, row 3: Bo Kerr"
    assert list(page.sheet.wrong.rows) == ["person_ref"]
    assert stage.focused() is page.sheet.first_stop()
    assert stage.window.messages.strip.said.startswith("Corrected row 2 of people")


def test_what_is_only_doubtful_is_let_in_and_what_is_no_record_left_out(stage: Stage, page: Any) -> None:
    page.view.choose(page.view.table.record_at(2))
    stage.settle()
    assert not page.sheet._right.isHidden()
    page.sheet._right.click()
    stage.settle()
    assert "P5" in in_it(stage.office)
    page.view.choose(page.view.table.record_at(1))
    stage.settle()
    assert page.sheet._right.isHidden()
    page.sheet.dropped.emit()
    stage.settle()
    assert titles(page) == ["people, row 2: Ana Reid", "Cath Ross and Cat Ross"]


@pytest.mark.parametrize("answer", ["same", "different"])
def test_a_pair_is_decided(stage: Stage, page: Any, answer: str) -> None:
    page.view.choose(page.view.table.record_at(3))
    stage.settle()
    assert isinstance(page.sheet, PairSheet)
    getattr(page.sheet, f"{answer}_button").click()
    stage.settle()
    assert duplicates(stage.office).rows == ()
    with stage.office.reading() as connection:
        table = {"same": "joins", "different": "different_people"}[answer]
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1
    stage.frame._on_undo(stage.window.messages._units[-1])
    stage.settle()
    assert len(duplicates(stage.office).rows) == 1
    assert "Cath Ross and Cat Ross" in titles(page)


def test_all_is_tried_again_and_every_control_has_a_name(stage: Stage, page: Any) -> None:
    page._again.click()
    stage.settle()
    assert stage.window.messages.strip.said.startswith("None of the 3 rows can come in yet.")
    assert unnamed(page) == []
    settings = stage.go("settings", "imports")
    grid = settings._section.grid
    assert str(grid.model().index(0, 3).data()) == "3"
    grid.selectRow(0)
    settings._section.waits.click()
    stage.settle()
    assert stage.frame.here == "held"


def test_nothing_waits(qtbot: Any, real_office: Office, tmp_path: Path) -> None:
    with stage_of(qtbot, real_office, tmp_path / "desk") as stage:
        page = stage.go("held", "")
        assert page.sheet is None
        assert titles(page) == []


def test_one_pair_is_asked_for_by_its_references(stage: Stage) -> None:
    page = stage.go("held", OpenPair(ref="P4", other_ref="P3"))
    assert isinstance(page.sheet, PairSheet)
    assert page.view.chosen_record == "pair:P4\tP3"
