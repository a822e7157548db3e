"""A register: who of a group came to one session, who did not, who walked in, and how many came unnamed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sfph_desktop.core.domain.delivery import ActivitySession, Group

HERE, AWAY = "here", "away"
MOST_MINUTES = 24 * 60
MOST_UNNAMED = 999
LONGEST_NOTE = 2000
"""Letters of a note on one line of a register."""
RUN_OF_ABSENCES = 3
"""As many in a row are told on Today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAt:
    """Which register: a group's on a day, or the one of a session that is there already."""

    day: date
    group_id: int = 0
    session_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One person in a register."""

    person_id: int
    ref: str
    name: str
    member: bool
    """A member of the group on that day; otherwise they walked in."""
    mark: str = ""
    """`here`, `away`, or blank while nobody has said."""
    shown: str = AWAY
    """How the line stands: as marked, else as the group takes it by default while the register is open."""
    minutes: int | None = None
    note: str = ""
    reason: str = ""
    """Why they did not come, where that is known."""
    alerts: tuple[str, ...] = ()
    """What whoever meets them must know."""
    missed: int = 0
    """How many times in a row they have been away just before."""

    def marked(self, mark: str) -> RegisterLine:
        """The same line with another mark; what was said of the other state is gone."""
        cleared = replace(self, mark=mark, shown=mark)
        return replace(cleared, reason="") if mark == HERE else replace(cleared, minutes=None, note="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseSession:
    """A session of the same service and day that is no group's, as one that came with a spreadsheet."""

    id: int
    ref: str
    title: str
    place: str
    named: int
    """How many people are written down in it by name."""
    unnamed_low: int
    unnamed_high: int

    @property
    def said(self) -> str:
        """`Lunch club (S-0012), Hall, with 14 people by name and 2 unnamed`."""
        place = f", {self.place}" if self.place else ""
        people = "1 person" if self.named == 1 else f"{self.named} people"
        more = f" and {said_unnamed(self.unnamed_low, self.unnamed_high)} unnamed" if self.unnamed_high else ""
        return f"{self.title} ({self.ref}){place}, with {people} by name{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """A register as it stands."""

    at: RegisterAt
    session: ActivitySession
    """Its id is 0 while nothing has been marked: then there is nothing in the store yet."""
    group: Group | None = None
    lines: tuple[RegisterLine, ...] = ()
    """Members by name, then those who walked in, in the order in which they came."""
    loose: tuple[LooseSession, ...] = ()
    """What may be the same occasion, recorded already: while this register is not finished, the fullest first."""
    usual: bool = True
    """The group meets on that day by its rhythm; always so of a session without a group or a fixed day."""

    @property
    def title(self) -> str:
        """What the register is called."""
        return self.group.name if self.group is not None else self.session.activity or self.session.service

    @property
    def here(self) -> tuple[RegisterLine, ...]:
        """Those who are here."""
        return tuple(line for line in self.lines if line.shown == HERE)

    @property
    def members(self) -> tuple[RegisterLine, ...]:
        """Those who belong to the group on that day."""
        return tuple(line for line in self.lines if line.member)

    @property
    def walk_ins(self) -> tuple[RegisterLine, ...]:
        """Those who came without belonging to the group."""
        return tuple(line for line in self.lines if not line.member)


def said_unnamed(low: int, high: int) -> str:
    """`2`, or `2 to 3`."""
    return str(low) if low == high else f"{low} to {high}"


def said_count(page: RegisterPage) -> str:
    """`17 of 20 here, 1 walked in, 2 unnamed`: what a register comes to."""
    members = page.members
    here = sum(line.shown == HERE for line in members)
    parts = [f"{here} of {len(members)} here"] if members else []
    walked = len(page.walk_ins)
    if walked:
        parts.append(f"{walked} walked in" if members else f"{walked} here")
    if page.session.unnamed_high:
        parts.append(f"{said_unnamed(page.session.unnamed_low, page.session.unnamed_high)} unnamed")
    return ", ".join(parts) or "nobody here"
