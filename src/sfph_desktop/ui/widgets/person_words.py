"""How the kinds of things in a person's record are said on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sfph_desktop.core.domain.person_words import ALERTS, FIFTHS, LINKS, MIRRORED, NAMES, ROLES
from sfph_desktop.ui.models.said import said_day

__all__ = ("ALERTS", "FIFTHS", "LINKS", "MIRRORED", "NAMES", "ROLES")


def roles_besides(roles: object) -> str:
    """What somebody is besides a service user, of roles with blanks between; blank for a service user only."""
    held = str(roles or "").split()
    words = " and ".join(ROLES.get(one, one) for one in held if one != "service_user")
    return f"also {words}" if words and "service_user" in held else words


STAGES: Mapping[str, str] = {
    "": "",
    "baseline": "at the start",
    "review": "review",
    "exit": "at the end",
    "follow_up": "follow-up",
}


def capital(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def span(begun: date | None, over: date | None) -> str:
    """`since 3 Nov 2025`, `3 Nov 2025 to 1 Feb 2026`, `until 1 Feb 2026`; blank where neither is known."""
    if begun is not None and over is not None:
        return f"{said_day(begun)} to {said_day(over)}"
    if begun is not None:
        return f"since {said_day(begun)}"
    return f"until {said_day(over)}" if over is not None else ""


def joined(*parts: str) -> str:
    """The parts that say something, with a dot between."""
    return " · ".join(part for part in parts if part)


def isolated(name: str) -> str:
    """A name that may run from right to left, kept from turning round what stands beside it."""
    return f"\u2068{name}\u2069" if not name.isascii() else name
