"""A kept run worked out again at Impact: asked for in the evidence, worked out aside, told where it was asked for."""

from __future__ import annotations

from functools import partial
from typing import Any

from sfph_desktop.core.domain.again import WorkedAgain
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.widgets.evidence_panel import NOT_WORKED_OUT, EvidencePanel
from sfph_desktop.ui.widgets.page_frame import BusyStrip, Place


class AgainWork:
    """Between the evidence, the page it stands in, and the use case."""

    def __init__(self, page: Place, panel: EvidencePanel, busy: BusyStrip) -> None:
        self._page, self._panel, self._busy = page, panel, busy
        panel.again_wanted.connect(self.work)

    def work(self, snapshot: str) -> None:
        """Work a kept run out again and say whether it is the same; nothing is kept of it."""
        self._ready(yes=False)
        page = self._page
        page.shell.jobs.desk(
            partial(_again, page.office, snapshot),
            self._on_done,
            page,
            failed=self._on_failed,
            faulted=self._on_fault,
            stopped=self._ready,
            watched=self._busy,
            quiet=True,
        )

    def _ready(self, *, yes: bool = True) -> None:
        if self._panel.again_button is not None:
            self._panel.again_button.setEnabled(yes)

    def _on_done(self, again: WorkedAgain) -> None:
        self._panel.show_again(again)
        self._page.shell.messages.announce(again.verdict)

    def _on_failed(self, failure: UserCanFix) -> None:
        self._panel.show_no_again(str(failure))
        self._page.shell.messages.announce(str(failure))

    def _on_fault(self) -> None:
        self._panel.show_no_again(NOT_WORKED_OUT)
        self._page.shell.messages.announce(NOT_WORKED_OUT)


def _again(office: Any, snapshot: str, *, progress: Progress) -> WorkedAgain:
    from sfph_desktop.core.usecases.again import work_again

    return work_again(office, snapshot, progress=progress)
