"""A file of notices, read by the confined child: its releases and what was not right with it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.interchange.caps import MB, Caps
from sfph_desktop.core.interchange.reader import ask_child, unreadable

NOTICE_CAPS = Caps(file_size=32 * MB, memory=700 * MB)
"""The largest package of Find a Tender that was met had 21.6 MB."""
ACCEPTED = (
    "the JSON file of a notice (OCDS) from Public Contracts Scotland, Find a Tender, Contracts Finder or Sell2Wales"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFile:
    """What a file holds."""

    name: str
    releases: tuple[dict[str, Any], ...]
    """In the order of the file, trimmed by `ocds_shape`."""
    warnings: tuple[Problem, ...] = ()


def read_notices(path: Path, *, caps: Caps = NOTICE_CAPS, progress: Progress = silent) -> NoticeFile:
    """Every release of a file. Raises UserCanFix, with the file and what would be accepted, when there is none."""
    path = path.absolute()
    try:
        if not path.is_file():
            raise unreadable(path, "There is no such file.", ACCEPTED)
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, f"The computer says: {error.strerror}.", ACCEPTED) from None
    if size > caps.file_size:
        why = f"It has {size // MB} MB, and {caps.file_size // MB} MB are read at most."
        raise unreadable(path, why, "fewer notices at once, as one day of them")
    seconds = caps.time_for(size)
    request = {"form": "notices", "files": [[path.stem, str(path)]], "sheet": "", "caps": asdict(caps)}
    progress(0, 1, f"Reading {path.name}")
    return _answer(path, ask_child(path, json.dumps({**request, "seconds": seconds}), seconds, progress))


def _answer(path: Path, lines: list[bytes]) -> NoticeFile:
    """What the child's lines hold; anything but a whole answer means that the file could not be read."""
    releases: list[dict[str, Any]] = []
    warnings: list[Problem] = []
    last: dict[str, Any] = {}
    try:
        for line in lines:
            last = dict(json.loads(line))
            if "release" in last:
                releases.append(dict(last["release"]))
            for kind, place, number, said in last.get("warnings", ()):
                warnings.append(_warning(path, str(kind), str(place), int(number), str(said)))
    except (ValueError, TypeError, LookupError):
        last = {}
    if "refused" in last:
        raise unreadable(path, str(last["refused"]), ACCEPTED)
    if not last.get("done"):
        raise _failed(path)
    return NoticeFile(name=path.name, releases=tuple(releases), warnings=tuple(warnings))


def _warning(path: Path, kind: str, place: str, number: int, said: str) -> Problem:
    times = f" ({number:,} times)" if number > 1 else ""
    where = f" At: {place.strip('/').replace('/', ', ')}." if place else ""
    return Problem(reason=f"{said}{where}{times}", accepted="", file=path.name, column=kind)


def _failed(path: Path) -> UserCanFix:
    why = "It needs more memory or time than notices of its size should, or it is damaged."
    return unreadable(path, why, f"{ACCEPTED}; with fewer notices at once")
