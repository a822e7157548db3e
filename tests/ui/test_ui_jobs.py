"""The two lanes: where results land, in what order, and what becomes of those nobody waits for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.support.jobs import Job, Jobs


@dataclass
class Told:
    """A teller that only remembers."""

    problems: list[UserCanFix] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def problem(self, failure: UserCanFix) -> None:
        self.problems.append(failure)

    def fault(self, failure: BaseException) -> None:
        self.faults.append(failure)

    def saved(self, done: Done[Any]) -> None:
        self.units.append(done.unit_id)

    def notice(self, text: str) -> None:
        self.notices.append(text)


@dataclass
class Watched:
    """A watcher that only remembers."""

    steps: list[tuple[int, int, str]] = field(default_factory=list)
    over: bool = False

    def started(self, job: Job[Any]) -> None:
        self.over = False

    def progressed(self, done: int, total: int, what: str) -> None:
        self.steps.append((done, total, what))

    def finished(self) -> None:
        self.over = True


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def lanes(qtbot: QtBot, told: Told) -> Iterator[Jobs]:
    made = Jobs(told)
    yield made
    made.stop()


def test_work_is_done_elsewhere_and_lands_on_the_ui_thread(lanes: Jobs, qtbot: QtBot) -> None:
    threads: list[object] = []
    lanes.records(lambda: threads.append(current_thread()), lambda _none: threads.append(current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_the_records_lane_keeps_the_order(lanes: Jobs, qtbot: QtBot) -> None:
    first = Event()
    order: list[int] = []
    lanes.records(lambda: first.wait(5) and order.append(1))
    for number in range(2, 12):
        lanes.records(lambda number=number: order.append(number))  # type: ignore[misc]
    first.set()
    qtbot.waitUntil(lambda: lanes.idle)
    assert order == list(range(1, 12))


def test_nothing_is_handed_to_an_owner_that_has_gone(lanes: Jobs, qtbot: QtBot) -> None:
    held, got = Event(), []
    owner = QWidget()
    lanes.desk(lambda: held.wait(5), got.append, owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not __import__("shiboken6").isValid(owner))
    held.set()
    qtbot.waitUntil(lambda: lanes.idle)
    assert got == []


def test_a_change_is_announced_once_even_when_the_owner_has_gone(lanes: Jobs, told: Told, qtbot: QtBot) -> None:
    kinds: list[frozenset[str]] = []
    lanes.changed.connect(kinds.append)
    owner = QObject()
    lanes.records(lambda: Done(value=1, changed=frozenset({"people"}), unit_id=7), lambda _done: None, owner)
    del owner
    qtbot.waitUntil(lambda: lanes.idle)
    assert kinds == [frozenset({"people"})]
    assert told.units == [7]


def test_quiet_work_gives_no_notice(lanes: Jobs, told: Told, qtbot: QtBot) -> None:
    lanes.records(lambda: Done(value=1, changed=frozenset({"people"}), unit_id=7), quiet=True)
    qtbot.waitUntil(lambda: lanes.idle)
    assert told.units == []


def test_what_a_person_can_mend_is_told_or_handed_over(lanes: Jobs, told: Told, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise UserCanFix(what="Not so.")

    handed: list[UserCanFix] = []
    lanes.records(refuse)
    lanes.records(refuse, failed=handed.append)
    qtbot.waitUntil(lambda: lanes.idle)
    assert [one.what for one in told.problems] == ["Not so."]
    assert [one.what for one in handed] == ["Not so."]


def test_anything_else_is_a_fault(lanes: Jobs, told: Told, qtbot: QtBot) -> None:
    ended: list[str] = []
    lanes.desk(lambda: 1 / 0, lambda _value: ended.append("then"), faulted=lambda: ended.append("faulted"))
    qtbot.waitUntil(lambda: lanes.idle)
    assert isinstance(told.faults[0], ZeroDivisionError)
    assert ended == ["faulted"], "who waits for it hears that nothing came of it"


def test_progress_is_shown_and_cancel_leaves_nothing(lanes: Jobs, told: Told, qtbot: QtBot) -> None:
    watched, stopped, got = Watched(), [], []
    begun = Event()

    def work(progress: Any) -> str:
        for step in range(2_000_000):
            progress(step, 2_000_000, "counting")
            begun.set()
        return "finished"

    job = lanes.records(work, got.append, watched=watched, stopped=lambda: stopped.append(True))
    begun.wait(5)
    qtbot.waitUntil(lambda: bool(watched.steps))
    job.cancel()
    qtbot.waitUntil(lambda: lanes.idle)
    assert watched.over
    assert watched.steps[0][2] == "counting"
    assert (got, stopped) == ([], [True])
    assert told.notices == ["Stopped. Nothing was changed."]


def test_cancelling_everything_spares_what_may_be_a_save(lanes: Jobs, qtbot: QtBot) -> None:
    held, done = Event(), []
    lanes.records(lambda: held.wait(5))
    lanes.records(lambda: done.append("saved"))
    lanes.cancel_all()
    held.set()
    qtbot.waitUntil(lambda: lanes.idle)
    assert done == ["saved"]


def test_a_question_dropped_before_its_turn_is_not_asked(lanes: Jobs, qtbot: QtBot) -> None:
    held, asked, got = Event(), [], []
    lanes.records(lambda: held.wait(5))
    job = lanes.records(lambda: asked.append(1), got.append)
    job.drop()
    held.set()
    qtbot.waitUntil(lambda: lanes.idle)
    assert (asked, got) == ([], [])


class Precious:
    """Remembers on which thread it was let go, as a widget would have to be let go on the interface's."""

    def __init__(self, gone: list[bool]) -> None:
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append(current_thread() is main_thread())


