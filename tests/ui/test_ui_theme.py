"""Putting a theme on: palette, fonts, icons in the role's colour, and again when another is chosen."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, words


def colours_of(button: QPushButton) -> set[str]:
    image = button.icon().pixmap(24, 24).toImage()
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
    button = QPushButton()
    qtbot.addWidget(button)
    theme.dress(button, "lock", "accent")
    before = colours_of(button)
    theme.apply("dark")
    after = colours_of(button)
    assert theme.colour("accent").name() in after
    assert before.isdisjoint(after)


def test_a_widget_that_has_gone_is_passed_over(theme: Theme, qapp: QApplication) -> None:
    button = QPushButton()
    theme.dress(button, "lock")
    button.deleteLater()
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
