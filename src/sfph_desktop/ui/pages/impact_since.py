"""What comes later to a figure that is shown at Impact: what has changed since it was printed, and who is behind it.

What has changed is worked out beside the page, one figure at a time; today's figures of a run are worked out once for
all its evidence numbers, until a record changes.
"""

from __future__ import annotations

from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.proofs import Proof
from sfph_desktop.ui.widgets.evidence_panel import EvidencePanel
from sfph_desktop.ui.widgets.page_frame import Place
from sfph_desktop.ui.widgets.then_and_now import NOT_COMPARED

if TYPE_CHECKING:
    from sfph_desktop.core.usecases.proving import Opened, Today

_DRAWN = 0.2
"""Seconds in which what was opened is drawn before the sums begin: both want the same Python."""


class SinceWork(QObject):
    """Between the evidence, the page it stands in, and the use case."""

    def __init__(self, page: Place, panel: EvidencePanel) -> None:
        super().__init__(page)
        self._page, self._panel = page, panel
        self._wanted: Opened | None = None
        self._known: Today | None = None
        self._working = False
        panel.names_wanted.connect(self._on_names)

    def look(self, opened: Opened) -> None:
        """Fill then and now of what the panel shows, when it is known."""
        self._wanted = opened
        self._begin()

    def forget(self) -> None:
        """Nobody waits for it any more. What is being worked out is finished: another figure may need the same."""
        self._wanted = None

    def _begin(self) -> None:
        opened = self._wanted
        if opened is None or self._working:
            return  # when the former one is done
        self._working = True
        self._page.shell.jobs.desk(
            partial(_since, self._page.office, opened, self._known),
            partial(self._on_done, opened),
            self,
            failed=partial(self._on_failed, opened),
            faulted=partial(self._on_fault, opened),
        )

    def _on_done(self, opened: Opened, found: tuple[Proof, Today]) -> None:
        proof, self._known = found
        if self._over(opened):
            self._panel.show_since(proof)
            moved = proof.movement
            if moved is not None:
                self._page.shell.messages.announce(f"Then {moved.then}. Today {moved.now}.")

    def _on_failed(self, opened: Opened, failure: UserCanFix) -> None:
        if self._over(opened):
            self._panel.show_no_since(str(failure))

    def _on_fault(self, opened: Opened) -> None:
        if self._over(opened):
            self._panel.show_no_since(NOT_COMPARED)
            self._page.shell.messages.announce(NOT_COMPARED)

    def _over(self, opened: Opened) -> bool:
        """Whether it is still what somebody waits for; otherwise what they wait for now is begun."""
        self._working = False
        if self._wanted is opened:
            self._wanted = None
            return True
        self._begin()
        return False

    def _on_names(self) -> None:
        proof = self._panel.proof
        if proof is not None:
            self._page.shell.jobs.records(partial(_names, self._page.office, proof), self._show_names, self)

    def _show_names(self, proof: Proof) -> None:
        if self._panel.proof is not None and self._panel.proof.evidence == proof.evidence:
            self._panel.show_names(proof.people)
            self._page.shell.messages.announce("The names are shown. That they were read is kept in the history.")


def _names(office: Any, proof: Proof) -> Proof:
    from sfph_desktop.core.usecases.proving import with_names

    return with_names(office, proof)


def _since(office: Any, opened: Opened, known: Today | None) -> tuple[Proof, Today]:
    from sfph_desktop.core.usecases.proving import since, today

    if known is None or known.of != opened.run.snapshot:
        sleep(_DRAWN)
    now = today(office, opened.run, known)
    return since(office, opened, now), now
