"""Handing over the screen: the PIN that takes it back from somebody who fills in a questionnaire."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, labelled, row

_TEXT = (
    "Somebody who fills in a questionnaire at the screen sees nothing else, and gets nowhere else, until a worker "
    "types this PIN. It is a lock for minutes, not for days: whoever is left alone with the computer can switch it off."
)


class HandOverSection(Section):
    """Set or change the PIN."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "Handing over the screen", _TEXT)
        self.pin = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=8)
        self.pin.setMaximumWidth(shell.theme.size("list") // 2)
        self.pin.returnPressed.connect(self.set_pin)
        self.keep = button(shell.theme, "Set the PIN", self.set_pin, kind="primary")
        said = labelled(shell.theme, "New PIN", self.pin, "4 to 8 digits, not in a row. It is kept as a hash.")
        self.add(column(said), row(self.keep, None), None)

    def set_pin(self) -> None:
        """Keep what was typed."""
        asked = partial(_set, self.office, self.pin.text())
        self.shell.jobs.records(asked, lambda _done: self._on_set(), self, failed=self.say_failure, quiet=True)

    def _on_set(self) -> None:
        self.pin.clear()
        self.say("good", "The PIN is set.", "Hand over the screen from the list of what is due, in Measures.")


def _set(office: Any, pin: str) -> Done[None]:
    from sfph_desktop.core.usecases.self_completion import set_pin

    return set_pin(office, pin)
