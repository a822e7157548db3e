"""Bringing back a backup at the door: after a stolen laptop, or beside a damaged store, which is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit

from sfph_desktop.core.domain.office_facts import BackupInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import counted, said
from sfph_desktop.ui.support.context import DoorContext
from sfph_desktop.ui.theme.pieces import button, labelled, row, words
from sfph_desktop.ui.widgets.door import Door, Step
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.passphrase_field import PassphraseField

_GO = "Check it and bring it back"


class RestorePage(Door):
    """Chooses a backup, proves it by opening it, and puts it in its place. `restored` carries where the office is."""

    restored = Signal(object)
    left = Signal()

    def __init__(self, door: DoorContext, store: Path) -> None:
        """`store` is where the office is to be."""
        super().__init__(door.theme, "Bring back a backup")
        self.door, self.store = door, store
        self.show_step(_Choose(self))

    def was_restored(self, found: BackupInfo) -> None:
        """Say what came back, before going on to the passphrase."""
        self.show_step(_Back(self, found))


class _Choose(Step):
    """The backup file and its passphrase."""

    def __init__(self, page: RestorePage) -> None:
        super().__init__(
            page.door.theme,
            "Bring back a backup",
            "The backup is opened and checked first. Only then does it take the place of the office on this computer; "
            "whatever was there is kept beside it.",
        )
        self._page = page
        theme = page.door.theme
        self.file = QLineEdit(readOnly=True, placeholderText="No file chosen yet")
        self.file.setAccessibleName("Backup file")
        choose = button(theme, "Choose", self._on_choose, icon="folder", description="Choose the backup file")
        self.passphrase = PassphraseField(theme, "Passphrase of the backup")
        self.passphrase.entered.connect(self.restore)
        self.passphrase.changed.connect(lambda _text: self._allow())
        self._trouble = Told(theme, "problem", "")
        self._trouble.hide()
        line = row(self.file, choose, gap=theme.space("small"))
        line.setStretch(0, 1)
        label = words("Backup file", "label")
        self.go = button(theme, _GO, self.restore, kind="primary", icon="backup")
        self.go.setEnabled(False)
        self.add(
            label,
            line,
            labelled(theme, "Passphrase", self.passphrase, "The one that opened the office when the backup was made."),
            self._trouble,
        )
        self.add_actions(
            self.go, quiet=(button(theme, "Back to unlocking", page.left.emit, kind="link", icon="arrow-left"),)
        )
        self.begin_at(choose)

    def choose(self, file: str) -> None:
        """Take a file."""
        self.file.setText(file)
        self._allow()
        self.begin_at(self.passphrase.line)

    def restore(self) -> None:
        """Open, check and put in place, in the records lane."""
        if not self.go.isEnabled():
            return
        page = self._page
        self.go.setEnabled(False)
        self.go.setText("Checking …")
        self._trouble.hide()
        work = partial(_restore, Path(self.file.text()), page.store, self.passphrase.text, page.door.machine)
        page.door.jobs.records(work, page.was_restored, self, failed=self._tell)

    def _on_choose(self) -> None:
        folder = str(self._page.door.machine.paths.backups)
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a backup", folder, "All files (*)")
        if chosen:
            self.choose(chosen)

    def _allow(self) -> None:
        self.go.setText(_GO)
        self.go.setEnabled(bool(self.file.text() and self.passphrase.text))

    def _tell(self, failure: UserCanFix) -> None:
        self._allow()
        self._trouble.say(failure.what, " ".join(part for part in (failure.why, failure.do) if part))
        self._trouble.show()
        self._page.door.messages.announce(str(failure))


class _Back(Step):
    """What came back, and the way to it."""

    def __init__(self, page: RestorePage, found: BackupInfo) -> None:
        theme = page.door.theme
        super().__init__(theme, "Your office is back")
        text = (
            f"It is as it was on {said(found.made_at)}, with {counted(found.people, 'person', 'people')}. "
            "What was recorded after that has to be entered again."
        )
        go = button(theme, "Unlock it", lambda: page.restored.emit(page.store), kind="primary", icon="unlock")
        self.add(Told(theme, "good", "The backup was opened, checked and put in its place.", text))
        self.add_actions(go)
        self.begin_at(go)


def _restore(backup: Path, to: Path, passphrase: str, machine: Any) -> BackupInfo:
    from sfph_desktop.core.usecases.backup import restore

    return restore(backup, to, passphrase, machine)
