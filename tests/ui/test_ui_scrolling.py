"""A page whose words wrap can stand at any width without Qt chasing its own tail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from sfph_desktop.core.domain import pages
from sfph_desktop.ui.pages.today import TodayPage
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held, scroller, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.page_frame import Sheet
from sfph_desktop.ui.widgets.passages import Turning

_CHASE = """
import sys
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from PySide6.QtCore import Qt
from sfph_desktop.ui.theme.pieces import Prose, column, held, scroller, words
app = QApplication(["x", "-style", "fusion"])
pieces = [made("one two three four five " * (n % 7 + 1)) for n in range(8) for made in (words, Prose)]
area = scroller(held(column(*pieces, gap=4)), "A page")
area.show()
for width in range(240, 700, 7):
    for height in range(200, 900, 70):
        area.resize(width, height)
        app.processEvents()
bar = area.verticalScrollBar()
area.resize(600, 200); app.processEvents()
assert bar.isVisible() and bar.maximum() > 0
room = area.viewport().width()
area.resize(600, 4000); app.processEvents()
assert bar.isVisible() and bar.maximum() == 0
assert area.viewport().width() == room
print("still")
"""


def test_a_page_keeps_its_width_whether_it_scrolls_or_not() -> None:
    done = subprocess.run([sys.executable, "-c", _CHASE], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "still"


Make = Callable[[], tuple[QWidget, Callable[[], object]]]
"""Makes a page, and what shows the last of it once the records have come."""


def _too_wide(make: Make, widths: range) -> list[tuple[int, int]]:
    """At which widths, after how many rounds of posted events, the page came to rest with its edge out of sight."""
    wrong = []
    for width in widths:
        for posted in range(3):
            host = QStackedWidget()
            host.resize(width, 600)
            host.show()
            page, go_on = make()
            host.addWidget(page)
            for _ in range(posted):
                QApplication.sendPostedEvents()
            go_on()
            for _ in range(6):
                QApplication.processEvents()
            area: Any = page.findChild(QScrollArea)
            if area.widget().width() != area.viewport().width():
                wrong.append((width, posted))
            host.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return wrong


def test_the_first_day_of_an_office_fits_a_window_of_any_width(qtbot: QtBot, theme: Theme) -> None:
    """What is hidden until the records have come stood side by side, and the page chased its own width."""
    shell: Any = SimpleNamespace(
        theme=theme, navigate=print, messages=None, jobs=SimpleNamespace(records=lambda *_a, **_k: None)
    )
    office = SimpleNamespace(clock=SimpleNamespace(today=lambda: date(2026, 11, 24)))

    def make() -> tuple[QWidget, Callable[[], object]]:
        page = TodayPage(office, shell)
        return page, lambda: page.show_page(pages.TodayPage())

    assert not _too_wide(make, range(660, 780, 20))


def test_a_form_asks_for_one_column_only(qtbot: QtBot, theme: Theme) -> None:
    long = ("A choice of rather many words",)
    fields = [Field(name=name, label=name, kind="choice", choices=long) for name in ("one", "two", "three")]

    def make() -> tuple[QWidget, Callable[[], object]]:
        sheet = Sheet(theme, "A form")
        inner = held(column(words("What is asked"), Form(theme, fields)))
        inner.hide()
        sheet.add(words("A form", "title"), inner, None)
        return sheet, inner.show

    assert not _too_wide(make, range(400, 760, 60))


def test_pieces_turn_where_they_have_no_room_and_ask_for_the_widest_only(qtbot: QtBot, theme: Theme) -> None:
    buttons = [QPushButton(text) for text in ("Short", "A button of several words", "Hidden, and of very many words")]
    turning = Turning(theme, [*buttons], 10)
    buttons[2].hide()
    room = QWidget()
    qtbot.addWidget(room)
    turning.setParent(room)
    turning.resize(900, 40)
    room.show()
    assert turning.across
    wide = turning.minimumSizeHint().width()
    assert wide == buttons[1].minimumSizeHint().width()
    turning.resize(wide + 20, 200)
    assert not turning.across, "ten pixels each would do, but not for their words"
    assert turning.minimumSizeHint().width() == wide


class _Contrary(QWidget):
    """Asks for more width when it is narrow than when it is wide."""

    def minimumSizeHint(self) -> QSize:
        return QSize(500 if self.width() <= 400 else 300, 10)


@pytest.mark.qt_log_ignore("asks for another width", "propagateSizeHints", extend=True)
def test_a_page_that_will_not_rest_is_told_and_does_not_end_the_program(qtbot: QtBot, qtlog: Any) -> None:
    area = scroller(_Contrary(), "Contrary")
    qtbot.addWidget(area)
    area.show()
    for width in range(380, 420):
        area.resize(width, 300)
        QApplication.processEvents()
    told = [record.message for record in qtlog.records if "asks for another width" in record.message]
    assert told == ["The page 'Contrary' asks for another width at every width"], "once, however often"
