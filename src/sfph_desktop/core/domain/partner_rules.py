"""What is allowed of partners and referrals, and the words for their kinds and outcomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from statistics import median
from typing import TypeVar

from sfph_desktop.core.domain.areas import tidy_postcode
from sfph_desktop.core.domain.partners import (
    DIRECTIONS,
    PARTNER_KINDS,
    REFERRAL_OUTCOMES,
    Partner,
    PartnerContact,
    Referral,
)
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.reaching import email_problems, phone_problems, postcode_problems

T = TypeVar("T")

KIND_WORDS = {
    "health_professional": ("health professional", "health professionals"),
    "statutory_agency": ("statutory agency", "statutory agencies"),
    "housing": ("housing organisation", "housing organisations"),
    "third_sector": ("third sector organisation", "third sector organisations"),
    "business": ("business", "businesses"),
    "other": ("other organisation", "other organisations"),
}
"""By kind of partner: one of them, and several."""

OUTCOME_WORDS = {
    "waiting": "waiting",
    "contacted": "in contact",
    "started": "started with us",
    "declined": "declined by us",
    "withdrawn": "did not want it",
    "unsuitable": "not suitable",
    "no_reply": "no reply",
    "referred_on": "referred on",
    "not_known": "not written down",
}
OPEN = ("waiting", "contacted")
"""Outcomes of referrals that are not finished."""


def tidy(value: T) -> T:
    """The same record without blanks around its words; a UK postcode in capitals with its one space."""
    words = {f.name: getattr(value, f.name).strip() for f in fields(value) if isinstance(getattr(value, f.name), str)}  # type: ignore[arg-type]
    if "postcode" in words:
        words["postcode"] = tidy_postcode(words["postcode"])
    return replace(value, **words)  # type: ignore[type-var]


def next_numbered(last: str, taken: Callable[[str], bool]) -> str:
    """The partner's reference after the last, in the same pattern: PA-012 is followed by PA-013."""
    pattern = re.fullmatch(r"(.*?)(\d+)", last)
    stem, digits = (pattern[1], pattern[2]) if pattern else ("PA-", "000")
    number = int(digits) + 1
    while taken(f"{stem}{number:0{len(digits)}d}"):
        number += 1
    return f"{stem}{number:0{len(digits)}d}"


def partner_problems(partner: Partner) -> tuple[Problem, ...]:
    """Everything in a tidied partner that cannot be so."""
    found = []
    if not partner.name:
        found.append(_problem("name", "", "A partner needs a name.", "the name people know it by"))
    if partner.kind not in PARTNER_KINDS:
        found.append(
            _problem("kind", partner.kind, f"'{partner.kind}' is no kind of partner.", ", ".join(PARTNER_KINDS))
        )
    return (*found, *reach_problems(partner))


def reach_problems(one: Partner | PartnerContact) -> tuple[Problem, ...]:
    """What is wrong with how a partner, or somebody there, is said to be reached."""
    postcode = one.postcode if isinstance(one, Partner) else ""
    return (*phone_problems(one.phone), *postcode_problems(postcode), *email_problems(one.email))


def referral_problems(referral: Referral, person: ServiceUser, today: date) -> tuple[Problem, ...]:
    """Everything in a tidied referral that cannot be so; each names its field."""
    found = []

    def wrong(column: str, reason: str, accepted: str) -> None:
        found.append(_problem(column, str(getattr(referral, column)), reason, accepted))

    if referral.direction not in DIRECTIONS:
        wrong("direction", "A referral comes in or goes out.", ", ".join(DIRECTIONS))
    if referral.outcome not in REFERRAL_OUTCOMES:
        wrong("outcome", f"'{referral.outcome}' is not where a referral can stand.", ", ".join(REFERRAL_OUTCOMES))
    if referral.direction == "out" and referral.partner_id is None:
        wrong("partner_id", "It is not said to whom the person was referred.", "a partner of the directory")
    if referral.made_on > today:
        wrong("made_on", "This day has not come yet.", f"a day up to {today:%d/%m/%Y}")
    elif person.date_of_birth and referral.made_on < person.date_of_birth:
        wrong("made_on", "This is before they were born.", "a later day, or another date of birth")
    elif person.died_on and referral.made_on > person.died_on:
        wrong("made_on", "This is after they died.", f"a day up to {person.died_on:%d/%m/%Y}")
    for column in ("first_contact_on", "outcome_on"):
        day = getattr(referral, column)
        if day and day < referral.made_on:
            wrong(column, "This is before the referral was made.", f"a day from {referral.made_on:%d/%m/%Y} on")
        elif day and day > today:
            wrong(column, "This day has not come yet.", f"a day up to {today:%d/%m/%Y}")
        elif day and person.died_on and day > person.died_on:
            wrong(column, "This is after they died.", f"a day up to {person.died_on:%d/%m/%Y}")
    return tuple(found)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=reason, accepted=accepted, column=column, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTimes:
    """How long people waited for the first contact."""

    contacted: int
    """Referrals whose first contact is recorded."""
    waiting: int
    """Open referrals without one."""
    median_days: float | None
    """None while nobody has been contacted."""
    longest_days: int | None
    """Of those who wait still, on the day it was asked."""


def contact_times(referrals: Sequence[Referral], on: date) -> ContactTimes:
    """Days from the referral to the first contact, for referrals in; who waits still is counted beside, not in."""
    taken = [(one.first_contact_on - one.made_on).days for one in referrals if one.first_contact_on]
    waits = [(on - one.made_on).days for one in referrals if one.first_contact_on is None and one.outcome in OPEN]
    return ContactTimes(
        contacted=len(taken),
        waiting=len(waits),
        median_days=median(taken) if taken else None,
        longest_days=max(waits, default=None),
    )
