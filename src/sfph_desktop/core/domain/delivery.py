"""Services, their activities and groups; what was offered, when, and who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from sfph_desktop.core.domain.people import ServiceUserId

SessionId = NewType("SessionId", int)
AttendanceId = NewType("AttendanceId", int)
GroupId = NewType("GroupId", int)

EVERY = ("week", "fortnight", "month", "once", "none")
"""How often a group meets; `none`: on no fixed day, so that nobody is asked for a register."""
REGISTER_STATES = ("", "open", "taken", "cancelled")
"""Blank: a session without a register of ours, as one that came with a spreadsheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the enterprise offers, by the name that episodes and sessions use."""

    id: int = 0
    name: str
    purpose: str = ""
    who_for: str = ""
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing done within a service."""

    id: int = 0
    service: str
    name: str
    minutes: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A recurring occasion with members, for which registers are taken."""

    id: GroupId = GroupId(0)
    name: str
    service: str
    activity: str = ""
    place: str = ""
    every: str = "week"
    weekday: int = 0
    """0 is Monday."""
    starts_at: str = ""
    """`14:30`; blank when it is not fixed."""
    minutes: int | None = None
    present_by_default: bool = True
    """A new register has everybody present; otherwise everybody absent."""
    from_date: date | None = None
    to_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """One person's place in a group, from a day on."""

    id: int = 0
    group_id: GroupId
    person_id: ServiceUserId
    from_date: date
    to_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitySession:
    """One occasion of an activity, with the people who came unnamed as a low and a high count."""

    id: SessionId = SessionId(0)
    session_ref: str
    service: str
    activity: str = ""
    date: date
    minutes: int | None = None
    place: str = ""
    unnamed_low: int = 0
    unnamed_high: int = 0
    group_id: GroupId | None = None
    starts_at: str = ""
    register: str = ""
    """One of REGISTER_STATES."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One named person at one session."""

    id: AttendanceId = AttendanceId(0)
    session_id: SessionId
    person_id: ServiceUserId
    minutes: int | None = None
    walk_in: bool = False
    """Not a member of the group on that day."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A member of the group who did not come, as the register says. Never counted as an attendance."""

    id: int = 0
    session_id: SessionId
    person_id: ServiceUserId
    reason: str = ""
    """Blank: not known. `told` when they had said so before."""
