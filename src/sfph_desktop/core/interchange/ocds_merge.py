"""Releases of one process put together: the later says what changed, and blanks nothing by being silent.

After the merge routine of the standard (OCDS 1.1, "Merging"): objects part by part, lists of things with numbers by
their number, other lists whole. Unlike there, a part given as null or as an empty list takes nothing away, since
publishers write so what they left out; and a list in which a number stands twice is taken whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

Release = Mapping[str, Any]
_WHOLE = frozenset({"tag", "criteria", "numbers", "roles"})
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_FIRST = ("planning", "tender")
"""Of two without a date, or of the same moment: what begins a process comes before what changes it."""


def moment(text: str) -> datetime | None:
    """A date as releases give it, with or without time and zone; None when it is none. Without a zone: UTC."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def in_order(releases: Iterable[Release]) -> list[Release]:
    """Releases by their date, the oldest first; those without one before all others."""

    def place(release: Release) -> tuple[datetime, int]:
        tags = release.get("tag", ())
        return (moment(release.get("date", "")) or _EARLIEST, 0 if set(tags) & set(_FIRST) else 1)

    return sorted(releases, key=place)


def merged(releases: Iterable[Release]) -> dict[str, Any]:
    """All that is known of one process by its releases, the later ones counting."""
    whole: dict[str, Any] = {}
    for release in in_order(releases):
        whole = _over(whole, release)
    return whole


def _over(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(old)
    for name, found in new.items():
        there = both.get(name)
        if found in (None, [], {}, ""):
            continue
        if isinstance(there, Mapping) and isinstance(found, Mapping):
            both[name] = _over(there, found)
        elif isinstance(there, list) and isinstance(found, list) and name not in _WHOLE:
            both[name] = _lists(there, found)
        else:
            both[name] = found
    return both


def _lists(old: list[Any], new: list[Any]) -> list[Any]:
    before, after = _by_number(old), _by_number(new)
    if before is None or after is None:
        return new
    both = {number: _over(one, after[number]) if number in after else one for number, one in before.items()}
    return [*both.values(), *(one for number, one in after.items() if number not in before)]


def _by_number(entries: list[Any]) -> dict[str, Any] | None:
    """Things by their number; None where one has none, or two have the same."""
    found = {one["id"]: one for one in entries if isinstance(one, Mapping) and one.get("id")}
    return found if len(found) == len(entries) else None
