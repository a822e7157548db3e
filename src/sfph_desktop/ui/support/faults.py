"""The note of a fault of ours: where it happened and in which version, and nothing of anybody's records."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qVersion

from sfph_desktop import __version__

if TYPE_CHECKING:
    from traceback import FrameSummary


def fault_note(failure: BaseException) -> str:
    """The failure told by place and kind only.

    The words of an exception may quote what somebody typed, so they are left out: an exception is named by its
    type, a place by module, line and function.
    """
    import platform
    import traceback

    lines = [
        f"SFPH Desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        "",
    ]
    seen: BaseException | None = failure
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [_place(frame) for frame in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if seen is not None:
            lines.append("which came from")
    return "\n".join(lines)


def _place(frame: FrameSummary) -> str:
    """`core/store/opening.py:41 in connect`: the folders above our own say whose computer it is, so they go."""
    parts = frame.filename.replace("\\", "/").split("/")
    for anchor in ("sfph_desktop", "site-packages"):
        if anchor in parts:
            parts = parts[len(parts) - parts[::-1].index(anchor) :]
            break
    else:
        parts = parts[-1:]
    return f"  {'/'.join(parts)}:{frame.lineno} in {frame.name}"


class FaultWatch:
    """Hears of every failure that nobody caught, and of Qt's own critical messages.

    An exception in a Qt slot does not end the program nor set its exit status, so a fault would pass unseen; `count`
    lets a self-test end with a status of its own.
    """

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        self.count = 0
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        """Take over the interpreter's hook and Qt's messages."""
        sys.excepthook = self.hear
        qInstallMessageHandler(self._hear_qt)

    def hear(self, kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        """An exception that nobody caught. A keyboard interrupt is a wish, not a fault."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        self.count += 1
        if self._telling:  # a fault while telling one: no second dialog on top of the first
            return
        self._telling = True
        try:
            self._tell(failure)
        finally:
            self._telling = False

    def _hear_qt(self, kind: QtMsgType, _context: object, message: str) -> None:
        """Qt's critical messages count as faults; its chatter is dropped, because it may name files."""
        if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
            self.count += 1
            if sys.stderr is not None:
                sys.stderr.write(f"Qt: {message}\n")
