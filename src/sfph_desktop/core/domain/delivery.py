"""What was offered, when, and who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from sfph_desktop.core.domain.people import ServiceUserId

SessionId = NewType("SessionId", int)
AttendanceId = NewType("AttendanceId", int)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One named person at one session."""

    id: AttendanceId = AttendanceId(0)
    session_id: SessionId
    person_id: ServiceUserId
    minutes: int | None = None
