"""The answer's editor: live references are text to read, one piece to edit, and tokens to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fakes import fake_machine
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest

from sfph_desktop.core.domain.bids import QuotedFigure
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.answer_editor import PIECES, AnswerEditor

LONELY = QuotedFigure(token="{E-0008}", words="21 of 53 people were less lonely.", quoted_on=date(2026, 1, 2))
JOBS = QuotedFigure(token="{E-0011 number}", words="8 people", quoted_on=date(2026, 1, 2))
TEXT = "We help: {E-0008} Then {E-0011 number} began."


@pytest.fixture
def editor(qtbot: Any, tmp_path: Path) -> Iterator[AnswerEditor]:
    machine = fake_machine(tmp_path)
    made = AnswerEditor(Theme(machine.paths.resources, machine.paths.cache / "drawn"))
    qtbot.addWidget(made)
    made.show_answer(TEXT, (LONELY, JOBS))
    yield made


def to(editor: AnswerEditor, place: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)


def test_it_reads_as_the_statement_and_is_kept_as_the_token(editor: AnswerEditor) -> None:
    assert editor.toPlainText() == "We help: 21 of 53 people were less lonely (E-0008). Then 8 people (E-0011) began."
    assert editor.answer == TEXT
    assert editor.quotes == (LONELY, JOBS)
    heard = QAccessible.queryAccessibleInterface(editor).textInterface()
    assert "21 of 53 people were less lonely" in heard.text(0, heard.characterCount())
    assert editor.accessibleDescription() == "2 live figures quoted"


def test_the_keyboard_steps_over_a_reference_and_a_deletion_takes_all_of_it(editor: AnswerEditor) -> None:
    chip = editor.chips()[0]
    to(editor, chip.start)
    QTest.keyClick(editor, Qt.Key.Key_Right)
    assert editor.textCursor().position() == chip.end
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert editor.textCursor().position() == chip.start
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.answer == "We help:  Then {E-0011 number} began."
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.answer == TEXT
    to(editor, editor.chips()[1].end)
    QTest.keyClick(editor, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert editor.answer == "We help: {E-0008} Then  began."


def test_what_is_typed_beside_a_reference_is_no_part_of_it(editor: AnswerEditor) -> None:
    to(editor, editor.chips()[0].end)
    QTest.keyClicks(editor, "!")
    to(editor, editor.chips()[0].start)
    QTest.keyClicks(editor, "So ")
    assert editor.answer == "We help: So {E-0008}! Then {E-0011 number} began."


def test_typing_over_part_of_a_reference_takes_all_of_it(editor: AnswerEditor) -> None:
    chip = editor.chips()[0]
    cursor = editor.textCursor()
    cursor.setPosition(chip.start - 4)
    cursor.setPosition(chip.start + 5, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "x")
    assert editor.answer == "We hex Then {E-0011 number} began."


def test_a_reference_is_put_in_with_the_space_it_needs(editor: AnswerEditor) -> None:
    editor.show_answer("They say", ())
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.quote(JOBS)
    assert editor.answer == "They say {E-0011 number}"
    editor.quote(LONELY)
    assert editor.answer == "They say {E-0011 number} {E-0008}"


def test_the_clipboard_carries_words_for_others_and_references_for_answers(editor: AnswerEditor) -> None:
    editor.selectAll()
    taken = editor.createMimeDataFromSelection()
    assert "21 of 53 people" in taken.text()
    editor.show_answer("", ())
    editor.insertFromMimeData(taken)
    assert editor.answer == TEXT
    rich = QMimeData()
    rich.setHtml("<b>bold</b>")
    rich.setText("plain {E-0008} and {E-4444}")
    editor.show_answer("", ())
    editor.insertFromMimeData(rich)
    assert editor.answer == "plain {E-0008} and {E-4444}"
    assert len(editor.chips()) == 1  # what nobody knows stays as it was typed
    assert taken.hasFormat(PIECES)


def test_a_pause_keeps_what_was_typed_and_only_what_is_new(qtbot: Any, editor: AnswerEditor) -> None:
    heard: list[str] = []
    editor.paused.connect(heard.append)
    editor.flush()
    assert heard == []
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " More")
    assert editor.waiting
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert heard == [f"{TEXT} More"]
    assert not editor.waiting


def test_a_token_somebody_typed_becomes_a_reference_once_it_is_quoted(editor: AnswerEditor) -> None:
    editor.show_answer("", ())
    later = QuotedFigure(token="{E-0012}", words="13 people volunteered.", quoted_on=date(2026, 1, 2))
    QTest.keyClicks(editor, "See {E-0012}")
    assert not editor.chips()
    editor.show_answer("See {E-0012}", (later,))
    assert editor.toPlainText() == "See 13 people volunteered (E-0012)."


def test_a_changed_figure_is_marked_by_more_than_colour(editor: AnswerEditor) -> None:
    editor.show_changed({"{E-0008}": False, "{E-0011 number}": True})
    assert editor.accessibleDescription() == "2 live figures quoted, 1 changed since"
    waves = [one.format.underlineStyle().name for one in editor.extraSelections()]
    assert waves == ["WaveUnderline", "DotLine"]
