"""A run on its way to Impact: fetched in the records lane, then made into findings a passage at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.support.turns import in_turns
from sfph_desktop.ui.widgets.findings import findings
from sfph_desktop.ui.widgets.impact_report import ImpactReport
from sfph_desktop.ui.widgets.page_frame import Place

Take = Callable[[ImpactRun, ImpactReport], object]
"""Puts a run and the first of its findings in place of what the page shows."""


class ComingRun(QObject):
    """What comes last is shown: whatever was on its way before it is given up."""

    def __init__(self, page: Place, make: Callable[[], ImpactReport], take: Take, done: Callable[[], object]) -> None:
        """`make` gives empty findings, `take` shows the first of them, `done` is called when all of them are there."""
        super().__init__(page)
        self._page, self._make, self._take, self._done = page, make, take, done
        self._shown: ImpactReport | None = None
        self._fetching: Job[ImpactRun] | None = None

    def fetch(self, number: str) -> None:
        """Show a kept run as it was."""
        if self._fetching is not None and self._fetching.running:
            self._fetching.drop()
        self._fetching = self._page.shell.jobs.records(partial(_snapshot, self._page.office, number), self.show, self)

    def show(self, run: ImpactRun) -> None:
        """Show a run, its first findings as soon as they are made, the others as they come beneath them."""
        self._shown = self._make()
        in_turns(self._page.shell.jobs, self._coming(run, self._shown), self)

    def _coming(self, run: ImpactRun, report: ImpactReport) -> Iterator[None]:
        for number, step in enumerate(report.fill(run, findings(run))):
            if not number:  # who came is there
                self._take(run, report)
            yield step
            if report is not self._shown:
                return
        self._done()


def _snapshot(office: Any, number: str) -> ImpactRun:
    from sfph_desktop.core.usecases.impact import snapshot

    return snapshot(office, number)
