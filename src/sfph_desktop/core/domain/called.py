"""What somebody means by a name they typed: the one that is recorded, whatever the capitals."""

from __future__ import annotations

from collections.abc import Iterable


def as_called(said: str, there: Iterable[str]) -> str:
    """The one of these names that is meant, whatever the capitals and spaces of what was said.

    What is said exactly so is meant exactly so. Where none is meant, or several are, what was said.
    """
    known = tuple(dict.fromkeys(there))
    if said in known:
        return said
    meant = [name for name in known if _plain(name) == _plain(said)]
    return meant[0] if len(meant) == 1 else said


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
