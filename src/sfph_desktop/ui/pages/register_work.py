"""The work behind a register that is open: what is marked is shown at once and saved in the order of the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt, RegisterPage
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages.typing_keeper import TypingKeeper
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.widgets.register_sheet import RegisterSheet

if TYPE_CHECKING:
    from sfph_desktop.core.usecases.register_typing import TakenUp

_PAPER_DOTS = 300
_LARGE_FROM = 150
"""Percent of the text size from which a register is printed in large print too."""


class RegisterWork(QObject):
    """One register at a time. `ended` carries the session to show next; 0 when there is none."""

    ended = Signal(int)
    opened = Signal()

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__()
        self.office, self.shell = office, shell
        self.sheet = RegisterSheet(shell, self._look)
        self.at = RegisterAt(day=date.min)
        self._likely: tuple[int, ...] = ()
        self._pending = 0
        self._loading: Job[RegisterPage] | None = None
        self._typing = TypingKeeper(office, shell, self)
        sheet = self.sheet
        sheet.marked.connect(lambda person, state: self._save(partial(_mark, office, self.at, person, state)))
        sheet.said.connect(lambda person, what, said: self._save(partial(_say, office, self.at, person, what, said)))
        sheet.typing.connect(lambda person, field, words: self._typing.typed(self.at, person, field, words))
        sheet.unnamed.connect(lambda text: self._save(partial(_count, office, self.at, text)))
        sheet.new_person.connect(lambda name: self._save(partial(_somebody_new, office, self.at, name)))
        sheet.finished.connect(self._on_finish)
        sheet.cancelled.connect(lambda: self._save(partial(_cancel, office, self.at), self._on_ended))
        sheet.printed.connect(lambda large: print_register(office, shell, self.at, sheet, large=large))
        sheet.other_used.connect(lambda session: self._save(partial(_use, office, self.at, session), self._on_used))
        sheet.left.connect(self._on_left)

    def open(self, at: RegisterAt) -> None:
        """Open a register, and tell when it is there."""
        self._typing.flush()
        self.at, self._likely = at, ()
        self.shell.jobs.records(
            partial(_take_up, self.office, at), self._on_opened, self, failed=self._on_gone, quiet=True
        )
        self.shell.jobs.records(partial(_likely, self.office, at), self._on_likely, self)

    def load(self) -> None:
        """Something changed: fetch the register again, unless that was a mark of ours that is still on its way home."""
        if not self._pending:
            if self._loading is not None and self._loading.running:
                self._loading.drop()
            work = partial(_page, self.office, self.at)
            self._loading = self.shell.jobs.records(work, self._show, self, failed=self._on_gone)

    # --- inside

    def _on_opened(self, done: Done[TakenUp]) -> None:
        """Show a register, and go on with what was being typed in it, if anything was."""
        found = done.value
        for unit in found.units:
            self.shell.messages.kept(replace(done, unit_id=unit))
        self._show(found.page)
        self.opened.emit()
        typed = [(one, one in found.kept) for one in (*found.kept, *found.left)]
        line = next((one for one, _ in reversed(typed) if one.person_id), None)
        self.sheet.go_on(found.said, line, [one for one in typed if not one[0].person_id])

    def _show(self, page: RegisterPage) -> None:
        self.at = page.at
        if not self._pending:
            self.sheet.show_page(page)

    def _on_gone(self, failure: UserCanFix) -> None:
        self.shell.messages.problem(failure)
        self.ended.emit(0)

    def _on_likely(self, people: tuple[int, ...]) -> None:
        self._likely = people

    def _look(self, text: str, limit: int) -> Listing:
        """In the records lane: who may be meant."""
        return _find(self.office, text, self._likely, limit)

    def _save(
        self, work: Callable[[], Done[RegisterPage]], then: Callable[[Done[RegisterPage]], object] | None = None
    ) -> None:
        """Save one thing. What is shown already stands; what comes back is shown when nothing else is on its way."""
        self._typing.flush()
        self._pending += 1
        self.shell.jobs.records(
            work, lambda done: self._on_saved(done, then), self, failed=self._on_failed, quiet=then is None
        )

    def _on_saved(self, done: Done[RegisterPage], then: Callable[[Done[RegisterPage]], object] | None) -> None:
        self._pending -= 1
        self._show(done.value)
        if then is not None:
            then(done)
            return
        self.shell.messages.kept(done)
        if done.unit_id:
            self.sheet.show_saved(done.why, undo=True)

    def _on_failed(self, failure: UserCanFix) -> None:
        self._pending -= 1
        self.sheet.show_failure(failure)
        self.load()

    def _on_finish(self) -> None:
        page = self.sheet.page
        if page is None:
            return
        if page.session.register == "cancelled":
            self._save(partial(_reopen, self.office, self.at))
        elif page.session.register == "taken":
            self.ended.emit(page.session.id)
        else:
            self._save(partial(_finish, self.office, self.at), self._on_ended)

    def _on_ended(self, done: Done[RegisterPage]) -> None:
        self.sheet.walk_in.give_up()
        self.ended.emit(done.value.session.id)

    def _on_used(self, _done: Done[RegisterPage]) -> None:
        self.sheet.begin()

    def _on_left(self) -> None:
        self.sheet.walk_in.give_up()
        page = self.sheet.page
        unfinished = page is not None and page.session.id and page.session.register == "open"
        if unfinished:
            self.shell.messages.notice("The register is kept as it stands, and is not finished yet. Today reminds you.")
        self.ended.emit(page.session.id if page is not None else 0)


def print_register(office: Any, shell: ShellContext, at: RegisterAt, owner: Any, *, large: bool = False) -> None:
    """Print a register, in large print where it is asked for or the words on the screen are large.

    Pages are drawn in memory, so that no file holds a name; then the printer is asked for. Where there is no printer,
    a file is asked for, to be printed elsewhere: then it is the person who says where the names go.
    """
    from sfph_desktop.ui.support import printing

    large = large or shell.preferences.settings.text_size >= _LARGE_FROM
    if not printing.printers_there():
        _save_register(office, shell, at, owner, large=large)
        return

    def show(pages: tuple[bytes, ...]) -> None:
        if printing.print_pages(pages, "the register", owner.window()):
            shell.messages.notice("Sent to the printer.")

    def draw(pdf: bytes) -> None:
        shell.jobs.desk(partial(_drawn, pdf), show, owner)

    shell.messages.notice("Getting the register ready for the printer …")
    shell.jobs.records(partial(_paper, office, at, large), draw, owner)


def _save_register(office: Any, shell: ShellContext, at: RegisterAt, owner: Any, *, large: bool) -> None:
    suggested = str(Path.home() / f"register {at.day:%Y-%m-%d}.pdf")
    title = "There is no printer here. Where should the register go, as a PDF?"
    chosen, _ = QFileDialog.getSaveFileName(owner.window(), title, suggested, "PDF (*.pdf)")
    if not chosen:
        return
    out = Path(chosen).with_suffix(".pdf")
    told = f"The register is in {out.name}. It holds names: delete it once it is printed."
    shell.jobs.records(partial(_write, office, at, out, large), lambda _out: shell.messages.notice(told), owner)


# The use cases bring the database with them; they are imported by the workers.


def _page(office: Any, at: RegisterAt) -> RegisterPage:
    from sfph_desktop.core.usecases.registers import register_page

    return register_page(office, at)


def _take_up(office: Any, at: RegisterAt) -> Done[TakenUp]:
    from sfph_desktop.core.usecases.register_typing import take_up

    return take_up(office, at)


def _likely(office: Any, at: RegisterAt) -> tuple[int, ...]:
    from sfph_desktop.core.usecases.registers import likely_walk_ins

    return likely_walk_ins(office, at)


def _find(office: Any, text: str, likely: tuple[int, ...], limit: int) -> Listing:
    from sfph_desktop.core.usecases.registers import find_walk_in

    return find_walk_in(office, text, likely, limit)


def _mark(office: Any, at: RegisterAt, person: int, state: str) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.registers import mark

    return mark(office, at, person, state)


def _say(office: Any, at: RegisterAt, person: int, what: str, said: Any) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases import registers

    if what == "minutes":
        return registers.say_minutes(office, at, person, said)
    if what == "note":
        return registers.say_note(office, at, person, said)
    return registers.say_reason(office, at, person, said)


def _count(office: Any, at: RegisterAt, text: str) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.register_whole import read_unnamed
    from sfph_desktop.core.usecases.registers import count_unnamed

    return count_unnamed(office, at, *read_unnamed(text or "0"))


def _somebody_new(office: Any, at: RegisterAt, name: str) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.registers import walk_in_new

    return walk_in_new(office, at, name)


def _finish(office: Any, at: RegisterAt) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.registers import finish_register

    return finish_register(office, at)


def _cancel(office: Any, at: RegisterAt) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.registers import cancel_session

    return cancel_session(office, at)


def _reopen(office: Any, at: RegisterAt) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.registers import reopen_session

    return reopen_session(office, at)


def _use(office: Any, at: RegisterAt, session: int) -> Done[RegisterPage]:
    from sfph_desktop.core.usecases.attaching import use_session

    return use_session(office, at, session)


def _paper(office: Any, at: RegisterAt, large: bool) -> bytes:
    from sfph_desktop.core.usecases.register_whole import register_on_paper

    return register_on_paper(office, at, large_print=large)


def _write(office: Any, at: RegisterAt, out: Path, large: bool) -> Path:
    from sfph_desktop.core.usecases.register_whole import print_register

    return print_register(office, at, out, large_print=large)


def _drawn(pdf: bytes) -> tuple[bytes, ...]:
    from sfph_desktop.core.usecases.register_whole import paper_pages

    return paper_pages(pdf, _PAPER_DOTS)
