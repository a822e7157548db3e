"""How the program speaks: notices with Undo, problems in three sentences, faults without anybody's words."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.faults import FaultWatch, fault_note
from sfph_desktop.ui.support.panels import NOTICE_TIME, FaultDialog, QuestionDialog


def done(unit: int, why: str = "Added Mary") -> Done[None]:
    return Done(value=None, unit_id=unit, why=why)


def test_a_saved_unit_gives_a_notice_with_undo(window: Window, qtbot: QtBot) -> None:
    asked: list[int] = []
    window.messages.undo_wanted.connect(asked.append)
    window.messages.saved(done(7))
    strip = window.messages.strip
    assert strip.isVisible()
    assert strip.said == "Added Mary."
    assert "Ctrl+Z" in window.messages.spoken
    qtbot.mouseClick(strip.action, Qt.MouseButton.LeftButton)
    assert asked == [7]
    assert not strip.isVisible()


def test_a_notice_stays_eight_seconds_and_goes_by_itself(window: Window, qtbot: QtBot) -> None:
    assert NOTICE_TIME == 8000
    line = QLineEdit()
    window.show_only(line)
    line.setFocus()
    strip = window.messages.strip
    strip._timer.setInterval(30)
    window.messages.notice("Saved.")
    assert strip.isVisible()
    assert not strip.action.isVisible()
    QCursor.setPos(line.mapToGlobal(QPoint(5, 5)))  # another test may have left the pointer where the notice is
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_notice_that_has_the_keyboard_stays(window: Window, qtbot: QtBot) -> None:
    strip = window.messages.strip
    strip._timer.setInterval(20)
    window.messages.saved(done(7))
    strip.action.setFocus()
    with qtbot.waitSignal(strip._timer.timeout):
        pass
    assert strip.isVisible()


def test_undo_goes_back_one_unit_at_a_time(window: Window) -> None:
    asked: list[int] = []
    window.messages.undo_wanted.connect(asked.append)
    for unit in (1, 2):
        window.messages.saved(done(unit))
    for _ in range(3):
        window.messages.undo_last()
    assert asked == [2, 1]
    assert "nothing to undo" in window.messages.strip.said


def test_what_was_undone_can_be_done_again(window: Window) -> None:
    asked: list[int] = []
    window.messages.undo_wanted.connect(asked.append)
    window.messages.undone(done(9, "Undid: added Mary"))
    window.messages.strip.action.click()
    assert asked == [9]


def test_a_problem_says_what_why_and_what_to_do(window: Window) -> None:
    failure = UserCanFix(
        what="Row 14 is held.", why="It has no date.", do="Write one.", problems=(Problem(reason="No date.", row=14),)
    )
    window.messages.problem(failure)
    panel = window.messages.panel
    assert panel.said == "Row 14 is held. It has no date. Write one. row 14: No date."
    assert panel.accessibleDescription() == panel.said
    assert window.messages.spoken == panel.said


def test_escape_closes_a_problem(window: Window, qtbot: QtBot) -> None:
    window.messages.tell("No.")
    panel = window.messages.panel
    panel.show()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_question_leaves_it_unless_it_is_answered_otherwise(window: Window, qtbot: QtBot) -> None:
    did: list[bool] = []
    window.messages.ask("Erase it?", "It cannot be undone.", do="Erase it", then=lambda: did.append(True))
    dialog = window.findChild(QuestionDialog)
    assert dialog is not None
    assert dialog.focusWidget() is dialog.leave
    qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert did == []
    window.messages.ask("Erase it?", "It cannot be undone.", do="Erase it", then=lambda: did.append(True))
    second = next(one for one in window.findChildren(QuestionDialog) if one.result() == 0 and one.isVisible())
    qtbot.mouseClick(second.do, Qt.MouseButton.LeftButton)
    assert did == [True]


def fail_with(secret: str) -> None:
    raise KeyError(secret)


def test_a_fault_note_says_where_and_holds_nobodys_words() -> None:
    secret = "Màiri NicDhòmhnaill 0141 496 0000"
    with pytest.raises(ValueError, match="M") as caught:
        try:
            fail_with(secret)
        except KeyError as cause:
            raise ValueError(secret) from cause
    note = fault_note(caught.value)
    assert "fail_with" in note
    assert "KeyError" in note
    assert "which came from" in note
    for part in secret.split():
        assert part not in note
    assert "/home" not in note
    assert str(sys.prefix) not in note


def test_a_fault_is_told_in_a_dialog(window: Window, qtbot: QtBot) -> None:
    window.messages.fault(RuntimeError("Mary"))
    dialog = window.findChild(FaultDialog)
    assert dialog is not None
    qtbot.addWidget(dialog)
    text = dialog.findChild(QPlainTextEdit)
    assert text is not None
    assert "RuntimeError" in text.toPlainText()
    assert "Mary" not in text.toPlainText()
    dialog.done(QDialog.DialogCode.Rejected)


def test_the_watch_counts_what_nobody_caught() -> None:
    told: list[BaseException] = []
    watch = FaultWatch(told.append)
    failure = ValueError("x")
    watch.hear(ValueError, failure, None)
    assert (watch.count, told) == (1, [failure])


def test_a_fault_while_telling_a_fault_is_only_counted() -> None:
    told: list[BaseException] = []

    def tell(failure: BaseException) -> None:
        told.append(failure)
        watch.hear(ValueError, ValueError("again"), None)

    watch = FaultWatch(tell)
    watch.hear(ValueError, ValueError("first"), None)
    assert (watch.count, len(told)) == (2, 1)


def test_notices_keep_to_the_foot_of_the_window(window: Window, qtbot: QtBot) -> None:
    line = QLineEdit()
    window.show_only(line)
    window.messages.notice("A very long notice. " * 12)
    strip = window.messages.strip
    for width in (480, 1024):
        window.resize(width, 500)
        qtbot.waitUntil(lambda: strip.geometry().right() < window.width())
        assert strip.geometry().bottom() <= window.height()
        assert strip.geometry().left() >= 0
