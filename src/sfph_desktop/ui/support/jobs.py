"""The only home of threads: two lanes of work, whose results land on the interface's own thread.

The records lane has one worker, so whatever opens the cabinet happens in order. The desk lane is a small pool for
sums, drawing and files. Nothing but the interface's thread ever touches a widget.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from weakref import ref

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from sfph_desktop.core.domain.problems import Stopped, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.support.sweeper import Sweeper

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
SHOWN_AFTER = 200
"""Milliseconds after which a person is told that work is going on."""
STOPPED = "Stopped. Nothing was changed."
_BETWEEN_TIDINGS = 0.05
_RECORDS, _DESK = "records", "desk"
_WORKERS = {_RECORDS: 1, _DESK: 2}


class Watcher(Protocol):
    """Something on screen that shows how far a job is, and lets it be cancelled."""

    def started(self, job: Job[Any]) -> None:
        """The job was put in its lane."""

    def progressed(self, done: int, total: int, what: str) -> None:
        """So far it is."""

    def finished(self) -> None:
        """It is over, one way or another."""


class Teller(Protocol):
    """Who tells a person how a job ended."""

    def problem(self, failure: UserCanFix) -> None:
        """Something a person can put right."""

    def fault(self, failure: BaseException) -> None:
        """Something that only we can put right."""

    def saved(self, done: Done[Any]) -> None:
        """A unit of work was saved and can be undone."""

    def notice(self, text: str) -> None:
        """A quiet word."""


@dataclass(frozen=True, slots=True)
class _Tiding:
    """What travels from a worker to the interface: how far a job is, or (with `over`) that it has ended."""

    job: Job[Any]
    done: int = 0
    total: int = 0
    what: str = ""
    over: bool = False
    value: object = None
    failure: BaseException | None = None


class Job(Generic[T]):
    """A piece of work in a lane."""

    def __init__(
        self,
        work: Callable[..., T],
        then: Callable[[T], object] | None,
        failed: Callable[[UserCanFix], object] | None,
        stopped: Callable[[], object] | None,
        faulted: Callable[[], object] | None,
        owner: QObject | None,
        watched: Watcher | None,
        quiet: bool,
        unseen: bool = False,
    ) -> None:
        self.work: Callable[..., T] | None = work
        self.then, self.failed, self.stopped, self.faulted = then, failed, stopped, faulted
        self.watched, self.quiet, self.unseen = watched, quiet, unseen
        self.running = True
        self.handed_over = False
        self._owner = ref(owner) if owner is not None else None
        self._future: Future[None] | None = None
        self._cancelled = Event()
        self._dropped = False

    @property
    def cancelled(self) -> bool:
        """Somebody has pressed cancel; work with progress stops at its next step."""
        return self._cancelled.is_set()

    @property
    def put_down(self) -> bool:
        """Whether the worker has done with it."""
        return self._future is None or self._future.done()

    @property
    def wanted(self) -> bool:
        """Whether the one who asked still lives and still wants the answer."""
        owner = self._owner() if self._owner is not None else None
        return not self._dropped and (self._owner is None or (owner is not None and isValid(owner)))

    def cancel(self) -> None:
        """Ask it to stop. What has been finished by then is still handed over."""
        self._cancelled.set()

    def drop(self) -> None:
        """Nobody wants the answer any more. For asking only: what writes must always be heard out."""
        self._dropped = True
        if self._future is not None:
            self._future.cancel()

    def let_go(self) -> None:
        """Forget the work and those who waited: on the interface's thread, when the worker has done with it."""
        self.work = self.then = self.failed = self.stopped = self.faulted = self.watched = None


