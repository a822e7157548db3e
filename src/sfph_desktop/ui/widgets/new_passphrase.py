"""Choosing a passphrase: typed twice while hidden, once while seen, or drawn by the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.passphrase_field import Judged, PassphraseField


class NewPassphrase(QWidget):
    """A new passphrase with its strength. `ready` tells whether it is strong enough and typed the same twice."""

    ready = Signal(bool)
    entered = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, *, judge: Callable[[str], Judged], suggest: Callable[[], str]) -> None:
        super().__init__()
        self._jobs, self._suggest = jobs, suggest
        self._strong = False
        self.first = PassphraseField(theme, "New passphrase", jobs=jobs, judge=judge)
        self.again = QLineEdit()
        self.again.setProperty("kind", "large")
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self.again.setAccessibleName("The same passphrase again")
        draw = button(theme, "Suggest one", self._on_suggest, kind="quiet", icon="refresh")
        label, label_again = words("New passphrase", "label"), words("The same again", "label")
        label.setBuddy(self.first.line)
        label_again.setBuddy(self.again)
        self._differs = words("", "problem")
        typing = row(self.again, self.first.eye_width + theme.space("small"))
        self._twice = held(column(label_again, typing, self._differs, gap=theme.space("tiny")))
        self.setLayout(
            column(
                column(row(label, None, draw), self.first, gap=theme.space("tiny")),
                self._twice,
                gap=theme.space("medium"),
            )
        )
        self.first.judged.connect(self._on_judged)
        self.first.shown.connect(self._on_shown)
        self.first.changed.connect(lambda _text: self._tell())
        self.again.textChanged.connect(lambda _text: self._tell())
        self.again.returnPressed.connect(self._on_enter)
        self.first.entered.connect(self._on_enter)
        self._differs.hide()

    @property
    def text(self) -> str:
        """The passphrase."""
        return self.first.text

    @property
    def is_ready(self) -> bool:
        """Strong enough, and typed the same twice unless it can be seen."""
        return self._strong and (self.first.is_shown or self.again.text() == self.first.text)

    def _on_suggest(self) -> None:
        self._jobs.desk(self._suggest, self._take, self)

    def _take(self, text: str) -> None:
        self.again.clear()
        self.first.show_text(text)
        self.first.line.setFocus()

    def _on_judged(self, strong: bool) -> None:
        self._strong = strong
        self._tell()

    def _on_shown(self, shown: bool) -> None:
        self._twice.setVisible(not shown)
        self._tell()

    def _on_enter(self) -> None:
        if self.is_ready:
            self.entered.emit()
        elif self.first.line.hasFocus() and self._twice.isVisible():
            self.again.setFocus()

    def _tell(self) -> None:
        typed = self.again.text()
        differs = bool(typed) and not self.first.is_shown and not self.first.text.startswith(typed)
        self._differs.setText("The two are not the same yet." if differs else "")
        self._differs.setVisible(differs)
        self.ready.emit(self.is_ready)
