"""Bringing back a backup at the door: after a stolen laptop, or beside a damaged store, which is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from sfph_desktop.core.domain.office_facts import BackupInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import counted, said
from sfph_desktop.ui.support.context import DoorContext
from sfph_desktop.ui.theme.pieces import button, column, labelled, row, words
from sfph_desktop.ui.widgets.door import Door, Step
from sfph_desktop.ui.widgets.new_passphrase import NewPassphrase
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
        self.by_passphrase()

    def by_passphrase(self, file: str = "") -> None:
        """Ask for the passphrase of the backup."""
        self.show_step(_Choose(self, file))

    def by_key(self, file: str = "") -> None:
        """Ask for the printed recovery key, and a new passphrase."""
        self.show_step(_ByKey(self, file))

    def was_restored(self, found: BackupInfo) -> None:
        """Say what came back, before going on to the passphrase."""
        self.show_step(_Back(self, found))


class _Bringing(Step):
    """The backup file, and what opens it: the same for both ways in."""

    def __init__(self, page: RestorePage, title: str, text: str) -> None:
        super().__init__(page.door.theme, title, text)
        self._page = page
        theme = page.door.theme
        self.file = QLineEdit(readOnly=True, placeholderText="No file chosen yet")
        self.file.setAccessibleName("Backup file")
        self.choosing = button(theme, "Choose", self._on_choose, icon="folder", description="Choose the backup file")
        self._trouble = Told(theme, "problem", "")
        self._trouble.hide()
        line = row(self.file, self.choosing, gap=theme.space("small"))
        line.setStretch(0, 1)
        self.go = button(theme, _GO, self.restore, kind="primary", icon="backup")
        self.go.setEnabled(False)
        # The trouble stands above what has to be typed again, so that both are seen at 200 % too.
        self.add(column(words("Backup file", "label"), line, gap=theme.space("tiny")), self._trouble)

    @property
    def trouble(self) -> str:
        """What went wrong last; blank when nothing did."""
        return "" if self._trouble.isHidden() else self._trouble.said

    def choose(self, file: str) -> None:
        """Take a file."""
        self.file.setText(file)
        self.allow()
        self.begin_at(self.secret())

    def restore(self) -> None:
        """Open, check and put in place, in the records lane."""
        if not self.go.isEnabled():
            return
        page = self._page
        self.go.setEnabled(False)
        self.go.setText("Checking …")
        self._trouble.hide()
        page.door.jobs.records(self.work(Path(self.file.text())), page.was_restored, self, failed=self._tell)

    def secret(self) -> QWidget:
        """Where the keyboard goes once there is a file."""
        raise NotImplementedError

    def opens(self) -> bool:
        """Whether everything that opens a backup is there."""
        raise NotImplementedError

    def work(self, backup: Path) -> Callable[[], BackupInfo]:
        """What the records lane is to do."""
        raise NotImplementedError

    def allow(self) -> None:
        """The button, once there is a file and what opens it."""
        self.go.setText(_GO)
        self.go.setEnabled(bool(self.file.text()) and self.opens())

    def finish(self, *quiet: QWidget) -> None:
        """Put the buttons under what there is to fill in."""
        leave = button(self.theme, "Back to unlocking", self._page.left.emit, kind="link", icon="arrow-left")
        self.add_actions(self.go, quiet=(*quiet, leave))
        self.begin_at(self.secret() if self.file.text() else self.choosing)

    def _on_choose(self) -> None:
        folder = str(self._page.door.machine.paths.backups)
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a backup", folder, "All files (*)")
        if chosen:
            self.choose(chosen)

    def _tell(self, failure: UserCanFix) -> None:
        self.allow()
        self._trouble.say(failure.what, " ".join(part for part in (failure.why, failure.do) if part))
        self._trouble.show()
        self._page.door.messages.announce(str(failure))
        self.begin_at(self.secret())


class _Choose(_Bringing):
    """By the passphrase of the backup."""

    def __init__(self, page: RestorePage, file: str = "") -> None:
        super().__init__(
            page,
            "Bring back a backup",
            "The backup is opened and checked first. Only then does it take the place of the office on this computer; "
            "whatever was there is kept beside it.",
        )
        theme = page.door.theme
        self.file.setText(file)
        self.passphrase = PassphraseField(theme, "Passphrase of the backup")
        self.passphrase.entered.connect(self.restore)
        self.passphrase.changed.connect(lambda _text: self.allow())
        self.add(
            labelled(theme, "Passphrase", self.passphrase, "The one that opened the office when the backup was made.")
        )
        lost = button(theme, "Use the recovery sheet", lambda: page.by_key(self.file.text()), kind="link", icon="key")
        self.finish(lost)

    def secret(self) -> QWidget:
        """The passphrase."""
        return self.passphrase.line

    def opens(self) -> bool:
        """Whether a passphrase was typed."""
        return bool(self.passphrase.text)

    def work(self, backup: Path) -> Callable[[], BackupInfo]:
        """Restore by the passphrase."""
        return partial(_restore, backup, self._page.store, self.passphrase.text, self._page.door.machine)


class _ByKey(_Bringing):
    """By the printed recovery key, where the passphrase is lost."""

    def __init__(self, page: RestorePage, file: str) -> None:
        super().__init__(
            page,
            "Bring back a backup with the recovery sheet",
            "Type the recovery key from the printed sheet, with or without its dashes. Then choose the passphrase that "
            "opens the office from now on. The recovery sheet stays good.",
        )
        theme = page.door.theme
        self.file.setText(file)
        self.key = QLineEdit(placeholderText="XXXXX-XXXXX-…")
        self.key.setProperty("kind", "large")
        self.new = NewPassphrase(theme, page.door.jobs, judge=_judge, suggest=_suggest)
        self.key.textChanged.connect(lambda _text: self.allow())
        self.new.ready.connect(lambda _ready: self.allow())
        self.new.entered.connect(self.restore)
        self.add(labelled(theme, "Recovery key", self.key), self.new)
        self.finish(
            button(theme, "Use the passphrase", lambda: page.by_passphrase(self.file.text()), kind="link", icon="lock")
        )

    def secret(self) -> QWidget:
        """The recovery key."""
        return self.key

    def opens(self) -> bool:
        """Whether there is a key, and a new passphrase that is strong and typed the same twice."""
        return bool(self.key.text().strip()) and self.new.is_ready

    def work(self, backup: Path) -> Callable[[], BackupInfo]:
        """Restore by the recovery key, with the new passphrase."""
        page = self._page
        return partial(_restore_by_key, backup, page.store, self.key.text(), self.new.text, page.door.machine)


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


def _restore_by_key(backup: Path, to: Path, key: str, passphrase: str, machine: Any) -> BackupInfo:
    from sfph_desktop.core.usecases.backup import restore_with_recovery_key

    return restore_with_recovery_key(backup, to, recovery_key=key, new_passphrase=passphrase, machine=machine)


def _judge(text: str) -> Any:
    from sfph_desktop.core.usecases.office import passphrase_strength

    return passphrase_strength(text)


def _suggest() -> str:
    from sfph_desktop.core.usecases.office import suggest_passphrase

    return suggest_passphrase()
