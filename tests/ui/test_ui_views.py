"""A place: the list with its filter at the left, the page at the right, all by keyboard."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from fakes import PEOPLE
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.ui.models.record_table import RecordTable, Shape, matching
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas
from sfph_desktop.ui.widgets.level_mark import LEVEL_WORDS, LevelMark
from sfph_desktop.ui.widgets.list_and_page import ListAndPage
from sfph_desktop.ui.widgets.page_frame import BusyStrip
from sfph_desktop.ui.widgets.pdf_view import PdfView
from sfph_desktop.ui.widgets.record_views import RecordGrid, RecordList


@pytest.fixture
def place(shell: ShellContext, window: Window) -> ListAndPage:
    made = ListAndPage(shell, "people", Shape(title=("name",), detail=("person_ref",)), one="person", many="people")
    window.show_only(made)
    made.show_listing(PEOPLE)
    made.set_page(QLabel("nobody yet"))
    return made


def test_arrows_move_and_the_page_follows(place: ListAndPage, qtbot: QtBot) -> None:
    place.list.setFocus()
    place.list.setCurrentIndex(place.table.index(0, 0))
    with qtbot.waitSignal(place.chosen) as chosen:
        qtbot.keyClick(place.list, Qt.Key.Key_Down)
    assert chosen.args == [2]


def test_a_heading_has_room_over_the_first_row_of_its_section(shell: ShellContext, window: Window) -> None:
    shape = Shape(title=("name",), section=lambda row: str(row[2]))
    made = ListAndPage(shell, "network", shape, one="entry", many="entries")
    window.show_only(made)
    rows = ((1, "One", "First"), (2, "Two", "First"), (3, "Three", "Second"))
    made.show_listing(Listing(kind="network", columns=("id", "name", "section"), rows=rows))
    high = [made.list.visualRect(made.table.index(number, 0)).height() for number in range(3)]
    assert high[0] == high[2] > high[1]
    drawn = [made.list.viewport().grab(made.list.visualRect(made.table.index(number, 0))) for number in (0, 1)]
    assert drawn[0].toImage() != drawn[1].toImage()


def test_in_another_width_rows_stand_one_right_under_the_other(
    shell: ShellContext, window: Window, qtbot: QtBot
) -> None:
    made = RecordList(shell.theme, RecordTable(Shape(title=("name",), detail=("said",))), "List")
    window.show_only(made)
    long = "words that take several lines where it is narrow, and one where there is room for them"
    rows = tuple((number, f"Entry {number}", long) for number in range(4))
    made.table.show(Listing(kind="network", columns=("id", "name", "said"), rows=rows))

    def gaps() -> list[int]:
        places = [made.visualRect(made.table.index(number, 0)) for number in range(4)]
        return [after.top() - before.bottom() for before, after in pairwise(places)]

    made.setFixedWidth(200)
    qtbot.waitUntil(lambda: gaps() == [1, 1, 1])
    made.setFixedWidth(1100)
    qtbot.waitUntil(lambda: gaps() == [1, 1, 1])


def test_enter_opens_at_once(place: ListAndPage, qtbot: QtBot) -> None:
    place.list.setFocus()
    place.list.setCurrentIndex(place.table.index(2, 0))
    with qtbot.waitSignal(place.chosen) as chosen:
        qtbot.keyClick(place.list, Qt.Key.Key_Return)
    assert chosen.args == [3]


def test_the_filter_is_handed_to_the_query_after_a_pause(place: ListAndPage, qtbot: QtBot) -> None:
    asked: list[str] = []
    place.filtered.connect(asked.append)
    qtbot.keyClicks(place.filter, "zof")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["zof"]


def test_from_the_filter_down_goes_into_the_list_and_enter_opens_the_first(place: ListAndPage, qtbot: QtBot) -> None:
    place.filter.setFocus()
    qtbot.keyClick(place.filter, Qt.Key.Key_Down)
    assert place.list.hasFocus()
    assert place.chosen_record == 1
    place.show_listing(matching(PEOPLE, "zofia"))
    with qtbot.waitSignal(place.chosen) as chosen:
        qtbot.keyClick(place.filter, Qt.Key.Key_Return)
    assert chosen.args == [2]


def test_what_was_chosen_stays_chosen_when_the_list_is_loaded_again(place: ListAndPage) -> None:
    place.list.choose(3)
    place.show_listing(replace(PEOPLE, rows=PEOPLE.rows[::-1]))
    assert place.chosen_record == 3
    place.show_listing(matching(PEOPLE, "zofia"))
    assert place.chosen_record is None


def test_a_record_chosen_before_the_list_is_there_is_selected_when_it_comes(
    shell: ShellContext, window: Window
) -> None:
    made = ListAndPage(shell, "people", Shape(title=("name",)), one="person", many="people")
    window.show_only(made)
    shown: list[object] = []
    made.chosen.connect(shown.append)
    made.choose(2)
    made.show_listing(PEOPLE)
    assert made.chosen_record == 2
    assert 2 in shown


def test_a_narrow_window_shows_one_of_the_two(place: ListAndPage, window: Window, qtbot: QtBot) -> None:
    window.resize(500, 500)
    qtbot.waitUntil(lambda: not place._page_side.isVisible())
    assert place.list.isVisible()
    place.list.setFocus()
    qtbot.keyClick(place.list, Qt.Key.Key_Down)
    qtbot.keyClick(place.list, Qt.Key.Key_Return)
    assert not place.list.isVisible()
    assert place._back.isVisible()
    place._back.click()
    assert place.list.isVisible()
    assert not place._page_side.isVisible()
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: place.list.isVisible() and place._page_side.isVisible())


def test_where_nothing_is_listed_there_is_no_box_and_a_narrow_window_shows_the_page_below(
    place: ListAndPage, window: Window, qtbot: QtBot
) -> None:
    nobody = Listing(kind="people", columns=PEOPLE.columns, rows=())
    place.list.setFocus()
    place.show_listing(nobody)
    assert window.focusWidget() is place.filter
    assert place.list.isHidden()
    window.resize(460, 500)
    qtbot.waitUntil(lambda: place.filter.mapTo(place, place.filter.rect().bottomLeft()).y() < _page_of(place).y())
    assert place.filter.isVisible() and not place._back.isVisible()
    place.show_listing(PEOPLE)
    assert place.list.isVisible() and not place._page_room.isVisible()
    place.show_listing(nobody)
    assert place._page_room.isVisible()
    window.resize(1200, 500)
    qtbot.waitUntil(lambda: _page_of(place).x() > place.filter.width())


def _page_of(place: ListAndPage) -> QPoint:
    return place._page_room.mapTo(place, QPoint(0, 0))


def test_the_width_of_the_list_is_remembered(place: ListAndPage, shell: ShellContext) -> None:
    place._splitter.setSizes([400, 600])
    place._splitter.splitterMoved.emit(400, 1)
    kept = shell.preferences.number("widths/people", 0)
    assert kept == place._splitter.sizes()[0] > 350


def test_the_count_tells_what_was_found(place: ListAndPage) -> None:
    assert place._count.text() == "3 people"
    place.filter.setText("zof")
    place.show_listing(matching(PEOPLE, "zof"))
    assert place._count.text() == "1 person found"


def test_a_click_on_a_heading_sorts_and_sorts_back(theme: Theme, qtbot: QtBot) -> None:
    grid = RecordGrid(theme, RecordTable(), "People", stretch="service")
    qtbot.addWidget(grid)
    grid.table.show(PEOPLE)
    orders = []
    for _ in range(2):
        grid.horizontalHeader().sectionClicked.emit(0)
        orders.append([grid.table.record_at(row) for row in range(3)])
    assert orders == [[3, 1, 2], [2, 1, 3]]


def test_a_chart_keeps_its_proportions_and_speaks(theme: Theme, qtbot: QtBot) -> None:
    canvas = FigureCanvas(theme, "31 of 38 people feel better", "A dumbbell chart.")
    qtbot.addWidget(canvas)
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"><rect width="400" height="100"/></svg>'
    assert canvas.show_bytes(drawn)
    assert canvas.heightForWidth(800) == 200
    assert not canvas.show_bytes(b"not a picture")
    assert (canvas.accessibleName(), canvas.accessibleDescription()) == (
        "31 of 38 people feel better",
        "A dumbbell chart.",
    )


def page_png(theme: Theme) -> bytes:
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage

    image = QImage(826, 1169, QImage.Format.Format_RGB32)
    image.fill(theme.colour("window"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_pages_fit_the_width_and_ask_for_sharper_ones_when_nearer(theme: Theme, window: Window, qtbot: QtBot) -> None:
    view = PdfView(theme)
    window.show_only(view)
    view.show_pages([page_png(theme)] * 2, 100, ["The cover."])
    assert view.count == 2
    first = view._pages[0]
    assert (first.accessibleName(), first.accessibleDescription()) == ("Page 1 of 2", "The cover.")
    fitted = first.width()
    assert fitted <= view._area.viewport().width()
    with qtbot.waitSignal(view.sharper_wanted):
        for _ in range(4):
            view.zoom(1.25)
    assert first.width() > fitted
    view.fit_width()
    assert first.width() == fitted


def test_work_is_shown_after_a_moment_and_can_be_cancelled(shell: ShellContext, window: Window, qtbot: QtBot) -> None:
    strip = BusyStrip(shell.theme)
    window.show_only(held(column(strip, None)))
    assert not strip.isVisible()
    stopped: list[bool] = []

    def work(progress: object) -> None:
        for step in range(10_000_000):
            progress(step, 10_000_000, "counting")  # type: ignore[operator]

    shell.jobs.desk(work, watched=strip, stopped=lambda: stopped.append(True))
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: "counting" in strip.accessibleDescription())
    strip.cancel.click()
    qtbot.waitUntil(lambda: bool(stopped))
    assert not strip.isVisible()


def test_a_level_is_a_mark_a_colour_and_a_word(theme: Theme, qtbot: QtBot) -> None:
    made = LevelMark(theme, "social")
    qtbot.addWidget(made)
    texts = [label.text() for label in made.findChildren(QLabel)]
    assert LEVEL_WORDS["social"] in texts
    alone = LevelMark(theme, "social", word=False)
    qtbot.addWidget(alone)
    assert [label.accessibleName() for label in alone.findChildren(QLabel)] == [LEVEL_WORDS["social"]]
