"""Work of the interface's own thread that is too long for one turn, done a piece at a time: keys and clicks between."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from sfph_desktop.ui.support.jobs import Jobs


def in_turns(jobs: Jobs, pieces: Iterator[object], owner: QObject) -> None:
    """Do the first piece now and each of the others in a turn of its own; until the last, `jobs` are not idle.

    When the owner has gone, what is left is not done.
    """

    def on(_nothing: object = None) -> None:
        if next(pieces, _OVER) is not _OVER:
            jobs.desk(_nothing_to_do, on, owner)

    on()


_OVER = object()


def _nothing_to_do() -> None:
    """In the pool: what counts is that its answer comes home in a turn of its own."""
