"""Where a passphrase is typed: hidden unless shown, with its strength told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, icon_button, row, words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from sfph_desktop.ui.support.jobs import Job, Jobs

_AFTER_TYPING = 150


class Judged(Protocol):
    """How hard a passphrase is to guess: 0 to 4, in words, and whether it will do."""

    @property
    def score(self) -> int:
        """0 to 4."""

    @property
    def words(self) -> str:
        """In plain words."""

    @property
    def accepted(self) -> bool:
        """Whether it will do."""


class _Steps(QWidget):
    """Four short lines that fill as a passphrase grows stronger. The words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._score = 0
        self._good = False
        self.setFixedSize(theme.size("control") * 3, theme.space("small"))

    def show_score(self, score: int, good: bool) -> None:
        self._score, self._good = score, good
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the four lines."""
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        gap = self._theme.space("tiny")
        width = (self.width() - 3 * gap) // 4
        for number in range(4):
            role = ("good" if self._good else "attention") if number < self._score else "line"
            painter.fillRect(number * (width + gap), 2, width, self.height() - 4, self._theme.colour(role))


class PassphraseField(QWidget):
    """A passphrase. With `judge`, its strength is told as it is typed; `judged` says whether it will do."""

    changed = Signal(str)
    entered = Signal()
    judged = Signal(bool)
    shown = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        name: str = "Passphrase",
        *,
        jobs: Jobs | None = None,
        judge: Callable[[str], Judged] | None = None,
    ) -> None:
        super().__init__()
        self._jobs, self._judge = jobs, judge
        self._asked: Job[Judged] | None = None
        self._theme = theme
        self.line = QLineEdit()
        self.line.setProperty("kind", "large")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self._eye = icon_button(theme, "eye", "", self._on_eye)
        self._eye.setCheckable(True)
        self._steps = _Steps(theme)
        self._words = words("", "small")
        typing = row(self.line, self._eye, gap=theme.space("small"))
        told = row(self._steps, self._words, gap=theme.space("medium"))
        told.setStretch(1, 1)
        self.setLayout(column(typing, told, gap=theme.space("small")))
        self._pause = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._pause.timeout.connect(self._ask)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self.entered)
        self._steps.setVisible(False)
        self._words.setVisible(judge is not None)
        self._on_eye()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    @property
    def eye_width(self) -> int:
        """How much of the width the eye takes."""
        return self._eye.sizeHint().width()

    @property
    def is_shown(self) -> bool:
        """Whether it can be read on the screen."""
        return self._eye.isChecked()

    def show_text(self, text: str) -> None:
        """Put a suggested passphrase in, in plain sight so that it can be written down."""
        self._eye.setChecked(True)
        self._on_eye()
        self.line.setText(text)

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()

    def _on_eye(self) -> None:
        shown = self._eye.isChecked()
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        name = "Hide the passphrase" if shown else "Show the passphrase"
        self._eye.setAccessibleName(name)
        self._eye.setToolTip(name)
        self._theme.dress(self._eye, "eye-off" if shown else "eye", "text_quiet")
        self.shown.emit(shown)

    def _on_typed(self, text: str) -> None:
        if self._judge is not None:
            self._tell(None)  # what was judged a moment ago is another passphrase now
            self._pause.start()
        self.changed.emit(text)

    def _ask(self) -> None:
        """Judging takes a word list and a moment, so it is done beside the interface's thread."""
        text, judge = self.text, self._judge
        if self._jobs is None or judge is None or not text:
            return
        if self._asked is not None:
            self._asked.drop()
        self._asked = self._jobs.desk(lambda: judge(text), self._tell, self)

    def _tell(self, found: Judged | None) -> None:
        self._steps.setVisible(found is not None)
        self._words.setText(found.words if found is not None else "")
        self.line.setAccessibleDescription(found.words if found is not None else "")
        if found is not None:
            self._steps.show_score(found.score, found.accepted)
        self.judged.emit(found is not None and found.accepted)
