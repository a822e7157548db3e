"""What was removed in the last ninety days, and bringing it back."""

from __future__ import annotations

from functools import partial
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing, UnitInfo
from sfph_desktop.core.domain.resting import REST_DAYS, Rested
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import said_near
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, row, words
from sfph_desktop.ui.widgets.record_views import RecordGrid

_LEAD = f"What is removed rests for {REST_DAYS} days and can be brought back whole. Then it is erased for good."


class RemovedSection(Section):
    """Removals, the newest first; Enter or the button brings the chosen one back."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "Removed records", _LEAD)
        self.table = RecordTable(
            Shape(
                columns=("what", "at", "who", "until"),
                headings={"what": "What", "at": "Removed", "who": "By", "until": "Rests until"},
            )
        )
        self.grid = RecordGrid(shell.theme, self.table, "Removed records", stretch="what", most=14)
        self.back = button(shell.theme, "Bring it back", self._on_back, kind="primary", icon="undo")
        self.nothing = words("Nothing was removed lately.", "quiet")
        self.back.setEnabled(False)
        self.grid.moved.connect(lambda _record: self.back.setEnabled(True))
        self.grid.opened.connect(lambda _record: self._on_back())
        self.add(self.nothing, self.grid, row(self.back, None), None)

    def load(self) -> None:
        """The removals that still rest."""
        self.shell.jobs.records(partial(_rested, self.office), self._show, self)

    def _show(self, found: tuple[Rested, ...]) -> None:
        today = self.office.clock.today()
        rows = tuple(
            (one.unit_id, one.what or one.why[:1].upper() + one.why[1:], said_near(one.at, today), one.who, one.until)
            for one in found
        )
        self.table.show(Listing(kind="removed", columns=("id", "what", "at", "who", "until"), rows=rows))
        for part in (self.grid, self.back):
            part.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.table.index(0, 0))  # what was removed last is what is wanted back
        self.back.setEnabled(bool(rows))

    def _on_back(self) -> None:
        record = self.table.record_at(self.grid.currentIndex().row())
        if isinstance(record, int):
            self.unsay()
            work = partial(_bring_back, self.office, record)
            self.shell.jobs.records(work, self._on_brought, self, failed=self.say_failure, quiet=True)

    def _on_brought(self, done: Done[UnitInfo]) -> None:
        self.shell.messages.undone(done)
        self.load()


def _rested(office: Any) -> tuple[Rested, ...]:
    from sfph_desktop.core.usecases.resting import rested_records

    return rested_records(office)


def _bring_back(office: Any, unit: int) -> Done[UnitInfo]:
    from sfph_desktop.core.usecases.resting import bring_back

    return bring_back(office, unit)
