"""How the program speaks: quiet notices with Undo, problems, questions, and its own faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_LATER = 6

if TYPE_CHECKING:
    from sfph_desktop.core.domain.problems import UserCanFix
    from sfph_desktop.core.domain.undoing import LaterWork
    from sfph_desktop.core.usecases.done import Done
    from sfph_desktop.ui.support.panels import NoticeStrip, ProblemPanel
    from sfph_desktop.ui.theme.apply import Theme


class Messages(QObject):
    """One voice for the whole window. `undo_wanted` carries the unit of work that a person wants taken back."""

    undo_wanted = Signal(int)
    undo_all_wanted = Signal(int, bool)
    """The same with whatever later work stands on it; and whether all steps of the piece of work are meant."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._panel: ProblemPanel | None = None
        self._strip: NoticeStrip | None = None
        self._units: list[int] = []
        self._offered: Callable[[], None] | None = None
        self.spoken = ""
        """What was announced last, for those who listen instead of looking."""

    # What messages look like is imported and made when the first of them is needed: the first window comes up sooner.

    @property
    def panel(self) -> ProblemPanel:
        """Where problems are told; made now if it is not there yet."""
        from sfph_desktop.ui.support.panels import ProblemPanel

        if self._panel is None or not isValid(self._panel):
            self._panel = ProblemPanel(self._theme, self._window)
        return self._panel

    @property
    def strip(self) -> NoticeStrip:
        """Where notices are told; made now if it is not there yet."""
        from sfph_desktop.ui.support.panels import NoticeStrip

        if self._strip is None:
            self._strip = NoticeStrip(self._theme, self._window)
            self._strip.pressed.connect(self._on_pressed)
        return self._strip

    # --- a quiet word

    def notice(self, text: str, *, action: str = "", do: Callable[[], None] | None = None, hint: str = "") -> None:
        """Show a notice for eight seconds, with one thing to press when there is something to do."""
        self._offered = do
        self.strip.say(text, action if do is not None else "", hint)
        self.announce(f"{text} {hint}".strip())

    def saved(self, done: Done[Any]) -> None:
        """A unit of work was saved: say so, offer Undo, and remember it for Ctrl+Z."""
        self._units.append(done.unit_id)
        unit = done.unit_id
        said = " ".join([_sentence(done.why or "Saved"), *(str(problem) for problem in done.problems[:2])])
        self.notice(said, action="Undo", do=lambda: self._undo(unit), hint="Ctrl+Z undoes it.")

    def kept(self, done: Done[Any]) -> None:
        """A unit of work was saved that says so where it happened: remember it for Ctrl+Z, without a notice."""
        if done.unit_id:
            self._units.append(done.unit_id)

    def undone(self, done: Done[Any]) -> None:
        """A unit of work was taken back: say so, and offer to do it again."""
        unit = done.unit_id
        said = _sentence(done.why or "Undone")
        self.notice(said, action="Do it again" if unit else "", do=lambda: self.undo_wanted.emit(unit))

    def undo_last(self) -> None:
        """Take back the last unit of work that has not been taken back in this sitting."""
        if self._units:
            self._undo(self._units[-1])
        else:
            self.notice("There is nothing to undo. Settings has the history of all changes.")

    def announce(self, text: str) -> None:
        """Say it to a screen reader."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        self.spoken = text
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))

    # --- problems and faults

    def problem(self, failure: UserCanFix) -> None:
        """Tell a failure that a person can mend: what, why, what to do; further problems are counted.

        An undo that later work stands in the way of is asked about instead: whether to undo that as well.
        """
        from sfph_desktop.core.domain.undoing import LaterWork

        if isinstance(failure, LaterWork):
            self._ask_for_later(failure)
            return
        do = failure.do
        if failure.problems:
            first = "; ".join(str(problem) for problem in failure.problems[:3])
            more = len(failure.problems) - 3
            do = f"{do} {first}" + (f"; and {more} more." if more > 0 else "")
        self.tell(failure.what or str(failure), failure.why, do.strip())

    def tell(self, what: str, why: str = "", do: str = "") -> None:
        """Show the problem panel with three sentences."""
        self.panel.tell(what, why, do)
        self.announce(self.panel.said)

    def clear(self) -> None:
        """Put the problem panel and the notice away, as when another place is opened."""
        if self._panel is not None and isValid(self._panel):
            self._panel.hide()

    def raise_strip(self) -> None:
        """Keep the notice, if there is one, over what has just been put on the screen."""
        if self._strip is not None:
            self._strip.raise_()

    def fault(self, failure: BaseException) -> None:
        """Tell our own fault, with a note that can be saved and that holds nothing of anybody's records."""
        from sfph_desktop.ui.support.faults import fault_note
        from sfph_desktop.ui.support.panels import FaultDialog

        note = fault_note(failure)
        dialog = FaultDialog(self._theme, note, self._window)
        dialog.save_wanted.connect(self._save_note)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.announce("Something went wrong in the program.")

    # --- a question

    def ask(self, title: str, text: str, *, do: str, then: Callable[[], None], leave: str = "Leave it") -> None:
        """Ask before something that cannot be undone; `then` is called when the answer is to do it."""
        from sfph_desktop.ui.support.panels import QuestionDialog

        dialog = QuestionDialog(self._theme, title, text, do, leave, self._window)
        dialog.accepted.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- inside

    def _ask_for_later(self, failure: LaterWork) -> None:
        from sfph_desktop.core.domain.undoing import said

        told = [f"·  {said(line)}" for line in failure.lines[:_LATER]]
        more = failure.number - len(told)
        rest = [f"·  and {more:,} more"] if more > 0 else []
        one = failure.number == 1
        self.ask(
            "Undo what came later as well?" if one else f"Undo {failure.number:,} later changes as well?",
            "This cannot be undone by itself. What came later has to do with the same records:\n"
            + "\n".join([*told, *rest])
            + "\nAll of it can be undone together, and done again.",
            do="Undo both" if one else "Undo all of them",
            then=lambda: self.undo_all_wanted.emit(failure.unit_id, failure.whole),
            leave="Leave all as it is",
        )

    def _undo(self, unit: int) -> None:
        if unit in self._units:
            self._units.remove(unit)
        self.strip.hide()
        self.undo_wanted.emit(unit)

    def _on_pressed(self) -> None:
        if self._offered is not None:
            self._offered()

    def _save_note(self, note: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the note", "sfph-fault-note.txt", "Text (*.txt)")
        if chosen:
            try:
                Path(chosen).write_text(note, encoding="utf-8")
            except OSError as failure:
                self.tell("The note could not be saved.", failure.strerror or "", "Choose another folder.")


def _sentence(text: str) -> str:
    """With a capital at its beginning and a stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
