"""At twice the usual text size in a small window nothing is cut: words and buttons wrap, lists scroll."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.usecases import partners
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.pages.settings import SECTIONS
from sfph_desktop.ui.shell.navigation import ALL
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.page_frame import PageHeader
from sfph_desktop.ui.widgets.paper_entry import PaperEntry
from sfph_desktop.ui.widgets.record_views import RecordList
from sfph_desktop.ui.widgets.sideways import Sideways
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    partners.add_partner(real_office, Partner(partner_ref="", name="Leith Practice", kind="health_professional"))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        made.frame.shell.theme.apply("light", 200)
        made.window.resize(760, 560)  # the room that the open list of places and the sample's line leave of 1024 by 640
        yield made


def cut(page: QWidget) -> list[str]:
    """What has less height than it needs at its width, and what is wider than the place it scrolls in."""
    found = []
    for kind in (QLabel, QPushButton, QComboBox, QLineEdit):
        for made in page.findChildren(kind):
            if made.isVisible() and not isinstance(made.parent(), QAbstractScrollArea):
                said = made.text() if isinstance(made, QLabel | QPushButton) else made.accessibleName()
                hint = made.minimumSizeHint()
                needed = made.heightForWidth(made.width()) if made.hasHeightForWidth() else hint.height()
                beyond = made.geometry().bottom() > made.parentWidget().height()
                if beyond or made.height() < needed or (kind is QPushButton and made.width() < hint.width()):
                    found.append(f"{said}: {made.width()} by {made.height()}, needs {needed}")
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    wide = [area for area in areas if area.widget().width() > area.viewport().width()]
    found.extend(f"{area.accessibleName()}: {area.widget().width()} in {area.viewport().width()}" for area in wide)
    return found


def test_partners_their_lists_and_a_record_are_whole(stage: Stage) -> None:
    page = stage.go("partners")
    for name in ("partners", "referrals", "waiting"):
        page.show_view(name)
        stage.settle()
        stage.qtbot.wait(50)
        assert cut(page) == [], name
    page.show_view("partners")
    page.directory.open_record(1)
    stage.wait(lambda: page.directory.sheet is not None)
    stage.qtbot.wait(50)
    assert cut(page) == []


def test_the_entry_of_a_questionnaire_is_no_wider_than_the_window(stage: Stage) -> None:
    page = stage.go("measures", EnterQuestionnaire(instrument="ucla3"))
    stage.qtbot.wait(100)
    assert stage.window.width() == 760
    entry = page.findChild(PaperEntry)
    assert entry.isVisible()
    assert entry.answers is not None
    assert cut(entry) == []


def test_the_heading_of_impact_and_its_buttons_are_whole(stage: Stage) -> None:
    page = stage.go("impact")
    page.again.show()
    page.share.show()
    page.header.say("1 April 2025 to 31 March 2026", "Braes Laundry · every service and every contract · S-0001")
    stage.qtbot.wait(100)
    assert cut(page.header) == []
    for press in (page.again, page.share):
        assert press.width() >= press.minimumSizeHint().width()


def test_the_actions_of_a_heading_go_beneath_it_and_the_heading_gets_its_height(stage: Stage) -> None:
    presses = [QPushButton("Choose what to look at"), QPushButton("Make the summary")]
    header = PageHeader(stage.frame.shell.theme, "1 April 2025 to 31 March 2026", "Every service. " * 6, *presses)
    stage.qtbot.addWidget(header)
    header.resize(2400, 100)
    header.show()
    stage.qtbot.wait(20)
    assert presses[1].mapTo(header, presses[1].rect().topLeft()).y() < 20
    header.resize(620, 100)
    header.resize(620, header.sizeHint().height())
    stage.qtbot.wait(20)
    assert cut(header) == []


def test_an_action_that_comes_later_takes_the_actions_beneath_the_heading(stage: Stage) -> None:
    presses = [QPushButton(said) for said in ("Choose what to look at", "Make the summary", "Work on the value")]
    header = PageHeader(stage.frame.shell.theme, "1 April 2025 to 31 March 2026", "", *presses)
    stage.qtbot.addWidget(header)
    presses[2].hide()
    header.resize(presses[0].sizeHint().width() * 4, 100)
    header.show()
    stage.qtbot.wait(20)
    assert presses[0].mapTo(header, presses[0].rect().topLeft()).y() < 20
    presses[2].show()
    stage.qtbot.waitUntil(lambda: presses[0].mapTo(header, presses[0].rect().topLeft()).y() >= 20)


def test_nothing_is_cut_in_any_place(stage: Stage) -> None:
    found = {}
    for place in ALL:
        page = stage.go(place.id)
        stage.qtbot.wait(40)
        if problems := cut(page):
            found[place.id] = problems
    assert found == {}


def test_nothing_is_cut_in_any_section_of_the_settings(stage: Stage) -> None:
    found = {}
    for section in SECTIONS:
        page = stage.go("settings", section)
        stage.qtbot.wait(40)
        if problems := cut(page):
            found[section] = problems
    assert found == {}


def test_the_most_important_action_is_first_and_what_has_no_room_is_in_the_menu(stage: Stage) -> None:
    theme, done = stage.frame.shell.theme, []
    first = [button(theme, "Make the summary", kind="primary"), button(theme, "Choose what to look at", icon="filter")]
    rest = [button(theme, said, lambda said=said: done.append(said)) for said in ("Work on the value", "Proof pack")]
    actions = HeadActions(theme, first, rest)
    stage.qtbot.addWidget(actions)
    actions.resize(4000, 100)
    actions.show()
    actions.fit(4000)
    assert [one.isVisible() for one in (*first, *rest, actions.more)] == [True, True, True, True, False]
    actions.fit(600)
    assert [one.isVisible() for one in (*first, *rest, actions.more)] == [True, True, False, False, True]
    assert first[0].x() == 0
    actions.offer(rest[1], offered=False)
    actions.fill_menu()
    assert [one.text() for one in actions.menu.actions()] == ["Work on the value"]
    actions.menu.actions()[0].trigger()
    assert done == ["Work on the value"]


def test_a_line_too_long_for_a_list_goes_on_beneath(stage: Stage) -> None:
    long = "Adult Social Care Outcomes Toolkit, self-completion, four levels"
    table = RecordTable(Shape(title=("title",), detail=("detail",)))
    made = RecordList(stage.frame.shell.theme, table, "Questionnaires")
    stage.qtbot.addWidget(made)
    made.resize(560, 400)
    made.show()
    rows = ((1, "Short", "one"), (2, long, "wording not held"), (3, long, long))
    table.show(Listing(kind="questionnaires", columns=("id", "title", "detail"), rows=rows))
    stage.qtbot.wait(20)
    high = [made.visualRect(table.index(number, 0)).height() for number in range(3)]
    assert high[0] < high[1] < high[2]
    many = tuple((number, long, long) for number in range(2000))  # too many to be measured: all alike
    table.show(Listing(kind="questionnaires", columns=("id", "title", "detail"), rows=many))
    stage.qtbot.wait(20)
    assert made.visualRect(table.index(0, 0)).height() == high[0]


def test_a_contract_opened_from_elsewhere_shows_its_page(stage: Stage) -> None:
    with stage.office.writing("two contracts") as unit:
        for ref, title in (("C-1", "Lunches"), ("C-2", "Laundry")):
            unit.add("contracts", Contract(contract_ref=ref, title=title))
    stage.frame.search.setFocus()
    page = stage.go("contracts", 2)
    stage.qtbot.wait(40)
    assert not page.view.filter.isVisible()
    assert page.isAncestorOf(stage.focused())
    assert "Laundry" in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_ring_of_the_focus_is_seen_round_a_page_that_has_the_keyboard(stage: Stage) -> None:
    stage.window.resize(2200, 900)
    page = stage.go("contracts")
    room = page.view.record_focus()
    room.setFocus(Qt.FocusReason.OtherFocusReason)
    stage.qtbot.wait(20)
    ring = stage.frame.shell.theme.colour("focus").name()
    assert room.grab().toImage().pixelColor(room.width() // 2, 0).name() == ring


def test_a_picture_wider_than_its_place_is_moved_by_the_arrows_and_keeps_its_width(stage: Stage) -> None:
    canvas = FigureCanvas(stage.frame.shell.theme, "How we bring about change")
    canvas.show_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"></svg>')
    made = Sideways(canvas)
    stage.qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()
    made.read_at(1200)
    assert (canvas.width(), canvas.height()) == (1200, 600)
    assert made.height() >= 600
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert made.horizontalScrollBar().value() > 0
    made.resize(1600, made.height())
    stage.qtbot.waitUntil(lambda: canvas.width() == 1600)


def test_the_cross_that_empties_a_field_grows_with_the_text(stage: Stage) -> None:
    theme, typed = stage.frame.shell.theme, []
    line = crossed(theme, QLineEdit())
    stage.qtbot.addWidget(line)
    line.textEdited.connect(typed.append)
    line.resize(500, theme.size("control"))
    line.show()
    cross = line.findChild(QToolButton)
    assert not cross.isVisible()
    line.setText("ma")
    assert cross.isVisible()
    assert cross.iconSize().height() == theme.size("icon")
    assert line.rect().contains(cross.geometry())
    assert line.textMargins().right() >= cross.width()
    cross.click()
    assert (line.text(), typed, cross.isVisible(), line.textMargins().right()) == ("", [""], False, 0)
