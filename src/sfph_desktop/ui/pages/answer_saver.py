"""Saves the answers of a questionnaire one after the other: the next only when the one before is in the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.pages import measures_work as work
from sfph_desktop.ui.support.context import ShellContext


class Answered(Protocol):
    """Who fills a questionnaire in, and is told the id under which it is saved."""

    draft: int


class AnswerSaver(QObject):
    """At every answer the newest state is saved; what came and went while one was being saved is passed over."""

    def __init__(self, office: Any, shell: ShellContext, owner: QObject) -> None:
        super().__init__(owner)
        self._office, self._shell = office, shell
        self._saving = False
        self._waiting: tuple[AnswersSoFar, Answered] | None = None
        self._then: Callable[[], None] | None = None
        self._round = 0

    def save(self, so_far: AnswersSoFar, who: Answered) -> None:
        """Save this state as soon as the one before is saved."""
        if self._saving:
            self._waiting = (so_far, who)
            return
        self._saving = True
        self._shell.jobs.records(
            partial(work.keep, self._office, replace(so_far, id=who.draft)),
            partial(self._on_saved, who, self._round),
            self,
            failed=self._on_failed,
        )

    def forget(self) -> None:
        """Another questionnaire begins: what is still being saved belongs to the former."""
        self._round += 1
        self._waiting = None

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do something once nothing is being saved any more."""
        if self._saving:
            self._then = then
        else:
            then()

    def _on_saved(self, who: Answered, round_: int, kept: AnswersSoFar) -> None:
        self._saving = False
        if round_ == self._round:
            who.draft = kept.id
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.save(*waiting)
            return
        self._go_on()

    def _on_failed(self, failure: UserCanFix) -> None:
        self._saving, self._waiting = False, None
        self._shell.messages.problem(failure)
        self._go_on()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
