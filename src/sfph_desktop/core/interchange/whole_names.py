"""A whole name in one cell, taken apart: `Hartley, Kevin`, `Mr Kevin Hartley`, `HARTLEY Kevin`, `Kevin (Kev) Orr`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.parsing import shown

_TITLES = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|rev|sir|prof|master)\.? ", re.IGNORECASE)
_CALLED = re.compile(r"""\s*[("'“‘]([^)"'”’]{2,30})[)"'”’]\s*""")
_PARTICLES = frozenset("mac mc o de da di del della van von der den la le el al bin ibn st saint".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The parts of a name."""

    given: str = ""
    family: str = ""
    called: str = ""
    """What they like to be called, where it stands in brackets."""


def split_name(cell: Cell) -> Name:
    """The parts of a whole name; a single word is a given name."""
    text = " ".join(shown(cell).split())
    called = ""
    found = _CALLED.search(text) if text.count("(") or '"' in text or "“" in text else None
    if found:
        called = found[1].strip()
        text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    text = _TITLES.sub("", text, count=1).strip()
    if "," in text:
        family, _, given = text.partition(",")
        return Name(given=_TITLES.sub("", given.strip()), family=family.strip(), called=called)
    words = text.split()
    if len(words) < 2:
        return Name(given=text, called=called)
    if words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper():
        return Name(given=" ".join(words[1:]), family=words[0], called=called)
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold().strip("'’.") in _PARTICLES:
        at -= 1
    return Name(given=" ".join(words[:at]), family=" ".join(words[at:]), called=called)


def split_names(cells: Sequence[Cell]) -> list[Name]:
    """The parts of a column of names; every different one is taken apart once."""
    known: dict[Cell, Name] = {}
    for cell in cells:
        if cell not in known:
            known[cell] = split_name(cell)
    return [known[cell] for cell in cells]
