"""On a person's page, beneath consent: every document they are in, and the way to their case study."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.story_rules import uses_sentence
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, words
from sfph_desktop.ui.widgets.flow import Flow


class PersonStory(QWidget):
    """`wanted`: their case study is to be shown, or begun. Without their agreement that cannot be pressed, and why."""

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.uses, self.reason = words(""), words("", "quiet")
        self.tell = button(theme, "Tell their story", self.wanted.emit, kind="link", icon="quote")
        self.setLayout(column(self.uses, Flow(theme.space("small"), self.tell), self.reason, gap=theme.space("tiny")))

    def show_ties(self, ties: Any) -> None:
        """Show where they are told of, and whether their story may be told."""
        self.uses.setText(uses_sentence(ties.uses))
        self.uses.setVisible(bool(ties.uses or ties.stories))
        self.tell.setText("Open their case study" if ties.stories else "Tell their story")
        may = not ties.may_not_tell
        self.tell.setEnabled(may or bool(ties.stories))
        self.tell.setAccessibleDescription(ties.may_not_tell)
        self.reason.setText(ties.may_not_tell)
        self.reason.setVisible(not may)
