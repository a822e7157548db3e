"""A page that says what would happen before it does, for the few things that should not happen by one press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet


class AskFirst(Sheet):
    """What would happen in plain words, a button that does it, and one that leaves everything as it is."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        told: tuple[str, ...],
        do: str,
        done: Callable[[], object],
        leave: Callable[[], object],
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(theme, title)
        self.setObjectName("ask-first")
        lead, *more = told
        self.yes: QPushButton = button(theme, do, done, kind="danger" if danger else "primary")
        self.no: QPushButton = button(theme, "Leave it as it is", leave)
        self.add(PageHeader(theme, title, lead), *(words(one) for one in more))
        self.add(Flow(theme.space("small"), self.yes, self.no), None)

    def showEvent(self, event: object) -> None:
        """What changes nothing is what Enter does first."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
