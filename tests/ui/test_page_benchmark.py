"""You and the network, and good practice, in the window: a pack is taken in, a figure is shown with its chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, sample_office, stage_of
from tests.core.usecases.network_offices import introduce, named
from tests.core.usecases.test_packs import HIDDEN, LINE, QUARTER
from walk_screens import not_reached_by_tab, out_of_order, unnamed

from sfph_desktop.core.domain.desks import PracticeCardKept
from sfph_desktop.core.usecases.desk_packs import make_packs
from sfph_desktop.core.usecases.good_practice import add_card
from sfph_desktop.core.usecases.office import close_office
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Any], tmp_path: Path) -> Iterator[Stage]:
    office = sample_office(new_office, tmp_path / "office")
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def test_a_pack_is_taken_in_and_read(stage: Stage, tmp_path: Path) -> None:
    page = stage.go("benchmark")
    stage.settle()
    assert not unnamed(page) and not not_reached_by_tab(page) and not out_of_order(page)
    desk = named(tmp_path / "network", "The network", desk=True)
    number = introduce(desk, stage.office)
    card = PracticeCardKept(
        ref="",
        title="A round a week",
        words="Washed.",
        agreed="Nobody.",
        themes="partners",
        published_on=date(2026, 5, 1),
    )
    add_card(desk, card)
    alike = replace(LINE, alike="client_group:older_people", members=6)
    file = make_packs(desk, QUARTER, {number: (LINE, alike, HIDDEN)}, 1, tmp_path / "packs").value[0].file
    close_office(desk, backup=False)
    assert file is not None
    page.take(file)
    stage.wait(lambda: page.view.list.model().rowCount() == 3)
    stage.wait(lambda: page.record == 1)  # a pack is seen as soon as it is in
    stage.wait(lambda: page.sheet is not None and bool(page.sheet.findChildren(FigureCanvas)))
    stage.settle()
    assert not unnamed(page) and not not_reached_by_tab(page) and not out_of_order(page)
    page.open_record(3)
    stage.wait(lambda: not page.sheet.findChildren(FigureCanvas))

    room = stage.go("practice", 1)
    stage.wait(lambda: room.sheet is not None)
    stage.settle()
    assert room.view.list.model().rowCount() == 1
    assert not unnamed(room) and not not_reached_by_tab(room) and not out_of_order(room)
