"""Backups: made, tried, and where they go; and looking the office over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sfph_desktop.core.domain.office_facts import BackupInfo, Cell, CheckReport, Listing, StoreInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted, said, said_moment
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, mark, row, rule, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.record_views import RecordGrid


def _size(cell: Cell) -> str:
    return f"{cell / 1_000_000:,.1f} MB" if isinstance(cell, int) else said(cell)


class BackupSection(Section):
    """When the last one was made, making one, and trying one without touching the office."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(
            office,
            shell,
            "Backups",
            "A backup is made whenever you close or lock the program after a change. It is sealed with the same "
            "passphrase, and opened again before it counts. Keep one on another device: a stolen computer takes its "
            "own backups with it.",
        )
        theme = shell.theme
        self.state = words("", "bold")
        self.now = button(theme, "Back up now", partial(self._back_up, None), kind="primary", icon="backup")
        other = button(theme, "Back up to another place", self._on_other, icon="save")
        self.folder = words("", "quiet")
        choose = button(theme, "Choose the folder for backups", self._on_folder, kind="link", icon="folder")
        self.table = RecordTable(
            Shape(
                columns=("made_at", "size", "path"),
                headings={"made_at": "Made", "size": "Size", "path": "Where"},
                say={"made_at": said_moment, "size": _size},
            )
        )
        self.grid = RecordGrid(theme, self.table, "Backups of this office", stretch="path", most=6)
        self.trial = button(
            theme,
            "Try this backup",
            self._on_try,
            icon="check",
            description="Opens the chosen backup beside the office, looks it over, and puts it away again",
        )
        self.trial.setEnabled(False)
        self.grid.moved.connect(lambda _record: self.trial.setEnabled(True))
        self.add(
            self.state,
            Flow(theme.space("small"), self.now, other),
            self.folder,
            row(choose, None),
            rule(),
            words("Backups that can be reached now", "strong"),
            self.grid,
            row(self.trial, None),
            None,
        )

    def load(self) -> None:
        """When the last was made, and which there are."""
        self.shell.jobs.records(self.office.info, self._show_state, self)
        self.shell.jobs.records(partial(_backups, self.office), self._show_list, self)
        chosen = self.shell.preferences.settings.backup_folder
        self.folder.setText(f"They go to {chosen}." if chosen else "They are kept beside the office on this computer.")

    def _show_state(self, info: StoreInfo) -> None:
        made = f"The last backup was made on {said(info.last_backup_at)}." if info.last_backup_at else "No backup yet."
        self.state.setText(f"{made} {info.last_backup_problem}".strip())

    def _show_list(self, found: Listing) -> None:
        self.table.show(found)
        self.trial.setEnabled(False)

    def _on_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Back up into this folder", str(Path.home()))
        if chosen:
            self._back_up(Path(chosen))

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "The folder for backups", str(Path.home()))
        if chosen:
            try:
                self.shell.preferences.change(backup_folder=chosen)
            except UserCanFix as failure:
                self.say_failure(failure)
            self.load()

    def _back_up(self, to: Path | None) -> None:
        self.now.setEnabled(False)
        self.shell.jobs.records(partial(_back_up, self.office, to), self._on_made, self, failed=self._on_failed)

    def _on_made(self, done: Done[BackupInfo]) -> None:
        self.now.setEnabled(True)
        made = done.value
        self.say("good", "A backup was made, opened and checked.", f"{_size(made.size)} in {made.path}")
        self.load()

    def _on_try(self) -> None:
        record = self.table.record_at(self.grid.currentIndex().row())
        if record is not None:
            self.trial.setEnabled(False)
            work = partial(_try, self.office, Path(str(record)))
            self.shell.jobs.records(work, self._on_tried, self, failed=self._on_failed)

    def _on_tried(self, found: BackupInfo) -> None:
        self.trial.setEnabled(True)
        people = counted(found.people, "person", "people")
        self.say("good", "This backup is good.", f"Made on {said(found.made_at)}, it opens and holds {people}.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self.now.setEnabled(True)
        self.trial.setEnabled(self.grid.currentIndex().isValid())
        self.say_failure(failure)


class CheckSection(Section):
    """Every page of the locked file looked over, and the outcome in words."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(
            office,
            shell,
            "Check the office",
            "Looks over the whole locked file: its header, its cipher, its keys, every page, and that the records "
            "belong together. It changes nothing.",
        )
        self.go = button(shell.theme, "Check now", self._on_go, kind="primary", icon="check")
        self._line = row(self.go, None)
        self.where = words("", "quiet")
        self.add(self._line, self.where, None)

    def _on_go(self) -> None:
        self.go.setEnabled(False)
        self.shell.jobs.records(partial(_check, self.office), self._show, self, failed=self._on_failed)

    def _show(self, report: CheckReport) -> None:
        self.go.setEnabled(True)
        self.where.setText(report.path)
        self.clear_after(self.where)
        for item in report.items:
            sign = ("check", "good") if item.good else ("warning", "danger")
            line = row(mark(self.theme, *sign), words(f"{item.name.capitalize()}: {item.result}"), gap=12)
            line.setStretch(1, 1)
            self.add(line)
        self.add(None)
        if report.sound:
            self.say("good", "The office is sound.")
        else:
            self.say("problem", "The office is not sound.", "Bring back the newest backup at the door: lock first.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self.go.setEnabled(True)
        self.say_failure(failure)


def _backups(office: Any) -> Listing:
    from sfph_desktop.core.usecases.backup import backups

    return backups(office)


def _back_up(office: Any, to: Path | None) -> Done[BackupInfo]:
    from sfph_desktop.core.usecases.backup import back_up

    return back_up(office, to)


def _try(office: Any, backup: Path) -> BackupInfo:
    from sfph_desktop.core.usecases.backup import try_backup

    return try_backup(office, backup)


def _check(office: Any) -> CheckReport:
    from sfph_desktop.core.usecases.backup import check

    return check(office)
