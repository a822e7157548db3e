"""What every section of Settings is: a sheet with its heading, that fetches what it shows."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.undoing import LaterWork
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import Prose
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told


class Section(Sheet):
    """One section: heading, a passage of what it is for, then its controls."""

    def __init__(self, office: Any, shell: ShellContext, title: str, text: str = "") -> None:
        super().__init__(shell.theme, title, widest=shell.theme.size("column"))
        self.office, self.shell = office, shell
        self.add(PageHeader(shell.theme, title))
        if text:
            self.add(Prose(text))
        self._told: Told | None = None

    def load(self) -> None:
        """Fetch what is shown."""

    def say(self, kind: str, title: str, text: str = "") -> None:
        """Tell how something went, under the heading; in place of what was told before."""
        self.unsay()
        self._told = Told(self.theme, kind, title, text)
        self.pieces.insertWidget(1, self._told)
        self.shell.messages.announce(f"{title} {text}".strip())

    def say_failure(self, failure: UserCanFix) -> None:
        """Tell a failure that a person can mend; whether to undo what stands in the way is asked over the window."""
        if isinstance(failure, LaterWork):
            self.shell.messages.problem(failure)
            return
        self.say("problem", failure.what, " ".join(part for part in (failure.why, failure.do) if part))

    def unsay(self) -> None:
        """Put away what was told."""
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None

    def clear_after(self, first: QWidget) -> None:
        """Take away every piece that stands under one."""
        at = self.pieces.indexOf(first) + 1
        while at and (item := self.pieces.takeAt(at)) is not None:
            made = item.widget()
            if made is not None:
                made.hide()
                made.deleteLater()
