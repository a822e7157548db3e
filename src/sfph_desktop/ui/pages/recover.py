"""The way back in when the passphrase is lost: the printed recovery key, and a new passphrase."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.pieces import button, labelled
from sfph_desktop.ui.widgets.door import Step
from sfph_desktop.ui.widgets.new_passphrase import NewPassphrase
from sfph_desktop.ui.widgets.page_frame import Told


class RecoverStep(Step):
    """The printed recovery key, and the passphrase that is to open the office from now on."""

    def __init__(self, page: Any) -> None:
        super().__init__(
            page.door.theme,
            "Open with the recovery sheet",
            "Type the recovery key from the printed sheet, with or without its dashes. Then choose a new passphrase. "
            "The recovery sheet stays good.",
        )
        self._page = page
        theme = page.door.theme
        self.key = QLineEdit(placeholderText="XXXXX-XXXXX-…")
        self.key.setProperty("kind", "large")
        self.new = NewPassphrase(theme, page.door.jobs, judge=_judge, suggest=_suggest)
        self.go = button(theme, "Open the office", self.open, kind="primary", icon="unlock")
        self.go.setEnabled(False)
        self._trouble = Told(theme, "problem", "")
        self._trouble.hide()
        self.add(labelled(theme, "Recovery key", self.key), self.new, self._trouble)
        self.add_actions(
            self.go, quiet=(button(theme, "Back to the passphrase", page.show_unlock, kind="link", icon="arrow-left"),)
        )
        self.new.ready.connect(lambda _ready: self._allow())
        self.key.textChanged.connect(lambda _text: self._allow())
        self.new.entered.connect(self.open)

    def begin(self) -> None:
        """The keyboard goes to the key."""
        self.begin_at(self.key)

    def open(self) -> None:
        """Try the key, in the records lane; nothing is changed unless it opens the store."""
        if not self.go.isEnabled():
            return
        page = self._page
        self.go.setEnabled(False)
        work = partial(_recover, page.store, self.key.text(), self.new.text, page.door.machine)
        page.door.jobs.records(work, page.was_opened, self, failed=self._tell)

    def _allow(self) -> None:
        self.go.setEnabled(self.new.is_ready and bool(self.key.text().strip()))

    def _tell(self, failure: UserCanFix) -> None:
        self._allow()
        text = " ".join(part for part in (failure.why, failure.do) if part)
        self._trouble.say(failure.what, text)
        self._trouble.show()
        self._page.door.messages.announce(f"{failure.what} {text}")
        self.begin_at(self.key)


def _recover(store: Path, key: str, passphrase: str, machine: Any) -> Any:
    from sfph_desktop.core.usecases.office import open_with_recovery_key

    return open_with_recovery_key(store, recovery_key=key, new_passphrase=passphrase, machine=machine)


def _judge(text: str) -> Any:
    from sfph_desktop.core.usecases.office import passphrase_strength

    return passphrase_strength(text)


def _suggest() -> str:
    from sfph_desktop.core.usecases.office import suggest_passphrase

    return suggest_passphrase()
