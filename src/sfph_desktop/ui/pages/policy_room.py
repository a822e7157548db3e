"""Policies and certificates within the page of bids: fetched, added, changed, removed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sfph_desktop.ui.pages import bid_calls as calls
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.widgets.policy_sheet import PolicySheet


class PolicyRoom(QObject):
    """Stands between the sheet and the use cases."""

    def __init__(self, office: Any, shell: ShellContext, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._jobs = office, shell.jobs
        self.sheet = PolicySheet(shell.theme)
        self.sheet.added.connect(self._add)
        self.sheet.changed.connect(self._change)
        self.sheet.removed.connect(lambda number: self._do(partial(calls.remove_policy, office, number)))

    def load(self) -> None:
        """Fetch what is held."""
        self._jobs.records(
            partial(calls.policies, self._office), lambda found: self.sheet.show_policies(*found), self.sheet
        )

    def _add(self, facts: dict[str, Any]) -> None:
        self._jobs.records(
            partial(calls.add_policy, self._office, facts),
            lambda done: self.sheet.show_added(done.value),
            self.sheet,
            failed=self.sheet.show_failure,
        )

    def _change(self, number: int, facts: dict[str, Any]) -> None:
        self._do(partial(calls.change_policy, self._office, number, facts))

    def _do(self, work: Any) -> None:
        self._jobs.records(work, None, self.sheet, failed=self.sheet.show_failure)
