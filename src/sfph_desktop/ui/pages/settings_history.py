"""What was changed, by whom and when, and taking it back; spreadsheets brought in, and taking one back whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing, UnitInfo
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import said_change, said_moment, said_near
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, row
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.record_views import RecordGrid

_MOST = 200


class HistorySection(Section):
    """The latest changes, newest first; the chosen one can be undone unless something later was built on it."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "History and undo", "Every change is kept here and can be taken back whole.")
        self.table = RecordTable(
            Shape(
                columns=("at", "why", "undone"),
                headings={"at": "When", "why": "What", "undone": "Undone"},
                say={"undone": lambda cell: "undone" if cell else ""},
            )
        )
        self.grid = RecordGrid(shell.theme, self.table, "The latest changes", stretch="why", most=14)
        self.undo = button(shell.theme, "Undo this change", self._on_undo, icon="undo")
        self.undo.setEnabled(False)
        self.grid.moved.connect(lambda _record: self._allow())
        self.add(self.grid, row(self.undo, None), None)
        shell.jobs.changed.connect(self._on_changed)

    def _on_changed(self, _kinds: frozenset[str]) -> None:
        """Whatever was changed, from wherever, is a line here."""
        if self.isVisible():
            self.load()

    def load(self) -> None:
        """The latest changes."""
        self.shell.jobs.records(partial(_recent, self.office), self._show, self)

    def _show(self, units: tuple[UnitInfo, ...]) -> None:
        today = self.office.clock.today()
        rows = tuple((unit.id, said_near(unit.at, today), said_change(unit), unit.who, unit.undone) for unit in units)
        self.grid.leave_out(*(() if any(unit.undone for unit in units) else ("undone",)))
        self.table.show(Listing(kind="units", columns=("id", "at", "why", "who", "undone"), rows=rows))
        self._allow()

    def _allow(self) -> None:
        row_found = self.table.row(self.grid.currentIndex().row())
        self.undo.setEnabled(row_found is not None and not row_found[4])

    def _on_undo(self) -> None:
        record = self.table.record_at(self.grid.currentIndex().row())
        if isinstance(record, int):
            self.unsay()
            work = partial(_undo, self.office, record)
            self.shell.jobs.records(work, self._on_undone, self, failed=self.say_failure, quiet=True)

    def _on_undone(self, done: Done[UnitInfo]) -> None:
        self.shell.messages.undone(done)
        self.load()


class ImportsSection(Section):
    """Bringing one in, and the list of those that came in, each of which can be taken back whole."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "Spreadsheets", "People, registers and questionnaires from a file.")
        self.table = RecordTable(
            Shape(
                columns=("file", "when", "created", "waiting", "undone"),
                headings={"when": "When", "created": "New", "waiting": "Not in yet"},
                say={"when": said_moment, "undone": lambda cell: "undone" if cell else ""},
            )
        )
        self.grid = RecordGrid(shell.theme, self.table, "Spreadsheets brought in", stretch="file", most=8)
        go = button(
            shell.theme,
            "Bring in a spreadsheet",
            lambda: shell.navigate("import", None),
            kind="primary",
            icon="sheet",
        )
        self.undo = button(shell.theme, "Undo this import", self._on_undo, icon="undo")
        self.undo.setEnabled(False)
        self.waits = button(shell.theme, "See what is not in yet", self._on_waits, icon="edit")
        self.grid.moved.connect(lambda _record: self._allow())
        self.grid.opened.connect(lambda _record: self._on_waits())
        every = button(shell.theme, "Everything that waits for a decision", self._on_every, kind="link")
        gap = shell.theme.space("small")
        self.add(row(go, None), self.grid, Flow(gap, self.waits, self.undo, every), None)

    def load(self) -> None:
        """The imports, the latest first."""
        self.shell.jobs.records(partial(_imports, self.office), self._show, self)

    def _show(self, found: Listing) -> None:
        self.table.show(found)
        self._allow()

    def _allow(self) -> None:
        row_found = self.table.row(self.grid.currentIndex().row())
        self.undo.setEnabled(row_found is not None and not row_found[-1])
        self.waits.setEnabled(row_found is not None and not row_found[-1])

    def _on_waits(self) -> None:
        record = self.table.record_at(self.grid.currentIndex().row())
        if record is not None and self.waits.isEnabled():
            self.shell.navigate("held", str(record))

    def _on_every(self) -> None:
        self.shell.navigate("held", "")

    def _on_undo(self) -> None:
        record = self.table.record_at(self.grid.currentIndex().row())
        if record is not None:
            self.unsay()
            work = partial(_undo_import, self.office, str(record))
            self.shell.jobs.records(work, self._on_undone, self, failed=self.say_failure, quiet=True)

    def _on_undone(self, done: Done[Any]) -> None:
        self.shell.messages.undone(done)
        self.load()


def _recent(office: Any) -> tuple[UnitInfo, ...]:
    from sfph_desktop.core.usecases.history import recent

    return recent(office, _MOST)


def _undo(office: Any, unit: int) -> Done[UnitInfo]:
    from sfph_desktop.core.usecases.history import undo

    return undo(office, unit, whole=True)


def _imports(office: Any) -> Listing:
    from sfph_desktop.core.usecases.imports import imports

    found = imports(office)
    place = {name: at for at, name in enumerate(found.columns)}
    rows = tuple(
        (
            one[0],
            one[place["file"]],
            one[place["when"]],
            one[place["created"]],
            one[place["waiting"]],
            one[place["undone"]],
        )
        for one in found.rows
    )
    return Listing(kind="imports", columns=("id", "file", "when", "created", "waiting", "undone"), rows=rows)


def _undo_import(office: Any, name: str) -> Done[Any]:
    from sfph_desktop.core.usecases.imports import undo_import

    return undo_import(office, name)
