"""Who changed what in the record that a page shows, and taking one of the changes back; for the foot of any sheet.

sheet = PartnerSheet(theme)
changes = RecordChanges(office, shell)
sheet.add_before_end(changes)
changes.show_record("partners", 7)      # whenever the sheet shows a record, or the same as it is now
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sfph_desktop.core.domain.office_facts import UnitInfo
from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.widgets.history_panel import HistoryPanel
from sfph_desktop.ui.widgets.page_frame import Place, Sheet
from sfph_desktop.ui.widgets.passages import Headed


class RecordChanges(Headed):
    """The headed history of one record. Nothing is fetched before somebody asks for it."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        self.panel = HistoryPanel(shell.theme)
        super().__init__(shell.theme, "history", "Changes to this record", self.panel)
        self._office, self._shell = office, shell
        self.kind, self.record = "", 0
        self._job: Job[tuple[HistoryLine, ...]] | None = None
        self.panel.wanted.connect(self._fetch)
        self.panel.undo_wanted.connect(self._on_undo)

    def show_record(self, kind: str, record: int) -> None:
        """Another record is shown, or the same as it is now. A record of number 0 is not kept yet: nothing to tell."""
        if (kind, record) != (self.kind, self.record):
            self._drop()  # what is on its way is of the former record
            self.kind, self.record = kind, record
            self.panel.put_away()
            self.setVisible(bool(record))
        elif self.panel.shown:
            self._fetch()

    def go_on_from(self, former: RecordChanges | None) -> None:
        """The page was made anew: what was open on the former one is open on this one, if it is the same record."""
        if former is not None and former.panel.shown and (former.kind, former.record) == (self.kind, self.record):
            self.panel.shown = True
            self._fetch()

    # --- inside

    def _drop(self) -> None:
        if self._job is not None and self._job.running:
            self._job.drop()

    def _fetch(self) -> None:
        self._drop()
        work = partial(_changes, self._office, self.kind, self.record)
        self._job = self._shell.jobs.records(work, self.panel.show_lines, self)

    def _on_undo(self, unit: int, whole: bool) -> None:
        work = partial(_undo, self._office, unit, whole)
        self._shell.jobs.records(work, self._shell.messages.undone, self, quiet=True)


def changes_under(place: Place, sheet: Sheet, kind: str, record: int, former: RecordChanges | None) -> RecordChanges:
    """Put the history of a record under a sheet that is made anew for each record, or each time one has changed."""
    made = RecordChanges(place.office, place.shell)
    made.show_record(kind, record)
    made.go_on_from(former)
    sheet.add_before_end(made)
    return made


def _changes(office: Any, kind: str, record: int) -> tuple[HistoryLine, ...]:
    from sfph_desktop.core.usecases.record_history import record_history

    return record_history(office, kind, record)


def _undo(office: Any, unit: int, whole: bool) -> Done[UnitInfo]:
    from sfph_desktop.core.usecases.history import undo

    return undo(office, unit, whole=whole)
