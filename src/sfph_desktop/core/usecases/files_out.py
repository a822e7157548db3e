"""Several files that go out together: all of them, or none, and what lay in their places before lies there again.

Each is on the disk beside its place before the first takes it, so that a full disk changes nothing. What goes wrong
afterwards, a place that another program holds or records that could not be kept, puts back what was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sfph_desktop.core.host.files import sync_folder, write_atomically, written_beside
from sfph_desktop.core.usecases.signing_keys import unwritten


@dataclass(slots=True)
class FilesOut:
    """Files on their way out: given by `add`, put in their places by `place`."""

    _beside: list[tuple[Path, Path]] = field(default_factory=list)
    _before: list[tuple[Path, bytes | None]] = field(default_factory=list)

    def add(self, out: Path, content: bytes) -> None:
        """One more, for others to read; one that lies there just so is left alone. UserCanFix where it cannot be."""
        try:
            if _there(out) != content:
                self._beside.append((out, written_beside(out, content, for_others=True)))
        except OSError as failure:
            raise unwritten(out, failure) from None

    def place(self) -> None:
        """Put each in its place. Raises UserCanFix where one cannot be."""
        for out, temporary in self._beside:
            try:
                before = _there(out)
                temporary.replace(out)
            except OSError as failure:
                raise unwritten(out, failure) from None
            self._before.append((out, before))
        for folder in {out.parent for out, _ in self._beside}:
            sync_folder(folder)

    def _take_back(self) -> None:
        for out, before in reversed(self._before):
            with suppress(OSError):
                if before is None:
                    out.unlink(missing_ok=True)
                else:
                    write_atomically(out, before, for_others=True)
        for _, temporary in self._beside:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def files_out() -> Iterator[FilesOut]:
    """Around the unit of work that notes them down: whatever goes wrong inside, the folder is as it was."""
    made = FilesOut()
    try:
        yield made
    except BaseException:
        made._take_back()
        raise


def _there(out: Path) -> bytes | None:
    return out.read_bytes() if out.is_file() else None
