"""Forms: what is typed becomes a value when the field is left, and what is wrong is said beside it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.typed_values import read_date, read_money, read_number, read_whole, typed


@pytest.mark.parametrize(
    "text", ["2025-11-03", "3/11/2025", "03.11.2025", "3-11-2025", "3 Nov 2025", "3rd November 2025", " 3 nov, 2025 "]
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert read_date(text) == date(2025, 11, 3)


@pytest.mark.parametrize("text", ["31/02/2025", "3/11/25", "soon", "2025", "13/13/2025", "3 Mai 2025", "0/1/2025"])
def test_what_is_no_date_is_refused_with_what_would_be(text: str) -> None:
    with pytest.raises(UserCanFix, match="Write it as 3/11/2025"):
        read_date(text)


def test_numbers_and_money() -> None:
    assert read_money("£1,250.50") == Money(125050)
    assert (read_number("1,234.5"), read_whole("1,234")) == (1234.5, 1234)
    assert (read_date(" "), read_money(""), read_number(""), read_whole("")) == (None, None, None, None)
    for read, text in ((read_money, "much"), (read_number, "many"), (read_whole, "1.5")):
        with pytest.raises(UserCanFix):
            read(text)


def test_what_is_shown_is_read_back_the_same() -> None:
    assert read_date(typed(date(1956, 2, 3))) == date(1956, 2, 3)
    assert read_money(typed(Money(-125050))) == Money(-125050)
    assert read_number(typed(12.5)) == 12.5
    assert typed(None) == ""


FIELDS = (
    Field(name="given_name", label="Given name", needed=True),
    Field(name="date_of_birth", label="Date of birth", kind="date"),
    Field(name="disability", label="Disability", kind="choice", choices=("yes", "no")),
    Field(name="notes", label="Notes", kind="lines", wide=True),
)
PERSON = ServiceUser(
    person_ref="P-1", given_name="Màiri", date_of_birth=date(1956, 2, 3), disability="prefer not to say", notes="a\nb"
)


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> Form:
    made = Form(theme, FIELDS)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_value(PERSON)
    return made


@pytest.fixture
def kept(form: Form) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    form.when_committed(lambda name, value: found.append((name, value)))
    return found


def line(form: Form, name: str) -> QLineEdit:
    editor = form.rows[name].editor
    assert isinstance(editor, QLineEdit)
    return editor


def test_a_field_is_kept_when_it_is_left(form: Form, kept: list[tuple[str, object]], qtbot: QtBot) -> None:
    born = line(form, "date_of_birth")
    born.setFocus()
    born.setText("4 Feb 1956")
    line(form, "given_name").setFocus()
    assert kept == [("date_of_birth", date(1956, 2, 4))]


def test_a_field_left_as_it_was_is_not_kept_again(form: Form, kept: list[tuple[str, object]]) -> None:
    for made in form.rows.values():
        made.editor.setFocus()
    assert form.commit()
    assert kept == []


def test_what_is_wrong_is_said_beside_the_field_and_to_those_who_listen(
    form: Form, kept: list[tuple[str, object]], qtbot: QtBot
) -> None:
    born = line(form, "date_of_birth")
    born.setText("31/02/1956")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert kept == []
    row = form.rows["date_of_birth"]
    assert "'31/02/1956' is not a date." in row._problem.text()
    assert row._problem.isVisible()
    assert born.accessibleDescription() == row._problem.text()
    assert born.property("problem") is True
    born.setText("28/02/1956")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert not row._problem.isVisible()
    assert kept == [("date_of_birth", date(1956, 2, 28))]


def test_a_needed_field_may_not_be_empty(form: Form) -> None:
    line(form, "given_name").setText(" ")
    with pytest.raises(UserCanFix, match="Given name is needed"):
        form.values()
    assert "needed" in form.rows["given_name"].editor.accessibleName()


def test_problems_of_the_core_stand_beside_their_fields(form: Form) -> None:
    known = Problem(reason="That is in the future.", accepted="a day before today", column="date_of_birth")
    unknown = Problem(reason="Somebody else has it.", column="person_ref")
    assert form.show_problems(UserCanFix(what="x", problems=(known,)))
    assert form.rows["date_of_birth"]._problem.text() == "That is in the future. Accepted: a day before today."
    assert not form.show_problems(UserCanFix(what="x", problems=(known, unknown)))


def test_a_choice_keeps_what_is_not_in_its_list(form: Form, kept: list[tuple[str, object]]) -> None:
    choice = form.rows["disability"].editor
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "prefer not to say"
    choice.setCurrentIndex(choice.findText("no"))
    choice.activated.emit(choice.currentIndex())
    assert kept == [("disability", "no")]


def test_several_lines_are_kept_when_left_and_tab_goes_on(form: Form, kept: list[tuple[str, object]]) -> None:
    notes = form.rows["notes"].editor
    assert isinstance(notes, QPlainTextEdit)
    assert notes.tabChangesFocus()
    notes.setFocus()
    notes.setPlainText("a\nb\nc")
    line(form, "given_name").setFocus()
    assert kept == [("notes", "a\nb\nc")]


def test_a_field_in_hand_is_not_written_over(form: Form) -> None:
    name = line(form, "given_name")
    name.setFocus()
    name.setText("Mairi")
    form.show_value(PERSON)
    assert name.text() == "Mairi"


def asks_for_undo(editor: QLineEdit) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(editor, event)
    return event.isAccepted()


def test_the_window_undoes_when_the_field_has_nothing_to_undo(form: Form, qtbot: QtBot) -> None:
    name = line(form, "given_name")
    name.setFocus()
    assert not asks_for_undo(name)
    qtbot.keyClicks(name, "x")
    assert asks_for_undo(name)


def test_one_column_when_two_would_be_cramped(form: Form, qtbot: QtBot) -> None:
    form.resize(900, 600)
    assert form.rows["given_name"].y() == form.rows["date_of_birth"].y()
    form.resize(360, 600)
    qtbot.waitUntil(lambda: form.rows["given_name"].y() < form.rows["date_of_birth"].y())
