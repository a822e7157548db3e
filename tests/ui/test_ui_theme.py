"""Putting a theme on: palette, fonts, icons in the role's colour, and again when another is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QIcon, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, icon_button, scroller, words


def colours_of(button: QPushButton, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = button.icon().pixmap(button.iconSize(), mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(one.red(), one.green(), one.blue()).name() for one in pixels if one.alpha() == 255}


def test_the_palette_is_the_theme(theme: Theme, qapp: QApplication) -> None:
    theme.apply("dark")
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == theme.colour("text")
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.colour("field")


def test_an_unknown_theme_and_no_size_leave_it_as_it_was(theme: Theme) -> None:
    theme.apply("cream", 150)
    theme.apply("mauve", 0)
    assert (theme.name, theme.percent) == ("cream", 150)


def test_icons_are_drawn_again_in_the_new_colour(theme: Theme, qtbot: QtBot) -> None:
    made = QPushButton()
    qtbot.addWidget(made)
    theme.dress(made, "lock", "accent")
    before = colours_of(made)
    theme.apply("dark")
    after = colours_of(made)
    assert theme.colour("accent").name() in after
    assert before.isdisjoint(after)


def test_the_icon_of_a_disabled_primary_button_is_as_dark_as_its_words(theme: Theme, qtbot: QtBot) -> None:
    theme.apply("dark")
    made = button(theme, "Save", kind="primary", icon="lock")
    qtbot.addWidget(made)
    drawn = colours_of(made, QIcon.Mode.Disabled)
    assert theme.colour("text_quiet").name() in drawn
    assert theme.colour("on_accent").name() not in drawn


def test_a_widget_that_has_gone_is_passed_over(theme: Theme, qapp: QApplication) -> None:
    made = QPushButton()
    theme.dress(made, "lock")
    made.deleteLater()
    qapp.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    theme.apply("cream")
    assert theme.name == "cream"


def test_text_grows_and_everything_with_it(theme: Theme) -> None:
    small, control = theme.text_size(), theme.size("control")
    theme.apply(percent=200)
    assert theme.text_size() == 2 * small
    assert theme.size("control") == 2 * control


def test_our_own_typeface_is_used(theme: Theme) -> None:
    assert theme.font().family().startswith("Atkinson Hyperlegible")


def test_chart_colours_are_colours(theme: Theme) -> None:
    found = theme.chart_colours()
    assert {"ink", "grid", "better", "worse", "individual", "social", "environmental"} <= set(found)
    assert all(QColor(value).isValid() for value in found.values())


def test_stored_words_are_never_mark_up(theme: Theme, qtbot: QtBot) -> None:
    label, prose = words("<b>Ahmed</b>"), Prose("<img src='file:///etc/passwd'> & more")
    for made in (label, prose):
        qtbot.addWidget(made)
    assert label.textFormat().name == "PlainText"
    assert "&lt;img" in prose.text()
    assert prose.accessibleName() == "<img src='file:///etc/passwd'> & more"


def test_what_is_given_by_number_is_what_qt_calls_it(theme: Theme, qtbot: QtBot) -> None:
    pressed, only_icon, prose = button(theme, "Lock"), icon_button(theme, "lock", "Lock"), Prose("x")
    area = scroller(prose, "All")
    for made in (pressed, only_icon, area):
        qtbot.addWidget(made)
    assert words("x").textFormat() is Qt.TextFormat.PlainText
    assert prose.textFormat() is Qt.TextFormat.RichText
    assert only_icon.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_hand_is_shown_over_what_can_be_pressed(theme: Theme, qtbot: QtBot) -> None:
    for made in (button(theme, "Lock"), icon_button(theme, "lock", "Lock")):
        qtbot.addWidget(made)
        where = QPointF(2, 2)
        QApplication.sendEvent(made, QEnterEvent(where, where, where))
        assert made.cursor().shape() is Qt.CursorShape.PointingHandCursor


class _Form(QWidget):
    """What stands around the fields of a form: Enter adds."""

    added = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.added += event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_focused_button_once_and_not_the_form_around_it(
    theme: Theme, qtbot: QtBot, qapp: QApplication, key: Qt.Key
) -> None:
    pressed: list[str] = []
    words_on = button(theme, "Do not", lambda: pressed.append("words"))
    icon_on = icon_button(theme, "check", "Another", lambda: pressed.append("icon"))
    form = _Form()
    form.setLayout(column(words_on, icon_on))
    qtbot.addWidget(form)
    form.show()
    made: QAbstractButton
    for made in (words_on, icon_on):
        made.setFocus()
        qtbot.keyClick(made, key)
    assert pressed == ["words", "icon"]
    assert form.added == 0
    held_down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    qapp.sendEvent(words_on, held_down)
    words_on.setEnabled(False)
    qtbot.keyClick(words_on, key)
    assert pressed == ["words", "icon"]


def test_enter_with_ctrl_is_the_page_s_own_key(theme: Theme, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    form = _Form()
    made = button(theme, "Do not", lambda: pressed.append(True))
    form.setLayout(column(made))
    qtbot.addWidget(form)
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (pressed, form.added) == ([], 1)
