"""Consent by purpose: which answer of a person counts on a day, and whether it allows what is wanted.

The latest answer decides, until it runs out or is withdrawn. A withdrawal also ends every answer given before it, no
matter when that answer was written down: an old form found in a drawer does not bring back what somebody took away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_record import CONSENT_PURPOSES, Consent
from sfph_desktop.core.domain.problems import Problem

ASKED = {
    "service": "keep this record and support them",
    "share": "share it with partners",
    "network": "count them in the network's figures",
    "story": "tell their story",
    "photo": "use their photo",
}
"""What each purpose lets an office do, after "they agreed that we ...". """
HOW = ("written", "spoken", "online", "by somebody who may decide for them")
"""How an answer was given; other words are taken too."""
WORKBOOK_COLUMNS = {"consent_record": "service", "consent_share": "share", "consent_story": "story"}
"""The columns of the workbook's people sheet that hold a consent, and its purpose."""


def latest(consents: Iterable[Consent], purpose: str, on: date) -> Consent | None:
    """The answer that counts for a purpose on a day, in force or not; None when they were never asked."""
    given = [one for one in consents if one.purpose == purpose and one.given_on <= on]
    return max(given, key=lambda one: (one.given_on, one.id), default=None)


def in_force(consents: Iterable[Consent], purpose: str, on: date) -> Consent | None:
    """The answer that allows this purpose on this day; None when nothing does."""
    given = [one for one in consents if one.purpose == purpose and one.given_on <= on]
    last = latest(given, purpose, on)
    if last is None or (last.expires_on is not None and last.expires_on < on):
        return None
    return None if any(_ended_by(last, other, on) for other in given) else last


def allowed(consents: Iterable[Consent], purpose: str, on: date) -> bool:
    """Whether what is done for this purpose is allowed on this day. From the day of a withdrawal on it is not."""
    return in_force(consents, purpose, on) is not None


def problems_of(consent: Consent, person: ServiceUser, today: date) -> tuple[Problem, ...]:
    """Everything in an answer that cannot be so; each names its field."""
    found = []

    def wrong(column: str, reason: str, accepted: str) -> None:
        found.append(Problem(reason=reason, accepted=accepted, column=column, value=str(getattr(consent, column))))

    given, until, back = consent.given_on, consent.expires_on, consent.withdrawn_on
    if consent.purpose not in CONSENT_PURPOSES:
        wrong("purpose", f"'{consent.purpose}' is no purpose of consent.", ", ".join(CONSENT_PURPOSES))
    if given > today:
        wrong("given_on", "This day has not come yet.", f"a day up to {today:%d/%m/%Y}")
    elif person.date_of_birth and given < person.date_of_birth:
        wrong("given_on", "This is before they were born.", "a later day, or another date of birth")
    elif person.died_on and given > person.died_on:
        wrong("given_on", f"They died on {person.died_on:%d/%m/%Y}.", "an earlier day")
    if until and until < given:
        wrong("expires_on", "It would run out before it was given.", "a later day, or none")
    if back and back < given:
        wrong("withdrawn_on", "It would be taken back before it was given.", "the same day or a later one")
    elif back and back > today:
        wrong("withdrawn_on", "This day has not come yet.", f"a day up to {today:%d/%m/%Y}")
    return tuple(found)


def _ended_by(last: Consent, other: Consent, on: date) -> bool:
    """Whether the withdrawal of an answer ends the last one: its own, or that of an earlier answer, made since."""
    day = other.withdrawn_on
    if day is None or day > on:
        return False
    return other is last or day > last.given_on
