"""Hands the screen over for one questionnaire, saves what is answered, and takes it back by the PIN."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar
from sfph_desktop.core.domain.due import DueQuestionnaire
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.pages import measures_work as work
from sfph_desktop.ui.pages.answer_saver import AnswerSaver
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.widgets.self_completion import SelfCompletion


class HandingOver(QObject):
    """One at a time. The window behind is hidden for as long as the screen is handed over."""

    def __init__(self, office: Any, shell: ShellContext, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._shell, self._page = office, shell, page
        self._saver = AnswerSaver(office, shell, self)
        self.screen: SelfCompletion | None = None
        self._prompts: tuple[Problem, ...] = ()
        self._failure: UserCanFix | None = None
        self._name = ""

    def begin(self, line: DueQuestionnaire) -> None:
        """Hand the screen over, provided that a PIN is set and the words are held; else it is told what is missing."""
        self._shell.jobs.records(
            partial(_ready, self._office, line), lambda found: self._show(line, *found), self, failed=self._cannot
        )

    def _cannot(self, failure: UserCanFix) -> None:
        if failure.problems and failure.problems[0].column == "pin":
            self._shell.navigate("settings", "self_completion")
        self._shell.messages.problem(failure)

    def _show(self, line: DueQuestionnaire, instrument: Instrument, so_far: AnswersSoFar) -> None:
        from sfph_desktop.core.usecases.self_completion import find_voice

        self._name, self._prompts, self._failure = line.name, (), None
        self._saver.forget()
        screen = self.screen = SelfCompletion(self._shell, instrument, so_far, find_voice())
        screen.answered.connect(lambda kept: self._saver.save(kept, screen))
        screen.finished.connect(lambda kept: self._saver.when_saved(lambda: self._enter(kept)))
        screen.pin_typed.connect(self._on_pin)
        # The program may lock itself meanwhile: the office closes, this page goes, and the door must be seen.
        self.destroyed.connect(partial(_drop, screen, self._page.window()))
        screen.showFullScreen()
        screen.activateWindow()
        self._page.window().hide()

    def _enter(self, kept: AnswersSoFar) -> None:
        self._shell.jobs.records(
            partial(_enter, self._office, kept, self.screen.draft if self.screen is not None else kept.id),
            self._on_entered,
            self,
            failed=self._on_refused,
            quiet=True,
        )

    def _on_entered(self, done: Done[Assessment]) -> None:
        self._prompts = done.problems

    def _on_refused(self, failure: UserCanFix) -> None:
        self._failure = failure  # for the worker, not for the person: told when the screen is back

    def _on_pin(self, typed: str) -> None:
        screen = self.screen
        if screen is None:
            return
        wait = screen.wait_before_next
        asked = partial(_right, self._office, typed)
        QTimer.singleShot(wait, self, lambda: self._shell.jobs.records(asked, self._on_judged, self))

    def _on_judged(self, right: bool) -> None:
        screen = self.screen
        if screen is None:
            return
        if not right:
            screen.wrong_pin()
            return
        self.screen = None
        self._page.window().show()
        self._page.window().activateWindow()
        screen.give_back()
        self._tell(screen.done)

    def _tell(self, done: bool) -> None:
        """What the worker must know now that the screen is theirs again."""
        messages = self._shell.messages
        if self._failure is not None:
            messages.problem(self._failure)
        elif self._prompts:
            messages.tell(
                f"Is {self._name} safe?", self._prompts[0].reason, f"They answered: {self._prompts[0].value}."
            )
        elif done:
            messages.notice(f"{self._name} has filled it in.")
        else:
            messages.notice("What was answered so far is kept.")


def _drop(screen: SelfCompletion, window: QWidget, *_gone: object) -> None:
    if isValid(screen) and isValid(window):
        window.show()
        screen.give_back()


def _ready(office: Any, line: DueQuestionnaire) -> tuple[Instrument, AnswersSoFar]:
    from sfph_desktop.core.usecases.self_completion import has_pin

    if not has_pin(office):
        said = "The screen is handed over only when a PIN is set: without it nobody could take it back."
        raise UserCanFix(
            what=said, do="Set one here, then hand over the screen again.",
            problems=(Problem(reason=said, accepted="4 to 8 digits", column="pin"),),
        )  # fmt: skip
    instrument = work.printable(office, line.instrument)
    kept = work.begun(office, line.person_id, line.instrument)
    if kept is None:
        kept = AnswersSoFar(
            person_id=ServiceUserId(line.person_id),
            instrument=line.instrument,
            date=office.clock.today(),
            stage=line.stage,
            how="self",
            code=line.code,
        )
    return instrument, kept


def _enter(office: Any, kept: AnswersSoFar, draft: int) -> Done[Assessment]:
    from dataclasses import replace

    from sfph_desktop.core.usecases.answering import enter_answers

    return enter_answers(office, replace(kept, id=draft))


def _right(office: Any, typed: str) -> bool:
    from sfph_desktop.core.usecases.self_completion import pin_is_right

    return pin_is_right(office, typed)
