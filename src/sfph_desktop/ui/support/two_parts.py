"""Long work in two parts: prepared beside the records, which can be used meanwhile, then kept in order with them.

What prepares only looks, so it may be stopped, or its page may go, and nothing is half done; what keeps is short.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.support.jobs import STOPPED, Jobs, Watcher

P = TypeVar("P")
T = TypeVar("T")


def prepared_then_kept(
    jobs: Jobs,
    prepare: Callable[..., P],
    keep: Callable[[P], T],
    then: Callable[[T], object],
    owner: QObject,
    *,
    watched: Watcher,
    failed: Callable[[UserCanFix], object],
    over: Callable[[], object],
    quiet: bool = False,
) -> None:
    """Do `prepare(progress=...)` at the desk, then `keep` with its answer in the records lane; `then` has the result.

    `failed` takes a failure a person can mend, of either part. `over` is called once, before any of them, when there
    is nothing more to wait for, however it ended; the keeping can no longer be stopped.
    """

    def refused(failure: UserCanFix) -> None:
        over()
        failed(failure)

    def kept(result: T) -> None:
        over()
        then(result)

    def go_on(prepared: P) -> None:
        if job.cancelled:  # it was pressed after the last step: nothing is kept yet, so it is not too late
            over()
            jobs.teller.notice(STOPPED)
            return
        jobs.records(partial(keep, prepared), kept, owner, failed=refused, faulted=over, quiet=quiet)

    whole: dict[str, Any] = {"watched": watched, "failed": refused, "stopped": over, "faulted": over}
    job = jobs.desk(prepare, go_on, owner, **whole)
