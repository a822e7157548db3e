"""What the pages of services, groups and their choice for today show: one frozen value for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sfph_desktop.core.domain.delivery import Activity, Group, Service


class MemberLine(NamedTuple):
    """One person's place in a group."""

    id: int
    """Of the membership."""
    person_id: int
    ref: str
    name: str
    from_date: date
    to_date: date | None
    came: int
    """To how many of the group's sessions."""
    last_came: date | None
    died_on: date | None


class HeldLine(NamedTuple):
    """One session of a group, in a line."""

    id: int
    date: date
    register: str
    here: int
    away: int
    unnamed_low: int
    unnamed_high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """One group with its members and its last sessions."""

    group: Group
    members: tuple[MemberLine, ...] = ()
    """By name; those who left come after those who are there."""
    sessions: tuple[HeldLine, ...] = ()
    """The latest first."""
    next_meeting: date | None = None
    in_service: int = 0
    """People enrolled in its service today; counted while it goes on and has no member, to offer them places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """One service with its activities and groups."""

    service: Service
    activities: tuple[Activity, ...] = ()
    groups: tuple[tuple[int, str, str], ...] = ()
    """Id, name and rhythm in words."""
    enrolled: int = 0
    """People with an open episode in it."""
    sessions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOffer:
    """A register that can be taken, for the choice that Today leads to."""

    group_id: int
    name: str
    day: date
    rhythm: str
    members: int
    state: str = ""
    """open, taken, cancelled, or blank when there is no register for the day yet."""
    session_id: int = 0
    meets: bool = True
    """By the group's rhythm on that day."""
