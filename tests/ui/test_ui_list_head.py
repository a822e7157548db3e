"""In a low place, as at twice the text size on a laptop, what stands above a list leaves it most of the height."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSplitter, QWidget

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.usecases import partners
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.list_head import ListHead

_LISTS = {
    **dict.fromkeys(("people", "sessions", "contracts", "outcomes", "opportunities", "stories"), 1),
    **dict.fromkeys(("measures", "partners", "value", "commissioners", "best_value", "promises", "bids"), 2),
}
"""At most so many lines of buttons and fields above the list."""


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    partners.add_partner(real_office, Partner(partner_ref="", name="Leith Practice", kind="health_professional"))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        made.frame.shell.theme.apply("light", 200)
        made.window.resize(1366, 730)
        yield made


def lists_of(page: QWidget) -> list[ListAndPage]:
    return [one for one in page.findChildren(ListAndPage) if one.isVisible()]


def test_at_twice_the_text_size_the_head_of_no_list_takes_more_than_its_lines(stage: Stage) -> None:
    line = stage.frame.shell.theme.size("control") + stage.frame.shell.theme.space("medium")
    for place, most in _LISTS.items():
        page = stage.go(place)
        stage.qtbot.wait(30)
        (view,) = lists_of(page)
        assert view.head.low, place
        words = stage.frame.shell.theme.size("control") if place == "value" else 0  # what the value is of
        assert view.head.height() <= most * line + words, place
        assert view.head.height() <= 0.4 * view.height(), place


def test_what_has_no_room_beside_the_filter_of_outcomes_is_in_the_menu(stage: Stage) -> None:
    page = stage.go("outcomes")
    stage.qtbot.wait(30)
    spare = (page.chain, page.frameworks, page.worth, page.back)
    assert not any(one.isVisible() for one in spare)
    (more,) = page.view.head.findChildren(HeadActions)
    more.fill_menu()
    assert [one.text() for one in more.menu.actions()] == [one.text() for one in spare]
    more.menu.actions()[-1].trigger()
    stage.settle()
    assert stage.frame.here == "impact"
    stage.frame.shell.theme.apply("light", 100)
    page = stage.go("outcomes")
    stage.wait(lambda: all(one.isVisible() for one in spare))
    assert more.more.isHidden()
    assert page.ask.width() > page.view.head.width() - 2, "alone in its line it is as wide as the list"


def test_above_a_page_that_says_nothing_is_listed_the_head_has_its_height_and_no_more(stage: Stage) -> None:
    for place in ("held", "promises", "bids"):
        page = stage.go(place)
        stage.qtbot.wait(60)
        (view,) = lists_of(page)
        assert view.list.isHidden(), place
        (below,) = view.findChildren(QSplitter)
        given, needed = below.sizes()[0], view.head.height()
        most = max(needed + stage.frame.shell.theme.space("wide"), below.widget(0).minimumSizeHint().height())
        assert needed <= given <= most, f"{place}: {given} pixels, {needed} needed"


def test_words_have_a_line_of_their_own_and_buttons_share_one(stage: Stage) -> None:
    page = stage.go("partners")
    page.show_view("waiting")
    stage.settle()
    stage.qtbot.wait(60)
    view, words = page.waiting.view, page.waiting._head
    assert view.head.isAncestorOf(words)
    assert words.width() == view.head.width()
    assert view.filter.mapTo(view.head, view.filter.rect().topLeft()).y() >= words.geometry().bottom()


def test_pieces_share_lines_where_it_is_low_and_ask_for_no_other_width(qtbot: Any, theme: Theme) -> None:
    press, choice, line = QPushButton("Add a partner"), QComboBox(), QLineEdit()
    head = ListHead(8, press, choice, line)
    qtbot.addWidget(head)
    head.resize(900, 400)
    head.show()
    tall, least = head.heightForWidth(900), head.minimumSizeHint().width()
    head.set_low(True)
    qtbot.wait(20)
    assert head.heightForWidth(900) < tall / 2
    assert head.minimumSizeHint().width() == least
    assert line.geometry().right() == 899, "the field takes what is left"
    assert head.heightForWidth(least) == tall, "where there is room for one alone, they stand as before"
