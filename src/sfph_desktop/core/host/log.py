"""The log of this computer: what the program did and where it failed, never whom it was about.

Nothing can be written here but an event from the code and numbers: there is no way for a name or a note to get in.
Of a failure the log keeps the kinds of exception and the lines of code it went through, not its message, because
messages quote what people typed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger

LOG_NAME = "sfph.log"
LARGEST = 512 * 1024
OLD_ONES = 3
_EVENT = re.compile(r"[a-z][a-z0-9 _-]{0,60}")


class Log:
    """One log file and its older parts. Without a folder that can be written it keeps silent.

    The file is opened, and what writes it imported, when there is something to write: most days there is not.
    """

    def __init__(self, folder: Path, *, largest: int = LARGEST) -> None:
        self._folder, self._largest = folder, largest
        self._opened: Logger | None = None

    def note(self, event: str, **numbers: float) -> None:
        """Write an event, such as `import done`, with numbers; raises ValueError for anything but plain small words."""
        if not _EVENT.fullmatch(event):
            raise ValueError("an event of the log is a few plain words from the code")
        facts = " ".join(f"{name}={float(value):g}" for name, value in numbers.items())
        self._logger().info("%s %s", event, facts)

    def note_fault(self, failure: BaseException) -> None:
        """Write where a failure came from."""
        self._logger().error("%s", fault_trace(failure))

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            for handler in self._opened.handlers:
                handler.close()
        self._opened = None

    def _logger(self) -> Logger:
        if self._opened is None:
            self._opened = _logger_in(self._folder, self._largest)
        return self._opened


def _logger_in(folder: Path, largest: int) -> Logger:
    import logging
    from logging.handlers import RotatingFileHandler

    logger = logging.Logger("sfph", logging.INFO)  # noqa: LOG001 - its own, so that no library's messages come in
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / LOG_NAME, maxBytes=largest, backupCount=OLD_ONES, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger


def fault_trace(failure: BaseException) -> str:
    """The kinds of exception and the lines of code of a failure and of what caused it; no message, no value."""
    import traceback

    lines: list[str] = []
    cause: BaseException | None = failure
    while cause is not None and len(lines) < 200:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)
