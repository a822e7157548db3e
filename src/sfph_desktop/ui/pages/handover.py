"""Handing over: the one page for a successor, who sees to what, and the pack as a document."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QWidget

from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages import handover_calls as calls
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column
from sfph_desktop.ui.widgets.beside import Passage
from sfph_desktop.ui.widgets.duty_sheet import DutySheet
from sfph_desktop.ui.widgets.page_frame import BusyStrip, PageHeader, Place, Sheet
from sfph_desktop.ui.widgets.passages import Bullets
from sfph_desktop.ui.widgets.room_strip import RoomStrip

_LEAD = (
    "What whoever takes over needs first: what runs, what is due, who is who and where everything is. It is drawn from "
    "the records as they stand today. Nobody you support is named."
)
_PARTS = {
    "open": ("To open the records", "key"),
    "runs": ("What runs", "sessions"),
    "due": ("What is due", "today"),
    "depends": ("What depends on whom", "two-people"),
    "people": ("Who is who", "people"),
    "where": ("Where everything is", "folder"),
}
_DUTIES_LEAD = "Who leads each group and sees to each contract, and who stands in. What is written here stands above."


class HandoverPage(Place):
    """The page, the duties under it, and the button that writes the pack."""

    watches: ClassVar[frozenset[str]] = frozenset(
        "duties groups group_members services sessions contracts targets commissioners partners partner_contacts people"
        " roles actions policies opportunities episodes referrals consents alerts assessments settings".split()
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.save = button(theme, "Save the pack", self._on_save, kind="primary", icon="save")
        self.save.setToolTip("One page and its annexes, as PDF or Word")
        self.lines = {key: Bullets(theme) for key in _PARTS}
        self.duties = DutySheet(theme)
        self.duties.kept.connect(self._on_keep)
        self.duties.removed.connect(self._on_remove)
        self.sheet = Sheet(theme, "Handing over")
        self.busy = BusyStrip(theme)
        parts = [Passage(theme, title, self.lines[key], icon=icon) for key, (title, icon) in _PARTS.items()]
        who = Passage(theme, "Write down who sees to what", self.duties, icon="edit", lead=_DUTIES_LEAD)
        self.sheet.add(PageHeader(theme, "Handing over", _LEAD, self.save), self.busy, *parts, who, None)
        whole = column(RoomStrip(shell, "handover"), self.sheet)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def load(self) -> None:
        """Draw the page from the records as they stand."""
        self.shell.jobs.records(partial(calls.found, self.office), self._show, self)

    def first_focus(self) -> QWidget:
        """The button that writes the pack: from it the page scrolls by the keyboard."""
        return self.save

    def save_as(self, to: Path) -> None:
        """Write the pack into a file, as PDF or Word by its ending."""

        def saved(path: Path) -> None:
            self.shell.messages.notice(f"Saved as {path.name}. Keep it locked away: it is an ordinary file.")

        self.shell.jobs.desk(partial(calls.write, self.office, to), saved, self, watched=self.busy)

    def _on_save(self) -> None:
        suggested = str(Path.home() / "Handing over.pdf")
        kinds = "PDF (*.pdf);;Word document (*.docx)"
        chosen, kind = QFileDialog.getSaveFileName(self.window(), "Save the pack", suggested, kinds)
        if chosen:
            self.save_as(Path(chosen).with_suffix(".docx" if "docx" in kind or chosen.endswith(".docx") else ".pdf"))

    def _show(self, found: calls.Found) -> None:
        for part in found.parts:
            if part.key in self.lines:
                self.lines[part.key].say(*part.lines)
        self.duties.show_duties(found.duties, found.choices)

    def _on_keep(self, duty: Duty) -> None:
        def kept(_done: Done[Duty]) -> None:
            self.duties.show_kept()

        self.shell.jobs.records(partial(calls.set_duty, self.office, duty), kept, self, failed=self.duties.show_failure)

    def _on_remove(self, number: int) -> None:
        self.shell.jobs.records(
            partial(calls.remove_duty, self.office, number), None, self, failed=self.duties.show_failure
        )
