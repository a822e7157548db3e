"""A copy of everything in open formats: where it goes, what is in it, and that nothing locks it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sfph_desktop.core.domain.exports import Exported
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import Prose, button, row
from sfph_desktop.ui.widgets.page_frame import BusyStrip

_LEAD = (
    "Everything this office holds, as files that any spreadsheet opens: each list whole, the history of every change, "
    "the sheets that this program can bring in again, and a data dictionary that says what each column means. It is "
    "for moving to another program, and for whoever wants to work with the records in another way."
)
_WARNING = (
    "The copy is not locked, and it names everybody you support. Put it where only a manager can read it, never on a "
    "stick that travels, and delete it when it has served. A private note is in it with its day and writer, never with "
    "its words. That it was made stands in the history."
)


class CopySection(Section):
    """Chooses a folder and writes the copy into a new one within it."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "A copy of everything", _LEAD)
        self.go = button(shell.theme, "Choose where the copy goes", self._on_choose, kind="primary", icon="save")
        self.busy = BusyStrip(shell.theme)
        self.add(Prose(_WARNING), row(self.go, None), self.busy, None)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "A new folder for the copy is made in", str(Path.home()))
        if chosen:
            today = self.office.clock.today()
            self._ask(free_name(Path(chosen), f"copy of everything {today.isoformat()}"))

    def _ask(self, folder: Path) -> None:
        self.shell.messages.ask(
            "Write a copy that is not locked?",
            f"It goes to {folder}. Whoever can open that folder can read about everybody you support.",
            do="Write the copy",
            then=partial(self._write, folder),
            leave="Leave it",
        )

    def _write(self, folder: Path) -> None:
        self.unsay()
        self.go.setEnabled(False)
        work = partial(_export, self.office, folder)
        self.shell.jobs.records(
            work,
            self._on_written,
            self,
            failed=self._on_failed,
            stopped=self._on_stopped,
            faulted=self._on_stopped,
            watched=self.busy,
            quiet=True,
        )

    def _on_written(self, done: Done[Exported]) -> None:
        self.go.setEnabled(True)
        made = done.value
        tables = len([one for one in made.tables if one.rows])
        rows = counted(made.records, "row", "rows")
        self.say("good", "The copy is written.", f"{rows} in {tables} files, in {made.folder}. It is not locked.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self.go.setEnabled(True)
        self.say_failure(failure)

    def _on_stopped(self) -> None:
        self.go.setEnabled(True)


def free_name(within: Path, name: str) -> Path:
    """A folder that is not there yet: the name, or the name with a number."""
    numbered = (within / (name if n == 1 else f"{name} ({n})") for n in range(1, 1000))
    return next((folder for folder in numbered if not folder.exists()), within / name)


def _export(office: Any, folder: Path, *, progress: Progress) -> Done[Exported]:
    from sfph_desktop.core.usecases.exporting import export_everything

    return export_everything(office, folder, progress=progress)
