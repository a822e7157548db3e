"""The program as a whole: from the door into the office, and out of it by locking or closing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from sfph_desktop.core.usecases.machine import Machine, default_store_path
from sfph_desktop.ui.shell.start import Start
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import DoorContext
from sfph_desktop.ui.support.faults import FaultWatch
from sfph_desktop.ui.support.preferences import Preferences
from sfph_desktop.ui.theme.apply import Theme

if TYPE_CHECKING:
    from sfph_desktop.core.domain.registers import RegisterAt
    from sfph_desktop.ui.shell.frame import Frame
    from sfph_desktop.ui.shell.idle import IdleWatch
    from sfph_desktop.ui.support.jobs import Jobs

_WHY = {
    "asked": "You locked the program. Type the passphrase to go on where you were.",
    "idle": "Locked, because nothing was pressed for some time. Type the passphrase to go on where you were.",
    "slept": "Locked, because the computer was asleep. Type the passphrase to go on where you were.",
}
_RESUME = "place/resume"
_AFTER_PAINTING = 50
"""Milliseconds: by then the first window has been painted, and whoever is to use it has not typed anything yet."""

_AFTER_OPENING = 2000
"""Milliseconds: by then the first page has been read and drawn."""


class Program(QObject):
    """Joins window, lanes and pages. One office is open at most; locking ends this process and starts another."""

    def __init__(
        self,
        application: QCoreApplication,
        machine: Machine,
        start: Start,
        *,
        again: Sequence[str] = (),
        warm_up: Callable[[], None] | None = None,
    ) -> None:
        """`again` is the command line of the locked program that follows; `warm_up` is done after the first paint."""
        super().__init__()
        self.application, self.machine, self._start = application, machine, start
        self._again, self._warm_up = list(again), warm_up
        self.preferences = Preferences(machine)
        self.theme = Theme(machine.paths.resources, machine.paths.cache / "drawn")
        self.theme.apply(self.preferences.settings.theme, self.preferences.settings.text_size)
        self.window = Window(self.theme, self.preferences)
        self.faults = FaultWatch(self.window.messages.fault)
        self.door = DoorContext(
            machine=machine,
            lanes=lambda: self.jobs,
            messages=self.window.messages,
            theme=self.theme,
            preferences=self.preferences,
        )
        self.office: Any = None
        self.frame: Frame | None = None
        self._idle: IdleWatch | None = None
        self._leaving = False
        self._restarting = False
        self.window.close_wanted.connect(self.close)

    @cached_property
    def jobs(self) -> Jobs:
        """The lanes of work: made when the first work is given, since the first window comes up sooner without."""
        from sfph_desktop.ui.support.jobs import Jobs

        return Jobs(self.window.messages)

    # --- coming in

    def start(self) -> None:
        """Show the window at the door. A demonstration opens by itself."""
        store = self._store()
        if store.exists() or self._start.store is not None or self.preferences.settings.last_store:
            self.show_unlock(store, _WHY.get(self._start.locked, ""))
        else:
            self.show_first_run(store)
        self.window.show()
        QTimer.singleShot(_AFTER_PAINTING, self._after_first_paint)

    def run(self) -> int:
        """Go on until the window is closed; the exit status."""
        status = self.application.exec()
        self.jobs.stop()
        if self._start.throwaway and self._start.folder is not None and not self._restarting:
            shutil.rmtree(self._start.folder, ignore_errors=True)
        return status

    def show_unlock(self, store: Path, note: str = "") -> None:
        """The door of an office that is there."""
        from sfph_desktop.ui.pages.unlock import UnlockPage

        page = UnlockPage(self.door, store, note)
        page.opened.connect(self.show_office)
        page.new_wanted.connect(self._on_new)
        page.restore_wanted.connect(self.show_restore)
        self.window.show_only(page)
        self._open_demonstration(page)

    def show_first_run(self, store: Path) -> None:
        """The door of an office that is yet to be made."""
        from sfph_desktop.ui.pages.first_run import FirstRunPage

        page = FirstRunPage(self.door, store)
        page.created.connect(self._take_office)
        page.opened.connect(self.show_office)
        page.unlock_wanted.connect(partial(self.show_unlock, store))
        page.restore_wanted.connect(self.show_restore)
        self.window.show_only(page)

    def show_restore(self, store: Path) -> None:
        """The door of an office that comes back from a backup."""
        from sfph_desktop.ui.pages.restore import RestorePage

        page = RestorePage(self.door, store)
        page.restored.connect(self.show_unlock)
        page.left.connect(self.start_again_at_door)
        self.window.show_only(page)

    def start_again_at_door(self) -> None:
        """Back to unlocking, or to the first run when there is nothing to unlock."""
        store = self._store()
        if store.exists() or self.preferences.settings.last_store:
            self.show_unlock(store)
        else:
            self.show_first_run(store)

    def show_office(self, office: Any, place: str = "") -> None:
        """The frame round an open office, as soon as it is known whether it is a network's desk."""
        self._take_office(office)
        self.theme.load_other_fonts()
        self.jobs.records(partial(_is_desk, office), partial(self._show_frame, office, place), self)

    def _show_frame(self, office: Any, place: str, desk: bool) -> None:
        if self.office is not office:  # closed meanwhile
            return
        from sfph_desktop.ui.shell.frame import Frame
        from sfph_desktop.ui.shell.idle import IdleWatch

        frame = Frame(
            office,
            jobs=self.jobs,
            messages=self.window.messages,
            theme=self.theme,
            preferences=self.preferences,
            desk=desk,
        )
        frame.lock_wanted.connect(partial(self.lock, "asked"))
        frame.named.connect(self.window.say_whose)
        self.frame = frame
        self.window.show_only(frame)
        frame.go(frame.known(place or self._place_to_resume()), None)
        frame.folder.begin()
        self._idle = IdleWatch(self.preferences.settings.lock_after_minutes, self)
        self._idle.idle.connect(partial(self.lock, "idle"))
        self._idle.slept.connect(partial(self.lock, "slept"))
        self._idle.start()
        self.preferences.changed.connect(self._on_preferences)
        for notice in office.notices:
            self.window.messages.notice(notice)
        QTimer.singleShot(_AFTER_OPENING, self._erase_rested)

    # --- going out

    def lock(self, why: str = "asked") -> None:
        """Lock: commit what is being typed, close the office, and let a fresh process take this one's place.

        A program that goes on cannot forget what it has read; one that ends can.
        """
        if self.office is None or self._leaving:
            return
        if self.frame is not None:
            self.preferences.remember(_RESUME, self.frame.here)
        self._leave("Locking …", partial(self._start_locked, why))

    def close(self) -> None:
        """Close in an orderly way: the last field kept, a backup made, the office closed, the window gone."""
        if self._leaving:
            return
        if self.office is None:
            self._end()
            return
        self._leave("Closing …", self._end)

    def _leave(self, title: str, then: Callable[[], None]) -> None:
        self._leaving = True
        focused = self.window.focusWidget()
        if focused is not None:
            focused.clearFocus()  # a field keeps what was typed when it is left
        if self._idle is not None:
            self._idle.stop()
        self.jobs.cancel_all()
        from sfph_desktop.ui.widgets.door import Door, Step

        shut = Door(self.theme, title)
        shut.show_step(Step(self.theme, title, "The last changes are being kept, and a backup is made."))
        if self.frame is not None:
            self.frame.leave()
        self.window.show_only(shut)
        self.frame = None
        office, self.office = self.office, None
        # In the records lane this comes after every save that was asked for before.
        self.jobs.records(partial(_close, office), lambda _made: then(), self, failed=lambda _failure: then())

    def _start_locked(self, why: str) -> None:
        if self._again:
            from PySide6.QtCore import QProcess

            command = [*self._again, "--locked", why]
            self._restarting, _process = QProcess.startDetached(command[0], command[1:])
        self._end()

    def _end(self) -> None:
        self.window.close_now()
        self.application.exit(0)

    # --- inside

    def _store(self) -> Path:
        last = self.preferences.settings.last_store
        return self._start.store or (Path(last) if last else default_store_path(self.machine))

    def _take_office(self, office: Any) -> None:
        self.office = office

    def _on_new(self) -> None:
        from sfph_desktop.ui.pages.first_run import free_store

        self.show_first_run(free_store(default_store_path(self.machine)))

    def _place_to_resume(self) -> str:
        return self.preferences.text(_RESUME) if self._start.locked else ""

    def _open_demonstration(self, page: Any) -> None:
        file = self._start.passphrase_file
        if file is not None and file.exists():
            page.unlock_with(file.read_text(encoding="utf-8").strip())

    def _on_preferences(self) -> None:
        if self._idle is not None:
            self._idle.minutes = self.preferences.settings.lock_after_minutes

    def _erase_rested(self) -> None:
        """Erase what is due: here too, because a program that is never closed in order would never do it."""
        if self.office is not None:
            self.jobs.records(partial(_erase_rested, self.office), None, self, failed=lambda _failure: None)
            work = partial(_broken_off, self.office)
            self.jobs.records(work, self._on_broken_off, self, failed=lambda _failure: None)

    def _on_broken_off(self, found: tuple[RegisterAt, str] | None) -> None:
        """Somebody was typing in a register when the program stopped: say where, and offer to go on."""
        if found is None or self.frame is None:
            return
        from sfph_desktop.ui.widgets.wishes import OpenRegister

        at, which = found
        self.window.messages.notice(
            f"Something was being typed in the register of {which}, when the program stopped. It was not lost.",
            action="Go on with it",
            do=partial(self.frame.go, "sessions", OpenRegister(at=at)),
        )

    def _after_first_paint(self) -> None:
        if self._warm_up is not None:
            self.jobs.desk(self._warm_up, lambda _done: self._warm_up_pages(), self)

    def _warm_up_pages(self) -> None:
        """Import what the office is shown with: here, because it is made of Qt, and each in a moment of its own."""
        for module in ("ui.shell.frame", "ui.pages.today", "ui.support.panels", "ui.shell.idle"):
            QTimer.singleShot(0, partial(import_module, f"sfph_desktop.{module}"))


def _broken_off(office: Any) -> tuple[RegisterAt, str] | None:
    from sfph_desktop.core.usecases.register_typing import broken_off

    return broken_off(office)


def _is_desk(office: Any) -> bool:
    from sfph_desktop.core.usecases.network_role import is_desk

    return is_desk(office)


def _erase_rested(office: Any) -> int:
    from sfph_desktop.core.usecases.resting import erase_rested

    return erase_rested(office)


def _close(office: Any) -> Any:
    from sfph_desktop.core.usecases.office import close_office

    return close_office(office)