class Jobs(QObject):
    """The two lanes. `changed` is sent once for every task done, with the kinds of record it touched."""

    changed = Signal(frozenset)
    busy = Signal(bool)
    """True once work has gone on for SHOWN_AFTER milliseconds, False when both lanes are still."""
    _arrived = Signal(object)

    def __init__(self, teller: Teller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.teller = teller
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._open: set[Job[Any]] = set()
        self._over: list[Job[Any]] = []
        self._sweeper = Sweeper(self)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._slow = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._slow.timeout.connect(self._on_slow)
        self._said_busy = False
        self._stopped = False

    @property
    def idle(self) -> bool:
        """Nothing is being done and nothing waits."""
        return not self._open

    def records(
        self,
        work: Callable[..., T],
        then: Callable[[T], object] | None = None,
        owner: QObject | None = None,
        *,
        failed: Callable[[UserCanFix], object] | None = None,
        stopped: Callable[[], object] | None = None,
        faulted: Callable[[], object] | None = None,
        watched: Watcher | None = None,
        quiet: bool = False,
        unseen: bool = False,
    ) -> Job[T]:
        """Do `work()` in the records lane and hand its result to `then` on the interface's thread.

        `owner`: when it has gone by then, the result is dropped (a change of records is still announced).
        `failed`: takes a failure a person can mend; without it the message panel tells it.
        `stopped`: called when the work was cancelled and has left nothing behind.
        `faulted`: called besides the report of a fault of ours, to take back what said that work is going on.
        `watched`: shows progress and offers cancel; the work is then called as `work(progress=...)`.
        `quiet`: a saved unit of work gives no notice with Undo.
        `unseen`: nobody asked for it, so nobody is told that work is going on.
        """
        return self._start(_RECORDS, Job(work, then, failed, stopped, faulted, owner, watched, quiet, unseen))

    def desk(
        self,
        work: Callable[..., T],
        then: Callable[[T], object] | None = None,
        owner: QObject | None = None,
        *,
        failed: Callable[[UserCanFix], object] | None = None,
        stopped: Callable[[], object] | None = None,
        faulted: Callable[[], object] | None = None,
        watched: Watcher | None = None,
        quiet: bool = False,
        unseen: bool = False,
    ) -> Job[T]:
        """Like `records`, in the pool: for sums, drawing and files, and for long looks into the records (`two_parts`).

        Never for what writes into the cabinet: that would come out of order.
        """
        return self._start(_DESK, Job(work, then, failed, stopped, faulted, owner, watched, quiet, unseen))

    def cancel_all(self) -> None:
        """Ask all work with progress to stop; everything else is short, may be a save, and runs to its end."""
        for job in list(self._open):
            if job.watched is not None:
                job.cancel()

    def stop(self) -> None:
        """End both lanes; waits for what is running and forgets what has not begun. For the end of the program."""
        self.cancel_all()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._stopped = True
        self._open.clear()
        self._let_go(self._over)
        self._slow.stop()
        self._sweeper.stop()

    # --- inside

    def _start(self, lane: str, job: Job[T]) -> Job[T]:
        if self._stopped:  # a timer of a page that has not heard yet that the program ends
            job.running = False
            return job
        self._open.add(job)
        self._let_go([kept for kept in self._over if kept.handed_over and kept.put_down])
        self._over.append(job)
        if not job.unseen and not self._slow.isActive() and not self._said_busy:
            self._slow.start()
        if job.watched is not None:
            job.watched.started(job)
        job._future = self._lane(lane).submit(self._do, job)
        job._future.add_done_callback(lambda future: self._skipped(job) if future.cancelled() else None)
        return job

    def _lane(self, name: str) -> ThreadPoolExecutor:
        """The workers of a lane; there are none before the first piece of work."""
        from concurrent.futures import ThreadPoolExecutor

        if name not in self._lanes:
            self._lanes[name] = ThreadPoolExecutor(_WORKERS[name], thread_name_prefix=name)
        return self._lanes[name]

    def _let_go(self, jobs: list[Job[Any]]) -> None:
        """Forget these jobs, here and now.

        The last hold on what a job refers to must be let go on this thread: it may be a widget. A worker keeps what
        it was given, also what was cancelled before its turn, longer than anybody can know; so it is given the job
        alone, and the job is emptied here once it is over.
        """
        for job in jobs:
            job.let_go()
        self._over = [job for job in self._over if job not in jobs]

    def _do(self, job: Job[T]) -> None:
        """On a worker: do it, and send the tidings home whatever happens."""
        work = job.work
        value: T | None = None
        failure: BaseException | None = None
        try:
            if job.cancelled or work is None:
                raise Stopped
            value = work(progress=self._progress(job)) if job.watched is not None else work()
        except BaseException as caught:  # noqa: BLE001 - a worker has nobody above it; the ui thread judges the failure
            failure = caught
        self._arrived.emit(_Tiding(job, over=True, value=value, failure=failure))

    def _skipped(self, job: Job[Any]) -> None:
        self._arrived.emit(_Tiding(job, over=True, failure=Stopped()))

    def _progress(self, job: Job[Any]) -> Callable[[int, int, str], None]:
        last = 0.0

        def tell(done: int, total: int, what: str) -> None:
            nonlocal last
            if job.cancelled:
                raise Stopped
            now = time.monotonic()
            if now - last >= _BETWEEN_TIDINGS or done >= total:
                last = now
                self._arrived.emit(_Tiding(job, done=done, total=total, what=what))

        return tell

    @property
    def _any_seen(self) -> bool:
        return any(not job.unseen for job in self._open)

    def _on_slow(self) -> None:
        if self._any_seen:
            self._said_busy = True
            self.busy.emit(True)

    def _on_arrived(self, tiding: _Tiding) -> None:
        job = tiding.job
        watcher = job.watched
        alive = watcher is not None and not (isinstance(watcher, QObject) and not isValid(watcher))
        if not tiding.over:
            if watcher is not None and alive and job.running:
                watcher.progressed(tiding.done, tiding.total, tiding.what)
            return
        job.running = False
        self._open.discard(job)
        if watcher is not None and alive:
            watcher.finished()
        if not self._any_seen:
            self._slow.stop()
            if self._said_busy:
                self._said_busy = False
                self.busy.emit(False)
        try:
            self._hand_over(job, tiding)
        finally:
            job.handed_over = True

    def _hand_over(self, job: Job[Any], tiding: _Tiding) -> None:
        if tiding.failure is not None:
            self._tell_failure(job, tiding.failure)
            return
        done = tiding.value if isinstance(tiding.value, Done) else None
        if done is not None:
            self.changed.emit(done.changed)  # empty when no record changed: a backup, say
        if job.then is not None and job.wanted:
            job.then(tiding.value)
        if done is not None and done.unit_id and not job.quiet:
            self.teller.saved(done)

    def _tell_failure(self, job: Job[Any], failure: BaseException) -> None:
        if isinstance(failure, Stopped):
            if job.wanted and job.cancelled:
                if job.stopped is not None:
                    job.stopped()
                self.teller.notice(STOPPED)
        elif isinstance(failure, UserCanFix):
            if not job.wanted:
                return
            if job.failed is not None:
                job.failed(failure)
            else:
                self.teller.problem(failure)
        else:
            self.teller.fault(failure)
            if job.faulted is not None and job.wanted:
                job.faulted()
