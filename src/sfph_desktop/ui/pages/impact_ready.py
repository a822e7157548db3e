"""What the first finding of a process needs, made ready beside the Impact page before anybody opens one.

It is imported and read once a run is shown with its charts and nothing else is to come: never on the way to the window
or to the findings, which would then be late themselves.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.widgets.chart_shelf import ChartShelf
from sfph_desktop.ui.widgets.page_frame import Place


class ReadyToProve(QObject):
    """Waits for the first charts of a page, then makes ready, once."""

    def __init__(self, page: Place, shelf: ChartShelf) -> None:
        super().__init__(page)
        self._page, self._shelf = page, shelf
        self.begun = False
        shelf.changed.connect(self._on_charts)

    def _on_charts(self) -> None:
        if self.begun or self._shelf.drawing:
            return
        self.begun = True
        self._page.shell.jobs.desk(partial(_get_ready, self._page.office), None, self, failed=_let_be)


def _let_be(failure: UserCanFix) -> None:
    """Nobody asked for it: whoever opens a finding is told what is wrong."""


def _get_ready(office: Any) -> None:
    """In the desk lane, where findings are opened as well."""
    from sfph_desktop.core.usecases.proving import get_ready_to_prove

    get_ready_to_prove(office)
