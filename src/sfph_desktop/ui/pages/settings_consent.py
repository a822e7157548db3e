"""The words for consent: what a person is shown or read before they agree to each purpose, read and changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from sfph_desktop.core.domain.person_record import ConsentWords
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, labelled
from sfph_desktop.ui.widgets.flow import Flow

_TEXT = (
    "Each purpose is asked for by itself, with these words. You may say them in your own way: whoever agrees from then "
    "on has agreed to the new words. Answers that were given before keep the words they were given to."
)


class ConsentWordsSection(Section):
    """A text for each purpose, with its version; one's own, or the shipped one back."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "Words for consent", _TEXT)
        self.texts: dict[str, QPlainTextEdit] = {}
        self.keeps: dict[str, QPushButton] = {}
        self._shown: dict[str, ConsentWords] = {}
        self._pieces: dict[str, QWidget] = {}
        self._room = column(gap=self.pieces.spacing())
        self.add(held(self._room), None)

    def load(self) -> None:
        """Fetch the words as they are shown now; what is being typed stays."""
        self.shell.jobs.records(partial(_words, self.office), self._show, self)

    def _show(self, found: Mapping[str, ConsentWords]) -> None:
        for purpose, words in found.items():
            typed = purpose in self.texts and self.texts[purpose].document().isModified()
            if not typed and words != self._shown.get(purpose):
                self._put(words)

    def _put(self, words: ConsentWords) -> None:
        """Show the words for one purpose. Those for the others stay as they are, and so does the keyboard."""
        purpose, former = words.purpose, self._pieces.get(words.purpose)
        focused = self.window().focusWidget()
        here = former is not None and focused is not None and former.isAncestorOf(focused)
        made = self._pieces[purpose] = self._purpose(purpose, words)
        self._shown[purpose] = words
        if former is None:
            self._room.addWidget(made)
            return
        self._room.replaceWidget(former, made)
        former.hide()
        former.deleteLater()
        if here:
            self.keeps[purpose].setFocus(Qt.FocusReason.OtherFocusReason)

    def _purpose(self, purpose: str, words: ConsentWords) -> QWidget:
        theme = self.theme
        text = self.texts[purpose] = WholeText(words.text)
        text.setTabChangesFocus(True)
        version = (
            f"Your own words ({words.version})" if words.own else f"As they came with the program ({words.version})"
        )
        keep = button(theme, "Show these words from now on", partial(self.keep, purpose), icon="check")
        keep.setAccessibleName(f"Show these words from now on: {words.title}")
        self.keeps[purpose] = keep
        pieces = [keep]
        if words.own:
            back = button(
                theme, "Bring the first words back", partial(self._set, purpose, ""), kind="quiet", icon="undo"
            )
            back.setAccessibleName(f"Bring the first words back: {words.title}")
            pieces.append(back)
        gap = theme.space("small")
        return held(column(labelled(theme, words.title, text, version), Flow(gap, *pieces), gap=gap))

    def keep(self, purpose: str) -> None:
        """Show what was typed for this purpose from now on."""
        self._set(purpose, self.texts[purpose].toPlainText())

    def _set(self, purpose: str, text: str) -> None:
        do = partial(_set, self.office, purpose, text)
        self.shell.jobs.records(do, self._on_set, self, failed=self.say_failure, quiet=True)

    def _on_set(self, done: Done[ConsentWords]) -> None:
        self._put(done.value)
        self.say("good", f"{done.value.title}: these words are shown from now on.", "Earlier answers keep theirs.")


class WholeText(QPlainTextEdit):
    """As high as what is written in it, and a line more."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.textChanged.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width the words take more lines, or fewer."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = round(self.document().size().height()) + 1
        edges = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth()
        edges += round(2 * self.document().documentMargin())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + edges)


def _words(office: Any) -> Mapping[str, ConsentWords]:
    from sfph_desktop.core.usecases.consents import consent_words

    return consent_words(office)


def _set(office: Any, purpose: str, text: str) -> Done[ConsentWords]:
    from sfph_desktop.core.usecases.consents import set_consent_words

    return set_consent_words(office, purpose, text)
