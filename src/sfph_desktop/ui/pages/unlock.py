"""The window first shown: which office, its passphrase, and the way back in when the passphrase is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton

from sfph_desktop.core.domain.problems import (
    DamagedStore,
    StoreInUse,
    StoreMissing,
    StoreTooNew,
    UserCanFix,
    WrongPassphrase,
)
from sfph_desktop.ui.support.context import DoorContext
from sfph_desktop.ui.theme.pieces import button, labelled
from sfph_desktop.ui.widgets.door import Door, Step
from sfph_desktop.ui.widgets.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from sfph_desktop.ui.pages.recover import RecoverStep
    from sfph_desktop.ui.widgets.page_frame import Told

KINDS = "SFPH office (*.sfph);;All files (*)"


class UnlockPage(Door):
    """Opens an office. `opened` carries it; the other signals ask for another page at the door."""

    opened = Signal(object)
    new_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self, door: DoorContext, store: Path, note: str = "") -> None:
        """`store` is the office to open; `note` says why the door is shut, when there is a reason."""
        super().__init__(door.theme, "Unlock")
        self.door, self.store, self._note = door, store, note
        self.show_unlock()

    def show_unlock(self) -> None:
        """Ask for the passphrase."""
        self._show(_Unlock(self, self._note))

    def show_recovery(self) -> None:
        """Ask for the printed recovery key and a new passphrase."""
        from sfph_desktop.ui.pages.recover import RecoverStep

        self._show(RecoverStep(self))

    def unlock_with(self, passphrase: str) -> None:
        """Unlock as if the passphrase had been typed."""
        if isinstance(self.step, _Unlock):
            self.step.passphrase.line.setText(passphrase)
            self.step.unlock()

    def choose_file(self) -> bool:
        """Ask which file; whether one was chosen."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(self, "Choose an office", str(self.store.parent), KINDS)
        if chosen:
            self.store = Path(chosen)
        return bool(chosen)

    def was_opened(self, office: Any) -> None:
        """Hand the open office over."""
        self.door.preferences.opened(str(self.store))
        self.opened.emit(office)

    def _show(self, step: _Unlock | RecoverStep) -> None:
        self.show_step(step)
        step.begin()


class _Unlock(Step):
    """Office, passphrase, Unlock; and what went wrong, said where it happened."""

    def __init__(self, page: UnlockPage, note: str) -> None:
        super().__init__(page.door.theme, "Unlock your office", note)
        self._page = page
        theme = page.door.theme
        self.choice = QComboBox()
        self.choice.setAccessibleName("Office")
        self._fill_choice()
        self.choice.activated.connect(self._on_choice)
        self.passphrase = PassphraseField(theme)
        self.passphrase.entered.connect(self.unlock)
        self.go = button(theme, "Unlock", self.unlock, kind="primary", icon="unlock")
        self._trouble: Told | None = None
        self.add(
            labelled(theme, "Office", self.choice),
            labelled(theme, "Passphrase", self.passphrase),
        )
        self.add_actions(
            self.go,
            quiet=(
                button(theme, "I have lost the passphrase", page.show_recovery, kind="link", icon="key"),
                button(theme, "Bring back a backup", self._on_restore, kind="link", icon="backup"),
                button(theme, "Make a new office", page.new_wanted.emit, kind="link", icon="add"),
            ),
        )

    def begin(self) -> None:
        """The keyboard goes where there is something to type."""
        self.begin_at(self.passphrase.line)

    def unlock(self) -> None:
        """Try the passphrase, in the records lane."""
        text = self.passphrase.text
        if not text:
            self.passphrase.line.setFocus()
            return
        self._set_working(True)
        page = self._page
        page.door.jobs.records(
            partial(_open, page.store, text, page.door.machine), page.was_opened, self, failed=self.tell
        )

    def tell(self, failure: UserCanFix) -> None:
        """Each failure has its own words and its own way on."""
        from sfph_desktop.ui.widgets.page_frame import Told

        self._set_working(False)
        self._clear_trouble()
        text = " ".join(part for part in (failure.why, failure.do) if part)
        told = Told(self.theme, _kind_of(failure), failure.what, text, *self._ways_on(failure))
        self._trouble = told
        self.room.insertWidget(3, told)
        self._page.door.messages.announce(f"{failure.what} {text}")
        if isinstance(failure, WrongPassphrase):
            self.passphrase.line.selectAll()
            self.passphrase.line.setFocus()

    @property
    def trouble(self) -> str:
        """What is told to be wrong; blank when nothing is."""
        return self._trouble.said if self._trouble is not None else ""

    def _ways_on(self, failure: UserCanFix) -> tuple[QPushButton, ...]:
        page, theme = self._page, self.theme
        restore = button(theme, "Bring back a backup", self._on_restore)
        match failure:
            case StoreMissing():
                return (button(theme, "Look for the file", self._on_other), restore)
            case DamagedStore():
                return (restore,)
            case StoreInUse():
                return (button(theme, "Try again", self.unlock),)
            case WrongPassphrase():
                return (button(theme, "Use the recovery sheet", page.show_recovery),)
            case StoreTooNew():
                return (button(theme, "Choose another office", self._on_other),)
        return ()

    def _fill_choice(self) -> None:
        page = self._page
        known = [str(page.store), *(one for one in page.door.preferences.recent_stores if one != str(page.store))]
        self.choice.clear()
        for one in known:
            self.choice.addItem(_named(Path(one)), one)
        self.choice.addItem("Look for another file …", "")

    def _on_choice(self, number: int) -> None:
        chosen = str(self.choice.itemData(number))
        if chosen:
            self._page.store = Path(chosen)
            self._clear_trouble()
        else:
            self._on_other()

    def _on_other(self) -> None:
        if self._page.choose_file():
            self._clear_trouble()
        self._fill_choice()
        self.passphrase.line.setFocus()

    def _on_restore(self) -> None:
        self._page.restore_wanted.emit(self._page.store)

    def _clear_trouble(self) -> None:
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None

    def _set_working(self, working: bool) -> None:
        self.go.setEnabled(not working)
        self.go.setText("Opening …" if working else "Unlock")
        self.passphrase.line.setReadOnly(working)


def _kind_of(failure: UserCanFix) -> str:
    """A mistyped passphrase and a store in use want attention; the rest is a problem."""
    return "attention" if isinstance(failure, WrongPassphrase | StoreInUse) else "problem"


def _named(store: Path) -> str:
    """The file's name and its folder; the name of the enterprise is inside, and locked."""
    return f"{store.stem}  ·  {store.parent}"


# The use case is imported by the worker, after the window is on the screen: it brings the database with it.


def _open(store: Path, passphrase: str, machine: Any) -> Any:
    from sfph_desktop.core.usecases.office import open_office

    return open_office(store, passphrase=passphrase, machine=machine)
