"""The work of a proof pack at Impact: what will leave is shown first, then it is written where somebody chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.proof_packs import ProofPack
from sfph_desktop.ui.widgets.pack_panel import PackPanel
from sfph_desktop.ui.widgets.page_frame import BusyStrip, Place

Looked = tuple[ProofPack, tuple[tuple[str, int], ...]]
"""A pack, and its tables with the number of their rows."""


class PackWork:
    """Between the panel, the page it stands in, and the use cases."""

    def __init__(self, page: Place, busy: BusyStrip) -> None:
        self._page, self._busy = page, busy
        self.panel = PackPanel(page.theme)
        self.panel.look_wanted.connect(self.look)
        self.panel.write_wanted.connect(self._on_write)

    def look(self, evidence: Sequence[str]) -> None:
        """Show what a pack of these figures would hold."""
        page = self._page
        page.shell.jobs.desk(
            partial(_look, page.office, tuple(evidence)),
            self._on_looked,
            page,
            failed=self._on_failed,
            stopped=self.panel.ready,
            watched=self._busy,
            quiet=True,
        )

    def write(self, pack: ProofPack, into: Path) -> None:
        """Write the pack into a folder of its own inside `into`."""
        page = self._page
        page.shell.jobs.desk(
            partial(_write, page.office, pack, into),
            self._on_written,
            page,
            failed=self._on_failed,
            stopped=self.panel.ready,
            watched=self._busy,
            quiet=True,
        )

    def _on_looked(self, looked: Looked) -> None:
        pack, tables = looked
        if {*(one.evidence for one in pack.figures), *pack.left_out} == set(self.panel.chosen()):
            self.panel.show_pack(pack, tables)
            self._page.shell.messages.announce("What will leave is shown. Nothing is written yet.")

    def _on_write(self, pack: ProofPack) -> None:
        title = "Where the folder of the proof pack goes"
        chosen = QFileDialog.getExistingDirectory(self._page.window(), title, str(Path.home()))
        if chosen:
            self.write(pack, Path(chosen))
        else:
            self.panel.ready()

    def _on_written(self, folder: Path) -> None:
        self.panel.ready()
        self._page.shell.messages.notice(f"Written into the folder {folder.name}. It names nobody; it is not locked.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self.panel.ready()
        self._page.shell.messages.problem(failure)


# --- the work, off the interface's thread ----------------------------------------------------------------------------


def _look(office: Any, evidence: Sequence[str], *, progress: Progress) -> Looked:
    from sfph_desktop.core.usecases.proof_packs import proof_pack, tables_of

    pack = proof_pack(office, evidence, progress=progress)
    return pack, tuple((table.name, len(table.rows)) for table in tables_of(pack))


def _write(office: Any, pack: ProofPack, into: Path, *, progress: Progress) -> Path:
    from sfph_desktop.core.usecases.proof_packs import write_pack

    folder = into / pack.name
    number = 1
    while folder.exists():
        number += 1
        folder = into / f"{pack.name} ({number})"
    write_pack(office, pack, folder, progress=progress)
    return folder
