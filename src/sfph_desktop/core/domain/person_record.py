"""What a person's record holds besides the person: names, addresses, consent, alerts, links, roles, notes, actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.people import ServiceUserId

CONSENT_PURPOSES = ("service", "share", "network", "story", "photo")
"""What a person may agree to: keep this record and support them, share it with partners, count them in the network's
return, tell their story, use their photo. Each is asked, given and withdrawn by itself."""

NAME_KINDS = ("former", "birth", "alias", "spelling")
LINK_KINDS = ("household", "carer", "cared_for", "parent", "child", "worker", "next_of_kin", "emergency")
"""What the other is to this person: `carer` is who cares for them, `cared_for` whom they care for."""
ROLES = ("service_user", "volunteer", "staff")
ALERT_KINDS = ("health", "allergy", "access", "safety", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherName:
    """A name a person had, or is also known or written by; searched like their name now."""

    id: int = 0
    person_id: ServiceUserId
    kind: str = "former"
    given_name: str = ""
    family_name: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a person lived from a day on, with the area as it was looked up then: a contact of that time keeps it."""

    id: int = 0
    person_id: ServiceUserId
    from_date: date | None = None
    """None: since before the record began."""
    to_date: date | None = None
    lines: str = ""
    """Street and town, one per line."""
    postcode: str = ""
    council: str = ""
    """Code of the local authority (S12...)."""
    health_board: str = ""
    integration_authority: str = ""
    data_zone: str = ""
    simd_rank: int | None = None
    """1 is the most deprived data zone of Scotland, in the version named."""
    simd_version: str = ""
    area_source: str = ""
    """The lookup that gave the area, with its edition; `typed` when a person chose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer of a person to one purpose: what was shown to them, when they agreed, until when."""

    id: int = 0
    person_id: ServiceUserId
    purpose: str
    given_on: date
    words: str = ""
    """The words they were shown or read."""
    words_version: str = ""
    how: str = ""
    """written, spoken, online, by somebody who may decide for them."""
    expires_on: date | None = None
    withdrawn_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWords:
    """What a person is shown or read before they agree to one purpose."""

    purpose: str
    title: str
    text: str
    version: str
    """`SFPH 1` for the text that came with the program; an office's own are counted: `own 2`."""
    own: bool = False
    """Written by the office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What whoever meets the person must know at once, looked at again by a day."""

    id: int = 0
    person_id: ServiceUserId
    kind: str = "other"
    text: str
    from_date: date
    review_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLink:
    """Somebody who belongs to a person: in the store themselves (`other_id`), or known by name only."""

    id: int = 0
    person_id: ServiceUserId
    other_id: ServiceUserId | None = None
    kind: str
    name: str = ""
    """Where the other is not in the store."""
    contact: str = ""
    from_date: date | None = None
    to_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a person is here, from a day on: the same human may be service user, volunteer and staff member.

    On a day somebody is a service user when a role says so, when an enrolment of theirs is open, or when no role at all
    is recorded for that day: the workbook gives people without a role, and they are service users.
    """

    id: int = 0
    person_id: ServiceUserId
    role: str
    from_date: date
    to_date: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote down about a person. A private note is for its writer and managers, and never exported."""

    id: int = 0
    person_id: ServiceUserId
    date: date
    author: str
    text: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to be done for a person by a day."""

    id: int = 0
    person_id: ServiceUserId
    what: str
    due_on: date | None = None
    by_whom: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two records of one person, linked. Both stay as they are; what counts people counts `person_id` for both."""

    id: int = 0
    person_id: ServiceUserId
    """The record that is shown and counted."""
    other_id: ServiceUserId
    """The record that counts as the first. It stands in one join only."""
    joined_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentPeople:
    """Two records that look alike and are two people: never offered as a duplicate again."""

    id: int = 0
    person_id: ServiceUserId
    """The lower id of the two."""
    other_id: ServiceUserId
    said_on: date
    reason: str = ""