def _asking(lanes: Jobs, gone: list[bool]) -> Job[Any]:
    """Work, and what waits for it, that alone hold something of the interface."""
    in_work, in_answer = Precious(gone), Precious(gone)
    return lanes.records(lambda: in_work.gone, lambda _made: in_answer.gone)


def test_what_was_not_asked_is_let_go_on_the_ui_thread(lanes: Jobs, qtbot: QtBot) -> None:
    held, gone = Event(), []  # type: ignore[var-annotated]
    lanes.records(lambda: held.wait(5))
    _asking(lanes, gone).drop()
    QApplication.processEvents()
    lanes.desk(lambda: None)  # by now nobody but the queue of the worker knows of the one that was dropped
    held.set()
    qtbot.waitUntil(lambda: lanes.idle)
    lanes.records(lambda: None)
    qtbot.waitUntil(lambda: lanes.idle)
    assert gone == [True, True]


def test_what_was_asked_is_let_go_on_the_ui_thread(lanes: Jobs, qtbot: QtBot) -> None:
    gone: list[bool] = []
    for _ in range(20):
        _asking(lanes, gone)
        qtbot.waitUntil(lambda: lanes.idle)
    lanes.stop()
    assert gone == [True] * 40


def test_a_change_that_asks_anew_does_not_lose_the_answer_on_its_way(lanes: Jobs, qtbot: QtBot) -> None:
    got: list[int] = []
    lanes.changed.connect(lambda _kinds: lanes.desk(lambda: None))
    made = lanes.records(lambda: Done(value=1, changed=frozenset({"people"})), lambda done: got.append(done.value))
    until = time.monotonic() + 5
    while not made.put_down and time.monotonic() < until:
        time.sleep(0.01)  # not by Qt: the answer waits for its turn, the worker has long gone on
    qtbot.waitUntil(lambda: lanes.idle)
    assert got == [1]


def test_long_work_is_said_to_go_on(lanes: Jobs, qtbot: QtBot) -> None:
    held = Event()
    with qtbot.waitSignal(lanes.busy) as begun:
        lanes.desk(lambda: held.wait(5))
    assert begun.args == [True]
    with qtbot.waitSignal(lanes.busy) as ended:
        held.set()
    assert ended.args == [False]
