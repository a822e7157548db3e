"""A sealed return as it comes from outside: measured, opened by the caller, and read first by the confined child."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from sfph_desktop.core.domain.network import Return
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.interchange.caps import MB, Caps, Refused
from sfph_desktop.core.interchange.reader import ask_child
from sfph_desktop.core.interchange.return_file import LARGEST, read_container

RETURN_CAPS = Caps(file_size=LARGEST, memory=300 * MB)
ACCEPTED = "a return as a member's program writes it (.sfph-return), made for this office"
AT_ONCE = 50
"""Returns that one child reads."""
MOST_BYTES = 16 * MB
"""Of the returns that are held at once: real ones have a few hundred kB together, and hostile ones cannot fill us."""


def read_sealed_bytes(path: Path) -> bytes:
    """The bytes of a sealed file. Raises UserCanFix when it is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # never more, however it grows meanwhile
    except FileNotFoundError:
        raise refused(path.name, "There is no such file.") from None
    except OSError as error:
        raise refused(path.name, f"The computer says: {error.strerror}.") from None
    if len(content) > LARGEST:
        raise refused(path.name, f"It is larger than {LARGEST // MB} MB: no return is.")
    return content


def open_sealed_bytes(path: Path, whole: bytes, *, progress: Progress = silent) -> tuple[Return, bytes, bytes]:
    """What an opened container says, its file for other programs, its signature (not checked here); or UserCanFix."""
    why = whole_ones([(path.name, whole)], progress=progress)[0]
    if why:
        raise refused(path.name, why)
    try:
        return read_container(whole)
    except Refused as error:  # the child found it right: a child that was taken over may say anything
        raise refused(path.name, str(error)) from None


def whole_ones(named: Sequence[tuple[str, bytes]], *, progress: Progress = silent) -> list[str]:
    """Of each opened container why it cannot be taken, blank where it can: read by the confined child, many at once.

    Where a child does not come to its end, each of its containers is read by a child of its own.
    """
    told: list[str] = []
    for lot in lots([len(whole) for _, whole in named], AT_ONCE):
        some = named[lot.start : lot.stop]
        answer = _asked(some, progress)
        if len(answer) != len(some) and len(some) > 1:
            answer = [(_asked([one], progress) or [_FAILED])[0] for one in some]
        told += answer if len(answer) == len(some) else [_FAILED] * len(some)
    return told


def lots(sizes: Sequence[int], most: int) -> Iterator[range]:
    """Places of returns of these sizes that go together: `most` at most, and MOST_BYTES unless one alone has more."""
    start = weight = 0
    for place, size in enumerate(sizes):
        if place > start and (place - start >= most or weight + size > MOST_BYTES):
            yield range(start, place)
            start, weight = place, 0
        weight += size
    if start < len(sizes):
        yield range(start, len(sizes))


_FAILED = "It needs more memory or time than a return should, or it is damaged."


def _asked(some: Sequence[tuple[str, bytes]], progress: Progress) -> list[str]:
    """What the child says of each; fewer than asked where it did not come to its end."""
    size = sum(len(whole) for _, whole in some)
    seconds = RETURN_CAPS.time_for(size)
    request = {
        "form": "returns",
        "contents": [base64.b64encode(whole).decode() for _, whole in some],
        "caps": asdict(RETURN_CAPS),
        "seconds": seconds,
    }
    found: list[str] = []
    try:
        lines = ask_child(Path(some[0][0]), json.dumps(request), seconds, progress)
        for line, (_, whole) in zip(lines, some, strict=False):
            one = json.loads(line)
            if "why" in one:
                found.append(str(one["why"]))
            elif one.get("whole") == hashlib.sha256(whole).hexdigest():
                found.append("")
    except (UserCanFix, ValueError, TypeError, AttributeError):
        return []
    return found


def refused(name: str, why: str) -> UserCanFix:
    """The one way to say that a return cannot be taken."""
    return UserCanFix(
        what=f"'{name}' is no return that can be taken.",
        why=why,
        do=f"Give {ACCEPTED}. Nothing was taken.",
        problems=(Problem(reason=why, accepted=ACCEPTED, file=name),),
    )
