"""Work behind the recovery sheet, for the first run and for Settings: the PDF, its pages for paper, the proof."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.support.jobs import Jobs
from sfph_desktop.ui.support.messages import Messages
from sfph_desktop.ui.widgets.recovery_key import RecoveryKeyCard


class RecoveryWork(QObject):
    """Saves, prints and proves one recovery key through its card. `proven` is sent when a group was typed back."""

    proven = Signal()

    def __init__(
        self, office: Any, name: str, key: str, card: RecoveryKeyCard, *, jobs: Jobs, messages: Messages
    ) -> None:
        super().__init__(card)
        self._office, self._name, self._key, self._card = office, name, key, card
        self._jobs, self._messages = jobs, messages
        card.save_wanted.connect(self._on_save)
        card.print_wanted.connect(self._on_print)
        card.typed.connect(self._on_typed)

    def save(self, out: Path) -> None:
        """Write the sheet as a PDF, in the desk lane."""
        said = f"Saved as {out.name}. Print it twice, then delete the file."
        work = partial(_write, self._name, self._key, out, self._office.clock.today())
        self._jobs.desk(work, lambda _out: self._card.say_done(said), self)

    def _on_save(self) -> None:
        suggested = str(Path.home() / "recovery sheet.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self._window(), "Save the recovery sheet", suggested, "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen).with_suffix(".pdf"))

    def _on_print(self) -> None:
        self._jobs.desk(partial(_pages, self._name, self._key, self._office.clock.today()), self._print, self)

    def _print(self, pages: tuple[bytes, ...]) -> None:
        from sfph_desktop.ui.support.printing import print_pages

        if print_pages(pages, "the recovery sheet", self._window()):
            self._card.say_done("Sent to the printer. Print it a second time for another building.")

    def _on_typed(self, number: int, text: str) -> None:
        work = partial(_confirm, self._office, number, text)
        self._jobs.records(work, lambda _none: self.proven.emit(), self, failed=self._on_wrong)

    def _on_wrong(self, failure: UserCanFix) -> None:
        self._card.say_problem(failure.what, " ".join(part for part in (failure.why, failure.do) if part))
        self._messages.announce(str(failure))

    def _window(self) -> QWidget:
        return self._card.window()


def _write(name: str, key: str, out: Path, made_on: Any) -> Path:
    from sfph_desktop.core.usecases.recovery import recovery_sheet

    return recovery_sheet(name, key, out, made_on=made_on)


def _pages(name: str, key: str, made_on: Any) -> tuple[bytes, ...]:
    """The sheet as images for the printer. The file they are drawn from is overwritten before it is deleted."""
    from sfph_desktop.core.usecases.publish import page_images

    with TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.pdf"
        try:
            _write(name, key, file, made_on)
            return page_images(file, 300)
        finally:
            if file.exists():
                file.write_bytes(bytes(file.stat().st_size))


def _confirm(office: Any, number: int, text: str) -> None:
    from sfph_desktop.core.usecases.office import confirm_recovery

    confirm_recovery(office, number, text)
