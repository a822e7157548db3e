"""The folder that is looked into while the office is open: at the desk returns come in, a member is told what came.

A look is a list of the folder at the desk lane, so that a slow drive keeps neither the window nor the records waiting;
what lies still and is not known yet is opened and checked there too, and only judged in the records lane. The slower
the drive, the rarer the looks.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done

if TYPE_CHECKING:
    from sfph_desktop.ui.support.jobs import Jobs
    from sfph_desktop.ui.support.messages import Messages

BEGIN_AFTER = 3_000
"""Milliseconds after the office was opened: its first page comes first."""
BETWEEN_LOOKS = 8_000
SOON = 1_000
"""While more lies there than one look takes."""
_REST_FOR = 20
"""After a look that took long, this many times as long is rested."""
_PARTS, _PART = 3, 40
"""Of a folder's path that is shown: how many of its last parts, and how much of each."""
_KINDS = frozenset("desk_members desk_keys desk_definitions network_desks network_definitions network_packs".split())
"""Another of these may make right what was refused, or old what waits."""


class FolderWatch(QObject):
    """One for each open office. `changed` is sent whenever there is something else to say."""

    changed = Signal()

    def __init__(
        self, office: Any, jobs: Jobs, messages: Messages, see: Callable[[bool], None], parent: QObject | None = None
    ) -> None:
        """`see` opens the page where the folder is told of: the desk's (True) or the member's."""
        super().__init__(parent)
        self._office, self._jobs, self._messages, self._see = office, jobs, messages, see
        self._at: Any = None
        self._seen: Any = None
        self._unsettled = 0
        self._looking = self._stale = self._ended = False
        self.halted = ""
        """Why it is not looked into any more until somebody says so; blank while it is."""
        self._began = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        jobs.changed.connect(self._on_changed)

    # --- what is told of it

    @property
    def folder(self) -> str:
        """The folder; blank while none is looked into."""
        return self._at.folder if self._at is not None else ""

    @property
    def shown(self) -> str:
        """The same as it can be shown: its last parts, in lines that may break between them."""
        parts = Path(self._at.shown).parts if self._at is not None else ()
        said = "/\N{ZERO WIDTH SPACE}".join(part[:_PART].strip("/\\") for part in parts[-_PARTS:])
        return f"…/\N{ZERO WIDTH SPACE}{said}" if len(parts) > _PARTS else said

    @property
    def here(self) -> Path | None:
        """The folder as a place to save into, where it was there at the last look."""
        return Path(self.folder) if self.folder and self._seen is not None and not self._seen.gone else None

    @property
    def news(self) -> tuple[Any, ...]:
        """What came for a member and waits to be taken in."""
        if self._at is None or self._seen is None:
            return ()
        from sfph_desktop.core.usecases.folder_fates import news

        return news(self._at, self._seen)

    @property
    def any_known(self) -> bool:
        """Whether there is anything to tell of files that came."""
        return any(one.fate != "others" for one in self._at.known.values()) if self._at is not None else False

    @property
    def any_refused(self) -> bool:
        """Whether a file was refused or could not be read."""
        return any(one.fate in {"refused", "unread"} for one in self._at.known.values()) if self._at else False

    @property
    def said(self) -> str:
        """How it stands, in sentences; blank while no folder is looked into."""
        if not self.folder:
            return ""
        from sfph_desktop.core.usecases.folder_fates import words_of

        if self.halted:
            return self.halted
        seen = self._seen
        if seen is None:
            return "It is being looked into for the first time."
        if seen.gone:
            return f"{seen.gone} It is waited for; nothing is lost."
        told = []
        if self.any_known:
            told.append(f"So far: {words_of(tuple(self._at.known.values()))}.")
        if self._unsettled:
            told.append("A file is still being written." if self._unsettled == 1 else "Files are still being written.")
        if seen.more:
            told.append("More lies in it than is looked at: move old files away.")
        if seen.folders:
            told.append("Folders inside it are not looked into.")
        return " ".join(told) or "Nothing has come yet."

    # --- what is done with it

    def begin(self) -> None:
        """Find out whether a folder is looked into, once the first page is there."""
        QTimer.singleShot(BEGIN_AFTER, self, self.reload)

    def leave(self) -> None:
        """The office is about to be closed."""
        self._ended = True
        self._timer.stop()

    def reload(self) -> None:
        """Fetch what is known of the folder, and look."""
        if not self._ended:
            self._jobs.records(partial(_watching, self._office), self._on_known, self, unseen=True)

    def choose(self, folder: Path) -> None:
        """Look into this folder from now on."""
        self._jobs.records(partial(_watch, self._office, folder), self._on_chosen, self)

    def stop(self) -> None:
        """Look into none any more."""
        self._jobs.records(partial(_no_more, self._office), self._on_chosen, self)

    def look(self) -> None:
        """Look now, unless that is being done."""
        if self._looking or self._ended or not self.folder:
            return
        self._timer.stop()
        if self._stale:
            self._stale = False
            self.reload()
            return
        self._looking, self.halted = True, ""
        self._began = time.monotonic()
        self._jobs.desk(
            partial(_look, self._at, self._seen),
            self._on_found,
            self,
            failed=self._on_failed,
            faulted=self._on_fault,
            unseen=True,
        )

    # --- inside

    def _on_known(self, at: Any) -> None:
        if at.folder != self.folder:
            self._seen, self._unsettled, self.halted = None, 0, ""
        self._at = at
        self.changed.emit()
        self.look()

    def _on_chosen(self, done: Done[Any]) -> None:
        self._messages.notice(f"{done.why}.")
        self.reload()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self.folder and kinds & _KINDS:
            self._stale = True
            if not self._looking:
                self._timer.start(0)

    def _on_found(self, found: Any) -> None:
        if self._ended or found.look.folder != self.folder:  # it is being left, or another was chosen meanwhile
            self._on_end(0)
            return
        gone = found.look.gone and not (self._seen is not None and self._seen.gone)
        self._seen, self._unsettled = found.look, found.unsettled
        if gone:
            self._messages.announce(f"The folder of the network: {found.look.gone}")
        rest = max(BETWEEN_LOOKS, int((time.monotonic() - self._began) * 1000 * _REST_FOR))
        if not found.read:
            self._on_end(rest)
            return
        self._jobs.desk(
            partial(_check, self._office, self._at, found),
            partial(self._judge, self._at, found, SOON if found.waiting else rest),
            self,
            failed=self._on_failed,
            faulted=self._on_fault,
            unseen=True,
        )

    def _judge(self, at: Any, found: Any, rest: int, ready: Any) -> None:
        if self._ended or at.folder != self.folder:  # the office is being left, or another folder was chosen meanwhile
            self._on_end(0)
            return
        self._jobs.records(
            partial(_judge, self._office, at, found, ready),
            partial(self._on_judged, rest),
            self,
            failed=self._on_failed,
            faulted=self._on_fault,
            unseen=True,
        )

    def _on_judged(self, rest: int, done: Done[Any]) -> None:
        if done.value.at.folder == self.folder:
            self._at = done.value.at
        told = done.value.told
        if told and not done.unit_id:  # a saved change says so itself, with Undo
            said = f"{told[0].why} has come." if len(told) == 1 and told[0].fate == "new" else f"{done.why}."
            self._messages.notice(said, action="See", do=partial(self._see, done.value.at.desk))
        self._on_end(rest)

    def _on_failed(self, failure: UserCanFix) -> None:
        self._halt(f"{failure.what} {failure.why}".strip())

    def _on_fault(self) -> None:
        self._halt("A fault of the program came in between.")

    def _halt(self, why: str) -> None:
        """Look no more by itself: what went wrong would go wrong every few seconds."""
        self.halted = f"The folder is not looked into now. {why} Open this office again to go on."
        self._looking = False
        self.changed.emit()

    def _on_end(self, rest: int) -> None:
        self._looking = False
        if not self._ended:
            self._timer.start(0 if self._stale else rest)
        self.changed.emit()


def _watching(office: Any) -> Any:
    from sfph_desktop.core.usecases.network_folder import watching

    return watching(office)


def _watch(office: Any, folder: Path) -> Done[Any]:
    from sfph_desktop.core.usecases.network_folder import watch_folder

    return watch_folder(office, folder)


def _no_more(office: Any) -> Done[Any]:
    from sfph_desktop.core.usecases.network_folder import watch_no_more

    return watch_no_more(office)


def _look(at: Any, seen: Any) -> Any:
    from sfph_desktop.core.usecases.network_folder import look

    return look(at, seen)


def _check(office: Any, at: Any, found: Any) -> Any:
    from sfph_desktop.core.usecases.folder_fates import check

    return check(office, at, found)


def _judge(office: Any, at: Any, found: Any, ready: Any) -> Done[Any]:
    from sfph_desktop.core.usecases.folder_fates import judge

    return judge(office, at, found, ready)
