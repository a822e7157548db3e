"""Keeps what is being typed in a register at each letter: while one is being written, the others wait as one."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from sfph_desktop.core.domain.being_typed import BeingTyped
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt
from sfph_desktop.ui.support.context import ShellContext


class TypingKeeper(QObject):
    """Of each field the newest state is written; what came and went while one was being written is passed over."""

    def __init__(self, office: Any, shell: ShellContext, owner: QObject) -> None:
        super().__init__(owner)
        self._office, self._shell = office, shell
        self._at: RegisterAt | None = None
        self._waiting: dict[tuple[int, str], str | None] = {}
        self._writing = 0

    def typed(self, at: RegisterAt, person: int, field: str, words: object) -> None:
        """Keep what stands in a field now; None where it is no more than what is kept."""
        self._at = at
        self._waiting.pop((person, field), None)  # the order is that of the last letters
        self._waiting[person, field] = words if isinstance(words, str) else None
        if not self._writing:
            self.flush()

    def flush(self) -> None:
        """Write what waits now, before anything else is saved of the register: the lane keeps the order."""
        if self._at is None or not self._waiting:
            return
        states = [(BeingTyped(person_id=p, field=field, words=w or ""), w) for (p, field), w in self._waiting.items()]
        typed = tuple(one for one, words in states if words is not None)
        gone = tuple(one for one, words in states if words is None)
        self._waiting = {}
        self._writing += 1
        work = partial(_note, self._office, self._at, typed, gone)
        self._shell.jobs.records(work, self._on_written, self, failed=self._on_failed, faulted=self._on_written)

    def _on_written(self, _nothing: None = None) -> None:
        self._writing -= 1
        if not self._writing:
            self.flush()

    def _on_failed(self, failure: UserCanFix) -> None:
        self._shell.messages.problem(failure)
        self._on_written()


def _note(office: Any, at: RegisterAt, typed: tuple[BeingTyped, ...], gone: tuple[BeingTyped, ...]) -> None:
    from sfph_desktop.core.usecases.register_typing import note_typing

    note_typing(office, at, typed, gone)
