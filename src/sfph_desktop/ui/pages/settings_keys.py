"""The ways into the office: the printed recovery sheet and the passphrase."""

from __future__ import annotations

from functools import partial
from typing import Any

from sfph_desktop.core.domain.office_facts import StoreInfo
from sfph_desktop.ui.pages.recovery_work import RecoveryWork
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, held, labelled, row, words
from sfph_desktop.ui.widgets.new_passphrase import NewPassphrase
from sfph_desktop.ui.widgets.passphrase_field import PassphraseField
from sfph_desktop.ui.widgets.recovery_key import RecoveryKeyCard


class RecoverySection(Section):
    """Whether the sheet was proven, and making a new one. The old one opens the office no more after that."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(
            office,
            shell,
            "Recovery sheet",
            "If the passphrase is forgotten, the printed recovery sheet opens the office. The program keeps no copy of "
            "it, so a sheet that is lost is replaced by a new one; the old one then opens nothing.",
        )
        theme = shell.theme
        self.state = words("", "bold")
        self.passphrase = PassphraseField(theme, "Your passphrase")
        self.go = button(theme, "Make a new recovery sheet", self._on_go, kind="primary", icon="key")
        self.passphrase.entered.connect(self._on_go)
        self._ask = held(
            column(
                labelled(theme, "Your passphrase", self.passphrase, "A laptop left open for a minute is not enough."),
                row(self.go, None),
                gap=theme.space("medium"),
            )
        )
        self.card: RecoveryKeyCard | None = None
        self.add(self.state, self._ask, None)

    def load(self) -> None:
        """Whether a part of the sheet was typed back."""
        self.shell.jobs.records(self.office.info, self._show_state, self)

    def _show_state(self, info: StoreInfo) -> None:
        proven = "A part of the sheet was typed back: it is good." if info.recovery_confirmed else ""
        self.state.setText(proven or "No part of the sheet has been typed back yet. Make a new one and try it.")

    def _on_go(self) -> None:
        text = self.passphrase.text
        if text:
            self.go.setEnabled(False)
            work = partial(_new_key, self.office, text)
            self.shell.jobs.records(work, self._show_key, self, failed=self._on_failed)

    def _on_failed(self, failure: Any) -> None:
        self.go.setEnabled(True)
        self.say_failure(failure)

    def _show_key(self, found: tuple[str, str]) -> None:
        from sfph_desktop.core.usecases.office import recovery_groups

        name, key = found
        self.unsay()
        self.passphrase.clear()
        self._ask.hide()
        self.card = RecoveryKeyCard(self.theme, recovery_groups(key))
        work = RecoveryWork(self.office, name, key, self.card, jobs=self.shell.jobs, messages=self.shell.messages)
        work.proven.connect(self._on_proven)
        self.pieces.insertWidget(self.pieces.count() - 1, self.card)
        self.card.save.setFocus()
        self.load()

    def _on_proven(self) -> None:
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        self._ask.show()
        self.go.setEnabled(True)
        self.say("good", "The recovery sheet is good.", "Keep the two copies in two buildings.")
        self.load()


class PassphraseSection(Section):
    """A new passphrase for the old one. The recovery sheet stays as it is."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(
            office, shell, "Passphrase", "Change it when somebody who knew it has left. The recovery sheet stays good."
        )
        theme = shell.theme
        self.old = PassphraseField(theme, "Passphrase now")
        self.new = NewPassphrase(theme, shell.jobs, judge=_judge, suggest=_suggest)
        self.go = button(theme, "Change the passphrase", self._on_go, kind="primary", icon="lock")
        self.go.setEnabled(False)
        self.new.ready.connect(lambda _ready: self._allow())
        self.old.changed.connect(lambda _text: self._allow())
        self.new.entered.connect(self._on_go)
        self.add(labelled(theme, "Passphrase now", self.old), self.new, row(self.go, None), None)

    def _allow(self) -> None:
        self.go.setEnabled(self.new.is_ready and bool(self.old.text))

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            work = partial(_change, self.office, self.old.text, self.new.text)
            self.shell.jobs.records(work, lambda _none: self._on_changed(), self, failed=self._on_failed)

    def _on_changed(self) -> None:
        self.old.clear()
        self.new.first.clear()
        self.new.again.clear()
        self.say("good", "The passphrase was changed.", "The old one opens the office no more.")

    def _on_failed(self, failure: Any) -> None:
        self._allow()
        self.say_failure(failure)


def _new_key(office: Any, passphrase: str) -> tuple[str, str]:
    from sfph_desktop.core.usecases.office import new_recovery_key

    return office.info().name, new_recovery_key(office, passphrase=passphrase)


def _change(office: Any, old: str, new: str) -> None:
    from sfph_desktop.core.usecases.office import change_passphrase

    change_passphrase(office, old=old, new=new)


def _judge(text: str) -> Any:
    from sfph_desktop.core.usecases.office import passphrase_strength

    return passphrase_strength(text)


def _suggest() -> str:
    from sfph_desktop.core.usecases.office import suggest_passphrase

    return suggest_passphrase()
