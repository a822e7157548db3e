"""Words longer than the field of their choice: shortened, told in full, whole in the list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QVBoxLayout, QWidget

from sfph_desktop.ui.widgets import long_words
from sfph_desktop.ui.widgets.beside import Choice
from sfph_desktop.ui.widgets.fields import _Choice
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

LONG = "People are able to look after and improve their own health and wellbeing and live in good health for longer"


def shown(choice: PlainChoice | Choice, width: int) -> str:
    choice.resize(width, 30)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    return str(option.currentText)


@pytest.mark.parametrize("kind", [Choice, PlainChoice])
def test_what_has_no_room_ends_in_an_ellipsis_and_is_still_what_is_chosen(
    qapp: QApplication, kind: type[PlainChoice | Choice]
) -> None:
    choice = kind("Outcome")
    choice.fill([(LONG, 1), ("Short", 2)])
    assert shown(choice, 200).endswith("…")
    assert LONG.startswith(shown(choice, 200)[:-1])
    assert (choice.shortened, choice.currentText(), choice.currentData()) == (True, LONG, 1)
    assert (shown(choice, 2000), choice.shortened) == (LONG, False)
    assert "shortened" in dir(_Choice), "the choices of forms do the same"


def test_the_pointer_tells_all_of_it_and_the_list_is_as_wide_as_its_words(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Tip:
        """A tool tip without a screen."""

        @staticmethod
        def showText(_where: QPoint, text: str, _widget: QWidget) -> None:
            told.append(text)

    monkeypatch.setattr(long_words, "QToolTip", Tip)
    window = QWidget()
    window.resize(1000, 200)
    choice = PlainChoice("Outcome")
    choice.fill([(LONG, 1), ("Short", 2)])
    choice.setFixedWidth(150)
    QVBoxLayout(window).addWidget(choice)
    window.show()
    QApplication.sendEvent(choice, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), choice.mapToGlobal(QPoint(5, 5))))
    assert told == [LONG]
    choice.widen_list()
    assert choice.fontMetrics().horizontalAdvance(LONG) < choice.view().minimumWidth() <= window.width()
    window.resize(300, 200)
    choice.widen_list()
    assert choice.view().minimumWidth() <= 300
    tips = [choice.itemData(place, Qt.ItemDataRole.ToolTipRole) for place in range(2)]
    assert tips == [LONG, None], "what is cut in the list as well tells itself"
    window.close()
    window.deleteLater()
