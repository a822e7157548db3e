"""What messages look like: the notice strip, the problem panel, the question and the fault dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, icon_button, mark, row, words

NOTICE_TIME = 8000
"""Milliseconds a notice stays; it stays longer while the pointer or the keyboard is on it."""


def _cross(theme: Theme, name: str, role: str = "text") -> QToolButton:
    return icon_button(theme, "close", name, role=role, size=theme.size("icon") - 4)


class NoticeStrip(QFrame):
    """A short word at the foot of the window, with at most one thing to press. It goes by itself.

    It floats over its host, so nothing moves when it comes and goes.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("kind", "notice")
        self.setAccessibleName("Notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._words = words("", wrap=True)
        self.action = button(theme, "", kind="notice")
        self._close = _cross(theme, "Close the notice", "on_notice")
        self.action.clicked.connect(self._on_pressed)
        self._close.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space("large"), theme.space("small"), theme.space("small"), theme.space("small"))
        line.addWidget(self._words, 1)
        line.addWidget(self.action)
        line.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=NOTICE_TIME)
        self._timer.timeout.connect(self._on_time)
        host.installEventFilter(self)
        self.hide()

    @property
    def said(self) -> str:
        """What it says now."""
        return self._words.text()

    def say(self, text: str, action: str = "", hint: str = "") -> None:
        """Show the words, with a button when `action` has a word for it."""
        self._words.setText(text)
        self.setAccessibleDescription(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.action.setToolTip(hint)
        self.action.setAccessibleDescription(hint)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the foot of the host when its size changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        edge = self._theme.space("large")
        widest = min(host.width() - 2 * edge, self._theme.size("column"))
        said = self._words.fontMetrics().horizontalAdvance(self._words.text())
        extra = self._close.sizeHint().width() + 5 * edge
        if self.action.isVisibleTo(self):
            extra += self.action.sizeHint().width()
        width = min(widest, said + extra)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else self.sizeHint().height()
        self.setGeometry((host.width() - width) // 2, host.height() - height - edge, width, height)

    def _on_time(self) -> None:
        focused = self.window().focusWidget()
        pointed_at = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        if pointed_at or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
        else:
            self.hide()

    def _on_pressed(self) -> None:
        self.hide()
        self.pressed.emit()


class ProblemPanel(QFrame):
    """What happened, why, and what to do; it stays until it is closed or put right."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "problem_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Problem")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._what, self._why, self._do = words("", "bold"), words(), words()
        self._close = _cross(theme, "Close the problem")
        self._close.clicked.connect(self.dismiss)
        said = column(self._what, self._why, self._do, gap=theme.space("tiny"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space("medium"), theme.space("small"), theme.space("small"), theme.space("small"))
        line.setSpacing(theme.space("medium"))
        line.addWidget(mark(theme, "warning", "danger"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(said, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def said(self) -> str:
        """All it says, as one text."""
        return " ".join(text for label in (self._what, self._why, self._do) if (text := label.text()))

    def tell(self, what: str, why: str = "", do: str = "") -> None:
        """Show the three sentences; an empty one takes no room."""
        for label, text in ((self._what, what), (self._why, why), (self._do, do)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleDescription(self.said)
        self.show()

    def dismiss(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


class QuestionDialog(QDialog):
    """For what cannot be undone, or must be decided now. The safe answer has the keyboard."""

    def __init__(self, theme: Theme, title: str, text: str, do: str, leave: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAccessibleDescription(text)
        said = words(text)
        said.setMinimumWidth(theme.size("column") * 2 // 3)
        self.leave = button(theme, leave, self.reject)
        self.do = button(theme, do, self.accept, kind="danger")
        answers = row(None, self.leave, self.do, gap=theme.space("small"))
        self.setLayout(
            column(words(title, "strong"), said, theme.space("small"), answers, gap=12, edge=theme.space("wide"))
        )
        self.leave.setFocus()


class FaultDialog(QDialog):
    """Our own fault, told with a note that can be saved and sent by hand. Nothing is sent by the program."""

    save_wanted = Signal(str)

    def __init__(self, theme: Theme, note: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        title = "Something went wrong in the program"
        self.setWindowTitle(title)
        text = QPlainTextEdit(note, readOnly=True)
        text.setAccessibleName("The note about the fault")
        text.setTabChangesFocus(True)
        close = button(theme, "Close", self.accept, kind="primary")
        save = button(theme, "Save the note", lambda: self.save_wanted.emit(note))
        room = column(words(title, "strong"), words(_FAULT), gap=theme.space("medium"), edge=theme.space("wide"))
        room.addWidget(text, 1)
        room.addLayout(row(None, save, close, gap=theme.space("small")))
        self.setLayout(room)
        self.resize(QSize(theme.size("column"), theme.size("column") * 2 // 3))
        close.setFocus()


_FAULT = (
    "This is our fault, not yours. What was saved before is safe; what you were just doing was not done. You can save "
    "the note below and send it to whoever looks after the program. It says where in the program it happened, and "
    "holds nothing from your records."
)
